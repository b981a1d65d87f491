"""`archlint check`: judge the code, report, exit."""

from collections.abc import Sequence
from pathlib import Path

import click

from archlint import report
from archlint.cli import exits
from archlint.cli.console import colour, complain, say, write_whole
from archlint.cli.hook import tree_to_judge
from archlint.cli.opening import opened
from archlint.report import Report
from archlint.settings import Request, Settings, SettingsError, words

__all__ = ["check", "config_option", "spoken"]

config_option = click.option(
    "--config", metavar="FILE", type=click.Path(), help="Settings file; the nearest one otherwise."
)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
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
def check(
    paths: Sequence[str],
    config: str | None,
    format_: str | None,
    outputs: Sequence[str],
    hook: bool,
    limit: int,
    strict: bool,
    exit_zero: bool,
    statistics: bool,
    cross_check: bool,
    color: str,
    quiet: bool,
    timings: bool,
) -> int:
    """
    Hold the code up to the declared rules. The whole graph is judged; with PATH, only what lies there is shown.

    Exit codes: 0 nothing new, 1 new violations, 2 usage, settings or incomplete analysis, 3 a bug in archlint.
    """
    tree: str | None = ""
    if hook:
        tree = tree_to_judge(config)
        if tree is None:
            return exits.KEPT
    read = opened(config, tree or "")
    request = Request(
        settings=read,
        tree=tree or "",
        paths=tuple(_relative(path, read) for path in paths),
        outputs=_outputs(read, format_, outputs),
        strict=strict,
        cross_check=cross_check,
        limit=limit,
        statistics=statistics,
        color=colour(color),
    )
    written = report.write(request)
    spoken(written, read, request, quiet=quiet)
    if timings:
        complain(_timings(request))
    if not written.complete:
        return exits.MISUSED
    return exits.BROKEN if written.failed and not exit_zero else exits.KEPT


def _relative(path: str, read: Settings) -> str:
    """Return a path from the command line as reports name it: relative to the settings' folder, with `/`."""
    try:
        return Path(path).resolve().relative_to(read.root.resolve()).as_posix()
    except ValueError:
        raise click.UsageError(f"{path} lies outside of {read.root}, the folder of {read.file}") from None


def _outputs(read: Settings, format_: str | None, outputs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return (format, file) pairs: those of the command line, else those of the settings, else text on stdout."""
    given = [*outputs, *([format_] if format_ else [])]
    wanted = given or read.table.get("report", {}).get("output", ["text"])
    pairs = tuple((text.partition("=")[0], text.partition("=")[2]) for text in wanted)
    for name, _ in pairs:
        if name not in report.formats():
            near = report.nearest_format(name)
            raise click.UsageError(f"there is no format `{name}`" + (f"; did you mean `{near}`?" if near else ""))
    if sum(not file for _, file in pairs) > 1:
        raise click.UsageError("stdout carries one format; give the others a file: `--output json=report.json`")
    return pairs


def spoken(written: Report, read: Settings, request: Request, *, quiet: bool = False) -> None:
    """Print the report, write its files, and say on stderr which declarations do not fit the code."""
    for file, text in written.texts:
        if file:
            write_whole(Path(file), text)
        elif not (quiet and written.complete and not written.failed):
            say(text, color=request.color)
    if written.problems:
        error = SettingsError.located(read, written.problems)
        complain(words(error, "The rules that they stand in were not judged."))


def _timings(request: Request) -> str:
    return "\n".join(f"{seconds:8.3f} s CPU  {room}" for room, seconds in request.timings.items())
