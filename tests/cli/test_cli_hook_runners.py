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
    installed = subprocess.run(
        [*runner, "install"], env=environment(**ALONE), encoding="utf-8", capture_output=True, check=False
    )
    assert installed.returncode == 0, installed.stdout + installed.stderr
    tree(SKIP)

    assert "shop/skip" in shop("commit", "--all", "-m", "skip", fails=True)
    tree({**SHOP, "shop/orders.py": "from shop import db\n\n"})
    shop("commit", "--all", "-m", "keep")


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
