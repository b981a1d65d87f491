"""
What a second run reads and writes, as Python itself tells it: each file that is opened, each text that is compiled.

No name of ours is asked, so that nothing can be read or written behind a counter.
"""

import json
import time
from pathlib import Path

import pytest

from tests.cli.shops import SHOP

WATCH = """
import atexit, json, os
seen = []
root = os.getcwd()
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
changing = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink", "os.utime"}

def inside(path):
    if not isinstance(path, (str, bytes, os.PathLike)):
        return ""
    full = os.path.join(root, os.fsdecode(path))
    return os.path.relpath(full, root) if full.startswith(root + os.sep) else ""

def watch(event, arguments):
    if event == "compile" and str(arguments[1]).endswith(".py") and os.path.exists(os.path.join(root, arguments[1])):
        seen.append(("parsed", inside(arguments[1])))
    elif event == "open" and inside(arguments[0]):
        kind = "written" if (arguments[2] or 0) & writing else "read"
        seen.append((kind, inside(arguments[0])))
    elif event in changing and inside(arguments[0]):
        seen.append(("written", inside(arguments[0])))

sys.addaudithook(watch)
atexit.register(lambda: print(json.dumps([one for one in seen if one[1]]), file=sys.stderr))
"""
CODE = {
    **SHOP,
    "shop/late.py": "x = 1\nif x:\n    import shop.db\n",
    "shop/odd.py": "def f():\n    import shop.db\n",
}


@pytest.fixture
def ran(spawn):
    """Run a check; return its exit code, its output and what was (done, to which file), as far as it lies here."""

    def run(*words):
        time.sleep(0.03)  # what was written this very moment is looked at once more
        done = spawn("check", *words, code=WATCH)
        found = [tuple(one) for one in json.loads(done.err)]
        return (done.code, done.out), found

    return run


def code(found, what):
    return [path for done, path in found if done == what and path.endswith(".py")]


def everything():
    """Return whatever could show that something was written."""
    paths = sorted(Path().rglob("*"))
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_ctime_ns, path.stat().st_ino) for path in paths}


def test_of_code_that_has_not_changed_nothing_is_parsed_or_read_and_nothing_is_written(tree, ran):
    tree(CODE)
    said, first = ran()
    before = everything()

    again, second = ran()

    assert sorted(code(first, "read")) == sorted(path for path in CODE if path.endswith(".py"))
    assert {"shop/late.py", "shop/odd.py"} <= set(code(first, "parsed"))
    assert "written" in {done for done, _ in first}
    assert again == said
    assert code(second, "read") == code(second, "parsed") == []
    assert [one for one in second if one[0] == "written"] == []
    assert everything() == before


def test_of_one_changed_file_that_file_alone_is_read_and_parsed(tree, ran):
    tree(CODE)
    ran()
    ran()
    Path("shop/late.py").write_text("x = 2\nif x:\n    import shop.web\n")

    said, found = ran()

    assert set(code(found, "read")) == set(code(found, "parsed")) == {"shop/late.py"}
    assert said == ran("--no-cache")[0]
