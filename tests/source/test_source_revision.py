"""A git tree gives what a clean checkout of it gives."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from archlint.git import GitError
from archlint.settings import SettingsError
from tests.source.codebases import columns, edges, reading, write

pytestmark = [pytest.mark.git, pytest.mark.usefixtures("outside_of_hooks")]

FILES: dict[str, str | bytes] = {
    ".gitignore": "*.log\nbuild/\n",
    "shop/__init__.py": "__all__ = ['db']",
    "shop/db.py": "# coding: latin-1\nx = 'é'; import json".encode("latin-1"),
    "shop/web.py": "from . import db, gone\nfrom shop import *\nimport shop._speed, shop.linked.x, shop.old.y\n",
    "shop/_speed.pyd": b"\0",
    "shop/bad.py": "def (\nimport shop",
    "shop/low-er.py": "import shop.web",
    "shop/old/y.py": "import nothing",
    "ns/a/x.py": "import ns.b.y",
    "ns/b/y.py": "__import__(name)",
    "env/pyvenv.cfg": "",
    "env/lib/z.py": "",
    "x.py/inner.py": "",
    "shop/data.txt": "",
    "requirements.txt": "django",
}
TABLE: dict[str, Any] = {"exclude": ["shop/old/"]}


def git(folder, *words):
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(params=["", "backend/service"])
def checkout(tmp_path, request):
    """A clean checkout, whose settings lie at its top or deeper; with links of every sort."""
    top = tmp_path / "work"
    root = write(top / request.param, FILES)
    write(top, {"outside/o.py": "import shop.web", "outside/folder/x.py": ""})
    up = os.path.relpath(top, root / "shop")
    for name, target in {
        "alias.py": "web.py",
        "chain.py": "alias.py",
        "far.py": f"{up}/outside/o.py",
        "far2.py": f"{up}/outside/o.py",
        "linked": f"{up}/outside/folder",
        "broken.py": "nowhere.py",
        "loop.py": "loop.py",
        "here": ".",
        "absolute.py": "/nowhere/at/all.py",
    }.items():
        (root / "shop" / name).symlink_to(target)
    git(top, "init", "--quiet", ".")
    git(top, "config", "user.name", "Ada")
    git(top, "config", "user.email", "ada@example.org")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "work")
    if not request.param:
        (top / "outside").joinpath("o.py").unlink()
        git(top, "rm", "-r", "--quiet", "--cached", "outside/o.py")
        git(top, "rm", "-r", "--quiet", "--cached", "shop/far.py", "shop/far2.py")
        (root / "shop" / "far.py").unlink()
        (root / "shop" / "far2.py").unlink()
        git(top, "commit", "--quiet", "--message", "inside only")
    return root


@pytest.mark.parametrize("tree", [":index", "HEAD", "HEAD^{tree}"])
def test_a_clean_checkout_and_its_tree_read_the_same(checkout, tree):
    expected = columns(reading(checkout, **TABLE))

    assert columns(reading(checkout, tree=tree, **TABLE)) == expected
    assert {"shop.web", "shop.db", "ns.a.x", "shop.low-er"} <= set(expected["modules"])
    assert [unread.path for unread in expected["unread"]] == ["shop/bad.py", "x.py"]
    assert ("shop.far" in expected["modules"]) == (checkout.name == "service")


def test_the_index_is_what_is_staged_and_nothing_else(checkout):
    write(checkout, {"shop/web.py": "import staged"})
    git(checkout, "add", "shop/web.py")
    write(
        checkout,
        {"shop/web.py": "import on_disk", "shop/scratch.py": "import untracked", "shop/db.py": "import unstaged"},
    )
    git(checkout, "rm", "--quiet", "--cached", "ns/b/y.py")

    staged = reading(checkout, tree=":index", **TABLE)
    committed = reading(checkout, tree="HEAD", **TABLE)

    assert {"staged", "json"} <= set(staged.externals)
    assert not {"on_disk", "untracked", "unstaged"} & set(staged.externals)
    assert set(committed.modules) - set(staged.modules) == {"ns.b.y"}
    assert ("shop.web", "shop.db") in edges(committed)
    assert "shop.scratch" not in staged.modules
    assert staged.lines("shop/web.py") == ("import staged",)
    assert "django" in staged.distributions()


def test_project_files_are_read_as_staged(checkout):
    text = '[project]\nname = "shop"\ndependencies = ["{}"]\n'
    write(checkout, {"shop/pyproject.toml": text.format("staged"), "shop/uv.lock": '[[package]]\nname = "locked"\n'})
    git(checkout, "add", "shop/pyproject.toml", "shop/uv.lock")
    write(
        checkout, {"shop/pyproject.toml": text.format("unstaged"), "shop/setup.cfg": "[metadata]\nname = untracked\n"}
    )

    staged = reading(checkout, tree=":index", **TABLE).projects()

    shop = next(project for project in staged.all if project.folder == "shop")
    assert (shop.name, *shop.dependencies, *shop.locked) == ("shop", "staged", "locked")
    assert [project.folder for project in reading(checkout, tree="HEAD", **TABLE).projects().all] == [""]


def test_a_tracked_file_is_read_whatever_gitignore_says(checkout):
    write(checkout, {"build/made.py": "import shop.db"})
    git(checkout, "add", "--force", "build/made.py")

    assert ("build.made", "shop.db") in edges(reading(checkout, tree=":index", **TABLE))


def test_a_submodule_is_never_read_whatever_its_name(checkout):
    git(checkout, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},shop/vendor.py")

    assert "shop.vendor" not in reading(checkout, tree=":index", **TABLE).modules


def test_mistakes_in_the_settings_are_told_of_a_tree_too(checkout):
    write(checkout, "notes/only_here.py")

    with pytest.raises(SettingsError) as caught:
        reading(checkout, tree=":index", roots=["shp"], exclude=["notes/", "nowhere/"])
    with pytest.raises(SettingsError) as empty:
        reading(checkout, tree="HEAD", roots=["env/lib"], exclude=["z.py"])

    messages = sorted(located.problem.message for located in caught.value.problems)
    assert messages == ["`nowhere/` matches no file", "there is no folder `shp` in git's index"]
    assert [located.problem.message for located in empty.value.problems] == [
        "there is no Python file to read in `env/lib/` in the revision `HEAD`"
    ]


def test_a_root_may_lie_anywhere_in_the_tree(checkout):
    assert reading(checkout, tree=":index", roots=["env/lib", "ns"]).modules == ("a.x", "b.y", "z")


def test_a_folder_outside_of_git_is_told_in_words(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(GitError, match="is not in a git repository"):
        reading(tmp_path, "a.py", tree="HEAD")


def test_settings_behind_a_link_find_their_tree(checkout, tmp_path):
    (tmp_path / "by-link").symlink_to(checkout)

    assert columns(reading(Path(tmp_path / "by-link"), tree="HEAD", **TABLE)) == columns(reading(checkout, **TABLE))
