"""Strong components and the free reach of components, held up to networkx and to plain searches."""

import random
from array import array

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph import nx
from archlint.graph.reach import Reach, free_between, free_reach, strong_components
from archlint.graph.rows import Rows, bits
from tests.graph.random_graphs import components, graphs, node_sets


@settings(max_examples=1000, deadline=None)
@given(graph=graphs(12))
def test_strong_components_are_those_of_networkx(graph):
    succ = Rows.of(*graph)

    assert nx.strong_components(succ) == sorted(strong_components(succ))


@settings(max_examples=500, deadline=None)
@given(data=st.data(), graph=graphs(10))
def test_absent_nodes_are_as_good_as_removed(data, graph):
    size, edges = graph
    present = data.draw(node_sets(size))
    reference: networkx.DiGraph[int] = networkx.DiGraph(edges)
    reference.add_nodes_from(range(size))

    found = strong_components(Rows.of(size, edges), present)

    expected = networkx.strongly_connected_components(reference.subgraph(present))
    assert sorted(map(sorted, expected)) == sorted(found)


@settings(max_examples=500, deadline=None)
@given(graph=graphs(12))
def test_strong_components_come_sinks_first(graph):
    size, edges = graph
    found = strong_components(Rows.of(size, edges))
    position = {node: index for index, members in enumerate(found) for node in members}

    assert all(position[head] <= position[tail] for tail, head in edges)


def passed(succ: Rows, component: list[int], count: int) -> Reach:
    owned = [node for node, number in enumerate(component) if number >= 0]
    return free_reach(succ, succ.reversed(), component, owned, count)


def searched(size: int, edges: list[tuple[int, int]], component: list[int], count: int) -> Reach:
    """The definition word by word: one search per component."""
    succ = Rows.of(size, edges)
    direct, through = [0] * count, [0] * count
    for start in range(count):
        met: set[int] = set()
        waiting = [node for node in range(size) if component[node] == start]
        while waiting:
            node = waiting.pop()
            for head in succ[node]:
                if component[head] == -1:
                    if head not in met:
                        met.add(head)
                        waiting.append(head)
                elif component[head] != start:
                    kind = through if component[node] == -1 else direct
                    kind[start] |= 1 << component[head]
    return Reach(direct, through)


@settings(max_examples=1500, deadline=None)
@given(data=st.data(), graph=graphs(12), count=st.integers(1, 5))
def test_one_pass_finds_what_a_search_per_component_finds(data, graph, count):
    size, edges = graph
    component = data.draw(components(size, count))

    assert searched(size, edges, component, count) == passed(Rows.of(size, edges), component, count)


@settings(max_examples=500, deadline=None)
@given(data=st.data(), graph=graphs(12))
def test_between_components_lies_what_one_reaches_and_what_reaches_one(data, graph):
    size, edges = graph
    component = data.draw(components(size, 3))
    succ, owned = Rows.of(size, edges), [node for node in range(size) if component[node] >= 0]
    free: networkx.DiGraph[int] = networkx.DiGraph(
        (tail, head) for tail, head in edges if component[tail] < 0 and component[head] < 0
    )
    free.add_nodes_from(node for node in range(size) if component[node] < 0)
    begun = {head for tail, head in edges if component[tail] >= 0 > component[head]}
    ended = {tail for tail, head in edges if component[tail] < 0 <= component[head]}

    found = free_between(succ, succ.reversed(), component, owned)

    assert found == {
        node
        for node in free
        if not begun.isdisjoint({node, *networkx.ancestors(free, node)})
        and not ended.isdisjoint({node, *networkx.descendants(free, node)})
    }


def test_a_path_through_a_third_component_is_two_dependencies_not_three():
    succ = Rows.of(3, [(0, 1), (1, 2)])

    assert Reach([0b010, 0b100, 0], [0, 0, 0]) == passed(succ, [0, 1, 2], 3)


def test_a_pair_can_be_joined_both_directly_and_over_free_modules():
    succ = Rows.of(3, [(0, 1), (0, 2), (1, 2)])

    assert Reach([0b10, 0], [0b10, 0]) == passed(succ, [0, -1, 1], 2)


def test_no_recursion_limit_stops_a_long_chain_of_imports():
    size = 100_000
    succ = Rows.of(size, [(node, node + 1) for node in range(size - 1)])
    component = [0, *[-1] * (size - 2), 1]

    assert [[node] for node in reversed(range(size))] == strong_components(succ)
    assert Reach([0, 0], [0b10, 0]) == passed(succ, component, 2)


def test_a_hundred_thousand_modules_with_a_million_imports_are_judged():
    size, each, count = 100_000, 10, 30
    lottery = random.Random(7)
    targets = array("I")
    for _ in range(size):
        targets.extend(sorted(lottery.sample(range(size), each)))
    succ = Rows(array("I", range(0, size * each + 1, each)), targets)
    component = [node % 60 if node % 60 < count else -1 for node in range(size)]

    reach = passed(succ, component, count)

    assert [count - 1] * count == [sum(1 for _ in bits(mask)) for mask in reach.direct]
    assert [count - 1] * count == [sum(1 for _ in bits(mask)) for mask in reach.through]
