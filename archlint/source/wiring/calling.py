"""What calls come to: functions that return what they were given, texts that are changed, names that are wrapped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from archlint.source.wiring.classes import Classes
from archlint.source.wiring.definitions import Definitions
from archlint.source.wiring.facts import Function
from archlint.source.wiring.terms import Term
from archlint.source.wiring.value import UNKNOWN, Given, Value, Where, distinct, joined, text

__all__ = ["Calling", "arguments"]

_ON_TEXT: Final[Mapping[str, Callable[[str], str]]] = {
    "lower": str.lower, "upper": str.upper, "strip": str.strip, "casefold": str.casefold, "title": str.title,
    "capitalize": str.capitalize,
}  # fmt: skip
_MOST_RETURNS: Final = 4
_PROPERTIES: Final = frozenset({"property", "cached_property", "classproperty", "under_cached_property"})

Evaluate = Callable[[Term, Where], tuple[Value, ...]]


class Calling:
    """Calls of a codebase."""

    def __init__(
        self,
        definitions: Definitions,
        classes: Classes,
        evaluate: Evaluate,
        unwrap: frozenset[str],
        named: frozenset[str],
    ) -> None:
        self._definitions = definitions
        self._classes = classes
        self._evaluate = evaluate
        self._unwrap = unwrap | {"str"}
        self._named = named
        self.loaded: Callable[[Term, Where], tuple[Value, ...]] = lambda _, __: ()
        """Gives what calls load by name that packs know: `get_model("sales", "Order")`; () for other calls."""

    def values(self, term: Term, where: Where) -> Iterable[Value]:
        """Return what a call may come to."""
        _, called, given, keywords = term
        if called == ("n", "str") and given and not self._definitions.of("str", where):
            return self._evaluate(given[0], where)
        if called[0] == "a":
            changed = self._changed(called, given, where)
            if changed:
                return changed
        if called == ("n", "getattr") and len(given) > 1 and given[1][0] == "s":
            attribute = self._evaluate(("a", given[0], given[1][1]), where)
            return (*attribute, *self._evaluate(given[2], where)) if len(given) > 2 else attribute
        if loaded := self.loaded(term, where):
            return loaded
        found: list[Value] = []
        for name in self.names(called, where):
            if given and (name in self._unwrap or name in self._named):
                found += self._evaluate(given[0], where)
            else:
                found += self._returned(name, given, keywords, where)
        return found or (UNKNOWN,)

    def names(self, called: Term, where: Where) -> tuple[str, ...]:
        """Return the full names of what is called; methods by the class that defines them."""
        if called[0] == "i":
            called = called[1]  # SignalType[int]("x")
        found = [one.text for one in self._evaluate(called, where) if one.kind == "object"]
        return tuple(dict.fromkeys(found))

    def _changed(self, called: Term, given: Sequence[Term], where: Where) -> tuple[Value, ...]:
        """Return what a method of a text or a dictionary gives; () where it is none of those that are known."""
        _, base, method = called
        if method in _ON_TEXT and not given:
            bases = self._evaluate(base, where)
            return tuple(
                text(_ON_TEXT[method](one.text), "text that is changed") if one.kind == "text" else UNKNOWN
                for one in bases
            )
        if method == "join" and base[0] == "s" and len(given) == 1 and given[0][0] in ("l", "t"):
            parts: list[tuple[Value, ...]] = []
            for one in given[0][1]:
                parts += [(Value("text", base[1]),)] if parts else []
                parts.append(self._evaluate(one, where))
            return joined(parts, "text that is put together")
        if method == "get" and given and base[0] in ("n", "a", "d"):
            found = self._evaluate(("i", base, given[0]), where)
            known = [one for one in found if one.kind != "unknown"]
            others = self._evaluate(given[1], where) if known and len(given) > 1 else ()
            return tuple(known) + tuple(others)
        return ()

    def _returned(
        self, name: str, given: Sequence[Term], keywords: Mapping[str, Term], where: Where
    ) -> Iterator[Value]:
        found = self._definitions.function_at(name)
        if found is None or not 0 < len(found[1].returns) <= _MOST_RETURNS:
            yield UNKNOWN
            return
        home, function = found
        passed = self.passed(name, function, given, keywords, where)
        place = Where(home.node, home.qualified, {**where.given, **passed}, where.depth + 1)
        for one in function.returns:
            for value in self._evaluate(one, place):
                if value.kind == "text" and not value.declared:
                    yield value._replace(how=f"what {name} returns")
                else:
                    yield value if value.kind in ("text", "object", "tuple") else UNKNOWN

    def passed(
        self, name: str, function: Function, given: Sequence[Term], keywords: Mapping[str, Term], where: Where
    ) -> Given:
        """Return what the parameters of a function are when it is called so."""
        home = self._definitions.naming.home(name)
        place = where if home is None else where.at(home.node, home.qualified.rpartition(".")[0])
        found: dict[tuple[str, str], tuple[Value, ...]] = {}
        told = arguments(function, given, keywords, method=self.is_method(name))
        for parameter in (*function.positional, *function.named):
            if parameter in told:
                found[name, parameter] = self._evaluate(told[parameter], where)
            elif parameter in function.defaults:
                found[name, parameter] = self._evaluate(function.defaults[parameter], place)
        return found

    def is_method(self, name: str) -> bool:
        """Return whether a function takes its object, or class, before all arguments."""
        naming = self._definitions.naming
        home = naming.home(name)
        if home is None or "." not in home.qualified:
            return False
        function = naming.function(home)
        owner = home._replace(qualified=home.qualified.rpartition(".")[0])
        static = function is not None and ("n", "staticmethod") in function.decorators
        return naming.class_(owner) is not None and not static

    def property_(self, name: str, where: Where) -> Iterable[Value] | None:
        """Return what a property returns; None where it is no property."""
        found = self._definitions.function_at(name)
        if found is None:
            return None
        home, function = found
        if not any(one[-1] in _PROPERTIES for one in function.decorators if one[0] in ("n", "a")):
            return None
        place = where.at(home.node, home.qualified)
        return distinct(value for one in function.returns for value in self._evaluate(one, place)) or (UNKNOWN,)


def arguments(
    function: Function, given: Sequence[Term], keywords: Mapping[str, Term], *, method: bool
) -> dict[str, Term]:
    """Return what each parameter of a function is given by a call, as far as it is told; no method's object."""
    positional = function.positional[1:] if method else function.positional
    told: dict[str, Term] = {}
    for parameter, one in zip(positional, given, strict=False):
        if one[0] == "*":
            break
        told[parameter] = one
    told.update({name: one for name, one in keywords.items() if name in (*function.positional, *function.named)})
    return told
