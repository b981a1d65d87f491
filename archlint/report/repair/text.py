"""The text of a file that is to be rewritten: its bytes by lines, and back again."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Sequence
from typing import Final

from archlint.startup import NamedTuple

__all__ = ["Change", "Text", "Unwritable"]

_MARK: Final = b"\xef\xbb\xbf"
_DECLARED: Final = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")


class Unwritable(Exception):
    """A file or a statement that cannot be rewritten. The one argument is a word of `words.REASONS`."""


class Change(NamedTuple):
    """Whole lines that are replaced by others."""

    start: int
    """Position of the first of them, from 0."""
    end: int
    """Position after the last of them; where that is the first, lines come in before it."""
    text: str
    """All that comes in their place, with line ends; "" where they go."""


class Text:
    """A file, taken apart so that what no change touches comes back byte for byte."""

    def __init__(self, content: bytes) -> None:
        """Take it apart. Raises Unwritable where it would not come back as it was."""
        self._mark = _MARK if content.startswith(_MARK) else b""
        self._content = content
        self._encoding = _encoding(content)
        try:
            whole = content[len(self._mark) :].decode(self._encoding)
            same = whole.encode(self._encoding) == content[len(self._mark) :]
        except (UnicodeError, LookupError):
            same = False
        if not same:
            raise Unwritable("encoding")
        if whole.count("\r") != whole.count("\r\n"):
            raise Unwritable("line-ends")
        self.lines: Sequence[str] = whole.split("\n")
        """Without the line feed, but with a carriage return before it."""

    def parsed(self) -> ast.Module:
        """Return the syntax tree; it is not kept, as it takes much more room. Raises Unwritable where there is none."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse("\n".join(self.lines))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise Unwritable("syntax") from None

    def end_of(self, line: int) -> str:
        """Return the line end of a line, as others have it where it is the last one and has none."""
        known = self.lines[line] if line < len(self.lines) - 1 else self.lines[0] if len(self.lines) > 1 else ""
        return "\r\n" if known.endswith("\r") else "\n"

    def changed(self, changes: Iterable[Change]) -> bytes:
        """Return the bytes of the file after some changes, no two of which touch the same line."""
        return self._mark + "".join(new for _, new in self.spliced(changes)).encode(self._encoding)

    def spliced(self, changes: Iterable[Change]) -> list[tuple[str, str]]:
        """Return the file in pieces, old and new: lines that stay one by one, and all of each change at once."""
        ended = [f"{line}\n" for line in self.lines[:-1]] + ([self.lines[-1]] if self.lines[-1] else [])
        pieces, at = [], 0
        for one in sorted(changes):
            pieces += [(line, line) for line in ended[at : one.start]]
            old = "".join(ended[one.start : one.end])
            # A last line without an end gets none.
            bare = one.end > one.start and not old.endswith("\n")
            pieces.append((old, one.text.removesuffix("\n").removesuffix("\r") if bare else one.text))
            at = one.end
        return [*pieces, *((line, line) for line in ended[at:])]

    def encoded(self, text: str) -> bytes:
        """Return a text in the encoding of the file."""
        return text.encode(self._encoding)


def _encoding(content: bytes) -> str:
    """Return the encoding that the first two lines declare, else UTF-8."""
    for line in content.removeprefix(_MARK).split(b"\n", 2)[:2]:
        if found := _DECLARED.match(line):
            return found[1].decode()
        if line.strip() and not line.lstrip().startswith(b"#"):
            break
    return "utf-8"
