"""
A text without the functions and classes that say nothing of imports.

Between the imports of a file stand functions and classes that nobody here asks about. Each of them is replaced by
`pass`, if the following shows that it is a whole statement and that none of the words is in it. Then the parser sees
the same statements around it, in the same blocks and lines. All this holds for a text that Python accepts.

1. *Strings and comments are found from left to right*, beginning where the code begins (view.py). Where they are not
   certain, nothing is replaced.
2. *`def` and `class` at the beginning of a line of code begin a statement*, unless the line before ends in a backslash
   (behind `async`): no expression can hold these words. So no bracket is open there. The character `@` can be an
   operator, and counts only where all brackets are closed.
3. *The statement is over at the next line of code that is not indented deeper*, if as many brackets were closed as were
   opened in between, and the line before does not go on by a backslash. There is no other way to be over.
4. *Its indentation is told by spaces*: where there is a tab or a form feed in the code, nothing is replaced.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Final

from archlint.source.prefix import Prefix
from archlint.source.view import OddError, opened, statement_end, visible

__all__ = ["outline"]

_UNIT: Final = re.compile(r"\n( *+)(?:(@)|(?:async *+def|def|class)\b)", re.ASCII)
_NEXT: Final = re.compile(r"(?:[ ]*+\n)*+(?!(?:else|elif|except|finally)\b)[A-Za-z_@]", re.ASCII)
"""The beginning of a statement at the margin, if it is the next."""
_METHOD: Final = re.compile(r"__all__[\s\\]*\.")
_CALLS: Final = ("import_module", "__import__", "extend_path", "declare_namespace")


def outline(prefix: Prefix, below: str = "") -> Prefix | None:
    """
    Return what of a text can speak of imports, each line in its place; None where that is not certain.

    A string that is open at the end of the text must be closed in what stands `below` it in the file.
    """
    text = "\n" + prefix.text
    code = visible(prefix.text, below)
    if code is None:
        return None
    words = sorted([*_places("import", code), *_calls(text, len(code)), *_changes(code)])
    last = max([*words[-1:], code.rfind("__all__")])
    if last < 0:
        return Prefix("", True)
    try:
        end = statement_end(code, last)
        closed = prefix.closed if end == len(text) else bool(_NEXT.match(code, end))
        return Prefix(_without_units(text[:end], code[:end], words)[1:], closed)
    except OddError:
        return None


def _without_units(text: str, code: str, words: list[int]) -> str:
    """Return the text with `pass` for functions and classes without a word."""
    if "\t" in code or "\f" in code:
        return text
    parts: list[str] = []
    position = 0
    for start, end, indentation in _units(code, words):
        parts += text[position:start], indentation, "pass", "\n" * text.count("\n", start, end)
        position = end
    return "".join([*parts, text[position:]])


def _places(word: str, text: str, end: int | None = None) -> Iterator[int]:
    """Yield where letters stand."""
    place = text.find(word, 0, end)
    while place >= 0:
        yield place
        place = text.find(word, place + 1, end)


def _calls(text: str, end: int) -> Iterator[int]:
    """Yield where functions are named; they may be called in a string."""
    return (place for word in _CALLS for place in _places(word, text, end))


def _changes(code: str) -> Iterator[int]:
    """Yield where methods of `__all__` are called, which a function may do as well."""
    return (found.start() for found in _METHOD.finditer(code)) if "__all__" in code else iter(())


def _units(code: str, words: list[int]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and indentation of the outermost functions and classes without one of the words."""
    flat = position = 0
    while unit := _UNIT.search(code, position):
        start, (indentation, decorator), position = unit.start() + 1, unit.groups(), unit.end()
        inside = opened(code, flat, start) != 0
        if decorator and inside:
            continue
        if inside or code[start - 2 : start - 1] == "\\":
            raise OddError
        flat, end = start, _end(code, start, len(indentation))
        while decorator and end < len(code):
            # What is decorated comes next; it is not looked at as a unit of its own.
            unit = _UNIT.match(code, end - 1)
            if not unit or unit[1] != indentation:
                raise OddError
            position, decorator = unit.end(), unit[2]
            end = _end(code, end, len(indentation))
        first = bisect_left(words, start)
        if first == len(words) or words[first] >= end:
            yield start, end, indentation
            flat, position = end, end - 1


def _end(code: str, start: int, indent: int) -> int:
    """Return where the next statement begins that is not indented deeper than the one that starts there."""
    depth, counted = 0, start
    for line in _lines_up_to(indent).finditer(code, start):
        depth += opened(code, counted, line.start())
        counted = line.start()
        if not depth and code[counted - 1] != "\\":
            return counted + 1
    if depth + opened(code, counted, len(code)):
        raise OddError
    return len(code)


@cache
def _lines_up_to(indent: int) -> re.Pattern[str]:
    """Return what finds lines that are indented so far at most; those that only close a bracket are left out."""
    return re.compile(rf"\n {{0,{indent}}}+[^ \n)\]}}]")
