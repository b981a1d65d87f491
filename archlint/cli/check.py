"""`archlint check`: the command line of it."""

from typing import Any

import click

from archlint.cli.checking import checked
from archlint.cli.commands import config_option, jobs_option, no_cache_option, plugins_option
from archlint.cli.wishes import Wishes

__all__ = ["check"]


class _Format(click.Option):
    """An option that lists the formats; only who asks for help waits for them to be looked up."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from archlint import report

        self.help = f"Report on stdout: {', '.join(report.format_names())}."
        return super().get_help_record(ctx)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@config_option
@click.option("--format", "format_", metavar="FORMAT", cls=_Format)
@click.option(
    "--output", "outputs", metavar="FORMAT[=FILE]", multiple=True, help="A report to stdout or a file; repeatable."
)
@click.option("--hook", is_flag=True, help="Judge what git has staged; return at once if none of it matters.")
@click.option("--against", metavar="REV", help="Only what is new since the code left this revision fails.")
@click.option(
    "--fail-on", type=click.Choice(["loosened"]), help="With --against: fail where the settings allow more than before."
)
@click.option(
    "--limit", default=50, metavar="N", type=click.IntRange(min=0), help="Violations spelled out; 0 is all. [50]"
)
@click.option("--strict", is_flag=True, help="Fail on what does nothing, too: an ignore whose import is gone.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 although there are new violations.")
@click.option("--statistics", is_flag=True, help="Add counts by rule, kind and pair of components.")
@click.option("--show-known", is_flag=True, help="Tell programs, too, what is known or waived, as a note.")
@click.option(
    "--cross-check", is_flag=True, help="Let grimp judge layers and independence again; exit 3 where it differs."
)
@click.option("--full-parse", is_flag=True, help="Look for syntax errors also where nothing speaks of imports.")
@plugins_option
@jobs_option
@no_cache_option
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
    return checked(Wishes(**options))
