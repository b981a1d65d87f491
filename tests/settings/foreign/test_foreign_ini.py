"""The places of INI values: whatever configparser reads stands, to the letter, where its place says."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archlint.settings.foreign.ini import parsed
from archlint.settings.ini_places import ini_places

WORDS = st.sampled_from(
    ["shop", "shop.a -> shop.b", "a : b", "(x)", "a | b", "# no", "x # y", "p = q", "[s]", "p: q", "ü"]
)
LINES = st.one_of(
    st.sampled_from(
        ["[one]", "[two]", "[importlinter:contract:x]", " [three]", "[DEFAULT]", "", "   ", "# c", "  ; c", "\t"]
    ),
    st.tuples(
        st.sampled_from(["", "  ", "\t"]),
        st.sampled_from(["key", "Layers", "a_b"]),
        st.sampled_from(["=", " = ", ":", " : "]),
    ).map("".join),
    st.tuples(st.sampled_from(["", " "]), st.sampled_from(["key = ", "other:"]), WORDS).map("".join),
    st.tuples(st.sampled_from(["  ", "    ", "\t"]), WORDS, st.sampled_from(["", "  "])).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(lines=st.lists(LINES, max_size=14), end=st.sampled_from(["\n", "\r\n"]))
def test_each_line_of_a_value_stands_where_its_place_says(lines, end):
    text = end.join(["[importlinter]", *lines])
    try:
        read = parsed(text, "")
    except ValueError:
        assume(False)

    places = ini_places(text)

    for section, options in read.items():
        header = places.find((section,))
        assert header.text[header.column - 1 : header.end_column - 1] == section
        for key, value in options.items():
            for number, line in enumerate(value if isinstance(value, list) else [value] if value else []):
                place = places.find((section, key, number))
                assert place.text == text.split("\n")[place.line - 1].removesuffix("\r")
                assert place.text[place.column - 1 : place.end_column - 1] == line
            named = places.find((section, key), at_key=True)
            assert named.text[named.column - 1 : named.end_column - 1].lower() == key


def test_what_stands_nowhere_is_at_its_nearest_parent():
    places = ini_places("[importlinter]\nroot_package = shop\nlayers =\n  a\n  b\n")

    assert places.find(()) is None
    assert places.find(("nowhere",)) is None
    assert places.find(("importlinter", "missing")).line == 1
    assert places.find(("importlinter", "layers", 7)).line == 3
