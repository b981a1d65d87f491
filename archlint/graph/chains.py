"""
Shortest chains for many questions at once.

Each question is one bit of an integer, and one breadth-first search moves all bits together, backwards from the heads.
Source: Then et al. 2014, "The more the merrier: efficient multi-source graph traversal" (VLDB 8:4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from operator import or_

from archlint.graph.rows import Rows, bits
from archlint.startup import NamedTuple

_Way = tuple[int, "_Way | None"]
"""A node, and how a chain goes on from there: a list whose ends are shared."""

__all__ = ["chains_by_importer", "open_chains", "shortest_chains"]


class _Search(NamedTuple):
    """What the bits stand for, node by node. No node may be both start and interior for the same bit."""

    starts: dict[int, int]
    """The bits whose chains may begin here."""
    interior: list[int]
    """The bits whose chains may pass through here."""
    ends: dict[int, int]
    """The bits whose chains may end here."""
    group: Sequence[int]
    """The asker each node begins chains for: one search to a set of heads answers many askers."""


def shortest_chains(
    succ: Rows,
    pred: Rows,
    component: Sequence[int],
    pairs: Iterable[tuple[int, int]],
    between: Collection[int] | None = None,
    owned: Iterable[int] | None = None,
) -> dict[tuple[int, int], tuple[int, ...]]:
    """
    Return for each wanted pair (a, b) of components the shortest chain from a to b over one or more free nodes.

    Pairs without such a chain are absent, also when a imports b directly. Keys ascend. See chains_by_importer.
    """
    asked: dict[int, int] = {}
    for importer, imported in pairs:
        asked[importer] = asked.get(importer, 0) | 1 << imported
    found = chains_by_importer(succ, pred, component, asked, between, owned)
    return {(importer, imported): chain for importer, chains in found.items() for imported, chain in chains.items()}


def chains_by_importer(
    succ: Rows,
    pred: Rows,
    component: Sequence[int],
    asked: Mapping[int, int],
    between: Collection[int] | None = None,
    owned: Iterable[int] | None = None,
) -> dict[int, dict[int, tuple[int, ...]]]:
    """
    Return for components the shortest chains over one or more free nodes to those that are asked, as bits, of each.

    `component` holds the number of each node's component, -1 for free nodes, and `owned` are all others; `between` are
    the free nodes that lie on any such chain, and may be more: where somebody knows either, that saves a look at all
    nodes. Among equally short chains the one whose node ids come first.
    What no such chain leads to is absent, also when it is imported directly. Keys ascend.
    O((nodes + edges) * longest chain) unions of as many bits as there are wanted components b, at worst.
    """
    heads = list(bits(reduce(or_, asked.values(), 0)))
    bit = {head: 1 << place for place, head in enumerate(heads)}
    # Many ask for the same.
    narrowed = cache(lambda wanted: sum(map(bit.__getitem__, bits(wanted))))
    wanted = {importer: narrowed(mask) for importer, mask in asked.items()}
    everything = (1 << len(bit)) - 1
    owned = (node for node, number in enumerate(component) if number >= 0) if owned is None else owned
    members = [(node, component[node]) for node in owned]
    interior = [0] * len(component)
    for node in between if between is not None else (node for node, number in enumerate(component) if number < 0):
        interior[node] = everything
    search = _Search(
        starts={node: wanted[number] for node, number in members if number in wanted},
        interior=interior,
        ends={node: bit[number] for node, number in members if number in bit},
        group=component,
    )
    found = _search(succ, pred, search)
    return {
        importer: {heads[place]: chain for place, chain in sorted(chains.items())}
        for importer, chains in sorted(found.items())
    }


def open_chains(
    succ: Rows, pred: Rows, questions: Sequence[tuple[frozenset[int], frozenset[int], frozenset[int]]]
) -> list[tuple[int, ...] | None]:
    """
    Return for each question (tails, heads, barred) the shortest chain from a tail to a head with an interior node.

    The interior may be any node that is neither tail nor head nor barred; a node that is both tail and head is
    neither, and is barred. Among equally short chains the one whose node ids come first; None where there is none.
    One search for all questions: O((nodes + edges) * longest chain) unions of one bit per question, at worst.
    """
    starts, ends, shut = (dict[frozenset[int], int]() for _ in range(3))
    for place, (tails, heads, barred) in enumerate(questions):
        apart = tails.isdisjoint(heads)  # then a side is the very set of other questions
        begun, ended = (tails, heads) if apart else (tails - heads, heads - tails)
        for side, nodes in ((starts, begun), (ends, ended), (shut, tails), (shut, heads), (shut, barred)):
            side[nodes] = side.get(nodes, 0) | 1 << place
    size = len(succ)
    interior = [(1 << len(questions)) - 1] * size
    for node, closed in _by_node(shut).items():
        interior[node] &= ~closed
    found = _search(succ, pred, _Search(_by_node(starts), interior, _by_node(ends), [0] * size))
    chains = found.get(0, {})
    return [chains.get(place) for place in range(len(questions))]


def _by_node(side: Mapping[frozenset[int], int]) -> dict[int, int]:
    """Return the bits of each node, of bits by set of nodes: many questions share a side."""
    found: dict[int, int] = {}
    for nodes, bits_ in side.items():
        for node in nodes:
            found[node] = found.get(node, 0) | bits_
    return found


def _search(succ: Rows, pred: Rows, search: _Search) -> dict[int, dict[int, tuple[int, ...]]]:
    """Return for each asker the first of the shortest chains for each place of a bit that has one."""
    missing: dict[int, int] = {}
    # Starts and interior share no bit on any node, so one number per node holds both, less what has been seen.
    admitted = search.interior[:]
    for node, wanted in search.starts.items():
        admitted[node] |= wanted
        missing[search.group[node]] = missing.get(search.group[node], 0) | wanted
    # Round d holds the interior nodes from which the nearest head of a bit is d + 1 edges away.
    rounds: list[dict[int, int]] = []
    found: dict[int, dict[int, tuple[int, ...]]] = {}
    live = -1
    arrivals = _arrivals(pred, search.ends, admitted)
    while frontier := _settle(arrivals, search.starts, admitted, live):
        rounds.append(frontier)
        arrivals = _arrivals(pred, frontier, admitted)
        nearer = [*reversed(rounds), search.ends]
        if answered := _answered(search, missing, arrivals):
            for chain, place in _walked(succ, nearer, answered):
                found.setdefault(search.group[chain[0]], {})[place] = chain
        live = 0
        for wanted in missing.values():
            live |= wanted
    return found


def _arrivals(pred: Rows, frontier: dict[int, int], admitted: list[int]) -> dict[int, int]:
    """Return the admitted bits that move from the frontier to the nodes importing it."""
    arrivals: dict[int, int] = {}
    for node, moving in frontier.items():
        for tail in pred[node]:
            if new := moving & admitted[tail]:
                arrivals[tail] = arrivals.get(tail, 0) | new
    return arrivals


def _settle(arrivals: dict[int, int], starts: dict[int, int], admitted: list[int], live: int) -> dict[int, int]:
    """Admit the arrived bits no more; return where they pass through, of those alone that somebody still asks for."""
    resting: dict[int, int] = {}
    for node, arrived in arrivals.items():
        if new := arrived & ~starts.get(node, 0) & live:
            resting[node] = new
            admitted[node] ^= new
    return resting


def _answered(search: _Search, missing: dict[int, int], arrivals: dict[int, int]) -> dict[int, int]:
    """Return by its first start what is answered to an asker in this round, and take it off what is missing."""
    answers: dict[int, int] = {}
    for node in sorted(arrivals.keys() & search.starts.keys()):
        asker = search.group[node]
        # Smaller nodes come first, so what they answer is no longer missing when the larger ones are looked at.
        if answered := arrivals[node] & search.starts[node] & missing.get(asker, 0):
            missing[asker] ^= answered
            answers[node] = answered
    return answers


def _walked(
    succ: Rows, nearer: Sequence[dict[int, int]], starts: dict[int, int]
) -> Iterator[tuple[tuple[int, ...], int]]:
    """
    Yield for each bit of each start the first of its shortest chains, and the bit's place.

    Each hop is the smallest one nearer to a head; `nearer` holds for each hop the bits of the nodes that it may lead
    to. Chains that come to a node for the same bit go on alike, so each way on is looked for once and shared: first
    all hops, from the starts to the heads, then back what follows each.
    """
    hops: list[list[tuple[int, int, int]]] = []
    asked = starts
    for there in nearer:
        hops.append(taken := list(_hops(succ, there, asked)))
        asked = {}
        for _, head, here in taken:
            asked[head] = asked.get(head, 0) | here
    first, *later = hops
    ways: dict[int, dict[int, _Way]] = {}
    for taken in reversed(later):
        onward, ways = ways, {}
        for tail, head, here in taken:
            beyond = onward.get(head)
            ways.setdefault(tail, {}).update((at, (head, beyond[at] if beyond else None)) for at in bits(here))
    for tail, head, here in first:
        for place in bits(here):
            chain, way = [tail, head], ways[head][place] if ways else None
            while way:
                node, way = way
                chain.append(node)
            yield tuple(chain), place


def _hops(succ: Rows, there: dict[int, int], asked: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    """Yield (node, smallest next node, bits that go there) for the bits that are asked at each node."""
    for tail, wanted in asked.items():
        left = wanted
        for head in succ[tail]:
            if here := there.get(head, 0) & left:
                yield tail, head, here
                left ^= here
                if not left:
                    break
