"""`archlint why A B`: how one thing comes to depend on another, and what would end it."""

import click

from archlint.cli.answering import answered, question
from archlint.cli.commands import config_option, format_option, jobs_option, limit_option, no_cache_option
from archlint.cli.opening import opened_or_bare

__all__ = ["why"]


@click.command(short_help="Say how one thing comes to depend on another.")
@click.argument("importer", metavar="A")
@click.argument("imported", metavar="B")
@config_option
@format_option
@limit_option
@jobs_option
@no_cache_option
def why(importer: str, imported: str, config: str | None, format_: str, limit: int, jobs: int, no_cache: bool) -> int:
    """
    Say by which chain of imports A comes to use B, where all such chains begin, and the fewest imports to remove.

    A and B are modules, packages or components. Settings are not needed; where there are some, a way that no rule
    forbids is told as well.
    """
    read = opened_or_bare(config)
    request = question(read, "why", format_, limit=limit, jobs=jobs, no_cache=no_cache)
    return answered(request._replace(subject=f"{importer} -> {imported}"))[1]
