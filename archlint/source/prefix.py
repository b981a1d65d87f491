"""
How much of a file has to be parsed to know all that it says about imports.

The extractor looks at import statements and the blocks around them, whatever speaks of `import_module` and
`__import__`, assignments to `__all__` and calls of its methods, and in an `__init__.py` calls of `extend_path` and
`declare_namespace`. Nothing of that can be written without one of those words, and a file is text before it is Python:
so what follows the last place where such a word can be meant need not be parsed. That this changes no fact of a file
that Python accepts rests on five steps.

1. *No place is missed.* Every occurrence of the letters counts, but for those that cannot be the word: a part of a
   longer name, `import` where no import statement could have it (`_imports`), `__all__` that is not changed
   (`changes`). An occurrence in a string or a comment costs time and nothing else. Files whose bytes are not letters
   are parsed whole (`legible`): an encoding that is no extension of ASCII, a name in letters that Python takes for
   these. One word is not known beforehand, an alias of import_module; a file that has one is parsed whole as well.
2. *A prefix ends where a logical line does.* It ends with a physical line, and it compiles, which no text does with a
   string or a bracket open or a backslash at its end. The tokenizer reads from left to right, so up to the cut it sees
   in the file what it sees in the prefix.
3. *Every statement of the prefix stands in the file, in the same place and in the same blocks.* A simple statement is
   over with its line. A compound one may go on after the cut, with further statements in its open blocks and with the
   clauses `else`, `elif`, `except`, `finally` and `case`; its header is in the prefix, or that would not compile.
4. *What is added there changes nothing above it.* What a statement takes from where it stands comes from the headers
   around it, and for the body, the handlers and the `else` of a `try` from its handlers (guards.py). So a prefix is
   refused where one more handler could be added, and would make a difference (`guards.may_change`) ...
5. ... unless the file goes on with the beginning of a statement at the margin (`Prefix.closed`). Then every block is
   closed, and nothing is added to any.

A file that Python does not accept is no concern of this: an error after the cut is not seen, and that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final
from unicodedata import combining, is_normalized, normalize

from archlint.source.text import MARK, encoding, plain_ends
from archlint.startup import NamedTuple

__all__ = ["Prefix", "changes", "disguised", "last_word", "legible", "line_end", "part_end", "prefixes"]

_IMPORT: Final = "import"
_ALL: Final = "__all__"
_SHARING: Final = ("extend_path", "declare_namespace")
_LETTERS: Final = ("TYPE_CHECKING", "import_module", "__import__", "__all__", "extend_path", "declare_namespace")

_OTHER: Final = r"\x00-/:-@\[-\^`{-\x7f"
"""Characters that no name is made of; told that way around, since to compile the others takes milliseconds."""
_NAME: Final = re.compile(rf"[^{_OTHER}]")
"""What names are made of."""
_LEAD: Final = re.compile(rf"(?:.*[:;])?[ \t\f]*(?:lazy[ \t\f]+)?(?:from(?:[ \t\f.]|[^{_OTHER}])*)?", re.DOTALL)
"""What stands before the word `import` of a statement, in its line."""
_TARGET: Final = re.compile(r"[ \t\f]*(?:[=:+|.)\\#\r\n]|$)")
"""What follows a name that is assigned to, or whose method is called; it may be in parentheses."""
_LONG: Final = 1_000
"""More of a line is not looked at before a word."""
_BRACKETS: Final = re.compile(r"\((?:[^)#]|#[^\n]*)*\)|\[(?:[^]#]|#[^\n]*)*\]")
_OPENING: Final = re.compile(r"[(\[]")
_TRY: Final = "try:"
_STATEMENT: Final = re.compile(r"^(?!(?:else|elif|except|finally)\b)[A-Za-z_@]", re.MULTILINE)
"""The beginning of a statement at the margin, where it is not in a string or in brackets."""
_PLAIN: Final = frozenset({"utf-8", "utf8", "iso-8859-1", "latin1", "ascii", "us-ascii"})
"""Encodings in which a byte below 128 is the letter that it is in ASCII, wherever it stands."""
_ASCII: Final = bytes(range(128))
_TRIES: Final = 3


class Prefix(NamedTuple):
    """The beginning of a file that may suffice."""

    text: str
    closed: bool
    """Whether all blocks are closed at its end, if it can be compiled at all."""


def prefixes(text: str, start: int, last: int) -> Iterator[Prefix]:
    """
    Yield the parts of a text that are worth a try, each longer than the one before.

    They begin at `start` and take in the `last` word; line ends must be plain.
    """
    end = line_end(text, last)
    for _ in range(_TRIES):
        if not _in_try(text, start, end):
            yield Prefix(text[start:end], end >= len(text) or bool(_STATEMENT.match(text, end)))
        found = _STATEMENT.search(text, end + 1)
        if not found:
            return
        end = found.start()


def legible(content: bytes) -> str | None:
    """
    Return the text of a file, with a line feed at the end of each line and without byte order mark.

    None where a word that matters may stand in it and not be seen, or where Python would read another text.
    """
    if b"\0" in content:
        return None
    try:
        declared = encoding(content)
        if declared not in _PLAIN:
            return None
        text = plain_ends(content).removeprefix(MARK).decode(declared)
    except (SyntaxError, ValueError):
        return None
    return text if text.isascii() or not disguised(text) else None


def disguised(text: str) -> bool:
    """Return whether a name that matters is spelled in letters that Python takes for those of ASCII (NFKC)."""
    if all(map(_harmless, {*text.encode().translate(None, _ASCII).decode()})) or is_normalized("NFKC", text):
        return False
    plain = normalize("NFKC", text)
    return any(plain.count(word) != text.count(word) for word in _LETTERS)


@cache
def _harmless(letter: str) -> bool:
    """Return whether a letter stands neither for one of ASCII, nor makes another one of that before it."""
    plain = normalize("NFKC", letter)
    return not (combining(letter) or combining(plain[0])) and plain.encode().translate(None, _ASCII) == plain.encode()


def last_word(text: str, start: int, package: bool) -> int:
    """
    Return the last place from a start on where a word that matters can be meant; -1 where there is none.

    `package` tells that the file is an `__init__.py`.
    """
    last = text.rfind(_IMPORT, start)
    while last >= 0 and not _matters(text, last):
        last = text.rfind(_IMPORT, start, last)
    place = text.rfind(_ALL, start)
    while place > last and not changes(text, place):
        place = text.rfind(_ALL, start, place)
    last = max(last, place)
    return max(last, *(text.rfind(word, start) for word in _SHARING)) if package else last


def _matters(text: str, place: int) -> bool:
    """Return whether the letters at a place can be the word `import` of a statement, or lie in a function's name."""
    end = place + len(_IMPORT)
    if text[end : end + 1] == "_":
        return text.startswith(("_module", "__"), end)
    return not _NAME.match(text, end) and _imports(text, place)


def _imports(text: str, place: int) -> bool:
    """Return whether what stands before the letters allows them to be the word of an import statement."""
    start = text.rfind("\n", max(0, place - _LONG), place) + 1
    if not start and place > _LONG:
        return True
    lead = text[start:place]
    if "#" in lead and "'" not in lead and '"' not in lead:
        return False  # whatever is open in front of the line, this is a comment, or goes on with it
    return bool(_LEAD.fullmatch(lead)) or text[start - 2 : start] == "\\\n"


def changes(text: str, place: int) -> bool:
    """Return whether the letters at a place can be a name that is assigned to, or what it holds is changed."""
    return text[place - 1 : place] != "." and bool(_TARGET.match(text, place + len(_ALL)))


def part_end(text: str, start: int, last: int) -> int:
    """Return where a part of a text ends that takes in the last word, and the handlers if it is in a `try`."""
    end = line_end(text, last)
    if not _in_try(text, start, end):
        return end
    found = _STATEMENT.search(text, end)
    return found.start() if found else len(text)


def _in_try(text: str, start: int, end: int) -> bool:
    """Return whether a part of a text seems to end in the body of a `try`: it would not compile without a handler."""
    found = text.rfind(_TRY, start, end)
    while found >= 0:
        margin = text.rfind("\n", 0, found) + 1
        indentation = text[margin:found]
        if not indentation.strip(" "):
            return not _lines_up_to(len(indentation)).search(text, found, end)
        found = text.rfind(_TRY, start, margin)
    return False


@cache
def _lines_up_to(indent: int) -> re.Pattern[str]:
    """Return what finds a line of code that is indented so far at most."""
    return re.compile(rf"\n {{0,{indent}}}+[^ \n#]")


def line_end(text: str, place: int) -> int:
    """Return where the logical line of a word probably ends."""
    end = text.find("\n", place)
    opened = _OPENING.search(text, place, end)
    if opened and (bracket := _BRACKETS.match(text, opened.start())):
        end = text.find("\n", bracket.end())
    while end > 0 and text[end - 1] == "\\":
        end = text.find("\n", end + 1)
    return end + 1 if end >= 0 else len(text)
