"""`archlint check`: judge the code, report, exit."""

import os
from pathlib import Path
from time import process_time

from archlint.cli import exits
from archlint.cli.console import colour, complain
from archlint.cli.opening import opened
from archlint.cli.outputs import deliver, wanted
from archlint.cli.paths import inside, known
from archlint.cli.progress import awaited
from archlint.cli.wishes import Wishes
from archlint.report import Report
from archlint.settings import Course, Request

__all__ = ["judged"]


def judged(wishes: Wishes, file: Path, tree: str) -> int:
    """Judge the code of a tree ("" is the disk) by a settings file, hand the report out, and return the exit code."""
    read = opened(file, tree, cache=not wishes.no_cache)
    request = Request(
        settings=read,
        tree=tree,
        paths=tuple(inside(read, known(path)) for path in wishes.paths),
        outputs=wanted(read, wishes.format_, wishes.outputs),
        strict=wishes.strict,
        cross_check=wishes.cross_check,
        full_parse=wishes.full_parse,
        cache=not wishes.no_cache,
        jobs=wishes.jobs,
        limit=wishes.limit,
        statistics=wishes.statistics,
        color=colour(wishes.color),
        course=Course() if wishes.timings else None,
    )
    written = awaited(request, quiet=wishes.quiet)
    if request.course:
        complain(_timings(request.course))
    if written.disagreements:
        complain(_disagreement(written))
        return exits.CRASHED
    whole = deliver(written, read, request, quiet=wishes.quiet)
    aimed = _aimed(written, request)
    if not (whole and aimed and written.complete):
        return exits.MISUSED
    return exits.BROKEN if written.failed and not wishes.exit_zero else exits.KEPT


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
