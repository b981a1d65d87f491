"""The text of a file: bytes as Python decodes them, lines as Python counts them, columns as editors count them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final

__all__ = ["Columns", "decoded", "encoding", "lines", "shown"]

_ENDS: Final = re.compile(r"\r\n?|\n")
_ENDS_OF_BYTES: Final = re.compile(rb"\r\n?|\n")


def encoding(content: bytes) -> str:
    """Return the name of the encoding by its mark or its declaration (PEP 263). SyntaxError where it makes no sense."""
    if content.isascii() and b"coding" not in content[:400]:
        return "utf-8"
    from tokenize import detect_encoding

    # Python counts a lone carriage return as a line end; detect_encoding alone would look for the declaration too far.
    head = _ENDS_OF_BYTES.split(content, maxsplit=2)[:2]
    return detect_encoding(BytesIO(b"\n".join(head)).readline)[0]


def decoded(content: bytes, errors: str = "strict") -> str:
    """Return the text of a file, without byte order mark. SyntaxError or UnicodeDecodeError where it has none."""
    return content.decode(encoding(content), errors)


def shown(content: bytes) -> str:
    """Return the text of a file as far as it can be shown, whatever is wrong with its encoding."""
    try:
        return decoded(content, "replace")
    except (SyntaxError, LookupError):
        return content.decode(errors="replace")


def lines(text: str) -> tuple[str, ...]:
    """Return the lines as Python counts them, without line ends; a form feed ends no line."""
    found = _ENDS.split(text)
    return tuple(found if found[-1] else found[:-1])


class Columns:
    """Turns the syntax tree's offsets, in bytes of UTF-8, into 1-based columns in code points."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._plain = content.isascii()
        self._lines: tuple[str, ...] = ()

    def of(self, line: int, offset: int) -> int:
        """Return the column of the offset in a line (1-based)."""
        if self._plain:
            return offset + 1
        if not self._lines:
            self._lines = lines(shown(self._content))
        text = self._lines[line - 1]
        return offset + 1 if text.isascii() else len(text.encode()[:offset].decode(errors="replace")) + 1
