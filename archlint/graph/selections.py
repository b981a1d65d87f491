"""Named sets of nodes, what captures bind them to, and who gets what two of them name."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence

from archlint.graph.names import Binding, Names
from archlint.graph.patterns import Entry, unwrapped
from archlint.settings import Problem
from archlint.startup import NamedTuple

__all__ = ["Hollow", "Misdeclared", "Partition", "Selection", "assigned", "compatible"]


class Misdeclared(Exception):
    """A declaration that does not fit the code; `problems` holds everything that could be seen at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(p.message for p in self.problems))


class Hollow(Misdeclared):
    """A declaration that fits the code and can never be broken by it: it holds, and says nothing."""


class Selection(NamedTuple):
    """One component: a named set of nodes. A pattern gives one for each text that its captures stand for."""

    label: str
    exactness: Mapping[int, int]
    """For each node, how many literal segments name it: the more exact name wins."""
    binding: Binding
    entry: Entry
    prefix: str
    """The one module that is named, where it is one; "" for a set of several."""


class Partition(NamedTuple):
    """Each node in at most one component."""

    component: array[int]
    """For each node its component's index in `parts`, or -1."""
    parts: tuple[Selection, ...]

    @property
    def owned(self) -> list[int]:
        """The nodes that belong to some component, ascending."""
        return sorted({node for part in self.parts for node in part.exactness})

    def nodes(self, part: int) -> frozenset[int]:
        """Return what belongs to a component, after more exact names took what is theirs."""
        return frozenset(node for node in self.parts[part].exactness if self.component[node] == part)


def compatible(one: Binding, other: Binding) -> bool:
    """Whether two captures of the same name stand for the same text."""
    texts = dict(one)
    return all(texts.get(name, text) == text for name, text in other)


def assigned(names: Names, selections: Sequence[Selection], may_lose_all: Collection[Entry] = ()) -> Partition:
    """
    Return who owns each node: the component that names it most exactly.

    Raises Misdeclared where two name it equally well, and where an entry is left with nothing, unless it may be, as one
    in brackets may. A capture may lose some of its components: `shop.payments.base` beats `shop.payments.{region}`.
    """
    owner = array("i", [-1]) * len(names.all)
    rivals: dict[int, int] = {}
    shared = False
    for part, selection in enumerate(selections):
        for node, exactness in selection.exactness.items():
            other = owner[node]
            if other < 0:
                owner[node] = part
                continue
            shared, best = True, selections[other].exactness[node]
            if exactness > best:
                owner[node] = part
                rivals.pop(node, None)
            elif exactness == best:
                rivals.setdefault(node, part)
    ties: dict[tuple[int, int], int] = {}
    for node, part in sorted(rivals.items()):
        ties.setdefault((owner[node], part), node)
    problems = [_tie(selections[a], selections[b], names.all[node]) for (a, b), node in ties.items()]
    if shared and not problems and not names.lenient:
        problems = _emptied(owner, selections, may_lose_all)
    if problems:
        raise Misdeclared(problems)
    return Partition(owner, tuple(selections))


def _tie(one: Selection, other: Selection, name: str) -> Problem:
    if one.label == other.label:
        return Problem(other.entry.where, f"`{one.label}` is named twice", help="delete one of the two")
    message = f"`{name}` belongs to `{one.label}` and to `{other.label}`: both name it equally well"
    return Problem(other.entry.where, message, help=f"name it more exactly in one, or take it away with `!{name}`")


def _emptied(owner: array[int], selections: Sequence[Selection], may_lose_all: Collection[Entry]) -> list[Problem]:
    """Tell of the entries that named something and have no component with a module left."""
    alive = {part for part, s in enumerate(selections) if part in map(owner.__getitem__, s.exactness)}
    left = {s.entry for part, s in enumerate(selections) if part in alive or not s.exactness}
    emptied = {s.entry: unwrapped(s.entry.text) if s.binding else s.label for s in selections}
    return [
        Problem(entry.where, f"nothing is left for `{label}`: more exact names take all its modules")
        for entry, label in emptied.items()
        if entry not in left and not entry.optional and entry not in may_lose_all
    ]
