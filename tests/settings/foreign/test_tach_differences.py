"""
Where archlint and tach differ on a tach.toml, and where settings are spread or spelt in ways that hardly differ.

docs/coming-from-tach.md lists every difference under the name that it has here, and says which of the two is wrong.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from archlint.cli import main
from tests.settings.foreign.tach_oracle import asked

PAGE = Path(__file__).parents[3] / "docs/coming-from-tach.md"
APART = '[[modules]]\npath = "shop.a"\ndepends_on = []\n[[modules]]\npath = "shop.b"\ndepends_on = []\n'
SHOP = {"shop/__init__.py": "", "shop/a.py": "", "shop/b.py": ""}
DIFFERENCES: dict[str, tuple[dict[str, str | bytes], str, int]] = {
    "a file in a declared encoding": (
        {"tach.toml": APART, "shop/a.py": b"# -*- coding: latin-1 -*-\nimport shop.b  # \xe9\n"},
        "ok",
        1,
    ),
    "the `else:` of TYPE_CHECKING": (
        {
            "tach.toml": APART,
            "shop/a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    x = 1\nelse:\n    import shop.b\n",
        },
        "ok",
        1,
    ),
    "circles in the code": (
        {
            "tach.toml": "forbid_circular_dependencies = true\n" + APART.replace("depends_on = []\n", ""),
            "shop/a.py": "import shop.b\n",
            "shop/b.py": "import shop.a\n",
        },
        "ok",
        1,
    ),
    "circles in the settings alone": (
        {
            "tach.toml": "forbid_circular_dependencies = true\n"
            + APART.replace("[]", '["shop.b"]', 1).replace("[]", '["shop.a"]')
        },
        "refused",
        0,
    ),
    "`visibility` of what nobody lists": (
        {
            "tach.toml": '[[modules]]\npath = "shop.a"\n[[modules]]\npath = "shop.b"\nvisibility = []\n',
            "shop/a.py": "import shop.b\n",
        },
        "ok",
        1,
    ),
    '`root_module = "forbid"`': ({"tach.toml": 'root_module = "forbid"\n' + APART, "tools.py": ""}, "ok", 1),
    "imports between projects": (
        {
            "tach.toml": 'source_roots = ["one", "two"]\n' + APART.replace("shop.", ""),
            "one/pyproject.toml": "",
            "one/a.py": "import b\n",
            "two/pyproject.toml": "",
            "two/b.py": "",
        },
        "ok",
        1,
    ),
    "`cannot_depend_on` of a lower layer": (
        {
            "tach.toml": 'layers = ["ui", "data"]\n[[modules]]\npath = "shop.a"\nlayer = "ui"\n'
            'cannot_depend_on = ["shop.b"]\n[[modules]]\npath = "shop.b"\nlayer = "data"\n',
            "shop/a.py": "import shop.b\n",
        },
        "ok",
        1,
    ),
    "`|` in an expression": (
        {
            "tach.toml": '[[modules]]\npath = "shop.a"\n[[modules]]\npath = "shop.b"\n'
            '[[interfaces]]\nexpose = ["get|find"]\nfrom = ["shop.b"]\n',
            "shop/a.py": "from shop.b import get_all\n",
        },
        "ok",
        1,
    ),
    '`unused_ignore_directives = "off"`': (
        {
            "tach.toml": '[rules]\nunused_ignore_directives = "off"\n' + APART.replace("[rules]", ""),
            "shop/a.py": "import shop.b  # tach-ignore(soon)\n",
        },
        "failed",
        0,
    ),
    "what `local_imports` lets pass": (
        {
            "tach.toml": '[rules]\nlocal_imports = "off"\n' + APART,
            "shop/a.py": "try:\n    import shop.b\nexcept ImportError:\n    pass\n",
        },
        "ok",
        1,
    ),
    "a layer without a module that names it": (
        {"tach.toml": 'layers = ["ui"]\n[[modules]]\npath = "shop.a"\nlayer = "iu"\n[[modules]]\npath = "shop.b"\n'},
        "ok",
        2,
    ),
    "what needs no listing, listed and used": (
        {
            "tach.toml": 'exact = true\n[[modules]]\npath = "shop.a"\ndepends_on = ["shop.b"]\n'
            '[[modules]]\npath = "shop.b"\nutility = true\n',
            "shop/a.py": "import shop.b\n",
        },
        "failed",
        0,
    ),
    "third parties": (
        {
            "tach.toml": '[[modules]]\npath = "shop.a"\ncannot_depend_on_external = ["requests"]\n',
            "shop/a.py": "import requests\n",
        },
        "ok",
        1,
    ),
    "a folder without a file of its own": (
        {
            "tach.toml": '[[modules]]\npath = "shop.a"\ndepends_on = []\n[[modules]]\npath = "shop.parts"\n',
            "shop/a.py": "from shop import parts\n",
            "shop/parts/c.py": "",
        },
        "failed",
        0,
    ),
    "an import that leads nowhere": (
        {
            "tach.toml": '[[modules]]\npath = "tools"\ndepends_on = []\n[[modules]]\npath = "shop"\n',
            "tools.py": "import shop.gone.further\n",
        },
        "ok",
        1,
    ),
    "a syntax error below the imports": ({"tach.toml": APART, "shop/a.py": "import json\n\nfoo(\n"}, "failed", 0),
    "a comment beside one of two imports": (
        {"tach.toml": APART, "shop/a.py": "import shop.b  # tach-ignore(soon)\nimport shop.b\n"},
        "failed",
        1,
    ),
}
ALIKE: dict[str, dict[str, str]] = {
    "a domain": {
        "tach.toml": '[[modules]]\npath = "tools"\ndepends_on = ["shop"]\n',
        "tools.py": "import shop.a\nimport shop.b\n",
        "shop/tach.domain.toml": '[root]\ndepends_on = ["a", "//tools"]\nvisibility = ["//tools", "a"]\n'
        '[[modules]]\npath = "a"\ndepends_on = []\n'
        '[[interfaces]]\nexpose = ["get_.*"]\nfrom = ["<domain_root>"]\n[[interfaces]]\nexpose = []\nfrom = ["a"]\n',
        "shop/__init__.py": "from shop.a import rows\nimport tools\n",
        "shop/a.py": "from shop import make_order\n",
    },
    "an empty closed layer": {
        "tach.toml": 'layers = ["ui", { name = "logic", closed = true }, "data"]\n'
        '[[modules]]\npath = "shop.a"\nlayer = "ui"\n[[modules]]\npath = "shop.b"\nlayer = "data"\n',
        "shop/a.py": "import shop.b\n",
    },
    "layers that have to be listed": {
        "tach.toml": 'layers = ["ui", "data"]\nlayers_explicit_depends_on = true\n[[modules]]\npath = "shop.a"\n'
        'layer = "ui"\ndepends_on = []\n[[modules]]\npath = "shop.b"\nlayer = "data"\n',
        "shop/a.py": "import shop.b\n",
    },
    "an older spelling of `exclude`": {
        "tach.toml": 'exclude = [".*__pycache__", ".*egg-info"]\n' + APART,
        "shop/a.py": "import shop.b\n",
    },
    "a pattern of source roots": {
        "tach.toml": 'source_roots = ["libs/*/src"]\n' + APART.replace("shop.", ""),
        "libs/one/src/a.py": "import b\n",
        "libs/two/src/b.py": "",
    },
    "settings in a pyproject.toml": {
        "pyproject.toml": '[tool.tach]\n[[tool.tach.modules]]\npath = "shop.a"\ndepends_on = []\n'
        '[[tool.tach.modules]]\npath = "shop.b"\n',
        "shop/a.py": "import shop.b\n",
    },
    "an interface that is exclusive": {
        "tach.toml": '[[modules]]\npath = "shop.a"\n[[modules]]\npath = "shop.b"\n[[modules]]\npath = "tools"\n'
        '[[interfaces]]\nexpose = [".*"]\nfrom = ["shop.b"]\n'
        '[[interfaces]]\nexpose = ["get"]\nfrom = ["shop.b"]\nvisibility = ["shop.a"]\nexclusive = true\n',
        "shop/a.py": "from shop.b import rows\n",
        "tools.py": "from shop.b import rows\n",
    },
    "the older `strict`": {
        "tach.toml": '[[modules]]\npath = "shop.a"\n[[modules]]\npath = "shop.b"\nstrict = true\n',
        "shop/b.py": '__all__ = ["get"]\nget = rows = 1\n',
        "shop/a.py": "from shop.b import rows\n",
    },
}


def lay(folder: Path, files: dict[str, Any]) -> None:
    plain = {} if "one/a.py" in files or "libs/one/src/a.py" in files else SHOP
    for path, content in {**plain, **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def ours(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    monkeypatch.chdir(folder)
    code = main(["check", "--no-cache", "--format", "json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


@pytest.mark.parametrize("name", DIFFERENCES)
def test_the_two_differ_as_the_page_says(name, tmp_path, monkeypatch, capsys):
    files, theirs, code = DIFFERENCES[name]
    lay(tmp_path, files)

    (told,) = asked([tmp_path])

    assert ("refused" if "refused" in told else "failed" if told["failed"] else "ok") == theirs
    assert ours(tmp_path, monkeypatch, capsys)[0] == code


@pytest.mark.parametrize("name", ALIKE)
def test_the_two_find_the_same(name, tmp_path, monkeypatch, capsys):
    lay(tmp_path, ALIKE[name])
    # First, as tach writes the older spellings anew.
    code, said = ours(tmp_path, monkeypatch, capsys)
    (told,) = asked([tmp_path])

    found = {(one["Located"]["file_path"], one["Located"]["line_number"]) for one in told["told"] if "Located" in one}
    assert told["failed"]
    assert (code, {(one["path"], one["line"]) for one in said["violations"]}) == (1, found)


def test_the_page_lists_each_difference():
    rows = re.findall(r"^\| ([^|]+?) \|", PAGE.read_text(), re.MULTILINE)

    assert [name for name in DIFFERENCES if name.replace("|", "\\|") not in PAGE.read_text()] == []
    assert len(rows) > len(DIFFERENCES)
