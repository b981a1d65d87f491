"""
Draw sites to be labelled by hand: by text search alone, so that what is drawn owes nothing to what will be judged.

`python -m tests.wiring.drawing` prints the rows, as they stand in sites.json before anybody has labelled them; with
`volume` behind it, how many sites there are to draw from, as in volume.json.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from tests.corpora.wheels import unpacked
from tests.wiring.packages import CORPORA, Corpus, Quota
from tests.wiring.searches import Search

__all__ = ["Draw", "Volume", "draw", "volume", "written"]

_SEED: Final = 20261128
_LEFT_OUT: Final = re.compile(
    r"(^|/)(tests?|testing|test_util|testutils|examples?|migrations|project_template)/|(^|/)(test_\w*|tests|conftest)\.py$"
)
_REACH: Final = 6
"""How many lines from the call name on may spell its topic."""


class Draw(NamedTuple):
    """A drawn site; line and column are 1-based, and the column is that of the call name as it was found."""

    package: str
    path: str
    line: int
    column: int
    call: str
    strand: str
    searched: str
    """The role that was searched for; a reader may find another, or none."""
    pair: int
    """What was drawn together has one number within its package; 0 was drawn alone."""
    half: str
    drawing: int
    """In which drawing from its package it came up, 1 for the first."""


class Volume(NamedTuple):
    """How many sites the search finds of one strand and role."""

    package: str
    strand: str
    searched: str
    sites: int


class _Found(NamedTuple):
    path: str
    line: int
    column: int
    call: str
    role: str
    text: str
    topic: tuple[str, ...]


class _Group(NamedTuple):
    """A site drawn alone, or a pair."""

    strand: str
    sites: tuple[_Found, ...]

    def topics(self) -> set[tuple[str, tuple[str, ...]]]:
        """Return how its topics are spelt."""
        return {(self.strand, one.topic) for one in self.sites if one.topic}


def draw() -> list[Draw]:
    """Return the drawn sites of all packages, in order. Fetches what is not at hand."""
    return sorted(one for corpus in CORPORA for one in _drawn(corpus, unpacked(corpus.wheel)))


def volume() -> list[Volume]:
    """Return how many sites there are to draw from, in order. Nobody has read them: lookalikes are among them."""
    return sorted(one for corpus in CORPORA for one in _counted(corpus, unpacked(corpus.wheel)))


def written(rows: Iterable[Draw] | Iterable[Volume]) -> str:
    """Return rows as JSON, one a line."""
    return "[\n" + ",\n".join(json.dumps(row._asdict(), ensure_ascii=False) for row in rows) + "\n]\n"


def _drawn(corpus: Corpus, root: Path) -> Iterator[Draw]:
    """Yield what each drawing from a package adds: what spells a topic of an earlier one is in the half of that one."""
    package = corpus.wheel.distribution
    texts = _texts(corpus, root)
    taken: set[tuple[str, int, int]] = set()
    settled: dict[tuple[str, tuple[str, ...]], str] = {}
    pairs = 0
    for number, quotas in enumerate(corpus.drawings, 1):
        chance = Random(f"{_SEED} {package}" if number == 1 else f"{_SEED} {package} {number}")
        groups = [
            _Group(quota.strand.name, group) for quota in quotas for group in _groups(quota, texts, chance, taken)
        ]
        numbers = {group: pairs + at for at, group in enumerate(groups, 1)}
        pairs += len(groups)
        for half, bundle in list(_halved(groups, settled, chance)):
            settled |= {topic: half for group in bundle for topic in group.topics()}
            for group in bundle:
                pair = numbers[group] if len(group.sites) > 1 else 0
                for one in group.sites:
                    place = package, one.path, one.line, one.column
                    yield Draw(*place, one.call, group.strand, one.role, pair, half, number)


def _counted(corpus: Corpus, root: Path) -> Iterator[Volume]:
    texts = _texts(corpus, root)
    strands = {quota.strand.name: quota.strand for quotas in corpus.drawings for quota in quotas}
    for name, strand in strands.items():
        for role, search in strand.searches().items():
            yield Volume(corpus.wheel.distribution, name, role, sum(1 for _ in _sites(role, search, texts)))


def _texts(corpus: Corpus, root: Path) -> dict[str, str]:
    """Return the files that are searched, by path, in order."""
    paths = sorted(path for folder in corpus.folders for path in (root / folder).rglob("*.py"))
    relative = {path.relative_to(root).as_posix(): path for path in paths}
    return {name: path.read_text("utf-8") for name, path in relative.items() if not _LEFT_OUT.search(name)}


def _groups(
    quota: Quota, texts: dict[str, str], chance: Random, taken: set[tuple[str, int, int]]
) -> Iterator[tuple[_Found, ...]]:
    """Yield pairs that spell one topic, begun at either end in turn, then single sites; none that was taken before."""
    found = {role: list(_sites(role, search, texts)) for role, search in quota.strand.searches().items()}
    for sites in found.values():
        chance.shuffle(sites)
    ends = [("publish", "subscribe"), ("subscribe", "publish")]
    for number in range(quota.pairs):
        here, there = ends[number % 2]
        free = _free(found[here], taken), _free(found[there], taken)
        anywhere = _pairs(*free, near=False, chance=chance)
        beside = _pairs(*free, near=True, chance=chance) if number % 4 >= 2 else iter(())
        pair = next(beside, None) or next(anywhere, ())
        taken |= {one[:3] for one in pair}
        if pair:
            yield pair
    singles = {"publish": quota.publish, "subscribe": quota.subscribe, "reference": quota.reference}
    for role, sites in found.items():
        for one in _free(sites, taken)[: singles[role]]:
            taken.add(one[:3])
            yield (one,)


def _free(sites: list[_Found], taken: set[tuple[str, int, int]]) -> list[_Found]:
    return [one for one in sites if one[:3] not in taken]


def _pairs(here: list[_Found], there: list[_Found], *, near: bool, chance: Random) -> Iterator[tuple[_Found, ...]]:
    """Yield sites with a partner each, out of all or, where it is to be near, out of those of its own folder."""
    for one in here:
        spelt = [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in one.topic]
        others = [other for other in there if spelt and all(word.search(other.text) for word in spelt)]
        if near:
            others = [other for other in others if Path(other.path).parent == Path(one.path).parent]
        if others:
            yield one, chance.choice(others)


def _sites(role: str, search: Search, texts: dict[str, str]) -> Iterator[_Found]:
    call, topic = re.compile(search.call), re.compile(search.topic)
    for path, text in texts.items():
        lines = text.split("\n") if any(word in text for word in search.words) else []
        for index, line in enumerate(lines):
            if not any(word in line for word in search.words):
                continue
            for match in call.finditer(line):
                rest = "\n".join([line[match.start() :], *lines[index + 1 : index + _REACH]])
                spelt = topic.match(rest)
                words = tuple(_word(group) for group in spelt.groups() if group) if spelt else ()
                name = match[0].rstrip("(")
                yield _Found(path, index + 1, match.start() + 1, name, role, rest, words)


def _word(spelt: str) -> str:
    """Return a string as it stands, and of a dotted name what is behind its last dot."""
    return spelt if spelt[-1] in "\"'" else spelt.rpartition(".")[2]


def _halved(
    groups: list[_Group], settled: dict[tuple[str, tuple[str, ...]], str], chance: Random
) -> Iterator[tuple[str, list[_Group]]]:
    """Yield bundles with their halves, about as many sites in each; what spells one topic stays in one bundle."""
    bundles: list[list[_Group]] = []
    for group in groups:
        near = [bundle for bundle in bundles if any(group.topics() & other.topics() for other in bundle)]
        merged = [*(other for bundle in near for other in bundle), group]
        bundles = [bundle for bundle in bundles if bundle not in near] + [merged]
    chance.shuffle(bundles)
    sizes = {"tuning": 0, "held-out": 0}
    for bundle in sorted(bundles, key=lambda one: -sum(len(group.sites) for group in one)):
        fixed = [settled[topic] for group in bundle for topic in sorted(group.topics()) if topic in settled]
        half = fixed[0] if fixed else min(sizes, key=lambda name: (sizes[name], chance.random()))
        sizes[half] += sum(len(group.sites) for group in bundle)
        yield half, bundle


if __name__ == "__main__":
    sys.stdout.write(written(volume() if sys.argv[1:] == ["volume"] else draw()))
