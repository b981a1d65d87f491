"""`archlint init`: a first rule for code that has none, with what it does not keep yet written down as known."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from archlint import report, settings
from archlint.cli import exits
from archlint.cli.commands import jobs_option, no_cache_option
from archlint.cli.console import colour, complain, say
from archlint.cli.conversion import AS, TOOLS, convert
from archlint.cli.files import Beside
from archlint.cli.outputs import unread
from archlint.cli.progress import awaited
from archlint.cli.refusals import Refused
from archlint.cli.settling import Draft, interactive, settled
from archlint.report import Contest, Report
from archlint.settings import Request, Settings, SettingsError, today
from archlint.startup import NamedTuple

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
    never touched; a member of a workspace may get some of its own beside those of the top. Without a terminal nothing
    is written unless --yes is given.
    """
    if tool:
        if tops or keeps or pyproject:
            raise click.UsageError("--from takes over what is there: --top, --keep and --pyproject are for proposals")
        return convert(tool, ignored, yes=yes)
    root = Path.cwd()
    file = root / (_SHARED if pyproject else _OWN)
    _require_none(root)
    wishes = _Wishes(pyproject, jobs, not no_cache, tops, tuple(map(_pair, keeps)))
    before = _before(file)
    proposal = _proposed(root, wishes)
    if not proposal.answered:
        complain(proposal.texts[0][1])
        return exits.MISUSED
    say(proposal.texts[0][1])
    try:
        if not yes and interactive():
            wishes, proposal = _settled(root, wishes, proposal)
        return _ended(file, before, proposal.texts[1][1], wishes, yes=yes)
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
        if act := _instead(root, found):
            raise Refused(f"there are settings already: {found}\n  = help: {act}; nothing was written")
    if (root / _BASELINE).exists():
        raise Refused(
            f"{_BASELINE} is here, and no settings that it belongs to\n  = help: move it away; nothing was written"
        )


def _instead(root: Path, found: Path) -> str:
    """Return what to do where settings hold already; "" in a member of a workspace, which may have some of its own."""
    if found.name != _OWN and (foreign := settings.load(found).foreign):
        return f"`archlint init --from {foreign.tool}` writes them down as archlint's own"
    if found.parent == root:
        return "`archlint` checks by them"
    if _unwritten(root).inside:
        return ""
    folders = (found.parent / member.folder for member in settings.workspace(found).members)
    around = "".join(f"; `archlint init` in {one} proposes some for it alone" for one in folders if one in root.parents)
    return f"they hold in this folder, too: run `archlint`{around}"


def _unwritten(root: Path) -> Settings:
    """Return the settings that hold in a folder with none of its own in it, as if it had some that say nothing."""
    return settings.workspace(root / _OWN, Beside(root / _OWN, ""))


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
    formats = (("text", ""), ("pyproject" if wishes.shared else "settings", _OWN))
    request = Request(
        _unwritten(root),
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


def _ended(file: Path, before: str, block: str, wishes: _Wishes, *, yes: bool) -> int:
    """Show the settings that would be written, and write them with their baseline where somebody wants it."""
    text = f"{before.rstrip()}\n\n{block}" if before.strip() else block
    read = _opened(file, text, wishes)
    judged = _judged(read, wishes)
    if judged.problems:
        act = "`archlint` says where; mend that first; nothing was written"
        raise Refused(f"the settings that hold here already do not fit the code\n  = help: {act}")
    if not judged.complete:
        complain(f"{unread(judged)}\n\nNothing was written.")
        return exits.MISUSED
    known = sorted((one for one in judged.baselines if one.added or one.removed), key=lambda one: one.removed > 0)
    say("\n" if yes else f"\n{file.name} would {'get' if before else 'say'}:\n\n{block}\n")
    draft = Draft(file, text, read.root, known)
    left = f" `{wishes.again()}` proposes the same again."
    code = settled(draft, yes=yes, again="archlint init --yes", left=left)
    if code is None:
        say(f"Next: {_next(read, judged)}.\n")
    return exits.KEPT if code is None else code


def _opened(file: Path, text: str, wishes: _Wishes) -> Settings:
    """Return the settings of the workspace as they would be."""
    try:
        return report.opened(file, Beside(file, text))
    except SettingsError as error:
        reason = error.problems[0].problem.message
        act = f"without --pyproject, {_OWN} is written" if wishes.shared else "this is a bug of archlint: report it"
        raise Refused(f"{file.name} cannot take the settings: {reason}\n  = help: {act}; nothing was written") from None


def _judged(read: Settings, wishes: _Wishes) -> Report:
    """Return what the baselines of the workspace would be under these settings."""
    lead = f"{read.inside}:" if read.inside else ""
    whole = read._replace(inside="")
    return awaited(
        Request(whole, ask="baseline", founded=lead, outputs=(), today=today(), cache=wishes.cache, jobs=wishes.jobs)
    )


def _next(read: Settings, judged: Report) -> str:
    """Return the next act; a workspace has more than one."""
    new = sum(one.new for one in judged.baselines)
    own = [member.folder for member in read.members if not member.settings and not read.inside]
    if new:
        words = "violations are new, and stay so" if new > 1 else "violation is new, and stays so"
        return f"run `archlint`: by the rules that were there before, {new:,} {words}"
    members = f"; `archlint init` in {own[0]}, or in another member, proposes rules for it alone" if own else ""
    return f"{_READY}{members}"
