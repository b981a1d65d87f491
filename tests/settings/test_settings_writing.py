"""What is written as TOML is read as the same."""

import tomllib

from hypothesis import example, given
from hypothesis import strategies as st

from archlint.settings import toml_key, toml_value

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    TEXT | st.integers(-(2**63), 2**63 - 1) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(key=TEXT, value=VALUES)
@example(key="\x7f", value=["\x7f", "\x85", '"', "\\", "\r\n"])
def test_keys_and_values_survive(key, value):
    line = f"{toml_key(key)} = {toml_value(value)}"

    assert "\n" not in line
    assert tomllib.loads(line) == {key: value}


def test_keys_stand_bare_where_they_can():
    assert [toml_key(name) for name in ("shop-1_a", "shop.web", "", "é")] == ["shop-1_a", '"shop.web"', '""', '"é"']
