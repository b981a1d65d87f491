"""The two streams: what was asked for goes to stdout, all else to stderr; and whether there may be colour."""

import os
import sys
from contextlib import suppress
from typing import BinaryIO

from archlint.cli.refusals import Refused

__all__ = ["colour", "complain", "complaints", "say", "speak_plainly"]

complaints: list[str] = []
"""All that was said on stderr so far."""


def speak_plainly() -> None:
    """Let a console that lacks a character show its code instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def say(text: str) -> None:
    """Print to stdout. Where nobody listens any more that is fine; raises Refused where it cannot be written."""
    if sys.stdout is None:
        return  # the process was started without one
    try:
        if buffer := _bytes_wanted(text):
            sys.stdout.flush()
            buffer.write(text.encode("utf-8", "surrogateescape"))
            buffer.flush()
            return
        print(text, end="", flush=True)
    except BrokenPipeError:
        _let_go()
    except OSError as error:
        _let_go()
        raise Refused(f"cannot write to stdout: {error.strerror}") from None


def _bytes_wanted(text: str) -> BinaryIO | None:
    """Return the stream of bytes below stdout for a text with bytes that are no UTF-8, such as a patch may have."""
    if text.isascii():
        return None
    try:
        text.encode()
    except UnicodeEncodeError:  # only then each character is looked at: of a long report that takes a second
        wanted = any("\udc80" <= character <= "\udcff" for character in text)
        return getattr(sys.stdout, "buffer", None) if wanted else None
    return None


def _let_go() -> None:
    """Lead stdout nowhere: what it still holds would be written again at the end, and fail again."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def complain(text: str) -> None:
    """Print to stderr, where it is in nobody's way."""
    complaints.append(text)
    if sys.stderr is None or not text:
        return
    with suppress(OSError):  # nobody listens there; what matters is the exit code
        print(text.rstrip("\n"), file=sys.stderr, flush=True)


def colour(wish: str) -> bool:
    """Return whether stdout may carry colour: by `wish` (always, never, auto), NO_COLOR, FORCE_COLOR, the terminal."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if force := os.environ.get("FORCE_COLOR"):
        return force not in ("0", "false")
    return os.environ.get("TERM") != "dumb" and sys.stdout is not None and sys.stdout.isatty()
