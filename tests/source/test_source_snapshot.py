"""What stands as it stood is not listed again; and whatever may change unseen by the time of a folder is seen."""

from __future__ import annotations

import os
import subprocess
import time
from collections import Counter

import pytest

from archlint.settings import Cache, Request, Settings
from archlint.source import read
from archlint.source.discover import discover
from archlint.source.extraction import extracted
from tests.source.codebases import write

SHOP = {
    "shop/__init__.py": "",
    "shop/db.py": "import os\n",
    "shop/web/page.py": "from shop import db\n",
    "elsewhere.txt": "import shop\n",
}


@pytest.fixture
def shop(tmp_path):
    """A codebase in a folder of a repository, older than whatever is kept of it."""
    root = tmp_path / "top/shop"
    (tmp_path / "top/.git").mkdir(parents=True)
    write(root, SHOP)
    time.sleep(0.03)
    return root


@pytest.fixture
def looks(monkeypatch):
    """How often all files were looked for."""
    counted: Counter[str] = Counter()

    def count(*args):
        counted["discover"] += 1
        return discover(*args)

    monkeypatch.setattr("archlint.source.look.discover", count)
    return counted


def stamp(root, *, cache=True, **table):
    return read(Request(Settings(root, "archlint.toml", table), cache=cache)).stamp


def test_what_stands_is_not_listed(shop, looks, monkeypatch):
    first = stamp(shop)
    monkeypatch.setattr(os, "scandir", None)

    assert stamp(shop) == first
    assert looks == {"discover": 1}


def test_imports_are_those_that_the_stamp_names(shop, looks):
    anew = read(Request(Settings(shop, "archlint.toml", {}))).imports()

    code = read(Request(Settings(shop, "archlint.toml", {})))

    assert looks == {"discover": 1}
    assert code.imports().modules == anew.modules
    assert code.imports().importer == anew.importer
    assert code.still(code.seen())


def test_what_changes_between_stamp_and_imports_is_not_taken_for_the_same(shop):
    stamp(shop)
    code = read(Request(Settings(shop, "archlint.toml", {})))
    (shop / "shop/db.py").write_text("import sys\n")

    assert "sys" in code.imports().externals
    assert not code.still(code.seen())
    assert not read(Request(Settings(shop, "archlint.toml", {}))).still(code.seen())


def test_of_what_has_changed_alone_is_read(shop, looks):
    before = stamp(shop)
    (shop / "shop/db.py").write_text("import os\n\ndef db(): ...\n")
    assert stamp(shop) == before
    (shop / "shop/db.py").write_text("import sys\n")
    (shop / "shop/__init__.py").write_text("import (\n")
    after = stamp(shop)
    (shop / "shop/db.py").chmod(0o600)
    assert stamp(shop) == after
    assert looks == {"discover": 1}
    assert after == stamp(shop, cache=False) != before


@pytest.mark.parametrize(
    ("table", "more"),
    [
        ({}, {}),
        ({"exclude": ["web"]}, {"shop/late.pyc": "", "shop/db-old.py": "import gone\n"}),
        (
            {"packages": ["shop"]},
            {"tools/run.py": "import shop\n", "shop/till.py": "", "shop/till/__init__.py": "import re\n"},
        ),
        ({"roots": ["src", "."]}, {"src/depot/a.py": "import shop.db, shop.native\n", "shop/native.so": ""}),
        ({}, {"src/depot/__init__.py": "", ".gitignore": "web/\n", "src/depot/pyvenv.cfg": ""}),
    ],
    ids=["plain", "excluded", "packages", "roots", "ignored"],
)
def test_a_new_import_is_found_without_a_look_for_files(shop, monkeypatch, table, more):
    write(shop, more)
    time.sleep(0.03)
    settings = Settings(shop, "archlint.toml", table)
    assert stamp(shop, **table) == stamp(shop, **table)
    (shop / "shop/db.py").write_text("import sys, shop.web.page, shop.gone\n")

    listed, listing = set(), os.scandir

    def noted(folder):
        listed.add(os.fspath(folder))
        return listing(folder)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", noted)
        found = read(Request(settings)).imports()

    # Whether the roots are there is looked up, and what runs left behind that were killed.
    assert listed <= {str(shop), str(shop / ".archlint/cache")}
    anew = read(Request(settings, cache=False)).imports()
    plain = [field for field in anew._fields if not callable(getattr(anew, field))]
    assert len(plain) > 15
    assert {field: getattr(found, field) for field in plain} == {field: getattr(anew, field) for field in plain}
    assert "sys" in found.externals


def test_a_file_that_changes_all_the_time_is_read_all_the_time(shop, looks):
    before = stamp(shop)
    for turn in range(30):
        (shop / "shop/db.py").write_text(f"import m{turn:02}\n")
        found, before = stamp(shop), before if turn else b""
        assert found != before
        before = found
    assert found == stamp(shop, cache=False)
    assert looks == {"discover": 1 + 2}  # who keeps nothing looks once more for a stamp


def test_a_file_that_becomes_too_large_to_be_read_is_told(shop):
    stamp(shop)
    with (shop / "shop/db.py").open("r+b") as stream:
        stream.truncate(17_000_000)
    assert stamp(shop) == stamp(shop, cache=False)


def test_each_settings_file_has_a_snapshot_of_its_own(shop, looks):
    for _ in range(2):
        for file in ("archlint.toml", "two.toml"):
            read(Request(Settings(shop, file, {"exclude": ["web"]} if file == "two.toml" else {})))
    assert looks == {"discover": 2}


def behind(file, text):
    before = file.stat()
    assert before.st_size == len(text)
    with file.open("r+") as stream:
        stream.write(text)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def piped(file):
    times = file.parent.stat()
    file.unlink()
    os.mkfifo(file)
    os.utime(file.parent, ns=(times.st_atime_ns, times.st_mtime_ns))


def swapped(root):
    root.rename(root.parent / "old")
    write(root, {"shop/__init__.py": ""})


CHANGES = {
    "a file comes": lambda root: (root / "shop/new.py").write_text(""),
    "a file goes": lambda root: (root / "shop/db.py").unlink(),
    "a file is renamed": lambda root: (root / "shop/db.py").rename(root / "shop/dc.py"),
    "a folder is moved": lambda root: (root / "shop/web").rename(root / "web"),
    "a text changes behind size and time": lambda root: behind(root / "shop/db.py", "import io\n"),
    ".gitignore comes": lambda root: (root / "shop/.gitignore").write_text("db.py\n"),
    ".gitignore is edited in place": lambda root: behind(root / ".gitignore", "/shop/db*\n"),
    ".gitignore above is another": lambda root: (root / "../.gitignore").write_text("db.py\n"),
    ".gitignore above counts no more": lambda root: (root / ".git").mkdir(),
    "an environment is made": lambda root: (root / "shop/web/pyvenv.cfg").write_text(""),
    "an environment is none any more": lambda root: (root / "venv/pyvenv.cfg").unlink(),
    "a link leads to another file": lambda root: behind(root.parent / "away.py", "import io\n"),
    "what a link leads to goes": lambda root: (root.parent / "away.py").unlink(),
    "what a link leads to comes": lambda root: (root.parent / "later.py").write_text("import io\n"),
    "a link leads to a folder": lambda root: (root.parent / "later.py").mkdir(),
    "a pipe comes in the place of a file": lambda root: piped(root / "shop/db.py"),
    "the root is another folder": swapped,
}
PLACES = {
    ".gitignore": "/shop/dc*\n",
    "venv/pyvenv.cfg": "",
    "venv/lib.py": "",
    "../away.py": "import os\n",
    "../.gitignore": "hidden.py\n",
    "shop/hidden.py": "",
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_seen(shop, looks, change):
    write(shop, PLACES)
    (shop / "shop/linked.py").symlink_to("../../away.py")
    (shop / "shop/broken.py").symlink_to("../../later.py")
    time.sleep(0.03)
    before = stamp(shop)
    assert stamp(shop) == before
    assert looks == {"discover": 1}

    CHANGES[change](shop)

    assert stamp(shop) == stamp(shop, cache=False) != before


@pytest.mark.parametrize("first", [True, False])
def test_where_the_repository_begins_is_asked_each_time(shop, first):
    """The settings' root is not listed where the roots lie deeper, and shows nothing then."""
    write(shop, {"../.gitignore": "db.py\n"})
    mark = shop / ".git"
    if first:
        mark.mkdir()
    time.sleep(0.03)
    before = stamp(shop, roots=["shop"])
    assert stamp(shop, roots=["shop"]) == before

    if first:
        mark.rmdir()
    else:
        mark.mkdir()

    assert stamp(shop, roots=["shop"]) == stamp(shop, cache=False, roots=["shop"]) != before


def test_what_is_no_older_than_the_moment_is_not_believed(shop, looks, monkeypatch):
    monkeypatch.setattr(Cache, "moment", lambda cache: (cache.root.stat().st_dev, 1))
    for _ in range(3):
        stamp(shop)
    assert looks == {"discover": 3}


def test_ignored_names_that_are_no_older_than_the_moment_are_not_believed(shop, looks, monkeypatch):
    moment = Cache(shop).moment()
    time.sleep(0.03)
    write(shop, {"../.gitignore": "db.py\n"})
    monkeypatch.setattr(Cache, "moment", lambda _: moment)
    for _ in range(3):
        stamp(shop)
    assert looks == {"discover": 3}


def test_a_folder_that_is_no_older_than_the_moment_is_not_believed(shop, looks, monkeypatch):
    moment = Cache(shop).moment()
    time.sleep(0.03)
    (shop / "shop/web/notes.txt").touch()
    monkeypatch.setattr(Cache, "moment", lambda _: moment)
    for _ in range(3):
        stamp(shop)
    assert looks == {"discover": 3}


def test_a_changed_file_that_is_no_older_than_the_moment_is_read_once_more(shop, looks, monkeypatch):
    stamp(shop)
    (shop / "shop/db.py").write_text("import sys\n")
    monkeypatch.setattr(Cache, "moment", lambda cache: (cache.root.stat().st_dev, 1))
    stamp(shop)
    read_again: list[str] = []

    def noted(tree, paths, **options):
        read_again.extend(paths)
        return extracted(tree, paths, **options)

    monkeypatch.setattr("archlint.source.renewal.extracted", noted)
    stamp(shop)
    assert read_again == ["shop/db.py"]
    assert looks == {"discover": 1}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount anything")
@pytest.mark.parametrize("what", ["shop/web", "shop/db.py", "shop/__init__.py"])
def test_what_is_mounted_over_files_and_folders_is_seen(shop, looks, what):
    write(shop, {"../other/web/page.py": "import io\n", "../other/db.py": "import re\n"})
    os.mkfifo(shop.parent / "other/__init__.py")
    time.sleep(0.03)
    before = stamp(shop)
    other = shop.parent / what.replace("shop", "other", 1)
    done = subprocess.run(["mount", "--bind", other, shop / what], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"nothing may be mounted here: {done.stderr.decode().strip()}")
    try:
        assert stamp(shop) == stamp(shop, cache=False) != before
    finally:
        subprocess.run(["umount", shop / what], check=True)


@pytest.mark.parametrize("shape", ["a folder like a file", "a pipe", "a pattern for what is never listed"])
def test_what_cannot_be_trusted_is_looked_at_each_time(shop, looks, shape):
    table = {}
    if shape == "a folder like a file":
        (shop / "shop/odd.py").mkdir()
    elif shape == "a pipe":
        os.mkfifo(shop / "shop/odd.py")
    else:
        write(shop, {"notes/plan.txt": ""})
        table = {"exclude": ["plan.txt"]}
    time.sleep(0.03)

    for _ in range(3):
        assert stamp(shop, **table) == stamp(shop, cache=False, **table)

    assert looks == {"discover": 3 * (1 + 2)}  # who keeps nothing looks once more for a stamp
