"""The metrics of one component, and what they count."""

from collections.abc import Iterable, Iterator

from archlint import graph
from archlint.graph import Counted
from archlint.rulebook.metrics.wiring import Pair, Row, Wiring

__all__ = ["component"]


def component(wiring: Wiring, at: int) -> Row:
    """Return the numbers of one component, and by name what makes them."""
    part, seen = wiring.parts[at], wiring.graph
    leaving = {pair: imports for pair, imports in wiring.counts.items() if pair[0] == at}
    return {
        "about": "component",
        "of": wiring.of(),
        "component": part.label,
        "modules": len(part.nodes),
        "level": part.level,
        "foundation": part.foundation,
        "metrics": list(wiring.numbers(at)),
        "decomposition": wiring.decomposition(leaving),
        "imports": _ends(wiring, leaving, 1),
        "imported_by": _ends(wiring, (pair for pair in wiring.counts if pair[1] == at), 0),
        "skips": list(_imports(wiring, at, "skip")),
        "back": list(_imports(wiring, at, "back")),
        "module_cycle": sorted(graph.largest_knot(seen, part.nodes)),
        "entry_modules": _users("module", graph.entry_modules(seen, part.nodes)),
        "private_names": _users("name", graph.private_names(seen, part.nodes)),
    }


def _ends(wiring: Wiring, pairs: Iterable[Pair], end: int) -> list[Row]:
    """Return the components at one end of the dependencies, the heaviest first."""
    heaviest = sorted(pairs, key=lambda pair: (-wiring.counts[pair], pair))
    return [
        {"component": wiring.labels[pair[end]], "imports": wiring.counts[pair], "label": wiring.kinds[pair]}
        for pair in heaviest
    ]


def _imports(wiring: Wiring, at: int, label: str) -> Iterator[Row]:
    """Yield the imports of the component by its modules that lead to where the label says, ascending."""
    home = {node: number for number, part in enumerate(wiring.parts) for node in part.nodes}
    for tail in sorted(wiring.parts[at].nodes):
        for head in wiring.graph.succ[tail]:
            pair = at, home.get(head, -1)
            if pair[1] >= 0 and pair[1] != at and wiring.kinds[pair] == label:
                first = wiring.graph.occurrences(tail, head)[0]
                yield {
                    "importer": wiring.graph.name(tail),
                    "imported": wiring.graph.name(head),
                    "to": wiring.labels[pair[1]],
                    "path": first.path,
                    "line": first.line,
                }


def _users(what: str, counted: Counted) -> list[Row]:
    """Return what is counted with the modules outside that use it, the most used first."""
    importers = {name: sorted({use.by for use in uses}) for name, uses in counted.items()}
    ranked = sorted(importers, key=lambda name: (-len(importers[name]), name))
    return [{what: name, "importers": importers[name]} for name in ranked]
