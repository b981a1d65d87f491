"""What couples modules without an import, as far as some rule counts it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from archlint.graph import HIDDEN_KINDS, Graph, Occurrence
from archlint.rulebook.components import Wire
from archlint.rulebook.coupling import end_of
from archlint.rulebook.declared import Rule

__all__ = ["between", "wires"]


def wires(whole: Graph, rules: Iterable[Rule], without: frozenset[tuple[int, int]]) -> tuple[Wire, ...]:
    """Return all that some of the rules count, by both modules and place; what no rule looks at is left out."""
    return tuple(sorted({wire for rule in rules for wire in _counted(whole, rule, without)}))


def _counted(whole: Graph, rule: Rule, without: frozenset[tuple[int, int]]) -> Iterator[Wire]:
    if not rule.wanted.kinds or rule.severity == "off":
        return
    wired = whole.wired(rule.wanted)
    for pair in wired.edges():
        if max(pair) < whole.size and pair not in without:
            yield from (_wire(*pair, one) for one in wired.occurrences(*pair) if one.kind in HIDDEN_KINDS)


def _wire(tail: int, head: int, one: Occurrence) -> Wire:
    end = end_of(one)
    on = end.topic if end else ""
    other = (end.path, end.line) if end and one.kind == "channel" else ("", 0)
    return Wire(tail, head, one.path, one.line, one.kind, one.via, one.confidence, on, *other)


def between(found: Iterable[Wire], names: Collection[str], home: Mapping[str, int]) -> dict[tuple[int, int], int]:
    """Return how many pairs of modules are coupled so from box to box; `home` says in which box a module is."""
    boxes = [home.get(name, -1) for name in names]
    pairs = Counter((boxes[tail], boxes[head]) for tail, head in {wire[:2] for wire in found})
    return {pair: count for pair, count in sorted(pairs.items()) if min(pair) >= 0 and pair[0] != pair[1]}
