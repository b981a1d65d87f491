"""What imports between components are to an order, or to the list they would form without: by hand, and by law."""

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph import LABELS, Part, feedback_cut, labelled

NONE: frozenset[int] = frozenset()


def parts(*levels):
    """Return parts a, b, c ... on these levels; "f" is the foundation."""
    return [Part("abcdefgh"[i], NONE, None if level == "f" else level, level == "f") for i, level in enumerate(levels)]


def split(counts, *levels, ordered=False):
    """Return the labels that are there with their weights, and hold up to all that they add up."""
    levels = levels or (None,) * (1 + max((node for pair in counts for node in pair), default=0))
    found = labelled(parts(*levels), counts, ordered=ordered)
    assert found.keys() == counts.keys()
    total = {label: sum(counts[pair] for pair, one in found.items() if one == label) for label in LABELS}
    assert sum(total.values()) == sum(counts.values())
    return {label: weight for label, weight in total.items() if weight}


ONES = dict.fromkeys
CORNERS = {
    # Nothing is between them.
    "nothing": ({}, {}),
    # a -> b -> c -> d: each is next to the one before.
    "chain": (ONES([(0, 1), (1, 2), (2, 3)], 1), {"step": 3}),
    # a -> b and c -> d: two lists are lists.
    "two chains": (ONES([(0, 1), (2, 3)], 1), {"step": 2}),
    # All six pairs of four in a row: three are next to each other, for a-c, b-d and a-d there is a longer way.
    "total order": (ONES([(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)], 1), {"step": 3, "skip": 3}),
    # a imports three that do not import each other: one can follow it, two branch off.
    "star out": (ONES([(0, 1), (0, 2), (0, 3)], 1), {"step": 1, "branch": 2}),
    # The same turned round: a can follow one, the other two join.
    "star in": (ONES([(1, 0), (2, 0), (3, 0)], 1), {"step": 1, "join": 2}),
    # a over b and c, both over d: a-b-d is a path, c goes beside it; a -> c branches off a, c -> d joins at d. The
    # heaviest paths of equal weight are a-b with c-d, so a -> c is what branches and b -> d what joins.
    "diamond": (ONES([(0, 1), (0, 2), (1, 3), (2, 3)], 1), {"step": 2, "branch": 1, "join": 1}),
    # a and b need one another, by five imports and by one: the one goes.
    "pair": ({(0, 1): 5, (1, 0): 1}, {"step": 5, "back": 1}),
    # All twelve pairs of four: an order puts six of them back, and of those left three skip.
    "everybody": (ONES([(a, b) for a in range(4) for b in range(4) if a != b], 1), {"step": 3, "skip": 3, "back": 6}),
    # a -> c has a hundred imports, and is a shortcut past b all the same.
    "heavy shortcut": ({(0, 1): 1, (1, 2): 1, (0, 2): 100}, {"step": 2, "skip": 100}),
}


@pytest.mark.parametrize("name", CORNERS)
def test_without_an_order_small_graphs_are_what_a_person_says(name):
    counts, expected = CORNERS[name]

    assert split(counts) == expected


def test_by_an_order_each_import_is_what_its_levels_say():
    # a on top, b and c below it, d at the bottom, e the foundation, f nowhere.
    counts = {
        (0, 1): 1,  # a -> b, one level down: step
        (0, 3): 2,  # a -> d, two levels down: skip
        (1, 2): 4,  # b -> c, the same level: sibling
        (3, 0): 8,  # d -> a, up: back
        (0, 4): 16,  # a -> e: foundation
        (5, 4): 32,  # f -> e: anyone may import the foundation
        (4, 0): 64,  # e -> a, out of the foundation: back
        (0, 5): 128,  # a -> f, nobody knows
        (5, 0): 256,  # f -> a, the same
        (4, 5): 512,  # e -> f, the same
    }

    assert split(counts, 0, 1, 1, 2, "f", None, ordered=True) == {
        "step": 1, "skip": 2, "sibling": 4, "back": 72, "foundation": 48, "unplaced": 896,
    }  # fmt: skip


SIZE = 6
PAIRS = st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] != pair[1])
COUNTS = st.dictionaries(PAIRS, st.integers(1, 9), max_size=16)
LEVELS = st.lists(st.sampled_from([0, 1, 2, "f", None]), min_size=SIZE, max_size=SIZE)
ORDERS = st.permutations(range(SIZE))


def renamed(counts, order):
    return {(order[a], order[b]): weight for (a, b), weight in counts.items()}


@settings(max_examples=300, deadline=None)
@given(COUNTS, LEVELS, ORDERS)
def test_by_an_order_nothing_depends_on_names_or_on_what_stands_first(counts, levels, order):
    moved = [levels[order.index(i)] for i in range(SIZE)]

    assert split(counts, *levels, ordered=True) == split(renamed(counts, order), *moved, ordered=True)


@settings(max_examples=300, deadline=None)
@given(COUNTS, ORDERS)
def test_without_an_order_what_points_back_and_without_cycles_what_skips_and_steps_does_not_either(counts, order):
    here, there = split(counts, *[None] * SIZE), split(renamed(counts, order), *[None] * SIZE)

    assert here.get("back", 0) == there.get("back", 0)
    if not here.get("back"):
        assert [here.get(label, 0) for label in ("step", "skip")] == [there.get(x, 0) for x in ("step", "skip")]
    assert labelled(parts(*[None] * SIZE), dict(reversed(counts.items())), ordered=False) == labelled(
        parts(*[None] * SIZE), counts, ordered=False
    )


@settings(max_examples=300, deadline=None)
@given(COUNTS)
def test_without_an_order_the_labels_are_what_networkx_finds(counts):
    found = labelled(parts(*[None] * SIZE), counts, ordered=False)
    down: networkx.DiGraph[int] = networkx.DiGraph([pair for pair, label in found.items() if label != "back"])

    assert networkx.is_directed_acyclic_graph(down)
    near = set(networkx.transitive_reduction(down).edges)
    assert {pair for pair, label in found.items() if label == "skip"} == set(down.edges) - near
    steps = [pair for pair, label in found.items() if label == "step"]
    assert len({a for a, _ in steps}) == len({b for _, b in steps}) == len(steps)
    for (tail, head), label in found.items():
        if label == "branch":
            assert tail in {a for a, _ in steps}
        if label == "join":
            assert tail not in {a for a, _ in steps}
            assert head in {b for _, b in steps}


@settings(max_examples=300, deadline=None)
@given(COUNTS, COUNTS)
def test_a_tangle_lies_over_its_bound_and_where_proven_another_import_never_lowers_it(counts, more):
    one, other = (
        feedback_cut(counts),
        feedback_cut({pair: counts.get(pair, 0) + more.get(pair, 0) for pair in {*counts, *more}}),
    )

    assert one.bound <= one.cost
    assert other.bound <= other.cost
    assert not (one.proven and other.proven) or one.cost <= other.cost
