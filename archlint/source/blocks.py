"""
Under which circumstances a line runs, told by the lines that open the blocks around it.

That is guards.py without a syntax tree. It rests on the following, for a text that Python accepts, of which strings and
comments are known (view.py); where any of it is not certain, nothing is said.

1. *The nearest line above that is indented less opens the block around a statement*, if it begins a statement: in
   between there is nothing but the block, and no statement in a block is indented less than the others. `def`, `class`,
   `with`, `try`, `except` and `finally` begin a statement wherever they begin a line; `if`, `for` and `else` do where
   no bracket is open. Any other word is not understood, but for lines that close a bracket, or begin with a string or a
   comment: these open nothing.
2. *What the block does to the statement is told by that word*, for `else` by the word that it belongs to, which stands
   in the nearest line above that is not indented deeper. Whatever asks for TYPE_CHECKING in other words than
   `if TYPE_CHECKING:` is not understood.
3. *The handlers of a `try` are the next lines that are not indented deeper*, one after another, as far as they are
   `except` and a few names; the first line that is none of them and begins a statement ends them. Where one of them
   catches a failed import, no other matters any more. Nothing above a function matters to whether an import in it is
   optional.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from archlint.source.guards import ABSENCE, CONDITIONAL, OPTIONAL
from archlint.source.nouns import KINDS
from archlint.source.view import opened

__all__ = ["circumstances", "indentation"]

_OPENER: Final = re.compile(
    r"""
    (?:async\ ++)?
    (?: (def\b) | ((?:class|finally)\b) | (with\b) | ((?:try|except)\b)
      | (if\ (?:typing\.)?TYPE_CHECKING:) | ((?:if|elif|for|while)\b) | (else\b) )
    """,
    re.VERBOSE,
)
"""What opens a block."""
_UNKNOWN, _FUNCTION, _PLAIN, _WITH, _TRY, _ASKING, _BRANCH, _ELSE = range(8)
_SPACES: Final = re.compile(r" *+")
_CLAUSE: Final = re.compile(
    r"""
    ( (?:else|finally)\ *+: )
    | except (?: \ *\( ([\w.,\ ]*+) \) | \ ++([\w.]++) | (?=\ *+:) ) (?:\ ++as\ ++\w++)?+ ( \ *+: )
    | except\b
    """,
    re.VERBOSE | re.ASCII,
)
"""The end of the handlers; a handler with the names that it catches; a handler of which these are not certain."""
_NAME: Final = re.compile(r"[\w.]*+", re.ASCII)
_RUNTIME, _DEFERRED, _TYPING = map(KINDS.index, ("runtime", "deferred", "typing"))


def circumstances(code: str, margin: int, indent: int) -> tuple[int, int] | None:
    """
    Return the kind and the marks of an import, from where its line begins; None where they are not certain.

    There must be a line feed in front of the code.
    """
    kinds, marks = {_RUNTIME}, 0
    while code[margin - 2 : margin - 1] != "\\":
        if not indent:
            return (_TYPING if _TYPING in kinds else max(kinds)), marks
        margin = _above(code, margin, indent)
        indent, opener = _opener(code, margin)
        if opener == _ELSE:
            margin, opener = _parted(code, margin, indent)
        if opener == _FUNCTION:
            kinds.add(_DEFERRED)
        elif opener in (_ASKING, _BRANCH) and not opened(code, 0, margin):
            kinds.add(_TYPING if opener == _ASKING else _RUNTIME)
            marks |= CONDITIONAL if opener == _BRANCH else 0
        elif opener in (_TRY, _WITH):
            guarded = _DEFERRED not in kinds and (_guarded(code, margin, indent) if opener == _TRY else None)
            if guarded is None:
                return None
            marks |= OPTIONAL if guarded else 0
        elif opener != _PLAIN:
            return None
    return None


def indentation(code: str, margin: int) -> int:
    """Return by how many spaces a line is indented."""
    found = _SPACES.match(code, margin)
    return found.end() - margin if found else 0


def _parted(code: str, margin: int, indent: int) -> tuple[int, int]:
    """Return the line that an `else` belongs to, and what would do the same to an import as this `else`."""
    if opened(code, 0, margin) or code[margin - 2 : margin - 1] == "\\":
        return 0, _UNKNOWN
    margin = _above(code, margin, indent + 1)
    same, opener = _opener(code, margin)
    if same != indent or opener not in (_TRY, _ASKING, _BRANCH):
        return 0, _UNKNOWN
    # What is not for type checkers runs in any case, as it does in a class.
    return margin, _PLAIN if opener == _ASKING and not opened(code, 0, margin) else opener


def _guarded(code: str, margin: int, indent: int) -> bool | None:
    """Return whether the `try` that a line belongs to catches a failed import; None where that is not certain."""
    while not code.startswith("try", margin + indent):
        margin = _above(code, margin, indent + 1)
        if _opener(code, margin) != (indent, _TRY):
            return None
    position = margin
    while found := _lines_up_to(indent).search(code, position):
        start, position = found.span(1)
        clause = _CLAUSE.match(code, position) if position - start == indent else None
        if not clause:
            # Only a statement ends it: in brackets a line may begin anywhere.
            return None if opened(code, margin, start) or code[start - 2] == "\\" else False
        survives = _survives(clause)
        if survives is not False or clause[1]:
            return survives
    return None


def _survives(clause: re.Match[str]) -> bool | None:
    """Return whether a clause catches a failed import; None where that is not certain."""
    end, several, one, known = clause.groups()
    if end or not known:
        return False if end else None
    if several is None and one is None:
        return True
    names = (several or one or "").split(",")
    if not all(map(_NAME.fullmatch, map(str.strip, names))):
        return None
    return any(name.strip().rpartition(".")[2] in ABSENCE for name in names)


def _opener(code: str, margin: int) -> tuple[int, int]:
    """Return how far a line is indented, and what it opens; the line 0 is none."""
    indent = indentation(code, margin)
    found = _OPENER.match(code, margin + indent) if margin else None
    return indent, found.lastindex or _UNKNOWN if found else _UNKNOWN


def _above(code: str, margin: int, indent: int) -> int:
    """Return where the nearest line above begins that is indented less and may open a block; 0 for none."""
    found = _last_up_to(indent - 1).match(code, 0, margin)
    return found.start(1) if found else 0


@cache
def _last_up_to(indent: int) -> re.Pattern[str]:
    return re.compile(rf"(?s:.*)\n{_line(indent)}")


@cache
def _lines_up_to(indent: int) -> re.Pattern[str]:
    return re.compile(rf"\n{_line(indent)}")


def _line(indent: int) -> str:
    """Return what finds the beginning of lines that are indented so far at most, and may open a block."""
    return rf"( {{0,{indent}}}+)(?=[^ \n#)\]}}])"
