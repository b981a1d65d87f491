"""What is loaded when a module is: what it imports while it runs, and the packages that those lie in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from archlint import source
from archlint.graph.graph import Graph
from archlint.graph.imports import KINDS

__all__ = ["Loading"]

Import = tuple[int, int]
_POSSIBLE = 1 << KINDS.index("runtime") | 1 << KINDS.index("dynamic") | 1 << KINDS.index("declared")
_RUNTIME = KINDS.index("runtime")
_DEFERRED = 1 << KINDS.index("deferred")


class Loading:
    """
    Answers of two kinds: what may be loaded, counting each import that can run, and what is loaded in any case.

    Of a package what stands in functions is taken to run as well: many call those themselves.
    """

    def __init__(self, graph: Graph) -> None:
        """Take the whole graph."""
        self._graph = graph
        self._may: dict[int, frozenset[int]] = {}
        self._must: dict[tuple[int, frozenset[Import]], frozenset[int]] = {}
        self._packages: dict[int, tuple[int, ...]] = {}
        self._inert: dict[int, bool] = {}

    def may_load(self, start: int, other: int) -> bool:
        """Return whether another module may be loaded before one, which is just being loaded, is done."""
        if start not in self._may:
            above = frozenset(self._above(start))
            # What lies above it has begun before it, and waits for it.
            self._may[start] = self._reached([start], above, certain=False, without=frozenset()) - above
        return other in self._may[start]

    def loads(self, tail: int, head: int, without: Collection[Import] = ()) -> bool:
        """Return whether a module, without some imports, has another one loaded whenever it is loaded itself."""
        return head in self._kept(tail, frozenset(without))

    def missed(self, tail: int, head: int, without: Collection[Import], instead: Collection[int] = ()) -> bool:
        """
        Return whether anything could be missed where a module loads another one no more: what that does itself.

        Some modules are loaded `instead`.
        """
        if any(head in self._kept(one, frozenset()) for one in instead):
            return False
        kept = self._kept(tail, frozenset(without)).union(*(self._kept(one, frozenset()) for one in instead))
        if head in kept:
            return False
        lost = self._reached([head, *self._above(head)], kept, certain=False, without=frozenset()) - kept
        names, size = self._graph.names, self._graph.size
        return any(not names.stdlib[node - size] if node >= size else not self._is_inert(node) for node in lost)

    def _kept(self, tail: int, without: frozenset[Import]) -> frozenset[int]:
        """Return all that is loaded in any case with a module."""
        key = tail, without
        if key not in self._must:
            starts = [tail, *self._above(tail)]
            self._must[key] = self._reached(starts, frozenset(), certain=True, without=without)
        return self._must[key]

    def _is_inert(self, node: int) -> bool:
        if node not in self._inert:
            self._inert[node] = source.inert(self._graph.reading.lines(self._graph.path(node)))
        return self._inert[node]

    def _reached(
        self, starts: list[int], stop: frozenset[int], *, certain: bool, without: frozenset[Import]
    ) -> frozenset[int]:
        """Return all that is loaded with some modules, themselves among them; what `stop` holds loads nothing."""
        seen, waiting = set(starts), list(starts)
        loaded = self._certain if certain else self._possible
        cut = {tail for tail, _ in without}
        while waiting:
            node = waiting.pop()
            if node in stop:
                continue
            if node in cut:
                kept = (head for head in self._heads_of(node, certain=certain) if (node, head) not in without)
                new = self._with_above(kept) - seen
            else:
                new = loaded[node] - seen
            seen |= new
            waiting += new
        return frozenset(seen)

    def _with_above(self, heads: Iterable[int]) -> frozenset[int]:
        """Return some modules with the packages that they lie in."""
        return frozenset(one for head in heads for one in (head, *self._above(head)))

    def _above(self, node: int) -> tuple[int, ...]:
        """Return the packages that a first-party module lies in, the innermost first."""
        if node not in self._packages:
            found, name = [], self._graph.name(node) if node < self._graph.size else ""
            while name := name.rpartition(".")[0]:
                found.append(self._graph.names.node.get(name, -1))
            self._packages[node] = tuple(one for one in found if one >= 0)
        return self._packages[node]

    @cached_property
    def _possible(self) -> list[frozenset[int]]:
        """For each module what it may load while it is loaded itself."""
        return [self._with_above(self._heads_of(node, certain=False)) for node in self._nodes]

    @cached_property
    def _certain(self) -> list[frozenset[int]]:
        """For each module what it loads whenever it is loaded."""
        return [self._with_above(self._heads_of(node, certain=True)) for node in self._nodes]

    def _heads_of(self, node: int, *, certain: bool) -> Iterator[int]:
        """Yield what a module imports in any case when it is loaded, or what it may import."""
        ledger, graph = self._graph.ledger, self._graph
        start, end = ledger.rows.offsets[node : node + 2]
        kinds = _POSSIBLE | (_DEFERRED if node < graph.size and graph.names.packages[node] else 0)
        for edge in range(start, end):
            if self._always(edge) if certain else ledger.kinds[edge] & kinds:
                yield ledger.rows.targets[edge]

    def _always(self, edge: int) -> bool:
        """Return whether some statement behind an edge runs in any case."""
        ledger, columns = self._graph.ledger, self._graph.ledger.columns
        records = ledger.order[ledger.offsets[edge] : ledger.offsets[edge + 1]]
        return any(columns.kind[i] == _RUNTIME and not columns.marks[i] for i in records)

    @property
    def _nodes(self) -> range:
        return range(len(self._graph.names.all))
