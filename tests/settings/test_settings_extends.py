"""Settings lie upon those that they extend, and every mistake is told in the file that it stands in."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.settings import Names, SettingsError, load, words


class Tree:
    """Files that are nowhere but here."""

    def __init__(self, **files: str) -> None:
        self.files = {f"/x/{name.replace('__', '/')}.toml": text for name, text in files.items()}

    def read(self, file: Path) -> bytes | None:
        text = self.files.get(file.as_posix())
        return None if text is None else text.encode()

    def names(self, folder: Path) -> Names:
        return Names()

    def is_top(self, folder: Path) -> bool:
        return False


def read(**files: str):
    return load(Path("/x/top.toml"), Tree(**files))


def said(**files: str) -> str:
    with pytest.raises(SettingsError) as caught:
        read(**files)
    return words(caught.value)


def test_tables_merge_by_key_and_lists_are_replaced():
    settings = read(
        top='extends = ["a.toml"]\n[rules.x]\nseverity = "off"\n[rules.z]\n[components]\nweb = ["w"]\n',
        a='exclude = ["gone"]\n[rules.x]\ntype = "acyclic"\nkinds = ["runtime"]\n'
        '[components]\nweb = ["v"]\ndb = ["d"]\n',
    )

    assert settings.table == {
        "extends": ["a.toml"],
        "exclude": ["gone"],
        "rules": {"x": {"type": "acyclic", "kinds": ["runtime"], "severity": "off"}, "z": {}},
        "components": {"web": ["w"], "db": ["d"]},
    }


def test_files_come_left_to_right_and_what_they_extend_before_them():
    settings = read(
        top='extends = ["a.toml", "b.toml"]\n',
        a='extends = ["deep/c.toml"]\nbaseline = "a"\n',
        b='roots = ["b"]\n',
        deep__c='baseline = "c"\nroots = ["c"]\npackages = ["c"]\n',
    )

    assert (settings.table["baseline"], settings.table["roots"], settings.table["packages"]) == ("a", ["b"], ["c"])


def test_what_is_declared_adds_up_and_each_entry_knows_its_file():
    declared = '[[declared]]\nimports = ["{0} -> b"]\nbecause = ""\n'
    settings = read(top='extends = ["a.toml"]\n' + declared.format("top"), a=declared.format("a"))

    assert [row["imports"] for row in settings.table["declared"]] == [["a -> b"], ["top -> b"]]
    places = [settings.stands(("declared", i, "imports", 0)) for i in (0, 1)]
    assert [(file, place and place.line) for file, place in places] == [("a.toml", 2), ("top.toml", 3)]


def test_a_value_stands_in_the_file_that_said_it_last():
    settings = read(
        top='extends = ["lib/a.toml"]\n[rules.x]\nseverity = "off"\n',
        lib__a='[rules.x]\ntype = "acyclic"\nmodules = ["shop"]\n',
    )

    def stands(*where):
        file, place = settings.stands(where)
        return file, place and place.line

    assert stands("rules", "x", "severity") == ("top.toml", 3)
    assert stands("rules", "x", "modules", 0) == ("lib/a.toml", 3)
    assert stands("rules", "x", "unheard") == ("top.toml", 2)
    assert settings.inherited(("rules", "x", "modules"))
    assert not settings.inherited(("rules", "x", "severity"))


TABLES = st.recursive(
    st.integers() | st.lists(st.integers(), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


def merged(low, high):
    """The definition, in four lines."""
    if isinstance(low, dict) and isinstance(high, dict):
        both = {key: merged(low[key], high[key]) for key in low.keys() & high.keys()}
        return {**low, **high, **both}
    return high


def toml(table) -> str:
    if isinstance(table, dict):
        return "{" + ", ".join(f"{key} = {toml(value)}" for key, value in table.items()) + "}"
    return str(table)


@given(st.lists(st.dictionaries(st.sampled_from("xyz"), TABLES, max_size=3), min_size=2, max_size=4))
def test_merging_is_what_its_definition_says_and_every_leaf_is_found_where_it_was_written(tables):
    texts = ["".join(f"{key} = {toml(value)}\n" for key, value in table.items()) for table in tables]
    names = [f"f{i}" for i in range(len(tables) - 1)]
    listed = ", ".join(f'"{name}.toml"' for name in names)
    files = {**dict(zip(names, texts, strict=False)), "top": f"extends = [{listed}]\n{texts[-1]}"}
    settings = read(**files)

    expected: dict = {}
    for table in tables:
        expected = merged(expected, table)
    assert {key: value for key, value in settings.table.items() if key != "extends"} == expected
    for where, value in leaves(expected):
        origin = settings.origin(where)
        found = tomllib.loads(files[origin.file.removesuffix(".toml")])
        for step in origin.where:
            found = found[step]
        assert found == value
        last = max(i for i, table in enumerate(tables) if has(table, where, value))
        assert origin.file == ([*names, "top"][last] + ".toml")


def leaves(value, where=()):
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, (*where, key))
    elif not isinstance(value, dict):
        yield where, value


def has(table, where, value) -> bool:
    for step in where:
        if not isinstance(table, dict) or step not in table:
            return False
        table = table[step]
    return bool(table == value)


def test_a_policy_may_only_be_tightened():
    policy = '[policy]\nunread = "{0}"\n'
    assert read(top='extends = ["a.toml"]\n' + policy.format("error"), a=policy.format("warn"))

    told = said(top='extends = ["a.toml"]\n' + policy.format("warn"), a=policy.format("error"))

    assert "error: `unread` may only be tightened: " in told
    assert 'says "error"' in told
    assert "top.toml:3:10" in told


@pytest.mark.parametrize(
    ("demanded", "asked", "fine"),
    [
        ("true", "true", True),
        ("true", "false", False),
        ("false", "true", True),
        ("180", "90", True),
        ("90", "180", False),
        ('["because"]', '["because", "owner"]', True),
        ('["because", "owner"]', '["because"]', False),
        ('"error"', '"warn"', False),
        ('"warn"', '"error"', True),
        ('"error"', "3", True),
    ],
)
def test_a_policy_asks_for_more_whatever_its_values_are(demanded, asked, fine):
    files = {"top": f'extends = ["a.toml"]\n[policy]\nk = {asked}\n', "a": f"[policy]\nk = {demanded}\n"}
    if fine:
        assert read(**files)
    else:
        assert f"says {demanded}" in said(**files)


def test_a_file_that_extends_itself_is_told_where_it_does():
    told = said(top='extends = ["a.toml"]\n', a='extends = [\n  "top.toml",\n]\n')

    assert "top.toml extends itself" in told
    assert "a.toml:2:3" in told


def test_the_same_file_may_be_reached_on_two_ways():
    settings = read(
        top='extends = ["a.toml", "b.toml"]\n', a='extends = ["c.toml"]\n', b='extends = ["c.toml"]\n', c="roots = []\n"
    )

    assert settings.table["roots"] == []


def test_a_missing_file_is_told_where_it_is_named():
    told = said(top='extends = ["platfrom.toml"]\n')

    assert "error: `platfrom.toml`: there is no such file" in told
    assert "top.toml:1:12" in told


def test_a_file_that_is_no_toml_is_told_in_itself():
    assert "a.toml:1:5" in said(top='extends = ["a.toml"]\n', a="x = \n")
