"""`archlint affected`: the files that a change can reach, for whoever runs only the tests that it may break."""

import click

from archlint import git
from archlint.cli import exits
from archlint.cli.base import base_of
from archlint.cli.commands import config_option, jobs_option, no_cache_option
from archlint.cli.console import complain
from archlint.cli.opening import opened, settings_file
from archlint.cli.outputs import deliver, unread
from archlint.cli.paths import within
from archlint.cli.progress import awaited
from archlint.cli.wishes import Wishes
from archlint.settings import Request

__all__ = ["affected"]

_SHOWN = 3


@click.command(short_help="List the files that a change can reach.")
@click.option("--against", metavar="REV", required=True, help="The change is what has happened since the code left it.")
@click.option("--tests", is_flag=True, help="Only files with tests: test_*.py and *_test.py.")
@click.option("--modules", is_flag=True, help="Dotted names instead of paths.")
@config_option
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="text or json. [text]")
@jobs_option
@no_cache_option
def affected(
    against: str, tests: bool, modules: bool, config: str | None, format_: str, jobs: int, no_cache: bool
) -> int:
    """
    List what a change can reach: the modules that have changed, and all that come to import one of them, a line each.

    Paths are relative to the folder of the settings. Who reads a data file, or loads a module by a computed name, is
    not known, and not listed.
    """
    file = settings_file(config)
    read = opened(file)
    top, lead = git.top(read.root), git.lead(read.root)
    base = base_of(Wishes(against=against), file, "")
    paths = git.changed(top, base)
    request = Request(
        read,
        ask="affected",
        subject=" ".join(word for word, on in (("tests", tests), ("modules", modules)) if on),
        against=against,
        base=base,
        changed=frozenset(path.removeprefix(lead) for path in paths if path.startswith(lead)),
        within=within(read.root),
        cache=not no_cache,
        jobs=jobs,
        outputs=((format_, ""),),
    )
    written = awaited(request)
    whole = deliver(written, read, request)
    _tell_of_others([path for path in paths if not path.endswith(".py")])
    if not written.complete:
        complain(unread(written))
    return exits.KEPT if whole and written.complete else exits.MISUSED


def _tell_of_others(paths: list[str]) -> None:
    """Say that something has changed of which nobody knows who reads it."""
    if paths:
        more = f" and {len(paths) - _SHOWN:,} more" if len(paths) > _SHOWN else ""
        complain(f"note: who reads {', '.join(paths[:_SHOWN])}{more} is not known, so nothing is listed for it")
