"""
The index gives what the commit would hold, in whatever state it is.

What the commit would hold is asked of git: the tree that it would write, laid out in a folder of its own.
"""

import os
from pathlib import Path

import pytest

from archlint import git
from tests.git.repositories import Repository
from tests.source.codebases import columns, edges, reading, write

pytestmark = [pytest.mark.git, pytest.mark.usefixtures("outside_of_hooks")]


class Shop(Repository):
    """Two packages and a part in a folder of its own, committed."""

    def __init__(self, top: Path, *options: str) -> None:
        super().__init__(top, *options)
        write(top, "shop/__init__.py")
        self.write(shop__db_py="import json", web__page_py="import shop.db", deep__a__x_py="")
        self.commit(web__cart_py="from shop import db, later")

    def laid_out(self, folder: Path) -> Path:
        """Lay out what the next commit would hold."""
        tree = self.git("write-tree")
        spare = str(folder.with_name("spare-index"))
        self.git("read-tree", tree, GIT_INDEX_FILE=spare)
        self.git("checkout-index", "--all", f"--prefix={folder}/", GIT_INDEX_FILE=spare)
        return folder


def staged(shop):
    shop.write(shop__db_py="import staged", shop__later_py="")
    shop.git("add", "--all")
    shop.write(shop__db_py="import on_disk", web__scratch_py="import untracked")


def deleted(shop):
    shop.git("rm", "--quiet", "--cached", "shop/db.py")


def intended(shop):
    shop.write(shop__later_py="import soon", shop__empty_py="", web__page_py="from shop import empty, later")
    shop.git("add", "--intent-to-add", "shop/later.py")
    shop.git("add", "shop/empty.py", "web/page.py")


def split(shop):
    shop.git("update-index", "--split-index")
    staged(shop)


def sparse(shop):
    shop.git("sparse-checkout", "set", "--cone", "--sparse-index", "web")
    assert not (shop.top / "shop").exists()
    shop.write(web__page_py="import staged")
    shop.git("add", "web/page.py")


def unhashed(shop):
    shop.git("config", "index.skipHash", "true")
    shop.git("config", "index.version", "4")
    staged(shop)
    shop.git("update-index", "--index-version", "4", "--force-write-index")


def unwatched(shop):
    shop.git("update-index", "--assume-unchanged", "shop/db.py")
    shop.git("update-index", "--skip-worktree", "web/page.py")
    shop.write(shop__db_py="import on_disk", web__page_py="import on_disk")


def linked(shop):
    (shop.top / "shop" / "db.py").unlink()
    (shop.top / "shop" / "db.py").symlink_to("../web/page.py")
    (shop.top / "shop" / "__init__.py").chmod(0o755)
    (shop.top / "web" / "later").symlink_to("../shop")
    shop.git("add", "--all")


def oddly_named(shop):
    shop.git("config", "core.quotePath", "true")
    for name in (
        b"w\xc3\xbcrfel.py",
        b"latin-\xe9.py",
        b"new\nline.py",
        b'quo"te.py',
        b"back\\slash.py",
        b"*.py",
        b" .py",
    ):
        (shop.top / "web" / os.fsdecode(name)).write_text("import shop.db")
    shop.git("add", "--all")


def half_merged_and_mended(shop):
    shop.git("switch", "--quiet", "--create", "other")
    shop.commit(shop__db_py="import theirs")
    shop.git("switch", "--quiet", "main")
    shop.commit(shop__db_py="import ours")
    shop.git("merge", "other", fails=True)
    shop.write(shop__db_py="import both")
    shop.git("add", "--all")


STATES = [staged, deleted, intended, split, sparse, unhashed, unwatched, linked, oddly_named, half_merged_and_mended]


@pytest.mark.parametrize("folder", ["", "web"], ids=["top", "below"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("ids", ["sha1", "sha256"])
def test_the_index_in_any_state_gives_what_would_be_committed(tmp_path, state, folder, ids):
    shop = Shop(tmp_path / "work", f"--object-format={ids}")
    state(shop)
    laid_out = shop.laid_out(tmp_path / "laid-out")

    found = reading(shop.top / folder, tree=":index")

    assert columns(found) == columns(reading(laid_out / folder))
    assert len(found.modules) >= 2
    assert not {"on_disk", "untracked", "soon"} & set(found.externals)


def test_a_file_that_is_only_meant_to_be_added_is_no_module(tmp_path):
    shop = Shop(tmp_path / "work")
    intended(shop)

    found = reading(shop.top, tree=":index")

    assert {("web.page", "shop.empty"), ("web.page", "shop")} <= edges(found)
    assert "shop.later" not in found.modules


def test_a_file_that_is_only_meant_to_be_added_is_no_module_before_the_first_commit(tmp_path):
    repository = Repository(tmp_path / "work")
    repository.write(a_py="import b", b_py="", c_py="")
    repository.git("add", "--intent-to-add", "b.py")
    repository.git("add", "a.py", "c.py")

    assert reading(repository.top, tree=":index").modules == ("a", "c")


def test_folders_of_the_index_may_be_nested_deeper_than_python_calls_go(tmp_path):
    shop = Shop(tmp_path / "work")
    blob = git.listing(shop.top, ":index")["shop/db.py"].blob
    deepest = "/".join(["d"] * 1_500)
    shop.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{deepest}/x.py")

    found = reading(shop.top, tree=":index")

    assert (f"{deepest}/x.py".replace("/", ".")[:-3], "json") in edges(found)


@pytest.mark.parametrize("where", ["absolute", "relative to the top"])
def test_an_index_that_a_variable_names_is_the_one_that_is_read(tmp_path, monkeypatch, where):
    shop = Shop(tmp_path / "work")
    other = shop.top / ".git" / "next-index-1.lock"
    other.write_bytes((shop.top / ".git" / "index").read_bytes())
    shop.write(shop__later_py="")
    shop.git("add", "--all", GIT_INDEX_FILE=str(other))
    named = str(other) if where == "absolute" else ".git/next-index-1.lock"
    before = reading(shop.top / "shop", tree=":index").modules

    # git names it so in the hook, which may step into a folder below.
    monkeypatch.setenv("GIT_INDEX_FILE", named)
    monkeypatch.setenv("GIT_PREFIX", "web/")
    monkeypatch.chdir(shop.top / "shop")

    assert set(reading(shop.top / "shop", tree=":index").modules) - set(before) == {"later"}


def test_an_index_of_somebodys_own_may_lie_anywhere(tmp_path, monkeypatch):
    shop = Shop(tmp_path / "work")
    own = tmp_path / "elsewhere" / "index"
    own.parent.mkdir()
    shop.git("read-tree", "HEAD", GIT_INDEX_FILE=str(own))
    shop.git("rm", "--quiet", "--cached", "shop/db.py", GIT_INDEX_FILE=str(own))

    monkeypatch.setenv("GIT_INDEX_FILE", str(own))

    assert "shop.db" not in reading(shop.top, tree=":index").modules


@pytest.mark.parametrize("where", [".git", "absolute"])
def test_a_git_folder_that_a_variable_names_is_taken_from_the_top(tmp_path, monkeypatch, where):
    shop = Shop(tmp_path / "work")
    monkeypatch.setenv("GIT_DIR", str(shop.top / ".git") if where == "absolute" else where)
    monkeypatch.chdir(shop.top / "web")

    assert "page" in reading(shop.top / "web", tree=":index").modules


def test_a_git_folder_may_lie_apart_from_its_work_tree(tmp_path, monkeypatch):
    shop = Shop(tmp_path / "work")
    (shop.top / ".git").rename(tmp_path / "apart.git")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "apart.git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(shop.top))

    assert "web.page" in reading(shop.top, tree=":index").modules


class TestInsideOfAnother:
    """A hook of the outer repository steps into the inner one, and git's variables speak of the outer."""

    @pytest.fixture(params=["submodule", "repository of its own"])
    def inner(self, tmp_path, request):
        outer = Repository(tmp_path / "outer")
        outer.commit(main_py="import vendor")
        if request.param == "submodule":
            shop = Shop(tmp_path / "shop")
            url = shop.top.as_uri()
            outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", url, "vendor")
            outer.commit()
            return outer.top / "vendor"
        return Shop(outer.top / "vendor").top

    @pytest.mark.parametrize(
        "variables",
        [
            {"GIT_INDEX_FILE": ".git/index"},
            {"GIT_INDEX_FILE": ".git/next-index-7.lock"},
            {"GIT_INDEX_FILE": "{outer}/.git/index"},
            {"GIT_DIR": "{outer}/.git"},
            {"GIT_DIR": "{outer}/.git", "GIT_INDEX_FILE": "{outer}/.git/index.lock"},
        ],
        ids=str,
    )
    def test_its_own_index_is_read(self, inner, variables, monkeypatch):
        expected = columns(reading(inner, tree=":index"))
        for name, value in variables.items():
            monkeypatch.setenv(name, value.format(outer=inner.parent))

        assert columns(reading(inner, tree=":index")) == expected
        assert columns(reading(inner, tree="HEAD")) == expected
        assert git.staged(git.top(inner)) == ()

    def test_a_change_that_is_staged_there_is_seen(self, inner, monkeypatch):
        (inner / "shop" / "db.py").write_text("import staged")
        inside = Repository.at(inner)
        inside.git("add", "--all")
        monkeypatch.setenv("GIT_INDEX_FILE", str(inner.parent / ".git" / "index"))

        assert "staged" in reading(inner, tree=":index").externals


def test_a_linked_work_tree_has_an_index_of_its_own(tmp_path, monkeypatch):
    shop = Shop(tmp_path / "work")
    linked = tmp_path / "linked"
    shop.git("worktree", "add", "--quiet", "-b", "linked", str(linked))
    staged(shop)
    own = Repository.at(linked).git("rev-parse", "--path-format=absolute", "--git-path", "index")

    assert "staged" not in reading(linked, tree=":index").externals
    monkeypatch.setenv("GIT_INDEX_FILE", own)
    monkeypatch.setenv("GIT_DIR", str(Path(own).parent))
    assert "staged" not in reading(linked, tree=":index").externals
    assert "web.page" in reading(linked, tree=":index").modules


def test_a_conflict_is_told_and_nothing_is_judged(tmp_path):
    shop = Shop(tmp_path / "work")
    shop.git("switch", "--quiet", "--create", "other")
    shop.git("rm", "--quiet", "shop/db.py")
    shop.commit(web__page_py="import theirs")
    shop.git("switch", "--quiet", "main")
    shop.commit(shop__db_py="import ours", web__page_py="import ours")
    shop.git("merge", "other", fails=True)

    with pytest.raises(git.GitError, match=r"not finished: shop/db.py and 1 more has conflicts"):
        reading(shop.top, tree=":index")
