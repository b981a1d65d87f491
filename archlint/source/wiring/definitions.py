"""What a name is bound to where somebody says it, by the rules of Python's scopes."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.source.wiring.facts import Function
from archlint.source.wiring.naming import Home, Naming
from archlint.source.wiring.terms import Term
from archlint.source.wiring.value import Where
from archlint.startup import NamedTuple

__all__ = ["Bound", "Definitions"]


class Bound(NamedTuple):
    """One thing that a name is bound to."""

    term: Term
    """("p", function, name) for a parameter, ("g", full name) for what a module or another package defines."""
    where: Where
    """Where the term is to be looked at."""


class Definitions:
    """The scopes of a codebase."""

    def __init__(self, naming: Naming) -> None:
        self.naming = naming

    def scopes(self, where: Where) -> Iterator[str]:
        """Yield the scopes, innermost first, whose names can be said at a place, but for the module's."""
        facts = self.naming.facts(where.node)
        parts = where.scope.split(".") if where.scope else []
        for end in range(len(parts), 0, -1):
            scope = ".".join(parts[:end])
            if scope in facts.functions or scope == where.scope:
                yield scope

    def of(self, name: str, where: Where) -> list[Bound]:
        """Return all that a name is bound to; nothing where nobody binds it, or it is a builtin."""
        facts = self.naming.facts(where.node)
        for scope in self.scopes(where):
            function = facts.functions.get(scope)
            bound = facts.bindings.get(scope, {}).get(name, ())
            parameter = function is not None and name in (*function.positional, *function.named)
            if parameter or bound:
                place = where.at(where.node, scope)
                found = [Bound(("p", self.naming.name(where.node, scope), name), place)] if parameter else []
                return found + [one for term in bound for one in self._leading(term, place)]
        return [Bound(("g", one), where) for one in self.naming.global_(where.node, name)]

    def _leading(self, term: Term, place: Where) -> Iterator[Bound]:
        """Yield what a local name is bound to, imports followed."""
        if term[0] == "im":
            yield from (
                Bound(("g", one), place) for one in self.naming.canonical(self.naming.imported(place.node, term))
            )
        elif term[0] in ("fn", "cl"):
            yield Bound(("g", self.naming.name(place.node, term[1])), place)
        else:
            yield Bound(term, place)

    def class_around(self, where: Where) -> str:
        """Return the full name of the class whose method or body a place lies in; "" for none."""
        facts = self.naming.facts(where.node)
        parts = where.scope.split(".") if where.scope else []
        for end in range(len(parts), 0, -1):
            scope = ".".join(parts[:end])
            if scope in facts.classes:
                return self.naming.name(where.node, scope)
        return ""

    def is_self(self, name: str, where: Where) -> bool:
        """Return whether a name is the instance or class whose method a place lies in."""
        if name not in ("self", "cls", "mcs"):
            return False
        return bool(self.class_around(where))

    def function_at(self, name: str) -> tuple[Home, Function] | None:
        """Return a function by its canonical name."""
        home = self.naming.home(name)
        function = self.naming.function(home) if home else None
        return (home, function) if home and function else None

    def attribute(self, class_: str, name: str, where: Where) -> list[Bound]:
        """
        Return what an attribute of instances of a class is bound to, in the nearest class that has it.

        A method or property is ("g", its full name).
        """
        for one in self.naming.ancestors(class_):
            home = self.naming.home(one)
            if home is None:
                continue
            facts = self.naming.facts(home.node)
            found = []
            for term in facts.bindings.get(home.qualified, {}).get(name, ()):
                place = where.at(home.node, home.qualified)
                if term[0] in ("fn", "cl"):
                    found.append(Bound(("g", self.naming.name(home.node, term[1])), place))
                else:
                    found.append(Bound(term, place))
            fields = facts.fields.get(home.qualified, {}).get(name, ())
            found += [Bound(term, where.at(home.node, scope)) for term, scope in fields]
            if found:
                return found
        return []
