"""The nouns of judging: what each rule found, and what it was about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from archlint.rulebook.components import Links, Outline, Picture
from archlint.rulebook.trail import Trail
from archlint.rulebook.waiver import Waiver
from archlint.settings import Problem
from archlint.startup import NamedTuple

__all__ = [
    "Blind",
    "End",
    "Finding",
    "Findings",
    "Gap",
    "Ground",
    "JudgedRule",
    "Step",
    "Unresolved",
]


Spans = Sequence[tuple[int, int]]
"""First and last lines."""


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


class End(NamedTuple):
    """The end of a dependency without an import at which the importing module is not."""

    path: str
    line: int
    column: int
    topic: str
    """What both meet on, or the string that names it."""


class Finding(NamedTuple):
    """One violation of one rule. Fields are those of the JSON report; one that does not apply is empty, never None."""

    rule: str
    """The rule's ID."""
    type: str
    kind: str
    severity: str
    importer: str
    imported: str
    tail: str
    """Label of the importing component (`from` in the report)."""
    head: str
    """Label of the imported component (`to` in the report)."""
    dependency: str
    """Kind of the first import: runtime, deferred, typing, dynamic, declared, string or channel."""
    marks: tuple[str, ...]
    names: tuple[str, ...]
    """What is imported, sorted; without the names that the rule allows."""
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    lines: tuple[int, ...]
    """All lines with such an import, ascending."""
    chain: tuple[str, ...]
    """Modules from importer to imported; the members, where the finding is about a set of components."""
    steps: tuple[Step, ...]
    """The imports of a chain of more than two modules, in order; empty for a direct import."""
    members: tuple[str, ...]
    """The identity of a cycle, branch or join, sorted; else empty."""
    cut: tuple[tuple[str, str], ...] | None
    """The fewest imports whose removal mends it; None where that was not computed (see CUTS)."""
    message: str
    because: str
    """The team's reason, from the settings."""
    help: str
    fingerprint: str
    """Names the violation independent of lines and routes; what a baseline stores."""
    measured: tuple[str, int] | None
    """A measure and its value, where that is too high; None for all other violations."""
    home: str
    """The file of the importer; `path` is another where a declared dependency stands in the settings."""
    target: str
    """The file of the imported module; "" where there is none, or it is a third party's."""
    swayed: bool = False
    """It is about one import or chain, and others decide whether that breaks the rule."""
    waivers: tuple[int, ...] = ()
    """Positions of the waivers that accept it; () where none does."""
    via: str = ""
    """The pack by which a dependency was found that is no import; "" for imports."""
    confidence: str = "exact"
    other: End | None = None
    """None for imports."""


class Blind(NamedTuple):
    """Where a channel cannot be followed, or strings that name modules."""

    channel: str
    """As its pack calls it; of strings what they are said to come by."""
    dynamic: int
    """How many of its sites have a topic that could be any, or a name that cannot be told."""
    sites: int
    """How many it has."""


class Ground(NamedTuple):
    """An import that a finding comes of."""

    importer: str
    imported: str
    dependency: str
    """Its kind: runtime, deferred, typing, dynamic, declared, string or channel."""
    part: str
    """The same for all that make one thing: it is there as long as one of them is."""


class JudgedRule(NamedTuple):
    """One declared rule, judged."""

    id: str
    type: str
    name: str
    severity: str
    sentence: str
    """What the rule type says, in half a sentence: the first line of its page."""
    because: str
    path: str
    """The settings file that it stands in."""
    line: int
    """1-based; 0 where unknown."""
    judged: bool
    """False where its declaration does not fit the code, or its severity is off."""
    folder: str = ""
    """Where a team's own rule comes from: its code ran; "" for archlint's."""


class Gap(NamedTuple):
    """Something in a file that could not be read or followed."""

    path: str
    line: int
    column: int
    message: str


class Unresolved(NamedTuple):
    """A first-party import whose target does not exist."""

    importer: str
    target: str
    """Full dotted name as far as known."""
    path: str
    line: int
    column: int
    message: str


Retelling = Callable[[Collection[str], Mapping[str, Spans]], Mapping[str, Finding]]
"""Gives findings by their fingerprints, as they are told to who has written some lines of some files."""


def _nothing_told(_: Collection[str], __: Mapping[str, Spans]) -> Mapping[str, Finding]:
    return {}


def _no_grounds(_: Collection[str]) -> Mapping[str, frozenset[Ground]]:
    return {}


def _nothing_measured() -> Mapping[str, Any]:
    return {}


def _none_held(_: Collection[Ground]) -> bool:
    return False


def _none_gone(_: Collection[str]) -> tuple[Unresolved, ...]:
    return ()


def _no_repairs(_: Collection[str]) -> tuple[Mapping[str, Any], ...]:
    return ()


def _no_content(_: str) -> None:
    return None


def _no_lines(_: str) -> tuple[str, ...]:
    return ()


class Findings(NamedTuple):
    """What all rules found, and what the graph was. The defaults are those of a run that read no code."""

    rules: tuple[JudgedRule, ...]
    """In the order of the settings."""
    findings: Sequence[Finding] = ()
    """In report order: path, line, column, rule, kind, modules. Written out when somebody looks at them."""
    problems: tuple[Problem, ...] = ()
    """Declarations that do not fit the code: an error each; their rules were not judged."""
    idle: tuple[Problem, ...] = ()
    """Ignores that change nothing, rules that are hardly meant as they stand: told, and an error only when strict."""
    disagreements: tuple[str, ...] = ()
    """What grimp, asked for a second opinion, judged differently: a pair of components of a rule each."""
    modules: int = 0
    paths: tuple[str, ...] = ()
    """The file of each first-party module."""
    imports: int = 0
    """Distinct first-party (importer, imported) pairs."""
    outside: tuple[str, ...] = ()
    """First-party modules that no rule names."""
    ignored: int = 0
    """Distinct imports that some `ignore` takes out."""
    unread: tuple[Gap, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    dynamic: tuple[Gap, ...] = ()
    shadowed: tuple[Gap, ...] = ()
    """Files that were left out because another has their name."""
    blind: tuple[Blind, ...] | None = None
    """By channel, of those with a topic that cannot be told; None where no rule counts strings or channels."""
    waivers: tuple[Waiver, ...] = ()
    """Those of the settings, the top's first, then those in the code by path and line."""
    misread: tuple[Gap, ...] = ()
    """Comments that look like waivers and cannot be read as such: an error each."""
    lines: Callable[[str], tuple[str, ...]] = _no_lines
    """Gives the lines of a file that was read."""
    picture: Callable[[], Picture] = Picture
    """Gives the components, at the cost of a pass over all imports."""
    outline: Callable[[], Outline] = Outline
    """Gives the same by name alone, which is kept from one run to the next."""
    retold: Retelling = _nothing_told
    """Gives findings as they are told to who has written some lines, at the cost of judging; see `retelling`."""
    grounds: Callable[[Collection[str]], Mapping[str, frozenset[Ground]]] = _no_grounds
    """Gives all imports that findings come of which are swayed, by fingerprint, at the same cost."""
    holds: Callable[[Collection[Ground]], bool] = _none_held
    """Tells whether all of what some grounds make is there, at the cost of a graph."""
    orphaned: Callable[[Collection[str]], tuple[Unresolved, ...]] = _none_gone
    """Gives the imports of modules that are gone by way of the packages they were in, at the cost of a graph."""
    links: Callable[[], Links] = Links
    """Gives the imports between modules, and the components that those are in."""
    metrics: Callable[[], Mapping[str, Any]] = _nothing_measured
    """Gives the metrics of the code, as plain values, at the cost of some passes over all imports."""
    repairs: Callable[[Collection[str]], tuple[Mapping[str, Any], ...]] = _no_repairs
    """Gives for findings, by their fingerprints, the edits that would mend them, at the cost of judging; see there."""
    content: Callable[[str], bytes | None] = _no_content
    """Gives the bytes of a file that was read; None where it cannot be any more."""
    trail: Trail | None = None
    """The way of a change through the code; only for "affected"."""
    answer: Mapping[str, Any] = MappingProxyType({})
    """What `explain` asked for, or the names of "modules" by their files, as plain values."""
