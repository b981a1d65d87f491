"""What is said where a call cannot be done: what a person can mend, or that archlint has a bug."""

import os
from pathlib import Path

from archlint import __version__
from archlint.cli import exits
from archlint.cli.refusals import Refused
from archlint.git import GitError
from archlint.settings import SettingsError, words

__all__ = ["failed"]


def failed(error: Exception) -> tuple[int, str]:
    """Return the exit code that an error comes to, and what to put before the person who asked."""
    if told := _mendable(error):
        return exits.MISUSED, told
    return exits.CRASHED, _trace() if os.environ.get("ARCHLINT_TRACEBACK") else _crash(error)


def _mendable(error: Exception) -> str:
    """Return what a person can do about it; "" where nobody but us can."""
    if isinstance(error, Refused):
        return error.words()
    if isinstance(error, SettingsError):
        return words(error)
    if isinstance(error, GitError):
        return f"error: {error}"
    if isinstance(error, ModuleNotFoundError):
        ours = not error.name or error.name.partition(".")[0] == "archlint"
        return "" if ours else _absent(error.name or "")
    if isinstance(error, OSError) and not os.environ.get("ARCHLINT_TRACEBACK"):
        return _refused(error)
    return ""


def _absent(package: str) -> str:
    return (
        f"error: the package `{package.partition('.')[0]}` is needed for this and cannot be imported\n"
        "  = help: `pip install --force-reinstall archlint` brings what belongs to it"
    )


def _refused(error: OSError) -> str:
    """Say what the machine refused: a folder that is gone, a file that is closed to us."""
    what = f"{error.filename}: " if error.filename else ""
    return f"error: {what}{error.strerror or error}"


def _crash(error: Exception) -> str:
    """Say that it is our bug and where it struck, in three lines."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown place"
    return (
        f"error: archlint itself failed; this is our bug, not yours\n"
        f"  {type(error).__name__}: {error} ({where}, archlint {__version__})\n"
        f"  = help: run it again with ARCHLINT_TRACEBACK=1 and report what it prints"
    )


def _trace() -> str:
    from traceback import format_exc

    return format_exc()
