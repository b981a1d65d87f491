"""
The baseline: violations that were there before their rule. It may only shrink.

One line each, sorted, so that branches merge and a diff reads well:

    shop skip shop.web.cart -> shop.db.orm              a direct import
    shop skip [web -> db]                               a chain through modules of no layer, by its components
    shop uncovered shop.orders.extras                   a module
    rows missing [shop.web -> shop.db]                  a name in a row of the settings
    knots cycle {shop.cart} shop.stock                  one member of a cycle; the braces name the cycle it belongs to
    doors over-budget entry-modules of shop.db = 7      a measure of a component, known as long as it is not above
    shop skip shop.web.cart -> shop.db.orm  # reason    accepted later, with a reason

A set (a cycle, a branch, a join) is known while it is a subset of a stored one: it may lose members, never gain one.
A value is known while it is not above the stored one: it may fall, never rise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count

from archlint.startup import NamedTuple
from archlint.verdict.nouns import Place, Violation

__all__ = ["Line", "Match", "added", "matched", "parse", "text_of"]

HEADER = """\
# Known violations: they were here before their rule, and this list may only shrink.
# `archlint baseline --prune` takes out what is fixed.
"""

_RULE = r"(?P<rule>(?:[a-z0-9-]+:)?[a-z0-9-]+)"
"""An ID, that of a member of a workspace with the member before it."""
# Texts, not compiled: most runs have no baseline, and `re` keeps what it has compiled.
_LINE = _RULE + r"\s+(?P<kind>[a-z-]+)\s+(?P<rest>[^\s#][^#]*?)(?:\s+#(?P<because>.*))?"
_VALUE = r"(?P<what>.*\S) = (?P<value>[0-9]{1,18})"
_MEMBER = r"(?P<ends>.*?)\{(?P<group>[^{}]+)\} (?P<member>\S+)"


class Line(NamedTuple):
    """One line of the file."""

    rule: str
    kind: str
    what: str
    """The direct import, the pair in brackets or the module; of a member the ends that its set hangs on, or ""."""
    group: str = ""
    """Names the set that a member belongs to; "" for all other lines."""
    member: str = ""
    because: str = ""
    value: int | None = None
    """Up to which a measure is known; None for all lines that measure nothing."""

    def text(self) -> str:
        """Return the line as it stands in the file."""
        member = f"{{{self.group}}} {self.member}" if self.group else ""
        value = "" if self.value is None else f"= {self.value}"
        words = " ".join(filter(None, [self.rule, self.kind, self.what, member, value]))
        because = " ".join(self.because.split())
        return f"{words}  # {because}" if because else words


class Match(NamedTuple):
    """What a baseline says of the violations of a run."""

    known: frozenset[str]
    """Fingerprints of the violations that it lists."""
    kept: tuple[Line, ...]
    """Lines that are still needed, with sets as small and values as low as they have become; sorted."""
    gone: tuple[Line, ...]
    """Lines whose violation is fixed, or has become less than they say; sorted."""


def parse(text: str, path: str) -> tuple[tuple[Line, ...], tuple[Place, ...]]:
    """Return the lines of a baseline, and the places that cannot be read."""
    lines: list[Line] = []
    errors: list[Place] = []
    # Not splitlines(): editors and git count line feeds alone.
    for number, raw in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        row = raw.strip()
        if not row or row.startswith("#"):
            continue
        found = re.fullmatch(_LINE, row)
        if found:
            lines.append(_line(found))
        else:
            errors.append(Place(path, number, 1, _unreadable(row)))
    return tuple(lines), tuple(errors)


def _line(found: re.Match[str]) -> Line:
    rule, kind, rest = found["rule"], found["kind"], " ".join(found["rest"].split())
    because = " ".join((found["because"] or "").split())
    member = re.fullmatch(_MEMBER, rest)
    if member:
        return Line(rule, kind, member["ends"].strip(), member["group"], member["member"], because)
    if valued := re.fullmatch(_VALUE, rest):
        return Line(rule, kind, valued["what"], because=because, value=int(valued["value"]))
    return Line(rule, kind, rest, because=because)


def _unreadable(row: str) -> str:
    if row.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")):
        return "a merge conflict stands here: keep the lines of both sides, then run `archlint baseline --prune`"
    return "this is no line of a baseline: it reads `rule kind importer -> imported`"


def text_of(lines: Iterable[Line]) -> str:
    """Return the file with these lines."""
    return HEADER + "".join(f"{row}\n" for row in sorted({line.text() for line in lines}))


def added(violations: Iterable[Violation], lines: Iterable[Line], because: str) -> list[Line]:
    """Return the lines that list these violations, their sets under names that no other set has."""
    taken = _taken(lines)
    found: list[Line] = []
    for violation in violations:
        if violation.members:
            group = _free_name(violation, taken)
            found += (Line(*_key(violation), group, member, because) for member in violation.members)
        else:
            found.append(Line(*_key(violation), because=because, value=_value(violation)))
    return found


def matched(lines: Sequence[Line], violations: Sequence[Violation], unjudged: frozenset[str]) -> Match:
    """Hold the violations against the lines; those of `unjudged` rules are kept as they are."""
    known: set[str] = set()
    kept = {line for line in lines if line.rule in unjudged}
    judged = [line for line in lines if line.rule not in unjudged]
    single = _single(judged)
    sets = _sets(judged)
    parts: dict[_Set, list[Violation]] = {}
    for violation in violations if judged else ():
        if violation.members:
            if stored := _smallest(violation, sets):
                known.add(violation.fingerprint)
                parts.setdefault(stored, []).append(violation)
        elif line := single.get((*_key(violation), violation.measured is not None)):
            now = _now(line, violation)
            kept.add(min(line, now, key=_up_to))
            if _up_to(now) <= _up_to(line):
                known.add(violation.fingerprint)
    kept |= _shrunk(parts, sets, _taken(lines))
    gone = {line for line in lines if line not in kept}
    return Match(frozenset(known), _sorted(kept), _sorted(gone))


def _sorted(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=Line.text))


_Key = tuple[str, str, str]
"""(rule, kind, what): all that a line says but members and reason."""
_Set = tuple[str, str, str, str]
"""(rule, kind, what, group): the identity of a stored set."""


def _single(lines: Iterable[Line]) -> dict[tuple[str, str, str, bool], Line]:
    """Return the lines of no set by key, and by whether they hold a value."""
    # Branches that were merged may have left two values of one measure: the higher one holds until it is pruned.
    return {(*line[:3], line.value is not None): line for line in sorted(lines, key=_up_to) if not line.group}


def _up_to(line: Line) -> int:
    return line.value or 0


def _now(line: Line, violation: Violation) -> Line:
    """Return the line as it would be written today."""
    return line._replace(value=_value(violation))


def _sets(lines: Iterable[Line]) -> dict[_Set, dict[str, Line]]:
    """Return the stored sets, each as its lines by member."""
    sets: dict[_Set, dict[str, Line]] = {}
    for line in lines:
        if line.group:
            sets.setdefault(line[:4], {})[line.member] = line
    return sets


def _smallest(violation: Violation, sets: Mapping[_Set, Mapping[str, Line]]) -> _Set | None:
    """Return the smallest stored set that the violation is a part of."""
    fits = [key for key, lines in sets.items() if key[:3] == _key(violation) and lines.keys() >= set(violation.members)]
    return min(fits, key=lambda key: (len(sets[key]), key), default=None)


def _shrunk(
    parts: Mapping[_Set, Sequence[Violation]], sets: Mapping[_Set, Mapping[str, Line]], taken: set[_Set]
) -> set[Line]:
    """
    Return the lines of the sets that are left, as small as they have become.

    The first part of a set that fell apart, or the one with the member it is named after, keeps its name.
    """
    lines: set[Line] = set()
    for stored, violations in parts.items():
        heir = next((one for one in violations if stored[3] in one.members), violations[0])
        for violation in violations:
            group = stored[3] if violation is heir else _free_name(violation, taken)
            reasons = (sets[stored][member].because for member in violation.members)
            lines |= {
                Line(*stored[:3], group, member, because)
                for member, because in zip(violation.members, reasons, strict=True)
            }
    return lines


def _taken(lines: Iterable[Line]) -> set[_Set]:
    return {line[:4] for line in lines if line.group}


def _free_name(violation: Violation, taken: set[_Set]) -> str:
    """Return a name for a set that no other of its kind has, and take it: its first member, else one with a number."""
    numbered = (f"{violation.members[0]} {number}" for number in count(2))
    key = _key(violation)
    name = next(name for name in chain(violation.members, numbered) if (*key, name) not in taken)
    taken.add((*key, name))
    return name


def _key(violation: Violation) -> _Key:
    if violation.members:
        return violation.rule, violation.kind, _ends(violation)
    what = violation.fingerprint.removeprefix(f"{violation.rule} {violation.kind} ")
    return violation.rule, violation.kind, what


def _value(violation: Violation) -> int | None:
    return violation.measured[1] if violation.measured else None


def _ends(violation: Violation) -> str:
    """A branch hangs on where it starts, a join on where it ends; a cycle is nothing but its members."""
    return "" if violation.kind == "cycle" else " -> ".join(filter(None, [violation.tail, violation.head]))
