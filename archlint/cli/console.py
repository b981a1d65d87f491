"""The two streams: what was asked for goes to stdout, all else to stderr; and whether there may be colour."""

import os
import sys
from contextlib import suppress

import click

__all__ = ["colour", "complain", "say", "speak_plainly"]


def speak_plainly() -> None:
    """Let a console that lacks a character show its code instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def say(text: str, *, color: bool = False) -> None:
    """Print to stdout. Where nobody listens any more that is fine; raises ClickException where it cannot be written."""
    if sys.stdout is None:
        return  # the process was started without one
    try:
        # click's own choice of a stream would write UTF-8 to a console that cannot show it.
        click.echo(text, sys.stdout, nl=False, color=color)
    except BrokenPipeError:
        return
    except OSError as error:
        raise click.ClickException(f"cannot write to stdout: {error.strerror}") from None


def complain(text: str) -> None:
    """Print to stderr, where it is in nobody's way."""
    if sys.stderr is None:
        return
    with suppress(OSError):  # nobody listens there; what matters is the exit code
        click.echo(text.rstrip("\n"), sys.stderr)


def colour(wish: str) -> bool:
    """Return whether stdout may carry colour: by `wish` (always, never, auto), NO_COLOR, FORCE_COLOR, the terminal."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if force := os.environ.get("FORCE_COLOR"):
        return force not in ("0", "false")
    return os.environ.get("TERM") != "dumb" and sys.stdout is not None and sys.stdout.isatty()
