"""Commands by name, and what is said to those who misspell one."""

import click

from archlint.settings import nearest

__all__ = [
    "Commands",
    "after_option",
    "config_option",
    "format_option",
    "jobs_option",
    "limit_option",
    "misused",
    "no_cache_option",
    "plugins_option",
]

config_option = click.option(
    "--config", metavar="FILE", type=click.Path(), help="Settings file; the nearest one from here upward otherwise."
)
format_option = click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="text or json. [text]"
)
limit_option = click.option(
    "--limit", default=20, metavar="N", type=click.IntRange(min=0), help="Lines of a list; 0 is all. [20]"
)
after_option = click.option(
    "--after", default="", metavar="KEY", help="Begin behind what KEY names; a list that stops early ends with its KEY."
)
jobs_option = click.option(
    "--jobs", default=0, metavar="N", type=click.IntRange(min=0), help="Processes that read files; 0 is what pays. [0]"
)
plugins_option = click.option(
    "--allow-plugins", is_flag=True, help="Run contract types of your own (import-linter settings): they are code."
)
no_cache_option = click.option(
    "--no-cache", is_flag=True, help="Read everything anew, and leave .archlint/cache alone."
)


class Commands(click.Group):
    """A group of commands."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Say which command was probably meant."""
        names = self.list_commands(ctx)
        if args[0] not in names:
            near = nearest(args[0], names)
            guess = f"did you mean `{near}`?" if near else f"there is {', '.join(names)}"
            raise click.UsageError(f"there is no command `{args[0]}`; {guess}", ctx)
        return super().resolve_command(ctx, args)


def misused(error: click.ClickException) -> str:
    """Return what click has to say, in the form of all other messages."""
    lines = [f"error: {_what_is_wrong(error)}"]
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "archlint"
        lines.append(f"  = help: `{path} --help` shows what it takes")
    return "\n".join(lines)


def _what_is_wrong(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return _unknown_option(error)
    if wanted := _wanted(error):
        return wanted
    message = error.format_message().rstrip(".")
    if message == "Missing command" and isinstance(error, click.UsageError) and error.ctx is not None:
        commands = ", ".join(sorted(getattr(error.ctx.command, "commands", ())))
        return f"`{error.ctx.command_path}` is no command by itself; there is {commands}"
    return f"{message[:1].lower()}{message[1:]}"


def _wanted(error: click.ClickException) -> str:
    """Return what an option takes, where a value was given that it does not take; else ""."""
    param = error.param if isinstance(error, click.BadParameter) else None
    if param is None or isinstance(error, click.MissingParameter):
        return ""
    if isinstance(param.type, click.Choice):
        return f"`{param.opts[0]}` takes one of {', '.join(map(str, param.type.choices))}"
    if isinstance(param.type, click.IntRange):
        return f"`{param.opts[0]}` takes a whole number, {param.type.min} or more"
    return ""


def _unknown_option(error: click.NoSuchOption) -> str:
    params = error.ctx.command.params if error.ctx else ()
    near = nearest(error.option_name, [name for param in params for name in param.opts])
    return f"there is no option `{error.option_name}`" + (f"; did you mean `{near}`?" if near else "")
