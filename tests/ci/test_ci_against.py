"""What a change is held against: its base, wherever that is found; nothing of it fails that was there before."""

import shutil

import pytest

from tests.ci.test_ci_scripts import gitlab, shell, shown
from tests.cli.shops import SHOP, SKIP

pytestmark = pytest.mark.git
__all__ = ["gitlab", "shell"]

OLD = {"shop/old.py": "", "shop/orders.py": "from shop import db\nfrom shop import web\n"}
"""A violation that is on the base already."""


@pytest.fixture
def proposed(job, tmp_path):
    """
    Let the job stand in a clone where GitHub has merged a change with its base, `main`, which breaks a rule already.

    Returns what changes the files of the topic, merges it, and checks the merge out to a depth, 0 is all.
    """
    upstream = job.repository
    job.write(OLD)
    job.commit()

    def propose(files, depth=0, event="pull_request"):
        upstream.git("switch", "--quiet", "-c", "topic")
        job.write(files)
        job.commit()
        upstream.git("switch", "--quiet", "main")
        job.write({"shop/README.md": "main has moved on\n"})
        job.commit()
        upstream.git("switch", "--quiet", "-c", "merged")
        upstream.git("merge", "--quiet", "--no-ff", "--message", "merge", "topic")
        upstream.git("switch", "--quiet", "main")
        clone(job, tmp_path, depth)
        job.on(event)

    return propose


def clone(job, tmp_path, depth):
    """Put a clone into the place of the repository, as actions/checkout makes one."""
    upstream = tmp_path / "upstream"
    shutil.move(job.workspace, upstream)
    job.workspace.mkdir()
    git = job.repository.git
    git("init", "--quiet", "--initial-branch=main", ".")
    git("remote", "add", "origin", f"file://{upstream}")
    wanted = ["+refs/heads/merged:refs/remotes/pull/7/merge"] + (
        [] if depth else ["+refs/heads/*:refs/remotes/origin/*"]
    )
    git("fetch", "--quiet", *([f"--depth={depth}"] if depth else []), "origin", *wanted)
    git("checkout", "--quiet", "--force", "refs/remotes/pull/7/merge")


@pytest.mark.parametrize("depth", [0, 2])
def test_what_was_there_before_does_not_fail_and_is_no_reason_to_comment(proposed, job, github, depth):
    proposed({"shop/db.py": "# words\n"}, depth)

    done = job.run()

    assert not done.failed, done.log
    assert (done.outputs["new"], done.annotations) == ("0", [])
    assert github.comments == []


@pytest.mark.parametrize("depth", [0, 2])
def test_what_a_change_adds_fails_alone(proposed, job, github, depth):
    proposed(SKIP, depth)

    done = job.run()

    assert done.codes["Pass the verdict on"] == 1
    assert done.outputs["new"] == "1"
    assert [one.values.partition(",")[0] for one in done.annotations] == ["file=shop/web.py"]
    assert len(github.bodies) == 1


def test_a_checkout_of_one_commit_says_what_to_fetch(proposed, job, github):
    proposed(SKIP, 1)

    done = job.run()

    assert done.codes["Pass the verdict on"] == 2
    assert "git fetch" in done.log
    assert "git fetch" in github.bodies[0]


def test_a_merge_of_somebody_else_is_not_taken_for_the_merge_of_the_run(proposed, job):
    """Its first parent may hold what the change has added before."""
    proposed(SKIP)
    job.variables["GITHUB_SHA"] = "0" * 40

    assert job.run().outputs["new"] == "1"


def test_a_merge_group_is_held_against_what_it_is_built_upon(proposed, job, github):
    proposed(SKIP, event="merge_group")

    done = job.run()

    assert done.codes["Pass the verdict on"] == 1
    assert done.outputs["new"] == "1"
    assert github.comments == []


def test_a_hostile_name_of_a_base_is_a_name(proposed, job):
    proposed(SKIP)
    job.on("pull_request", base="$(touch pwned); touch pwned")
    job.variables["GITHUB_SHA"] = "0" * 40

    assert job.run().codes["Pass the verdict on"] == 2
    assert not [*job.workspace.parent.rglob("pwned*")]


def test_a_looser_policy_fails_where_that_is_asked_for_and_is_commented_on_in_any_case(proposed, job, github):
    looser = SHOP["archlint.toml"] + 'ignore = ["shop.web -> shop.db"]\n'
    proposed({**SKIP, "archlint.toml": looser})

    assert not job.run().failed
    assert len(github.bodies) == 1
    assert job.run(fail_on="loosened").codes["Pass the verdict on"] == 1


def test_a_push_takes_what_else_fails_and_has_nothing_to_compare(job):
    assert not job.run(fail_on="loosened").failed


@pytest.mark.parametrize("fork", [False, True])
def test_the_template_holds_a_merge_request_against_its_target(proposed, job, gitlab, fork):
    proposed(SKIP)
    variables = {
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_PROJECT_ID": "2" if fork else "1",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "stale" if fork else "main",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": job.repository.git("merge-base", "origin/main", "HEAD"),
    }

    code, said = gitlab(**variables)

    assert code == 1, said
    assert "shop/skip: shop.web -> shop.db" in said
    assert "shop.orders -> shop.web" not in said


@pytest.mark.parametrize("script", shown())
def test_a_script_of_the_page_holds_a_change_against_its_target(script, proposed, shell):
    """Each takes the branch from where its system puts it."""
    proposed(SKIP)
    names = ("GITHUB_BASE_REF", "SYSTEM_PULLREQUEST_TARGETBRANCH", "CHANGE_TARGET")

    code, said = shell(f"set -- main\n{script}", **dict.fromkeys(names, "main"))

    assert code == 1, said
    assert "shop/skip: shop.web -> shop.db" in said
    assert "shop.orders -> shop.web" not in said
