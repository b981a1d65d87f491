"""What is taken out of a settings file goes, and every other character stays."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.settings import pruned

FILE = """\
# about us
[rules.acyclic]

# about the first
[[waivers]]  # bad
imports = ["a -> b", "c -> d"]  # two
because = "x"

# about the second
[[waivers]]
# inside
because = '''
one
two'''
imports = [
    "e -> f",  # soon
    "g -> h",
    # last
    "i -> j"
]

[policy]  # and so on
waiver-needs = ["owner"]
"""


def test_nothing_is_taken_out_where_nothing_is_named():
    assert pruned(FILE, []) == FILE


@pytest.mark.parametrize(
    ("where", "gone"),
    [
        (("waivers", 0), ["[[waivers]]  # bad", 'imports = ["a -> b", "c -> d"]  # two', 'because = "x"']),
        (
            ("waivers", 1),
            [
                *("[[waivers]]", "because = '''", "one", "two'''", "imports = [", '    "e -> f",  # soon'),
                *('    "g -> h",', "    # last", '    "i -> j"', "]"),
            ],
        ),
        (("waivers", 1, "imports", 0), ['    "e -> f",  # soon']),
        (("waivers", 1, "imports", 2), ['    "i -> j"']),
    ],
)
def test_lines_go_and_others_stay(where, gone):
    left = pruned(FILE, [where])
    assert left is not None

    lines = FILE.split("\n")
    for line in gone:
        lines.remove(line)
    assert [line for line in left.split("\n") if line] == [line for line in lines if line]
    assert "\n\n\n" not in left


@pytest.mark.parametrize(("position", "left"), [(0, 'imports = ["c -> d"]  # two'), (1, 'imports = ["a -> b"]  # two')])
def test_an_entry_of_a_line_goes_with_its_comma(position, left):
    assert f"\n{left}\n" in (pruned(FILE, [("waivers", 0, "imports", position)]) or "")


@pytest.mark.parametrize(
    "text",
    ['waivers = [{ imports = ["a -> b"], because = "x" }]\n', 'waivers = [\n { imports = ["a -> b"] },\n]\n'],
)
def test_a_table_in_braces_is_left_alone_or_goes_whole(text):
    left = pruned(text, [("waivers", 0)])
    assert left is None or "waivers" not in tomllib.loads(left)


def test_a_prefix_leads_to_the_table_of_a_shared_file():
    text = '[tool.archlint.rules.acyclic]\n[[tool.archlint.waivers]]\nimports = ["a -> b"]\n[tool.other]\nx = 1\n'

    left = pruned(text, [("tool", "archlint", "waivers", 0)])
    assert left == "[tool.archlint.rules.acyclic]\n[tool.other]\nx = 1\n"


def test_line_ends_of_windows_stay():
    text = FILE.replace("\n", "\r\n")

    assert pruned(text, [("waivers", 1, "imports", 1)]) == text.replace('    "g -> h",\r\n', "")


blanks = st.sampled_from(["", "\n", "# c\n", "\n# c\n\n"])
ends = st.sampled_from(["", "  # c"])


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[int]]:
    text, sizes = draw(blanks) + '[rules.acyclic]\nbecause = "[[waivers]]"\n', []
    for number in range(draw(st.integers(1, 4))):
        size = draw(st.integers(1, 4))
        sizes.append(size)
        entries = [f'"m{number} -> n{i}"' for i in range(size)]
        between = draw(st.sampled_from([", ", ",", ",\n  ", ",  # c\n  ", " ,\n\n  # c\n"]))
        last = draw(st.sampled_from(["", ",", "\n", ",\n", ",  # c\n"]))
        first = draw(st.sampled_from(["", "\n  ", " "]))
        pair = f"imports = [{first}{between.join(entries)}{last}]{draw(ends)}\n"
        pairs = draw(st.permutations([pair, f'because = "x]]"{draw(ends)}\n']))
        text += f"{draw(blanks)}[[waivers]]{draw(ends)}\n" + draw(blanks).join(pairs)
    return text + draw(blanks) + draw(st.sampled_from(["", "[policy]\n"])), sizes


@settings(max_examples=500, deadline=None)
@given(made=files(), data=st.data())
def test_what_is_left_says_all_but_what_was_taken_out(made, data):
    text, sizes = made
    every = [("waivers", n, "imports", i) for n, size in enumerate(sizes) for i in range(size)]
    doomed = data.draw(st.lists(st.sampled_from(every), unique=True, max_size=4))
    whole = {n for n, size in enumerate(sizes) if sum(where[1] == n for where in doomed) == size}
    doomed = [where for where in doomed if where[1] not in whole] + [("waivers", n) for n in whole]

    left = pruned(text, doomed)

    assert left is not None
    found = tomllib.loads(left).get("waivers", [])
    assert [one["imports"] for one in found] == [
        [f"m{n} -> n{i}" for i in range(size) if ("waivers", n, "imports", i) not in doomed]
        for n, size in enumerate(sizes)
        if n not in whole
    ]
    assert left.split("\n").count("# c") == text.split("\n").count("# c")
