"""What rules allow that others forbade, of imports that nobody has written yet."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from typing import Final

from archlint import graph
from archlint.graph import Entry, Graph, Misdeclared, PatternError, parse
from archlint.rulebook.applied import mentioned
from archlint.rulebook.declared import Rule, declared
from archlint.rulebook.forbidding import forbidden
from archlint.rulebook.nouns import Finding
from archlint.settings import Request

__all__ = ["legalised"]

_MOST: Final = 100
"""So many modules stand for all others: an import is supposed from each of them to each."""
_BINDINGS: Final = 2
"""So many texts of a capture show all that can be said of it: the same on both sides, and another."""
Signs = dict[str, list[tuple[str, str, int, str]]]
"""For each module: a rule, a name that means it, how exactly, and the texts of its captures."""


def legalised(now: Request, then: Request) -> tuple[tuple[str, str], ...]:
    """
    Return which imports the rules of one request forbade and those of another do not, though nobody has written them.

    Each is a rule's ID, and both sides as the rule names them; where it has no name for who imports, only what is.
    Rules are compared that both have, under the same ID. Of the modules that all names of these rules mean alike one is
    taken for all, so what comes of the names in a module, or of chains and counts, is not seen.
    """
    ids = _changed(now, then)
    rules = [[rule for rule in declared(each) if rule.module and rule.id in ids] for each in (then, now)]
    if not ids:
        return ()
    words = mentioned(then, rules[0]) | mentioned(now, rules[1])
    wholes = [graph.draft(each).graph(words) for each in (then, now)]
    names = _representatives([*zip(wholes, rules, strict=True)])
    pairs = [*permutations(names, 2)]
    before, after = (forbidden(*each, pairs) for each in zip((then, now), wholes, rules, strict=True))
    return _told(one for key, one in before.items() if key not in after)


def _changed(now: Request, then: Request) -> frozenset[str]:
    """Return the IDs of the rules that say something else than they did, or speak of components that are others."""
    before, after = then.settings.rules, now.settings.rules
    on = [{id_ for id_, table in each.items() if table.get("severity") != "off"} for each in (before, after)]
    tables = [[part.settings.table.get("components") for part in each.settings.parts] for each in (then, now)]
    return frozenset(id_ for id_ in on[0] & on[1] if before[id_] != after[id_] or tables[0] != tables[1])


def _told(legal: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    told: set[tuple[str, str]] = set()
    anyones: dict[tuple[str, str], list[Finding]] = {}
    for one in legal:
        if one.tail != one.importer:
            told.add((one.rule, f"{one.tail} -> {one.head}"))
        else:
            anyones.setdefault((one.rule, one.head), []).append(one)
    for (rule, _), found in anyones.items():
        # Not all importers of one module need be those of another that the rule calls by the same name.
        importers: dict[str, set[str]] = {}
        for one in found:
            importers.setdefault(one.imported, set()).add(one.importer)
        imported, whose = min(importers.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        words = f"an import of {imported}" if len(whose) > 1 else f"{min(whose)} -> {imported}"
        told.add((rule, words))
    return tuple(sorted(told))


def _representatives(sides: Sequence[tuple[Graph, Sequence[Rule]]]) -> list[str]:
    """Return a module for all that the rules mean alike, of captures for some texts, and one that they do not mean."""
    signs: Signs = {}
    for whole, rules in sides:
        for name in whole.names.modules:
            signs.setdefault(name, [])
        for rule in rules:
            _sign(whole.spoken(rule.lead), rule, signs)
    kinds: dict[object, dict[object, str]] = {}
    # The last first: it lies deep in a component rather than being the package that gives it its name.
    for name, said in sorted(signs.items(), reverse=True):
        bound = tuple(sorted({each[-1] for each in said}))
        alike = kinds.setdefault(tuple(each[:-1] for each in said), {})
        if len(alike) < _BINDINGS:
            alike.setdefault(bound, name)
    return [name for alike in kinds.values() for name in alike.values()][:_MOST]


def _sign(seen: Graph, rule: Rule, signs: Signs) -> None:
    """Add what each name of a rule says of the modules that it means: how exactly, and by which text of a capture."""
    for entry in _entries(seen, rule.names):
        for one in _selected(seen, entry):
            for node, exactness in one.exactness.items():
                signs.setdefault(seen.name(node), []).append((rule.id, entry.text, exactness, str(one.binding)))


def _entries(seen: Graph, names: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the names of a rule, and those that mean nothing by themselves as names below each of the others."""
    texts = sorted({entry.text.lstrip("!").strip("()") for entry in names})
    known = {text for text in texts if _means(seen, text)}
    below = {f"{above}.{text}" for text in texts if text not in known for above in known}
    yield from (Entry(text, ()) for text in sorted(known | {text for text in below if _means(seen, text)}))


def _means(seen: Graph, text: str) -> bool:
    """Return whether a name means a module or a component; to select what there is not looks for the nearest word."""
    try:
        return text in seen.components or bool(seen.names.matches(parse(text)))
    except PatternError:
        return False


def _selected(seen: Graph, entry: Entry) -> list[graph.Selection]:
    try:
        return seen.select([entry])
    except Misdeclared:
        return []
