"""Every key and value of every TOML text is found where it stands."""

import datetime as dt
import re
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.settings.place import Place
from archlint.settings.places import places

KEYS = st.text("ab-_1", min_size=1, max_size=3) | st.text("ab.\"'\\ é😀\t=]#", max_size=4)
TEXTS = st.text("ab \"'\\\n\té😀#[]{},=\x1b", max_size=8)
ZONES = st.sampled_from([None, dt.UTC, dt.timezone(dt.timedelta(hours=-7))])
SCALARS = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.floats(allow_nan=False),
    st.dates(),
    st.times(),
    st.datetimes(timezones=ZONES),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(KEYS, inner, max_size=3)
        | st.lists(st.dictionaries(KEYS, inner, max_size=2), min_size=1, max_size=3)
    ),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=4)


class Writer:
    """Writes a document as TOML, in a style drawn anew for every part."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data

    def any(self, *choices: str) -> str:
        return self.data.draw(st.sampled_from(choices))

    def blank(self) -> str:
        return self.any("", " ", "\t", "  ")

    def gap(self) -> str:
        return self.any("", " ", "\n", "\n\n\t", " # a ] or a }\n", "\n# 'quote\n  ")

    def end(self) -> str:
        return self.blank() + self.any("", "# x = [1]") + self.any("\n", "\n\n", "\n  ")

    def key(self, key: str) -> str:
        styles = [basic(key)]
        if re.fullmatch("[A-Za-z0-9_-]+", key):
            styles.append(key)
        if "'" not in key:
            styles.append(f"'{key}'")
        return self.any(*styles)

    def name(self, path: tuple[str, ...]) -> str:
        return (self.blank() + "." + self.blank()).join(map(self.key, path))

    def value(self, value: Any) -> str:
        if isinstance(value, dict):
            return self.braces(value)
        if isinstance(value, list):
            entries = [self.gap() + self.value(entry) + self.gap() for entry in value]
            comma = self.any("", ",") if entries else ""
            return "[" + ",".join(entries) + comma + self.gap() + "]"
        return self.any(*scalar_styles(value))

    def braces(self, table: dict[str, Any]) -> str:
        pairs = [pair for key, value in table.items() for pair in self.pairs((key,), value)]
        return "{" + ",".join(self.blank() + pair + self.blank() for pair in pairs) + "}"

    def pairs(self, path: tuple[str, ...], value: Any) -> list[str]:
        if isinstance(value, dict) and value and self.any("dotted", "braces") == "dotted":
            return [pair for key, inner in value.items() for pair in self.pairs((*path, key), inner)]
        return [f"{self.name(path)}{self.blank()}={self.blank()}{self.value(value)}"]

    def body(self, path: tuple[str, ...], table: dict[str, Any]) -> tuple[str, list[str]]:
        """Return the lines of a table, and the sections for what has a header of its own."""
        lines, sections = "", []
        for key, value in table.items():
            many = isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value)
            if (isinstance(value, dict) or many) and self.any("header", "value") == "header":
                sections.append(self.section((*path, key), value))
            else:
                lines += "".join(self.blank() + pair + self.end() for pair in self.pairs((key,), value))
        return lines, sections

    def section(self, path: tuple[str, ...], value: Any) -> str:
        if isinstance(value, list):
            return "".join(
                f"[[{self.blank()}{self.name(path)}{self.blank()}]]{self.end()}{''.join([lines, *sections])}"
                for lines, sections in (self.body(path, entry) for entry in value)
            )
        lines, sections = self.body(path, value)
        header = f"[{self.blank()}{self.name(path)}{self.blank()}]{self.end()}"
        if not lines and sections and self.any("implicit", "explicit") == "implicit":
            return "".join(sections)
        own = header + lines
        return "".join([*sections, own] if self.any("after", "before") == "after" else [own, *sections])

    def document(self, document: dict[str, Any]) -> str:
        lines, sections = self.body((), document)
        text = self.any("", "\n", "# first\n") + lines + "".join(sections)
        return text.replace("\n", self.any("\n", "\r\n"))


def basic(text: str) -> str:
    return '"' + "".join(escaped(character) for character in text) + '"'


def escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character >= " " else f"\\u{ord(character):04X}"


def scalar_styles(value: Any) -> list[str]:
    if isinstance(value, str):
        return text_styles(value)
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, int):
        return [str(value), f"{value:_}", *([f"+{value}", hex(value), oct(value), bin(value)] if value >= 0 else [])]
    if isinstance(value, dt.datetime):
        return [value.isoformat("T"), value.isoformat(" "), value.isoformat().replace("+00:00", "Z")]
    return [repr(value) if isinstance(value, float) else value.isoformat()]


def text_styles(text: str) -> list[str]:
    styles = [basic(text)]
    plain = all(character >= " " or character in "\t\n" for character in text)
    if plain and "'" not in text and "\n" not in text:
        styles.append(f"'{text}'")
    first = "\n" if text.startswith("\n") else ""
    if plain and "'''" not in text:
        styles += [f"'''{first}{text}'''", f"'''\n{text}'''"]
    inner = "".join(c if c in '"\n' else escaped(c) for c in text).replace('"""', '""\\"')
    styles += [f'"""{first}{inner}"""', f'"""\n{inner}"""']
    if text.strip() == text:
        styles.append(f'"""\\\n   {inner}"""')
    return styles


def walk(path: tuple[Any, ...], value: Any) -> list[tuple[tuple[Any, ...], Any]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(path, value), *(found for step, inner in steps for found in walk((*path, step), inner))]


def with_replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    if isinstance(value, dict):
        return {key: with_replaced(v, path[1:], new) if key == path[0] else v for key, v in value.items()}
    return [with_replaced(v, path[1:], new) if index == path[0] else v for index, v in enumerate(value)]


def offsets(text: str, place: Place) -> tuple[int, int]:
    start = sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1
    return start, start + place.end_column - place.column


def found(text: str, path: tuple[Any, ...], at_key: bool = False) -> Place:
    place = places(text).find(path, at_key)
    assert place is not None
    assert text.split("\n")[place.line - 1].removesuffix("\r") == place.text
    assert 1 <= place.column < place.end_column <= len(place.text) + 1
    return place


def marked(text: str, path: tuple[Any, ...], at_key: bool = False) -> str:
    place = found(text, path, at_key)
    return f"{place.line}:{place.text[: place.column - 1]}<{place.text[place.column - 1 : place.end_column - 1]}>"


@settings(max_examples=250, deadline=None)
@given(DOCUMENTS, st.data())
def test_what_stands_at_the_place_of_a_scalar_is_that_scalar_and_no_other(document, data):
    text = Writer(data).document(document)
    assert tomllib.loads(text) == document, "the writer itself"

    for path, value in walk((), document):
        if isinstance(value, (dict, list)):
            continue
        start, end = offsets(text, found(text, path))
        if text.startswith(('"""', "'''"), start):
            # Text over several lines: some end must do.
            ends = [match.end() for match in re.finditer("[\"']", text) if match.end() > start + 3]
            assert any(parsed(text[start:end]) == value for end in ends)
            continue
        assert parsed(text[start:end]) == value
        assert tomllib.loads(text[:start] + "'mark'" + text[end:]) == with_replaced(document, path, "mark")


def parsed(text: str) -> Any:
    try:
        return tomllib.loads(f"x = {text}")["x"]
    except tomllib.TOMLDecodeError:
        return None


@settings(max_examples=120, deadline=None)
@given(DOCUMENTS, st.data())
def test_what_stands_at_the_place_of_a_key_is_the_last_part_of_its_name(document, data):
    text = Writer(data).document(document)

    for path, value in walk((), document):
        if not path or isinstance(path[-1], int):
            continue
        start, end = offsets(text, found(text, path, at_key=True))
        assert tomllib.loads(f"{text[start:end]} = 0") == {path[-1]: 0}
        if not isinstance(value, (dict, list)):
            value_start, _ = offsets(text, found(text, path))
            assert text[end:value_start].strip(" \t") == "="


@settings(max_examples=120, deadline=None)
@given(DOCUMENTS, st.data())
def test_tables_and_lists_stand_at_their_brackets_or_at_their_name(document, data):
    text = Writer(data).document(document)

    for path, value in walk((), document):
        if not path or not isinstance(value, (dict, list)):
            continue
        start, end = offsets(text, found(text, path))
        stretch = text[start:end]
        names = [step for step in path if isinstance(step, str)]
        assert stretch in "[{" or parsed(stretch) == value or tomllib.loads(f"{stretch} = 0") == {names[-1]: 0}


def test_a_table_stands_at_the_last_name_of_its_header():
    text = '[rules.shop]\ntype = "layers"\n[ tool . "arch.lint" ]'

    assert marked(text, ("rules", "shop")) == "1:[rules.<shop>"
    assert marked(text, ("rules", "shop"), at_key=True) == "1:[rules.<shop>"
    assert marked(text, ("rules",)) == "1:[<rules>"
    assert marked(text, ("tool", "arch.lint")) == '3:[ tool . <"arch.lint">'


def test_the_header_of_its_own_counts_more_than_a_mention_in_another():
    assert marked("[a.b]\n[a]\n", ("a",)) == "2:[<a>"


def test_each_entry_of_a_list_of_tables_stands_at_its_own_header():
    text = "[[waivers]]\nbecause = 'x'\n[[waivers]]\n[waivers.more]\nuntil = 2\n"

    assert marked(text, ("waivers", 0)) == "1:[[<waivers>"
    assert marked(text, ("waivers", 1)) == "3:[[<waivers>"
    assert marked(text, ("waivers",)) == "1:[[<waivers>"
    assert marked(text, ("waivers", 1, "more", "until")) == "5:until = <2>"


def test_what_stands_nowhere_is_at_its_nearest_parent():
    text = "[rules.shop]\nlayers = ['a', 'b']\ndeep = [\n 1,\n]\n"

    assert marked(text, ("rules", "shop", "type"), at_key=True) == "1:[rules.<shop>"
    assert marked(text, ("rules", "shop", "layers", 7)) == "2:layers = <['a', 'b']>"
    assert marked(text, ("rules", "shop", "deep", 7)) == "3:<deep>"
    assert places(text).find(("nothing",)) is None
    assert places(text).find(()) is None
    assert places("").find(("a",)) is None


def test_a_list_over_several_lines_stands_at_its_key_and_text_on_its_first_line():
    assert marked("a = [ # [\n  'x',\n]", ("a",)) == "1:<a>"
    assert marked("a = [\n  [\n1]]", ("a", 0)) == "2:  <[>"
    assert marked("a = '''x\ny'''", ("a",)) == "1:a = <'''x>"


@pytest.mark.parametrize("text", ["a = ['''x''''', 2]", 'a = ["""x"""", 2]', 'a = ["""\\""""", 2]', "a = ['''''', 2]"])
def test_quotes_right_before_the_closing_quotes_belong_to_the_text(text):
    assert len(tomllib.loads(text)["a"]) == 2
    assert marked(text, ("a", 1)).endswith(", <2>")


def test_columns_are_code_points_and_windows_line_ends_are_no_part_of_the_line():
    text = "a = 1\r\nb = ['😀', 'x']\r\n"

    assert found(text, ("b", 1)) == Place(2, 11, 14, "b = ['😀', 'x']")


def test_a_line_separator_that_toml_does_not_know_ends_no_line():
    text = "a = 'x\u2028y\x85'\nb = 2\n"

    assert marked(text, ("b",)) == "2:b = <2>"


@pytest.mark.parametrize("depth", [100, 3000])
def test_a_key_of_many_parts_is_found(depth):
    text = ".".join(["a"] * depth) + " = 1\n"

    assert marked(text, ("a",) * depth).endswith("= <1>")


def test_places_are_scanned_once():
    assert places("a = 1\n") is places("a = 1\n")
