"""Which teams are coupled through which imports; docs/decisions/0012-whose-code-it-is.md says what counts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from archlint.rulebook import Links
from archlint.verdict.nouns import Violation
from archlint.verdict.owners import Ownership
from archlint.verdict.teams import Coupling, Couplings

__all__ = ["couplings"]

_NOBODY: Final = ("",)
Ends = tuple[str, str]
"""An importer and what it imports: teams, components or modules."""


def couplings(
    ownership: Ownership, links: Links, violations: Iterable[Violation], wanted: Callable[[str], bool]
) -> Couplings:
    """Return the couplings by the imports of files that are wanted; none where there is no CODEOWNERS."""
    if not ownership.path:
        return Couplings()
    owners = [ownership.of(module.path) for module in links.modules]
    asked = [wanted(module.path) for module in links.modules]
    pairs = [pair for pair in links.pairs if asked[pair[0]]]
    crossing = [pair for pair in pairs if _crosses(owners[pair[0]], owners[pair[1]])]
    return Couplings(
        path=ownership.path,
        dialect=ownership.dialect,
        owners=len({owner for each in owners for owner in each}),
        modules=len(owners),
        shared=sum(len(each) > 1 for each in owners),
        unowned=owners.count(()),
        imports=len(pairs),
        inside=len(pairs) - len(crossing),
        all=tuple(_Counting(links, owners, violations).couplings(crossing)),
    )


def _crosses(importer: Sequence[str], imported: Sequence[str]) -> bool:
    """Return whether nobody can settle an import alone: no owner owns both ends, and somebody owns one."""
    return importer != imported and not set(importer) & set(imported)


def _teams(importer: Sequence[str], imported: Sequence[str]) -> Iterator[Ends]:
    """Return the couples that an import joins: each owner of one end with each of the other."""
    return product(importer or _NOBODY, imported or _NOBODY)


class _Counting:
    """The imports between teams, and what breaks rules among them."""

    def __init__(self, links: Links, owners: Sequence[tuple[str, ...]], violations: Iterable[Violation]) -> None:
        self._links = links
        self._owners = owners
        self._node = {module.name: node for node, module in enumerate(links.modules)}
        self._broken = self._by_teams(violations)

    def couplings(self, crossing: Iterable[tuple[int, int]]) -> Iterator[Coupling]:
        """Yield all that some import, or some chain that breaks a rule, makes."""
        imports: dict[Ends, list[tuple[int, int]]] = {}
        for tail, head in crossing:
            for teams in _teams(self._owners[tail], self._owners[head]):
                imports.setdefault(teams, []).append((tail, head))
        for teams in sorted({*imports, *self._broken}, key=lambda ends: [(not team, team.casefold()) for team in ends]):
            yield self._coupling(teams, imports.get(teams, ()), self._broken.get(teams, {}))

    def _coupling(
        self, teams: Ends, pairs: Sequence[tuple[int, int]], broken: Mapping[tuple[int, int], Violation]
    ) -> Coupling:
        parts = Counter(self._parts(*pair) for pair in pairs)
        heaviest = sorted(parts.items(), key=lambda one: (-one[1], one[0]))
        new = sum(one.state == "new" for one in broken.values())
        return Coupling(
            *teams,
            imports=len(pairs),
            new=new,
            known=len(broken) - new,
            components=tuple((*ends, count) for ends, count in heaviest),
            first=self._first(pairs, broken, heaviest[0][0] if heaviest else ("", "")),
        )

    def _first(
        self, pairs: Sequence[tuple[int, int]], broken: Mapping[tuple[int, int], Violation], heaviest: Ends
    ) -> tuple[str, str, str, int]:
        """Return one that breaks a rule, a new one if there is any; else one of the heaviest."""
        if broken:
            one = min(broken.values(), key=lambda one: (one.state != "new", one.path, one.line, one.column))
            return one.importer, one.imported, one.path, one.line
        tail, head = next(pair for pair in pairs if self._parts(*pair) == heaviest)
        return self._links.modules[tail].name, self._links.modules[head].name, *self._links.place(tail, head)

    def _parts(self, tail: int, head: int) -> Ends:
        """Return the components of both ends, or the modules where those are not two components."""
        one, other = self._links.modules[tail], self._links.modules[head]
        if one.component and other.component and one.component != other.component:
            return one.component, other.component
        return one.name, other.name

    def _by_teams(self, violations: Iterable[Violation]) -> dict[Ends, dict[tuple[int, int], Violation]]:
        """Return for each two teams the modules between which a rule is broken, with the gravest violation."""
        found: dict[Ends, dict[tuple[int, int], Violation]] = {}
        for one in violations:
            pair = self._node.get(one.importer, -1), self._node.get(one.imported, -1)
            if min(pair) < 0 or not _crosses(*(self._owners[node] for node in pair)):
                continue
            for teams in _teams(*(self._owners[node] for node in pair)):
                found.setdefault(teams, {}).setdefault(pair, one)  # what is new comes first
        return found
