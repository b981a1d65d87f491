"""Where HEAD and the index stand, and which questions to git follow from that."""

import pytest

from archlint import git
from tests.git.repositories import Repository

pytestmark = [pytest.mark.git, pytest.mark.usefixtures("outside_of_hooks")]


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "work")


def test_it_is_another_after_each_step_and_the_same_until_then(repository):
    seen = []
    for step in (
        lambda: repository.write(a_py="import os\n"),
        lambda: repository.git("add", "."),
        lambda: repository.git("commit", "-m", "one"),
        lambda: repository.git("commit", "--allow-empty", "-m", "two"),
        lambda: repository.commit(a_py="import re\n"),
    ):
        step()
        seen.append(git.standing(repository.top))
        assert git.standing(repository.top) == seen[-1]
    assert seen[:2] == [b"", b""]  # there is no commit yet
    assert len(set(seen)) == 4


def test_an_index_without_a_checksum_has_no_name(repository):
    repository.commit(a_py="import os\n")
    index = repository.top / ".git/index"
    index.write_bytes(index.read_bytes()[:-20] + bytes(20))  # as with index.skipHash

    assert git.standing(repository.top) == b""


@pytest.mark.parametrize(
    ("question", "follows"),
    [
        (("rev-parse", "--show-toplevel"), True),
        (("diff", "--cached", "--name-only"), True),
        (("diff", "--raw", "-z"), True),
        (("ls-files", "--stage"), True),
        (("diff", "--unified=0"), False),
        (("ls-files", "--others", "-z"), False),
        (("blame", "a.py"), False),
        (("log", "-1"), False),
    ],
)
def test_what_git_is_asked_follows_from_its_contents_or_not(question, follows):
    assert git.settled([("cat-file", "blob", "x"), question]) is follows


def test_each_question_is_noted(repository):
    before = len(git.questions())

    git.top(repository.top)
    git.standing(repository.top)

    assert [first for first, *_ in git.questions()[before:]] == ["rev-parse", "rev-parse"]
