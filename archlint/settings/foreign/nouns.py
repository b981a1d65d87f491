"""What settings are that were written for another tool, beside the table that they were translated into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from archlint.settings.place import Place
from archlint.settings.problems import Problem, Where
from archlint.startup import NamedTuple

__all__ = ["THERE", "Code", "Foreign", "Unjudged", "Watched"]

THERE: Final = "foreign"
"""
Begins a path that leads to a place in the foreign file, in the words of that file.

("foreign", "importlinter:contract:shop", "layers", 2) is a place that has nothing to do with the translated table.
"""


class Code(NamedTuple):
    """A class of the team's that judges a contract, and what it is to be told; all of it plain, as JSON has it."""

    contract: str
    """Dotted, as `shop.contracts.NoSurprises`."""
    session: Mapping[str, Any]
    """The options of all contracts, as import-linter hands them over."""
    options: Mapping[str, Any]
    """Those of this one."""


class Unjudged(NamedTuple):
    """A contract that no rule can stand for. The run is incomplete by it, and the others are judged."""

    id: str
    type: str
    """As the foreign file calls it."""
    name: str
    where: Where
    problems: tuple[Problem, ...]
    code: Code | None = None
    """What judges it where code of the team's may be run; None where nothing does."""


class Watched(NamedTuple):
    """A name that the other tool takes without a word where it means nothing: then a note tells of it."""

    where: Where
    """Where the name stands in the translated table."""
    ours: str
    """As the table has it."""
    text: str
    """As the foreign file has it."""
    why: str
    """What the other tool makes of a name that matches nothing."""


class Foreign(NamedTuple):
    """All that a translation says beside the table."""

    tool: str
    """Whose settings they are: "import-linter", "tach"."""
    notes: tuple[Problem, ...] = ()
    """What is not as it looks in them; told as notes of the run."""
    unjudged: tuple[Unjudged, ...] = ()
    watched: tuple[Watched, ...] = ()
    spelled: tuple[tuple[str, str], ...] = ()
    """Names, imports and options of the table, and how the foreign file spells them, where it does so otherwise."""

    def words(self, text: str) -> str:
        """Return a message with names as the foreign file spells them."""
        for ours, theirs in self.spelled:
            text = text.replace(f"`{ours}`", f"`{theirs}`")
        return text

    @classmethod
    def of(cls, packed: Sequence[Any]) -> Foreign:
        """Return what was written as JSON, where tuples are lists."""
        tool, notes, unjudged, watched, spelled = packed
        return cls(
            tool,
            tuple(map(_problem, notes)),
            tuple(map(_unjudged, unjudged)),
            tuple(Watched(tuple(where), *words) for where, *words in watched),
            tuple((ours, theirs) for ours, theirs in spelled),
        )


def _unjudged(packed: Sequence[Any]) -> Unjudged:
    id_, type_, name, where, problems, code = packed
    return Unjudged(id_, type_, name, tuple(where), tuple(map(_problem, problems)), Code(*code) if code else None)


def _problem(packed: Sequence[Any]) -> Problem:
    found = Problem(*packed)
    return found._replace(where=tuple(found.where), place=Place(*found.place) if found.place else None)
