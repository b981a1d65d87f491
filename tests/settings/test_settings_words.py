"""A person reads the line, sees the caret under the right columns, and nothing moves their cursor."""

from hypothesis import given
from hypothesis import strategies as st

from archlint.settings import Located, Place, Problem, SettingsError, words


def shown(place: Place | None, message="m", label="", help="", file="archlint.toml") -> str:
    return words(SettingsError(file, (Located(Problem((), message, label, help), place),)))


def test_a_block_is_message_place_line_caret_and_help():
    place = Place(12, 1, 6, 'layer = ["a"]')

    assert shown(place, "unknown key `layer`", "did you mean `layers`?", "keys allowed here: layers") == (
        "error: unknown key `layer`\n"
        "  --> archlint.toml:12:1\n"
        "   |\n"
        '12 | layer = ["a"]\n'
        "   | ^^^^^ did you mean `layers`?\n"
        "   = help: keys allowed here: layers\n"
        "\n"
        "1 error in archlint.toml. Nothing was checked."
    )


def test_errors_are_counted_and_the_ending_says_what_became_of_the_run():
    problem = Located(Problem((), "m"), None)

    assert words(SettingsError("a.toml", (problem, problem)), "The rest was checked.") == (
        "error: m\n --> a.toml\n\nerror: m\n --> a.toml\n\n2 errors in a.toml. The rest was checked."
    )
    assert words(SettingsError("", (problem,)), "") == "error: m\n\n1 error."


def test_a_label_without_a_place_is_not_lost():
    assert "  = did you mean `x`?\n" in shown(None, label="did you mean `x`?")


def caret_line(text: str, column: int, end_column: int) -> tuple[str, str]:
    line, carets = shown(Place(1, column, end_column, text)).split("\n")[3:5]
    return line.removeprefix("1 | "), carets.removeprefix("  | ")


def test_a_tab_is_shown_as_four_blanks_so_that_the_carets_stand_right():
    assert caret_line("\ta =\tx", 6, 7) == ("    a =    x", "           ^")


def test_wide_characters_take_two_columns_and_combining_ones_none():
    assert caret_line("\u4e2d = '\U0001f600'", 5, 8) == ("\u4e2d = '\U0001f600'", "     ^^^^")
    assert caret_line("e\u0301\u2764\ufe0f x", 6, 7)[1] == "   ^"


def test_what_would_move_the_cursor_is_shown_as_an_escape_under_a_caret_as_wide():
    assert caret_line("'\u202e' = x", 1, 4) == ("'\\u202e' = x", "^^^^^^^^")
    assert caret_line("'\u202e' = x", 7, 8)[1] == "           ^"
    assert "error: a\\x1b[2J\\nb\n" in shown(None, "a\x1b[2J\nb")
    assert "--> a\\nb.toml" in shown(None, file="a\nb.toml")


def test_a_caret_past_the_end_of_the_line_is_one_wide():
    assert caret_line("a =", 4, 5) == ("a =", "   ^")


def test_help_may_have_several_lines():
    assert shown(None, help="write:\n[rules]\nx = 1").split("\n")[2:5] == [
        "  = help: write:",
        "          [rules]",
        "          x = 1",
    ]


def test_a_line_too_long_to_read_is_shown_around_the_caret():
    line, carets = caret_line("x" * 1000 + "HERE" + "y" * 1000, 1001, 1005)

    assert len(line) < 220
    assert line.startswith("... x")
    assert line.endswith("y ...")
    assert line[carets.index("^") : carets.index("^") + 4] == "HERE"
    assert carets.strip() == "^^^^"
    assert caret_line("x" * 1000, 1, 1001) == ("x" * 200 + " ...", "^" * 200)


@given(st.text(), st.integers(1, 30), st.integers(1, 30), st.text(), st.text())
def test_nothing_but_line_ends_of_ours_and_tabs_of_the_line_is_unprintable(text, column, width, message, label):
    place = Place(3, column, column + width, text.replace("\n", ""))

    output = shown(place, message, label)

    assert all(character.isprintable() or character in "\n\t" for character in output)
    assert output.count("\n") == 6
