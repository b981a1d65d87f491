"""`archlint metrics`: what can be counted of the shape of the code, with what each number is a share of."""

import click

from archlint.cli import exits
from archlint.cli.commands import config_option, jobs_option, no_cache_option
from archlint.cli.console import colour, complain
from archlint.cli.opening import opened, settings_file
from archlint.cli.outputs import deliver, unread
from archlint.cli.progress import awaited
from archlint.settings import Request

__all__ = ["metrics"]


@click.command(short_help="Count skips, cycles, reach and more.")
@click.option("--component", default="", metavar="NAME", help="One component in detail.")
@config_option
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "csv"]), default="text", help="text, json or csv. [text]"
)
@click.option("--limit", default=20, metavar="N", type=click.IntRange(min=0), help="Lines of a list; 0 is all. [20]")
@jobs_option
@no_cache_option
def metrics(component: str, config: str | None, format_: str, limit: int, jobs: int, no_cache: bool) -> int:
    """
    Say how far the components are from a list, how tangled they are, and how far a change reaches.

    The components are those of [components], else the layers of rules, else the children of the top-level packages. No
    number fails: to keep one small, write a rule `budget`.
    """
    read = opened(settings_file(config))
    request = Request(
        read,
        ask="metrics",
        subject=component,
        cache=not no_cache,
        jobs=jobs,
        outputs=((format_, ""),),
        limit=limit,
        color=colour("auto"),
    )
    written = awaited(request)
    if not written.answered and format_ != "json":
        complain("".join(text for _, text in written.texts))
        return exits.MISUSED
    whole = deliver(written, read, request)
    if words := unread(written):
        complain(words)
    return exits.KEPT if whole and written.answered and written.complete else exits.MISUSED
