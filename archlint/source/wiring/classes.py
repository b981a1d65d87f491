"""Of which class something is an instance, as far as annotations and constructors tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from archlint.source.wiring.definitions import Bound, Definitions
from archlint.source.wiring.naming import Home
from archlint.source.wiring.scopes import ANNOTATIONS
from archlint.source.wiring.terms import Term, chain
from archlint.source.wiring.value import Where

__all__ = ["Classes"]

_DEEPEST: Final = 10
_TRANSPARENT: Final = frozenset({"Optional", "Final", "ClassVar", "Annotated", "Required", "NotRequired"})
"""Annotations that are about the one inside them."""


class Classes:
    """The classes of instances. Foreign ones are known by name alone; what their methods give, as "Class.method"."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions
        self._naming = definitions.naming
        self._known: dict[str, tuple[str, ...]] = {}
        self._busy: set[tuple[int, str, str]] = set()

    def of(self, term: Term, where: Where) -> tuple[str, ...]:
        """Return the full names of the classes that what a term comes to may be an instance of; () for unknown."""
        if where.depth > _DEEPEST:
            return ()
        return tuple(dict.fromkeys(self._of(term, where.deeper)))

    def lineage(self, term: Term, where: Where) -> frozenset[str]:
        """Return those, and all that they are derived from."""
        return frozenset(one for class_ in self.of(term, where) for one in self._naming.ancestors(class_))

    def _of(self, term: Term, where: Where) -> Iterator[str]:
        match term:
            case ("n", name):
                yield from self._of_name(name, where)
            case ("a", base, attribute):
                yield from self._of_attribute(base, attribute, where)
            case ("c", called, _, _):
                yield from self._made(called, where)
            case ("o", parts):
                for part in parts:
                    yield from self.of(part, where)
            case ("w", inner):
                yield from self.of(inner, where)
            case ("g", name):
                yield from self.of_global(name)

    def _of_name(self, name: str, where: Where) -> Iterator[str]:
        key = where.node, where.scope, name
        if key in self._busy:
            return
        self._busy.add(key)
        try:
            if self._definitions.is_self(name, where):
                yield self._definitions.class_around(where)
                return
            facts = self._naming.facts(where.node)
            for scope in self._definitions.scopes(where):
                function = facts.functions.get(scope)
                if function and name in function.annotations:
                    yield from self.annotated(function.annotations[name], where.at(where.node, scope))
                    return
            for one in self._definitions.of(name, where):
                yield from self.of(one.term, one.where)
        finally:
            self._busy.discard(key)

    def _of_attribute(self, base: Term, attribute: str, where: Where) -> Iterator[str]:
        owners = self.of(base, where)
        for owner in owners:
            yield from self._member(owner, attribute, where)
        if not owners and (parts := chain(base)) and "(" not in "".join(parts):
            for head in self._heads(parts[0], where):
                for name in self._naming.canonical(".".join([head, *parts[1:], attribute])):
                    yield from self.of_global(name)

    def _heads(self, name: str, where: Where) -> list[str]:
        return [one.term[1] for one in self._definitions.of(name, where) if one.term[0] == "g"]

    def _member(self, owner: str, attribute: str, where: Where) -> Iterator[str]:
        """Yield the classes of an attribute of instances of a class."""
        for one in self._naming.ancestors(owner):
            home = self._naming.home(one)
            if home is None:
                continue
            annotation = self._annotation(home, attribute)
            if annotation:
                yield from self.annotated(annotation, where.at(home.node, home.qualified))
                return
        for bound in self._definitions.attribute(owner, attribute, where):
            yield from self._of_bound(bound)

    def _of_bound(self, bound: Bound) -> Iterable[str]:
        if bound.term[0] == "g":  # a property is what it returns
            found = self._definitions.function_at(bound.term[1])
            returned = found[1].annotations.get("return") if found else None
            return self.annotated(returned, bound.where) if returned else ()
        return self.of(bound.term, bound.where)

    def _annotation(self, home: Home, attribute: str) -> Term | None:
        noted = self._naming.facts(home.node).bindings.get(home.qualified, {}).get(ANNOTATIONS)
        found: Term | None = noted[0][3].get(attribute) if noted else None
        return found

    def annotated(self, annotation: Term, where: Where) -> Iterator[str]:
        """Yield the classes that an annotation names."""
        match annotation:
            case ("o", parts):
                for part in parts:
                    yield from self.annotated(part, where)
            case ("i", base, inside) if (parts := chain(base)) and parts[-1] in _TRANSPARENT:
                yield from self.annotated(inside[1][0] if inside[0] == "t" and inside[1] else inside, where)
            case ("i", base, _):
                yield from self.annotated(base, where)
            case ("s", written) if str(written).replace(".", "").isidentifier():
                parts = str(written).split(".")
                yield from self._named(tuple(parts), where)
            case ("n" | "a", *_):
                yield from self._named(chain(annotation), where)

    def _named(self, parts: tuple[str, ...], where: Where) -> Iterator[str]:
        for head in self._heads(parts[0], where):
            yield from self._naming.canonical(".".join([head, *parts[1:]]))

    def of_global(self, name: str) -> tuple[str, ...]:
        """Return the classes of what a module or class defines, by its canonical name; () for classes and functions."""
        known = self._known.get(name)
        if known is None:
            self._known[name] = ()
            known = self._known[name] = tuple(dict.fromkeys(self._of_global(name)))
        return known

    def _of_global(self, name: str) -> Iterator[str]:
        home = self._naming.home(name)
        if home is None or not home.qualified or self._naming.class_(home) or self._naming.function(home):
            return
        scope, _, own = home.qualified.rpartition(".")
        annotation = self._annotation(Home(home.node, scope), own)
        if annotation:
            yield from self.annotated(annotation, Where(home.node, scope))
        for term in self._naming.bound(home):
            if term[0] == "im":
                continue
            yield from self.of(term, Where(home.node, scope))

    def _made(self, called: Term, where: Where) -> Iterator[str]:
        """Yield the classes of what a call gives."""
        if called[0] == "i":
            called = called[1]
        if called[0] == "a":
            owners = self.of(called[1], where)
            for owner in owners:
                yield from self._of_method(owner, called[2])
            if owners:
                return
        parts = chain(called)
        if not parts or "(" in "".join(parts):
            return
        for name in self._named(parts, where):
            yield from self._of_call(name)

    def _of_call(self, name: str) -> Iterator[str]:
        home = self._naming.home(name)
        if home is None or self._naming.class_(home):
            yield name
            return
        function = self._naming.function(home)
        if function is None:
            return
        place = Where(home.node, home.qualified)
        if "return" in function.annotations:
            yield from self.annotated(
                function.annotations["return"], Where(home.node, home.qualified.rpartition(".")[0])
            )
        else:
            for one in function.returns:
                yield from self.of(one, place)

    def _of_method(self, owner: str, method: str) -> Iterator[str]:
        for name in self._naming.ancestors(owner):
            home = self._naming.home(name)
            if home is None:
                yield f"{name}.{method}"
            elif self._naming.function(Home(home.node, f"{home.qualified}.{method}")):
                yield from self._of_call(f"{name}.{method}")
                return
