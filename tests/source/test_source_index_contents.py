"""What stands in git's index and on disk alike is read where it costs least; anything else is git's to tell."""

import pytest

from archlint import git
from archlint.source.ignore import Exclude
from archlint.source.revision import Revision
from tests.git.repositories import Repository

pytestmark = [pytest.mark.git, pytest.mark.usefixtures("outside_of_hooks")]


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Return a repository, and a function that gives the contents of its index and how many git was asked for."""
    shop = Repository(tmp_path / "shop")
    shop.commit(same_py="import same", other_py="import old", gone_py="import gone", crlf_py="import crlf\n")

    def contents():
        asked = []
        blobs = git.blobs

        def counted(top, ids):
            ids = tuple(ids)
            asked.extend(ids)
            return blobs(top, ids)

        monkeypatch.setattr("archlint.source.revision.git.blobs", counted)
        tree = Revision(shop.top, git.INDEX, Exclude((), ()))
        found = dict(tree.contents(["same.py", "other.py", "gone.py", "crlf.py"]))
        monkeypatch.setattr("archlint.source.revision.git.blobs", blobs)
        return found, len(asked)

    return shop, contents


def test_files_that_are_as_they_were_staged_are_not_asked_of_git(told):
    found, asked = told[1]()

    assert found["same.py"].split() == [b"import", b"same"]
    assert asked == 0


def test_what_is_otherwise_on_disk_is_what_git_has(told):
    shop, contents = told
    (shop.top / "other.py").write_text("import new", encoding="utf-8")
    (shop.top / "gone.py").unlink()
    (shop.top / "crlf.py").write_bytes(b"import crlf\r\n")
    (shop.top / "gone.py").symlink_to("same.py")
    found, asked = contents()

    assert {name: content.split()[1] for name, content in found.items()} == {
        "same.py": b"same",
        "other.py": b"old",
        "gone.py": b"gone",
        "crlf.py": b"crlf",
    }
    assert b"\r" not in found["crlf.py"]
    assert asked == 3


def test_a_repository_with_longer_ids_is_read_alike(tmp_path):
    shop = Repository(tmp_path / "shop", "--object-format=sha256")
    shop.commit(same_py="import same")

    ((_, content),) = Revision(shop.top, git.INDEX, Exclude((), ())).contents(["same.py"])
    assert isinstance(content, bytes)
    assert content.split() == [b"import", b"same"]
