"""From argv to an exit code, and the last line of defence: no stack trace for what a person did, none for a closed pipe."""

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from archlint import __version__
from archlint.cli import exits
from archlint.cli.answers import baseline, config, explain, rules, schema
from archlint.cli.check import check
from archlint.cli.console import complain, speak_plainly
from archlint.git import GitError
from archlint.settings import SettingsError, nearest, words

__all__ = ["main"]


class _Commands(click.Group):
    """A group whose command is `check` where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version"}
        if not args or (args[0] not in self.commands and args[0] not in own):
            self._reject_misspelt(args[:1])
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def _reject_misspelt(self, first: Sequence[str]) -> None:
        """`archlint chekc` is no path; a folder of that name would be one."""
        for word in first:
            near = nearest(word, sorted(self.commands))
            if not word.startswith("-") and not os.path.exists(word) and near:
                raise click.UsageError(f"`{word}` is neither a command nor a path; did you mean `{near}`?")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
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
    except BrokenPipeError:
        # Whoever read us has enough. Python would complain once more when it flushes stdout at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.KEPT
    except (KeyboardInterrupt, click.Abort):
        complain("interrupted")
        return exits.INTERRUPTED
    except Exception as error:
        if os.environ.get("ARCHLINT_TRACEBACK"):
            raise
        complain(_crash(error))
        return exits.CRASHED


def _run(argv: Sequence[str] | None) -> int:
    try:
        code: Any = commands.main(
            args=None if argv is None else list(argv), prog_name="archlint", standalone_mode=False
        )
        sys.stdout.flush()
        return int(code or exits.KEPT)
    except click.ClickException as error:
        error.show()
    except SettingsError as error:
        complain(words(error))
    except GitError as error:
        complain(f"error: {error}")
    return exits.MISUSED


def _crash(error: Exception) -> str:
    """Say that it is our bug and where it struck, in three lines."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "unknown place"
    return (
        f"error: archlint itself failed; this is our bug, not yours\n"
        f"  {type(error).__name__}: {error} ({where}, archlint {__version__})\n"
        f"  = help: run it again with ARCHLINT_TRACEBACK=1 and report what it prints"
    )
