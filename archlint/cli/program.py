"""The commands as click has them, for all but the plainest command lines."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from archlint import __version__
from archlint.cli import exits
from archlint.cli.commands import Commands, misused
from archlint.cli.console import complain
from archlint.settings import nearest

__all__ = ["commands", "run"]

_FILES: Final = {
    **{name: name for name in ("affected", "baseline", "check", "compare", "fix", "history", "init", "metrics")},
    **{name: name for name in ("plan", "report", "waivers", "whatif", "why")},
    **dict.fromkeys(("config", "explain", "rules", "schema"), "answers"),
    "new-rule": "new_rule",
    "suggest-api": "suggest_api",
}
"""In which file of this room each command stands."""


class _Archlint(Commands):
    """The commands, loaded one by one: who asks for one does not wait for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Return their names, sorted."""
        return sorted(_FILES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the same
        """Return the command of that name."""
        if cmd_name not in _FILES:
            return None
        found: click.Command = getattr(import_module(f"archlint.cli.{_FILES[cmd_name]}"), cmd_name.replace("-", "_"))
        return found

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


def run(argv: Sequence[str]) -> int:
    """Run a command and return its exit code; what click cannot read is told."""
    try:
        code = commands.main(args=list(argv), prog_name="archlint", standalone_mode=False)
        return int(code or exits.KEPT)
    except SystemExit:
        return exits.KEPT  # click's way out when nobody listens to the help any more
    except click.ClickException as error:
        complain(misused(error))
        return exits.MISUSED
    except click.Abort:
        raise KeyboardInterrupt from None
