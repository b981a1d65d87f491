"""What a run has looked at is known to be as it was, or not to be; what may change unseen is never believed."""

import os

import pytest

from archlint.settings import Cache, Looks, Signed, changed, joined, parts, signature, texts


@pytest.fixture
def looks(tmp_path):
    """Looks that begin now; what lies in the folder is older."""
    (tmp_path / "folder").mkdir()
    for name in ("one.py", "two.py", "folder/three.py"):
        (tmp_path / name).write_text("import os\n", encoding="utf-8")
    (tmp_path / "link").symlink_to("one.py")
    return Looks(Cache(tmp_path / "kept").moment())


@pytest.fixture
def noted(looks, tmp_path):
    """What is told of these looks: files that are there and one that is not, a folder, a link, many at once."""
    for name in ("one.py", "none.py", "folder"):
        looks.file(f"{tmp_path}/{name}")
    looks.way(f"{tmp_path}/link")
    names = ["two.py", "folder/three.py"]
    looks.many(f"{tmp_path}/", names, _signed(tmp_path, names))
    return parts(memoryview(b"".join(joined(looks.told()))))


def _signed(root, names):
    return Looks(None).signatures(f"{root}/", names)


def test_what_nobody_touches_is_unchanged(noted):
    assert changed(noted, []) == "nothing"


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "one.py").write_text("import re\n", encoding="utf-8"),
        lambda root: (root / "two.py").unlink(),
        lambda root: (root / "folder/three.py").write_text("", encoding="utf-8"),
        lambda root: (root / "none.py").touch(),
        lambda root: (root / "folder/four.py").touch(),
        lambda root: (root / "folder").rename(root / "other"),
        lambda root: (root / "link").unlink(),
    ],
    ids=["written", "gone", "emptied", "come", "beside", "renamed", "no link"],
)
def test_any_change_is_seen(noted, tmp_path, change):
    change(tmp_path)

    assert changed(noted, []) == "more"


def test_a_link_that_leads_elsewhere_is_another(noted, tmp_path):
    (tmp_path / "link").unlink()
    (tmp_path / "link").symlink_to("two.py")

    assert changed(noted, []) == "more"


def test_of_a_folder_that_is_listed_a_link_may_become_another(looks, tmp_path):
    inner = tmp_path / "folder"
    (inner / "link").symlink_to("../other")
    looks = Looks(Cache(tmp_path / "kept anew").moment())
    looks.listing(str(inner))
    told = parts(memoryview(b"".join(joined(looks.told()))))

    assert changed(told, []) == "nothing"
    (tmp_path / "other").mkdir()
    assert changed(told, []) == "more"


def test_a_time_that_was_set_back_hides_nothing(noted, tmp_path):
    before = (tmp_path / "one.py").stat()
    (tmp_path / "one.py").write_text("import re\n", encoding="utf-8")
    os.utime(tmp_path / "one.py", ns=(before.st_atime_ns, before.st_mtime_ns))

    assert changed(noted, []) == "more"


def test_what_was_signed_is_handed_on(noted, tmp_path):
    taken: Signed = []

    assert changed(noted, taken) == "nothing"

    lead, names, signed = taken[-1]
    assert (lead, names) == (f"{tmp_path}/", ["two.py", "folder/three.py"])
    assert signed == _signed(tmp_path, names)
    os.truncate(tmp_path / "two.py", 0)
    assert Looks(None, taken).signatures(lead, names) == signed
    assert Looks(None, taken).signatures(lead, names[:1]) == _signed(tmp_path, names[:1]) != signed[:5]


def test_of_what_is_younger_than_the_looks_nothing_is_told(looks, tmp_path):
    (tmp_path / "new.py").touch()
    looks.file(f"{tmp_path}/new.py")

    assert looks.told() == []


def test_of_many_that_nobody_could_sign_nothing_is_told(looks, tmp_path):
    looks.many(f"{tmp_path}/", ["gone.py"], type(_signed(tmp_path, []))("Q", signature(f"{tmp_path}/gone.py")))

    assert looks.told() == []


def test_a_doubt_or_no_moment_tells_nothing(looks):
    looks.doubt()

    assert looks.told() == Looks(None).told() == []


def test_what_was_never_told_is_refused():
    for told in ([], [memoryview(b"")] * 4, [memoryview(b"x")] * 5):
        with pytest.raises(ValueError, match=r".*"):
            changed(told, [])


class TestByMeaning:
    """Files that count by what they mean: another text of theirs is told apart from all else."""

    NAMES = ("two.py", "folder/three.py")

    @pytest.fixture
    def told(self, looks, tmp_path):
        """What is told of one file by its text and of two by their meaning."""
        looks.file(f"{tmp_path}/one.py")
        looks.many(f"{tmp_path}/", ["folder"], _signed(tmp_path, ["folder"]))
        looks.many(f"{tmp_path}/", self.NAMES, _signed(tmp_path, self.NAMES), by_meaning=True)
        return parts(memoryview(b"".join(joined(looks.told()))))

    def test_another_text_is_no_more_than_that(self, told, tmp_path):
        assert changed(told, []) == "nothing"
        (tmp_path / "two.py").write_text("import re\n", encoding="utf-8")

        assert changed(told, []) == "texts"

    @pytest.mark.parametrize(
        "change",
        [
            lambda root: (root / "one.py").write_text("import re\n", encoding="utf-8"),
            lambda root: (root / "folder/four.py").touch(),
            lambda root: (root / "folder/three.py").unlink(),
            lambda root: (root / "two.py").unlink(),
        ],
        ids=["a text that counts", "a file beside", "one gone", "another gone"],
    )
    def test_anything_else_is_more(self, told, tmp_path, change):
        (tmp_path / "two.py").write_text("import re\n", encoding="utf-8")
        change(tmp_path)

        assert changed(told, []) == "more"

    def test_is_told_anew_with_nothing_else_looked_at(self, told, tmp_path):
        (tmp_path / "two.py").write_text("import re\n", encoding="utf-8")
        later = Looks((tmp_path.stat().st_dev, 2**62))
        later.many(f"{tmp_path}/", self.NAMES, _signed(tmp_path, self.NAMES), by_meaning=True)

        anew = parts(memoryview(b"".join(joined(later.told_anew(told)))))

        assert changed(anew, []) == "nothing"
        (tmp_path / "two.py").write_text("import sys\n", encoding="utf-8")
        assert changed(anew, []) == "texts"
        (tmp_path / "one.py").write_text("import sys\n", encoding="utf-8")
        assert changed(anew, []) == "more"

    def test_is_not_told_anew_by_other_files_or_with_a_doubt(self, told, tmp_path):
        others, doubted = Looks((0, 0)), Looks((0, 0))
        others.many(f"{tmp_path}/", self.NAMES[:1], _signed(tmp_path, self.NAMES[:1]), by_meaning=True)
        doubted.many(f"{tmp_path}/", self.NAMES, _signed(tmp_path, self.NAMES), by_meaning=True)
        doubted.doubt()

        assert others.told_anew(told) == doubted.told_anew(told) == []

    def test_goes_by_the_texts_that_were_looked_at(self, looks):
        assert looks.meaning()[0] == b""
        looks.meant = lambda asked: repr(asked).encode()
        looks.text("/shop/web.py", ":index")
        looks.content("/shop/known.txt", ":index")
        looks.content("/shop/on-the-disk.txt", "")

        meaning, asked = looks.meaning()
        assert meaning == b"['/shop/known.txt', '/shop/web.py']"
        assert texts(memoryview(asked)) == ["/shop/known.txt", "/shop/web.py"]

    def test_is_nothing_where_any_text_may_have_been_looked_at(self, looks):
        looks.meant = lambda _: b"the same"
        looks.any_text()
        looks.text("/shop/web.py", ":index")

        assert looks.meaning()[0] == b""
