"""The text of a file: bytes as Python decodes them, lines as Python counts them, columns as editors count them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from archlint.source.tree import Tree

__all__ = ["MARK", "Lines", "decoded", "encoding", "lines", "lines_of", "plain_ends", "shown"]

_ENDS: Final = re.compile(r"\r\n?|\n")
_ENDS_OF_BYTES: Final = re.compile(rb"\r\n?|\n")
_DECLARATION: Final = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_TWO_LINES: Final = re.compile(rb"[^\r\n]*(?:\r\n?|\n)?[^\r\n]*")
_NOTHING: Final = re.compile(rb"[ \t\f]*(?:#|$)")
MARK: Final = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8."""
_UTF8: Final = "utf-8"
_WORD: Final = b"coding"


def encoding(content: bytes) -> str:
    """
    Return the name of the encoding that the file declares in its first two lines, else "utf-8" (PEP 263).

    SyntaxError where a byte order mark contradicts it. Not by tokenize.detect_encoding, which knows no lone carriage
    returns and wants the declaration itself to be UTF-8; the compiler is of another mind in both.
    """
    marked = content.startswith(MARK)
    if not marked and _WORD not in content[: content.find(b"\n", content.find(b"\n") + 1)]:
        return _UTF8
    name = _declared(content.removeprefix(MARK))
    if marked and name != _UTF8:
        raise SyntaxError(f"the declared encoding is {name}, and the byte order mark says utf-8")
    return name


def _declared(content: bytes) -> str:
    first = _TWO_LINES.match(content)
    for line in _ENDS_OF_BYTES.split(first.group() if first else b""):
        found = _DECLARATION.match(line)
        if found:
            return _plain(found.group(1).decode())
        if not _NOTHING.match(line):
            break
    return _UTF8


def _plain(name: str) -> str:
    """Return the name of an encoding without what editors add to it, such as `-unix`; as the compiler does it."""
    low = name[:12].lower().replace("_", "-")
    for plain in (_UTF8, "latin-1", "iso-8859-1", "iso-latin-1"):
        if low == plain or low.startswith(f"{plain}-"):
            return _UTF8 if plain == _UTF8 else "iso-8859-1"
    return name


def decoded(content: bytes, errors: str = "strict") -> str:
    """Return the text of a file, without byte order mark. SyntaxError or UnicodeDecodeError where it has none."""
    return content.removeprefix(MARK).decode(encoding(content), errors)


def shown(content: bytes) -> str:
    """Return the text of a file as far as it can be shown, whatever is wrong with its encoding."""
    try:
        return decoded(content, "replace")
    except (SyntaxError, LookupError, ValueError):  # some codecs, such as idna, know of no replacement
        return content.decode(errors="replace")


def lines_of(tree: Tree, path: str) -> tuple[str, ...]:
    """Return the lines of a file of a tree, to be shown; () where it cannot be read."""
    return next((lines(shown(one)) for _, one in tree.contents((path,)) if isinstance(one, bytes)), ())


def lines(text: str) -> tuple[str, ...]:
    """Return the lines as Python counts them, without line ends; a form feed ends no line."""
    found = _ENDS.split(text) if "\r" in text else text.split("\n")
    return tuple(found if found[-1] else found[:-1])


def plain_ends(content: bytes) -> bytes:
    """Return the bytes of a file with a line feed, and nothing else, at the end of each line."""
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in content else content


class Lines:
    """The lines of one file, decoded when the first of them is asked for."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._plain = content.isascii()
        self._lines: tuple[str, ...] = ()

    def column(self, line: int, offset: int) -> int:
        """Return the 1-based column, in code points, of the syntax tree's offset in a line, in bytes of UTF-8."""
        if self._plain:
            return offset + 1
        text = self._all()[line - 1]
        return offset + 1 if text.isascii() else len(text.encode()[:offset].decode(errors="replace")) + 1

    def between(self, line: int, column: int, end_line: int, end_column: int) -> str:
        """Return the text from the first place up to the last, all of it on one line."""
        parts = list(self._all()[line - 1 : end_line])
        parts[-1] = parts[-1][: end_column - 1]
        parts[0] = parts[0][column - 1 :]
        return " ".join(" ".join(parts).split())

    def _all(self) -> tuple[str, ...]:
        if not self._lines:
            self._lines = lines(shown(self._content))
        return self._lines
