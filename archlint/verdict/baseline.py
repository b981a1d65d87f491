"""
The baseline: violations that were there before their rule. It may only shrink.

One line each, sorted, so that branches merge and a diff reads well:

    shop skip shop.web.cart -> shop.db.orm              a direct import
    shop skip [web -> db]                               a chain through modules of no layer, by its components
    shop uncovered shop.orders.extras                   a module
    knots cycle {shop.cart} shop.stock                  one member of a cycle; the braces name the cycle it belongs to
    shop skip shop.web.cart -> shop.db.orm  # reason    accepted later, with a reason

A set (a cycle, a branch, a join) is known while it is a subset of a stored one: it may lose members, never gain one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from archlint.verdict.nouns import Place, Violation

__all__ = ["Line", "Match", "lines_of", "matched", "parse", "text_of"]

HEADER = """\
# Known violations: they were here before their rule, and this list may only shrink.
# `archlint baseline --prune` takes out what is fixed.
"""

_LINE = re.compile(r"(?P<rule>[a-z0-9-]+) (?P<kind>[a-z-]+) (?P<rest>\S.*?)(?:  # (?P<because>.*))?")
_MEMBER = re.compile(r"(?P<ends>.*?)\{(?P<group>[^{}]+)\} (?P<member>\S+)")


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

    def text(self) -> str:
        """Return the line as it stands in the file."""
        member = f"{{{self.group}}} {self.member}" if self.group else ""
        words = " ".join(filter(None, [self.rule, self.kind, self.what, member]))
        return f"{words}  # {self.because}" if self.because else words


class Match(NamedTuple):
    """What a baseline says of the violations of a run."""

    known: frozenset[str]
    """Fingerprints of the violations that it lists."""
    kept: tuple[Line, ...]
    """Lines that are still needed, with sets as small as they have become; sorted."""
    gone: tuple[Line, ...]
    """Lines whose violation is fixed; sorted."""


def parse(text: str, path: str) -> tuple[tuple[Line, ...], tuple[Place, ...]]:
    """Return the lines of a baseline, and the places that cannot be read."""
    lines: list[Line] = []
    errors: list[Place] = []
    for number, raw in enumerate(text.splitlines(), 1):
        row = raw.strip()
        if not row or row.startswith("#"):
            continue
        found = _LINE.fullmatch(row)
        if found:
            lines.append(_line(found))
        else:
            errors.append(Place(path, number, 1, _unreadable(row)))
    return tuple(lines), tuple(errors)


def _line(found: re.Match[str]) -> Line:
    rule, kind, rest, because = found["rule"], found["kind"], found["rest"], found["because"] or ""
    member = _MEMBER.fullmatch(rest)
    if member:
        return Line(rule, kind, member["ends"].strip(), member["group"], member["member"], because)
    return Line(rule, kind, rest, because=because)


def _unreadable(row: str) -> str:
    if row.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return (
            "a merge conflict stands here: keep only lines that both sides have, then run `archlint baseline --prune`"
        )
    return "this is no line of a baseline: it reads `rule kind importer -> imported`"


def text_of(lines: Iterable[Line]) -> str:
    """Return the file with these lines."""
    return HEADER + "".join(f"{row}\n" for row in sorted({line.text() for line in lines}))


def lines_of(violation: Violation, because: str = "", taken: frozenset[str] = frozenset()) -> list[Line]:
    """Return the lines that list a violation; `taken` are names that other sets of this rule and kind have."""
    if not violation.members:
        what = violation.fingerprint.removeprefix(f"{violation.rule} {violation.kind} ")
        return [Line(violation.rule, violation.kind, what, because=because)]
    group = next((m for m in violation.members if m not in taken), violation.members[0])
    return _members(violation, group, because)


def matched(lines: Sequence[Line], violations: Sequence[Violation], judged: frozenset[str]) -> Match:
    """Hold the violations of the `judged` rules against the lines; lines of all other rules are kept as they are."""
    known: set[str] = set()
    kept = {line for line in lines if line.rule not in judged}
    open_lines = [line for line in lines if line.rule in judged]
    single = {(line.rule, line.kind, line.what): line for line in open_lines if not line.group}
    sets = _sets(open_lines)
    for violation in violations:
        if violation.members:
            found = list(_listed(violation, sets))
        else:
            line = single.get((violation.rule, violation.kind, lines_of(violation)[0].what))
            found = [line] if line else []
        if found:
            known.add(violation.fingerprint)
            kept.update(found)
    gone = {line for line in lines if line not in kept}
    return Match(frozenset(known), _sorted(kept), _sorted(gone))


def _sorted(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=Line.text))


_Key = tuple[str, str, str, str]


def _sets(lines: Iterable[Line]) -> dict[_Key, dict[str, Line]]:
    """Return the stored sets by (rule, kind, ends, group), each as its lines by member."""
    sets: dict[_Key, dict[str, Line]] = {}
    for line in lines:
        if line.group:
            sets.setdefault((line.rule, line.kind, line.what, line.group), {})[line.member] = line
    return sets


def _listed(violation: Violation, sets: dict[_Key, dict[str, Line]]) -> Iterator[Line]:
    """Yield the lines that make a set known, under a name of its own where its stored set has fallen apart."""
    for (rule, kind, ends, group), members in sets.items():
        same = (rule, kind, ends) == (violation.rule, violation.kind, _ends(violation))
        if same and members.keys() >= set(violation.members):
            name = group if group in violation.members else violation.members[0]
            because = members[violation.members[0]].because
            yield from _members(violation, name, because)
            return


def _members(violation: Violation, group: str, because: str) -> list[Line]:
    return [Line(violation.rule, violation.kind, _ends(violation), group, m, because) for m in violation.members]


def _ends(violation: Violation) -> str:
    """A branch hangs on where it starts, a join on where it ends; a cycle is nothing but its members."""
    return "" if violation.kind == "cycle" else " -> ".join(filter(None, [violation.tail, violation.head]))
