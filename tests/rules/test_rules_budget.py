"""Every measure of `budget` held up to its definition, over random graphs: sets of names, networkx, other rules."""

from collections.abc import Callable
from itertools import pairwise

import networkx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archlint.rulebook import Findings
from archlint.settings import SettingsError
from tests.graph.sketch import Statement, judged, read
from tests.rules.test_rules_random import LIBRARIES, MODULES, Edge, found, graph_of, imports, within

PARTS = ["shop.eu.a", "shop.eu.b", "shop.eu.c", "shop.us", "free"]
ORDER = ["shop.eu.a", "shop.us", "free", "shop.eu.c"]
Search = Callable[["networkx.DiGraph[str]", str], set[str]]


VISIBILITY = ["visibility-fan-in", "visibility-fan-out"]
GRAPHIC = ["fan-in", "fan-out", "component-fan-out", "entry-modules", "cycle-size", *VISIBILITY]
"""The measures that pairs of modules are enough for."""


def values(results: Findings) -> dict[str, int]:
    """Return what was measured, of each component."""
    assert all(one.kind == "over-budget" and one.measured for one in results.findings)
    return {one.tail: one.measured[1] for one in results.findings if one.measured}


def over(expected: dict[str, int], most: int) -> dict[str, int]:
    return {name: value for name, value in expected.items() if value > most}


def counted(edges: list[Edge], measure: str) -> dict[str, int]:
    """Return a measure of each part by its definition."""
    return {part: DEFINITIONS[measure](edges, part) for part in PARTS}


def inside(part: str) -> set[str]:
    return {name for name in MODULES if within(name, part)}


def leaving(edges: list[Edge], part: str) -> set[Edge]:
    return {edge for edge in edges if within(edge[0], part) and not within(edge[1], part)}


def coming(edges: list[Edge], part: str) -> set[Edge]:
    return {edge for edge in edges if within(edge[1], part) and not within(edge[0], part)}


def reached(edges: list[Edge], part: str, search: Search) -> int:
    whole = graph_of(edges)
    return len(set().union(*(search(whole, name) for name in inside(part))) - inside(part))


def largest_knot(edges: list[Edge], part: str) -> int:
    knots = networkx.strongly_connected_components(graph_of(edges, lambda name: not within(name, part)))
    return max((len(knot) for knot in knots if len(knot) > 1), default=0)


DEFINITIONS: dict[str, Callable[[list[Edge], str], int]] = {
    "fan-in": lambda edges, part: len({tail for tail, _ in coming(edges, part)}),
    "fan-out": lambda edges, part: len({head for _, head in leaving(edges, part) if head not in LIBRARIES}),
    "component-fan-out": lambda edges, part: len(
        {other for other in PARTS for _, head in leaving(edges, part) if within(head, other)}
    ),
    "visibility-fan-in": lambda edges, part: reached(edges, part, networkx.ancestors),
    "visibility-fan-out": lambda edges, part: reached(edges, part, networkx.descendants),
    "entry-modules": lambda edges, part: len({head for _, head in coming(edges, part)}),
    "cycle-size": largest_knot,
}


@settings(max_examples=800, deadline=None)
@given(
    edges=imports(libraries=LIBRARIES),
    measure=st.sampled_from(GRAPHIC),
    most=st.integers(0, 4),
)
def test_a_measure_counts_what_its_definition_says_and_its_cut_brings_it_down(edges, measure, most):
    inner = [edge for edge in edges if edge[1] in MODULES]
    results = found(edges, "budget", measure=measure, max=most, modules=PARTS)

    assert over(counted(inner, measure), most) == values(results)
    for one in results.findings:
        assert set(pairwise(one.chain)) <= set(edges)
        assert one.cut
        assert set(one.cut) <= set(edges)
        left = [edge for edge in inner if edge not in one.cut]
        assert DEFINITIONS[measure](left, one.tail) <= most


@settings(max_examples=300, deadline=None)
@given(edges=imports(), measure=st.sampled_from(["skips", "back"]), most=st.integers(0, 3))
def test_breaches_of_an_order_are_those_of_a_linked_list_by_their_importers(edges, measure, most):
    kind = {"skips": "skip", "back": "back"}[measure]
    listed = found(edges, "linked-list", layers=ORDER).findings
    results = found(edges, "budget", measure=measure, max=most, layers=ORDER, modules=PARTS)

    expected = {part: sum(within(one.importer, part) and one.kind == kind for one in listed) for part in PARTS}
    assert over(expected, most) == values(results)
    for one in results.findings:
        left = [edge for edge in edges if edge not in (one.cut or ())]
        again = found(left, "budget", measure=measure, max=most, layers=ORDER, modules=PARTS)
        assert one.tail not in values(again)


EXPORTS = {"shop.us": ("open_", "_odd"), "shop.us.c": ("rows",)}
NAMES = ["", "open_", "_odd", "_shut", "rows", "__version__", "*"]
PRIVATE = ("shop._in", "shop._in.deep", "shop.us._x", "shop.us._x.y", *MODULES)


@settings(max_examples=500, deadline=None)
@given(
    taken=st.lists(st.tuples(*[st.sampled_from(PRIVATE)] * 2, st.sampled_from(NAMES)), max_size=25),
    most=st.integers(0, 3),
)
def test_private_names_are_those_that_conventions_keep_from_the_importer(taken, most):
    taken = [one for one in taken if one[0] != one[1]]
    parts = ["shop.us", "shop._in", "free"]
    rule = {"type": "budget", "measure": "private-names", "max": most, "modules": parts}
    statements = [Statement(*one) for one in taken]
    results = judged(read(statements, PRIVATE, exports=EXPORTS), {"rules": {"drawn": rule}})

    def private(importer: str, module: str, name: str) -> bool:
        path = f"{module}.{name}" if name not in ("", "*") else module
        owners = [path[:i] for i in range(len(path)) if path.startswith("._", i) and not path.startswith(".__", i)]
        if module in EXPORTS and name not in ("", "*", "__version__", *EXPORTS[module]):
            owners.append(module)
        return any(not within(importer, owner) for owner in owners)

    expected = {
        part: len(
            {
                f"{module}.{name}".rstrip(".")
                for importer, module, name in taken
                if within(module, part) and not within(importer, part) and private(importer, module, name)
            }
        )
        for part in parts
    }
    assert over(expected, most) == values(results)
    lines = {(one.importer, one.imported): one for one in results.findings}
    for (importer, imported), one in lines.items():
        assert any(private(importer, imported, name) for name in one.names or [""])


@settings(max_examples=300, deadline=None)
@given(covered=st.sets(st.sampled_from(MODULES), min_size=1), most=st.integers(0, 6))
def test_uncovered_counts_the_modules_of_no_component(covered, most):
    rule = {"type": "budget", "measure": "uncovered", "max": most, "modules": PARTS}
    table = {"components": {"known": sorted(covered)}, "rules": {"drawn": rule}}

    results = judged(read([], MODULES), table)

    bare = [m for m in MODULES if not any(within(m, name) for name in covered)]
    assert over({part: sum(within(m, part) for m in bare) for part in PARTS}, most) == values(results)


def budget(edges: list[Edge], **options: object) -> Findings:
    return found(edges, "budget", **options)


def test_without_modules_each_top_level_package_is_measured():
    edges = [("shop.eu", "free.tools"), ("shop.us", "free"), ("free", "shop.us")]

    assert values(budget(edges, measure="fan-in", max=0)) == {"shop": 1, "free": 2}


def test_a_library_is_measured_from_outside_and_not_from_inside():
    edges = [("shop.eu", "requests"), ("shop.us", "requests.adapters")]

    assert values(budget(edges, measure="fan-in", max=1, modules=["requests"])) == {"requests": 2}
    [problem] = budget(edges, measure="fan-out", max=1, modules=["requests"]).problems
    assert problem.message == "`requests` is not read, so its fan-out cannot be counted"


def test_a_component_with_nothing_to_measure_is_fine():
    for measure in ("fan-in", "fan-out", "entry-modules", "private-names", "cycle-size", "dynamic-imports"):
        assert budget([], measure=measure, max=0, modules=["free"]).findings == ()


def test_the_message_says_measure_value_limit_and_who_accounts_for_most():
    edges = [("shop.eu.a", head) for head in ("free", "free.tools", "shop.us")] + [("shop.eu.b", "free")]

    [one] = budget(edges, measure="fan-out", max=1, modules=["shop.eu"]).findings

    assert one.message == "fan-out of shop.eu is 3, 1 at most: shop.eu.a accounts for 3, shop.eu.b for 1"
    assert one.fingerprint == "drawn over-budget fan-out of shop.eu"
    assert one.cut == (("shop.eu.a", "free.tools"), ("shop.eu.a", "shop.us"))
    assert one.measured == ("fan-out", 3)


def test_dynamic_imports_count_by_their_places_and_those_followed_only_as_a_kind():
    statements = [Statement("shop.us", "free", kind="dynamic"), Statement("shop.us", "free"), Statement("free", "shop")]
    rule = {"type": "budget", "measure": "dynamic-imports", "max": 0}
    runtime = {**rule, "kinds": ["runtime"]}

    [one] = judged(read(statements, MODULES), {"rules": {"drawn": rule}}).findings

    assert (one.measured, one.importer, one.line) == (("dynamic-imports", 1), "shop.us", 1)
    assert judged(read(statements, MODULES), {"rules": {"drawn": runtime}}).findings == ()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"measure": "fan-in", "max": -1}, "nothing can be counted below 0"),
        ({"measure": "skips", "max": 0}, "it needs `layers`"),
        ({"measure": "back", "max": 0, "layers": ["shop.us"]}, "an order needs two layers"),
        ({"measure": "fan-in", "max": 0, "layers": ["shop.us", "free"]}, "`layers` does nothing for `fan-in`"),
    ],
)
def test_settings_that_can_never_work_are_refused(options, words):
    with pytest.raises(SettingsError, match=words):
        budget([], **options)


@settings(max_examples=300, deadline=None)
@example(taken=[("free", "shop.us.c", "rows"), ("free", "shop.us.c.rows", "")], most=0)
@given(
    taken=st.lists(st.tuples(*[st.sampled_from(MODULES)] * 2, st.sampled_from(NAMES)), max_size=25),
    most=st.integers(0, 3),
)
def test_taken_names_are_those_that_modules_outside_take_each_once(taken, most):
    taken = [one for one in taken if one[0] != one[1]]
    rule = {"type": "budget", "measure": "taken-names", "max": most, "modules": PARTS}

    results = judged(read([Statement(*one) for one in taken], MODULES), {"rules": {"drawn": rule}})

    # A module that is taken out of its package by name and one that is taken whole are the same name.
    expected = {
        part: len(
            {".".join(filter(None, one[1:])) for one in taken if within(one[1], part) and not within(one[0], part)}
        )
        for part in PARTS
    }
    assert over(expected, most) == values(results)


@settings(max_examples=400, deadline=None)
@given(edges=imports(), more=imports(), measure=st.sampled_from([*GRAPHIC, "taken-names", "private-names"]))
def test_another_import_never_lowers_a_measure(edges, more, measure):
    before = values(budget(edges, measure=measure, max=0, modules=PARTS))
    after = values(budget(sorted({*edges, *more}), measure=measure, max=0, modules=PARTS))

    assert all(after[part] >= value for part, value in before.items())


@settings(max_examples=200, deadline=None)
@given(edges=imports(), more=imports(), measure=st.sampled_from(["skips", "back"]))
def test_another_import_never_lowers_what_breaks_an_order(edges, more, measure):
    options = {"measure": measure, "max": 0, "layers": ORDER, "modules": ORDER}
    before, after = values(budget(edges, **options)), values(budget(sorted({*edges, *more}), **options))

    assert all(after.get(part, 0) >= value for part, value in before.items())


def test_what_is_visible_is_shown_at_the_door_that_most_come_in_by():
    edges = [("free", "shop.us"), ("free.tools", "shop.us"), ("shop.eu.a", "free"), ("shop.eu.b", "shop.eu.a")]

    [one] = budget(edges, measure="visibility-fan-in", max=1, modules=["shop.us"]).findings

    assert one.message == ("visibility-fan-in of shop.us is 4, 1 at most: free accounts for 3, free.tools for 1")
    assert one.chain == ("free", "shop.us")
    # The last three by name are let go, free among them not: its own import stays, what comes in by it is cut.
    assert one.cut == (("free.tools", "shop.us"), ("shop.eu.a", "free"))
