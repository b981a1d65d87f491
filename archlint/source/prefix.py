"""
How much of a file has to be parsed to know all that it says about imports.

The extractor looks at import statements and the blocks around them, calls of `import_module` and `__import__`,
assignments to `__all__`, and in an `__init__.py` calls of `extend_path` and `declare_namespace`. Nothing of that can be
written without one of those words, and a file is text before it is Python: so what follows the last place where such a
word can be meant need not be parsed. That this changes no fact of a file that Python accepts rests on five steps.

1. *No place is missed.* Every occurrence of the letters counts, but for those that cannot be the word: a part of a
   longer name, `import` where no import statement could have it (`_imports`), `__all__` that is not assigned to
   (`_assigns`). An occurrence in a string or a comment costs time and nothing else. Files whose bytes are not letters
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
from typing import Final, NamedTuple
from unicodedata import normalize

from archlint.source.text import MARK, encoding

__all__ = ["Prefix", "disguised", "legible", "prefixes"]

_IMPORT: Final = b"import"
_ALL: Final = b"__all__"
_SHARING: Final = (b"extend_path", b"declare_namespace")
_LETTERS: Final = ("TYPE_CHECKING", "import_module", "__import__", "__all__", "extend_path", "declare_namespace")

_NAME: Final = re.compile(rb"[\w\x80-\xff]")
"""Bytes that names are made of."""
_LEAD: Final = re.compile(rb"(?:.*[:;])?[ \t\f]*(?:lazy[ \t\f]+)?(?:from[ \t\f.\w\x80-\xff]*)?", re.DOTALL)
"""What stands before the word `import` of a statement, in its line."""
_TARGET: Final = re.compile(rb"[ \t\f]*(?:[=:+)\\#\r\n]|$)")
"""What follows a name that is assigned to; it may be in parentheses."""
_LONG: Final = 1_000
"""More of a line is not looked at before a word."""
_PARENTHESIS: Final = re.compile(rb"\((?:[^)#]|#[^\n]*)*\)")
_STATEMENT: Final = re.compile(rb"^(?!(?:else|elif|except|finally)\b)[A-Za-z_@]", re.MULTILINE)
"""The beginning of a statement at the margin, where it is not in a string or in brackets."""
_PLAIN: Final = frozenset({"utf-8", "utf8", "iso-8859-1", "latin1", "ascii", "us-ascii"})
"""Encodings in which a byte below 128 is the letter that it is in ASCII, wherever it stands."""
_TRIES: Final = 3
_BACKSLASH: Final = ord("\\")


class Prefix(NamedTuple):
    """The beginning of a file that may suffice."""

    text: bytes
    closed: bool
    """Whether all blocks are closed at its end, if it can be compiled at all."""


def prefixes(content: bytes, package: bool) -> Iterator[Prefix]:
    """
    Yield the beginnings of a file that are worth a try, each longer than the one before and none of them whole.

    Line ends must be plain. `package` tells that the file is an `__init__.py`.
    """
    last = _last(content, package)
    if last < 0:
        yield Prefix(b"", True)
        return
    end = _line_end(content, last)
    for _ in range(_TRIES):
        if end >= len(content):
            return
        found = _STATEMENT.match(content, end)
        yield Prefix(content[:end], bool(found))
        found = _STATEMENT.search(content, end + 1)
        if not found:
            return
        end = found.start()


def legible(content: bytes) -> bool:
    """Return whether a word that matters, wherever it stands in a file, is to be seen in the bytes of it."""
    if b"\0" in content:
        return False
    try:
        declared = encoding(content)
        return declared in _PLAIN and (content.isascii() or not disguised(content.decode(declared)))
    except (SyntaxError, ValueError):
        return False


def disguised(text: str) -> bool:
    """Return whether a name that matters is spelled in letters that Python takes for those of ASCII (NFKC)."""
    plain = normalize("NFKC", text)
    return any(plain.count(word) != text.count(word) for word in _LETTERS)


def _last(content: bytes, package: bool) -> int:
    """Return the last place where a word that matters can be meant; -1 where there is none."""
    last = content.rfind(_IMPORT)
    while last >= 0 and not _matters(content, last):
        last = content.rfind(_IMPORT, 0, last)
    place = content.rfind(_ALL)
    while place > last and not _assigns(content, place):
        place = content.rfind(_ALL, 0, place)
    last = max(last, place)
    return max(last, *map(content.rfind, _SHARING)) if package else last


def _matters(content: bytes, place: int) -> bool:
    """Return whether the letters at a place can be the word `import` of a statement, or lie in a function's name."""
    end = place + len(_IMPORT)
    if content[end : end + 1] == b"_":
        return content.startswith((b"_module", b"__"), end)
    return not _NAME.match(content, end) and _imports(content, place)


def _imports(content: bytes, place: int) -> bool:
    """Return whether what stands before the letters allows them to be the word of an import statement."""
    start = content.rfind(b"\n", max(0, place - _LONG), place) + 1
    if not start and place > _LONG:
        return True
    lead = content[start:place].removeprefix(MARK)
    if b"#" in lead and b"'" not in lead and b'"' not in lead:
        return False  # whatever is open in front of the line, this is a comment, or goes on with it
    return bool(_LEAD.fullmatch(lead)) or content[start - 2 : start] == b"\\\n"


def _assigns(content: bytes, place: int) -> bool:
    """Return whether the letters at a place can be a name that is assigned to."""
    return content[place - 1 : place] != b"." and bool(_TARGET.match(content, place + len(_ALL)))


def _line_end(content: bytes, place: int) -> int:
    """Return where the logical line of a word probably ends."""
    end = content.find(b"\n", place)
    opened = content.find(b"(", place, end)
    if opened >= 0 and (bracket := _PARENTHESIS.match(content, opened)):
        end = content.find(b"\n", bracket.end())
    while end > 0 and content[end - 1] == _BACKSLASH:
        end = content.find(b"\n", end + 1)
    return end + 1 if end >= 0 else len(content)
