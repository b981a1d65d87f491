"""The nearest settings are found and read; what cannot be read is told in words."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.settings import Place, Problem, Settings, SettingsError, find, load, words
from tests.settings.texts import Text

PYPROJECT = '[project]\nname = "shop"\n\n[tool.archlint]\nroots = ["src"]\n'


def put(file: Path, text: str | bytes = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def problem_of(call, *arguments) -> Problem:
    with pytest.raises(SettingsError) as caught:
        call(*arguments)
    [located] = caught.value.problems
    return located.problem._replace(place=located.place)


def test_the_nearest_file_from_the_folder_upward_counts(tmp_path):
    own = put(tmp_path / "archlint.toml")
    put(tmp_path / "a/pyproject.toml", "[project]\nname = 'a'\n")
    shared = put(tmp_path / "a/b/pyproject.toml", PYPROJECT)
    (tmp_path / "a/b/c/d").mkdir(parents=True)

    assert find(tmp_path) == own
    assert find(tmp_path / "a") == own
    assert find(tmp_path / "a/b") == shared
    assert find(tmp_path / "a/b/c/d") == shared


def test_a_relative_start_is_one_from_the_current_folder(tmp_path, monkeypatch):
    own = put(tmp_path / "archlint.toml")
    (tmp_path / "src").mkdir()
    monkeypatch.chdir(tmp_path / "src")

    assert find(Path()) == own


def test_two_settings_in_one_folder_are_an_error_and_never_a_choice(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "archlint.toml")
    put(tmp_path / "pyproject.toml", PYPROJECT)

    with pytest.raises(SettingsError) as caught:
        find(tmp_path)

    assert words(caught.value) == (
        "error: settings stand in two files of one folder: archlint.toml and [tool.archlint] in pyproject.toml\n"
        " --> pyproject.toml:4:7\n"
        "  |\n"
        "4 | [tool.archlint]\n"
        "  |       ^^^^^^^^\n"
        "  = help: keep one of the two\n"
        "\n"
        "1 error in pyproject.toml. Nothing was checked."
    )


def test_a_broken_pyproject_is_passed_over_unless_it_speaks_of_us(tmp_path):
    own = put(tmp_path / "archlint.toml")
    broken = put(tmp_path / "a/pyproject.toml", "name = \n# archlint is nice\n")

    assert find(tmp_path / "a") == own

    put(broken, b"name = '\xff'\n# archlint\n")
    assert find(tmp_path / "a") == own

    put(broken, "name = \n[tool.archlint]\n")
    assert problem_of(find, tmp_path / "a").message == "expected a value here"


def test_an_archlint_toml_that_leads_nowhere_is_not_passed_over(tmp_path):
    put(tmp_path / "archlint.toml")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/archlint.toml").symlink_to(tmp_path / "gone.toml")

    assert problem_of(load, find(tmp_path / "a")).message == "there is no such file"


def test_where_there_is_none_the_first_rule_is_shown(tmp_path):
    with pytest.raises(SettingsError) as caught:
        find(tmp_path)

    assert words(caught.value) == (
        "error: no settings found: no archlint.toml, and no pyproject.toml with [tool.archlint], "
        f"in {tmp_path.as_posix()} or a folder above it\n"
        "  = help: `archlint init` proposes a first rule, or three lines in archlint.toml make one:\n"
        "          # top first; each may import only the next one\n"
        "          [rules.linked-list]\n"
        '          layers = ["shop.web", "shop.orders", "shop.db"]\n'
        "\n"
        "1 error. Nothing was checked."
    )


@pytest.mark.parametrize(("name", "text"), [("archlint.toml", ""), ("pyproject.toml", "[project]\nname = 'x'\n")])
def test_the_first_rule_that_is_shown_can_be_pasted(name, text, tmp_path):
    if text:
        put(tmp_path / name, text)
    rule = "\n".join(problem_of(find, tmp_path).help.splitlines()[1:])

    settings = load(put(tmp_path / name, text + rule))

    assert settings.table["rules"] == {"linked-list": {"layers": ["shop.web", "shop.orders", "shop.db"]}}


def test_a_file_is_read_with_its_folder_its_name_and_its_text(tmp_path, monkeypatch):
    file = put(tmp_path / "archlint.toml", 'roots = ["src"]\n')
    monkeypatch.chdir(tmp_path)

    assert load(Path("archlint.toml")) == Settings(
        tmp_path, "archlint.toml", {"roots": ["src"]}, (), 'roots = ["src"]\n'
    )
    assert load(file).root == tmp_path


def test_of_a_pyproject_only_our_table_counts(tmp_path):
    settings = load(put(tmp_path / "pyproject.toml", PYPROJECT))

    assert settings.table == {"roots": ["src"]}
    assert settings.prefix == ("tool", "archlint")
    assert settings.place(("roots", 0)) == Place(5, 10, 15, 'roots = ["src"]')
    assert settings.place(("nothing",), at_key=True) == Place(4, 7, 15, "[tool.archlint]")


def test_a_file_of_any_other_name_is_settings_as_a_whole(tmp_path):
    assert load(put(tmp_path / "ci.toml", PYPROJECT)).table["tool"] == {"archlint": {"roots": ["src"]}}


def test_text_that_is_given_stands_for_the_file(tmp_path):
    settings = load(tmp_path / "archlint.toml", Text("\ufeffroots = ['staged']\n"))

    assert settings.table == {"roots": ["staged"]}
    assert settings.text == "roots = ['staged']\n"


def test_an_empty_file_is_empty_settings(tmp_path):
    assert load(put(tmp_path / "archlint.toml", "")).table == {}


def test_windows_line_ends_and_a_byte_order_mark_move_no_column(tmp_path):
    settings = load(put(tmp_path / "archlint.toml", b"\xef\xbb\xbfa = 1\r\n'b.c' = {d = \"x\"}\r\n"))

    assert settings.table == {"a": 1, "b.c": {"d": "x"}}
    assert settings.place(("a",), at_key=True) == Place(1, 1, 2, "a = 1")
    assert settings.place(("b.c", "d")) == Place(2, 14, 17, "'b.c' = {d = \"x\"}")


@pytest.mark.parametrize("data", ["a = 1\n".encode("utf-16"), b"\xfe\xff\x00a"])
def test_utf_16_is_told_as_such(data, tmp_path):
    assert problem_of(load, put(tmp_path / "archlint.toml", data)) == Problem(
        (), "the file is UTF-16, not UTF-8", help="save it as UTF-8"
    )


def test_a_byte_that_is_not_utf_8_has_a_place(tmp_path):
    file = put(tmp_path / "archlint.toml", b"\xef\xbb\xbfa = 1\r\nb = '\xc3\xa9\xff'\r\nc = 2\r\n")

    assert problem_of(load, file) == Problem(
        (), "byte 0xff is not UTF-8", help="save the file as UTF-8", place=Place(2, 7, 8, "b = '\u00e9\ufffd'")
    )


def test_what_is_no_file_is_told(tmp_path):
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)

    assert caught.value.file == ""
    assert caught.value.problems[0].problem.message.endswith("is a folder, not a settings file")
    assert problem_of(load, tmp_path / "gone.toml").message == "there is no such file"
    assert problem_of(load, tmp_path / "gone.toml" / "x.toml").message == "there is no such file"


def test_a_file_that_cannot_be_opened_is_told(tmp_path):
    loop = tmp_path / "archlint.toml"
    loop.symlink_to(loop)

    assert problem_of(load, loop).message.startswith("the file cannot be read: ")


def test_a_pyproject_without_our_table_is_told(tmp_path):
    file = tmp_path / "pyproject.toml"

    assert problem_of(load, file, Text("[project]\n")).message == "there is no table [tool.archlint]"
    assert problem_of(load, file, Text("[tool]\nx = 1\n")).message == "there is no table [tool.archlint]"
    assert problem_of(load, file, Text("[tool]\narchlint = 3\n")).place == Place(2, 1, 9, "archlint = 3")
    assert problem_of(load, file, Text("tool = 3\n")).message == "`tool` must be a table: [tool.archlint]"


@pytest.mark.parametrize(
    ("text", "message", "caret"),
    [
        ("a", "expected `=` after the key", "1:2 "),
        ("a = ", "expected a value here", "1:5 "),
        ("a = b, c", "expected a value here", "1:5 b"),
        ("a = b\r\nc = 1\r\n", "expected a value here", "1:5 b"),
        ("a = True", "expected a value here", "1:5 True"),
        ("a = \u201cx\u201d # y", "expected a value here", "1:5 \u201c"),
        ("a = ['x'\r\n[b]", "expected `,` or `]` in a list", "2:1 ["),
        ("a = [1\n\n\n", "expected `,` or `]` in a list", "1:7 "),
        ("a = {b = 1\n", "expected `,` or `}` in a table", "1:11 "),
        ("a = 1 b = 2", "expected the end of the line", "1:7 b"),
        ("= 3", "expected `key = value` or `[table]`", "1:1 ="),
        ("shop web = 3", "expected `=` after the key", "1:6 web"),
        ("a: 3", "expected `=` after the key", "1:2 :"),
        ("[[a]\n", "expected `]]` at the end of the table's name", "1:4 ]"),
        ("[a\n", "expected `]` at the end of the table's name", "1:3 "),
        ("[a]\nb = 1\n[a] # again\nc = 3", "this table stands twice", "3:1 [a]"),
        ("a.b = 1\n a.b  = 2\nc = 3", "this key stands twice", "2:2 a.b"),
        ("a = 1\nb = 2\na = 1", "this key stands twice", "3:1 a"),
        ("x = {b = 1, b = 2}", "this key stands twice", "1:18 }"),
        ("a = {}\na.c = 2\n", "this name is already something else", "2:1 a.c"),
        ("a = [1]\n[[a]]\n", "this name is already something else", "2:1 [[a]]"),
        ('a = "x', "text is not closed", "1:7 "),
        ('a = "x\n', "text is not closed", "1:7 "),
        ("a = 'x", "text is not closed", "1:7 "),
        (r'a = "C:\dir"', r"`\` begins no escape here", r"1:8 \d"),
        (r'a = "\ud800"', "this escape stands for no character", r"1:6 \ud800"),
        ("a = 'x\x00'", "a character that TOML does not allow", "1:7 \x00"),
        ("# \x1b[2J", "a character that TOML does not allow", "1:3 \x1b"),
        ("a = " + "9" * 5000, "a number with more digits than can be read", ""),
        ("a = " + "[" * 5000, "lists or tables are nested more than 100 levels deep", ""),
        ("a = " + "[" * 101 + "]" * 101, "lists or tables are nested more than 100 levels deep", ""),
        (".".join(["a"] * 200) + " = 1", "lists or tables are nested more than 100 levels deep", ""),
    ],
)
def test_what_is_not_toml_is_told_in_words_and_in_place(text, message, caret, tmp_path):
    problem = problem_of(load, tmp_path / "archlint.toml", Text(text))

    assert problem.message == message
    place = problem.place
    assert place is None or "\r" not in place.text
    stretch = place and place.text[place.column - 1 : place.end_column - 1]
    assert caret.rstrip() == (f"{place.line}:{place.column} {stretch}".rstrip() if place else "")


@given(st.text(alphabet="ab=[]{}'\"\\.,#\n\r\t 1-:T_\x00\u00e9\u201c", max_size=25))
def test_no_text_brings_a_stack_trace(text):
    try:
        settings = load(Path("archlint.toml"), Text(text))
    except SettingsError as error:
        shown = words(error)
        assert shown.startswith("error: ")
        assert "not TOML:" not in shown, "a message of tomllib that has no words of ours"
    else:
        for key in settings.table:
            assert settings.place((key,))


def test_problems_are_told_in_the_order_of_the_file(tmp_path):
    settings = load(tmp_path / "archlint.toml", Text("a = 1\nb = [2, 3]\n"))
    problems = [Problem((), "whole"), Problem(("b", 1), "last"), Problem(("b", 0), "first of b"), Problem(("a",), "a")]

    error = SettingsError.located(settings, problems)

    assert [one.problem.message for one in error.problems] == ["a", "first of b", "last", "whole"]


def test_errors_survive_a_trip_between_processes(tmp_path):
    import pickle

    with pytest.raises(SettingsError) as caught:
        load(tmp_path / "archlint.toml", Text("a = "))

    assert words(pickle.loads(pickle.dumps(caught.value))) == words(caught.value)


def test_a_path_is_shown_as_a_person_would_type_it(tmp_path, monkeypatch):
    put(tmp_path / "archlint.toml", "a =")
    (tmp_path / "src").mkdir()

    monkeypatch.chdir(tmp_path / "src")
    assert caught_file(tmp_path / "archlint.toml") == "../archlint.toml"
    monkeypatch.chdir("/")
    assert caught_file(tmp_path / "archlint.toml") == (tmp_path / "archlint.toml").as_posix()[1:]


def caught_file(file: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        load(file)
    return caught.value.file


def test_importing_settings_is_cheap():
    import subprocess

    code = (
        "import sys, archlint.settings; print(*{'difflib', 'jsonschema', 'tomllib', 'unicodedata'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""
