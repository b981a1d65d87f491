"""Why a file cannot be read, in words, and where."""

from __future__ import annotations

import sys

from archlint.source.text import decoded, encoding

__all__ = ["explained"]


def explained(error: BaseException, content: bytes) -> tuple[int, int, str]:
    """Return line, column (1-based; 0 for the whole file) and a sentence for what the compiler said of a file."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return 1, 1, "the text is UTF-16, which Python does not read; save it as UTF-8"
    if b"\0" in content:
        return *_place(
            content, content.index(b"\0")
        ), "there is a NUL byte in the text, so Python does not read the file"
    if isinstance(error, (RecursionError, MemoryError)):
        return 0, 0, f"the code is nested too deeply for the parser of Python {_version()}"
    try:
        decoded(content)
    except UnicodeDecodeError as wrong:
        byte = f"the byte 0x{wrong.object[wrong.start]:02x} is no {encoding(content).upper()} text"
        mend = "save the file as UTF-8, or declare its encoding in the first line (# -*- coding: ... -*-)"
        return *_place(wrong.object, wrong.start), f"{byte}; {mend}"
    except (SyntaxError, LookupError, ValueError) as wrong:
        return 1, 1, f"the encoding of the file makes no sense: {getattr(wrong, 'msg', wrong)}"
    return _syntax(error)


def _syntax(error: BaseException) -> tuple[int, int, str]:
    reason = error.msg if isinstance(error, SyntaxError) else str(error)
    line = max(getattr(error, "lineno", 0) or 0, 0)
    column = max(getattr(error, "offset", 0) or 0, 0) if line else 0
    return line, column, f"Python {_version()} cannot parse it: {reason}"


def _version() -> str:
    return ".".join(map(str, sys.version_info[:2]))


def _place(content: bytes, position: int) -> tuple[int, int]:
    """Return line and column of a byte; before it the text is taken as Latin-1 where it is not UTF-8."""
    before = content[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[start:].decode(errors="replace")) + 1
