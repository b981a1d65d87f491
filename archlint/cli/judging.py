"""`archlint check`: judge the code, report, exit."""

from __future__ import annotations

import os
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from archlint import settings
from archlint.cli import exits
from archlint.cli.again import Call
from archlint.cli.base import base_of, former
from archlint.cli.ci import besides, tell
from archlint.cli.console import colour, complain
from archlint.cli.opening import borrowed
from archlint.cli.outputs import Outputs, deliver, unspoken, wanted
from archlint.cli.paths import inside, known, within
from archlint.cli.progress import awaited
from archlint.cli.wishes import Wishes
from archlint.settings import Course, Request, Settings

if TYPE_CHECKING:
    from archlint.report import Report

__all__ = ["judged"]


def judged(wishes: Wishes, read: Settings, file: Path, tree: str, call: Call) -> int:
    """
    Judge the code of a tree ("" is the disk) by settings, hand the report out, and return the exit code.

    The call learns what was looked at, and keeps an answer that can be told again.
    """
    base = base_of(wishes, file, tree)
    asked = wanted(read, wishes.format_, wishes.outputs)
    request = _request(wishes, read, tree, (*asked, *besides(read, wishes)), call)
    if base:
        request = request._replace(base=base, former=former(file, base, wishes) if wishes.against else None)
    written = awaited(request, quiet=wishes.quiet)
    if read.foreign and not wishes.quiet:
        complain(borrowed(read))
    if request.course:
        complain(_timings(request.course))
    if written.disagreements:
        complain(_disagreement(written))
        return exits.CRASHED
    whole = _handed_out(written, request, len(asked), quiet=wishes.quiet)
    aimed = _aimed(written, request)
    if not (whole and aimed and written.complete):
        return exits.MISUSED
    code = exits.BROKEN if written.failed and not wishes.exit_zero else exits.KEPT
    if _repeatable(request):
        ((name, _),), ((_, text),) = request.outputs, written.texts
        call.keep(file, code, "" if wishes.quiet and unspoken(written, name) else text)
    return code


def _repeatable(request: Request) -> bool:
    """Return whether all that was said was one report on stdout, and comes of nothing but what is looked at."""
    parts = request.settings.parts
    theirs = request.settings.foreign or any(part.settings.table.get("rule-folders") for part in parts)
    return not theirs and not request.cross_check and [file for _, file in request.outputs] == [""]


def _request(wishes: Wishes, read: Settings, tree: str, outputs: Outputs, call: Call) -> Request:
    return Request(
        settings=read,
        tree=tree,
        hook=wishes.hook,
        against=wishes.against or "",
        fail_on=wishes.fail_on or "",
        today=call.today,
        paths=tuple(inside(read, known(path)) for path in wishes.paths),
        within=within(read.root, call.looks),
        looks=call.looks,
        outputs=outputs,
        strict=wishes.strict,
        cross_check=wishes.cross_check,
        full_parse=wishes.full_parse,
        plugins=read.foreign is not None and settings.plugins_allowed(read, wishes.allow_plugins),
        cache=not wishes.no_cache,
        jobs=wishes.jobs,
        limit=wishes.limit,
        statistics=wishes.statistics,
        show_known=wishes.show_known,
        color=colour(wishes.color),
        course=Course() if wishes.timings else None,
    )


def _handed_out(written: Report, request: Request, asked: int, *, quiet: bool) -> bool:
    """Hand out the reports, so many of which were asked for, and return whether all of these could be written."""
    texts = written.texts
    mine = request._replace(outputs=request.outputs[:asked])
    whole = deliver(written._replace(texts=texts[:asked]), request.settings, mine, quiet=quiet)
    tell(request.outputs[asked:], [text for _, text in texts[asked:]], quiet=quiet)
    return whole


def _aimed(written: Report, request: Request) -> bool:
    """Return whether anything was judged under the paths, and say where nothing was: green must not be hollow."""
    missed = written.without_modules
    for path in missed:
        complain(f"{'error' if missed == request.paths else 'note'}: no module that is judged lies under {path}")
    return not missed or missed != request.paths


def _disagreement(written: Report) -> str:
    lines = "\n".join(f"  {line}" for line in written.disagreements)
    return (
        "error: archlint and grimp judge these dependencies differently, so one of them has a bug\n"
        f"{lines}\n"
        "  = help: report them, with the versions that `pip show archlint grimp` tells; without --cross-check archlint "
        "judges alone"
    )


def _timings(course: Course) -> str:
    """Return CPU seconds by room; what rules ask of the graph while they judge counts as the rulebook's."""
    spent = process_time()
    rows = {**course.timings, "cli, and the start of Python": spent - sum(course.timings.values()), "in all": spent}
    children = os.times()
    if asked := children.children_user + children.children_system:
        rows["in all, in other processes"] = asked
    return "\n".join(f"{seconds:8.3f} s CPU  {name}" for name, seconds in rows.items())
