"""`archlint init`: a first rule for code that has none, with what it does not keep yet written down as known."""

import sys
from pathlib import Path
from typing import Final, NamedTuple

import click

from archlint import report, settings
from archlint.cli import exits
from archlint.cli.baseline import made_mergeable
from archlint.cli.commands import jobs_option, no_cache_option
from archlint.cli.console import colour, complain, say
from archlint.cli.conversion import AS, TOOLS, convert
from archlint.cli.files import Beside, write_together
from archlint.cli.outputs import unread
from archlint.cli.progress import awaited
from archlint.cli.refusals import Refused
from archlint.report import Contest, Report
from archlint.settings import Request, Settings, SettingsError, today

__all__ = ["init"]

_OWN: Final = "archlint.toml"
_SHARED: Final = "pyproject.toml"
_BASELINE: Final = "archlint-baseline.txt"
_QUESTIONS: Final = 3
_READY: Final = "run `archlint` to see that it is green, and commit what was written"


class _Wishes(NamedTuple):
    """What the person wants of the proposal, from the command line and by their answers."""

    shared: bool
    jobs: int
    cache: bool
    tops: tuple[str, ...]
    keeps: tuple[tuple[str, str], ...]

    def again(self) -> str:
        """Return the command that says all this at once."""
        words = [*(f"--top {top}" for top in self.tops), *(f"--keep '{a} -> {b}'" for a, b in self.keeps)]
        return " ".join(["archlint init", *words, *(["--pyproject"] if self.shared else [])])


@click.command(short_help="Propose a first rule for code that has none.")
@click.option("--top", "tops", metavar="NAME", multiple=True, help="This component stands on top; repeatable.")
@click.option(
    "--keep", "keeps", metavar="'A -> B'", multiple=True, help="A stands above B, whatever the imports say; repeatable."
)
@click.option("--pyproject", is_flag=True, help="Append to pyproject.toml instead of writing archlint.toml.")
@click.option("--yes", is_flag=True, help="Ask nothing, and write.")
@click.option("--from", "tool", type=click.Choice(TOOLS), help="Write down what the settings of this tool say.")
@click.option(
    "--ignored", type=click.Choice(AS), default="ignore", help="With --from: what becomes of ignored imports. [ignore]"
)
@jobs_option
@no_cache_option
def init(
    tops: tuple[str, ...],
    keeps: tuple[str, ...],
    pyproject: bool,
    yes: bool,
    tool: str | None,
    ignored: str,
    jobs: int,
    no_cache: bool,
) -> int:
    """
    Propose components and their order out of the imports of the code in this folder, and write them down as settings.

    What the code does not keep of it becomes the baseline, so that the first check is green. Settings that exist are
    never touched. Without a terminal nothing is written unless --yes is given.
    """
    if tool:
        if tops or keeps or pyproject:
            raise click.UsageError("--from takes over what is there: --top, --keep and --pyproject are for proposals")
        return convert(tool, ignored, yes=yes)
    root = Path.cwd()
    file = root / (_SHARED if pyproject else _OWN)
    _require_none(root)
    wishes = _Wishes(pyproject, jobs, not no_cache, tops, tuple(map(_pair, keeps)))
    asks = not yes and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    before = _before(file)
    proposal = _proposed(root, wishes)
    if not proposal.answered:
        complain(proposal.texts[0][1])
        return exits.MISUSED
    say(proposal.texts[0][1])
    try:
        if asks:
            wishes, proposal = _settled(root, wishes, proposal)
        return _ended(file, before, proposal.texts[1][1], wishes, yes=yes, asks=asks)
    except (KeyboardInterrupt, click.Abort):
        said = f"; `{wishes.again()}` begins where you were" if wishes.keeps != tuple(map(_pair, keeps)) else ""
        complain(f"\nNothing was written{said}.")
        return exits.INTERRUPTED


def _require_none(root: Path) -> None:
    """Raise Refused where there are settings that hold here, or a baseline that nobody knows of."""
    try:
        found = settings.find(root)
    except SettingsError as error:
        if error.file:
            raise
    else:
        act = "`archlint` checks by them" if found.parent == root else "they hold in this folder, too: run `archlint`"
        if found.name != _OWN and (foreign := settings.load(found).foreign):
            act = f"`archlint init --from {foreign.tool}` writes them down as archlint's own"
        raise Refused(f"there are settings already: {found}\n  = help: {act}; nothing was written")
    if (root / _BASELINE).exists():
        raise Refused(
            f"{_BASELINE} is here, and no settings that it belongs to\n  = help: move it away; nothing was written"
        )


def _before(file: Path) -> str:
    """Return what the file holds that the settings are appended to; raises Refused where it cannot be."""
    try:
        return file.read_bytes().decode("utf-8") if file.name == _SHARED else ""
    except FileNotFoundError:
        raise Refused(
            f"there is no {_SHARED} here to append to\n  = help: without --pyproject, {_OWN} is written"
        ) from None
    except UnicodeDecodeError:
        raise Refused(f"{_SHARED} is not UTF-8\n  = help: without --pyproject, {_OWN} is written") from None


def _pair(text: str) -> tuple[str, str]:
    above, arrow, below = (part.strip() for part in text.partition("->"))
    if not (above and arrow and below) or "->" in below:
        raise click.UsageError(f"`--keep` takes two components, as 'shop.web -> shop.db'; `{text}` is something else")
    return above, below


def _proposed(root: Path, wishes: _Wishes) -> Report:
    """Return the proposal: in words, and as the settings that it comes to."""
    none = settings.workspace(root / _OWN, Beside(root / _OWN, ""))
    formats = (("text", ""), ("pyproject" if wishes.shared else "settings", _OWN))
    request = Request(
        none,
        ask="proposal",
        tops=wishes.tops,
        keeps=wishes.keeps,
        cache=wishes.cache,
        jobs=wishes.jobs,
        outputs=formats,
        color=colour("auto"),
    )
    try:
        return awaited(request)
    except SettingsError as error:
        # It speaks of a settings file that nobody has written yet.
        if any((root / one.file).exists() for one in error.problems if one.file):
            raise
        message = error.problems[0].problem.message.replace("the folder of this file", "this folder")
        act = "run it in the folder that holds your packages, or in the one above `src`"
        raise Refused(f"{message}\n  = help: {act}; nothing was written") from None


def _settled(root: Path, wishes: _Wishes, proposal: Report) -> tuple[_Wishes, Report]:
    """Ask about what the imports leave open, and return the wishes and the proposal after the answers."""
    asked: set[frozenset[str]] = set()
    for _ in range(_QUESTIONS):
        contest = next((one for one in proposal.contests if frozenset(one[:2]) not in asked), None)
        if contest is None:
            break
        asked.add(frozenset(contest[:2]))
        pair = _asked(contest)
        if pair:
            wishes = wishes._replace(keeps=(*wishes.keeps, pair))
            proposal = _proposed(root, wishes)
            say(f"\n{proposal.texts[0][1]}")
    return wishes, proposal


def _asked(contest: Contest) -> tuple[str, str] | None:
    """Return the two in the order that a person gives them; None where they are left as one."""
    one, other, imports, back = contest
    say(f"\n{one} and {other} import each other {imports:,} and {back:,} times. Which is above?\n")
    say(f"  1  {one}\n  2  {other}\n  3  neither: they stay one component\n")
    answer = click.prompt("Your choice", type=click.Choice(["1", "2", "3"]), default="3", show_choices=False)
    return {"1": (one, other), "2": (other, one)}.get(answer)


def _ended(file: Path, before: str, block: str, wishes: _Wishes, *, yes: bool, asks: bool) -> int:
    """Show the settings that would be written, and write them with their baseline where somebody wants it."""
    text = f"{before.rstrip()}\n\n{block}" if before.strip() else block
    judged = _judged(file, text, wishes)
    if not judged.complete:
        complain(f"{unread(judged)}\n\nNothing was written.")
        return exits.MISUSED
    known = judged.baselines[0]
    what = f"{file.name}{f' and {known.path} with {_violations(known.added)}' if known.added else ''}"
    if not yes:
        say(f"\n{file.name} would {'get' if before else 'say'}:\n\n{block}\n")
    if not yes and not asks:
        asked = f"there is no terminal to ask whether {what} may be"
        complain(f"error: nothing was written: {asked}\n  = help: `archlint init --yes` asks nothing")
        return exits.MISUSED
    if asks and not click.confirm(f"Write {what}?", default=True):
        complain(f"Nothing was written. `{wishes.again()}` proposes the same again.")
        return exits.KEPT
    write_together([*([(file.parent / known.path, known.text)] if known.added else []), (file, text)])
    say(f"\nWrote {what}.\n")
    if known.added:
        made_mergeable(file.parent / known.path)
    say(f"Next: {_READY}.\n")
    return exits.KEPT


def _judged(file: Path, text: str, wishes: _Wishes) -> Report:
    """Return what a first baseline under these settings would be."""
    try:
        read: Settings = report.opened(file, Beside(file, text))
    except SettingsError as error:
        reason = error.problems[0].problem.message
        act = f"without --pyproject, {_OWN} is written" if wishes.shared else "this is a bug of archlint: report it"
        raise Refused(f"{file.name} cannot take the settings: {reason}\n  = help: {act}; nothing was written") from None
    return awaited(Request(read, ask="baseline", outputs=(), today=today(), cache=wishes.cache, jobs=wishes.jobs))


def _violations(number: int) -> str:
    return f"{number:,} known violation{'' if number == 1 else 's'}"
