"""For each violation what would mend it, or why nothing does that is certain to change nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from archlint.graph import Graph, Loading, Occurrence, Traces
from archlint.rulebook.declared import Rule
from archlint.rulebook.findings import Pending
from archlint.rulebook.forbidding import forbidden
from archlint.rulebook.judging import Docket
from archlint.rulebook.repairs.cycles import cycle_cuts
from archlint.rulebook.repairs.relieving import Relief
from archlint.rulebook.repairs.rerouting import Closed, Refusal, Route, Routes, telling
from archlint.settings import Request
from archlint.startup import NamedTuple

__all__ = ["repairs"]

Import = tuple[int, int]
Row = dict[str, Any]
_WRITTEN = ("runtime", "deferred", "typing")


class _Case(NamedTuple):
    """A violation, and the imports that would have to change."""

    pending: Pending
    edges: tuple[Import, ...]
    direct: bool
    """It is about the one import alone, which so may take its names from somewhere else."""


class _Found(NamedTuple):
    """What is known of one name of one import."""

    routes: list[Route]
    closed: list[Closed]


def repairs(request: Request, docket: Docket, rules: Sequence[Rule], prints: Collection[str]) -> tuple[Row, ...]:
    """
    Return a row for each of the violations, named by fingerprints: `edits` that mend it, or the `reason` against it.

    An edit is a name of an import statement: where that stands, the `name` ("" is the module `imported` itself), and
    what is to be done: "reroute" `to` another module, "remove", or "type-checking". Whether nothing else breaks is for
    a second verdict to say.
    """
    wanted = [one for one in docket.pending if one.fingerprint in prints]
    wanted.sort(key=lambda one: (*one.place[:2], one.fingerprint))
    return tuple(_Proposals(request, docket, rules, wanted).rows())


class _Proposals:
    """The proposals for some violations, each made with all before it in mind."""

    def __init__(self, request: Request, docket: Docket, rules: Sequence[Rule], wanted: Sequence[Pending]) -> None:
        self._request = request
        self._docket = docket
        self._rules = rules
        self._whole = _remembering(docket.whole)
        self._cases = [_case(one, docket.whole) for one in wanted]
        loading, traces = Loading(self._whole), Traces(self._whole)
        self._known: dict[tuple[int, int, str, str, bool], _Found] = {}
        self._routes = Routes(self._whole, loading, traces)
        self._relief = Relief(self._whole, loading, traces)

    def rows(self) -> Iterator[Row]:
        """Yield them, by place."""
        for case in self._cases:
            yield {"fingerprint": case.pending.fingerprint, **self._row(case)}

    def _row(self, case: _Case) -> Row:
        """Return the edits for all that a violation comes of, or the first thing that stands in the way."""
        if not case.edges:
            return _refused(Refusal("no-import"))
        refusals = []
        for edges in (case.edges, *(cycle_cuts(case.pending) if not case.direct else ())):
            made = [(edge, self._edits(case, edge)) for edge in edges]
            refused = [one for _, one in made if isinstance(one, Refusal)]
            if not refused:
                return self._row_of(made)
            refusals += refused
        return _refused(refusals[0])

    def _row_of(self, made: Sequence[tuple[Import, list[Row] | Refusal]]) -> Row:
        """Return the edits of some imports, and note which of these are no more."""
        edits = [edit for _, found in made if not isinstance(found, Refusal) for edit in found]
        for edge, found in made:
            if not isinstance(found, Refusal) and any(one["do"] != "reroute" for one in found):
                self._relief.take(edge)
        return {"edits": edits, "reason": "", "module": "", "name": ""}

    def _edits(self, case: _Case, edge: Import) -> list[Row] | Refusal:
        """Return what to do about one import: it goes, or comes by another way, or is for type checkers alone."""
        found = _occurrences(case, edge)
        if strange := next((one for one in found if one.kind not in _WRITTEN), None):
            return Refusal(strange.kind, self._whole.name(edge[1]))
        unused = self._relief.unused(*edge, found)
        if unused is None:
            return [self._edit(edge, one, "remove") for one in found]
        refusal = unused
        if case.direct:
            rerouted = [self._rerouted(case, edge, one) for one in found]
            refusals = [one for one in rerouted if isinstance(one, Refusal)]
            if not refusals:
                return [one for one in rerouted if not isinstance(one, Refusal)]
            refusal = refusals[0] if unused.reason == "used" else unused
        if "typing" in case.pending.hearing.rule.kinds:
            return refusal
        moved = self._relief.for_types(*edge, found)
        if moved is None:
            return [self._edit(edge, one, "type-checking") for one in found]
        return moved if not case.direct or moved.reason in ("effects", "quoted", "handed-on", "placed") else refusal

    def _rerouted(self, case: _Case, edge: Import, taken: Occurrence) -> Row | Refusal:
        """Return the edit that lets one name come by the best way that no rule forbids."""
        if taken.name in ("", "*"):
            return Refusal("star" if taken.name else "module", self._whole.name(edge[1]))
        closed: list[Closed] = []
        for around in (True, False):
            found = self._found(edge, taken, around=around)
            for route in found.routes:
                if not self._bars(edge, route):
                    return self._edit(edge, taken, "reroute", to=self._whole.name(route.node))
                closed.append(Closed(route, Refusal("forbidden", self._whole.name(route.node), taken.name)))
            closed += found.closed
        return _most_telling(case, closed) or Refusal("no-package", self._whole.name(edge[1]), taken.name)

    def _bars(self, edge: Import, route: Route) -> bool:
        """Return whether a rule forbids an import that a route needs: to it, and from there where that is elsewhere."""
        return not self._needed(edge, route).isdisjoint(self._barred[route.around])

    def _needed(self, edge: Import, route: Route) -> frozenset[Import]:
        to = (edge[0], route.node)
        return frozenset({to}) if route.around else frozenset({to, (route.node, edge[1])})

    def _edit(self, edge: Import, taken: Occurrence, do: str, to: str = "") -> Row:
        tail, head = map(self._whole.name, edge)
        packages = self._whole.names.packages
        home = tail if packages[edge[0]] else tail.rpartition(".")[0]
        place = {"path": taken.path, "line": taken.line, "column": taken.column, "name": taken.name}
        return {**place, "do": do, "importer": tail, "home": home, "imported": head, "to": to}

    def _found(self, edge: Import, taken: Occurrence, *, around: bool) -> _Found:
        key = *edge, taken.name, taken.kind, around
        if key not in self._known:
            self._known[key] = _Found(*self._routes.possible(*edge, taken, around=around))
        return self._known[key]

    @cached_property
    def _barred(self) -> dict[bool, frozenset[Import]]:
        """
        The imports, of those that routes would need, that some rule forbids: all are judged at once.

        First those to packages around what is imported; others are looked for only where none of these will do.
        """
        named = [
            (edge, taken)
            for case in self._cases
            for edge in case.edges
            if case.direct
            for taken in _occurrences(case, edge)
            if taken.name not in ("", "*") and taken.kind in _WRITTEN
        ]
        routes = [(edge, taken, self._found(edge, taken, around=True).routes) for edge, taken in named]
        around = self._forbidden((edge, route) for edge, _, found in routes for route in found)
        lost = [
            (edge, taken)
            for edge, taken, found in routes
            if all(not self._needed(edge, route).isdisjoint(around) for route in found)
        ]
        others = ((edge, route) for edge, taken in lost for route in self._found(edge, taken, around=False).routes)
        return {True: around, False: self._forbidden(others)}

    def _forbidden(self, routes: Iterable[tuple[Import, Route]]) -> frozenset[Import]:
        """Return which of the imports that some routes need break a rule."""
        pairs = frozenset[Import]().union(*(self._needed(edge, route) for edge, route in routes))
        name, node = self._whole.name, self._whole.names.node
        named = [(name(tail), name(head)) for tail, head in sorted(pairs)]
        found = forbidden(self._request, self._whole, self._rules, named) if named else {}
        return frozenset((node[tail], node[head]) for _, tail, head in found)


def _most_telling(case: _Case, closed: Iterable[Closed]) -> Refusal | None:
    """
    Return why that route was closed that was nearest to success; None where there was no route.

    What is private is to come from its package, and what others do with it says little.
    """
    private = case.pending.breach.kind == "private"
    nearest = min(closed, key=lambda one: (private and not one.route.around, telling(one.refusal)), default=None)
    return nearest.refusal if nearest else None


def _remembering(whole: Graph) -> Graph:
    """Return the graph with each file that is looked at read once."""
    reading = whole.reading._replace(lines=cache(whole.reading.lines))
    return Graph(whole.names, whole.ledger, reading, whole.dialects)


def _case(pending: Pending, whole: Graph) -> _Case:
    breach, node = pending.breach, whole.names.node
    edges = tuple((node[tail], node[head]) for tail, head in pending.cut())
    return _Case(pending, edges, len(breach.chain) == 2 and not breach.members)


def _occurrences(case: _Case, edge: Import) -> list[Occurrence]:
    """Return the imports that a rule looks at; of a rule about names those of the names that break it."""
    seen, names = case.pending.hearing.graph, case.pending.breach.names
    found = seen.occurrences(*edge)
    return [one for one in found if one.name in names] if names and case.direct else found


def _refused(refusal: Refusal) -> Row:
    reason: Mapping[str, str] = refusal._asdict()
    return {"edits": [], **reason}
