"""`archlint metrics`: what can be counted of the shape of the code, with what each number is a share of."""

import click

from archlint.cli.answering import answered, question
from archlint.cli.commands import config_option, jobs_option, limit_option, no_cache_option
from archlint.cli.opening import opened, settings_file

__all__ = ["metrics"]


@click.command(short_help="Count skips, cycles, reach and more.")
@click.option("--component", default="", metavar="NAME", help="One component in detail.")
@config_option
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "csv"]), default="text", help="text, json or csv. [text]"
)
@limit_option
@jobs_option
@no_cache_option
def metrics(component: str, config: str | None, format_: str, limit: int, jobs: int, no_cache: bool) -> int:
    """
    Say how far the components are from a list, how tangled they are, and how far a change reaches.

    The components are those of [components], else the layers of rules, else the children of the top-level packages. No
    number fails: to keep one small, write a rule `budget`.
    """
    read = opened(settings_file(config))
    request = question(read, "metrics", format_, limit=limit, jobs=jobs, no_cache=no_cache)
    return answered(request._replace(subject=component), always_unread=True)[1]
