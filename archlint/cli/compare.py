"""`archlint compare`: two revisions side by side, by the rules of today."""

import click

from archlint import git
from archlint.cli.answering import answered, question
from archlint.cli.commands import config_option, jobs_option, limit_option, no_cache_option
from archlint.cli.opening import opened, settings_file

__all__ = ["compare"]


@click.command(short_help="Hold two revisions up to each other.")
@click.argument("before", metavar="REV")
@click.argument("after", metavar="[REV2]", default="")
@config_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="text, json, or markdown with a drawing of what has changed. [text]",
)
@limit_option
@jobs_option
@no_cache_option
def compare(before: str, after: str, config: str | None, format_: str, limit: int, jobs: int, no_cache: bool) -> int:
    """
    Say what came and went between REV and REV2, or the files on disk: components, dependencies, numbers, violations.

    Both are judged by the settings on disk, whatever a baseline knows or somebody waives. Nothing fails: to have a
    check fail on what is new, use `archlint check --against REV`.
    """
    file = settings_file(config)
    read, top = opened(file), git.top(file.parent)
    asked = question(read, "compare", format_, limit=limit, jobs=jobs, no_cache=no_cache)
    request = asked._replace(
        against=before,
        base=git.commit_of(top, before),
        tree=git.commit_of(top, after) if after else "",
        role="base" if after else "",
        rules_from="",
    )
    return answered(request)[1]
