"""
The imports below the head of a file, read without the parser.

Most of them stand in functions, written as plainly as those at the head. What they are is told by their own line, and
under which circumstances they run by the lines that open the blocks around them. That both are seen rests on the
following, for a text that Python accepts; where any of it is not certain, nothing is said and the parser has to look.

1. *There is nothing else to be found.* Each `import` in the code, which is the text without strings and comments, is
   part of a statement that is read here. No word is there that could import in another way, and what is assigned to
   `__all__` is a statement at the margin, which is parsed by itself.
2. *A line that begins with `import`, or with `from` up to `import`, begins a statement*, if the line before does not
   end in a backslash: no expression can hold these words. It is read as the head of a file is, to the end of its line.
3. *The nearest line above that is indented less opens the block around it*, if it begins a statement: in between there
   is nothing but the block, and no statement in a block is indented less than the others. `def`, `class`, `with`,
   `try`, `except` and `finally` begin a statement wherever they begin a line; `if`, `for` and `else` do where no
   bracket is open. Any other word is not understood, but for lines that close a bracket: these begin nothing.
4. *What the block does to it is told by that word* (guards.py), for `else` by the word that it belongs to, which stands
   in the nearest line above that is not indented deeper. Nothing above a function matters to whether an import in it is
   optional. A `try` or `with` that might, and whatever asks for TYPE_CHECKING in other words than `if TYPE_CHECKING:`,
   is left to the parser.
"""

from __future__ import annotations

import re
from typing import Final

from archlint.source.exports import Exports
from archlint.source.facts import Form, Statement
from archlint.source.guards import CONDITIONAL
from archlint.source.heading import Heading, statement
from archlint.source.nouns import KINDS
from archlint.source.outline import OddError, opened, statement_end, visible
from archlint.source.prefix import changes, line_end
from archlint.source.syntax import FAULTS, parsed
from archlint.startup import NamedTuple

__all__ = ["below"]

_OTHER_WAYS: Final = ("import_module", "__import__", "__lazy_modules__", "extend_path", "declare_namespace")
"""Words that say more of imports than statements do."""
_IMPORT: Final = re.compile(r"import\b")
_ALL: Final = re.compile(r"__all__")
_FLAG: Final = "TYPE_CHECKING"
_ASKED: Final = re.compile(r"\n *if (?:typing\.)?TYPE_CHECKING:")
_OPENER: Final = re.compile(
    r"""
    (?:async\ ++)?
    (?: (def\b) | (class\b) | ((?:with|try|except|finally)\b)
      | (if\ (?:typing\.)?TYPE_CHECKING:) | ((?:if|elif|for|while)\b) | (else\b) )
    """,
    re.VERBOSE,
)
"""What opens a block."""
_UNKNOWN, _FUNCTION, _CLASS, _GUARD, _ASKING, _BRANCH, _ELSE = range(7)
_SPACES: Final = re.compile(r" *+")
_LONG: Final = re.compile(r"^.{5000}", re.MULTILINE)
"""A line that may be too much for Python itself: a sum of thousands, brackets in brackets."""
_NO_STATEMENT: Final = ("", ")", "]", "}")
"""How lines begin that are empty, or close a bracket."""
_RUNTIME, _DEFERRED, _TYPING = map(KINDS.index, ("runtime", "deferred", "typing"))


class Below(NamedTuple):
    """What stands below the head of a file."""

    statements: list[Statement]
    exports: tuple[str, ...] | None
    """As in `Facts`."""


def below(text: str, head: Heading, last: int) -> Below | None:
    """
    Return what a text says between the end of its head and its `last` word; None where the parser has to look.

    The head must give no names to what the rest may do.
    """
    start, end = head.end, line_end(text, last)
    if any(text.find(word, start) >= 0 for word in _OTHER_WAYS):
        return None
    code = visible(text[start:end], text[end:])
    if code is None or "\t" in code or "\f" in code or _LONG.search(code):
        return None
    if code.count(_FLAG) != len(_ASKED.findall(code)):
        return None
    exports = _exports(text, start - 1, code)  # the code has a line feed in front of the text
    statements = _statements(text, start - 1, code, head.lines + 1)
    return Below(statements, exports.names) if exports and statements is not None else None


def _statements(text: str, above: int, code: str, line: int) -> list[Statement] | None:
    """Return the imports in the code of a text, which lies so many characters further down; its first line is given."""
    found: list[Statement] = []
    counted = depth = 0
    for place in map(re.Match.start, _IMPORT.finditer(code)):
        if f"_{code[place - 1]}".isidentifier():
            continue  # the end of a longer name
        margin = code.rfind("\n", 0, place) + 1
        depth += opened(code, counted, margin)
        line += text.count("\n", above + max(counted, 1), above + margin)
        form = None if depth else _form(text, above, code, margin)
        if not form:
            return None
        found.append((form, line))
        counted = margin
    return found


def _exports(text: str, above: int, code: str) -> Exports | None:
    """Return what assignments to `__all__` add up to; None where one is not a statement of the module by itself."""
    exports = Exports()
    for word in _ALL.finditer(code):
        margin = word.start()
        if not changes(code, margin):
            continue
        if code[margin - 1] != "\n" or code[margin - 2 : margin - 1] == "\\" or opened(code, 0, margin):
            return None
        try:
            (statement,) = parsed(text[above + margin : above + statement_end(code, margin)], "").body
        except (*FAULTS, OddError):
            return None
        exports.note(statement, certain=True)
    return exports


def _form(text: str, above: int, code: str, margin: int) -> Form | None:
    """Return the statement in the line that begins at a place of the code, which lies that far behind in the text."""
    indent = _indent(code, margin)
    context = _context(code, margin, indent)
    return statement(text, above + margin + indent, *context) if context else None


def _context(code: str, margin: int, indent: int) -> tuple[int, int] | None:
    """Return the kind and the marks of an import in a line; None where they are not certain."""
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
        elif opener != _CLASS and not (opener == _GUARD and _DEFERRED in kinds):
            return None
    return None


def _parted(code: str, margin: int, indent: int) -> tuple[int, int]:
    """Return the line that an `else` belongs to, and what would do the same to an import as this `else`."""
    if opened(code, 0, margin) or code[margin - 2 : margin - 1] == "\\":
        return 0, _UNKNOWN
    margin = _above(code, margin, indent + 1)
    same, opener = _opener(code, margin)
    if same != indent or opener not in (_GUARD, _ASKING, _BRANCH):
        return 0, _UNKNOWN
    # What is not for type checkers runs in any case, as it does in a class.
    return margin, _CLASS if opener == _ASKING and not opened(code, 0, margin) else opener


def _opener(code: str, margin: int) -> tuple[int, int]:
    """Return how far a line is indented, and what it opens; the line 0 is none."""
    indent = _indent(code, margin)
    found = _OPENER.match(code, margin + indent) if margin else None
    return indent, found.lastindex or _UNKNOWN if found else _UNKNOWN


def _above(code: str, margin: int, indent: int) -> int:
    """Return where the nearest line above begins that is indented less and may begin a statement; 0 for none."""
    deep = " " * indent
    end = margin - 1
    while end > 0:
        start = code.rfind("\n", 0, end) + 1
        if not code.startswith(deep, start) and code[start:end].lstrip(" ")[:1] not in _NO_STATEMENT:
            return start
        end = start - 1
    return 0


def _indent(code: str, margin: int) -> int:
    found = _SPACES.match(code, margin)
    return found.end() - margin if found else 0
