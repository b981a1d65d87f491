"""
The imports that a file begins with, read without the parser.

Most files open with comments, a docstring and a run of imports, and have no others. These lines are read here by one
expression, one statement after another from the first character on, and the first that is written in any other way ends
it: so every character is accounted for, and none is taken for a statement that could be a part of something else. What
is recognised is a small part of the grammar, and all of it is valid: names in ASCII that are no keywords, one statement
a line, nothing continued by a backslash, a docstring without escapes, and blocks of such imports under
`if TYPE_CHECKING:` that no `else` follows.

In a codebase the same statement stands in many files. So a text is first cut into pieces by an expression that is quick
and only guesses where a statement ends. What a piece says is known by its text if it was read before; any other is read
by the strict expression from its place on, and where that ends elsewhere, the cutting begins there anew.
"""

from __future__ import annotations

import re
from keyword import kwlist
from typing import Final

from archlint.source.facts import Form, Phrase, Statement
from archlint.source.nouns import KINDS
from archlint.startup import NamedTuple

__all__ = ["NOTHING", "Heading", "heading", "statement"]

_NAME: Final = r"[A-Za-z_]\w*+"
_DOTTED: Final = rf"{_NAME}(?:\.{_NAME})*+"
_ALIAS: Final = rf"(?:[ \t]++as[ \t]++{_NAME})?+"
_INSIDE: Final = r"(?:[ \t\f\n]++|\#[^\n]*+\n)*+"
"""What may stand between the names in brackets."""
_BLANK: Final = r"(?:[ \t\f]*+(?:\#[^\n]*+)?\n)"
_STRING: Final = r"""
    [rRuU]?+(?: \"\"\"[^"\\]*+(?:"(?!"")[^"\\]*+)*+\"\"\" | '''[^'\\]*+(?:'(?!'')[^'\\]*+)*+'''
              | "(?!"")[^"\\\n]*+" | '(?!'')[^'\\\n]*+' )
"""
_REST: Final = r"[ \t]*+(?:\#[^\n]*+)?"
_STATEMENT: Final = re.compile(
    rf"""
    (?:
        from[ \t]++(\.*+)((?:{_DOTTED})?+)[ \t]++import[ \t]*+
        (?: \(( {_INSIDE}{_NAME}{_ALIAS} (?:{_INSIDE},{_INSIDE}{_NAME}{_ALIAS})*+ {_INSIDE},?+{_INSIDE} )\)
          | (?<=[ \t])( \* | {_NAME}{_ALIAS}(?:[ \t]*+,[ \t]*+{_NAME}{_ALIAS})*+ ) )
    |   import[ \t]++( {_DOTTED}{_ALIAS}(?:[ \t]*+,[ \t]*+{_DOTTED}{_ALIAS})*+ )
    |   {_STRING}
    )
    {_REST}(?:\n{_BLANK}*+|\Z)
    | {_BLANK}++
    """,
    re.VERBOSE | re.ASCII,
)
"""One statement - `from` with a bracket or without, `import`, a docstring - and the lines without code below it."""
_PIECE: Final = re.compile(
    rf"""
    ( (?:from|import).*+(?:(?<=\()\n[^)]*+\).*+)?+(?:\n++|\Z) | {_BLANK}++ | {_STRING}{_REST}(?:\n++|\Z) )
    | (?s:.++)
    """,
    re.VERBOSE,
)
"""What probably is an import, or surely lines without code or a docstring; nothing for all that is left."""
_BLOCK: Final = re.compile(
    rf"if[ ](?:typing\.)?TYPE_CHECKING:[ \t]*+(?:\#[^\n]*+)?\n{_BLANK}*+([ ]++)(?=from|import)", re.VERBOSE
)
"""What opens a block of imports for type checkers, and the indentation of the first."""
_MARGIN: Final = re.compile(r"(?!(?:else|elif)\b)[^\s\\]|\Z")
"""What is over a block, and no other branch of its statement."""
_NO_IMPORT: Final = (*" \t\f\n#\"'rRuU",)
_BEGINNINGS: Final = ("f", "i", *_NO_IMPORT)
"""How whatever is read here begins."""
_BRACKETED: Final = 3
_COMMENT: Final = re.compile(r"#[^\n]*")
_ALIASED: Final = re.compile(r"([\w.]++)(?:[ \t]++as[ \t]++(\w++))?+", re.ASCII)
_KEYWORDS: Final = frozenset(kwlist)
_RUNTIME, _TYPING = KINDS.index("runtime"), KINDS.index("typing")
_CALLING: Final = frozenset({"importlib", "builtins", "import_module", "__import__"})
"""What imports, or has what does: if it gets another name, no word tells of it any more."""
_FLAGS: Final = re.compile(r"(?:TYPE_CHECKING|typing|typing_extensions)[ \t]+as\b")
"""Imports that give a name to what is asked by `if`."""


class Heading(NamedTuple):
    """What a file begins with."""

    statements: list[Statement]
    end: int
    """Where the next line begins."""
    lines: int
    """How many lines there are."""

    def names_flags(self, text: str) -> bool:
        """Return whether it gives a name of the file's own to TYPE_CHECKING."""
        return bool(_FLAGS.search(text, 0, self.end))


NOTHING: Final = Heading([], 0, 0)
_Said = tuple[Form | None, int]
"""What a piece imports, and how many lines it has."""
_known: dict[str, _Said] = {}
"""Pieces that were read before, docstrings left out: hardly any stands in two files."""
_MOST: Final = 50_000
"""So many of them are known at once, at most."""


def heading(text: str) -> Heading:
    """Return what the first lines of a file import. It must have plain line ends."""
    statements: list[Statement] = []
    place: tuple[int, int] | None = (0, 1)
    while place:
        position, line = _pieces(text, *place, statements)
        place = _other(text, position, line, statements)
    return Heading(statements, position, line - 1)


def statement(text: str, position: int, kind: int, marks: int) -> tuple[Form | None, int]:
    """
    Return the import that begins at a place and is alone in its line, and where its names end.

    It is None where that is for the parser to judge.
    """
    found = _STATEMENT.match(text, position)
    said = _said(found, kind, marks) if found else None
    return (said[0], found.end(found.lastindex or 0)) if found and said else (None, 0)


def _pieces(text: str, position: int, line: int, statements: list[Statement]) -> tuple[int, int]:
    """Add what the pieces say from a place on, and return the place and line of what is none."""
    known = _known.get
    for piece in _PIECE.findall(text, position):
        said = known(piece) or _read(piece)
        if not said:
            break
        form, height = said
        if form:
            statements.append((form, line))
        line += height
        position += len(piece)
    return position, line


def _read(piece: str) -> _Said | None:
    """Return what a piece says that was not known; None where it is no statement."""
    if piece.startswith(_NO_IMPORT):
        return None, piece.count("\n")
    if piece.endswith("\n\n"):
        # Fewer empty lines below it make no other statement.
        bare = piece.rstrip("\n") + "\n"
        said = _known.get(bare) or _read(bare)
        said = said and (said[0], said[1] + len(piece) - len(bare))
    else:
        found = _STATEMENT.fullmatch(piece)
        said = _said(found) if found else None
    if said:
        if len(_known) >= _MOST:
            _known.clear()
        _known[piece] = said
    return said


def _said(found: re.Match[str], kind: int = _RUNTIME, marks: int = 0) -> _Said | None:
    """Return what a statement says; None where that is for the parser to judge."""
    text, start, group = found.string, found.start(), found.lastindex
    height = text.count("\n", start, found.end())
    if not group:
        return None, height
    phrases = _phrases(found)
    if not phrases:
        return None
    end = found.end(group) + (group == _BRACKETED)
    column, end_column = start - text.rfind("\n", 0, start), end - text.rfind("\n", 0, end)
    return (phrases, column, text.count("\n", start, end), end_column, kind, marks), height


def _other(text: str, position: int, line: int, statements: list[Statement]) -> tuple[int, int] | None:
    """Add what stands where no piece does, and return the place and line below; None where the parser has to look."""
    found = _STATEMENT.match(text, position) if text.startswith(_BEGINNINGS, position) else None
    if not found:
        return _block(text, position, line, statements)
    said = _said(found)
    if not said:
        return None
    form, height = said
    if form:
        statements.append((form, line))
    return found.end(), line + height


def _block(text: str, position: int, line: int, statements: list[Statement]) -> tuple[int, int] | None:
    """Do the same for a block of imports for type checkers, if all of it is understood."""
    opened = _BLOCK.match(text, position)
    if not opened:
        return None
    indent, start = opened[1], opened.end()
    line += text.count("\n", position, start)
    inside: list[Statement] = []
    while found := _STATEMENT.match(text, start):
        form, height = _said(found, _TYPING) or (None, 0)
        if not form:
            return None
        inside.append((form, line))
        position, line = found.end(), line + height
        if _MARGIN.match(text, position):
            statements += inside
            return position, line
        if not text.startswith(indent, position):
            return None
        start = position + len(indent)
    return None


def _phrases(found: re.Match[str]) -> tuple[Phrase, ...]:
    """Return what one statement imports; () where a keyword is taken for a name, or calls get another one."""
    dots, base, bracketed, listed, modules = found.groups()
    names, others = _names(modules or listed or bracketed)
    if base:
        others += base.split(".")
    if modules:
        others += ".".join(names).split(".")
    if not _KEYWORDS.isdisjoint(names + others):
        return ()
    if modules:
        return tuple([(0, name, "") for name in sorted({*names})])
    level = len(dots)
    return tuple([(level, base, name) for name in sorted({*names})])


def _names(written: str) -> tuple[list[str], list[str]]:
    """Return what is listed, and the other names that are given to it; a keyword where that is for the parser."""
    if "#" in written:
        written = _COMMENT.sub("", written)
    words = written.split()
    if "as" in words:
        pairs = _ALIASED.findall(written)
        if any(alias and name in _CALLING for name, alias in pairs):
            return ["as"], []
        return [name for name, _ in pairs], [alias for _, alias in pairs]
    return "".join(words).rstrip(",").split(","), []
