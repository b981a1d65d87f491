"""`archlint check --hook` inside real repositories: what it judges, and when it returns at once."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.shops import SHOP, SKIP

pytestmark = pytest.mark.git

SLEEPING = (0, "", "")
"""The hook has nothing to do."""


@pytest.fixture
def shop(tree, repository):
    """A committed shop that keeps its rule, beside a README."""
    tree({**SHOP, "README.md": "# The shop\n"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    return repository


def hook(call):
    return call("check", "--hook", "--format", "concise")


class TestStaged:
    """Something is staged: that is what will be committed, whatever lies on disk."""

    def test_a_violation_that_is_added_is_red(self, shop, tree, call):
        tree({"shop/extra.py": "", "shop/web.py": SKIP["shop/web.py"]})
        shop("add", ".")

        done = hook(call)

        assert done.code == 1
        assert done.out.startswith("shop/web.py:1:1: shop/skip: ")

    def test_what_is_mended_on_disk_only_is_still_red(self, shop, tree, call):
        tree(SKIP)
        shop("add", ".")
        tree(SHOP)

        assert hook(call).code == 1
        assert call().code == 0

    def test_what_is_broken_on_disk_only_is_still_green(self, shop, tree, call):
        tree({"shop/orders.py": "from shop import db\n\n"})
        shop("add", ".")
        tree(SKIP)

        assert hook(call).code == 0
        assert call().code == 1

    def test_what_was_kept_of_the_disk_is_not_taken_for_what_is_staged(self, shop, tree, call):
        """Size and time are those of the file that stood there before; the hook is asked in between."""
        kept, broken = SHOP["shop/web.py"], SKIP["shop/web.py"]
        size = max(len(kept), len(broken))
        tree({"shop/web.py": broken.ljust(size)})
        shop("add", ".")
        moment = Path("shop/web.py").stat().st_mtime_ns

        for _ in range(2):
            tree({"shop/web.py": kept.ljust(size)})
            os.utime("shop/web.py", ns=(moment, moment))
            assert (call().code, hook(call).code) == (0, 1)

            tree({"shop/web.py": broken.ljust(size)})
            os.utime("shop/web.py", ns=(moment, moment))
            assert (call().code, hook(call).code) == (1, 1)

    def test_what_is_only_meant_to_be_added_is_no_module(self, shop, tree, call):
        tree({"shop/web.py": "import shop.later\n", "shop/later.py": "import shop.db\n"})
        shop("add", "shop/web.py")
        shop("add", "--intent-to-add", "shop/later.py")

        assert "1 import could not be resolved" in hook(call).out

    def test_the_excerpt_is_what_is_staged(self, shop, tree, call):
        tree({"shop/web.py": "from shop import db  # for now\n"})
        shop("add", ".")
        tree({"shop/web.py": "# nothing of that kind\n"})

        assert "1 | from shop import db  # for now\n" in call("--hook").out

    def test_a_scratch_file_that_is_not_tracked_is_not_looked_at(self, shop, tree, call):
        tree({"shop/scratch.py": "import shop.web, shop.db (\n", "shop/orders.py": "from shop import db\n\n"})
        shop("add", "shop/orders.py")

        done = hook(call)

        assert done.code == 0
        assert "4 modules" in done.out

    def test_a_deletion_alone_is_judged(self, shop, call):
        """The module that a layer names is gone: no file is left to hand to a hook."""
        shop("rm", "--quiet", "shop/db.py")

        done = hook(call)

        assert done.code == 2
        assert "no module matches `shop.db`" in done.err

    def test_a_deletion_that_mends_is_green(self, shop, tree, call):
        tree({"shop/extra.py": "import shop.db, shop.web\n", "shop/db.py": "import shop.extra\n"})
        shop("add", ".")
        assert hook(call).code == 1
        shop("commit", "--quiet", "-m", "x")

        shop("rm", "--quiet", "shop/extra.py")
        tree({"shop/db.py": ""})
        shop("add", ".")

        assert hook(call).code == 0

    def test_a_deletion_that_leaves_an_import_behind_is_red(self, shop, tree, call):
        tree({"shop/extra.py": "", "shop/db.py": "import shop.extra\n"})
        shop("add", ".")
        shop("commit", "--quiet", "-m", "x")

        shop("rm", "--quiet", "shop/extra.py")

        assert hook(call).code == 1

    def test_all_who_import_what_is_gone_are_told_at_once(self, shop, tree, call):
        tree({"shop/extra.py": "", "shop/db.py": "import shop.extra\n", "shop/db2.py": "\nfrom shop import extra\n"})
        shop("add", ".")
        shop("commit", "--quiet", "-m", "x")

        shop("mv", "shop/extra.py", "shop/more.py")

        done = call("check", "--hook")
        assert done.out.startswith(
            "imports/unresolved: shop.db imports `shop.extra`, which is called `shop.more` now\n"
            " --> shop/db.py:1:8\n"
            "  |\n"
            "1 | import shop.extra\n"
            "  |        ^^^^^^^^^^\n"
            "  = import: shop.db -> shop.extra\n"
            "  = also:   shop/db2.py:2:18\n"
            "  = why:    an import of what is not there fails when it is run\n"
            "  = help:   import `shop.more`\n\n"
            "Found 2 violations in 2 files.\n"
        )
        assert "archlint explain" not in done.out

    def test_a_name_in_the_settings_that_has_moved_is_told_its_new_name(self, shop, tree, call):
        tree({"shop/rows.py": "LONG = 'enough to be known again'\n"})
        tree({"archlint.toml": SHOP["archlint.toml"].replace("shop.db", "shop.rows")})
        shop("add", ".")
        shop("commit", "--quiet", "-m", "x")

        shop("mv", "shop/rows.py", "shop/tables.py")

        done = hook(call)
        assert done.code == 2
        assert "error: no module matches `shop.rows`\n" in done.err
        assert "^ it is called `shop.tables` now\n" in done.err

    def test_stricter_settings_alone_are_judged(self, shop, tree, call):
        tree({"archlint.toml": '[rules.shop]\ntype = "independent"\nmodules = ["shop.web", "shop.orders"]\n'})
        assert hook(call).code == 0
        shop("add", ".")

        assert hook(call).code == 1

    def test_settings_are_read_as_they_are_staged(self, shop, tree, call):
        tree({"archlint.toml": SHOP["archlint.toml"] + "layrs = 1\n"})
        shop("add", ".")
        tree(SHOP)

        assert call().code == 0
        done = hook(call)
        assert done.code == 2
        assert " --> archlint.toml:4:1\n" in done.err

    def test_settings_that_are_no_utf_8_are_told_from_the_index_too(self, shop, call):
        Path("archlint.toml").write_bytes(b"[rules.acyclic]\nname = 'caf\xe9'\n")
        shop("add", ".")

        assert "error: byte 0xe9 is not UTF-8\n" in hook(call).err

    def test_settings_that_git_does_not_have_are_no_settings(self, tree, repository, call):
        tree(SHOP)
        repository("add", "shop")

        done = hook(call)

        assert (done.code, done.out) == (2, "")
        assert "error: the settings are not in git's index, which is what a hook judges\n" in done.err
        assert "= help: `git add archlint.toml`\n" in done.err

    def test_the_baseline_is_read_as_it_is_staged(self, shop, tree, call):
        tree({**SKIP, "archlint-baseline.txt": "shop skip shop.web -> shop.db\n"})
        shop("add", ".")
        assert hook(call).code == 0

        tree({"archlint-baseline.txt": ""})
        assert hook(call).code == 0
        assert call().code == 1

        shop("add", ".")
        assert hook(call).code == 1

    @pytest.mark.parametrize("name", ["known.txt", "known.list", "debts/known"])
    def test_a_baseline_of_any_name_is_relevant(self, shop, tree, call, name):
        settings = f'baseline = "{name}"\n' + SHOP["archlint.toml"]
        tree({**SKIP, "archlint.toml": settings, name: "shop skip shop.web -> shop.db\n"})
        shop("add", ".")
        shop("commit", "--quiet", "-m", "know it")
        tree({name: ""})
        shop("add", ".")

        assert hook(call).code == 1

    def test_before_the_first_commit_all_is_staged(self, tree, repository, call):
        tree({**SHOP, **SKIP})
        repository("add", ".")

        assert hook(call).code == 1

    def test_a_folder_below_the_top_of_the_repository_is_a_project_of_its_own(self, tree, repository, call):
        tree({f"backend/{name}": text for name, text in {**SHOP, **SKIP}.items()})
        tree({"docs/index.md": ""})
        repository("add", ".")
        os.chdir("backend/shop")

        done = hook(call)

        assert done.code == 1
        assert done.out.startswith("shop/web.py:1:1: ")


class TestAtOnce:
    """Nothing of what is staged matters."""

    @pytest.mark.parametrize(
        "name", ["README.md", "docs/shop.html", "shop/logo.svg", "Makefile", ".github/workflows/check.yaml", "a b.json"]
    )
    def test_the_hook_returns_at_once(self, shop, tree, call, monkeypatch, name):
        tree({name: "new\n", **SKIP})
        shop("add", name)
        monkeypatch.setattr("archlint.report.write", lambda _: pytest.fail("nothing is to be judged"))

        assert hook(call) == SLEEPING

    @pytest.mark.parametrize(
        "name", ["shop/new.py", "shop/new.pyi", ".gitignore", "pyproject.toml", "uv.lock", "requirements/dev.txt"]
    )
    def test_what_may_matter_is_judged(self, shop, tree, call, name):
        tree({name: ""})
        shop("add", name)

        assert hook(call).out.startswith("1 rule holds")

    def test_broken_settings_that_are_no_part_of_the_commit_do_not_stop_it(self, shop, tree, call):
        tree({"archlint.toml": "broken"})
        shop("commit", "--quiet", "--all", "-m", "break them")
        tree({"README.md": "# The new shop\n"})
        shop("add", ".")

        assert hook(call) == SLEEPING


class TestNothingStaged:
    """`run --all-files`, the usual gate of CI."""

    def test_a_violation_that_is_committed_is_red(self, shop, tree, call):
        tree(SKIP)
        shop("commit", "--quiet", "--all", "-m", "skip")

        assert hook(call).code == 1

    def test_all_that_is_committed_is_judged_and_nothing_else(self, shop, tree, call):
        tree(SKIP)

        assert hook(call).code == 0


class TestPushed:
    """pre-commit and prek name the revisions between which something is pushed."""

    def test_the_tree_that_is_pushed_is_judged(self, shop, tree, call, monkeypatch):
        tree(SKIP)
        shop("commit", "--quiet", "--all", "-m", "skip")
        tree(SHOP)
        shop("commit", "--quiet", "--all", "-m", "mend")

        monkeypatch.setenv("PRE_COMMIT_FROM_REF", "HEAD~2")
        monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD~1")
        assert hook(call).code == 1

        monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")
        assert hook(call).code == 0

    def test_what_is_staged_besides_has_no_say(self, shop, tree, call, monkeypatch):
        tree(SKIP)
        shop("commit", "--quiet", "--all", "-m", "skip")
        tree({"README.md": "# The new shop\n"})
        shop("add", ".")
        monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")

        assert hook(call).code == 1

    def test_its_settings_and_its_baseline_are_those_of_that_tree(self, shop, tree, call, monkeypatch):
        tree({**SKIP, "archlint-baseline.txt": "shop skip shop.web -> shop.db\n"})
        shop("add", ".")
        shop("commit", "--quiet", "-m", "skip, and know it")
        tree({"archlint-baseline.txt": "", "archlint.toml": "[rules.shop]\n"})
        shop("commit", "--quiet", "--all", "-m", "forget it")
        monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD~1")

        assert hook(call).out.startswith("Nothing new: ")
        assert call("config", "check", "--hook").code == 0
        assert call("config", "check").code == 2

    def test_a_revision_that_nobody_knows_is_told(self, shop, call, monkeypatch):
        monkeypatch.setenv("PRE_COMMIT_TO_REF", "origin/mian")

        done = hook(call)

        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("error: git knows no revision `origin/mian`.")

    def test_a_revision_without_settings_is_told(self, tree, repository, call, monkeypatch):
        tree(SHOP)
        repository("add", "shop")
        repository("commit", "--quiet", "-m", "no rules yet")
        monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")

        assert "error: the settings are not in the revision `HEAD`\n" in hook(call).err


class TestInsideGit:
    """git itself starts the hook, with its own environment."""

    @pytest.fixture
    def installed(self, shop, environment):
        """Make git run archlint before each commit."""
        script = Path(".git/hooks/pre-commit")
        script.parent.mkdir(exist_ok=True)
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m archlint check --hook\n')
        script.chmod(0o755)
        return shop

    def test_commit_all_judges_what_will_be_committed(self, installed, tree):
        """git keeps that in an index of its own, and names it in GIT_INDEX_FILE."""
        tree(SKIP)

        assert "shop/skip" in installed("commit", "--all", "-m", "skip", fails=True)

        tree(SHOP)
        tree({"shop/orders.py": "from shop import db\n\n"})
        installed("commit", "--all", "-m", "keep")

    def test_commit_of_some_paths_judges_those(self, installed, tree):
        tree({**SKIP, "shop/orders.py": "from shop import db\n\n"})
        installed("add", ".")

        installed("commit", "-m", "orders alone", "shop/orders.py")
        assert "shop/skip" in installed("commit", "-m", "web alone", "shop/web.py", fails=True)

    def test_a_work_tree_beside_the_first_has_an_index_of_its_own(self, installed, tree, tmp_path_factory, monkeypatch):
        beside = tmp_path_factory.mktemp("beside") / "tree"
        installed("worktree", "add", "--quiet", str(beside))
        monkeypatch.chdir(beside)
        Path("shop/web.py").write_text(SKIP["shop/web.py"])

        assert "shop/skip" in installed("commit", "--all", "-m", "skip", fails=True)
        Path("shop/web.py").write_text("import shop.orders\n")
        installed("commit", "--all", "-m", "keep")

    def test_a_hook_that_steps_into_a_submodule_judges_that_one(self, installed, tree, tmp_path_factory, monkeypatch):
        outer = tmp_path_factory.mktemp("outer")
        monkeypatch.chdir(outer)
        installed("init", "--quiet", str(outer))
        source = installed("-C", str(tree({})), "rev-parse", "--show-toplevel").strip()
        installed("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", source, "vendor")
        script = outer / ".git/hooks/pre-commit"
        script.parent.mkdir(exist_ok=True)
        script.write_text(f'#!/bin/sh\ncd vendor && exec "{sys.executable}" -m archlint check --hook\n')
        script.chmod(0o755)
        (outer / "vendor/shop/web.py").write_text(SKIP["shop/web.py"])
        installed("-C", "vendor", "add", ".")

        assert "shop/skip" in installed("commit", "-m", "plain", fails=True)
        assert "shop/skip" in installed("commit", "--all", "-m", "all", fails=True)
        installed("-C", "vendor", "reset", "--quiet", "--hard")
        installed("commit", "--all", "-m", "keep")

    def test_a_merge_that_is_not_finished_is_told(self, installed, tree, call):
        installed("checkout", "--quiet", "-b", "other")
        tree({"shop/db.py": "A = 1\n"})
        installed("commit", "--quiet", "--all", "-m", "one")
        installed("checkout", "--quiet", "main")
        tree({"shop/db.py": "A = 2\n"})
        installed("commit", "--quiet", "--all", "-m", "two")
        installed("merge", "other", fails=True)

        done = hook(call)

        assert done.code == 2
        assert done.err.startswith("error: the index holds a merge that is not finished: shop/db.py has conflicts.")


def test_outside_of_a_repository_the_hook_says_so(tree, call, tmp_path):
    tree(SHOP)

    done = hook(call)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: {tmp_path} is not in a git repository")


def test_without_git_the_hook_says_so_and_the_disk_can_be_judged(shop, call, monkeypatch):
    monkeypatch.setenv("PATH", "")

    assert hook(call).err.startswith("error: git was not found on the PATH")
    assert call().code == 0


class TestConfigHook:
    """`archlint config check --hook`: the settings as they are staged."""

    def test_mistakes_that_are_staged_are_told(self, shop, tree, call):
        tree({"archlint.toml": "[rules.shop]\n"})
        shop("add", ".")
        tree(SHOP)

        assert call("config", "check").code == 0
        assert call("config", "check", "--hook").code == 2

    def test_the_baseline_that_is_staged_is_read(self, shop, tree, call):
        tree({"archlint-baseline.txt": "perhaps\n"})
        shop("add", ".")
        tree({"archlint-baseline.txt": ""})

        assert call("config", "check").code == 0
        done = call("config", "check", "--hook")
        assert done.code == 2
        assert done.err.endswith(" --> archlint-baseline.txt:1\n")

    def test_it_reads_no_code(self, shop, tree, call):
        tree({"shop/torn.py": "import ("})
        shop("add", ".")

        assert call("config", "check", "--hook") == (0, "archlint.toml: 1 rule, no mistakes.\n", "")
