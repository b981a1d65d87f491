"""Commands by name, and what is said to those who misspell one."""

from pathlib import Path

import click

from archlint.settings import nearest

__all__ = ["Commands", "CommandsOrCheck", "misused"]


class Commands(click.Group):
    """A group of commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Say which command was probably meant."""
        if args[0] not in self.commands:
            names = sorted(self.commands)
            near = nearest(args[0], names)
            guess = f"did you mean `{near}`?" if near else f"there is {', '.join(names)}"
            raise click.UsageError(f"there is no command `{args[0]}`; {guess}", ctx)
        return super().resolve_command(ctx, args)


class CommandsOrCheck(Commands):
    """A group whose command is `check` where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` in front of options and paths, but not of a misspelt command, which is no path."""
        first = args[0] if args else ""
        own = {"--help", "-h", "--version"}
        a_path = first.startswith("-") or Path(first).exists() or not nearest(first, sorted(self.commands))
        if first not in own and first not in self.commands and a_path:
            args = ["check", *args]
        return super().parse_args(ctx, args)


def misused(error: click.ClickException) -> str:
    """Return what click has to say, in the form of all other messages."""
    message = _unknown_option(error) if isinstance(error, click.NoSuchOption) else error.format_message().rstrip(".")
    lines = [f"error: {message[:1].lower()}{message[1:]}"]
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "archlint"
        lines.append(f"  = help: `{path} --help` shows what it takes")
    return "\n".join(lines)


def _unknown_option(error: click.NoSuchOption) -> str:
    params = error.ctx.command.params if error.ctx else ()
    near = nearest(error.option_name, [name for param in params for name in param.opts])
    return f"there is no option `{error.option_name}`" + (f"; did you mean `{near}`?" if near else "")
