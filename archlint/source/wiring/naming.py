"""Full names, and where what they name is defined: through imports, re-exports and star imports."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from archlint.source.wiring.facts import Class, Facts, Function
from archlint.source.wiring.library import Library
from archlint.source.wiring.terms import Term, chain
from archlint.startup import NamedTuple

__all__ = ["Home", "Naming"]

_FARTHEST: Final = 16
"""So many re-exports lead from a name to its definition."""


class Home(NamedTuple):
    """Where something is defined."""

    node: int
    qualified: str
    """The way to it in the module, "Bus.fire"; "" for the module itself."""


class Naming:
    """The names of a codebase."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._known: dict[str, tuple[str, ...]] = {}
        self._ancestors: dict[str, tuple[str, ...]] = {}
        self._homes: dict[str, Home | None] = {}

    @cached_property
    def modules(self) -> dict[str, int]:
        """Node of each module."""
        return self.library.nodes

    def name(self, node: int, qualified: str = "") -> str:
        """Return the full name of something in a module."""
        module = self.library.files.modules[node]
        return f"{module}.{qualified}" if qualified else module

    def canonical(self, name: str, depth: int = 0) -> tuple[str, ...]:
        """
        Return the full names of all that a name may mean, by where it is defined, sorted; the name where nobody knows.

        A name of several meanings is one that is bound in several ways, such as in both branches of an `if`.
        """
        known = self._known.get(name)
        if known is None:
            self._known[name] = (name,)  # whoever comes back to it goes round in a circle
            known = self._known[name] = (
                tuple(sorted(set(self._followed(name, depth)))) if depth < _FARTHEST else (name,)
            )
        return known

    def home(self, name: str) -> Home | None:
        """Return where a canonical name is defined; None outside of the codebase, and where nothing defines it."""
        if name not in self._homes:
            self._homes[name] = self._home(name)
        return self._homes[name]

    def _home(self, name: str) -> Home | None:
        parts = name.split(".")
        for end in range(len(parts), 0, -1):
            node = self.modules.get(".".join(parts[:end]))
            if node is not None:
                way = parts[end:]
                if not way or way[0] in self._top(node):
                    return Home(node, ".".join(way))
                return None
        return None

    def _top(self, node: int) -> dict[str, tuple[Term, ...]]:
        return self.library.facts(node).bindings.get("", {})  # type: ignore[return-value]

    def _followed(self, name: str, depth: int) -> Iterator[str]:
        parts = name.split(".")
        for end in range(len(parts), 0, -1):
            node = self.modules.get(".".join(parts[:end]))
            if node is not None:
                yield from self._inside(name, node, parts[end:], depth)
                return
        yield name

    def _inside(self, name: str, node: int, way: list[str], depth: int) -> Iterator[str]:
        if not way:
            yield name
            return
        bound = self._top(node).get(way[0])
        if bound is None:
            yield from self._starred(name, node, way, depth)
            return
        for value in bound:
            if value[0] == "im":
                target = ".".join([self.imported(node, value), *way[1:]])
                yield from self.canonical(target, depth + 1)
            else:
                yield from self._aliased(name, node, value, way, depth)

    def _aliased(self, name: str, node: int, value: Term, way: list[str], depth: int) -> Iterator[str]:
        """Yield what a name means that is bound to another name, `Order = models.Order`; else the name itself."""
        parts = chain(value) if value[0] in "na" else ()
        if parts and not any("(" in part or "[" in part for part in parts) and parts[0] != way[0]:
            for head in self.global_(node, parts[0]):
                yield from self.canonical(".".join([head, *parts[1:], *way[1:]]), depth + 1)
                return
        yield name

    def _starred(self, name: str, node: int, way: list[str], depth: int) -> Iterator[str]:
        for level, module in self.library.facts(node).stars:
            target = ".".join([self._absolute(node, level, module), *way])
            found = self.canonical(target, depth + 1)
            if any(self.home(one) for one in found):
                yield from found
                return
        yield name

    def imported(self, node: int, value: Term) -> str:
        """Return the full name of what an import of a module takes."""
        _, level, module, taken = value
        base = self._absolute(node, level, module)
        return f"{base}.{taken}" if taken and base else base or taken

    def _absolute(self, node: int, level: int, module: str) -> str:
        if not level:
            return str(module)
        parts = self.library.files.modules[node].split(".")
        up = level - 1 if self.library.files.packages[node] else level
        return ".".join([*parts[: len(parts) - up], *filter(None, [module])])

    def global_(self, node: int, name: str) -> tuple[str, ...]:
        """Return the full names of what a global name of a module is bound to; () where nothing there binds it."""
        if name in self._top(node):
            return self.canonical(self.name(node, name))
        found = self.canonical(self.name(node, name)) if self.library.facts(node).stars else ()
        return tuple(one for one in found if self.home(one))

    def bound(self, home: Home) -> tuple[Term, ...]:
        """Return what is bound to a name in the scope of its module or class."""
        scope, _, name = home.qualified.rpartition(".")
        return tuple(self.library.facts(home.node).bindings.get(scope, {}).get(name, ()))

    def function(self, home: Home) -> Function | None:
        """Return the function that is defined there."""
        return self.library.facts(home.node).functions.get(home.qualified)

    def class_(self, home: Home) -> Class | None:
        """Return the class that is defined there."""
        return self.library.facts(home.node).classes.get(home.qualified)

    def facts(self, node: int) -> Facts:
        """Return the facts of a module."""
        return self.library.facts(node)

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Return a class and those that it is derived from, nearest first, by canonical names; foreign ones too."""
        known = self._ancestors.get(name)
        if known is None:
            self._ancestors[name] = (name,)
            found = [name]
            home = self.home(name)
            class_ = self.class_(home) if home else None
            if home and class_:
                for base in class_.bases:
                    for one in self.base_names(home, base):
                        found += self.ancestors(one)
            known = self._ancestors[name] = tuple(dict.fromkeys(found))
        return known

    def base_names(self, home: Home, base: Term) -> tuple[str, ...]:
        """Return the names of a base class as it is written: of `PluginSignal[Event]` that of `PluginSignal`."""
        parts = tuple(part.removesuffix("[]") for part in chain(base))
        if not parts or "(" in "".join(parts):
            return ()
        scope = home.qualified.rpartition(".")[0]
        local = f"{scope}.{parts[0]}" if scope else parts[0]
        if scope and local in self.facts(home.node).classes:
            return (".".join([self.name(home.node, local), *parts[1:]]),)
        heads = self.global_(home.node, parts[0]) or (parts[0],)
        return tuple(one for head in heads for one in self.canonical(".".join([head, *parts[1:]])))

    def members(self, class_: str, attribute: str) -> Iterator[Home]:
        """Yield where a class and those that it is derived from define an attribute, nearest first."""
        for one in self.ancestors(class_):
            home = self.home(one)
            if home and attribute in self.facts(home.node).bindings.get(home.qualified, {}):
                yield Home(home.node, f"{home.qualified}.{attribute}")
