"""`archlint init --from TOOL`: the settings of another tool, written down as archlint's own."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from archlint import report, settings
from archlint.cli import exits
from archlint.cli.console import complain, say
from archlint.cli.files import Beside
from archlint.cli.outputs import deliver
from archlint.cli.progress import awaited
from archlint.cli.refusals import Refused
from archlint.cli.settling import Draft, settled
from archlint.report import Report
from archlint.settings import Disk, Problem, Request, Settings, SettingsError, today

__all__ = ["AS", "TOOLS", "convert"]

TOOLS: Final = ("import-linter", "tach")
AS: Final = ("ignore", "waivers", "baseline")
"""What may become of ignored imports."""
_OWN: Final = "archlint.toml"


def convert(tool: str, ignored: str, *, yes: bool) -> int:
    """
    Write what the contracts of a tool in this folder say into an archlint.toml; return the exit code.

    `ignored` is what becomes of ignored imports: "ignore", "waivers" or "baseline". Nothing that exists is touched.
    """
    root = Path.cwd()
    file = root / _OWN
    _require_none(file)
    read = _read(tool, root)
    text, ours, judged, left = _fitting(read, file, ignored)
    known = judged.baselines[0] if ignored == "baseline" and judged.baselines[0].added else None
    if known and known.exists:
        raise Refused(f"{known.path} is here already\n  = help: move it away; nothing was written")
    if not yes:
        say(f"{file.name} would say:\n\n{text}\n")
    draft = Draft(file, text, root, (known,) if known else ())
    code = settled(draft, yes=yes, again=f"archlint init --from {tool} --yes", source=read.file)
    if code is not None:
        return code
    if left:
        named = "a comment at the end names it" if left == 1 else "comments at the end name them"
        complain(f"note: {left} contract{'s were' if left > 1 else ' was'} left out; {named}")
    deliver(judged, ours, Request(ours, outputs=()))
    return _told(judged, broken=0 if known else judged.baselines[0].added)


def _require_none(file: Path) -> None:
    """Raise Refused where the folder has settings of archlint's."""
    try:
        found = settings.find(file.parent)
    except SettingsError as error:
        if error.file:
            raise
        return
    if found.parent == file.parent and (found.name == _OWN or not settings.load(found).foreign):
        raise Refused(f"there are settings already: {found}\n  = help: `archlint` checks by them; nothing was written")


def _read(tool: str, root: Path) -> Settings:
    """Return the settings of the tool in a folder; raises Refused where it has none, SettingsError with mistakes."""
    found = settings.foreign_in(root, Disk(), tool)
    read = settings.load(found) if found else None
    if read is None or read.foreign is None or read.foreign.tool != tool:
        places = " or ".join(settings.foreign_places(tool))
        act = f"run it in the folder that holds {places}"
        raise Refused(f"there are no contracts of {tool} in this folder\n  = help: {act}; nothing was written")
    return read


def _fitting(read: Settings, file: Path, ignored: str) -> tuple[str, Settings, Report, int]:
    """
    Return the new settings as text and as read, what a baseline under them would be, and how many contracts they lack.

    A rule that archlint refuses because it could never be broken is left out: the other tool says that it holds.
    Mistakes that the contracts have already stay in.
    """
    before = _rules_of(awaited(_asked(read)).problems)
    left: dict[str, str] = {}
    while True:
        text = settings.converted(read, ignored, left)
        try:
            ours = report.opened(file, Beside(file, text))
            judged = awaited(_asked(ours))
        except SettingsError as error:
            refused = _rules_of(one.problem for one in error.problems)
            if not refused.keys() - left.keys():
                raise
            left |= refused
            continue
        refused = {id_: why for id_, why in _rules_of(judged.problems).items() if id_ not in before}
        if not refused:
            return text, ours, judged, len(left) + (len(read.foreign.unjudged) if read.foreign else 0)
        left |= refused


def _asked(read: Settings) -> Request:
    return Request(read, ask="baseline", outputs=(), today=today())


def _rules_of(problems: Iterable[Problem]) -> dict[str, str]:
    """Return the IDs of the rules that problems are about, with what is wrong."""
    return {str(one.where[1]): one.message for one in problems if one.where[:1] == ("rules",) and len(one.where) > 1}


def _told(judged: Report, *, broken: int) -> int:
    """Say what is left to be done."""
    if not judged.complete:
        complain("What is told above was no mistake before: mend it in archlint.toml, or delete the rule.")
        return exits.MISUSED
    if broken:
        be = "violation stands" if broken == 1 else "violations stand"
        say(f"Next: {broken:,} {be} as before; `archlint baseline` writes down what is known.\n")
    else:
        say("Next: run `archlint`, and commit what was written.\n")
    return exits.KEPT
