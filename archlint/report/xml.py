"""Text as XML 1.0 may hold it. What it has no way to write, such as control characters, is shown as an escape."""

import re
from typing import Final

__all__ = ["DECLARATION", "attributes", "content", "legal"]

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'

_ILLEGAL: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKS: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED: Final = str.maketrans({'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
"""In an attribute a line end that is written as itself is read as a space."""


def legal(text: str) -> str:
    """Return the text for whoever escapes the rest; a carriage return, which few writers keep, is an escape too."""
    return _ILLEGAL.sub(_escape, text).replace("\r", r"\r")


def content(text: str) -> str:
    """Return the text for between two tags."""
    return _ILLEGAL.sub(_escape, text).translate(_MARKS).replace("\r", "&#13;")


def attributes(**values: str | int) -> str:
    """Return ` name="value"` for each, in their order."""
    return "".join(f' {name}="{_quoted(str(value))}"' for name, value in values.items())


def _quoted(text: str) -> str:
    return _ILLEGAL.sub(_escape, text).translate(_MARKS).translate(_QUOTED)


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")
