"""The noun of the report: texts to hand out, and what the command line needs besides."""

from __future__ import annotations

from archlint.settings import Problem, Where
from archlint.startup import NamedTuple

__all__ = ["Baseline", "Case", "Chain", "Contest", "Draft", "Mended", "Report", "Rewrite"]


class Baseline(NamedTuple):
    """The file of known violations."""

    path: str
    """Relative to the settings' root; "" where there is none and none was asked for."""
    exists: bool
    text: str
    """What the file would hold after the command that was asked for; "" for all others."""
    added: int
    removed: int
    new: int
    """Violations that belong into it and are not in it, shown or not."""
    followed: int = 0
    """Lines that go by other names than they say, as modules have moved since they were written."""


class Case(NamedTuple):
    """What one test of the dependency structure says."""

    name: str
    """The ID of a rule, or a name that no rule may have."""
    failed: bool
    text: str
    """The report, without a line end at the end; "" where there is nothing to say. One that does not fail may warn."""


class Chain(NamedTuple):
    """By what chain of imports one thing comes to use another."""

    modules: tuple[str, ...]
    """From the importing end to the imported one; () where there is no such chain."""
    refused: str = ""
    """Why the question has no answer, in words; "" where it has one."""
    unread: str = ""
    """What could not be read and should have been: a chain may go through it. "" where nothing is missing."""


class Contest(NamedTuple):
    """Two components of a proposal of which nothing says which is above."""

    one: str
    other: str
    imports: int
    """How many imports lead from one to the other."""
    back: int


class Draft(NamedTuple):
    """The file of a new rule."""

    name: str
    """The file's name in its folder."""
    text: str
    house: bool
    """Whether it is to be one of archlint's own: the folder that was asked about is archlint's checkout."""


class Report(NamedTuple):
    """What there is to say, and to whom."""

    texts: tuple[tuple[str, str], ...]
    """(file, text) for each output, in the order of the request; "" is stdout. Texts end with a line end."""
    failed: bool
    """There is something new of severity error, or a note when strict."""
    complete: bool
    """False where something could not be read or judged that the settings want read and judged."""
    answered: bool
    """False where `explain` was asked about something that does not exist."""
    unknown: tuple[str, ...]
    """Changed files of which `affected` cannot say whom they reach, relative to the settings' root, sorted."""
    unread_tests: tuple[str, ...]
    """Tests of which it cannot say what they need, likewise."""
    new: int
    """Violations that are not known, warnings among them."""
    remarks: tuple[str, ...]
    """The notes, one line each, with their places."""
    notes: int
    """What does nothing and may go; the texts say what."""
    errors: tuple[tuple[str, int, str], ...]
    """(path, line, message) of what could not be read or judged; line 0 is the whole file."""
    problems: tuple[Problem, ...]
    """Declarations that do not fit the code; their rules were not judged. Texts for people leave them to the caller."""
    disagreements: tuple[str, ...]
    """What grimp, asked for a second opinion, judged differently: a pair of components of a rule each."""
    without_modules: tuple[str, ...]
    """Paths of the request under which no module lies: nothing there was judged."""
    executed: str
    """Which rules of the team's own ran as code, in a sentence; "" where none did."""
    idle: tuple[Where, ...]
    """What leads in the settings to waivers, and imports of theirs, that do nothing (any more)."""
    baselines: tuple[Baseline, ...]
    """One for each part of the workspace whose debts are at stake, the top's first; a project has one."""
    judged: int = 0
    """How many commits a `history` had to judge: the log did not know them."""
    read: int = 0
    """How many contents of files it had to read for that."""
    contests: tuple[Contest, ...] = ()
    """What a proposal leaves open, the closest first."""


class Rewrite(NamedTuple):
    """A file that is to be written anew."""

    path: str
    """From the settings' root, with "/"."""
    before: bytes
    """What it held when it was judged."""
    after: bytes


class Mended(NamedTuple):
    """What can be mended by rewriting imports."""

    report: Report
    """On the code as it is, with one text for each output."""
    rewrites: tuple[Rewrite, ...]
    """By path."""
    summary: str
    """What is mended and why the rest is left, in a line, as it is said beside a patch."""
    written: str
    """The same as it is said once all has been written."""
