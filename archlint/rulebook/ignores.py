"""
What comments for tach say: `# tach-ignore(reason) names`, on the line of an import or alone above it.

Tach ignores what the line names: all that a statement takes where the statement begins there, else the names on that
very line; with names behind the reason only what ends in one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archlint.graph import Graph, Remark
from archlint.rulebook.waiver import Statement
from archlint.startup import NamedTuple

__all__ = ["Ignore", "is_ignore", "spared"]

_START: Final = re.compile(r"#\s*tach-ignore\b")
_WHOLE: Final = re.compile(r"# *tach-ignore(?:\(([^)]*)\))?((?:\s+[\w.]+)*)\s*$")

_Key = tuple[int, int, int, int]
"""(importing module, imported one, first and last line of the statement)"""
_Taken = dict[_Key, set[str]]


class Ignore(NamedTuple):
    """One comment: why, and which statements it spares."""

    because: str
    statements: tuple[Statement, ...]


def is_ignore(text: str) -> bool:
    """Return whether a comment speaks to tach."""
    return _START.match(text) is not None


def spared(whole: Graph, kinds: frozenset[str]) -> Iterator[tuple[Remark, Ignore]]:
    """
    Yield each comment for tach that tach can read, with what it spares.

    An import that stands in a file several times is spared where each of them is, as far as they are of the `kinds`
    that count: of what is left over, tach tells. A comment that spares only a part of an import is not yielded.
    """
    found: dict[int, list[tuple[Remark, re.Match[str]]]] = {}
    for remark in whole.reading.remarks:
        read = _WHOLE.match(remark.text)
        if read:
            found.setdefault(remark.node, []).append((remark, read))
    for node, read_ in found.items():
        taken = _taken(whole, node, kinds)
        spoken = [(remark, read, dict(_meant(whole, remark, read[2].split(), taken))) for remark, read in read_]
        left = _left(taken, [meant for _, _, meant in spoken])
        for remark, read, meant in spoken:
            statements = sorted(_statement(whole, key) for key in meant if key[1] not in left)
            if statements or not meant:
                yield remark, Ignore((read[1] or "").strip(), tuple(statements))


def _meant(whole: Graph, remark: Remark, names: list[str], taken: _Taken) -> Iterator[tuple[_Key, set[str]]]:
    """Yield the names that a comment spares, by statement and module."""
    text = whole.reading.lines(whole.path(remark.node))
    beside = text[remark.line - 1][: remark.column - 1].strip()
    line = remark.line if beside else remark.line + 1
    for key, all_ in taken.items():
        first, last = key[2:]
        if first <= line <= last:
            here = {one for one in all_ if line == first or _stands(text, line, whole.name(key[1]), one)}
            here = {one for one in here if not names or any(_full(whole, key, one).endswith(name) for name in names)}
            if here:
                yield key, here


def _left(taken: _Taken, spoken: list[dict[_Key, set[str]]]) -> set[int]:
    """Return the modules of which some name is spared by no comment."""
    left: set[int] = set()
    for key, all_ in taken.items():
        if all_ - set[str]().union(*(meant.get(key, ()) for meant in spoken)):
            left.add(key[1])
    return left


def _taken(whole: Graph, node: int, kinds: frozenset[str]) -> _Taken:
    """Return the names that the statements of a module take, by statement and module."""
    taken: _Taken = {}
    for head in whole.succ[node]:
        for one in whole.occurrences(node, head):
            if one.path == whole.path(node) and one.kind in kinds:
                taken.setdefault((node, head, one.line, one.end_line), set()).add(one.name)
    return taken


def _full(whole: Graph, key: _Key, name: str) -> str:
    return f"{whole.name(key[1])}.{name}" if name else whole.name(key[1])


def _stands(text: tuple[str, ...], line: int, module: str, name: str) -> bool:
    """Return whether a name, or of a module the last part of its name, stands on a line."""
    word = name if name not in ("", "*") else module.rpartition(".")[2]
    return name == "*" or re.search(rf"\b{re.escape(word)}\b", text[line - 1]) is not None


def _statement(whole: Graph, key: _Key) -> Statement:
    tail, head, first, last = key
    return Statement(whole.name(tail), whole.name(head), whole.path(tail), first, last)
