"""From argv to an exit code, and the last line of defence: no stack trace for what a person did."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from archlint import __version__
from archlint.cli import exits
from archlint.cli.argv import plain
from archlint.cli.checking import checked
from archlint.cli.console import complain, speak_plainly
from archlint.cli.refusals import Refused
from archlint.git import GitError
from archlint.settings import SettingsError, words

__all__ = ["main"]

_COLLECT_AFTER: Final = 1_000_000, 1_000
"""
New objects before the garbage collector looks for cycles among them, and how often it does so before it looks among
older ones as well: a run makes few cycles, and what has lived for a while lives to its end.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; see `exits`."""
    gc.set_threshold(*_COLLECT_AFTER)
    atexit.register(gc.freeze)  # else Python looks for cycles among all that a run made, to end it
    speak_plainly()
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        complain("interrupted")
        return exits.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, it ends in words
        complain(_trace() if os.environ.get("ARCHLINT_TRACEBACK") else _crash(error))
        return exits.CRASHED


def _run(argv: Sequence[str]) -> int:
    """Run a command; what a person can mend ends in words and MISUSED."""
    try:
        if wishes := plain(argv):
            return checked(wishes)
        from archlint.cli.program import run  # and with it click

        return run(argv)
    except Refused as error:
        complain(error.words())
    except SettingsError as error:
        complain(words(error))
    except GitError as error:
        complain(f"error: {error}")
    except ModuleNotFoundError as error:
        if not error.name or error.name.partition(".")[0] == "archlint":
            raise
        complain(_absent(error.name))
    except OSError as error:
        if os.environ.get("ARCHLINT_TRACEBACK"):
            raise
        complain(_refused(error))
    return exits.MISUSED


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
