"""The metrics of a whole codebase."""

from collections.abc import Iterator, Mapping
from typing import Any

from archlint import graph
from archlint.rulebook.metrics.wiring import Row, Wiring, number

__all__ = ["codebase"]


def codebase(wiring: Wiring) -> Row:
    """Return the eight metrics of all components together, what they are made of, and the numbers of each component."""
    cut = graph.feedback_cut(wiring.counts)
    ring = max(graph.shape(len(wiring.parts), wiring.counts.keys()).cycles, key=len, default=())
    knot = sorted(graph.largest_knot(wiring.graph, range(wiring.graph.size)))
    rows = [
        {
            "component": part.label,
            "modules": len(part.nodes),
            "level": part.level,
            "foundation": part.foundation,
            "metrics": list(wiring.numbers(at)),
        }
        for at, part in enumerate(wiring.parts)
    ]
    return {
        "about": "codebase",
        "of": wiring.of(),
        "metrics": list(_numbers(wiring, cut, len(ring), len(knot), rows)),
        "decomposition": wiring.decomposition(wiring.counts),
        "component_cycle": [wiring.labels[part] for part in ring],
        "module_cycle": knot,
        "cut": [
            {"from": wiring.labels[tail], "to": wiring.labels[head], "imports": wiring.counts[tail, head]}
            for tail, head in cut.arcs
        ],
        "components": rows,
    }


def _numbers(wiring: Wiring, cut: graph.FeedbackCut, ring: int, knot: int, rows: list[Row]) -> Iterator[Row]:
    split, inner = wiring.decomposition(wiring.counts), wiring.inner(wiring.counts)
    cover, size = graph.path_cover(inner), wiring.graph.size
    widest = max(rows, key=lambda row: _value(row, "component-fan-out"), default=None)
    named = {"component": widest["component"] if widest else ""}
    yield number("skips", split["skip"], wiring.between)
    yield number("back", split["back"], wiring.between)
    most = _value(widest, "component-fan-out") if widest else 0
    yield number("component-fan-out", most, max(len(rows) - 1, 0), **named)
    yield number("component-cycle", ring, len(rows))
    yield number("module-cycle", knot, size)
    yield number("tangle", cut.cost, wiring.between, bound=cut.bound, proven=cut.proven)
    yield number("entry-modules", _sum(rows, "entry-modules"), _sum(rows, "entry-modules", "of"))
    yield number("private-names", _sum(rows, "private-names"), _sum(rows, "private-names", "of"))
    yield number("propagation-cost", sum(wiring.visible_from.modules), size * size)
    yield number("adjacency", split["step"], sum(inner.values()))
    yield number("path-score", cover.weight, sum(inner.values()), bound=cover.bound, proven=cover.proven)


def _value(row: Mapping[str, Any], metric: str, key: str = "value") -> int:
    return sum(one[key] for one in row["metrics"] if one["metric"] == metric)


def _sum(rows: list[Row], metric: str, key: str = "value") -> int:
    return sum(_value(row, metric, key) for row in rows)
