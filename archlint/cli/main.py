"""From argv to an exit code, and the last line of defence: no stack trace for what a person did."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from archlint import __version__
from archlint.cli import exits
from archlint.cli.answers import config, explain, rules, schema
from archlint.cli.baseline import baseline
from archlint.cli.check import check
from archlint.cli.commands import CommandsOrCheck, misused
from archlint.cli.console import complain, flush, speak_plainly
from archlint.git import GitError
from archlint.settings import SettingsError, words

__all__ = ["main"]


@click.group(cls=CommandsOrCheck, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="archlint")
def commands() -> None:
    """Keep a Python codebase the shape you declared. Without a command, `check` runs."""


for command in (check, explain, rules, schema, baseline, config):
    commands.add_command(command)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; see `exits`."""
    speak_plainly()
    try:
        return _run(argv)
    except (KeyboardInterrupt, click.Abort):
        complain("interrupted")
        return exits.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, it ends in words
        complain(_trace() if os.environ.get("ARCHLINT_TRACEBACK") else _crash(error))
        return exits.CRASHED


def _run(argv: Sequence[str] | None) -> int:
    """Run a command; what a person can mend ends in words and MISUSED."""
    try:
        code = commands.main(args=None if argv is None else list(argv), prog_name="archlint", standalone_mode=False)
        flush()
        return int(code or exits.KEPT)
    except SystemExit:
        return exits.KEPT  # click's way out when nobody listens to the help any more
    except click.ClickException as error:
        complain(misused(error))
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
