"""`archlint check`: judge the code, report, exit."""

import os
from dataclasses import dataclass
from time import process_time
from typing import Any

import click

from archlint import report
from archlint.cli import exits
from archlint.cli.console import colour, complain
from archlint.cli.hook import tree_to_judge
from archlint.cli.opening import config_option, opened, settings_file
from archlint.cli.outputs import deliver, wanted
from archlint.cli.paths import inside, known
from archlint.cli.progress import awaited
from archlint.report import Report
from archlint.settings import Request

__all__ = ["check"]


@dataclass(frozen=True)
class _Wishes:
    """The command line of `check`."""

    paths: tuple[str, ...]
    config: str | None
    format_: str | None
    outputs: tuple[str, ...]
    hook: bool
    limit: int
    strict: bool
    exit_zero: bool
    statistics: bool
    cross_check: bool
    color: str
    quiet: bool
    timings: bool


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@config_option
@click.option("--format", "format_", metavar="FORMAT", help=f"Report on stdout: {', '.join(report.formats())}.")
@click.option(
    "--output", "outputs", metavar="FORMAT[=FILE]", multiple=True, help="A report to stdout or a file; repeatable."
)
@click.option("--hook", is_flag=True, help="Judge what git has staged; return at once if none of it matters.")
@click.option(
    "--limit", default=50, metavar="N", type=click.IntRange(min=0), help="Violations spelled out; 0 is all. [50]"
)
@click.option("--strict", is_flag=True, help="Fail on what does nothing, too: an ignore whose import is gone.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 although there are new violations.")
@click.option("--statistics", is_flag=True, help="Add counts by rule, kind and pair of components.")
@click.option(
    "--cross-check", is_flag=True, help="Let grimp judge layers and independence again; exit 3 where it differs."
)
@click.option(
    "--color", "color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour on stdout. [auto]"
)
@click.option("--quiet", is_flag=True, help="Say nothing where there is nothing to mend.")
@click.option("--timings", is_flag=True, help="Print CPU seconds by room on stderr.")
def check(**options: Any) -> int:
    """
    Hold the code up to the declared rules. The whole graph is judged; with PATH, only what lies there is shown.

    Exit codes: 0 nothing new, 1 new violations, 2 usage, settings or incomplete analysis, 3 a bug in archlint.
    """
    wishes = _Wishes(**options)
    file = settings_file(wishes.config)
    tree = tree_to_judge(file) if wishes.hook else ""
    if tree is None:
        return exits.KEPT
    read = opened(file, tree)
    request = Request(
        settings=read,
        tree=tree,
        paths=tuple(inside(read, known(path)) for path in wishes.paths),
        outputs=wanted(read, wishes.format_, wishes.outputs),
        strict=wishes.strict,
        cross_check=wishes.cross_check,
        limit=wishes.limit,
        statistics=wishes.statistics,
        color=colour(wishes.color),
    )
    written = awaited(request, quiet=wishes.quiet)
    if wishes.timings:
        complain(_timings(request))
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


def _timings(request: Request) -> str:
    """Return CPU seconds by room; what rules ask of the graph while they judge counts as the rulebook's."""
    spent = process_time()
    rows = {**request.timings, "cli, and the start of Python": spent - sum(request.timings.values()), "in all": spent}
    children = os.times()
    if asked := children.children_user + children.children_system:
        rows["git, in processes of its own"] = asked
    return "\n".join(f"{seconds:8.3f} s CPU  {name}" for name, seconds in rows.items())
