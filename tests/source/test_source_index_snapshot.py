"""What is staged is known by the checksum of the index: git is not asked for it again, and no change is missed."""

from __future__ import annotations

import os
import random
from contextlib import suppress
from pathlib import Path

import pytest

from archlint import git
from archlint.settings import Request, Settings, SettingsError
from archlint.source import read
from tests.git.repositories import Repository

pytestmark = [pytest.mark.git, pytest.mark.usefixtures("outside_of_hooks")]


@pytest.fixture
def shop(tmp_path):
    """Two modules, committed."""
    shop = Repository(tmp_path / "shop")
    shop.commit(shop__db_py="import json", web__page_py="import shop.db")
    return shop


def stamp(shop, tree=":index", *, cache=True, **table):
    return read(Request(Settings(shop.top, "archlint.toml", table), tree=tree, cache=cache)).stamp


def same(shop, **table):
    """Return the stamp of the index of a run that remembers, after a comparison with one that does not."""
    found = stamp(shop, **table)
    assert found == stamp(shop, **table) == stamp(shop, cache=False, **table)
    return found


def outcome(shop, *, cache=True):
    """Return the stamp of the index, or why there is none."""
    try:
        return stamp(shop, cache=cache)
    except (git.GitError, SettingsError) as error:
        return str(error)


def unasked(monkeypatch):
    for verb in ("listing", "blobs"):
        monkeypatch.setattr(f"archlint.git.{verb}", None)


@pytest.mark.parametrize("tree", [":index", "HEAD", "main~0"])
def test_what_was_seen_before_is_not_listed(shop, tree, monkeypatch):
    first = stamp(shop, tree)
    unasked(monkeypatch)
    assert stamp(shop, tree) == first


def test_imports_are_read_when_they_are_asked_for(shop):
    stamp(shop)
    code = read(Request(Settings(shop.top, "archlint.toml", {}), tree=":index"))
    assert code.imports().modules == ("shop.db", "web.page")
    assert code.lines("shop/db.py") == ("import json",)


def test_a_change_that_is_staged_is_another_index(shop):
    before = same(shop)
    shop.write(shop__db_py="import sys_")
    assert same(shop) == before
    shop.git("add", ".")
    assert same(shop) != before
    shop.git("reset", "--quiet", "--hard")
    assert same(shop) == before


def test_of_what_is_staged_anew_alone_is_read(shop, monkeypatch):
    before = same(shop)
    shop.write(shop__db_py="import json\n\ndef db(): ...")
    shop.git("add", ".")
    monkeypatch.setattr("archlint.source.look.discover", None)
    assert stamp(shop) == before
    shop.write(shop__db_py="import sys_")
    shop.git("add", ".")
    assert stamp(shop) == stamp(shop) != before


def test_a_link_may_lead_to_what_is_staged_anew(shop):
    (shop.top / "shop/real.txt").write_text("import a\n")
    (shop.top / "shop/linked.py").symlink_to("real.txt")
    shop.git("add", ".")
    before = same(shop)
    (shop.top / "shop/real.txt").write_text("import b\n")
    shop.git("add", ".")
    assert same(shop) != before


def test_settings_and_places_of_their_own(shop):
    shop.commit(deep__pkg__a_py="import b", deep__b_py="")
    deep = Repository.at(shop.top / "deep")
    assert len({same(shop), same(shop, packages=["web"]), same(deep)}) == 3


def test_the_index_that_a_commit_prepares_is_the_one_that_is_judged(shop, monkeypatch):
    before = same(shop)
    shop.write(shop__db_py="import sys_")
    other = shop.top.parent / "other-index"
    shop.git("read-tree", "HEAD", GIT_INDEX_FILE=str(other))
    shop.git("add", ".", GIT_INDEX_FILE=str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other))
    assert same(shop) != before
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert same(shop) == before


def test_before_the_first_commit_git_is_asked_each_time(tmp_path):
    shop = Repository(tmp_path / "shop")
    shop.write(shop__db_py="import json")
    shop.git("add", ".")
    assert git.identity(shop.top, ":index") == b""
    same(shop)


def test_an_index_without_a_checksum_has_no_identity(shop):
    file = shop.top / ".git/index"
    content = file.read_bytes()
    assert git.identity(shop.top, ":index")
    file.write_bytes(content[:-20] + bytes(20))
    assert git.identity(shop.top, ":index") == b""


def test_what_is_announced_depends_on_head(shop):
    """The file stands in the index as it stood, and whether it is new there is for HEAD to say."""
    (shop.top / "shop/db.py").write_text("")
    shop.git("rm", "--quiet", "--cached", "shop/db.py")
    shop.git("add", "--intent-to-add", "shop/db.py")
    announced = same(shop)
    shop.git("update-ref", "HEAD", shop.git("commit-tree", "-m", "empty", shop.git("mktree")))
    assert (same(shop) == announced) == (stamp(shop, cache=False) == announced)


OPERATIONS = (
    ("add", "--all"),
    ("add", "--intent-to-add", "--all"),
    ("reset", "--quiet"),
    ("rm", "--quiet", "--cached", "-r", "--ignore-unmatch", "shop"),
    ("commit", "--quiet", "--all", "--allow-empty", "-m", "work"),
    ("stash", "--quiet"),
    ("checkout", "--quiet", "--force", "HEAD~0"),
    ("update-index", "--split-index"),
    ("update-index", "--no-split-index"),
    ("update-index", "--refresh", "-q"),
    ("sparse-checkout", "set", "--cone", "--sparse-index", "web"),
    ("sparse-checkout", "disable"),
)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_to_an_index_is_seen(shop, seed):
    chance = random.Random(seed)
    for _ in range(12):
        path = Path(shop.top, chance.choice(["shop/db.py", "web/page.py", "web/new.py", "shop/new.py"]))
        if chance.random() < 0.3:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(chance.choice(["", "import shop.db\n", "import web.page\n", "import io\n"]))
        if chance.random() < 0.3:
            os.utime(path.parent, (1e9, 1e9))
        with suppress(AssertionError):  # git would not do it in this state
            shop.git(*chance.choice(OPERATIONS))
        try:
            shop.git("ls-files")
        except AssertionError:
            break  # some versions of git crash over an index that is split and sparse
        assert outcome(shop) == outcome(shop) == outcome(shop, cache=False)
