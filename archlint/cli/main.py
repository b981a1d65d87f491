"""From argv to an exit code, and the last line of defence: no stack trace for what a person did."""

import gc
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from archlint import __version__
from archlint.cli import exits
from archlint.cli.check import check
from archlint.cli.commands import Commands, misused
from archlint.cli.console import complain, speak_plainly
from archlint.git import GitError
from archlint.settings import SettingsError, nearest, words

__all__ = ["main"]

_COLLECT_AFTER: Final = 100_000
"""New objects before the garbage collector looks for cycles: a run makes few, and what it makes lives to its end."""


class _Archlint(Commands):
    """The commands, loaded one by one: a hook with nothing to do is over before all of them would be there."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Return their names, sorted."""
        return ["baseline", "check", "config", "explain", "new-rule", "rules", "schema"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name."""
        if cmd_name == "check":
            return check
        if cmd_name == "baseline":
            from archlint.cli.baseline import baseline

            return baseline
        if cmd_name == "new-rule":
            from archlint.cli.new_rule import new_rule

            return new_rule
        from archlint.cli import answers

        return getattr(answers, cmd_name) if cmd_name in self.list_commands(ctx) else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` in front of options and paths, but not of a misspelt command, which is no path."""
        names = self.list_commands(ctx)
        first = args[0] if args else ""
        a_path = first.startswith("-") or Path(first).exists() or not nearest(first, names)
        if first not in (*names, *ctx.help_option_names, "--version") and a_path:
            args = ["check", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Archlint, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="archlint")
def commands() -> None:
    """Keep a Python codebase the shape you declared. Without a command, `check` runs."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; see `exits`."""
    gc.set_threshold(_COLLECT_AFTER)
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
