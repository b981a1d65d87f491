"""What containers hold that are written down: what a loop goes over, what a subscript picks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from archlint.source.wiring.definitions import Bound, Definitions
from archlint.source.wiring.naming import Home
from archlint.source.wiring.terms import UNKNOWN, Term
from archlint.source.wiring.value import Value, Where

__all__ = ["Items"]

_SAME_ITEMS: Final = frozenset({"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter"})
_DEEPEST: Final = 16


class Items:
    """Containers, by the terms that name them."""

    def __init__(self, definitions: Definitions, values: Callable[[Term, Where], tuple[Value, ...]]) -> None:
        self._definitions = definitions
        self._values = values

    def of(self, term: Term, where: Where) -> Iterator[Bound]:
        """Yield all that a loop over a term meets; UNKNOWN where there may be more."""
        for container in self.containers(term, where):
            yield from self._held(container)

    def _held(self, container: Bound) -> Iterator[Bound]:
        term, where = container
        match term:
            case ("l" | "t", items):
                for one in items:
                    if one[0] == "*":
                        yield from self.of(one[1], where.deeper)
                    else:
                        yield Bound(one, where)
            case ("d", keys, _, *_):
                yield from (Bound(key, where) for key in keys)
            case ("f", [*parts]):
                for part in parts:
                    yield from self.of(part, where.deeper)
            case ("c", *_):
                yield from self._given(container)
            case ("enum", _):
                yield from self._members(term[1])
            case _:
                yield Bound(UNKNOWN, where)

    def _given(self, call: Bound) -> Iterator[Bound]:
        """Yield what a call gives that hands on the items of something."""
        where = call.where
        match call.term:
            case ("c", ("n", name), [first, *_], _) if name in _SAME_ITEMS:
                yield from self.of(first, where.deeper)
            case ("c", ("n", "enumerate"), [first, *_], _):
                yield from (Bound(("t", [UNKNOWN, one.term]), one.where) for one in self.of(first, where.deeper))
            case ("c", ("a", base, "items" | "values" | "keys" as what), [], _):
                yield from self._of_dictionary(base, what, where)
            case _:
                yield Bound(UNKNOWN, where)

    def _of_dictionary(self, base: Term, what: str, where: Where) -> Iterator[Bound]:
        for term, place in self.containers(base, where.deeper):
            if term[0] != "d":
                yield Bound(UNKNOWN, place)
                continue
            for key, value in zip(term[1], term[2], strict=True):
                yield Bound({"items": ("t", [key, value]), "values": value, "keys": key}[what], place)

    def part(self, item: Bound, position: int) -> Iterator[Bound]:
        """Yield one part of an item that is taken apart."""
        for term, where in self.containers(item.term, item.where):
            if term[0] in ("t", "l") and position < len(term[1]):
                yield Bound(term[1][position], where)
            else:
                yield Bound(UNKNOWN, where)

    def under(self, base: Term, index: Term, where: Where) -> Iterator[Bound]:
        """Yield what a subscript may pick: all values, where the key is not known."""
        keys = {one.text for one in self._values(index, where) if one.kind in ("text", "object")}
        for term, place in self.containers(base, where):
            match term:
                case ("d", written, values, *_):
                    pairs = [(self._values(key, place), value) for key, value in zip(written, values, strict=True)]
                    found = [value for known, value in pairs if {one.text for one in known} & keys]
                    yield from (Bound(value, place) for value in found or [value for _, value in pairs])
                case ("l" | "t", items) if index[0] == "s" and index[1].isdigit() and int(index[1]) < len(items):
                    yield Bound(items[int(index[1])], place)
                case ("enum", home) if index[0] == "s":
                    yield Bound(("g", self._definitions.naming.name(home.node, f"{home.qualified}.{index[1]}")), place)
                case _:
                    yield Bound(UNKNOWN, place)

    def containers(self, term: Term, where: Where) -> Iterator[Bound]:
        """Yield what a term is, names followed to what they are bound to."""
        if where.depth > _DEEPEST:
            return
        match term:
            case ("n", name):
                found = self._definitions.of(name, where)
                yield from self._each(found) if found else [Bound(UNKNOWN, where)]
            case ("a", base, attribute):
                yield from self._attribute(base, attribute, where)
            case ("g", name):
                yield from self._global(name, where)
            case ("o", parts):
                for part in parts:
                    yield from self.containers(part, where.deeper)
            case _:
                yield Bound(term, where)

    def _each(self, found: Iterable[Bound]) -> Iterator[Bound]:
        return (each for one in found for each in self.containers(one.term, one.where.deeper))

    def _attribute(self, base: Term, attribute: str, where: Where) -> Iterator[Bound]:
        if base[0] == "n" and self._definitions.is_self(base[1], where):
            class_ = self._definitions.class_around(where)
            yield from self._each(self._definitions.attribute(class_, attribute, where))
            return
        owners = [one.text for one in self._values(base, where) if one.kind == "object"]
        for name in (one for owner in owners for one in self._definitions.naming.canonical(f"{owner}.{attribute}")):
            yield from self._global(name, where)
        if not owners:
            yield from (Bound(("v", (one,)), where) for one in self._values(("a", base, attribute), where))

    def _global(self, name: str, where: Where) -> Iterator[Bound]:
        naming = self._definitions.naming
        home = naming.home(name)
        if home is None or not home.qualified:
            yield Bound(UNKNOWN, where)
            return
        if naming.class_(home):
            yield Bound(("enum", home), where)
            return
        scope = home.qualified.rpartition(".")[0]
        bound = naming.bound(home)
        for term in bound:
            if term[0] not in ("fn", "cl", "im"):
                yield from self.containers(term, where.at(home.node, scope))
        if not bound:
            yield Bound(UNKNOWN, where)

    def _members(self, home: Home) -> Iterator[Bound]:
        naming = self._definitions.naming
        names = naming.facts(home.node).bindings.get(home.qualified, {})
        for name, terms in names.items():
            if terms[0][0] == "s" and not name.startswith("_"):
                yield Bound(("g", naming.name(home.node, f"{home.qualified}.{name}")), Where(home.node))
