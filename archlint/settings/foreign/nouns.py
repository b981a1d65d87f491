"""What settings are that were written for another tool, beside the table that they were translated into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from archlint.settings.nouns import Place, Problem, Where

__all__ = ["THERE", "Foreign", "Unjudged", "Watched"]

THERE: Final = "foreign"
"""
Begins a path that leads to a place in the foreign file, in the words of that file.

("foreign", "importlinter:contract:shop", "layers", 2) is a place that has nothing to do with the translated table.
"""


class Unjudged(NamedTuple):
    """A contract that no rule can stand for. The run is incomplete by it, and the others are judged."""

    id: str
    type: str
    """As the foreign file calls it."""
    name: str
    where: Where
    problems: tuple[Problem, ...]


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
            tuple(
                Unjudged(id_, type_, name, tuple(where), tuple(map(_problem, found)))
                for id_, type_, name, where, found in unjudged
            ),
            tuple(Watched(tuple(where), *words) for where, *words in watched),
            tuple((ours, theirs) for ours, theirs in spelled),
        )


def _problem(packed: Sequence[Any]) -> Problem:
    where, message, label, help_, at_key, place = packed
    return Problem(tuple(where), message, label, help_, at_key, Place(*place) if place else None)
