"""Real repositories in a temporary folder, in every state that a hook may meet them in."""

import os
import subprocess
from contextlib import closing

import pytest

from archlint import git
from tests.git.repositories import Repository

pytestmark = [pytest.mark.git, pytest.mark.usefixtures("outside_of_hooks")]


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path / "work")


def test_the_top_is_found_from_any_folder_below_it(repository):
    repository.commit(shop__db__orm_py="")

    assert git.top(repository.top / "shop" / "db") == repository.top.resolve()


def test_a_git_dir_alone_does_not_make_the_current_folder_the_top(repository, monkeypatch):
    repository.commit(shop__db_py="")
    monkeypatch.setenv("GIT_DIR", str(repository.top / ".git"))

    assert git.top(repository.top / "shop") == repository.top.resolve()


def test_a_folder_outside_of_any_repository_is_told_in_words(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(git.GitError, match="is not in a git repository, so only the files on disk can be read"):
        git.top(tmp_path)


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path):
    with pytest.raises(git.GitError, match="gone is not a folder"):
        git.top(tmp_path / "gone")


def test_a_missing_git_is_told_in_words(repository, monkeypatch):
    monkeypatch.setenv("PATH", str(repository.top))

    with pytest.raises(git.GitError, match="git was not found on the PATH"):
        git.top(repository.top)
    with pytest.raises(git.GitError, match="git was not found on the PATH"):
        list(git.blobs(repository.top, ["0" * 40]))


def test_staged_holds_additions_changes_deletions_and_both_sides_of_a_rename(repository):
    repository.commit(kept_py="1", changed_py="1", gone_py="gone" * 99, moved_py="moved" * 99)
    repository.write(changed_py="2", added_py="1", scratch_py="untracked")
    repository.git("add", "changed.py", "added.py")
    repository.git("rm", "--quiet", "gone.py")
    repository.git("mv", "moved.py", "elsewhere.py")
    repository.write(kept_py="not staged")

    assert git.staged(repository.top) == ("added.py", "changed.py", "elsewhere.py", "gone.py", "moved.py")


def test_before_the_first_commit_everything_in_the_index_is_staged(repository):
    repository.write(a_py="", b__c_py="", scratch_py="")
    repository.git("add", "a.py", "b")

    assert git.staged(repository.top) == ("a.py", "b/c.py")
    assert set(git.listing(repository.top, ":index")) == {"a.py", "b/c.py"}


def test_nothing_staged_is_nothing(repository):
    repository.commit(a_py="")

    assert git.staged(repository.top) == ()


def test_settings_of_the_user_do_not_change_what_is_staged(repository):
    repository.commit(a_py="same" * 99, sub__b_py="")
    for name, value in {"diff.renames": "copies", "diff.relative": "true", "diff.external": "false"}.items():
        repository.git("config", name, value)
    repository.git("mv", "a.py", "c.py")

    assert git.staged(repository.top) == ("a.py", "c.py")


def test_what_has_become_of_files_since_a_commit(repository):
    first = repository.commit(a_py="1", b_py="1", c_py="1", d_py="same" * 99, e_py="1", **{".gitignore": "*.log"})
    (repository.top / "b.py").unlink()
    repository.git("mv", "d.py", "moved.py")
    repository.git("rm", "--cached", "--quiet", "e.py")
    repository.write(a_py="2", new_py="1", noise__x_log="1", deep__er__y_txt="1", f_py="1")
    (repository.top / "noise.log").write_text("ignored")
    repository.git("add", "f.py")
    os.utime(repository.top / "c.py", (1, 1))

    assert git.since(repository.top, first) == {
        "a.py": "changed",
        "b.py": "gone",
        "d.py": "gone",
        "deep/er/y_txt": "added",
        "e.py": "changed",
        "f.py": "added",
        "moved.py": "added",
        "new.py": "added",
        "noise/x_log": "added",
    }


def test_a_repository_inside_is_told_by_its_folder(repository):
    first = repository.commit(a_py="1")
    inner = Repository(repository.top / "inner")
    inner.commit(b_py="1")

    assert git.since(repository.top, first) == {"inner": "added"}

    repository.git("add", "inner")
    second = repository.commit()
    inner.write(b_py="2")

    assert git.since(repository.top, second) == {"inner": "changed"}


def test_files_are_tracked_below_a_folder_and_present_on_disk(repository):
    repository.commit(a_py="1", deep__a_py="1", deep__er__c_py="1", deep__gone="1", deeper__d_py="1")
    (repository.top / "deep/gone").unlink()
    repository.write(deep__new_py="1")

    assert git.tracked(repository.top, "deep") == ("a.py", "er/c.py", "gone")
    assert git.tracked(repository.top, "")[:2] == ("a.py", "deep/a.py")
    assert git.present(repository.top / "deep", ["new.py", "gone", "er", "er/c.py"]) == ("er/c.py", "new.py")


def test_odd_names_come_through(repository):
    names = ["tab\there.py", "new\nline.py", 'quo"te.py', "ümläut.py", " space .py", "*.py"]
    for name in names:
        (repository.top / name).write_text(name)
    raw = os.fsdecode(b"latin-\xe9.py")
    (repository.top / raw).write_text("")
    repository.git("add", "--all")

    assert git.staged(repository.top) == tuple(sorted([*names, raw]))
    assert set(git.listing(repository.top, ":index")) == {*names, raw}
    assert git.show(repository.top, ":index", "*.py") == b"*.py"
    assert git.show(repository.top, ":index", ":(magic)*.py") is None


def test_a_listing_tells_files_links_and_submodules_apart(repository, tmp_path):
    other = Repository(tmp_path / "other")
    other.commit(lib_py="")
    repository.write(plain_py="1", run_py="2")
    (repository.top / "run.py").chmod(0o755)
    (repository.top / "link.py").symlink_to("plain.py")
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.top), "vendor")
    repository.commit()

    for tree in (":index", "HEAD"):
        listing = git.listing(repository.top, tree)
        assert {path: entry.mode for path, entry in listing.items()} == {
            ".gitmodules": "100644",
            "link.py": git.LINK,
            "plain.py": "100644",
            "run.py": "100755",
            "vendor": git.SUBMODULE,
        }
        assert list(listing) == sorted(listing)
        assert {listing[path].mode for path in ("plain.py", "run.py")} <= git.FILES
    assert git.show(repository.top, "HEAD", "link.py") is None
    assert git.show(repository.top, "HEAD", "vendor") is None


def test_the_index_holds_what_is_staged_not_what_is_on_disk(repository):
    repository.commit(a_py="committed")
    repository.write(a_py="staged")
    repository.git("add", "a.py")
    repository.write(a_py="on disk")

    assert git.show(repository.top, "HEAD", "a.py") == b"committed"
    assert git.show(repository.top, ":index", "a.py") == b"staged"
    assert git.show(repository.top, ":index", "b.py") is None


@pytest.mark.parametrize("tree", ["", ":index", "HEAD"])
def test_a_folder_is_listed_alike_on_disk_in_the_index_and_in_a_revision(repository, tree):
    (repository.top / "rules").mkdir()
    (repository.top / "rules/link.py").symlink_to("b.py")
    repository.commit(rules__b_py="", rules__a_py="", rules__inner__c_py="", rules2__d_py="", top_py="")

    assert git.list_folder(repository.top, tree, "rules") == ("a.py", "b.py")
    assert git.list_folder(repository.top / "rules", tree, "inner") == ("c.py",)
    assert git.list_folder(repository.top, tree, "rule") is None
    assert git.list_folder(repository.top, tree, "top.py") is None


@pytest.mark.parametrize("tree", [":index", "HEAD"])
def test_a_link_is_followed_inside_of_the_tree_alone(repository, tree, tmp_path):
    (tmp_path / "outside.txt").write_text("secret")
    (tmp_path / "rules").mkdir()
    links = {
        "near": "real.txt",
        "below/up": "../near",
        "out": "../outside.txt",
        "far": str(tmp_path / "outside.txt"),
        "round": "round",
        "rules": "../rules",
    }
    (repository.top / "below").mkdir()
    for link, target in links.items():
        (repository.top / link).symlink_to(target)
    repository.commit(**{"real.txt": "real"})
    (repository.top / "near").unlink()

    read = {name: git.read_file(repository.top, tree, name) for name in (*links, "real.txt")}

    assert read == {**dict.fromkeys(links), "near": b"real", "below/up": b"real", "real.txt": b"real"}
    assert git.read_file(repository.top, tree, "rules/a.py") is None
    assert git.list_folder(repository.top, tree, "rules") is None
    assert git.read_file(repository.top, tree, "../outside.txt") is None


def test_blobs_of_any_size_stream_in_the_order_asked_for(repository):
    contents = [b"", b"\n", b"no line end", b"\r\n" * 7, *(bytes([n % 251]) * (n * 3001) for n in range(150))]
    for number, content in enumerate(contents):
        (repository.top / f"{number:03}.py").write_bytes(content)
    repository.commit()
    ids = [entry.blob for entry in git.listing(repository.top, "HEAD").values()]
    asked = [*reversed(ids), *ids * 40]

    answers = list(git.blobs(repository.top, asked))

    assert [blob for blob, _ in answers] == asked
    assert [content for _, content in answers] == [*reversed(contents), *contents * 40]


def test_blobs_may_be_left_in_the_middle(repository):
    for number in range(40):
        (repository.top / f"{number}.py").write_bytes(bytes([number]) * 100_000)
    repository.commit()
    ids = [entry.blob for entry in git.listing(repository.top, "HEAD").values()] * 500

    with closing(git.blobs(repository.top, ids)) as stream:
        first = next(stream)

    assert first[0] == ids[0]


def test_a_lost_blob_is_told_in_words(repository):
    with pytest.raises(git.GitError, match="git has lost the content 1234"):
        list(git.blobs(repository.top, ["1234" * 10]))


@pytest.mark.parametrize("format_", ["sha1", "sha256"])
def test_a_blob_is_taken_from_the_work_tree_where_it_is_the_same(tmp_path, format_):
    shop = Repository(tmp_path / "shop", f"--object-format={format_}")
    shop.commit(same_py="import same", other_py="import old", gone_py="import gone", pipe_py="import pipe")
    top, blobs = shop.top, {path: entry.blob for path, entry in git.listing(shop.top, git.INDEX).items()}
    texts = {path: git.blob_at(top, path, id_) for path, id_ in blobs.items()}
    (top / "other.py").write_text("import new", encoding="utf-8")
    for name in ("gone.py", "pipe.py"):
        (top / name).unlink()
    os.mkfifo(top / "pipe.py")

    before = len(git.questions())
    found = {path: git.in_work_tree(top, path, id_) for path, id_ in blobs.items()}

    assert found == {**dict.fromkeys(blobs), "same.py": texts["same.py"]}
    assert git.blob_at(top, "same.py", blobs["same.py"]) == texts["same.py"]
    assert len(git.questions()) == before
    assert {path: git.blob_at(top, path, id_) for path, id_ in blobs.items()} == texts
    assert {path: text.split()[1] for path, text in texts.items()} == {
        "same.py": b"same",
        "other.py": b"old",
        "gone.py": b"gone",
        "pipe.py": b"pipe",
    }


def test_what_is_too_large_to_be_looked_at_is_asked_of_git(repository, monkeypatch):
    repository.commit(large_py="x = 1\n" * 100)
    (entry,) = git.listing(repository.top, "HEAD").values()
    monkeypatch.setattr("archlint.git.contents._LARGEST", 99)

    assert git.in_work_tree(repository.top, "large.py", entry.blob) is None
    assert git.blob_at(repository.top, "large.py", entry.blob) == (repository.top / "large.py").read_bytes()


def test_a_top_that_was_told_before_is_believed_while_no_other_is_in_question(repository, tmp_path):
    inner = repository.top / "vendor/inner"
    inner.mkdir(parents=True)
    git.remember(inner, repository.top)
    before = len(git.questions())

    assert git.top(inner) == repository.top
    assert len(git.questions()) == before
    Repository(inner)
    assert git.top(inner) == inner
    git.remember(tmp_path / "elsewhere", repository.top)
    with pytest.raises(git.GitError, match="is not a folder"):
        git.top(tmp_path / "elsewhere")


@pytest.mark.parametrize("revision", ["nowhere", "HEAD~7", "-p", "--all", "", "a b", "HEAD:gone", "HEAD\0"])
def test_an_unknown_revision_is_told_in_words(repository, revision):
    repository.commit(a_py="")

    with pytest.raises(git.GitError, match="git knows no revision"):
        git.listing(repository.top, revision)
    with pytest.raises(git.GitError, match="git knows no revision"):
        git.merge_base(repository.top, revision, "")


def test_without_a_commit_there_is_no_revision(repository):
    with pytest.raises(git.GitError, match="there is no commit yet"):
        git.listing(repository.top, "HEAD")


def test_a_branch_that_was_not_fetched_is_told_with_the_fetch(repository):
    repository.commit(a_py="")
    repository.git("remote", "add", "origin", str(repository.top))

    with pytest.raises(git.GitError, match="`git fetch origin feature/x` brings it"):
        git.listing(repository.top, "origin/feature/x")


def test_a_shallow_clone_is_told_with_the_fetch(repository, tmp_path):
    first = repository.commit(a_py="1")
    repository.commit(a_py="2")
    repository.git("clone", "--quiet", "--depth=1", repository.top.as_uri(), str(tmp_path / "shallow"))
    top = git.top(tmp_path / "shallow")

    assert git.show(top, "HEAD", "a.py") == b"2"
    for revision in ("HEAD~1", first):
        with pytest.raises(git.GitError, match=r"which is shallow.*`git fetch --unshallow`"):
            git.listing(top, revision)


def test_a_merge_that_is_not_finished_is_told_with_its_files(repository):
    repository.commit(a_py="1", b_py="1")
    repository.git("switch", "--quiet", "--create", "other")
    repository.commit(a_py="2", b_py="2")
    repository.git("switch", "--quiet", "main")
    repository.commit(a_py="3", b_py="3")
    subprocess.run(["git", "merge", "other"], cwd=repository.top, capture_output=True, check=False)

    with pytest.raises(git.GitError, match=r"not finished: a.py and 1 more has conflicts.*`git add`"):
        git.listing(repository.top, ":index")
    assert git.staged(repository.top) == ("a.py", "b.py")


_ANSWER = "answer = git.staged(top), git.show(top, ':index', 'a.py'), sorted(git.listing(top, ':index'))"


@pytest.mark.parametrize(
    ("words", "staged"),
    [
        (["--all"], ("a.py", "b.py")),
        (["--only", "a.py"], ("a.py",)),
        (["--include", "a.py"], ("a.py", "added.py")),
    ],
)
def test_a_hook_sees_the_index_of_its_own_commit(repository, words, staged):
    repository.commit(a_py="1", b_py="1")
    result = repository.hook(_ANSWER)
    repository.write(a_py="2")
    if words == ["--all"]:
        repository.write(b_py="2")
    else:
        repository.write(added_py="")
        repository.git("add", "added.py")

    repository.git("commit", "--quiet", "--message", "by hook", *words)

    names = sorted({"a.py", "b.py", *staged})
    assert result.read_text() == repr((staged, b"2", names))


def test_a_hook_in_a_linked_worktree_sees_that_one(repository, tmp_path):
    repository.commit(a_py="1")
    result = repository.hook("answer = str(top), git.staged(git.top(top / 'sub')), git.show(top, ':index', 'sub/b.py')")
    repository.git("worktree", "add", "--quiet", str(tmp_path / "linked"), "-b", "linked")
    linked = tmp_path / "linked"
    (linked / "sub").mkdir()
    (linked / "sub" / "b.py").write_text("linked")

    subprocess.run(["git", "add", "."], cwd=linked, check=True)
    subprocess.run(["git", "commit", "--quiet", "-m", "x"], cwd=linked, check=True)

    assert result.read_text() == repr((str(linked.resolve()), ("sub/b.py",), b"linked"))


def test_a_submodule_is_a_repository_of_its_own(repository, tmp_path):
    other = Repository(tmp_path / "other")
    other.commit(lib_py="1")
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.top), "vendor")
    inner = repository.top / "vendor"
    (inner / "lib.py").write_text("2")
    subprocess.run(["git", "add", "lib.py"], cwd=inner, check=True)

    assert git.top(inner) == inner.resolve()
    assert git.staged(git.top(inner)) == ("lib.py",)
    assert git.show(git.top(inner), ":index", "lib.py") == b"2"


def test_split_and_sparse_indexes_list_every_path(repository):
    repository.commit(a__x_py="1", b__y_py="2", c_py="3")
    everything = dict(git.listing(repository.top, "HEAD"))

    repository.git("update-index", "--split-index")
    assert git.listing(repository.top, ":index") == everything
    repository.git("update-index", "--no-split-index")
    repository.git("sparse-checkout", "set", "--cone", "--sparse-index", "a")
    assert not (repository.top / "b").exists()
    assert git.listing(repository.top, ":index") == everything
    assert git.staged(repository.top) == ()
    assert git.show(repository.top, ":index", "b/y.py") == b"2"


def test_reading_writes_nothing(repository):
    repository.commit(a_py="1")
    os.utime(repository.top / "a.py", (1, 1))
    before = {path: path.stat().st_mtime_ns for path in (repository.top / ".git").rglob("*")}

    git.staged(repository.top)
    git.listing(repository.top, ":index")
    git.show(repository.top, "HEAD", "a.py")

    assert {path: path.stat().st_mtime_ns for path in (repository.top / ".git").rglob("*")} == before


def test_a_program_named_by_the_repository_is_not_started(repository, tmp_path):
    repository.commit(a_py="1")
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\ntouch '{tmp_path}/started'\n")
    spy.chmod(0o755)
    repository.git("config", "core.fsmonitor", str(spy))
    repository.git("config", "diff.external", str(spy))

    git.staged(repository.top)
    git.listing(repository.top, ":index")

    assert not (tmp_path / "started").exists()


BODY = "".join(f"value_{number} = {number}\n" for number in range(30))


@pytest.mark.parametrize("tree", ["", ":index", "HEAD"])
def test_a_copy_is_told_where_what_it_is_a_copy_of_has_changed(repository, tree):
    base = repository.commit(old_py=BODY, kept_py=BODY.replace("value", "kept"), moved_py=BODY.replace("value", "m"))
    repository.git("mv", "moved.py", "away.py")
    near = f"{BODY}more = 1\n"
    repository.write(new_py=BODY, near_py=near, old_py="from new import *\n", twin_py=BODY.replace("value", "kept"))
    repository.git("add", "--all")
    if tree == "HEAD":
        repository.git("commit", "--quiet", "--message", "leave a shim")

    assert git.copied(repository.top, base, tree) == {"old.py": "new.py"}


@pytest.mark.parametrize("tree", ["", ":index", "HEAD"])
def test_lines_that_a_commit_does_not_have_are_told_of_all_that_is_tracked(repository, tree):
    base = repository.commit(shop_py="a\nb\nc\n", moved_py=BODY)
    repository.git("mv", "moved.py", "away.py")
    repository.write(shop_py="a\nB\nc\nd\n", away_py=f"{BODY}x\n", fresh_py="1\n2\n")
    repository.git("add", "--all")
    repository.write(loose_py="1\n")
    if tree == "HEAD":
        repository.git("commit", "--quiet", "--message", "work")

    found = git.changed_lines(repository.top, base, tree)

    assert git.untracked(repository.top) == ("loose.py",)
    assert found == {"shop.py": [(2, 2), (4, 4)], "away.py": [(31, 31)], "fresh.py": [(1, 2)]}


def test_a_commit_at_the_edge_of_a_shallow_clone_is_cut_off(repository, tmp_path):
    first, second, third = (repository.commit(a_py=str(number)) for number in range(3))
    words = ["git", "clone", "--quiet", "--depth=2", f"file://{repository.top}", str(tmp_path / "clone")]
    subprocess.run(words, check=True, capture_output=True)

    assert [git.cut_off(tmp_path / "clone", commit) for commit in (second, third)] == [True, False]
    assert [git.cut_off(repository.top, commit) for commit in (first, second, third)] == [False] * 3
