"""What rules allow that others forbade, of imports that nobody has written yet."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from typing import Final

from archlint import graph
from archlint.graph import Entry, Graph, Misdeclared, supposed
from archlint.rulebook.applied import mentioned
from archlint.rulebook.declared import Rule, declared
from archlint.rulebook.judging import judged
from archlint.rulebook.nouns import Finding
from archlint.settings import Request

__all__ = ["legalised"]

_MOST: Final = 100
"""So many modules stand for all others: an import is supposed from each of them to each."""
_BINDINGS: Final = 2
"""So many texts of a capture show all that can be said of it: the same on both sides, and another."""
Signs = dict[str, list[tuple[str, str, str, int, str]]]
"""For each module: rule, label of a component, the name that means it, how exactly, and the texts of its captures."""


def legalised(now: Request, then: Request) -> tuple[tuple[str, str], ...]:
    """
    Return which imports the rules of one request forbade and those of another do not, though nobody has written them.

    Each is a rule's ID, and both sides as the rule names them; where it has no name for who imports, what is imported.
    Rules are compared that both have, under the same ID. Of the modules that all names of these rules mean alike one is
    taken for all, so what comes of the names in a module, or of chains and counts, is not seen.
    """
    rules = [[rule for rule in declared(each) if rule.module and rule.severity != "off"] for each in (then, now)]
    both = {rule.id for rule in rules[0]} & {rule.id for rule in rules[1]}
    rules = [[rule for rule in each if rule.id in both] for each in rules]
    words = mentioned(then, rules[0]) | mentioned(now, rules[1])
    wholes = [graph.draft(each).graph(words) for each in (then, now)]
    signs = _signs([*zip(wholes, rules, strict=True)])
    names = _representatives(signs)
    before, after = (
        _forbidden(*each, [*permutations(names, 2)]) for each in zip((then, now), wholes, rules, strict=True)
    )
    labels = {(rule, label) for said in signs.values() for rule, label, *_ in said}
    legal = [one for print_, one in sorted(before.items()) if print_ not in after]
    anyones: dict[tuple[str, str], str] = {}  # of a row one of the modules that it means
    for one in legal:
        if (one.rule, one.tail) not in labels:
            anyones.setdefault((one.rule, one.head), f"an import of {one.imported}")
    named = {(one.rule, f"{one.tail} -> {one.head}") for one in legal if (one.rule, one.tail) in labels}
    return tuple(sorted(named | {(rule, words) for (rule, _), words in anyones.items()}))


def _forbidden(
    request: Request, whole: Graph, rules: Sequence[Rule], pairs: Iterable[tuple[str, str]]
) -> dict[str, Finding]:
    """Return what rules find of single imports that are supposed to be all there are."""
    node, size = whole.names.node, whole.size
    ends = ((node.get(tail, size), node.get(head, -1)) for tail, head in pairs)
    docket, _ = judged(request, supposed(whole, [pair for pair in ends if pair[0] < size and pair[1] >= 0]), rules)
    found = (one.finding for one in docket.pending)
    return {one.fingerprint: one for one in found if len(one.chain) == 2 and not one.swayed and not one.members}


def _signs(sides: Sequence[tuple[Graph, Sequence[Rule]]]) -> Signs:
    """Return what all names of the rules say of the modules."""
    signs: Signs = {}
    for whole, rules in sides:
        for name in whole.names.modules:
            signs.setdefault(name, [])
        for rule in rules:
            _sign(whole.spoken(rule.lead), rule, signs)
    return signs


def _representatives(signs: Signs) -> list[str]:
    """Return a module for all that the rules mean alike, of captures for some texts, and one that none of them means."""
    kinds: dict[object, dict[object, str]] = {}
    for name, said in sorted(signs.items()):
        bound = tuple(sorted({each[-1] for each in said}))
        alike = kinds.setdefault(tuple((each[0], *each[2:-1]) for each in said), {})
        if len(alike) < _BINDINGS:
            alike.setdefault(bound, name)
    return [name for alike in kinds.values() for name in alike.values()][:_MOST]


def _sign(seen: Graph, rule: Rule, signs: Signs) -> None:
    """Add what each name of a rule says of the modules that it means: how exactly, and by which text of a capture."""
    for entry in _entries(seen, rule.names):
        for one in _selected(seen, entry):
            for node, exactness in one.exactness.items():
                signs.setdefault(seen.name(node), []).append((rule.id, one.label, entry.text, exactness, str(one.binding)))


def _entries(seen: Graph, names: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the names of a rule, and those that mean nothing by themselves as names below each of the others."""
    for entry in names:
        plain = entry._replace(text=entry.text.lstrip("!").strip("()"))
        if _selected(seen, plain):
            yield plain
        else:
            texts = {other.text.lstrip("!").strip("()") for other in names}
            yield from (Entry(f"{text}.{plain.text}", entry.where) for text in sorted(texts - {plain.text}))


def _selected(seen: Graph, entry: Entry) -> list[graph.Selection]:
    try:
        return seen.select([entry])
    except Misdeclared:
        return []
