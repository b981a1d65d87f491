"""
Draw sites to be labelled by hand: by text search alone, so that what is drawn owes nothing to what will be judged.

`python -m tests.wiring.drawing` prints the rows, as they stand in sites.json before anybody has labelled them.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from tests.corpora.wheels import unpacked
from tests.wiring.searches import CORPORA, Corpus, Search, Strand

__all__ = ["Draw", "draw", "written"]

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
    half: str = ""


class _Found(NamedTuple):
    path: str
    line: int
    column: int
    call: str
    role: str
    text: str
    topic: tuple[str, ...]


def draw() -> list[Draw]:
    """Return the drawn sites of all packages, in order. Fetches what is not at hand."""
    return sorted(one for corpus in CORPORA for one in _drawn(corpus, unpacked(corpus.wheel)))


def written(rows: Iterable[Draw]) -> str:
    """Return rows as JSON, one a line."""
    return "[\n" + ",\n".join(json.dumps(row._asdict(), ensure_ascii=False) for row in rows) + "\n]\n"


def _drawn(corpus: Corpus, root: Path) -> list[Draw]:
    package = corpus.wheel.distribution
    chance = Random(f"{_SEED} {package}")
    texts = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(_searched(corpus, root))}
    groups: list[tuple[Strand, tuple[_Found, ...]]] = []
    taken: set[tuple[str, int, int]] = set()
    for strand in corpus.strands:
        groups += [(strand, group) for group in _groups(strand, texts, chance, taken)]
    rows: list[Draw] = []
    for half, bundle in _halved(groups, chance):
        for strand, group in bundle:
            pair = groups.index((strand, group)) + 1 if len(group) > 1 else 0
            rows += [
                Draw(package, one.path, one.line, one.column, one.call, strand.name, one.role, pair, half)
                for one in group
            ]
    return rows


def _searched(corpus: Corpus, root: Path) -> Iterator[Path]:
    for folder in corpus.folders:
        for path in (root / folder).rglob("*.py"):
            if not _LEFT_OUT.search(path.relative_to(root).as_posix()):
                yield path


def _groups(
    strand: Strand, texts: dict[str, str], chance: Random, taken: set[tuple[str, int, int]]
) -> Iterator[tuple[_Found, ...]]:
    """Yield pairs that spell one topic, begun at either end in turn, then single sites; none that was taken before."""
    found = {role: list(_sites(role, search, texts)) for role, search in strand.searches().items()}
    for sites in found.values():
        chance.shuffle(sites)
    ends = [("publish", "subscribe"), ("subscribe", "publish")]
    for number in range(strand.pairs):
        here, there = ends[number % 2]
        free = _free(found[here], taken), _free(found[there], taken)
        anywhere = _pairs(*free, near=False, chance=chance)
        beside = _pairs(*free, near=True, chance=chance) if number % 4 >= 2 else iter(())
        pair = next(beside, None) or next(anywhere, ())
        taken |= {one[:3] for one in pair}
        if pair:
            yield pair
    for role, search in strand.searches().items():
        for one in _free(found[role], taken)[: search.singles]:
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
        lines = text.split("\n")
        for index, line in enumerate(lines):
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
    groups: list[tuple[Strand, tuple[_Found, ...]]], chance: Random
) -> Iterator[tuple[str, list[tuple[Strand, tuple[_Found, ...]]]]]:
    """Yield bundles with their halves, about as many sites in each; what spells one topic stays in one bundle."""
    bundles: list[list[tuple[Strand, tuple[_Found, ...]]]] = []
    for strand, group in groups:
        topics = {(strand.name, one.topic) for one in group if one.topic}
        near = [b for b in bundles if topics & {(s.name, one.topic) for s, g in b for one in g if one.topic}]
        bundles = [b for b in bundles if b not in near] + [[*(pair for b in near for pair in b), (strand, group)]]
    chance.shuffle(bundles)
    sizes = {"tuning": 0, "held-out": 0}
    for bundle in sorted(bundles, key=lambda b: -sum(len(group) for _, group in b)):
        half = min(sizes, key=lambda name: (sizes[name], chance.random()))
        sizes[half] += sum(len(group) for _, group in bundle)
        yield half, bundle


if __name__ == "__main__":
    sys.stdout.write(written(draw()))
