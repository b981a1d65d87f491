"""
Recall and precision of resolved sites and edges, held up to labels that a reader gave; it shares no code with archlint.

Only what was drawn is judged. A resolver finds many more sites in the same packages, and about those nobody has said
anything: they count neither for it nor against it.
"""

import json
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

__all__ = [
    "TOTAL",
    "Edge",
    "Label",
    "Ratio",
    "Site",
    "Tally",
    "judge_edges",
    "judge_sites",
    "read_edges",
    "read_labels",
]

TOTAL: Final = "total"
"""What stands for all packages together."""

_Judged = TypeVar("_Judged", bound=Hashable)

_HERE: Final = Path(__file__).parent
_STRINGS: Final = {"django-strings", "import-strings"}
"""One pack to the judge: who imports a string is a matter of taste."""


class Site(NamedTuple):
    """What a resolver says of a site, in the words of the README beside this file."""

    path: str
    line: int
    role: str
    pack: str
    status: str
    """`exact`, `pattern`, `forwarder` or `dynamic`."""
    topics: tuple[str, ...]


class Label(NamedTuple):
    """What a reader says of a drawn site; a lookalike has the pack `none`."""

    package: str
    half: str
    site: Site


class Edge(NamedTuple):
    """A publisher and a subscriber that meet, each by path and line."""

    publisher: tuple[str, int]
    subscriber: tuple[str, int]


class Ratio(NamedTuple):
    """How many of how many."""

    right: int
    whole: int

    def __float__(self) -> float:
        """Return the share; of nothing, all is right."""
        return self.right / self.whole if self.whole else 1.0


class Tally(NamedTuple):
    """How well a resolver does on what was drawn of one package in one half."""

    recall: Ratio
    """Of what a reader found, what was resolved the same way."""
    precision: Ratio
    """Of what the resolver committed itself to, what the reader says too."""
    missed: tuple[Hashable, ...]
    wrong: tuple[Hashable, ...]


def read_labels(folder: Path = _HERE) -> list[Label]:
    """Return the labels, each with the half that its site was drawn into."""
    drawn, said = (json.loads((folder / name).read_text("utf-8")) for name in ("sites.json", "labels.json"))
    labels = []
    for row, one in zip(drawn, said, strict=True):
        site = Site(one["path"], one["line"], one["role"], one["pack"], one["status"], tuple(one["topics"]))
        assert [row[key] for key in ("package", "path", "line", "column")] == [one["package"], *site[:2], one["column"]]
        labels.append(Label(row["package"], row["half"], site))
    return labels


def read_edges(folder: Path = _HERE, kinds: Collection[str] = ("exact", "pattern")) -> dict[str, list[Edge]]:
    """Return by package which drawn sites meet, in one of some ways."""
    edges: dict[str, list[Edge]] = {}
    for one in json.loads((folder / "edges.json").read_text("utf-8")):
        if one["kind"] not in kinds:
            continue
        ends = [(end[0], end[1]) for end in (one["publisher"], one["subscriber"])]
        edges.setdefault(one["package"], []).append(Edge(*ends))
    return edges


def judge_sites(found: Mapping[str, Iterable[Site]], labels: Iterable[Label], half: str) -> dict[str, Tally]:
    """
    Return by package, and in total, how resolved sites agree with the labels of one half.

    A label is recalled by a site at its line with its role, its pack and exactly its topics; where it has none, because
    it is `dynamic` or a `forwarder`, by one that says so and has none either. Any other site at the line of a drawn
    one is wrong - but for one that is `dynamic`, which commits itself to nothing.
    """
    tallies = {}
    for package, sites in sorted(_by_package(labels, half).items()):
        meant = Counter(_key(site) for site in sites if site.pack != "none")
        places = {site[:2] for site in sites}
        said = Counter(_key(site) for site in found.get(package, ()) if site[:2] in places)
        owned = Counter({key: count for key, count in said.items() if key[-1] == "dynamic"})
        tallies[package] = _tally(meant, said, owned)
    return {**tallies, TOTAL: _sum(tallies.values())}


def judge_edges(
    found: Mapping[str, Iterable[Edge]], truth: Mapping[str, Iterable[Edge]], labels: Iterable[Label], half: str
) -> dict[str, Tally]:
    """
    Return by package, and in total, how edges between drawn sites of one half agree with those that a reader found.

    An edge is not judged where an end of it was not drawn, or is of the other half.
    """
    tallies = {}
    for package, sites in sorted(_by_package(labels, half).items()):
        places = {site[:2] for site in sites}
        meant, said = (
            Counter({edge for edge in edges.get(package, ()) if places.issuperset(edge)}) for edges in (truth, found)
        )
        tallies[package] = _tally(meant, said, Counter())
    return {**tallies, TOTAL: _sum(tallies.values())}


def _by_package(labels: Iterable[Label], half: str) -> dict[str, list[Site]]:
    sites: dict[str, list[Site]] = {}
    for label in labels:
        if label.half == half:
            sites.setdefault(label.package, []).append(label.site)
    return sites


def _key(site: Site) -> tuple[Hashable, ...]:
    """Return what has to be the same: the topics, or why there are none; `exact` and `pattern` follow from topics."""
    pack = "strings" if site.pack in _STRINGS else site.pack
    what = tuple(sorted(set(site.topics))) or site.status
    return site.path, site.line, site.role, pack, what


def _tally(meant: Counter[_Judged], said: Counter[_Judged], owned: Counter[_Judged]) -> Tally:
    """Count what is in both; one that stands twice has to be said twice. What is owned to be unknown is never wrong."""
    recalled = meant & said
    wrong = said - meant - owned
    committed = (recalled - owned).total()
    return Tally(
        Ratio(recalled.total(), meant.total()),
        Ratio(committed, committed + wrong.total()),
        tuple((meant - said).elements()),
        tuple(wrong.elements()),
    )


def _sum(tallies: Iterable[Tally]) -> Tally:
    every = list(tallies)
    return Tally(
        Ratio(sum(one.recall.right for one in every), sum(one.recall.whole for one in every)),
        Ratio(sum(one.precision.right for one in every), sum(one.precision.whole for one in every)),
        tuple(miss for one in every for miss in one.missed),
        tuple(error for one in every for error in one.wrong),
    )
