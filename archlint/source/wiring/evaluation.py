"""What an expression may come to, as far as the text of the code says: nothing is run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain as chained
from typing import Final

from archlint.source.wiring.calling import Calling
from archlint.source.wiring.classes import Classes
from archlint.source.wiring.definitions import Bound, Definitions
from archlint.source.wiring.formats import by_braces, by_percent
from archlint.source.wiring.items import Items
from archlint.source.wiring.naming import Home, Naming
from archlint.source.wiring.terms import Term
from archlint.source.wiring.value import UNKNOWN, Value, Where, distinct, joined

__all__ = ["Evaluation"]

_LONGEST: Final = 20
"""So many constants lead from one to another."""
_DEEPEST: Final = 16
"""So many steps lead from an expression to what it comes to."""


class Evaluation:
    """The values of a codebase."""

    def __init__(self, naming: Naming, unwrap: Iterable[str], named: Iterable[str]) -> None:
        """
        Take calls of `unwrap` for their first argument, and calls of `named` for one object a text.

        Both are full names.
        """
        self.naming = naming
        self.definitions = Definitions(naming)
        self.classes = Classes(self.definitions)
        self.items = Items(self.definitions, self.values)
        self.calling = Calling(self.definitions, self.classes, self.values, frozenset(unwrap), frozenset(named))
        self._globals: dict[str, tuple[Value, ...]] = {}
        self._nested = 0
        """So many constants are being found out, each for the one before."""
        self._busy: set[tuple[int, str, str]] = set()
        self._ways: dict[str, Callable[[Term, Where], Iterable[Value]]] = {
            "s": lambda term, _: (Value("text", term[1], how="a literal"),),
            "z": lambda _, __: (Value("none"),),
            "n": self._name,
            "a": self._attribute,
            "f": self._joined,
            "%": self._percent,
            "fmt": self._braces,
            "c": self.calling.values,
            "t": self._tuple,
            "l": self._each,
            "o": self._each,
            "d": lambda term, where: chained.from_iterable(self.values(one, where.deeper) for one in term[1]),
            "i": self._subscript,
            "e": self._item,
            "ei": self._item,
            "p": self._parameter,
            "g": lambda term, _: self.global_values(term[1]),
            "v": lambda term, _: term[1],
        }

    def values(self, term: Term, where: Where) -> tuple[Value, ...]:
        """Return all that a term may come to where it stands, at least one; each once."""
        way = self._ways.get(term[0])
        if way is None or where.depth > _DEEPEST:
            return (UNKNOWN,)
        return distinct(way(term, where.deeper)) or (UNKNOWN,)

    def global_values(self, name: str) -> tuple[Value, ...]:
        """Return what something comes to that modules and classes define, by its canonical name."""
        known = self._globals.get(name)
        if known is None:
            itself = (Value("object", name, how=f"the object {name}", declared=name),)
            if self._nested > _LONGEST:
                return itself
            self._globals[name] = itself
            self._nested += 1
            known = self._globals[name] = distinct(self._defined(name))
            self._nested -= 1
        return known

    def _defined(self, name: str) -> Iterator[Value]:
        itself = Value("object", name, how=f"the object {name}", declared=name)
        home = self.naming.home(name)
        bound = self.naming.bound(home) if home and home.qualified else ()
        if home and not bound and "." in home.qualified:
            owner, _, attribute = name.rpartition(".")
            inherited = next(self.naming.members(owner, attribute), None)
            if inherited:
                yield from self.global_values(self.naming.name(*inherited))
                return
        if home is None or not bound:
            yield UNKNOWN if home and self._late(home) else itself
            return
        scope = home.qualified.rpartition(".")[0]
        for one in bound:
            if one[0] in ("fn", "cl", "im"):
                names = self.naming.canonical(self.naming.imported(home.node, one)) if one[0] == "im" else (name,)
                for each in names:
                    yield itself if each == name else Value("object", each, how=f"the object {each}", declared=each)
                continue
            for value in self._enumerated(one, name) or self.values(one, Where(home.node, scope)):
                # What a loop leaves behind is no object of its own.
                yield value if one[0] in ("e", "ei") else self._known_as(value, name, itself)

    def _late(self, home: Home) -> bool:
        """Return whether nothing but a run gives an attribute to a class: all that it inherits from is at hand."""
        owner = home._replace(qualified=home.qualified.rpartition(".")[0])
        if not owner.qualified or self.naming.class_(owner) is None:
            return False
        lineage = map(self.naming.home, self.naming.ancestors(self.naming.name(*owner)))
        return all(one and self.naming.class_(one) for one in lineage)

    def _enumerated(self, term: Term, name: str) -> tuple[Value, ...]:
        """Return the value of a member of a text enumeration that is called as it says: `PAID = auto()`."""
        if term[0] != "c" or term[1] not in (("n", "auto"), ("a", ("n", "enum"), "auto")):
            return ()
        owner, _, member = name.rpartition(".")
        lowered = "enum.StrEnum" in self.naming.ancestors(owner)
        return (Value("text", member.lower()),) if lowered else ()

    def _known_as(self, value: Value, name: str, itself: Value) -> Value:
        """Return what is defined under a name, known by that name."""
        if value.kind == "text" and not value.declared:
            return value._replace(how=f"the constant {name}", declared=name)
        if value.kind == "tuple":
            return value._replace(how=f"the constant {name}", declared=name)
        return itself if value.kind in ("unknown", "parameter") else value

    def _name(self, term: Term, where: Where) -> Iterator[Value]:
        key = where.node, where.scope, term[1]
        if key in self._busy:
            yield UNKNOWN
            return
        self._busy.add(key)
        try:
            bound = self.definitions.of(term[1], where)
            if not bound and self.definitions.is_self(term[1], where):
                return
            for one in bound:
                yield from self.values(one.term, one.where)
        finally:
            self._busy.discard(key)

    def _parameter(self, term: Term, where: Where) -> Iterator[Value]:
        _, function, name = term
        given = where.given.get((function, name))
        if given is not None:
            yield from given
        elif name not in ("self", "cls"):
            yield Value("parameter", name, how=f"the parameter {name} of {function}", function=function)

    def _attribute(self, term: Term, where: Where) -> Iterator[Value]:
        _, base, attribute = term
        if base[0] == "n" and self.definitions.is_self(base[1], where):
            yield from self._of_class(self.definitions.class_around(where), attribute, where)
            return
        found: list[Value] = []
        for value in self.values(base, where):
            if value.kind == "object":
                found += self._of_object(value, attribute, where)
            elif value.kind == "text" and attribute == "value":
                found.append(value)
        if not found or all(one.kind == "unknown" for one in found):
            typed = [self._of_class(one, attribute, where) for one in self.classes.of(base, where)]
            found = [one for values in typed for one in values] or found
        yield from found or (UNKNOWN,)

    def _of_object(self, owner: Value, attribute: str, where: Where) -> Iterator[Value]:
        home = self.naming.home(owner.text)
        instance = home and home.qualified and not self.naming.class_(home)
        if instance:
            for class_ in self.classes.of_global(owner.text):
                if any(True for _ in self.definitions.attribute(class_, attribute, where)):
                    yield from self._of_class(class_, attribute, where)
                    return
        for name in self.naming.canonical(f"{owner.text}.{attribute}"):
            yield from self.global_values(name)

    def _of_class(self, class_: str, attribute: str, where: Where) -> Iterator[Value]:
        """Yield what an attribute of instances of a class may be; a property is what it returns."""
        found = self.definitions.attribute(class_, attribute, where)
        values: list[Value] = []
        for bound in found:
            values += self._bound(bound, attribute)
        some = [one for one in values if one.kind != "none"]
        yield from some or (UNKNOWN,)

    def _bound(self, bound: Bound, attribute: str) -> Iterable[Value]:
        if bound.term[0] == "g":
            returned = self.calling.property_(bound.term[1], bound.where)
            return self.global_values(bound.term[1]) if returned is None else returned
        values = self.values(bound.term, bound.where)
        name = self.naming.name(bound.where.node, f"{bound.where.scope}.{attribute}")
        in_body = bound.where.scope in self.naming.facts(bound.where.node).classes
        return [self._known_as(one, name, Value("object", name, how=f"the object {name}", declared=name))
                if in_body else one for one in values]  # fmt: skip

    def _joined(self, term: Term, where: Where) -> Iterable[Value]:
        parts = [self.values(one, where) for one in term[1]]
        if len(parts) == 1:
            return parts[0]
        return joined(parts, "text that is put together")

    def _percent(self, term: Term, where: Where) -> Iterable[Value]:
        return self._formatted(term[1], where, lambda written: by_percent(written, term[2]))

    def _braces(self, term: Term, where: Where) -> Iterable[Value]:
        return self._formatted(term[1], where, lambda written: by_braces(written, term[2], term[3]))

    def _formatted(self, template: Term, where: Where, parts: Callable[[str], list[Term]]) -> Iterator[Value]:
        for one in self.values(template, where):
            if one.kind == "text":
                pieces = [self.values(part, where) for part in parts(one.text)]
                yield from joined(pieces, "text that is formatted")
            else:
                yield UNKNOWN

    def _tuple(self, term: Term, where: Where) -> Iterator[Value]:
        if any(one[0] == "*" for one in term[1]):
            yield UNKNOWN
        else:
            yield Value("tuple", parts=tuple(self.values(one, where) for one in term[1]), how="a tuple")

    def _each(self, term: Term, where: Where) -> Iterator[Value]:
        for one in term[1]:
            yield from self.values(one[1] if one[0] == "*" else one, where)

    def _subscript(self, term: Term, where: Where) -> Iterator[Value]:
        for one in self.items.under(term[1], term[2], where):
            yield from self.values(one.term, one.where)

    def _item(self, term: Term, where: Where) -> Iterator[Value]:
        found = list(self.items.of(term[1], where))
        if term[0] == "ei":
            found = [each for one in found for each in self.items.part(one, term[2])]
        for one in found:
            for value in self.values(one.term, one.where):
                yield value if value.kind != "text" or value.declared else value._replace(how="a loop over literals")
