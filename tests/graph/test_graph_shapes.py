"""Shapes, held up to their definitions over the transitive closure of small graphs."""

import networkx
from hypothesis import given, settings

from archlint.graph.shapes import Shape, shape
from tests.graph.random_graphs import Edges, graphs


def defined(size: int, arcs: Edges) -> Shape:
    """The definition word by word: who reaches whom, and every way there is."""
    graph: networkx.DiGraph[int] = networkx.DiGraph(arcs)
    graph.add_nodes_from(range(size))
    beyond = {node: networkx.descendants(graph, node) | {node} for node in graph}
    place = {node: min(other for other in beyond[node] if node in beyond[other]) for node in graph}
    shortcuts = []
    nexts: dict[int, set[int]] = {smallest: set() for smallest in place.values()}
    previous: dict[int, set[int]] = {smallest: set() for smallest in place.values()}
    for tail, head in sorted(arcs):
        if place[tail] == place[head]:
            continue
        between = beyond[tail] - {node for node in graph if place[node] in (place[tail], place[head])}
        if any(head in beyond[node] for node in between):
            ways = [tuple(way) for way in networkx.all_simple_paths(graph, tail, head) if between & set(way)]
            shortcuts.append(((tail, head), min(ways, key=lambda way: (len(way), way))))
        else:
            nexts[place[tail]].add(place[head])
            previous[place[head]].add(place[tail])
    cycles = {tuple(node for node in graph if place[node] == smallest) for smallest in place.values()}
    return Shape(
        tuple(sorted(tuple(sorted(cycle)) for cycle in cycles if len(cycle) > 1)),
        tuple(shortcuts),
        {node: tuple(sorted(others)) for node, others in sorted(nexts.items())},
        {node: tuple(sorted(others)) for node, others in sorted(previous.items())},
    )


@settings(max_examples=1000, deadline=None)
@given(graph=graphs(6))
def test_a_shape_is_what_its_definition_says(graph):
    size, arcs = graph

    expected, found = defined(size, arcs), shape(size, arcs)

    assert expected == found
    assert list(expected.nexts) == list(found.nexts) == list(found.previous)


@settings(max_examples=500, deadline=None)
@given(graph=graphs(8))
def test_without_cycles_what_is_next_is_the_transitive_reduction_of_networkx(graph):
    size, arcs = graph
    downward = [(min(arc), max(arc)) for arc in arcs if arc[0] != arc[1]]
    reference: networkx.DiGraph[int] = networkx.DiGraph(downward)

    found = shape(size, downward)

    kept = sorted((tail, head) for tail, heads in found.nexts.items() for head in heads)
    assert sorted(networkx.transitive_reduction(reference).edges) == kept
    assert sorted({*downward} - {*kept}) == [arc for arc, _ in found.shortcuts]


def test_a_chain_is_a_linked_list_without_shortcuts():
    assert Shape((), (), {0: (1,), 1: (2,), 2: ()}, {0: (), 1: (0,), 2: (1,)}) == shape(3, [(0, 1), (1, 2)])


def test_a_shortcut_comes_with_the_longer_way():
    found = shape(4, [(0, 1), (1, 3), (0, 2), (2, 3), (0, 3)])

    assert (((0, 3), (0, 1, 3)),) == found.shortcuts


def test_cycles_come_by_their_smallest_member():
    found = shape(5, [(0, 3), (3, 0), (3, 1), (1, 2), (2, 1), (2, 4)])

    assert ((0, 3), (1, 2)) == found.cycles
    assert [0, 1, 4] == list(found.nexts) == list(found.previous)


def test_a_second_arc_between_the_same_two_cycles_is_no_longer_way():
    """0 and 1 import each other, and both import 2: there is no place between theirs and 2."""
    found = shape(3, [(0, 1), (1, 0), (0, 2), (1, 2)])

    assert Shape(((0, 1),), (), {0: (2,), 2: ()}, {0: (), 2: (0,)}) == found


def test_the_longer_way_may_wander_through_the_cycle_it_starts_in():
    found = shape(4, [(0, 1), (1, 0), (1, 2), (2, 3), (0, 3)])

    assert (((0, 3), (0, 1, 2, 3)),) == found.shortcuts
