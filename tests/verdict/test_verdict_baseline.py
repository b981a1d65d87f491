"""
The baseline: how it is written and read, and the laws that let a team trust it.

The laws hold for every rule whose findings say something of single imports, chains or cycles. They do not all hold for
a linked list without an order (`modules`): there the import that goes may have been the longer way that made another
one a shortcut, and what is left is a branch. What holds for that rule stands at the end.
"""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph.rows import bits
from archlint.settings import SettingsError
from archlint.verdict import Verdict, Violation
from archlint.verdict.baseline import Line, parse, text_of
from tests.graph.random_graphs import masks
from tests.graph.sketch import Statement, read, weighed

Edge = tuple[str, str]
MODULES = ("free", "shop", "shop.a", "shop.a.x", "shop.b", "shop.b.y", "shop.c", "shop.d", "shop.e", "tools")
RULES: dict[str, dict[str, object]] = {
    "list": {"type": "linked-list", "layers": ["shop.a", ["shop.b", "shop.c"], "shop.d"], "foundation": ["tools"]},
    "layers": {"layers": ["shop.a", {"level": ["shop.b", "shop.c", "shop.d"], "siblings": "acyclic"}]},
    "independent": {"modules": ["shop.{x}"]},
    "acyclic": {},
    "knots": {"type": "acyclic", "scope": "modules"},
    "parts": {"type": "acyclic", "scope": "components", "modules": ["shop.a", "shop.b", "shop.c", "shop.d"]},
    "forbidden": {"from": ["shop.a", "shop.e"], "to": ["shop.d", "free"], "except-through": ["shop.c"]},
    "public-api": {"expose": {"shop.b": ["y"], "shop.a": []}},
}
TABLE = {"rules": RULES}


@st.composite
def imports(draw: st.DrawFn) -> list[Edge]:
    size = len(MODULES)
    mask = draw(masks(size * size))
    for _ in range(draw(st.integers(0, 3))):
        mask &= draw(masks(size * size))
    return [(MODULES[tail], MODULES[head]) for tail, head in (divmod(bit, size) for bit in bits(mask)) if tail != head]


def check(edges: list[Edge], baseline: str | None = None, table: object = None, **wishes: object) -> Verdict:
    statements = [Statement(*edge) for edge in edges]
    return weighed(read(statements, MODULES), table or TABLE, baseline, **wishes)  # type: ignore[arg-type]


def frozen(edges: list[Edge], baseline: str | None = None, accept: str = "", because: str = "") -> str:
    """Return the file that `archlint baseline` would write."""
    return check(edges, baseline, ask="baseline", subject=accept, because=because).baselines[0].text


def new(verdict: Verdict) -> set[str]:
    return {one.fingerprint for one in verdict.violations if one.state == "new"}


def known(verdict: Verdict) -> set[str]:
    return {one.fingerprint for one in verdict.violations if one.state == "known"}


def covered(one: Violation, others: list[Violation]) -> bool:
    """Whether a violation is one of the others, or a cycle within one of theirs."""
    return any(
        one.fingerprint == other.fingerprint
        or (
            bool(one.members)
            and (one.rule, one.kind) == (other.rule, other.kind)
            and {*one.members} <= {*other.members}
        )
        for other in others
    )


# The file.

words = st.text("abcxyz_", min_size=1, max_size=5)
names = st.lists(words, min_size=1, max_size=3).map(".".join)
reasons = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ids = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True)
kinds = st.sampled_from(["skip", "back", "not-allowed", "cycle", "branch"])
whats = st.one_of(
    names,
    st.tuples(names, names).map(" -> ".join),
    st.tuples(names, names).map(lambda pair: f"[{pair[0]} -> {pair[1]}]"),
    st.just("[shop.*.domain -> <third-party>]"),
)
values = st.none() | st.integers(0, 10**9)
single_lines = st.builds(Line, ids, kinds, whats, st.just(""), st.just(""), reasons, values)
member_lines = st.builds(Line, ids, kinds, st.one_of(st.just(""), names), names, names, reasons, st.none())


def plain(line: Line) -> Line:
    """A reason is one line of words."""
    return line._replace(because=" ".join(line.because.split()))


@settings(max_examples=1000, deadline=None)
@given(lines=st.lists(st.one_of(single_lines, member_lines), max_size=8))
def test_what_is_written_is_read_again(lines):
    text = text_of(lines)
    read_again, errors = parse(text, "baseline.txt")

    assert errors == ()
    assert set(read_again) == {plain(line) for line in lines}
    assert text_of(read_again) == text


@settings(max_examples=300, deadline=None)
@given(lines=st.lists(st.one_of(single_lines, member_lines), max_size=8))
def test_the_file_is_sorted_and_says_each_thing_once(lines):
    rows = [row for row in text_of([*lines, *lines]).splitlines() if not row.startswith("#")]

    assert all(one < other for one, other in pairwise(rows))
    assert text_of(lines) == text_of(reversed(lines))


@pytest.mark.parametrize(
    "text",
    [
        "shop skip a -> b\r\n# a comment\r\n\r\nshop skip [web -> db]\r\n",
        "\ufeffshop skip a -> b\nshop skip [web -> db]",
        "  shop skip a -> b  \n\tshop skip [web -> db]\t\n",
        "shop  skip  a  ->  b\nshop skip [web -> db]\n",
    ],
)
def test_ends_of_lines_comments_and_stray_blanks_mean_nothing(text):
    lines, errors = parse(text, "baseline.txt")

    assert errors == ()
    assert lines == (Line("shop", "skip", "a -> b"), Line("shop", "skip", "[web -> db]"))


@pytest.mark.parametrize("comment", ["  # why", " # why", "  #why", "\t#  why ", "  # why  "])
def test_a_reason_stands_behind_a_hash_however_it_is_spaced(comment):
    assert parse(f"shop skip a -> b{comment}", "x")[0] == (Line("shop", "skip", "a -> b", because="why"),)


@pytest.mark.parametrize("comment", ["  #", " # "])
def test_an_empty_reason_is_none(comment):
    assert parse(f"shop skip a -> b{comment}", "x")[0] == (Line("shop", "skip", "a -> b"),)


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "=======", ">>>>>>> topic", "||||||| 1a2b3c4"])
def test_a_merge_conflict_is_told_with_what_to_do(marker):
    lines, errors = parse(f"shop skip a -> b\n{marker}\nshop skip c -> d\n", "baseline.txt")

    [error] = errors
    assert (error.path, error.line, error.column) == ("baseline.txt", 2, 1)
    assert "a merge conflict" in error.message
    assert "--prune" in error.message
    assert len(lines) == 2


@pytest.mark.parametrize("row", ["shop", "shop skip", "Shop skip a -> b", "shop.py:3: skip"])
def test_a_line_that_nobody_can_read_is_told_and_nothing_is_judged_fixed(row):
    verdict = check([], f"list skip shop.a -> shop.d\n{row}\n", ask="baseline")

    assert [(error.line, "no line of a baseline" in error.message) for error in verdict.errors] == [(2, True)]
    assert not verdict.summary.complete
    assert verdict.baselines[0].text == ""


def test_a_baseline_that_the_settings_name_has_to_be_there_but_for_writing_it():
    table = {**TABLE, "baseline": "known.txt"}

    with pytest.raises(SettingsError) as caught:
        check([], table=table)

    assert "`known.txt` is not there" in caught.value.problems[0].problem.message
    assert check([("shop.a", "shop.d")], table=table, ask="baseline").baselines[0].path == "known.txt"


# The laws.


@settings(max_examples=100, deadline=None)
@given(edges=imports())
def test_what_is_frozen_is_known(edges):
    text = frozen(edges)
    verdict = check(edges, text)

    assert new(verdict) == set()
    assert not verdict.failed
    assert known(verdict) == new(check(edges))
    assert verdict.summary.fixed == 0
    assert frozen(edges, text) == text


@settings(max_examples=100, deadline=None)
@given(edges=imports(), more=imports(), other=imports())
def test_adding_imports_never_mends(edges, more, other):
    """What was found is found again, a cycle perhaps as part of a larger one; what was red stays red."""
    text = frozen(other)
    before, after = check(edges, text), check([*edges, *(edge for edge in more if edge not in edges)], text)

    grown = list(after.violations)
    for one in before.violations:
        if one.members:
            assert any(one.rule == big.rule and {*one.members} <= {*big.members} for big in grown)
        else:
            assert one.fingerprint in {big.fingerprint for big in grown}
    assert after.failed or not before.failed


@settings(max_examples=100, deadline=None)
@given(edges=imports(), mask=masks(len(MODULES) ** 2), other=imports())
def test_removing_imports_is_never_punished(edges, mask, other):
    """Whatever the baseline, nothing becomes new: chains and cycles only shrink, split or go."""
    left = [edge for i, edge in enumerate(edges) if mask >> i & 1]
    text = frozen(other)

    assert not check(left, frozen(edges)).failed
    assert check(edges, text).failed or not check(left, text).failed


@settings(max_examples=100, deadline=None)
@given(edges=imports(), mask=masks(len(MODULES) ** 2))
def test_what_is_pruned_cannot_come_back(edges, mask):
    left = [edge for i, edge in enumerate(edges) if mask >> i & 1]
    pruned = frozen(left, frozen(edges))
    kept = list(check(left).violations)
    again = check(edges, pruned)

    assert new(check(left, pruned)) == set()
    assert check(left, pruned).summary.fixed == 0
    assert new(again) == {one.fingerprint for one in again.violations if not covered(one, kept)}


@settings(max_examples=100, deadline=None)
@given(edges=imports(), old=imports(), third=imports(), rule=st.sampled_from(sorted(RULES)))
def test_accepting_a_rule_adds_what_is_new_of_it_and_nothing_else(edges, old, third, rule):
    text = frozen(old)
    accepted = frozen(edges, text, accept=rule, because="we had to")
    before, after = check(edges, text), check(edges, accepted)
    added = [one for one in before.violations if one.state == "new" and one.rule == rule]

    lines = set(parse(text, "x")[0])
    assert lines <= set(parse(accepted, "x")[0])
    assert all(line.rule == rule and line.because == "we had to" for line in set(parse(accepted, "x")[0]) - lines)
    assert new(after) == new(before) - {one.fingerprint for one in added}
    then, now = check(third, text), check(third, accepted)
    assert known(now) == known(then) | {one.fingerprint for one in now.violations if covered(one, added)}


@settings(max_examples=100, deadline=None)
@given(edges=imports(), old=imports(), older=imports(), third=imports())
def test_pruning_never_lets_more_pass(edges, old, older, third):
    """Also where sets of several generations overlap."""
    text = frozen(older, frozen(old), accept="knots", because="we had to")
    pruned = frozen(edges, text)

    assert known(check(edges, pruned)) == known(check(edges, text))
    assert known(check(third, pruned)) <= known(check(third, text))


@settings(max_examples=50, deadline=None)
@given(edges=imports(), rule=st.sampled_from(["independent", "forbidden"]))
def test_a_rule_that_could_not_be_judged_loses_no_line(edges, rule):
    text = frozen(edges)
    key = {"independent": "modules", "forbidden": "from"}[rule]
    broken = {"rules": {**RULES, rule: {**RULES[rule], key: ["shop.typo", "shop.a"]}}}
    off = {"rules": {**RULES, rule: {**RULES[rule], "severity": "off"}}}

    assert check([], text, broken, ask="baseline").baselines[0].text == ""
    assert check([], text, broken).summary.complete is False
    lines = {line for line in parse(text, "x")[0] if line.rule == rule}
    assert lines == set(parse(check([], text, off, ask="baseline").baselines[0].text, "x")[0])


# Single cases.


def test_the_lines_of_a_rule_that_is_gone_may_go():
    verdict = check([], "gone skip shop.a -> shop.d\n", ask="baseline")

    assert verdict.summary.fixed == 1
    assert verdict.baselines[0].removed == 1


RING = [("shop.a", "shop.b"), ("shop.b", "shop.c"), ("shop.c", "shop.d"), ("shop.d", "shop.a")]
KNOTS = {"rules": {"knots": RULES["knots"]}}


def rows(edges: list[Edge], baseline: str | None = None) -> list[str]:
    text = check(edges, baseline, KNOTS, ask="baseline").baselines[0].text
    return [row for row in text.splitlines() if not row.startswith("#")]


def test_a_cycle_is_one_line_a_member_and_shrinks_by_the_lines_that_go():
    whole = rows(RING)
    ring = [("shop.b", "shop.c"), ("shop.c", "shop.d"), ("shop.d", "shop.b")]

    assert whole == [f"knots cycle {{shop.a}} shop.{letter}" for letter in "abcd"]
    assert rows(ring, "\n".join(whole)) == whole[1:]


def test_a_cycle_that_falls_apart_becomes_two():
    whole = "\n".join(rows(RING))
    pairs = [("shop.a", "shop.b"), ("shop.b", "shop.a"), ("shop.c", "shop.d"), ("shop.d", "shop.c")]

    apart = rows(pairs, whole)

    assert apart == [
        "knots cycle {shop.a} shop.a",
        "knots cycle {shop.a} shop.b",
        "knots cycle {shop.c} shop.c",
        "knots cycle {shop.c} shop.d",
    ]
    assert new(check(RING, "\n".join(apart), KNOTS)) == {"knots cycle {shop.a, shop.b, shop.c, shop.d}"}


def test_a_cycle_that_was_accepted_is_not_added_to_one_that_had_its_name():
    """The old set {a, b, c} is fixed, not pruned; {a, b, d} is accepted; {a, b, c, d} is still new."""
    old = "".join(f"knots cycle {{shop.a}} shop.{letter}\n" for letter in "abc")
    edges = [("shop.a", "shop.b"), ("shop.b", "shop.d"), ("shop.d", "shop.a")]

    accepted = check(edges, old, KNOTS, ask="baseline", subject="knots", because="x").baselines[0].text

    assert new(check(edges, accepted, KNOTS)) == set()
    assert len(new(check(RING, accepted, KNOTS))) == 1


def test_a_reason_is_written_as_one_line_and_stays_with_what_is_left():
    text = frozen([("shop.a", "shop.d")], "", accept="list", because="until\nthe  spring")

    assert "list skip shop.a -> shop.d  # until the spring\n" in text
    assert "# until the spring" in frozen([("shop.a", "shop.d")], text)


def test_a_warning_may_be_known_and_never_fails():
    table = {"rules": {"list": {**RULES["list"], "severity": "warning"}}}
    verdict = check([("shop.a", "shop.d")], None, table)

    assert [one.state for one in verdict.violations] == ["new"]
    assert not verdict.failed


def test_new_ones_come_before_known_ones():
    verdict = check([("shop.a", "shop.d"), ("shop.d", "shop.a")], "list skip shop.a -> shop.d\n")
    states = [one.state for one in verdict.violations]

    assert states == sorted(states, key=["new", "known"].index)
    assert {"new", "known"} == set(states)


@pytest.mark.parametrize(
    ("paths", "importers"),
    [
        ((), {"shop.a", "shop.d"}),
        (("shop",), {"shop.a", "shop.d"}),
        (("shop/a",), {"shop.a"}),
        (("shop/a/__init__.py",), {"shop.a"}),
        (("shop/d.py", "tools.py"), {"shop.d"}),
        (("sho",), set()),
    ],
)
def test_with_paths_only_findings_whose_importer_lies_there_are_shown_and_counted(paths, importers):
    verdict = check([("shop.a", "shop.d"), ("shop.d", "shop.a")], paths=paths)

    assert {one.importer for one in verdict.violations} == importers
    assert verdict.summary.new == verdict.summary.violations == len(verdict.violations)


def test_a_declared_dependency_lies_where_its_importer_lies():
    table = {**TABLE, "declared": [{"imports": ["shop.a -> shop.d"], "because": "by name"}]}

    assert {"archlint.toml"} == {one.path for one in check([], None, table, paths=("shop/a",)).violations}
    assert () == check([], None, table, paths=("shop/d.py",)).violations


def test_with_paths_the_whole_is_frozen():
    edges = [("shop.a", "shop.d"), ("shop.d", "shop.a")]

    assert check(edges, paths=("shop/d.py",), ask="baseline").baselines[0].text == frozen(edges)


def test_notes_fail_only_when_strict():
    table = {**TABLE, "ignore": ["shop.a -> shop.e"]}

    assert not check([], None, table).failed
    assert check([], None, table, strict=True).failed
    assert check([], None, table).summary.stale == 1


# A linked list without an order.

SHAPE = {"rules": {"list": {"type": "linked-list", "modules": ["shop.a", "shop.b", "shop.c", "shop.d"]}}}


@settings(max_examples=150, deadline=None)
@given(edges=imports(), more=imports())
def test_adding_imports_makes_no_list_of_what_is_none(edges, more):
    after = check([*edges, *(edge for edge in more if edge not in edges)], None, SHAPE)

    assert after.failed or not check(edges, None, SHAPE).failed


@settings(max_examples=150, deadline=None)
@given(edges=imports())
def test_a_list_without_an_order_is_green_once_it_is_frozen(edges):
    text = check(edges, None, SHAPE, ask="baseline").baselines[0].text

    assert not check(edges, text, SHAPE).failed
