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


def asked_of(question):
    """Return an answer, and what git was asked for it."""
    before = len(git.questions())
    answer = question()
    return answer, [" ".join(words) for words in git.questions()[before:]]


@pytest.mark.parametrize("packed", [False, True], ids=["loose", "packed"])
@pytest.mark.parametrize(
    "step",
    [
        ("commit", "--allow-empty", "-m", "more"),
        ("commit", "--amend", "--allow-empty", "-m", "other words"),
        ("reset", "--hard", "HEAD~1"),
        ("checkout", "side"),
        ("checkout", "--detach", "HEAD~1"),
        ("update-ref", "refs/heads/main", "HEAD~1"),
        ("symbolic-ref", "HEAD", "refs/heads/alias"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("work_tree", ["work", "other"])
def test_head_is_known_until_it_means_another_commit(repository, tmp_path, step, packed, work_tree):
    repository.commit(a_py="import os\n")
    repository.git("branch", "side")
    repository.commit(a_py="import re\n")
    repository.git("symbolic-ref", "refs/heads/alias", "refs/heads/side")
    if work_tree == "other":  # there HEAD is its own, and the branches are those of all
        repository.git("checkout", "--quiet", "--detach")
        repository.git("worktree", "add", "--quiet", str(tmp_path / "other"), "main")
    if packed:
        repository.git("pack-refs", "--all")
    here = Repository.at(tmp_path / work_tree)
    first = git.standing(here.top)

    assert asked_of(lambda: git.standing(here.top)) == (first, [])

    here.git(*step)
    stood = git.standing(here.top)
    assert stood != first
    assert stood.decode().endswith(here.git("rev-parse", "HEAD"))
    assert git.identity(here.top, git.INDEX).decode().endswith(here.git("rev-parse", "HEAD^{tree}"))


def test_what_names_a_tree_is_asked_once_and_its_files_with_it(repository):
    commit = repository.commit(a_py="import os\n", b_py="import re\n")
    top = repository.top
    git.top(top)
    identity = git.identity(top, git.INDEX)
    git.listing(top, git.INDEX, identity)
    (top / "b.py").write_text("import io\n", encoding="utf-8")

    again = asked_of(lambda: (git.identity(top, git.INDEX), git.identity(top, commit), git.merge_base(top, "HEAD", "")))
    same = asked_of(lambda: git.read_file(top, git.INDEX, "a.py"))
    other = asked_of(lambda: git.read_file(top, git.INDEX, "b.py"))
    missed = asked_of(lambda: git.read_file(top, git.INDEX, "c.py"))
    nothing = asked_of(lambda: [*git.blobs(top, [])])

    assert again == ((identity, repository.git("rev-parse", "HEAD^{tree}").encode(), commit), [])
    assert same == (b"import os\n", [])
    assert other == (b"import re\n", [f"cat-file blob {repository.git('rev-parse', ':b.py')}"])
    assert missed == (None, [])
    assert nothing == ([], [])

    repository.write(c_py="import io\n")
    repository.git("add", ".")
    assert git.read_file(top, git.INDEX, "c.py") == b"import io\n"


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
