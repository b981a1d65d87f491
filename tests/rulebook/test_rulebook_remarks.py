"""What a waiver in the code says: rules, a reason, and who and until when."""

import pytest

from archlint.rulebook.remarks import Misread, Said, said


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("# archlint: waive[shop] old", Said(("shop",), "old")),
        ("#archlint:waive[shop]", Said(("shop",), "")),
        ("# archlint: waive[shop, doors]: old, and wide", Said(("shop", "doors"), "old, and wide")),
        ("# archlint: waive[shop] old, until 2027-03-31", Said(("shop",), "old", until="2027-03-31")),
        ("# archlint: waive[a] x, owner @a/b, approved-by @c d, until 2027-03-31",
         Said(("a",), "x", "@a/b", "@c d", "2027-03-31")),
        ("# archlint: waive[a] x, until 2027-03-31, owner @a  # noqa: E402", Said(("a",), "x", "@a", "", "2027-03-31")),
        ("# archlint: waive[a], until 2027-03-31", Said(("a",), "", until="2027-03-31")),
        ("# archlint: waive[a] see #12", Said(("a",), "see #12")),
        ("# archlint: waive[a] x until 2027-03-31", Said(("a",), "x", until="2027-03-31")),
        ("# archlint: waive[a] x (until 2027-03-31)", Said(("a",), "x", until="2027-03-31")),
        ("# archlint: waive[a] x, Until 2027-03-31.", Said(("a",), "x", until="2027-03-31")),
        ("# archlint: waive[a] x Owner @a, UNTIL 2027-03-31", Said(("a",), "x Owner @a", until="2027-03-31")),
        ("# archlint: waive[a] stays until 2.0 is out", Said(("a",), "stays until 2.0 is out")),
    ],
)  # fmt: skip
def test_a_comment_is_read(text, meant):
    assert said(text) == meant


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# archlint: waive shop old", "names no rule that it waives"),
        ("# archlint: waive[] old", "no rule between the brackets"),
        ("# archlint: waive[a] x, until tomorrow", "`until tomorrow` names no day"),
        ("# archlint: waive[a] x, until 2027-02-30", "`until 2027-02-30` names no day"),
        ("# archlint: waive[a] x, until 20270331", "names no day"),
        ("# archlint: waive[a] x until 31.03.2027", "`until 31.03.2027` names no day"),
        ("# archlint: waive[a] x until 2027/3/31", "`until 2027/3/31` names no day"),
        ("# archlint: allow[a] x", "archlint reads no comment `allow`: write `# archlint: waive[ID] because"),
        ("# archlint: wave[a] x", "archlint reads no comment `wave`"),
        ("# archlint: waive[a] x, owner @a, owner @b", "twice"),
    ],
)
def test_what_cannot_be_read_is_told_in_words(text, words):
    with pytest.raises(Misread, match=words.replace("[", r"\[")):
        said(text)
