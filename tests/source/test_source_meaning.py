"""What code means: the same while all that anybody has looked at is the same, though its text is another."""

import subprocess
import time

import pytest

from archlint.settings import Cache, Looks, Request, Settings
from archlint.source import meaning, read
from tests.source.codebases import write

SHOP = {"shop/__init__.py": "", "shop/web.py": "from shop import db\n", "shop/db.py": "import os\n", "notes.txt": "1\n"}
EDITS = {
    "shop/web.py": ["from shop import db\n\n\ndef page(): ...\n", "from shop import db  # at last\n"],
    "shop/db.py": ["import os\nprint(os)\n"],
}
"""Other texts that import the same at the same places."""
OTHERS = {
    "shop/web.py": ["", "import shop.db\n", "\nfrom shop import db\n", "from shop import (\n"],
    "shop/tax.py": [""],
}
"""What is another code."""


@pytest.fixture
def disk(tmp_path):
    """A folder in which what is written counts, and the tree by which it does."""
    write(tmp_path, SHOP)
    time.sleep(0.03)
    return tmp_path, ""


@pytest.fixture
def index(disk):
    """The same in a repository, where counts what is added."""
    git(disk[0], "init", "--quiet")
    git(disk[0], "add", ".")
    return disk[0], ":index"


@pytest.fixture(params=["disk", "index"])
def place(request):
    """One after the other."""
    return request.getfixturevalue(request.param)


def git(folder, *words):
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def put(place, name, text):
    root, tree = place
    write(root, {name: text})
    if tree:
        git(root, "add", name)


def meant(place, *texts, cache=True, looks=None):
    root, tree = place
    asked = Request(Settings(root, "archlint.toml", {}), tree=tree, cache=cache, looks=looks)
    return meaning(asked, [f"{root}/{name}" for name in texts])


pytestmark = pytest.mark.git


@pytest.mark.parametrize("known", [True, False], ids=["known before", "never seen"])
def test_another_text_of_the_same_imports_means_the_same(place, known):
    before = meant(place)
    for name, texts in EDITS.items():
        for text in texts:
            put(place, name, text)
            if not known:
                (place[0] / ".archlint/cache").rename(place[0] / f".archlint/{time.monotonic_ns()}")

            assert meant(place) == before != b""


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in OTHERS.items() for text in texts])
def test_another_code_means_something_else(place, name, text):
    before = meant(place)
    put(place, name, text)

    assert meant(place) != before


def test_in_git_the_texts_that_were_looked_at_belong_to_it(index):
    before, by_text = meant(index), meant(index, "shop/web.py")
    put(index, "shop/web.py", EDITS["shop/web.py"][0])

    assert meant(index) == before
    assert meant(index, "shop/db.py") == meant(index, "shop/db.py", "elsewhere.py")
    assert meant(index, "shop/web.py") != by_text


def test_in_git_so_does_whatever_is_no_module(place):
    before = meant(place)
    put(place, "notes.txt", "2\n")

    assert (meant(place) == before) is not bool(place[1])


def test_in_git_links_could_lead_anywhere(place):
    (place[0] / "shop/link.py").symlink_to("db.py")
    if place[1]:
        git(place[0], "add", ".")

    assert (meant(place) == b"") is bool(place[1])


def test_is_what_the_looks_tell_of(place):
    looks = Looks(Cache(place[0]).moment())
    root, tree = place
    code = read(Request(Settings(root, "archlint.toml", {}), tree=tree, looks=looks))
    assert looks.meaning()[0] == meant(place)

    code.lines("shop/web.py")
    code.content("shop/db.py")

    asked = ("shop/web.py", "shop/db.py") if tree else ()
    assert looks.meaning()[0] == meant(place, *asked)


def test_what_changes_while_it_is_read_means_nothing(disk):
    root, _ = disk
    meant(disk)
    looks = Looks(None)
    code = read(Request(Settings(root, "archlint.toml", {}), looks=looks))
    put(disk, "shop/db.py", "import sys\n")

    assert "sys" in code.imports().externals
    assert looks.meaning()[0] == b""


def test_who_has_asked_what_it_means_reads_on(disk, monkeypatch):
    root, _ = disk
    meant(disk)
    put(disk, "shop/db.py", "import sys\n")
    looked = []

    def changed(*_):
        looked.append(1)
        return [2]

    monkeypatch.setattr("archlint.source.reading.Snapshot.changed", changed)
    looks = Looks(Cache(root).moment())
    request = Request(Settings(root, "archlint.toml", {}), looks=looks)
    meaning(request, [])

    for other in (request._replace(base="HEAD"), request._replace(packs=()), request._replace(looks=Looks(None))):
        assert "sys" in read(other).imports().externals
        meaning(request, [])

    assert len(looked) == 4 + 1  # each time that it was asked, and once for somebody else
