"""Which of the usages that packs describe a call is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Generic, NamedTuple, TypeVar

from archlint.settings import SUBSCRIBER, Usage
from archlint.source.wiring.evaluation import Evaluation
from archlint.source.wiring.search import EVERY
from archlint.source.wiring.slots import Stand
from archlint.source.wiring.terms import Term, chain

__all__ = ["Meant", "Usages", "last_names"]

T = TypeVar("T")


class Meant(NamedTuple, Generic[T]):
    """A usage, and what it is a usage of."""

    usage: Usage
    of: T
    known: tuple[str, ...] = ()
    """Patterns of names of foreign objects that are what the usage asks for."""


def last_names(usage: Usage) -> Iterator[str]:
    """Yield the names by which calls are searched for."""
    for name in usage.names:
        head, _, last = name.rpartition(".")
        yield head.rpartition(".")[2] + EVERY if last == "*" else last


class Usages(Generic[T]):
    """All usages, by what they look like."""

    def __init__(self, evaluation: Evaluation, meant: Iterable[Meant[T]]) -> None:
        self._evaluation = evaluation
        self._named: dict[str, list[Meant[T]]] = defaultdict(list)
        self._methods: dict[str, list[tuple[tuple[str, ...], Meant[T]]]] = defaultdict(list)
        self._instances: list[tuple[frozenset[str], Meant[T]]] = []
        self._assigned: dict[str, list[Meant[T]]] = defaultdict(list)
        self._on: dict[tuple[str, ...], frozenset[str]] = {}
        for one in meant:
            self._add(one)

    def _add(self, meant: Meant[T]) -> None:
        usage = meant.usage
        if usage.form == "assign":
            for name in usage.names:
                self._assigned[name].append(meant)
        elif usage.form == "method":
            for name in usage.names:
                parts = tuple(name.split("."))
                self._methods[parts[-1]].append((parts, meant))
        elif usage.form == "instance":
            self._instances.append((self._canonical(usage.names), meant))
        elif usage.form != "literal":
            for name in self._canonical(usage.names):
                self._named[name].append(meant)

    def _canonical(self, names: tuple[str, ...]) -> frozenset[str]:
        """Return names as packs write them and by where the code, if it is that of the framework, defines them."""
        if names not in self._on:
            own = self._evaluation.naming.canonical
            self._on[names] = frozenset({*names, *(one for name in names for one in own(name))})
        return self._on[names]

    def of(self, stand: Stand, names: tuple[str, ...]) -> Iterator[Meant[T]]:
        """Yield the usages that a call is, each once; `names` are the full names of what is called."""
        callee = stand.call.callee
        if callee[0] == "=":
            yield from self._assigned.get(callee[1], ())
            return
        seen = []
        for meant in (*self._by_name(stand, names), *self._by_method(stand), *self._by_instance(stand)):
            if meant not in seen:
                seen.append(meant)
                yield meant

    def named(self, name: str) -> Iterable[Meant[T]]:
        """Return the usages that are calls of a full name."""
        return self._named.get(name, ())

    def _by_name(self, stand: Stand, names: tuple[str, ...]) -> Iterator[Meant[T]]:
        for name in names:
            for meant in self._named.get(name, ()):
                if meant.usage.form == "call" or stand.call.decorated:
                    yield meant

    def _by_method(self, stand: Stand) -> Iterator[Meant[T]]:
        for callee in self._spelled(stand):
            parts = chain(callee)
            if callee[0] != "a" or not parts:
                continue
            for wanted, meant in (*self._methods.get(parts[-1], ()), *self._methods.get("*", ())):
                size = len(wanted)
                suffix = parts[-size:]
                if suffix[:-1] != wanted[:-1] or wanted[-1] not in ("*", suffix[-1]) or len(suffix) < size:
                    continue
                if meant.usage.decorates and not stand.call.decorated:
                    continue
                if meant.usage.on in ((), (SUBSCRIBER,)) or self._is_on(callee[1], stand, meant):
                    yield meant

    def _spelled(self, stand: Stand) -> list[Term]:
        """Return the chain that is called; where a local name stands for it, what that is bound to."""
        callee = stand.call.callee
        if callee[0] != "n":
            return [callee]
        return [one.term for one in self._evaluation.definitions.of(callee[1], stand.where) if one.term[0] == "a"]

    def _is_on(self, base: Term, stand: Stand, meant: Meant[T]) -> bool:
        wanted = self._canonical(meant.usage.on)
        if not wanted.isdisjoint(self._evaluation.classes.lineage(base, stand.where)):
            return True
        if not meant.known:
            return False
        objects = [one.text for one in self._evaluation.values(base, stand.where) if one.kind == "object"]
        return any(
            fnmatchcase(name, pattern)
            for name in objects
            if self._evaluation.naming.home(name) is None
            for pattern in meant.known
        )

    def _by_instance(self, stand: Stand) -> Iterator[Meant[T]]:
        if self._instances:
            lineage = self._evaluation.classes.lineage(stand.call.callee, stand.where)
            yield from (meant for wanted, meant in self._instances if not wanted.isdisjoint(lineage))

    def instances_of(self, class_: Iterable[str]) -> bool:
        """Return whether instances of some classes are called."""
        lineage = {one for each in class_ for one in self._evaluation.naming.ancestors(each)}
        return any(not wanted.isdisjoint(lineage) for wanted, _ in self._instances)
