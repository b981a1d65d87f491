"""The schema says no to what a JSON Schema validator says no to, and in better words."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.settings import Problem, SettingsError, check, load, words
from archlint.settings.schema import mistakes
from tests.settings.texts import Text

TYPES = ["object", "array", "string", "integer", "number", "boolean"]
WORDS = st.text("ab", max_size=3)
SCALARS = st.one_of(WORDS, st.booleans(), st.integers(-2, 3), st.sampled_from([-1.5, 0.5, 2.5]))
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "ab", "c"]), inner, max_size=3)
    ),
    max_leaves=6,
)
PATTERNS = st.sampled_from(["^a", "b$", "^[a-b]+$", "a.", "c"])
SIMPLE = st.one_of(
    st.booleans(),
    st.fixed_dictionaries({"type": st.sampled_from(TYPES)}),
    st.fixed_dictionaries({"type": st.lists(st.sampled_from(TYPES), min_size=1, max_size=3, unique=True)}),
    st.fixed_dictionaries({"enum": st.lists(VALUES, min_size=1, max_size=3)}),
    st.fixed_dictionaries({"const": VALUES}),
    st.fixed_dictionaries(
        {},
        optional={
            "minimum": st.integers(-1, 2),
            "maximum": st.sampled_from([0, 1.5]),
            "minLength": st.integers(0, 2),
            "pattern": PATTERNS,
        },
    ),
    st.just({"$ref": "#/$defs/one"}),
    st.just({"$ref": "#/$defs/two"}),
)


def compound(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=3)
    keyed = st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3)
    return st.one_of(
        st.fixed_dictionaries(
            {"properties": keyed},
            optional={
                "type": st.just("object"),
                "required": st.lists(st.sampled_from(["a", "b"]), unique=True, max_size=2),
                "additionalProperties": st.just(False) | inner,
                "patternProperties": st.dictionaries(PATTERNS, inner, max_size=2),
                "propertyNames": st.fixed_dictionaries({"pattern": PATTERNS}),
                "minProperties": st.integers(0, 2),
                "x-dotted-keys": st.booleans(),
                "x-noun": st.just("rule"),
            },
        ),
        st.fixed_dictionaries({"items": inner}, optional={"minItems": st.integers(0, 2), "type": st.just("array")}),
        st.fixed_dictionaries({"anyOf": several}),
        st.fixed_dictionaries({"oneOf": several}),
        st.fixed_dictionaries({"allOf": several}),
        st.fixed_dictionaries({"if": inner}, optional={"then": inner}),
    )


SCHEMAS = st.recursive(SIMPLE, compound, max_leaves=8).filter(lambda schema: isinstance(schema, dict))
DEFINITIONS = st.fixed_dictionaries(
    {"one": SIMPLE.filter(lambda s: s is True or "$ref" not in str(s)), "two": st.just({})}
)


@settings(max_examples=1500, deadline=None)
@given(SCHEMAS, DEFINITIONS, VALUES)
def test_the_verdict_is_that_of_a_json_schema_validator(schema, definitions, value):
    whole = {**schema, "$defs": definitions}

    found = mistakes(whole, value)

    assert (found == ()) == jsonschema.Draft202012Validator(whole).is_valid(value)
    assert len(set(found)) == len(found)
    for problem in found:
        assert leads_somewhere(problem.where, value)
        assert problem.message.isprintable()


def leads_somewhere(where: tuple[Any, ...], value: Any) -> bool:
    for step in where:
        value = value[step]
    return True


def test_a_keyword_that_is_not_understood_is_no_silent_yes():
    with pytest.raises(ValueError, match="uniqueItems"):
        mistakes({"uniqueItems": True}, [1, 1])


SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "roots": {"type": "array", "items": {"type": "string"}},
        "strict": {"type": "boolean"},
        "depth": {"type": "integer", "minimum": 1, "maximum": 9},
        "severity": {"enum": ["error", "warning", "off"]},
        "rules": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": "^[a-z0-9-]+$", "x-noun": "rule ID", "x-form": "a-z, 0-9 and -"},
            "additionalProperties": {
                "type": "object",
                "x-noun": "rule",
                "required": ["type"],
                "properties": {"type": {"enum": ["linked-list", "allowed"], "x-noun": "rule type"}},
                "allOf": [
                    {
                        "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
                        "then": {"$ref": f"#/$defs/{name}"},
                    }
                    for name in ("linked-list", "allowed")
                ],
            },
        },
        "waivers": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "x-noun": "waiver",
                "required": ["because"],
                "properties": {
                    "because": {"type": "string", "minLength": 1},
                    "until": {"type": "string", "format": "date"},
                },
            },
        },
    },
    "$defs": {
        "linked-list": {
            "type": "object",
            "x-noun": "rule",
            "required": ["layers"],
            "additionalProperties": False,
            "properties": {
                "type": True,
                "because": {"type": "string"},
                "layers": {
                    "type": "array",
                    "minItems": 2,
                    "items": {
                        "anyOf": [
                            {"type": "string", "minLength": 1},
                            {"type": "array", "items": {"type": "string"}},
                            {
                                "type": "object",
                                "additionalProperties": False,
                                "required": ["level"],
                                "properties": {"level": {"type": "array"}, "siblings": {"enum": ["free", "acyclic"]}},
                            },
                        ]
                    },
                },
            },
        },
        "allowed": {
            "properties": {
                "imports": {
                    "type": "object",
                    "x-dotted-keys": True,
                    "additionalProperties": {"type": "array", "items": {"type": "string"}},
                }
            }
        },
    },
}


@pytest.fixture(autouse=True)
def _in_the_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def complaint(text: str, tmp_path: Path) -> str:
    """Return what a person reads who stands in the folder of the settings."""
    with pytest.raises(SettingsError) as caught:
        check(load(tmp_path / "archlint.toml", Text(text)), lambda _: SCHEMA)
    return words(caught.value)


def said(text: str, tmp_path: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(SettingsError) as caught:
        check(load(tmp_path / "archlint.toml", Text(text)), lambda _: SCHEMA)
    return [(one.problem.message, one.problem.label, one.problem.help) for one in caught.value.problems]


def test_settings_that_fit_raise_nothing(tmp_path):
    text = """
        roots = ["src"]
        [rules.shop]
        type = "linked-list"
        layers = ["web", ["orders", "pay"], { level = ["a"], siblings = "free" }]
        [[waivers]]
        because = "soon"
        until = 2030-12-31
    """

    check(load(tmp_path / "archlint.toml", Text(text)), lambda _: SCHEMA)


def test_every_mistake_is_told_at_once_in_the_order_of_the_file(tmp_path):
    text = 'roots = "src"\n[rules.shop]\ntype = "linked-list"\nlayer = ["web"]\n[rules.Shop]\ntype = "linked-lst"\n'

    assert complaint(text, tmp_path) == (
        "error: `roots` must be a list, not text\n"
        " --> archlint.toml:1:9\n"
        "  |\n"
        '1 | roots = "src"\n'
        '  |         ^^^^^ write ["src"]\n'
        "\n"
        "error: unknown key `layer`\n"
        " --> archlint.toml:4:1\n"
        "  |\n"
        '4 | layer = ["web"]\n'
        "  | ^^^^^ did you mean `layers`?\n"
        "  = help: keys allowed here: type, because, layers\n"
        "\n"
        "error: `Shop` cannot be a rule ID\n"
        " --> archlint.toml:5:8\n"
        "  |\n"
        "5 | [rules.Shop]\n"
        "  |        ^^^^\n"
        "  = help: it is made of a-z, 0-9 and -\n"
        "\n"
        "error: there is no rule type `linked-lst`\n"
        " --> archlint.toml:6:8\n"
        "  |\n"
        '6 | type = "linked-lst"\n'
        "  |        ^^^^^^^^^^^^ did you mean `linked-list`?\n"
        "  = help: rule types: linked-list, allowed\n"
        "\n"
        "4 errors in archlint.toml. Nothing was checked."
    )


@pytest.mark.parametrize(
    ("text", "message", "label", "help"),
    [
        ("[rules.shop]\ntype='linked-list'", "rule `shop` needs `layers`", "", ""),
        ("[rules.shop]\ntyp='linked-list'", "unknown key `typ`", "did you mean `type`?", ""),
        (
            "members = ['x']",
            "unknown key `members`",
            "",
            "keys allowed here: roots, strict, depth, severity, rules, waivers",
        ),
        (
            "[members.x]\na = 1",
            "unknown key `members`",
            "",
            "keys allowed here: roots, strict, depth, severity, rules, waivers",
        ),
        ("[[waivers]]\nuntil = 2030-12-31", "this waiver needs `because`", "", ""),
        ("strict = 'true'", "`strict` must be true or false, not text", "write true, without quotes", ""),
        ("strict = 'yes'", "`strict` must be true or false, not text", "", ""),
        ("depth = true", "`depth` must be a whole number, not `true`", "", ""),
        ("depth = 1.0", "`depth` must be a whole number, not a number with a point", "", ""),
        ("depth = '3'", "`depth` must be a whole number, not text", "write 3, without quotes", ""),
        ("depth = 0", "`depth` must be at least 1, not 0", "", ""),
        ("depth = 10", "`depth` must be at most 9, not 10", "", ""),
        ("roots = {}", "`roots` must be a list, not a table", "", ""),
        ("roots = ['a', 3]", "entry 2 of `roots` must be text, not a whole number", "", ""),
        ("roots = 12:00:00", "`roots` must be a list, not a time", "", ""),
        ("roots = 2030-01-01", "`roots` must be a list, not a date", "", ""),
        ("severity = 'warn'", "`severity` cannot be `warn`", "did you mean `warning`?", "allowed: error, warning, off"),
        ("severity = 3", "`severity` cannot be `3`", "", "allowed: error, warning, off"),
        ("rules = {}", "`rules` is empty", "", "at least 1 entry"),
        ("waivers = []", "`waivers` is empty", "", "at least 1 entry"),
        ("[[waivers]]\nbecause = ''", "`because` is empty", "", "at least 1 character"),
        (
            "[[waivers]]\nbecause = 'x'\nuntil = '2030-12-31'",
            "`until` must be a date, not text",
            "write 2030-12-31, without quotes",
            "",
        ),
        (
            "[[waivers]]\nbecause = 'x'\nuntil = 'soon'",
            "`until` must be a date, not text",
            "a date is year-month-day, without quotes",
            "",
        ),
        (
            "[[waivers]]\nbecause = 'x'\nuntil = 2030-12-31T00:00:00",
            "`until` must be a date, not a date with a time",
            "write 2030-12-31",
            "",
        ),
        (
            "[rules.a]\ntype = 'linked-list'\nlayers = ['one']",
            "`layers` has 1 entry, and needs at least 2",
            "",
            "",
        ),
        (
            "[rules.a]\ntype = 'linked-list'\nlayers = ['one', 2]",
            "entry 2 of `layers` must be text, a list or a table, not a whole number",
            "",
            "",
        ),
        (
            "[rules.a]\ntype = 'linked-list'\nlayers = ['one', ['two', 3]]",
            "entry 2 of entry 2 of `layers` must be text, not a whole number",
            "",
            "",
        ),
        (
            "[rules.a]\ntype = 'linked-list'\nlayers = ['one', {level = [], siblings = 'fre'}]",
            "`siblings` cannot be `fre`",
            "did you mean `free`?",
            "allowed: free, acyclic",
        ),
        (
            "'\\u001b[2J' = 1",
            "unknown key `\\u001b[2J`",
            "",
            "keys allowed here: roots, strict, depth, severity, rules, waivers",
        ),
        (
            '"\\u001b[2J" = 1',
            "unknown key `\\x1b[2J`",
            "",
            "keys allowed here: roots, strict, depth, severity, rules, waivers",
        ),
    ],
)
def test_a_mistake_is_told_in_words_of_toml(text, message, label, help, tmp_path):
    assert said(text, tmp_path) == [(message, label, help)]


def test_a_key_whose_dots_are_not_in_quotes_is_told_as_such(tmp_path):
    text = "[rules.deps]\ntype = 'allowed'\n[rules.deps.imports]\nshop.web = ['x']\n'shop.db' = []\na.b.c = 'x'\n"

    assert complaint(text, tmp_path) == (
        'error: keys with dots need quotes: "shop.web" = ["x"]\n'
        " --> archlint.toml:4:6\n"
        "  |\n"
        "4 | shop.web = ['x']\n"
        '  |      ^^^ write "shop.web"\n'
        "\n"
        'error: keys with dots need quotes: "a.b.c" = "x"\n'
        " --> archlint.toml:6:5\n"
        "  |\n"
        "6 | a.b.c = 'x'\n"
        '  |     ^ write "a.b.c"\n'
        "\n"
        "2 errors in archlint.toml. Nothing was checked."
    )


@pytest.mark.parametrize("empty", [{}, {"web": {}}])
def test_a_table_with_nothing_in_it_is_no_silent_yes(empty):
    lists = {"x-dotted-keys": True, "additionalProperties": {"type": "array"}}

    assert mistakes(lists, {"shop": empty})


def test_of_two_ways_to_read_a_table_the_one_that_is_wrong_in_details_only_is_taken():
    numbers = {"type": "object", "additionalProperties": {"type": "integer"}}
    schema = {"anyOf": [{"type": "object", "required": ["level"]}, numbers]}

    found = mistakes(schema, {"a": "x", "b": "y"})

    assert [problem.where for problem in found] == [("a",), ("b",)]


def test_a_pattern_need_not_begin_at_the_beginning():
    schema = {"patternProperties": {"b$": {"type": "string"}}, "additionalProperties": False}

    assert mistakes(schema, {"ab": "x"}) == ()
    assert mistakes(schema, {"ab": 1}) == (Problem(("ab",), "`ab` must be text, not a whole number"),)


def test_of_many_allowed_words_the_nearest_eight_are_shown():
    schema = {"enum": [f"measure-{number}" for number in range(30)], "x-noun": "measure"}

    [problem] = mistakes(schema, "measre-7")

    assert problem.label == "did you mean `measure-7`?"
    assert problem.help.startswith("measures: measure-7, ")
    assert problem.help.endswith(" and 22 more")
    assert problem.help.count("measure-") == 8


def test_a_value_that_fits_two_of_one_is_told():
    assert mistakes({"oneOf": [{"type": "string"}, {}]}, "x") == (
        Problem((), "the file can be read in more than one way"),
    )


def test_a_long_value_is_told_in_part():
    [problem] = mistakes({"enum": ["x"]}, "y" * 1000)

    assert problem.message == f"the file cannot be `{'y' * 57}...`"


def test_mistakes_in_a_pyproject_are_found_under_its_table(tmp_path):
    text = '[project]\nroots = 1\n[tool.archlint]\nroots = "src"\n'

    with pytest.raises(SettingsError) as caught:
        check(load(tmp_path / "pyproject.toml", Text(text)), lambda _: SCHEMA)

    assert [one.place and one.place.line for one in caught.value.problems] == [4]
