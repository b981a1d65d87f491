"""
What stands below the head of a file, read without the parser.

Most of the imports there stand in functions, written as plainly as those at the head. What they are is told by their
own line, and under which circumstances they run by the lines above (blocks.py). That they are seen rests on the
following, for a text that Python accepts; where any of it is not certain, nothing is said and the parser has to look.

1. *There is nothing else to be found.* Each `import` in the code, which is the text without strings and comments, is
   part of a statement that is read here, and so is each name of a function that imports: no string that is computed
   speaks of one. No word is there that could import in another way, and what is assigned to `__all__` is a statement at
   the margin, which is parsed by itself.
2. *A line that begins with `import`, or with `from` up to `import`, begins a statement*, if the line before does not
   end in a backslash: no expression can hold these words. It is read as the head of a file is, to the end of its line.
3. *A line begins a statement where no bracket is open* and the line before does not end in a backslash. If it speaks of
   functions that import, it is parsed by itself, to the end of its logical line: what the parser takes for simple
   statements there are those of the file, since the header of a compound one is not complete without a block.
"""

from __future__ import annotations

import ast
import re
from typing import Final

from archlint.source.blocks import circumstances, indentation
from archlint.source.exports import Exports
from archlint.source.facts import Statement
from archlint.source.guards import COMPOUND
from archlint.source.heading import Heading, statement
from archlint.source.prefix import changes, part_end
from archlint.source.syntax import FAULTS, parsed
from archlint.source.view import OddError, View, opened, statement_end, view
from archlint.startup import NamedTuple

__all__ = ["Below", "Saying", "below"]

_OTHER_WAYS: Final = ("__lazy_modules__", "extend_path", "declare_namespace")
"""Words that say more of imports than statements and calls do."""
_CALLS: Final = ("import_module", "__import__")
_WORD: Final = re.compile(r"import(_module|__)?\b")
_ALL: Final = re.compile(r"__all__")
_FLAG: Final = "TYPE_CHECKING"
_ASKED: Final = re.compile(r"\n *if (?:typing\.)?TYPE_CHECKING:")
_LONG: Final = 2_000
"""A line of so many characters may be too much for Python itself: a sum of thousands, brackets in brackets."""
_OTHERS: Final = frozenset({*COMPOUND, ast.Import, ast.ImportFrom})
"""What says more by its place than a simple statement, or is read by itself."""

Saying = tuple[ast.stmt, int]
"""A simple statement that speaks of functions which import, and the marks of what it imports."""


class Below(NamedTuple):
    """What stands below the head of a file."""

    statements: list[Statement]
    sayings: list[Saying]
    exports: tuple[str, ...] | None
    """As in `Facts`."""


def below(text: str, head: Heading, last: int) -> Below | None:
    """
    Return what a text says between the end of its head and its `last` word; None where the parser has to look.

    The head must give no names to what the rest may do.
    """
    start = head.end
    end = part_end(text, start, last)
    if any(text.find(word, start, end) >= 0 for word in _OTHER_WAYS):
        return None
    seen = view(text, start, end, head.lines + 1)
    if seen is None or not _plain(seen.code):
        return None
    if any(text.find(word, start, end) >= 0 for word in _CALLS) and seen.computed(_CALLS):
        return None
    exports = _exports(seen)
    if exports is None:
        return None
    found = Below([], [], exports.names)
    return found if _told(seen, found) else None


def _plain(code: str) -> bool:
    """Return whether the code is told by its lines."""
    if "\t" in code or "\f" in code or code.count(_FLAG) != len(_ASKED.findall(code)):
        return False
    position = 0
    while position + _LONG < len(code):
        next_line = code.rfind("\n", position, position + _LONG) + 1
        if not next_line or next_line == position:
            return False
        position = next_line
    return True


def _told(seen: View, found: Below) -> bool:
    """Add the imports in the code, and what may import; return whether all of it is understood."""
    code, counted, depth, end = seen.code, 0, 0, 0
    for word in _WORD.finditer(code):
        place, calls = word.start(), word[1]
        if place < end or (calls != "_module" and _is_part(code, place, calls)):
            continue
        margin = code.rfind("\n", 0, place) + 1
        depth += opened(code, counted, margin)
        counted = margin
        indent = indentation(code, margin)
        known = None if depth else circumstances(code, margin, indent)
        if not known:
            return False
        if calls:
            said, end = _said(seen, margin, indent)
            found.sayings.extend((one, known[1]) for one in said)
            if not said:
                return False
        else:
            form, end = statement(code, margin + indent, *known)
            if not form:
                return False
            found.statements.append((form, seen.line(margin)))
    return True


def _is_part(code: str, place: int, calls: str | None) -> bool:
    """Return whether letters are a part of another name."""
    return not code.startswith("__", place - 2) if calls else f"_{code[place - 1]}".isidentifier()


def _said(seen: View, margin: int, indent: int) -> tuple[list[ast.stmt], int]:
    """Return the simple statements in a line, and where it ends; none where it is not made of such alone."""
    try:
        end = statement_end(seen.code, margin)
        # Every place is that of the file.
        lead = "\n" * (seen.line(margin) - 2) + "if 1:\n" if indent else "\n" * (seen.line(margin) - 1)
        body = parsed(lead + seen.text(margin, end), "").body
    except (*FAULTS, OddError):
        return [], 0
    inner = body[0].body if indent else body  # type: ignore[attr-defined]
    return ([] if any(type(one) in _OTHERS for one in inner) else inner), end


def _exports(seen: View) -> Exports | None:
    """Return what assignments to `__all__` add up to; None where one is not a statement of the module by itself."""
    exports, code = Exports(), seen.code
    for word in _ALL.finditer(code) if "__all__" in code else ():
        margin = word.start()
        if not changes(code, margin):
            continue
        if code[margin - 1] != "\n" or code[margin - 2 : margin - 1] == "\\" or opened(code, 0, margin):
            return None
        try:
            (one,) = parsed(seen.text(margin, statement_end(code, margin)), "").body
        except (*FAULTS, OddError):
            return None
        exports.note(one, certain=True)
    return exports
