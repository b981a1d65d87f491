"""The cache that runs share: who fetches it, who keeps it, and under which key."""

import shutil

import pytest

from tests.cli.shops import SHOP, SKIP

pytestmark = pytest.mark.git


def used(done):
    return [(step["name"], step["with"]["key"]) for step in done.used]


def test_without_it_nothing_is_kept_anywhere(job):
    done = job.run()

    assert done.used == []
    assert not (job.workspace / ".archlint").exists()
    assert not (job.temporary / "cache").exists()


def test_the_default_branch_fetches_and_keeps_it(job):
    sha = job.commit()

    done = job.run(cache="true")

    assert used(done) == [("Fetch the cache", f"archlint-key-{sha}"), ("Keep the cache", f"archlint-key-{sha}")]
    assert done.used[0]["with"]["restore-keys"] == "archlint-key-"
    assert {step["with"]["path"] for step in done.used} == {job.installed["cache"]}
    assert list((job.temporary / "cache").rglob("facts-*"))
    assert not (job.workspace / ".archlint").exists()


def test_what_was_found_under_its_very_key_is_not_kept_again(job):
    done = job.run({"install": job.installed, "restore": {"cache-hit": "true"}}, cache="true")

    assert [name for name, _ in used(done)] == ["Fetch the cache"]


@pytest.mark.parametrize("event", ["pull_request", "pull_request_target", "schedule"])
def test_nobody_else_keeps_it(job, event):
    job.on(event)

    assert [name for name, _ in used(job.run(cache="true", against="none"))] == ["Fetch the cache"]


def test_a_push_to_another_branch_does_not_keep_it(job):
    job.variables["GITHUB_REF_NAME"] = "topic"

    assert [name for name, _ in used(job.run(cache="true"))] == ["Fetch the cache"]


def test_a_folder_that_the_workflow_carries_itself_is_used(job):
    job.variables["ARCHLINT_CACHE"] = str(job.temporary / "mine")

    job.run()

    assert list((job.temporary / "mine").rglob("facts-*"))


def test_a_cache_of_other_code_changes_no_verdict(job):
    """As an older commit leaves it: the checkout is another, and what was kept is of code that is no more."""
    job.run(cache="true")
    shutil.copytree(job.temporary / "cache", job.temporary / "kept")
    for files in (SKIP, {"shop/web.py": SHOP["shop/web.py"], "shop/db.py": "from shop import web\n"}, SHOP):
        job.write(files)
        shutil.rmtree(job.temporary / "cache")
        fresh = job.run(cache="true")
        shutil.rmtree(job.temporary / "cache")
        shutil.copytree(job.temporary / "kept", job.temporary / "cache")

        carried = job.run(cache="true")

        assert carried.summary == fresh.summary
        assert carried.outputs["exit-code"] == fresh.outputs["exit-code"]
