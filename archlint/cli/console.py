"""The two streams: what is said to people on stderr, whether there may be colour, and files that are written whole."""

import os
import sys
import tempfile
from pathlib import Path

import click

__all__ = ["colour", "complain", "say", "speak_plainly", "write_whole"]


def speak_plainly() -> None:
    """Let a console that lacks a character show its code instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def say(text: str, *, color: bool = False) -> None:
    """Print a report on stdout."""
    click.echo(text, nl=False, color=color)


def complain(text: str) -> None:
    """Print to stderr, where it is in nobody's way."""
    try:
        click.echo(text.rstrip("\n"), err=True)
    except OSError:
        pass  # nobody listens there; what matters is the exit code


def colour(wish: str) -> bool:
    """Whether stdout may carry colour: `wish` (always, never, auto) first, then NO_COLOR, FORCE_COLOR, the terminal."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    force = os.environ.get("FORCE_COLOR")
    if force:
        return force not in ("0", "false")
    return os.environ.get("TERM") != "dumb" and sys.stdout.isatty()


def write_whole(file: Path, text: str) -> None:
    """Write a file so that others see the old one or the new one, never half of it. Raises UsageError in words."""
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            os.chmod(name, _mode(file))
            os.replace(name, file)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise click.UsageError(f"cannot write {file}: {error.strerror}") from None


def _mode(file: Path) -> int:
    """Keep the mode of a file that is replaced; give a new one what any program would."""
    if file.exists():
        return file.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
