"""Strings that a framework takes for the name of a module, or of something in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from archlint.settings import StringReference
from archlint.source.couplings import HOLE, Reference, Site, Topic
from archlint.source.wiring.entry_points import EntryPoint
from archlint.source.wiring.evaluation import Evaluation
from archlint.source.wiring.facts import Call, Found
from archlint.source.wiring.models import Models
from archlint.source.wiring.slots import Slots, Stand
from archlint.source.wiring.targets import Target, Targets
from archlint.source.wiring.terms import Term, chain
from archlint.source.wiring.usages import Meant, Usages, last_names
from archlint.source.wiring.value import Value, Where
from archlint.startup import NamedTuple

__all__ = ["References"]

_CUT: Final = 120
_SAYS_NOTHING: Final = f"{HOLE}.:"
"""What a name of which nothing is known is made of."""
_SURE: Final = {"exact": 0, "pattern": 1, "possible": 2}


class _Said(NamedTuple):
    """A name that a call may give, and where it stands."""

    name: str
    place: tuple[int, int, int, int]


class References:
    """What was found in a codebase so far."""

    def __init__(
        self,
        evaluation: Evaluation,
        references: Iterable[StringReference],
        models: Models,
        registered: Callable[[], tuple[EntryPoint, ...]],
    ) -> None:
        """Take entry points from what project files have `registered`."""
        self._registered = registered
        self._evaluation = evaluation
        self._slots = Slots(evaluation)
        self._models = models
        self._targets = Targets(evaluation.naming)
        meant = [Meant(one.usage, one) for one in references if one.usage and one.usage.form != "literal"]
        self.usages = Usages(evaluation, meant)
        loading = (one.usage for one in meant if one.of.attribute or one.of.via.endswith("-strings"))
        self._loaders = {name for usage in loading if usage.form in ("call", "method") for name in last_names(usage)}
        evaluation.calling.loaded = self.loaded
        self._literals = [one for one in references if one.usage and one.usage.form == "literal"]
        self.unknown: set[Site] = set()
        self.found: dict[tuple[object, ...], Reference] = {}

    def look(self, node: int, found: Found) -> None:
        """Take in what a module has of the names of packs."""
        for call in found.calls:
            stand = Stand(node, call)
            names = () if call.callee[0] == "=" else self._evaluation.calling.names(call.callee, stand.where)
            for meant in self.usages.of(stand, names):
                self._take(stand, meant.of)
        for one in self._literals:
            for text, place in found.literals:
                for target in self._targets.of(text, ()):
                    self._add(node, one.via, target, _Said(text, place), one.confidence)

    def _take(self, stand: Stand, reference: StringReference) -> None:
        usage = reference.usage
        if usage is None:
            return
        if reference.resolve == "entry-point":
            self._load(stand, reference)
            return
        values = self._slots.values(stand, usage.segments[0])
        if stand.call.callee[0] != "=" and not any(self._tells(one) for one in values):
            topics = tuple(
                sorted({(one.text,) for one in values if one.kind == "text" and one.text.strip(_SAYS_NOTHING)})
            )
            self.unknown.add(self._unknown(stand, reference, topics))
        open_ = any(one.kind not in ("text", "tuple") for one in values)
        for said in self._said(stand, usage.segments[0]):
            for target in self._leading(said.name, stand, reference):
                sure = "pattern" if HOLE in said.name or open_ else reference.confidence
                self._add(stand.node, reference.via, target, said, sure)

    def _unknown(self, stand: Stand, reference: StringReference, topics: tuple[Topic, ...]) -> Site:
        written = self._slots.written(stand, reference.usage) if reference.usage else ""
        return Site(stand.node, *stand.call.place, reference.via, "reference", topics, "", "", "", written)

    def _tells(self, value: Value) -> bool:
        """Return whether a value is a name, or what could as well be named: a class that is given itself."""
        return (
            value.kind == "tuple"
            or bool(value.text and value.kind == "text" and value.text[0] != HOLE)
            or (value.kind == "object" and self._evaluation.naming.home(value.text) is not None)
        )

    def loaded(self, term: Term, where: Where) -> tuple[Value, ...]:
        """Return what a call loads by a name, where that is one thing of the codebase; () for any other call."""
        parts = chain(term[1])
        if not parts or parts[-1] not in self._loaders:
            return ()
        call = Call(where.scope, term[1], tuple(term[2]), term[3], (0, 0, 0, 0), "", {"": ""}, ())
        stand = Stand(where.node, call, where.given, where.depth + 1)
        found: set[str] = set()
        for meant in self.usages.of(stand, self._evaluation.calling.names(term[1], where)):
            slots = meant.of.usage.segments[0] if meant.of.usage else ()
            if any(one.kind != "text" for one in self._slots.values(stand, slots)):
                return ()
            for said in self._said(stand, slots):
                for target in self._leading(said.name, stand, meant.of):
                    found.add(self._evaluation.naming.name(target.node, target.name))
        return tuple(one for name in found for one in self._evaluation.global_values(name)) if len(found) == 1 else ()

    def _load(self, stand: Stand, reference: StringReference) -> None:
        """Take in what is registered under the group that a call loads; it stands in the file of a project."""
        usage = reference.usage
        groups = {one.text for one in _texts(self._slots.values(stand, usage.segments[0]))} if usage else set()
        for one in self._registered() if groups else ():
            if one.group in groups:
                said = _Said(one.target, (one.line, one.column, one.line, one.end_column))
                for target in self._targets.of(one.target, ()):
                    self._add(stand.node, reference.via, target, said, reference.confidence, one.path)

    def _leading(self, name: str, stand: Stand, reference: StringReference) -> Iterator[Target]:
        """Yield what a name leads to, with each of the names in it that stand apart."""
        rest = self._rest(stand, reference)
        if reference.resolve == "django-model":
            names = [f"{name}.{one}" for one in rest] if rest else [name]
            for one in names:
                yield from self._model(one, stand.node)
            return
        for one in [f"{name}.{each}" for each in rest] if rest else [name]:
            yield from self._targets.of(one, reference.prefixes)

    def _rest(self, stand: Stand, reference: StringReference) -> list[str]:
        if not reference.attribute:
            return []
        term = self._slots.term(stand, reference.attribute)
        values = self._slots.values(stand, reference.attribute) if term else ()
        return sorted({one.text for one in _texts(values) if one.text and HOLE not in one.text})

    def _model(self, name: str, node: int) -> Iterator[Target]:
        naming = self._evaluation.naming
        label, _, model = name.rpartition(".")
        if HOLE in name or name == "self":
            return
        found = self._models.of(label, model) if label else self._models.beside(node, model)
        if len(found) == 1 and (home := naming.home(found[0])):
            yield Target(home.node, home.qualified)

    def _said(self, stand: Stand, slots: tuple[int | str, ...]) -> Iterator[_Said]:
        """Yield the names that an argument gives; all strings in it, where it is a list or a table."""
        call = stand.call
        seen = set()
        for value in _texts(self._slots.values(stand, slots)):
            seen.add(value.text)
            yield _Said(value.text, self._place(call, value.text))
        if call.callee[0] == "=":
            yield from (_Said(text, place) for text, place in call.literals if text not in seen)

    def _place(self, call: Call, text: str) -> tuple[int, int, int, int]:
        return next((place for literal, place in call.literals if literal == text), call.place)

    def _add(self, node: int, via: str, target: Target, said: _Said, confidence: str, path: str = "") -> None:
        if target.node == node and confidence == "possible":
            return  # what only looks like the name of its own module is a title
        key = node, said.place, via, target, path
        written = re.sub(HOLE, "{*}", said.name)[:_CUT]
        new = Reference(node, *said.place, via, target.node, target.name, written, confidence, path)
        known = self.found.get(key)
        if known is None or _SURE[confidence] < _SURE[known.confidence]:
            self.found[key] = new


def _texts(values: Iterable[Value]) -> Iterator[Value]:
    """Yield the texts among some values, those of tuples too."""
    for one in values:
        if one.kind == "text":
            yield one
        for part in one.parts:
            yield from _texts(part)
