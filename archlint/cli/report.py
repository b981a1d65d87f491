"""`archlint report`: the page for architects, in a file that any browser opens."""

from pathlib import Path
from typing import Final

import click

from archlint.cli import exits
from archlint.cli.base import base_of, former
from archlint.cli.commands import config_option, jobs_option, no_cache_option
from archlint.cli.console import complain, say
from archlint.cli.opening import borrowed, opened, settings_file
from archlint.cli.outputs import Outputs, deliver, unread, wanted
from archlint.cli.progress import awaited
from archlint.cli.refusals import Misused
from archlint.cli.wishes import Wishes
from archlint.settings import Request, Settings, today

__all__ = ["report"]

_FILE: Final = "archlint-report.html"


@click.command(short_help="Write the page for architects: layers, matrix, graph, violations.")
@click.option("--output", default=_FILE, metavar="FILE", type=click.Path(), help=f"Where it goes. [{_FILE}]")
@click.option("--open", "open_", is_flag=True, help="Open it in the browser of this desktop.")
@click.option("--against", metavar="REV", help="Show what has changed since the code left this revision.")
@config_option
@jobs_option
@no_cache_option
def report(output: str, open_: bool, against: str | None, config: str | None, jobs: int, no_cache: bool) -> int:
    """
    Write one HTML file with all there is to see: overview, layers, matrix, graph, violations, trend, comparison.

    It holds its data and its program, and asks no network. Exit codes: 0 it is written, whatever breaks a rule; 2
    usage, settings, or something that could not be read, which the page says as well.
    """
    file = settings_file(config)
    read = opened(file, cache=not no_cache)
    wishes = Wishes(against=against, no_cache=no_cache)
    base = base_of(wishes, file, "")
    request = Request(
        read,
        against=against or "",
        base=base,
        former=former(file, base, wishes) if base else None,
        today=today(),
        cache=not no_cache,
        jobs=jobs,
        outputs=_output(read, output),
    )
    written = awaited(request)
    if read.foreign:
        complain(borrowed(read))
    whole = deliver(written, read, request)
    if words := unread(written):
        complain(words)
    if whole:
        size = len(written.texts[0][1].encode("utf-8", "surrogateescape"))
        say(f"Wrote {output} ({size / 1024:,.0f} KiB). Open it in a browser; it needs no network.\n")
    if whole and open_:
        _show(Path(output))
    return exits.KEPT if whole and written.complete else exits.MISUSED


def _output(read: Settings, file: str) -> Outputs:
    try:
        return wanted(read, None, (f"html={file}",))
    except Misused as error:
        raise click.UsageError(str(error)) from None


def _show(file: Path) -> None:
    """Open a file in a browser, or say that there is none: in a container, say."""
    import webbrowser  # only who asks waits for it

    if not webbrowser.open(file.absolute().as_uri()):
        complain(f"note: no browser could be opened here; the page is {file.absolute()}")
