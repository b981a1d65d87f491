"""Files that are hard to read, and trees that are hard to walk."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.compared.case import Case

LOW = {"pkg/low.py": "import pkg.high\n"}
FIRST = "broken at pkg/low.py:1:1 [1]"
KEPT = "kept [0]"
NONE = dict.fromkeys(["pkg/__init__.py", "pkg/high.py", "pkg/low.py"])
"""Without the package that all cases have."""


def link(name: str, target: str, *, folder: bool = False) -> Callable[[Path], None]:
    """Return what makes a symbolic link."""

    def arrange(root: Path) -> None:
        (root / name).symlink_to(target, target_is_directory=folder)

    return arrange


def pipe(root: Path) -> None:
    os.mkfifo(root / "pkg/pipe.py")


PARENTHESES = f"import pkg.high\nx = {'(' * 5_000}1{')' * 5_000}\nimport os\n"
SUM = f"import pkg.high\nx = {' + '.join(['1'] * 20_000)}\nimport os\n"

FILES = [
    Case(
        "a syntax error in another file, above its last import",
        {**LOW, "pkg/other.py": "def (\nimport os\n"},
        "broken at pkg/low.py:1:1; pkg/other.py:1:5 is unread [2]",
    ),
    Case(
        "a syntax error in another file, below its last import",
        {**LOW, "pkg/other.py": "import os\ndef (\n"},
        "broken at pkg/low.py:1:1 [1]",
    ),
    Case(
        "the same, with `--full-parse`",
        {**LOW, "pkg/other.py": "import os\ndef (\n"},
        "broken at pkg/low.py:1:1; pkg/other.py:2:5 is unread [2]",
        ("--full-parse",),
    ),
    Case(
        "a syntax error in the importer",
        {"pkg/low.py": "def (\nimport pkg.high\n"},
        "incomplete; pkg/low.py:1:5 is unread [2]",
    ),
    Case(
        "bytes that are no UTF-8, and no encoding is declared",
        {"pkg/low.py": b"x = '\xe9'\nimport pkg.high\n"},
        "incomplete; pkg/low.py:1:6 is unread [2]",
    ),
    Case(
        "latin-1, as the first line declares",
        {"pkg/low.py": b"# -*- coding: latin-1 -*-\nimport pkg.high  # \xe9\n"},
        "broken at pkg/low.py:2:1 [1]",
    ),
    Case("UTF-16", {"pkg/low.py": "import pkg.high\n".encode("utf-16")}, "incomplete; pkg/low.py:1:1 is unread [2]"),
    Case("a link that leads nowhere", LOW, FIRST, arrange=link("pkg/broken.py", "nowhere.py")),
    Case("a link that leads to a folder around it", LOW, FIRST, arrange=link("pkg/loop", "..", folder=True)),
    Case("a named pipe", LOW, "broken at pkg/low.py:1:1; pkg/pipe.py is unread [2]", arrange=pipe),
    Case("a file of 0 bytes", {**LOW, "pkg/empty.py": b""}, FIRST),
    Case(
        "a NUL byte in a text",
        {"pkg/low.py": b'x = "\0"\nimport pkg.high\n'},
        "incomplete; pkg/low.py:1:6 is unread [2]",
    ),
    Case("5,000 nested parentheses", {"pkg/low.py": PARENTHESES}, "incomplete; pkg/low.py:2:205 is unread [2]"),
    Case("a sum of 20,000 terms", {"pkg/low.py": SUM}, "incomplete; pkg/low.py is unread [2]"),
    Case("a folder with a hyphen (`my-pkg/low.py`)", {"my-pkg/low.py": "import pkg.high\n"}, KEPT),
    Case("a file with a hyphen (`low-er.py`)", {"pkg/low-er.py": "import pkg.high\n"}, KEPT),
    Case("a file with a dot (`low.v2.py`)", {"pkg/low.v2.py": "import pkg.high\n"}, "broken at pkg/low.v2.py:1:1 [1]"),
    Case("a folder without `__init__.py` as the top package", {**LOW, "pkg/__init__.py": None}, FIRST),
    Case(
        "a folder without `__init__.py` inside a package",
        {"pkg/low.py": None, "pkg/low/__init__.py": "", "pkg/low/deep/a.py": "import pkg.high\n"},
        "broken at pkg/low/deep/a.py:1:1 [1]",
    ),
    Case(
        "a namespace folder that begins like its neighbour (`ns/api`, `ns/api_v2`)",
        {
            "ns/api/__init__.py": "",
            "ns/api_v2/x.py": "import ns.api\n",
            "archlint.toml": '[rules.order]\ntype = "layers"\nlayers = ["ns.api", "ns.api_v2"]\n',
        },
        "broken at ns/api_v2/x.py:1:1 [1]",
    ),
    Case(
        "a `src` layout that is not installed",
        {
            "src/pkg/__init__.py": "",
            "src/pkg/high.py": "",
            "src/pkg/low.py": "import pkg.high\n",
            **NONE,
        },
        "broken at src/pkg/low.py:1:1 [1]",
    ),
    Case(
        "one file as the whole codebase",
        {**NONE, "low.py": "import os\n", "archlint.toml": '[rules.forbidden]\nfrom = "low"\nto = "os"\n'},
        "broken at low.py:1:1 [1]",
    ),
    Case(
        "a package beside a file of its name (`low/` and `low.py`)",
        {**LOW, "pkg/low/__init__.py": "import os\n"},
        "kept; note: pkg/low.py: this file was not read: the module `pkg.low` is pkg/low/__init__.py [0]",
    ),
]
