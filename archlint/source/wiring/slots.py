"""Where in a call a topic stands, and what it may be there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from archlint.settings import Usage
from archlint.source.couplings import ANY
from archlint.source.wiring.evaluation import Evaluation
from archlint.source.wiring.facts import Call
from archlint.source.wiring.terms import Term
from archlint.source.wiring.value import NOTHING_GIVEN, UNKNOWN, Given, Value, Where
from archlint.startup import NamedTuple

__all__ = ["Slots", "Stand"]

_NUMBERED: Final = re.compile(r"<(made|module):([0-9]+)>")
_ANYTHING: Final = Value("any", ANY)


class Stand(NamedTuple):
    """A call and where it is: in the code of a module, its parameters given or not."""

    node: int
    call: Call
    given: Given = NOTHING_GIVEN
    depth: int = 0

    @property
    def where(self) -> Where:
        """The place at which its arguments are looked at."""
        return Where(self.node, self.call.scope, self.given, self.depth)


class Slots:
    """Looks topics up in calls."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation

    def segments(self, stand: Stand, usage: Usage) -> list[tuple[Value, ...]]:
        """Return for each segment of the topic what it may be."""
        if usage.segments == (("<rest>",),):
            return [self._evaluation.values(one, stand.where) for one in stand.call.arguments]
        return [self.values(stand, slots) for slots in usage.segments]

    def values(self, stand: Stand, slots: Sequence[int | str]) -> tuple[Value, ...]:
        """Return what stands in the first of some slots that is there; UNKNOWN where none is."""
        for slot in slots:
            found = self._values(stand, slot)
            if found:
                open_ = slots[-1] == "<any>"
                return tuple(_ANYTHING if open_ and one.kind == "none" else one for one in found)
        return (UNKNOWN,)

    def classes(self, stand: Stand, usage: Usage) -> list[tuple[Value, ...]]:
        """Return for each segment the classes that it may be, or be an instance of."""
        found = []
        for slots in usage.segments:
            term = self.term(stand, slots)
            names = self._evaluation.classes.of(term, stand.where) if term else ()
            made = [Value("object", one, how=f"an instance of {one}", declared=one) for one in names]
            found.append(tuple(made) or self.values(stand, slots))
        return found

    def term(self, stand: Stand, slots: Sequence[int | str]) -> Term | None:
        """Return the argument that stands in the first of some slots that is there; None for no argument."""
        for slot in slots:
            if found := self._argument(stand.call, slot):
                return found
        return None

    def _argument(self, call: Call, slot: int | str) -> Term | None:
        if isinstance(slot, str):
            return call.keywords.get(slot)
        before = call.arguments[: slot + 1]
        if any(one[0] == "*" for one in before):
            return ("?",)  # what is unpacked may reach it, or not
        return call.arguments[slot] if slot < len(call.arguments) else None

    def _values(self, stand: Stand, slot: int | str) -> tuple[Value, ...]:
        argument = self._argument(stand.call, slot)
        if argument:
            return self._evaluation.values(argument, stand.where)
        if isinstance(slot, int) or slot[0] not in "<=":
            return ()
        if slot[0] == "=":
            return (Value("text", slot[1:], how="what is meant if nothing is said"),)
        return tuple(self._special(stand, slot))

    def _special(self, stand: Stand, slot: str) -> Iterator[Value]:
        call, naming = stand.call, self._evaluation.naming
        if slot == "<any>":
            yield _ANYTHING
        elif slot == "<object>":
            base = call.callee[1] if call.callee[0] == "a" else call.callee
            yield from self._evaluation.values(base, stand.where)
        elif slot == "<method>" and call.callee[0] == "a":
            yield Value("text", call.callee[2], how="the name of the method")
        elif call.decorated and slot == "<handler>":
            name = naming.name(stand.node, call.decorated)
            yield Value("object", name, how="the function that is decorated", declared=name)
        elif call.decorated and slot == "<name>":
            yield Value("text", call.decorated.rpartition(".")[2], how="the name of the function")
        elif numbered := _NUMBERED.fullmatch(slot):
            number = int(numbered[2])
            yield from self._made(stand, number) if numbered[1] == "made" else self._part(stand, number)

    def _part(self, stand: Stand, number: int) -> Iterator[Value]:
        parts = self._evaluation.naming.name(stand.node).split(".")
        if number < len(parts):
            yield Value("text", parts[number], how="the name of the package")

    def _made(self, stand: Stand, number: int) -> Iterator[Value]:
        """Yield what an argument was of the call that made the object."""
        base = stand.call.callee[1] if stand.call.callee[0] == "a" else stand.call.callee
        found = False
        for made in self._evaluation.items.containers(base, stand.where):
            if made.term[0] == "c" and number < len(made.term[2]):
                found = True
                yield from self._evaluation.values(made.term[2][number], made.where)
        if not found:
            yield UNKNOWN

    def written(self, stand: Stand, usage: Usage) -> str:
        """Return the topic as it is written; the whole call where it is not in it."""
        slots = usage.segments[-1] if usage.segments else ()
        if len(usage.segments) > 1 and slots[-1:] == ("<any>",):
            slots = usage.segments[0]
        found = (stand.call.written.get(slot, "") for slot in slots)
        return next(filter(None, found), stand.call.written[""])
