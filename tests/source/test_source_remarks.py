"""Comments that waive imports are found where they stand, and nowhere else, and kept like all that a file says."""

import pytest

from archlint.source.extract import extract
from archlint.source.facts import Comment, Facts

WAIVE = "# archlint: waive[shop] old"


def found(text: str) -> list[tuple[int, int, str]]:
    facts = extract("shop/web.py", text.encode())
    assert isinstance(facts, Facts)
    return [(one.line, one.column, one.text) for one in facts.comments]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (f"import a  {WAIVE}\n", [(1, 11)]),
        (f"import a\r\nimport b  {WAIVE}\r\n", [(2, 11)]),
        (f"import a\rimport b  {WAIVE}\r", [(2, 11)]),
        (f"from a import (\n    b,  {WAIVE}\n    c,\n)\n", [(2, 9)]),
        (f"import a  # noqa: F401  {WAIVE}\n", [(1, 25)]),
        (f"x = 'ä'; import a  {WAIVE}\n", [(1, 20)]),
        (f"def f():\n    import a  {WAIVE}\n", [(2, 15)]),
        (f"'''\n{WAIVE}\n'''\nimport a\n", []),
        (f"x = '{WAIVE}'\n", []),
        ("import a  # archlint: is a linter\n", []),
        ("import a  # archlint: allow[shop] old\n", [(1, 11)]),
        ("import a  # ARCHLINT: waive[shop]\n", []),
        ("import a  # archlint:waive [shop]\n", [(1, 11)]),
    ],
)
def test_a_comment_is_found_at_its_place(text, places):
    assert [one[:2] for one in found(text)] == places


def test_what_follows_an_error_is_not_looked_at_and_what_stands_above_is():
    assert found(f"import a  {WAIVE}\n\n\nx = ('\n") == [(1, 11, WAIVE)]


def test_the_text_is_all_from_its_hash_on():
    assert found(f"import a  {WAIVE}, until 2027-03-31  # noqa\n")[0][2] == f"{WAIVE}, until 2027-03-31  # noqa"


def test_a_file_that_says_nothing_of_us_is_not_cut_into_tokens(monkeypatch):
    monkeypatch.setattr("tokenize.generate_tokens", lambda readline: pytest.fail("it was"))
    extract("shop/web.py", b"import a  # noqa\n")


def test_comments_are_facts_like_others():
    assert Facts((), (), None).comments == ()
    assert Comment(1, 2, WAIVE).text == WAIVE
