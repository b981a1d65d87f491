"""The nouns of the verdict: every violation with its state, and what the run was about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from archlint.settings import Problem, Where
from archlint.startup import NamedTuple
from archlint.verdict.components import Dependency, Metric, Network, Picture
from archlint.verdict.hidden import Blind, End
from archlint.verdict.shift import Shift
from archlint.verdict.teams import Couplings, Owners

__all__ = [
    "Baseline",
    "Comparison",
    "JudgedRule",
    "Note",
    "Place",
    "Step",
    "Summary",
    "Verdict",
    "Violation",
    "Waiver",
]


class Step(NamedTuple):
    """One link of a chain of imports."""

    importer: str
    imported: str
    path: str
    line: int
    """1-based, of the first import statement."""
    lines: int
    """How many lines import it."""
    via: str = ""
    """What it comes by where it is no import, "celery `payment.made`"; else ""."""


class Violation(NamedTuple):
    """One violation of one rule, weighed. Where a field does not apply it is empty, never None (but see `cut`)."""

    rule: str
    type: str
    kind: str
    severity: str
    importer: str
    imported: str
    tail: str
    """Label of the importing component; `from` in the JSON report."""
    head: str
    """Label of the imported component; `to` in the JSON report."""
    dependency: str
    marks: tuple[str, ...]
    names: tuple[str, ...]
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    lines: tuple[int, ...]
    chain: tuple[str, ...]
    steps: tuple[Step, ...]
    members: tuple[str, ...]
    cut: tuple[tuple[str, str], ...] | None
    """The fewest imports whose removal mends it; None where that was not computed."""
    message: str
    because: str
    help: str
    fingerprint: str
    state: str
    """new, known or waived."""
    excerpt: tuple[str, ...] = ()
    """The source lines `line` to `end_line`; only where the report will spell it out."""
    measured: tuple[str, int] | None = None
    """A measure and its value, where that is too high; None for all other violations."""
    brought: bool = False
    """The change that is judged brings it in; False too where nobody compares."""
    owners: Owners = Owners()
    """Only where the report names them."""
    via: str = ""
    """The pack by which a dependency was found that is no import; "" for imports."""
    confidence: str = "exact"
    other: End | None = None
    """None for imports."""


class JudgedRule(NamedTuple):
    """One declared rule."""

    id: str
    type: str
    name: str
    severity: str
    sentence: str
    """What the rule type says, in half a sentence."""
    because: str
    path: str
    """The settings file that it stands in."""
    line: int
    """1-based; 0 where unknown."""
    judged: bool
    folder: str = ""
    """Where a team's own rule comes from: its code ran; "" for archlint's."""


class Place(NamedTuple):
    """Something in a file, and a sentence about it."""

    path: str
    line: int
    """1-based; 0 for the whole file."""
    column: int
    message: str


class Note(NamedTuple):
    """Something told that is no violation: an ignore that does nothing, a baseline line that may go."""

    message: str
    help: str
    path: str
    line: int


class Waiver(NamedTuple):
    """Imports that somebody accepts although a rule forbids them, on the day of the run."""

    rules: tuple[str, ...]
    """IDs of rules; () is all of them."""
    imports: tuple[str, ...]
    """As the settings write them; of a comment what stands on its line."""
    because: str
    owner: str
    approved_by: str
    until: str
    """The last day, as 2027-03-31; "" where it has none."""
    path: str
    line: int
    accepts: int
    """How many violations it accepts."""
    state: str
    """active, ending (in 14 days or less), unused, expired, too-long, unexplained or not-approved."""
    days: int | None
    """How many are left behind today, negative when it is over; None where it does not end."""


class Summary(NamedTuple):
    """The counts that every run ends with. The field names are those of the JSON report."""

    modules: int
    imports: int
    """Distinct first-party (importer, imported) pairs."""
    rules: int
    violations: int
    new: int
    known: int
    waived: int
    fixed: int
    """Lines of the baseline whose violation is gone, or less than they say."""
    ignored: int
    stale: int
    """Notes: what does nothing and may be deleted."""
    outside: int
    unread: int
    unresolved: int
    unresolved_dynamic: int
    complete: bool
    """False where something could not be read or judged."""


class Baseline(NamedTuple):
    """The file of known violations."""

    path: str
    """Relative to the settings' root; "" where there is none and none was asked for."""
    exists: bool
    text: str
    """What the file would hold after the command that was asked for; "" for `check`."""
    added: int
    removed: int
    new: int
    """Violations that belong into it and are not in it, shown or not."""
    followed: int = 0
    """Lines that go by other names than they say, as modules have moved since they were written."""


class Comparison(NamedTuple):
    """What has changed since the code left another revision. Violations that were there then are known."""

    revision: str
    """As a person wrote it."""
    base: str
    """Id of the commit at which the code left it."""
    brought: int
    """New violations."""
    remained: int
    """Violations that were there then and are still, whether a baseline lists them or not."""
    fixed: tuple[Violation, ...]
    """Violations of then that are gone, in report order, with the places of then."""
    shifted: tuple[Violation, ...]
    """Known now: imports that were there then and break a rule only because others are gone."""
    components_added: tuple[str, ...]
    components_removed: tuple[str, ...]
    dependencies_added: tuple[Dependency, ...]
    dependencies_removed: tuple[Dependency, ...]
    """With the imports of then."""
    metrics: tuple[Metric, ...]
    """Those that are others than then."""
    policy: tuple[Shift, ...]


def _no_notes() -> tuple[Note, ...]:
    return ()


def _nothing_measured() -> Mapping[str, Any]:
    return {}


def _no_repairs(_: Collection[str]) -> tuple[Mapping[str, Any], ...]:
    return ()


def _no_content(_: str) -> None:
    return None


def _no_commit() -> tuple[str, str]:
    return "", ""


class Verdict(NamedTuple):
    """Everything that a report may want to say."""

    violations: Sequence[Violation]
    """In report order: new before known, then by path, line, column, rule. Written out when somebody looks at them."""
    rules: tuple[JudgedRule, ...]
    summary: Summary
    errors: tuple[Place, ...]
    """What could not be read or judged: unread files, and declarations that do not fit the code."""
    problems: tuple[Problem, ...]
    """The declarations among the errors, for those who can show them in the settings."""
    notes: tuple[Note, ...]
    unresolved: tuple[Place, ...]
    dynamic: tuple[Place, ...]
    baselines: tuple[Baseline, ...]
    """One for each part of the workspace whose debts are at stake, the top's first; a project has one."""
    failed: bool
    """There is something new of severity error, or a note when strict."""
    unread_fails: bool
    """Whether unread files make the analysis incomplete; False with `policy.unread = "warn"`."""
    revision: str = ""
    """The git revision that was read, where one was named; else ""."""
    disagreements: tuple[str, ...] = ()
    """What grimp, asked for a second opinion, judged differently: a pair of components of a rule each."""
    without_modules: tuple[str, ...] = ()
    """Paths of the request under which no module lies: nothing there was judged."""
    outside: tuple[str, ...] = ()
    """First-party modules that no rule names, sorted."""
    blind: tuple[Blind, ...] | None = None
    """The channels with topics that cannot be told; None where no rule counts strings or channels."""
    picture: Callable[[], Picture] = Picture
    """Gives the components and their violations, at the cost of a pass over all imports."""
    network: Callable[[], Network] = Network
    """Gives the modules, the imports between them and their violations, at the same cost."""
    answer: Mapping[str, Any] = MappingProxyType({})
    """What `explain`, `affected` or `metrics` asked for, as plain values."""
    waivers: tuple[Waiver, ...] = ()
    """By owner, last day and place; those that never end last."""
    notices: tuple[Note, ...] = ()
    """Of waivers that will fail soon, and of a baseline that may be known under other names: told, never an error."""
    prunable: tuple[Where, ...] = ()
    """What leads in the settings to waivers, and imports of theirs, that do nothing (any more)."""
    against: Comparison | None = None
    """None where nobody compares."""
    earlier: int = 0
    """New violations that a hook found although they are committed already."""
    couplings: Callable[[], Couplings] = Couplings
    """Gives what the code of one owner imports of another's, at the cost of a pass over all imports."""
    owner_notes: Callable[[], tuple[Note, ...]] = _no_notes
    """Gives the lines of CODEOWNERS that cannot be read; told where owners are, and never an error."""
    metrics: Callable[[], Mapping[str, Any]] = _nothing_measured
    """Gives the metrics of the whole code, as plain values, at the cost of some passes over all imports."""
    commit: Callable[[], tuple[str, str]] = _no_commit
    """Gives id and day of the commit that was read, or that the files on disk build upon; ("", "") without git."""
    repairs: Callable[[Collection[str]], tuple[Mapping[str, Any], ...]] = _no_repairs
    """Gives for violations, by their fingerprints, the edits that would mend them, or why none would; plain values."""
    content: Callable[[str], bytes | None] = _no_content
    """Gives the bytes of a file as it was judged; None where it cannot be read any more."""
