"""What was looked at beside imports is told, and whether it is still so."""

import pytest

from archlint.settings import Request, Settings
from archlint.source import Sight, read
from tests.source.codebases import write

PIER = {
    "pier/__init__.py": "",
    "pier/berths.py": "import rigging",
    "pyproject.toml": '[project]\nname = "pier"\ndependencies = ["rigging"]',
    "tools/setup.py": "",
    "tools/winch.py": "",
    ".venv/lib/python3.12/site-packages/rigging-1.dist-info/RECORD": "rigging/__init__.py,,",
}


def code(root, **wishes):
    """Return the code below a folder, read without anything that is kept."""
    return read(Request(Settings(root, "archlint.toml", {"roots": ["", "tools"]}), cache=False, **wishes))


def looked(root):
    """Return what is seen by somebody who asks for all there is."""
    found = code(root)
    imports = found.imports()
    imports.projects().providers("rigging")
    imports.lines("pier/berths.py")
    return found.seen()


@pytest.fixture
def pier(tmp_path):
    """A folder with projects and an environment."""
    return write(tmp_path, PIER)


def test_who_reads_imports_alone_has_seen_nothing_else(pier):
    found = code(pier)
    found.imports()
    found.lines("pier/berths.py")

    assert found.seen() == ()
    assert found.still(())


def test_what_is_as_it_was_is_seen_again(pier):
    seen = looked(pier)

    assert {(one.question, one.path) for one in seen} >= {
        ("files", ""),
        ("files", "tools"),
        ("contents", "pyproject.toml"),
        ("contents", "pier/berths.py"),
        ("folders", ".venv/lib/python3.12/site-packages"),
        ("contents", ".venv/lib/python3.12/site-packages/rigging-1.dist-info/RECORD"),
    }
    assert seen == looked(pier) == tuple(sorted(seen))
    assert code(pier).still(seen)


@pytest.mark.parametrize(
    "change",
    [
        {"pyproject.toml": '[project]\nname = "pier"\ndependencies = []'},
        {"requirements.txt": "sails"},
        {"tools/poetry.lock": ""},
        {"pier/berths.py": "import rigging\nwinch = 1"},
        {".venv/lib/python3.12/site-packages/sails-1.dist-info/RECORD": "sails.py,,"},
        {".venv/lib/python3.12/site-packages/rigging-1.dist-info/RECORD": "ropes.py,,"},
        {".venv/lib/python3.13/site-packages/sails-1.dist-info/RECORD": "sails.py,,"},
        {"venv/lib/python3.12/site-packages/sails-1.dist-info/RECORD": "sails.py,,"},
    ],
    ids="".join,
)
def test_what_comes_goes_or_changes_is_seen(pier, change):
    before = looked(pier)
    write(pier, change)
    after = looked(pier)

    assert not code(pier).still(before)
    for name in change:
        (pier / name).write_text(PIER[name], encoding="utf-8") if name in PIER else (pier / name).unlink()
    assert not code(pier).still(after)


@pytest.mark.parametrize("strange", [Sight("disk", "smell", "", ""), Sight("sea", "files", "", "")])
def test_what_nobody_can_look_at_again_is_not_as_it_was(pier, strange):
    assert not code(pier).still((strange,))
