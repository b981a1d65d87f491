"""The one comment of the action: made when there is something to tell, brought up to date, never a second one."""

import subprocess

import pytest

from tests.cli.shops import SHOP, SKIP

pytestmark = pytest.mark.git

MARK = "<!-- archlint -->\n"


@pytest.fixture
def change(job):
    """A job on a pull request that adds a violation; what it is compared with is no matter here."""
    job.on("pull_request")
    job.write(SKIP)
    return job


def run(job, **inputs):
    return job.run(against="none", **inputs)


def notes(done):
    return [one.message for one in done.annotations if one.severity == "notice"]


def test_a_violation_is_told_once_and_brought_up_to_date(change, github):
    run(change)
    assert github.bodies[0].startswith(f"{MARK}## archlint: 1 new violation\n")
    assert (
        "<sub>Of 1234567890ab, by [this run](https://github.com/shop/shop/actions/runs/42).</sub>" in github.bodies[0]
    )

    change.write({"shop/orders.py": "from shop import web\n"})
    run(change)
    change.write(SHOP)
    done = run(change)

    assert not done.failed
    assert len(github.bodies) == 1
    assert github.bodies[0].startswith(f"{MARK}## archlint: nothing new\n")
    assert notes(done) == []


def test_where_there_was_never_anything_to_tell_there_is_no_comment(change, github):
    change.write(SHOP)

    run(change)

    assert github.comments == []


def test_warnings_are_something_to_tell(change, github):
    change.write({"archlint.toml": SHOP["archlint.toml"] + 'severity = "warning"\n'})

    assert not run(change).failed
    assert len(github.bodies) == 1


@pytest.mark.parametrize("event", ["push", "merge_group", "schedule"])
def test_without_a_pull_request_there_is_no_comment(change, github, event):
    change.commit()
    change.on(event)

    assert notes(run(change)) == []
    assert github.comments == []


def test_who_wants_no_comment_gets_none(change, github):
    run(change, comment="false")

    assert github.comments == []


def test_who_gives_no_token_gets_no_comment(change, github):
    assert notes(run(change, token="")) == []
    assert github.comments == []


def test_a_comment_of_somebody_else_is_left_alone_although_it_bears_the_mark(change, github):
    github.add(f"{MARK}## archlint: nothing new\n", "stranger")

    run(change)
    run(change)

    assert [one["user"]["login"] for one in github.comments] == ["stranger", "github-actions[bot]"]
    assert github.bodies[0] == f"{MARK}## archlint: nothing new\n"


def test_the_token_of_a_person_finds_the_comment_of_that_person(change, github):
    github.add(f"{MARK}of a workflow", "github-actions[bot]", "Bot")
    github.person = "ada"

    run(change)
    run(change)

    assert [one["user"]["login"] for one in github.comments] == ["github-actions[bot]", "ada"]


def test_a_comment_behind_many_others_is_found(change, github):
    for number in range(199):
        github.add(f"comment {number}", "ada")
    github.add(f"{MARK}old", "github-actions[bot]", "Bot")
    github.add("the last", "ada")

    run(change)

    assert len(github.comments) == 201
    assert github.bodies[199].startswith(f"{MARK}## archlint: 1 new violation\n")


def test_of_two_that_runs_at_once_have_made_one_is_left(change, github):
    for word in ("first", "second"):
        github.add(MARK + word, "github-actions[bot]", "Bot")

    run(change)

    assert len(github.bodies) == 1
    assert "1 new violation" in github.bodies[0]


def test_each_folder_has_a_comment_of_its_own(change, github):
    for folder in ("apps/a", "apps/b -->"):
        change.write({f"{folder}/{name}": text for name, text in {**SHOP, **SKIP}.items()})

    for _ in range(2):
        for folder in (".", "apps/a", "apps/a/", "apps/b -->"):
            run(change, working_directory=folder)

    assert [body.splitlines()[0] for body in github.bodies] == [
        "<!-- archlint -->",
        '<!-- archlint: "apps/a" -->',
        '<!-- archlint: "apps/b --" -->',
    ]


def test_a_fork_gets_a_note_and_the_same_verdict(change, github):
    change.on("pull_request", fork=True)
    github.reads_only = True

    done = run(change)

    (note,) = notes(done)
    assert note == (
        "There is no comment on the pull request: the token may not write comments. That of a pull request from a fork "
        "never may; elsewhere the job needs `permissions: pull-requests: write`, or `comment: false`. "
        "The summary of the run has the report."
    )
    assert done.codes == {"Check": 0, "Comment": 0, "Pass the verdict on": 1}
    assert done.summary.startswith("## archlint: 1 new violation\n")


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "the token is not accepted"), (404, "does not see this pull request"), (502, "GitHub answered 502")],
)
def test_an_answer_that_is_no_use_is_a_note(change, github, status, words):
    github.answers = status

    done = run(change)

    assert [words in note for note in notes(done)] == [True]
    assert done.codes["Pass the verdict on"] == 1


def test_an_answer_in_no_shape_is_a_note(change, github):
    github.person, github.garbled = "ada", True

    assert "GitHub gave no answer to build upon" in notes(run(change))[0]


def test_no_answer_at_all_is_a_note(change, github):
    github.address = "http://127.0.0.1:9"  # a port where nobody answers

    done = run(change)

    assert "GitHub gave no answer to build upon" in notes(done)[0]
    assert done.codes["Pass the verdict on"] == 1


def test_a_page_of_thousands_of_violations_fits(change, github):
    (change.workspace / "shop/web.py").unlink()
    change.write({f"shop/web/page{number}.py": "from shop import db\n" for number in range(1500)})

    done = run(change)

    assert notes(done) == []
    assert "Showing " in github.bodies[0]
    assert len(github.bodies[0]) <= 65_536


def test_a_log_of_any_length_and_with_any_fence_stays_a_log(change, github):
    wrong = "".join(f'[rules."`````x{number}"]\ntype = "nothing"\n' for number in range(2000))
    change.write({"archlint.toml": wrong})

    done = run(change)

    assert notes(done) == []
    body = github.bodies[0]
    fence = "`" * 6
    assert body.count(f"\n{fence}") == 2
    assert len(body) <= 65_536


def test_no_code_of_the_project_sees_the_token(change):
    """Rules of a project's own are code; here one that writes down all that it was told by its environment."""
    words = [change.installed["python"], "-m", "archlint", "new-rule", "own"]
    subprocess.run(words, cwd=change.workspace, check=True, capture_output=True)
    with (change.workspace / "archlint_rules/own.py").open("a") as file:
        file.write("import os\nfrom pathlib import Path\n\nPath('seen').write_text(str(os.environ))\n")
    change.write({"archlint.toml": 'rule-folders = ["archlint_rules"]\n[rules.own]\n'})

    run(change)

    seen = (change.workspace / "seen").read_text()
    assert "GITHUB_REPOSITORY" in seen
    assert "secret" not in seen
