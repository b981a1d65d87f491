"""What couples modules without an import, as far as some rule counts it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from archlint.graph import HIDDEN_KINDS, Graph, Meeting, Occurrence, spelled
from archlint.rulebook.components import Wire
from archlint.rulebook.declared import Rule

__all__ = ["between", "wires"]


def wires(whole: Graph, rules: Iterable[Rule], without: frozenset[tuple[int, int]]) -> tuple[Wire, ...]:
    """Return all that some of the rules count, by both modules and place; what no rule looks at is left out."""
    return tuple(sorted({wire for rule in rules for wire in _counted(whole, rule, without)}))


def _counted(whole: Graph, rule: Rule, without: frozenset[tuple[int, int]]) -> Iterator[Wire]:
    hidden = [kind for kind in rule.kinds if kind in HIDDEN_KINDS]
    if not hidden or rule.severity == "off":
        return
    seen = whole.seen(hidden, without, confidence=rule.confidence, direction=rule.direction)
    for tail, head in seen.edges():
        if max(tail, head) < whole.size:
            yield from (_wire(tail, head, one) for one in seen.occurrences(tail, head))


def _wire(tail: int, head: int, one: Occurrence) -> Wire:
    if not isinstance(one.wire, Meeting):
        written = one.wire.written if one.wire else ""
        return Wire(tail, head, one.path, one.line, one.kind, one.via, one.confidence, written)
    sites = {(site.path, site.line): site for site in (one.wire.publisher, one.wire.subscriber)}
    sites.pop((one.path, one.line), None)
    other = next(iter(sites.values()), one.wire.publisher)
    on = spelled(one.wire.topic)
    return Wire(tail, head, one.path, one.line, one.kind, one.via, one.confidence, on, other.path, other.line)


def between(found: Iterable[Wire], names: Collection[str], home: Mapping[str, int]) -> dict[tuple[int, int], int]:
    """Return how many pairs of modules are coupled so from box to box; `home` says in which box a module is."""
    boxes = [home.get(name, -1) for name in names]
    pairs = Counter((boxes[tail], boxes[head]) for tail, head in {wire[:2] for wire in found})
    return {pair: count for pair, count in sorted(pairs.items()) if min(pair) >= 0 and pair[0] != pair[1]}
