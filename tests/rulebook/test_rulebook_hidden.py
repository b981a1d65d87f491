"""How `explain` and `why` find what no import shows: held up to a search of its own over imports and channels."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.rulebook.explain.hidden import hidden
from archlint.rulebook.explain.subjects import subject
from tests.graph.sketch import Statement, graph, read
from tests.rulebook.test_rulebook_coupling import at, wired

MODULES = ["shop", "shop.a", "shop.b", "shop.b.x", "shop.c", "shop.d", "shop.d.y"]
PAIRS = st.frozensets(st.tuples(st.sampled_from(MODULES), st.sampled_from(MODULES)), max_size=9).map(
    lambda pairs: frozenset(pair for pair in pairs if pair[0] != pair[1])
)


def code(imports, coupled):
    """Return the graph in which the first of each pair that is coupled hears the second one."""
    read_ = read([Statement(*edge) for edge in sorted(imports)], MODULES)
    sites = []
    for number, (tail, head) in enumerate(sorted(coupled)):
        sites += [at(tail, "subscribe", (f"topic.{number}",)), at(head, "publish", (f"topic.{number}",))]
    return graph(wired(read_, *sites))


def ways(whole, one, other, by_imports=0):
    ends = subject(whole, one), subject(whole, other)
    assert ends[0]
    assert ends[1]
    return hidden(whole, ends[0], ends[1], by_imports)


def below(name):
    return {module for module in MODULES if module == name or module.startswith(f"{name}.")}


def steps(edges, tails, heads):
    """Return how many steps the shortest way has, by layers of a plain search; 0 for no way."""
    reached, count, layer = set(tails), 0, set(tails)
    while layer:
        count += 1
        layer = {head for tail, head in edges if tail in layer} - reached
        if layer & heads:
            return count
        reached |= layer
    return 0


@settings(max_examples=300, deadline=None)
@given(PAIRS, PAIRS, st.sampled_from(MODULES), st.sampled_from(MODULES))
def test_what_is_told_is_straight_or_else_shorter_than_all_imports(imports, coupled, one, other):
    whole = code(imports, coupled)
    tails, heads = below(one), below(other)
    # What lies in both ends is of neither; what lies within the other end is told apart from the rest of it.
    tails, heads = (tails, heads - tails) if tails < heads else (tails - heads, heads)
    by_imports = steps(imports, tails, heads)

    found = ways(whole, one, other, by_imports)

    straight = sorted((tail, head) for tail, head in coupled if tail in tails and head in heads)
    ends = [(row["importer"], row["imported"]) for row in found]
    if straight:
        assert sorted(ends) == straight
        assert {row["kind"] for row in found} == {"channel"}
        return
    shortest = steps(imports | coupled, tails, heads)
    if not shortest or 0 < by_imports <= shortest:
        assert found == []
        return
    assert len(ends) == shortest
    assert ends[0][0] in tails
    assert ends[-1][1] in heads
    assert all(a[1] == b[0] for a, b in pairwise(ends))
    assert all(
        pair in (coupled if row["kind"] == "channel" else imports) for pair, row in zip(ends, found, strict=True)
    )
    assert any(row["kind"] == "channel" for row in found)


def test_what_is_certain_is_told_before_what_may_be():
    read_ = read([], MODULES)
    sure = ("shop.a", "shop.b", "exact"), ("shop.a", "shop.b", "pattern"), ("shop.a", "shop.c", "possible")
    whole = graph(wired(read_, references=sure))

    assert [row["confidence"] for row in ways(whole, "shop.a", "shop.b")] == ["exact"]
    assert [row["confidence"] for row in ways(whole, "shop.a", "shop.c")] == ["possible"]


def test_nothing_is_looked_for_between_libraries_or_within_one_thing():
    whole = code(frozenset(), frozenset({("shop.a", "shop.b")}))

    assert ways(whole, "shop.a", "shop.a") == []
    assert ways(whole, "shop.b", "shop.a") == []
