"""Imports as settings write them, `a -> b`: what is ignored, and what is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archlint.graph.graph import Graph
from archlint.graph.imports import KINDS
from archlint.graph.names import Match, Names
from archlint.graph.patterns import Entry, Pattern, PatternError, parse
from archlint.graph.rows import Rows
from archlint.graph.selections import Misdeclared, compatible
from archlint.settings import Problem
from archlint.startup import NamedTuple

__all__ = ["Ignored", "ignored", "matching", "parsed", "statements", "written"]

Ends = tuple[tuple[Match, ...], tuple[Match, ...]]


class Ignored(NamedTuple):
    """What a list of ignored imports takes out of a graph."""

    imports: frozenset[tuple[int, int]] = frozenset()
    idle: tuple[Problem, ...] = ()
    """Entries whose names exist but whose import does not: told, and an error only when strict."""


def ignored(
    graph: Graph, entries: Iterable[Entry], already: frozenset[tuple[int, int]] = frozenset(), unmatched: str = ""
) -> Ignored:
    """
    Return what the entries take out; raise Misdeclared where a name of theirs matches nothing.

    `already` is what the settings have taken out of the graph for all rules. `unmatched` says what an entry that means
    no import does, whether its names exist or not: "error" raises, "note" is idle, "silent" is nothing; "" is as above.
    """
    found: set[tuple[int, int]] = set()
    problems: list[Problem] = []
    idle: list[Problem] = []
    for entry in entries:
        before = len(problems)
        ends = parsed(entry, graph.names, problems)
        if ends is None:
            del problems[before + 1 if unmatched else len(problems) :]  # both ends are wrong, and it is one ignore
            continue
        pairs = set(_existing(graph.succ, ends))
        found |= pairs
        if not pairs and not _spared(entry, ends):
            written = set(_existing(graph.ledger.rows, ends))
            why = "what imports like that does not count here" if written else "nothing imports like that"
            why = "the `ignore` of all rules does that already" if written and written <= already else why
            idle.append(Problem(entry.where, f"`{entry.text}` is ignored, but {why}", help="delete the line"))
    if unmatched == "silent":
        return Ignored(frozenset(found))
    if unmatched == "note":
        return Ignored(frozenset(found), (*problems, *idle))
    if problems or (unmatched and idle):
        raise Misdeclared([*problems, *(idle if unmatched else ())])
    return Ignored(frozenset(found), tuple(idle))


def written(graph: Graph, entry: Entry, problems: list[Problem]) -> tuple[tuple[int, int], ...] | None:
    """
    Return the imports of any kind that an entry means and somebody wrote, ascending.

    None, with the problems added, where a name of it matches nothing.
    """
    ends = parsed(entry, graph.names, problems)
    return None if ends is None else tuple(sorted(_existing(graph.ledger.rows, ends)))


def statements(graph: Graph, node: int, line: int) -> tuple[tuple[int, int], ...]:
    """Return what a module imports by the statements that stand on a line of its file or reach over it, ascending."""
    every = (1 << len(KINDS)) - 1
    here = graph.path(node)
    return tuple(
        (node, head)
        for head in graph.ledger.rows[node]
        if any(
            one.path == here and one.line <= line <= one.end_line for one in graph.ledger.occurrences(node, head, every)
        )
    )


def parsed(entry: Entry, names: Names, problems: list[Problem]) -> Ends | None:
    """
    Return what the two ends of `a -> b` match; None, with the problems added, where an end matches nothing.

    An end in brackets may be absent, and is empty then.
    """
    texts = [text.strip() for text in entry.text.split("->")]
    if len(texts) != 2 or not all(texts):
        problems.append(Problem(entry.where, f"`{entry.text}` is no import", help="write `importer -> imported`"))
        return None
    before = len(problems)
    tails, heads = (_end(text, entry, names, problems) for text in texts)
    return (tails, heads) if len(problems) == before else None


def _spared(entry: Entry, ends: Ends) -> bool:
    """Whether an end of the import may be absent, and is."""
    texts = (text.strip() for text in entry.text.split("->"))
    return any(text.startswith("(") and not end for text, end in zip(texts, ends, strict=True))


def _end(text: str, entry: Entry, names: Names, problems: list[Problem]) -> tuple[Match, ...]:
    """Return what one end of an import matches."""
    if text.startswith("!"):
        problems.append(Problem(entry.where, f"`{text}` takes nothing away: an import is one by itself, not a list"))
        return ()
    try:
        pattern = parse(text)
    except PatternError as error:
        problems.append(Problem(entry.where, str(error)))
        return ()
    found = names.exact(pattern)
    if names.lenient:
        return found
    if not found and names.matches(pattern):
        problems.append(_folder(entry, pattern))
    elif not found and not pattern.optional and not names.exists(pattern):
        near = names.correction(pattern)
        label = f"did you mean `{near}`?" if near else ""
        problems.append(Problem(entry.where, f"no module matches `{text}` in `{entry.text}`", label, absent=text))
    return found


def _folder(entry: Entry, pattern: Pattern) -> Problem:
    """A namespace folder is no module: only what lies below it can import."""
    message = f"`{pattern.text}` is a folder without a module of its own"
    near = f"did you mean `{pattern.text}.**`?"
    return Problem(entry.where, message, near, help="in an import, a name is exactly that module")


def matching(tails: Iterable[Match], heads: Iterable[Match]) -> Iterator[tuple[int, int]]:
    """Yield every pair of the two ends in which captures of one name stand for the same text."""
    heads = tuple(heads)
    for tail in tails:
        for head in heads:
            if compatible(tail.binding, head.binding):
                yield tail.node, head.node


def _existing(rows: Rows, ends: Ends) -> Iterator[tuple[int, int]]:
    """Yield the imports that exist; walks the importers' rows, so that `**` on both sides costs no square."""
    heads = {match.node: match for match in ends[1]}
    for tail in ends[0]:
        for node in rows[tail.node]:
            head = heads.get(node)
            if head is not None and compatible(tail.binding, head.binding):
                yield tail.node, node
