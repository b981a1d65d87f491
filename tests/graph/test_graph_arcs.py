"""Dependencies between components, before and after somebody asks what makes them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph import component_arcs, dependencies
from tests.graph.sketch import Statement, entries, graph, read
from tests.rules.test_rules_random import MODULES, free_distance, imports, within

COMPONENTS = ["shop.eu.a", "shop.eu.b", "shop.us"]


@settings(max_examples=300, deadline=None)
@given(edges=imports(), data=st.data())
def test_what_makes_a_dependency_is_the_same_whoever_else_is_asked_about(edges, data):
    code = graph(read([Statement(*edge) for edge in edges], MODULES))
    partition = code.assign(code.select(entries(*COMPONENTS)))
    owned = [[name for name in MODULES if within(name, component)] for component in COMPONENTS]
    barred = {name for names in owned for name in names}

    found = dependencies(code, partition)

    assert found.pairs == {
        (a, b)
        for a, tails in enumerate(owned)
        for b, heads in enumerate(owned)
        if a != b and (any(x in tails and y in heads for x, y in edges) or free_distance(edges, tails, heads, barred))
    }
    every = component_arcs(code, partition)
    some = data.draw(st.sets(st.sampled_from(sorted(found.pairs)))) if found.pairs else set()
    shown = {pair: (arc.imports, arc.chain, arc.cut()) for pair, arc in found.arcs(some).items()}
    assert shown == {pair: (arc.imports, arc.chain, arc.cut()) for pair, arc in every.items() if pair in some}
    assert every.keys() == found.pairs
