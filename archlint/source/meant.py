"""What imports lead to while modules come and go: each way of writing one is looked up again only where it must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from archlint.source.discover import Codebase
from archlint.source.facts import Phrase
from archlint.source.resolve import Resolution, Resolver

__all__ = ["Meant", "Spoken"]

Spoken = tuple[Phrase, str]
"""What is written, and the package that it is written in, where that matters: "" for what is not relative."""


class Meant:
    """Resolutions against one codebase after the other."""

    def __init__(self) -> None:
        """Start without modules."""
        self._resolver = Resolver(Codebase((), frozenset(), frozenset(), ()))
        self._names: tuple[frozenset[str], ...] = (frozenset(),) * 4
        self._known: dict[Spoken, Resolution] = {}
        self._by_name: dict[str, set[Spoken]] = {}
        """What may mean something else as soon as there is something, or nothing any more, of a name."""

    @property
    def modules(self) -> frozenset[str]:
        """The names of all modules."""
        return self._names[0]

    def follow(self, codebase: Codebase, shared: Iterable[str]) -> set[Spoken]:
        """Go on with another codebase, and return what does not mean any more what it meant."""
        names = (
            frozenset(module.name for module in codebase.modules),
            codebase.folders,
            codebase.beside,
            frozenset(shared),
        )
        if names == self._names:
            return set()
        other = set(chain.from_iterable(then ^ now for then, now in zip(self._names, names, strict=True)))
        # Whether anything at all is first-party below a name is asked of its first segment.
        other |= _tops(self._names) ^ _tops(names)
        modules = self._names[0] ^ names[0]
        self._resolver, self._names = Resolver(codebase, names[3]), names
        doubtful = set(chain.from_iterable(self._by_name.get(name, ()) for name in other))
        # What was a third party's may be ours now under the same name, and the other way round.
        return {
            one
            for one in doubtful
            if self._known[one] != self._look_up(one) or not modules.isdisjoint(self._known[one][:1])
        }

    def of(self, spoken: Spoken) -> Resolution:
        """Return what an import leads to now."""
        found = self._known.get(spoken)
        if found is None:
            found = self._look_up(spoken)
            for lead in _leads(spoken):
                self._by_name.setdefault(lead, set()).add(spoken)
        return found

    def _look_up(self, spoken: Spoken) -> Resolution:
        (level, base, name), home = spoken
        found = self._known[spoken] = self._resolver.resolve(level, base, name, home)
        return found


def _tops(names: Iterable[frozenset[str]]) -> set[str]:
    return {name.partition(".")[0] for some in names for name in some}


def _leads(spoken: Spoken) -> Iterator[str]:
    """Yield every name that is looked up for an import: what it says from its top on, segment by segment."""
    (level, base, name), home = spoken
    for _ in range(level - 1):
        home = home.rpartition(".")[0]
    whole = ".".join(part for part in (home if level else "", base, name) if part)
    yield whole
    yield from (whole[:at] for at, sign in enumerate(whole) if sign == ".")
