"""The hook as pre-commit and prek run it, which both are here for real."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from tests.cli.shops import SHOP, SKIP

pytestmark = pytest.mark.git

CHECKOUT = Path(__file__).parents[2]
MANIFEST = CHECKOUT / ".pre-commit-hooks.yaml"
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    """Let the runners keep what they install below the tests' own folder, for all tests of this file."""
    folder = tmp_path_factory.mktemp("runners")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRE_COMMIT_HOME", str(folder / "pre-commit"))
        patch.setenv("PREK_HOME", str(folder / "prek"))
        yield folder


@pytest.fixture(params=["pre-commit", "prek"])
def runner(request):
    """Return the words that start a runner."""
    return [sys.executable, "-m", "pre_commit"] if request.param == "pre-commit" else [str(BIN / "prek")]


@pytest.fixture
def run(runner, environment):
    """Run the hook of this name, as `git commit` would; returns exit code and output."""

    def runs(*argv, hook="archlint"):
        words = [*runner, "run", hook, "--verbose", *argv]
        done = subprocess.run(words, env=environment(**ALONE), encoding="utf-8", capture_output=True, check=False)
        return done.returncode, done.stdout + done.stderr

    return runs


ALONE = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}


@pytest.fixture
def shop(tree, repository):
    """A committed shop with our hooks, run by this interpreter: nothing is installed."""
    hooks = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    for hook in hooks:
        command = hook["entry"].removeprefix("archlint ")
        hook["entry"] = f"{shlex.quote(sys.executable)} -m archlint {command}"
        hook["language"] = "system"
        del hook["minimum_pre_commit_version"]
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]})
    tree({**SHOP, "README.md": "# The shop\n", ".pre-commit-config.yaml": config})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    return repository


def test_the_manifest_is_one_that_the_runner_takes(runner, run, tmp_path, shop):
    words = [*runner, "validate-manifest", str(MANIFEST)]

    done = subprocess.run(words, capture_output=True, check=False)

    assert (done.returncode, done.stdout + done.stderr) == (0, done.stdout + done.stderr)


def test_a_violation_that_is_added_is_red(shop, tree, run):
    tree(SKIP)
    shop("add", ".")

    code, said = run()

    assert code == 1
    assert "shop/skip: shop.web -> shop.db" in said
    assert "- exit code: 1" in said


def test_a_deletion_alone_is_judged(shop, run):
    """Neither runner hands a deleted file over; a hook that asks for files is skipped."""
    shop("rm", "--quiet", "shop/db.py")

    code, said = run()

    assert code == 1
    assert "no module matches `shop.db`" in said
    assert "- exit code: 2" in said


def test_settings_alone_are_judged(shop, tree, run):
    tree({"archlint.toml": '[rules.shop]\ntype = "independent"\nmodules = ["shop.web", "shop.orders"]\n'})
    shop("add", ".")

    code, said = run()
    assert code == 1
    assert "shop/sibling" in said

    code, said = run(hook="archlint-config")
    assert code == 0
    assert "archlint.toml: 1 rule, no mistakes." in said


def test_a_readme_alone_is_nobodys_business(shop, tree, run):
    tree({"README.md": "# The new shop\n"})
    shop("add", ".")

    code, said = run()

    assert code == 0
    assert "rule" not in said


def test_a_scratch_file_that_is_not_tracked_is_not_looked_at(shop, tree, run):
    tree({"shop/scratch.py": "import shop.db (", "shop/orders.py": "from shop import db\n\n"})
    shop("add", "shop/orders.py")

    assert run()[0] == 0


def test_all_files_are_red_for_a_violation_that_is_committed(shop, tree, run):
    tree(SKIP)
    shop("commit", "--quiet", "--all", "-m", "skip")

    code, said = run("--all-files")

    assert code == 1
    assert "shop/skip: shop.web -> shop.db" in said


def test_what_is_mended_on_disk_only_is_red(shop, tree, run):
    tree(SKIP)
    shop("add", ".")
    tree(SHOP)

    assert run()[0] == 1
    assert Path("shop/web.py").read_text() == SHOP["shop/web.py"]


def test_what_is_pushed_is_judged(shop, tree, run):
    tree(SKIP)
    shop("commit", "--quiet", "--all", "-m", "skip")

    code, said = run("--from-ref", "HEAD~1", "--to-ref", "HEAD")

    assert code == 1
    assert "shop/skip" in said
    assert run("--from-ref", "HEAD~1", "--to-ref", "HEAD~1")[0] == 0


def test_git_commit_runs_the_hook(shop, tree, runner, environment):
    installed(runner, environment, "pre-commit")
    tree(SKIP)

    assert "shop/skip" in shop("commit", "--all", "-m", "skip", fails=True)
    tree({**SHOP, "shop/orders.py": "from shop import db\n\n"})
    shop("commit", "--all", "-m", "keep")


def test_a_module_that_is_renamed_is_judged_under_its_new_name(shop, run):
    """The layer that names it names nothing any more; so it is with one that still imports it."""
    shop("mv", "shop/db.py", "shop/store.py")

    code, said = run()

    assert code == 1
    assert "no module matches `shop.db`" in said

    Path("archlint.toml").write_text(SHOP["archlint.toml"].replace("shop.db", "shop.store"))
    Path("shop/orders.py").write_text("from shop import store\n")
    shop("add", ".")

    code, said = run()

    assert (code, "1 rule holds" in said) == (0, True), said


def test_the_deletion_of_a_module_in_no_layer_that_others_import_is_told(shop, tree, run):
    tree({"shop/tools.py": "", "shop/web.py": "from shop import orders, tools\nimport shop.tools\n"})
    shop("add", ".")
    shop("commit", "--quiet", "-m", "tools")
    shop("rm", "--quiet", "shop/tools.py")

    code, said = run()

    assert code == 1
    assert said.count("imports/unresolved: shop.web imports `shop.tools`, which is gone") == 1
    assert "  = also:   shop/web.py:2:8\n" in said


def test_what_is_broken_on_disk_only_is_green_and_stays_on_disk(shop, tree, run):
    tree({"shop/orders.py": "from shop import db\n\n"})
    shop("add", ".")
    tree(SKIP)

    assert run()[0] == 0
    assert Path("shop/web.py").read_text() == SKIP["shop/web.py"]


def installed(runner, environment, *stages):
    words = [*runner, "install", *(f"--hook-type={stage}" for stage in stages)]
    done = subprocess.run(words, env=environment(**ALONE), encoding="utf-8", capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_commit_in_a_worktree_beside_the_first_is_judged_there(
    shop, runner, environment, tmp_path_factory, monkeypatch
):
    installed(runner, environment, "pre-commit")
    beside = tmp_path_factory.mktemp("beside") / "tree"
    shop("worktree", "add", "--quiet", str(beside))
    monkeypatch.chdir(beside)
    Path("shop/web.py").write_text(SKIP["shop/web.py"])

    assert "shop/skip" in shop("commit", "--all", "-m", "skip", fails=True)
    Path("shop/web.py").write_text("import shop.orders\n")
    shop("commit", "--all", "-m", "keep")


def test_two_clean_branches_that_merge_into_a_cycle_are_no_merge(shop, tree, runner, environment, run):
    """git asks no pre-commit hook before a merge without conflicts, but one of its own."""
    tree({"archlint.toml": "[rules.acyclic]\n", "shop/web.py": "", "shop/orders.py": "", "shop/db.py": ""})
    shop("commit", "--quiet", "--all", "-m", "no knots")
    shop("checkout", "--quiet", "-b", "forth")
    tree({"shop/web.py": "import shop.db\n"})
    shop("commit", "--quiet", "--all", "-m", "forth")
    shop("checkout", "--quiet", "-b", "back", "main")
    tree({"shop/db.py": "import shop.web\n"})
    shop("commit", "--quiet", "--all", "-m", "back")
    for branch in ("forth", "back"):
        shop("checkout", "--quiet", branch)
        assert run("--all-files")[0] == 0
    installed(runner, environment, "pre-commit", "pre-merge-commit")

    said = shop("merge", "--no-edit", "forth", fails=True)

    assert "acyclic/cycle: " in said
    assert "Merge made" not in said
    tree({"shop/db.py": ""})
    shop("add", ".")
    shop("commit", "--quiet", "--no-edit")
    assert shop("log", "--format=%s", "-1").startswith("Merge branch 'forth'")


class TestPush:
    """git hands each reference that is pushed to its hook, and the runner names the commits to ours."""

    @pytest.fixture
    def remote(self, shop, runner, environment, tmp_path_factory):
        """A remote repository that has what is committed, and a hook before each further push."""
        folder = tmp_path_factory.mktemp("remote")
        shop("init", "--quiet", "--bare", str(folder))
        shop("remote", "add", "origin", str(folder))
        shop("push", "--quiet", "origin", "main")
        installed(runner, environment, "pre-push")
        return folder

    def test_a_push_of_what_breaks_a_rule_is_refused_although_the_disk_is_mended(self, shop, tree, remote):
        tree(SKIP)
        shop("commit", "--quiet", "--all", "-m", "skip")
        tree(SHOP)

        assert "shop/skip" in shop("push", "origin", "main", fails=True)
        shop("commit", "--quiet", "--all", "-m", "mend")
        shop("push", "origin", "main")

    def test_a_branch_that_is_new_over_there_is_judged(self, shop, tree, remote):
        shop("checkout", "--quiet", "-b", "new")
        tree(SKIP)
        shop("commit", "--quiet", "--all", "-m", "skip")

        assert "shop/skip" in shop("push", "origin", "new", fails=True)
        tree(SHOP)
        shop("commit", "--quiet", "--all", "-m", "mend")
        shop("push", "origin", "new")

    def test_a_branch_that_is_deleted_over_there_is_not_judged(self, shop, tree, remote):
        shop("push", "origin", "main:old")
        tree(SKIP)
        shop("commit", "--quiet", "--all", "-m", "skip")

        shop("push", "origin", "--delete", "old")


@pytest.mark.parametrize("broken", ["aside", "main"])
def test_the_hook_of_the_documents_judges_each_branch_that_is_pushed(shop, tree, tmp_path_factory, broken):
    """The runners name but one of several to their hooks."""
    folder = tmp_path_factory.mktemp("remote")
    shop("init", "--quiet", "--bare", str(folder))
    shop("remote", "add", "origin", str(folder))
    shop("push", "--quiet", "origin", "main", "main:old")
    _, _, found = (CHECKOUT / "docs/hooks.md").read_text().partition("<!-- pre-push -->\n```sh\n")
    script = found.partition("```")[0].replace("archlint check", f"{shlex.quote(sys.executable)} -m archlint check")
    Path(".git/hooks/pre-push").write_text(script)
    Path(".git/hooks/pre-push").chmod(0o755)
    shop("checkout", "--quiet", "-b", "aside")
    for branch in ("aside", "main"):
        shop("checkout", "--quiet", branch)
        tree({"README.md": f"# The shop of {branch}\n", **(SKIP if branch == broken else {})})
        shop("commit", "--quiet", "--all", "-m", "change it")

    assert "shop/skip" in shop("push", "origin", "aside", "main", fails=True)
    shop("push", "origin", "--delete", "old")
    tree(SHOP)
    shop("checkout", "--quiet", broken)
    tree({"shop/web.py": SHOP["shop/web.py"]})
    shop("commit", "--quiet", "--all", "-m", "mend")
    shop("push", "origin", "aside", "main")


@pytest.mark.network
@pytest.mark.slow
def test_a_repository_that_names_ours_installs_and_runs_the_hook(
    tree, repository, runner, environment, tmp_path_factory
):
    """The way of every user: `repo:` and `rev:`, and the runner builds archlint in an environment of its own."""
    ours = tmp_path_factory.mktemp("ours") / "archlint"
    ours.mkdir()
    for name in ("archlint", "rules"):
        shutil.copytree(CHECKOUT / name, ours / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "LICENSE", "README.md", ".pre-commit-hooks.yaml"):
        if (CHECKOUT / name).exists():
            shutil.copy(CHECKOUT / name, ours)
    repository("init", "--quiet", str(ours))
    repository("-C", str(ours), "add", "--all")
    repository("-C", str(ours), "commit", "--quiet", "-m", "publish")
    tree({**SHOP, **SKIP})
    repository("add", ".")
    bare = {name: value for name, value in environment(**ALONE).items() if name != "PYTHONPATH"}

    done = subprocess.run(
        [*runner, "try-repo", str(ours), "archlint", "--verbose"],
        env=bare, encoding="utf-8", capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1, done.stderr
    assert "shop/skip: shop.web -> shop.db" in done.stdout
