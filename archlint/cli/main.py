"""From argv to an exit code, and the last line of defence: no stack trace for what a person did."""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, NoReturn

from archlint.cli import exits
from archlint.cli.argv import plain
from archlint.cli.checking import checked
from archlint.cli.console import complain, speak_plainly

__all__ = ["command", "main"]

_COLLECT_AFTER: Final = 1_000_000, 1_000
"""
New objects before the garbage collector looks for cycles among them, and how often it does so before it looks among
older ones as well: a run makes few cycles, and what has lived for a while lives to its end.
"""


def command() -> NoReturn:
    """Run the command that the process was started for, and end the process."""
    code = main()
    # To take apart, object by object, what a run has made would take Python as long as a tenth of the run.
    atexit._run_exitfuncs()  # noqa: SLF001 - nothing else calls what libraries have registered
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; see `exits`."""
    gc.set_threshold(*_COLLECT_AFTER)
    speak_plainly()
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        complain("interrupted")
        return exits.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, it ends in words
        from archlint.cli.failing import failed

        code, told = failed(error)
        complain(told)
        return code


def _run(argv: Sequence[str]) -> int:
    """Run a command."""
    if wishes := plain(argv):
        return checked(wishes)
    from archlint.cli.program import run  # and with it click

    return run(argv)
