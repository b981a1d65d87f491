"""`archlint history`: what the branch was, commit by commit, by the rules of today."""

import re
import sys
from datetime import date, timedelta
from time import monotonic

import click

from archlint.cli import exits
from archlint.cli.answering import answered, question
from archlint.cli.commands import config_option, format_option, jobs_option, limit_option, no_cache_option
from archlint.cli.console import complain
from archlint.cli.opening import opened, settings_file
from archlint.report import Report
from archlint.settings import Taken, today

__all__ = ["history"]

_AGE = re.compile(r"(\d{1,4})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30.4375, "y": 365.25}
_BLOCKS = "\u2581\u2588"


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str:
    """Return the day that `--since` means; "" where it was not given."""
    try:
        if found := _AGE.fullmatch(value or ""):
            now = date.fromisoformat(today())
            return (now - timedelta(days=int(found[1]) * _DAYS[found[2]])).isoformat()
        return date.fromisoformat(value).isoformat() if value else ""
    except (ValueError, OverflowError):
        raise click.UsageError(
            f"`--since` takes an age, such as 90d, 6w, 18m or 2y, or a day, such as 2027-03-31, and not `{value}`"
        ) from None


@click.command(short_help="Tell what came, went and who brought it in.")
@click.option("--since", callback=_day, metavar="AGE|DAY", help="From then on: 90d, 6w, 18m, 2y or 2027-03-31.")
@click.option(
    "--every",
    type=click.Choice(["commit", "week", "tag"]),
    default="commit",
    help="Each commit, the last of each week, or what has a tag. [commit]",
)
@click.option("--violations", is_flag=True, help="Who brought in each violation that stands today.")
@config_option
@format_option
@limit_option
@jobs_option
@no_cache_option
def history(
    since: str,
    every: str,
    violations: bool,
    config: str | None,
    format_: str,
    limit: int,
    jobs: int,
    no_cache: bool,
) -> int:
    """
    Judge the commits that led to HEAD, first parents alone, by the rules of today, and say when what came and went.

    Nothing is checked out. What was judged once is kept in .archlint/cache, commit by commit: an interrupted run goes
    on where it was, and a later one judges what is new.
    """
    read = opened(settings_file(config))
    asked = question(read, "history", format_, limit=limit, jobs=jobs, no_cache=no_cache)
    subject = "violations" if violations else ""
    request = asked._replace(subject=subject, every=every, since=since, blocks=_drawable(_BLOCKS))
    started = monotonic()
    try:
        written, code = answered(request)
    except Taken as error:
        complain(
            f"error: another run judges this history right now, and writes {error.args[0]}\n"
            "  = help: wait until it has ended, or look at it with --no-cache"
        )
        return exits.MISUSED
    except KeyboardInterrupt:
        if request.cache:
            complain("what has been judged is kept; the next `archlint history` goes on from there")
        raise
    complain(_pace(written, monotonic() - started))
    return code


def _pace(written: Report, seconds: float) -> str:
    """Say what was done, and how fast."""
    judged, read = written.judged, written.read
    if not judged:
        return "Nothing had to be judged: the log knows it all."
    commits = "1 commit" if judged == 1 else f"{judged:,} commits"
    files = "1 file" if read == 1 else f"{read:,} files"
    return f"Judged {commits} in {seconds:.1f} s, {judged / max(seconds, 0.001):,.0f} a second; {files} parsed."


def _drawable(text: str) -> bool:
    """Return whether stdout takes some signs."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True
