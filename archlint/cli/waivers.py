"""`archlint waivers`: who accepted what, until when; and take out what does nothing any more."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click

from archlint import settings
from archlint.cli import exits
from archlint.cli.commands import config_option, jobs_option, no_cache_option
from archlint.cli.console import colour, complain, say
from archlint.cli.files import write_whole
from archlint.cli.opening import opened, settings_file
from archlint.cli.outputs import deliver, unread
from archlint.cli.progress import awaited
from archlint.settings import Part, Request, Settings, Where, today

__all__ = ["waivers"]

_LEFT = "No settings were changed: of what could not be judged nobody knows whether it is waived in vain."


@click.command(short_help="List the waivers by owner and date.")
@config_option
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", help="text or json. [text]")
@click.option("--limit", default=50, metavar="N", type=click.IntRange(min=0), help="Waivers shown; 0 is all. [50]")
@click.option("--prune", is_flag=True, help="Take out of the settings what does nothing any more.")
@jobs_option
@no_cache_option
def waivers(config: str | None, format_: str, limit: int, prune: bool, jobs: int, no_cache: bool) -> int:
    """
    Say who accepted which imports, why and until when, by owner and last day.

    With --prune, imports that are gone and waivers of what no rule forbids are taken out of the settings files; all
    else in them stays as it is. Comments in the code are left to you.
    """
    read = opened(settings_file(config))
    outputs = () if prune else ((format_, ""),)
    request = Request(
        read,
        ask="waivers",
        today=today(),
        cache=not no_cache,
        jobs=jobs,
        outputs=outputs,
        limit=limit,
        color=colour("auto"),
    )
    written = awaited(request)
    whole = deliver(written, read, request)
    if not written.complete or written.errors:
        complain("\n\n".join(filter(None, [unread(written), _LEFT if prune else ""])))
        return exits.MISUSED
    if prune:
        return _pruned(read, written.idle)
    return exits.KEPT if whole else exits.MISUSED


def _pruned(read: Settings, idle: Sequence[Where]) -> int:
    """Take out what does nothing, part by part of the settings, and say what became of each file."""
    if not idle:
        say("Nothing to take out: each waiver in the settings accepts something.\n")
        return exits.KEPT
    codes = [_file(part, [where[len(part.where) :] for where in found]) for part, found in _by_part(read, idle)]
    return max(codes)


def _by_part(read: Settings, idle: Sequence[Where]) -> list[tuple[Part, list[Where]]]:
    def part_of(where: Where) -> Where:
        return where[: where.index("waivers")]

    parts = {part.where: part for part in read.parts}
    return [(parts[lead], list(found)) for lead, found in groupby(sorted(idle, key=str), part_of)]


def _file(part: Part, idle: Sequence[Where]) -> int:
    """Rewrite the settings of one part, unless somebody has changed them meanwhile."""
    own = part.settings
    mine = [own.origin(where).where for where in idle if not own.inherited(where)]
    for where in idle:
        if own.inherited(where):
            complain(
                f"note: a waiver that does nothing here stands in {own.origin(where).file}, which others extend too"
            )
    if not mine:
        return exits.KEPT
    file = own.root / own.file
    text = settings.pruned(own.text, mine)
    if text is None or not _untouched(file, own.text):
        why = "they are not written as tables [[waivers]]" if text is None else "the file has changed meanwhile"
        complain(f"error: {_name(part)} was left alone: {why}\n  = help: `archlint check` names the lines")
        return exits.MISUSED
    mark = "\ufeff" if file.read_bytes().startswith(b"\xef\xbb\xbf") else ""
    write_whole(file, mark + text)
    say(f"{_name(part)}: {len(mine):,} taken out that did nothing.\n")
    return exits.KEPT


def _name(part: Part) -> str:
    """Return the settings file of a part, from the root of the workspace."""
    return f"{part.folder}/{part.settings.file}" if part.folder else part.settings.file


def _untouched(file: Path, text: str) -> bool:
    return file.read_bytes().removeprefix(b"\xef\xbb\xbf") == text.encode()
