"""
The imports that a file begins with, read without the parser.

Most files open with comments, a docstring and a run of imports, and have no others. These lines are read here by one
expression, one statement after another from the first character on, and the first that is written in any other way ends
it: so every character is accounted for, and none is taken for a statement that could be a part of something else. What
is recognised is a small part of the grammar, and all of it is valid: names in ASCII that are no keywords, one statement
a line, nothing continued by a backslash, a docstring without escapes.
"""

from __future__ import annotations

import re
from keyword import kwlist
from typing import Final, NamedTuple

from archlint.source.facts import Phrase, Statement
from archlint.source.nouns import KINDS

__all__ = ["NOTHING", "Heading", "heading"]

_DOTTED: Final = r"[A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)*+"
_STATEMENT: Final = re.compile(
    r"""
    (?:[ \t\f]*+(?:\#[^\n]*+)?\n)*+
    (?:
        from[ \t]++(\.*+)((?:DOTTED)?+)[ \t]++import[ \t]*+
            (?: \(([^()\\\#]*+(?:\#[^\n]*+\n[^()\\\#]*+)*+)\) | (?<=[ \t])(\*|[A-Za-z_](?:[\w, \t]*\w)?+) )
    |   import[ \t]++([A-Za-z_](?:[\w., \t]*\w)?+)
    |   [rRuU]?+(?: \"\"\"[^"\\]*+(?:"(?!"")[^"\\]*+)*+\"\"\" | '''[^'\\]*+(?:'(?!'')[^'\\]*+)*+'''
                | "(?!"")[^"\\\n]*+" | '(?!'')[^'\\\n]*+' )
    )
    [ \t]*+(?:\#[^\n]*+)?(?:\n|\Z)
    """.replace("DOTTED", _DOTTED),
    re.VERBOSE | re.ASCII,
)
"""Blank lines, comments, and one statement: `from` with a bracket or without, `import`, or a docstring."""
_BRACKETED: Final = 3
_COMMENT: Final = re.compile(r"#[^\n]*")
_LONG_NAME: Final = re.compile(rf"({_DOTTED})(?:[ \t]+as[ \t]+([A-Za-z_]\w*))?", re.ASCII)
_KEYWORDS: Final = frozenset(kwlist)
_RUNTIME: Final = KINDS.index("runtime")
_NAMING: Final = ("importlib", "builtins", "barry_as_FLUFL")
"""Imports that give a name to calls, or another meaning to operators."""
_FLAGS: Final = re.compile(r"(?:TYPE_CHECKING|typing|typing_extensions)[ \t]+as\b")
"""Imports that give a name to what is asked by `if`."""


class Heading(NamedTuple):
    """What a file begins with."""

    statements: list[Statement]
    end: int
    """Where the next line begins."""
    lines: int
    """How many lines there are."""

    def names_calls(self, text: str) -> bool:
        """Return whether it may give a name to calls that import, so that no word tells of them."""
        return any(text.find(name, 0, self.end) >= 0 for name in _NAMING)

    def names_flags(self, text: str) -> bool:
        """Return whether it gives a name of the file's own to TYPE_CHECKING."""
        return bool(_FLAGS.search(text, 0, self.end))


NOTHING: Final = Heading([], 0, 0)


_known: dict[str, Statement] = {}
"""Lines that are one statement each, and what that says. In a codebase the same line stands in many files."""
_MOST: Final = 50_000
"""So many of them are known at once, at most."""


def heading(text: str) -> Heading:
    """Return what the first lines of a file import. It must have plain line ends."""
    statements: list[Statement] = []
    position = line = 0
    while True:
        end = text.find("\n", position)
        if end == position:
            line, position = line + 1, end + 1
            continue
        written = text[position:end] if end > 0 else ""
        if known := _known.get(written):
            line, position = line + 1, end + 1
            statements.append((known[0], line, 1, line, known[4], _RUNTIME, 0))
            continue
        found = _STATEMENT.match(text, position)
        said = _statement(found, line) if found and found.lastindex else None
        if not found or (found.lastindex and not said):
            return Heading(statements, position, line)
        if said:
            statements.append(said)
            if found.end() == position + len(written) + 1:
                _remember(written, said)
        line = said[3] if said else line + text.count("\n", position, found.end())
        position = found.end()


def _remember(written: str, said: Statement) -> None:
    if len(_known) >= _MOST:
        _known.clear()
    _known[written] = said


def _statement(found: re.Match[str], above: int) -> Statement | None:
    """Return what is found below so many lines; None where that is for the parser to judge."""
    group = found.lastindex or 0
    end = found.end(group) + (group == _BRACKETED)
    try:
        phrases = _phrases(found)
    except _OddError:
        return None
    last = above + found.string.count("\n", found.start(), end) + 1
    first = last - found[group].count("\n")
    return phrases, first, 1, last, end - found.string.rfind("\n", 0, end), _RUNTIME, 0


def _phrases(found: re.Match[str]) -> tuple[Phrase, ...]:
    """Return what one statement imports."""
    dots, base, bracketed, listed, modules = found.groups()
    if modules:
        names = [(0, name, "") for name in _names(modules)]
    elif not (dots or base) or _reserved(base):
        raise _OddError
    elif listed == "*":
        names = [(len(dots), base, "*")]
    else:
        level = len(dots)
        names = [(level, base, name) for name in _names(listed if bracketed is None else _inside(bracketed))]
    return tuple(names) if len(names) == 1 else tuple(sorted(set(names)))


def _inside(bracketed: str) -> str:
    """Return the names in brackets, without comments and the comma behind the last of them."""
    plain = _COMMENT.sub("", bracketed) if "#" in bracketed else bracketed
    if "." in plain or not plain.isascii():
        raise _OddError
    return plain.rstrip().removesuffix(",")


def _names(listed: str) -> list[str]:
    """Return the names between commas, without those that they get."""
    if listed.isidentifier() and listed not in _KEYWORDS:
        return [listed]
    names = [name.strip() for name in listed.split(",")]
    if not all(map(str.isidentifier, names)):
        names = list(map(_long_name, names))
    if not _KEYWORDS.isdisjoint(names):
        raise _OddError
    return names


def _long_name(written: str) -> str:
    """Return the name before `as`, or a dotted one."""
    found = _LONG_NAME.fullmatch(written)
    if not found or _reserved(found[1]) or found[2] in _KEYWORDS:
        raise _OddError
    return found[1]


def _reserved(dotted: str) -> bool:
    return not _KEYWORDS.isdisjoint(dotted.split("."))


class _OddError(Exception):
    """A statement is for the parser to judge."""
