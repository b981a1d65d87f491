"""A run that remembers says what a run that does not says, and looks into nothing but what has changed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from archlint.settings import UNKNOWN, Cache, Request, Settings, lasting
from archlint.source import extraction, read, reading
from archlint.source import store as stores
from archlint.source.extract import extract
from tests.source.codebases import edges, write

SHOP = {
    "shop/__init__.py": "",
    "shop/db.py": "import os\n",
    "shop/web.py": "from shop import db, mail\n\ndef page(): ...\n",
    "shop/broken.py": "import (\n",
    "shop/odd.py": "__all__ = ['a', 'b']\nfrom importlib import import_module\nimport_module(name)\n",
}


@pytest.fixture
def shop(tmp_path):
    """A codebase whose files are older than whatever is kept of them."""
    return settled(write(tmp_path, SHOP))


def settled(root):
    """Wait until the file system's clock shows another time than the newest file does."""
    time.sleep(0.03)
    return root


@pytest.fixture
def parsed(monkeypatch):
    """The paths of all files that are parsed, as they are."""
    seen = []

    def noted(path, content, *, whole):
        seen.append(path)
        return extract(path, content, whole=whole)

    monkeypatch.setattr(extraction, "extract", noted)
    return seen


def warm(root, tree="", **table):
    """Return what a run reads that remembers."""
    return read(Request(Settings(root, "archlint.toml", table), tree=tree))


def same(root, tree="", **table):
    """Return what a run reads that remembers, after a comparison with one that does not."""
    code = warm(root, tree, **table)
    anew = read(Request(Settings(root, "archlint.toml", table), tree=tree, cache=False))
    assert comparable(code.imports()) == comparable(anew.imports())
    assert code.stamp == anew.stamp
    return code


def comparable(imports):
    return {name: value for name, value in imports._asdict().items() if not callable(value)}


def kept(root):
    return {path.name: path.read_bytes() for path in Cache(root).folder.iterdir()}


def rewritten(file, text):
    """Give a file another text of the same length, and its old times back as far as that can be done."""
    before = file.stat()
    assert len(text.encode()) == before.st_size
    file.write_text(text)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def test_what_has_not_changed_is_not_looked_into_and_nothing_is_written(shop, monkeypatch):
    same(shop)
    files, folder = kept(shop), Cache(shop).folder.stat()
    monkeypatch.setattr("archlint.source.disk.bytes_of", None)

    code = warm(shop)

    assert len(code.imports().importer) == 4
    assert kept(shop) == files
    assert Cache(shop).folder.stat().st_mtime_ns == folder.st_mtime_ns


def test_of_one_changed_file_that_file_is_parsed(shop, parsed):
    before = same(shop)
    (shop / "shop/db.py").write_text("import sys\n")
    parsed.clear()

    after = warm(shop)

    assert parsed == ["shop/db.py"]
    assert after.stamp != before.stamp
    same(settled(shop))


def test_what_stands_below_the_imports_is_in_no_stamp(shop):
    before = same(shop)
    (shop / "shop/web.py").write_text(SHOP["shop/web.py"] + "\ndef other(): ...\n")

    assert same(shop).stamp == before.stamp


def test_whatever_resolution_depends_on_is_in_the_stamp(shop):
    write(shop, {"shop/empty.py": ""})
    stamps = {same(shop).stamp}
    for old, new in (("empty.py", "void.py"), ("void.py", "void.so"), ("void.so", "void.txt")):
        (shop / "shop" / old).rename(shop / "shop" / new)
        stamps.add(same(shop).stamp)
    assert len(stamps) == 4


def test_one_text_may_say_more_in_a_package_than_in_a_module(tmp_path):
    text = "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\nimport shop.gone\n"
    write(tmp_path, {"app.py": text, "shop/__init__.py": text})
    assert same(tmp_path).imports().unresolved == ()


@pytest.mark.skipif(os.name != "posix", reason="nothing lasts where the time of the last change is not told")
def test_only_what_is_older_than_the_moment_of_the_look_lasts():
    moment = 7, 1000
    assert lasting((7, 1, 2, 999, 999), moment) == (7, 1, 2, 999, 999)
    for young in ((7, 1, 2, 1000, 999), (7, 1, 2, 999, 1000), (7, 1, 2, 5000, 999), (8, 1, 2, 999, 999)):
        assert lasting(young, moment) == UNKNOWN
    assert lasting((7, 1, 2, 999, 999), None) == UNKNOWN


def test_a_file_that_is_touched_or_moved_or_copied_is_not_parsed_again(shop, parsed):
    same(shop)
    parsed.clear()
    os.utime(shop / "shop/db.py")
    (shop / "shop/web.py").rename(shop / "shop/site.py")
    write(shop, {"other/db.py": SHOP["shop/db.py"]})

    warm(shop)

    assert parsed == []
    same(shop)


def test_a_module_that_comes_changes_what_others_import(shop):
    assert ("shop.web", "shop") in edges(same(shop).imports())

    write(shop, {"shop/mail.py": ""})
    assert ("shop.web", "shop.mail") in edges(same(shop).imports())

    (shop / "shop/mail.py").unlink()
    assert ("shop.web", "shop.mail") not in edges(same(shop).imports())


def test_a_content_that_changes_behind_its_size_and_time_is_seen(shop):
    same(shop)
    rewritten(shop / "shop/db.py", "import io\n")
    assert ("shop.db", "io") in edges(same(shop).imports())


@pytest.mark.parametrize("hours", [-30_000, 30_000])
def test_a_clock_that_is_wrong_changes_nothing(shop, hours):
    same(shop)
    far = time.time() + 3600 * hours
    for text in ("import io\n", "import re\n"):
        rewritten(shop / "shop/db.py", text)
        os.utime(shop / "shop/db.py", (far, far))
        assert ("shop.db", text.split()[1]) in edges(same(shop).imports())


def test_files_of_this_very_moment_are_looked_into_again(tmp_path):
    """Written in the same tick of the clock, two contents may bear the same times."""
    root = write(tmp_path, SHOP)
    for turn in range(30):
        (root / "shop/db.py").write_text(f"import m{turn:02}\n")
        assert ("shop.db", f"m{turn:02}") in edges(same(root).imports())


def test_settings_of_two_kinds_share_what_they_know(shop, parsed):
    write(shop, {"tools/run.py": "import shop\n"})
    tables: tuple[dict[str, list[str]], ...] = {"roots": ["shop"]}, {"packages": ["tools"]}, {}
    for table in tables:
        same(shop, **table)
    rewritten(shop / "shop/db.py", "import io\n")
    for table in tables * 2:
        same(shop, **table)
    settled(shop)
    warm(shop)
    parsed.clear()

    for table in tables:
        warm(shop, **table)

    assert parsed == []


def test_another_archlint_takes_nothing_from_this_one(shop, parsed, monkeypatch):
    same(shop)
    parsed.clear()
    for module in (stores, reading):
        monkeypatch.setattr(module, "edition", lambda: b"another")

    warm(shop)

    assert sorted(parsed) == sorted(SHOP)


def test_whole_files_and_beginnings_are_kept_apart(shop):
    write(shop, {"shop/late.py": "import os\nprint(\n"})
    for whole in (False, True, False, True):
        request = Request(Settings(shop, "archlint.toml", {}), full_parse=whole)
        unread = {one.path for one in read(request).imports().unread}
        assert unread == ({"shop/broken.py", "shop/late.py"} if whole else {"shop/broken.py"})


def test_without_a_cache_nothing_is_read_of_it_and_nothing_written(shop):
    read(Request(Settings(shop, "archlint.toml", {}), cache=False)).imports()
    assert not (shop / ".archlint").exists()


@pytest.mark.git
def test_git_and_the_disk_tell_each_other(shop, parsed, monkeypatch):
    def git(*words):
        subprocess.run(["git", *words], cwd=shop, check=True, capture_output=True)

    git("init", "-q", "-b", "one")
    git("add", ".")
    git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "one")
    disk = same(shop)
    parsed.clear()
    monkeypatch.setattr("archlint.git.blobs", None)
    assert warm(shop, ":index").stamp == disk.stamp
    assert parsed == []
    monkeypatch.undo()

    git("checkout", "-qb", "two")
    (shop / "shop/db.py").write_text("import sqlite3\n")
    (shop / "shop/odd.py").unlink()
    git("add", ".")
    git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "two")
    for branch in ("one", "two", "one"):
        git("checkout", "-q", branch)
        for tree in ("", ":index", "one", "two"):
            same(shop, tree)


def test_what_nobody_needs_any_more_is_forgotten(shop, monkeypatch):
    monkeypatch.setattr(stores, "_SPARE", 5)
    sizes = []
    for turn in range(40):
        write(shop, {"shop/db.py": f"import m{turn}\n", f"shop/new{turn % 3}.py": f"import n{turn}\n"})
        (shop / f"shop/new{(turn + 1) % 3}.py").unlink(missing_ok=True)
        same(shop)
        sizes.append(len(kept(shop)[f"facts-{sys.version_info[0]}.{sys.version_info[1]}"]))
    assert max(sizes[20:]) <= max(sizes[:20]) * 1.2


HARM = {
    "empty": lambda data: b"",
    "cut short": lambda data: data[: len(data) // 2],
    "longer": lambda data: data + data,
    "foreign": lambda data: b"SQLite format 3\0" + data,
    "flipped": lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
    "flipped early": lambda data: data[:200] + bytes([data[200] ^ 128]) + data[201:],
    "zeros": lambda data: bytes(len(data)),
}


@pytest.mark.parametrize("harm", HARM)
def test_files_that_were_harmed_are_as_good_as_none(shop, harm):
    same(shop)
    for file in Cache(shop).folder.glob("[!.]*"):
        file.write_bytes(HARM[harm](file.read_bytes()))
    same(shop)
    same(shop)


@pytest.mark.parametrize("place", [".archlint", ".archlint/cache", ".archlint/cache/facts"])
@pytest.mark.parametrize("what", ["file", "folder", "broken link", "loop", "link to a folder"])
def test_whatever_stands_in_the_way_is_no_trouble(shop, place, what):
    if place.endswith("facts"):
        place += f"-{sys.version_info[0]}.{sys.version_info[1]}"
    path = shop / place
    path.parent.mkdir(parents=True, exist_ok=True)
    elsewhere = shop / ".elsewhere"
    elsewhere.mkdir()
    if what == "file":
        path.write_text("what somebody wrote")
    elif what == "folder":
        path.mkdir()
    else:
        path.symlink_to({"broken link": "nowhere", "loop": path.name, "link to a folder": str(elsewhere)}[what])
    for text in ("import io\n", "import re\n"):
        same(shop)
        (shop / "shop/db.py").write_text(text)
    if what == "file" and place != f"facts-{sys.version_info[0]}":
        assert path.is_dir() or path.read_bytes()


def fill(file):
    """Write until there is no space left."""
    with suppress(OSError), file.open("wb", buffering=0) as stream:
        while stream.write(bytes(512)):
            pass


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_costs_time_and_no_answer(tmp_path):
    root = tmp_path / "small"
    root.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", root], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no file system may be mounted here: {mounted.stderr.decode().strip()}")
    try:
        write(root, SHOP)
        fill(root / "filling")
        same(root)
        same(root)
        (root / "filling").unlink()
        same(root)
        assert not [name for name in kept(root) if name.endswith(".tmp")]
    finally:
        subprocess.run(["umount", root], check=True)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs two users")
@pytest.mark.parametrize("before", [True, False])
def test_a_folder_that_belongs_to_others_is_read_and_left_alone(shop, before):
    if before:
        same(shop)
    for folder in (shop, *shop.parents):
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    files = kept(shop) if before else {}
    (shop / "shop/db.py").write_text("import io\n")
    pid = os.fork()
    if not pid:
        status = 1
        try:
            os.setuid(65534)
            same(shop)
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(pid, 0)[1] == 0
    assert kept(shop) == files if before else not (shop / ".archlint").exists()
