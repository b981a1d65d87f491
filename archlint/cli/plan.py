"""`archlint plan`: what to cut first, and what comes of it."""

import click

from archlint.cli.answering import answered, question
from archlint.cli.commands import config_option, jobs_option, no_cache_option
from archlint.cli.opening import opened, settings_file

__all__ = ["plan"]


@click.command(short_help="Say what to cut first, and what comes of it.")
@click.option("--top", default=10, metavar="N", type=click.IntRange(min=0), help="Steps; 0 is all there are. [10]")
@click.option("--extract", metavar="PART", help="What holds a package, module or component back from leaving.")
@config_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="text, json, or markdown for a list to tick off. [text]",
)
@jobs_option
@no_cache_option
def plan(top: int, extract: str | None, config: str | None, format_: str, jobs: int, no_cache: bool) -> int:
    """
    Rank what could be done about the violations and cycles by what each import buys, with the state after each step.

    With --extract, say what has to be cut and declared before a part can leave as a library or a service of its own.
    The plan itself fails nothing: exit code 2 where the code or the settings cannot be read as a whole, else 0.
    """
    if extract is not None and not extract.strip():
        raise click.UsageError("`--extract` takes the name of a package, a module or a component")
    read = opened(settings_file(config))
    request = question(read, "plan", format_, limit=top, jobs=jobs, no_cache=no_cache)
    return answered(request._replace(subject=(extract or "").strip()))[1]
