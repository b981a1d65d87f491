"""Whether the tools say the same, before anybody compares how fast they say it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

from benchmarks.peers.contracts import Contracts, within

__all__ = [
    "Answer",
    "Judged",
    "agreed",
    "all_pairs",
    "by_archlint",
    "by_grimp",
    "by_import_linter",
    "by_tach",
    "compared",
]

Pairs = frozenset[tuple[str, str]]

_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")


class Judged(NamedTuple):
    """What a tool says of a codebase."""

    broken: Mapping[str, bool]
    """By contract."""
    direct: Pairs
    """The (importer, imported) of the contracts between which a single import stands that is not allowed."""


class Answer(NamedTuple):
    """What was asked, and whether the answers are the same."""

    question: str
    tools: str
    said: str
    agree: bool


def by_archlint(report: str) -> Judged:
    """Read a report in JSON."""
    document = json.loads(report)
    violations: list[dict[str, Any]] = document["violations"]
    told = {each["rule"] for each in violations}
    broken = {rule["id"]: rule["id"] in told for rule in document["rules"]}
    return Judged(broken, frozenset((each["from"], each["to"]) for each in violations if len(each["chain"]) == 2))


def all_pairs(report: str) -> Pairs:
    """Read the pairs of components out of archlint's report in JSON, those that a chain joins included."""
    return frozenset((each["from"], each["to"]) for each in json.loads(report)["violations"])


def by_import_linter(report: str) -> dict[str, bool]:
    """Read which contracts are broken. Some versions colour their report also where it goes into a file."""
    plain = _COLOUR.sub("", report)
    return {name: word == "BROKEN" for name, word in re.findall(r"^(\S+) (KEPT|BROKEN)", plain, re.MULTILINE)}


def by_tach(report: str, contracts: Contracts) -> Pairs:
    """Read the imports that are not allowed, between what the contracts name: what it says is of modules inside."""
    codes = [each["Located"]["details"].get("Code", {}) for each in json.loads(report[report.index("[") :])]
    found = {
        (code["ForbiddenDependency"]["usage_module"], code["ForbiddenDependency"]["definition_module"])
        for code in codes
        if "ForbiddenDependency" in code
    }
    return frozenset(
        pair
        for pair in contracts.pairs()
        if any(within(importer, pair[0]) and within(imported, pair[1]) for importer, imported in found)
    )


def by_grimp(report: str) -> tuple[Pairs, float]:
    """Read the pairs that were printed, and the CPU seconds that it took to find them in a graph that stood."""
    told = json.loads(report)
    return frozenset((importer, imported) for importer, imported in told["pairs"]), told["judging"]


def compared(question: str, tools: str, ours: Mapping[str, bool], theirs: Mapping[str, bool]) -> Answer:
    """Compare which contracts are broken."""
    said = ", ".join(f"{name} {'broken' if broken else 'kept'}" for name, broken in ours.items())
    return Answer(question, tools, said, ours == theirs)


def agreed(question: str, tools: str, what: str, ours: Collection[object], theirs: Collection[object]) -> Answer:
    """Compare which pairs were found."""
    return Answer(question, tools, f"{len(ours):,} {what}", ours == theirs)
