"""
Which symbol a name of a module is, over any number of modules that hand it on, and what modules mean to offer.

A symbol is named by the module that defines it. It is told only where that is certain from the text: each module on the
way binds the name once, whenever it runs, and no other way of setting it is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from archlint import source
from archlint.graph.graph import Graph
from archlint.graph.imports import KINDS
from archlint.startup import NamedTuple

__all__ = ["Doubt", "Symbol", "SymbolTable"]

_MOST: Final = 40
"""So many modules in a row hand a name on, at most: more are a circle."""
_WRITTEN: Final = sum(1 << number for number, kind in enumerate(KINDS) if kind != "declared")
_WORD: Final = re.compile(r"\w+|\*")


class Symbol(NamedTuple):
    """What a name stands for: where it is defined, and by which name."""

    module: str
    name: str
    """"" for a module itself."""


class Doubt(NamedTuple):
    """Why it is not certain what a name stands for, or that it is offered; one of the words below."""

    reason: str
    """
    unbound (no statement seen binds it), lazy (a `__getattr__` may), several (bound more than once), conditional (bound
    under a condition), changed (bound anew while the program runs), submodule (a module is called so, too), opaque (the
    module sets its names by other ways), outside (a library's), private (it begins with an underscore), unlisted (not
    in `__all__`), incidental (the package imports it for its own use), another (another symbol of that name).
    """
    module: str
    """Where that is so."""


class SymbolTable:
    """The names of all modules of a graph. A module is parsed when it is asked about for the first time."""

    def __init__(self, graph: Graph) -> None:
        """Take any graph of the code: what a rule does not look at makes no difference here."""
        self._graph = graph
        self._node = graph.names.node
        self._symbols: dict[int, source.Symbols] = {}
        self._known: dict[tuple[str, str], Symbol | Doubt] = {}
        self._words: dict[int, frozenset[str]] = {}

    def symbols(self, node: int) -> source.Symbols:
        """Return the names of a first-party module."""
        if node not in self._symbols:
            self._symbols[node] = self._read(node)
        return self._symbols[node]

    def _read(self, node: int) -> source.Symbols:
        reading, path, name = self._graph.reading, self._graph.path(node), self._graph.name(node)
        package = path.endswith("__init__.py")
        own = self._own.get(name, name)
        found = source.symbols(reading.lines(path), own if package else own.rpartition(".")[0], package=package)
        return source.renamed(found, reading.renamed) if reading.renamed else found

    def symbol(self, module: str, name: str) -> Symbol | Doubt:
        """Return what a name of a module stands for."""
        key = module, name
        if key not in self._known:
            self._known[key] = self._followed(module, name)
        return self._known[key]

    def offers(self, node: int, name: str, symbol: Symbol) -> Doubt | None:
        """
        Return None where a module means to offer a symbol under a name to everybody, else why that is not certain.

        It means to where its `__all__` lists the name; without one where it says `import name as name`, or is a package
        that imports it and does not use it itself.
        """
        module = self._graph.name(node)
        if name.startswith("_") or f"{module}.{name}" in self._modules:
            return Doubt("private" if name.startswith("_") else "submodule", module)
        found = self.symbol(module, name)
        if isinstance(found, Doubt):
            return found
        certain = all(one.certain for one in self.symbols(node).bound.get(name, ()))
        if not certain or found != symbol:
            return Doubt("another" if certain else "conditional", module)
        if found.module == module:
            return None if self._listed(node, name) is not False else Doubt("unlisted", module)
        return self._meant(node, name)

    def _meant(self, node: int, name: str) -> Doubt | None:
        """Return why it is not certain that a module means to hand on a name that it imports."""
        module, symbols = self._graph.name(node), self.symbols(node)
        listed = self._listed(node, name)
        if listed is not None:
            return None if listed else Doubt("unlisted", module)
        if any(one.said for one in symbols.bound.get(name, ())):
            return None
        if self._graph.names.packages[node] and name not in symbols.used:
            return None
        return Doubt("incidental", module)

    def _listed(self, node: int, name: str) -> bool | None:
        """Return whether the `__all__` of a module lists a name; None where it has none, False where it is computed."""
        exports = self._graph.exports.get(node)
        if exports is not None:
            return name in exports
        return False if self.symbols(node).listed else None

    def way(self, module: str, name: str) -> Iterator[Symbol | Doubt]:
        """
        Yield from where a name of a module is taken, step by step, itself first; at last the symbol, or a doubt.

        No module is parsed before the step that leads out of it is asked for.
        """
        step: Symbol | Doubt = Symbol(module, name)
        for _ in range(_MOST):
            yield step
            if isinstance(step, Doubt):
                return
            here, step = step, self._step(*step)
            if step == here:
                return
        yield Doubt("several", module)

    def defines(self, symbol: Symbol) -> bool:
        """Return whether a module defines a name itself, in one way or several, and nothing is seen to import it."""
        node = self._node.get(symbol.module, -1)
        if not 0 <= node < self._graph.size or ".".join(symbol) in self._modules:
            return False
        found = self.symbols(node)
        bound = found.bound.get(symbol.name, ())
        return bool(bound) and not any(one.base for one in bound) and not found.stars

    def may_hand_on(self, node: int, name: str) -> bool:
        """Return whether an import of a first-party module may bind a name, by a look at their words alone."""
        if node not in self._words:
            self._words[node] = self._imported(node)
        return name in self._words[node] or "*" in self._words[node]

    def _imported(self, node: int) -> frozenset[str]:
        """Return the words of all lines that a module's import statements stand on."""
        ledger = self._graph.ledger
        found = {one[2:5] for head in ledger.rows[node] for one in ledger.occurrences(node, head, _WRITTEN)}
        lines = self._graph.reading.lines(self._graph.path(node)) if found else ()
        spans = ("\n".join(lines[first - 1 : last]) for first, _, last in found)
        return frozenset(word for span in spans for word in _WORD.findall(span))

    def _followed(self, module: str, name: str) -> Symbol | Doubt:
        """Return the symbol at the end of the way that a name is handed on."""
        *_, end = self.way(module, name)
        return end

    def _step(self, module: str, name: str) -> Symbol | Doubt:
        """Return from where a module has a name: from itself, where it defines it, or another symbol."""
        node = self._node.get(module, -1)
        outside = not 0 <= node < self._graph.size
        if outside or not name:
            gone = outside and module.partition(".")[0] in self._graph.names.tops
            return Doubt("unbound", module) if gone else Symbol(module, name)
        symbols = self.symbols(node)
        bound, stars = symbols.bound.get(name, ()), self._starred(symbols, name)
        if isinstance(stars, Doubt):
            return stars
        if symbols.opaque or name in symbols.changed:
            return Doubt("opaque" if symbols.opaque else "changed", module)
        if len(bound) + len(stars) != 1:
            return self._unclear(node, name, bool(bound or stars))
        if f"{module}.{name}" in self._modules:
            return Doubt("submodule", module)
        return self._origin(module, name, bound[0]) if bound else Symbol(stars[0].base, name)

    def _unclear(self, node: int, name: str, bound: bool) -> Symbol | Doubt:
        module = self._graph.name(node)
        if bound:
            return Doubt("several", module)
        if f"{module}.{name}" in self._modules:
            return Symbol(f"{module}.{name}", "")
        return Doubt("lazy" if self.symbols(node).lazy else "unbound", module)

    def _origin(self, module: str, name: str, bound: source.Bound) -> Symbol | Doubt:
        """Return where a single statement takes a name from; one that may not run is where the way ends."""
        if bound.typing:
            return Doubt("conditional", module)
        if not bound.base or not bound.certain:
            return Symbol(module, name)
        if (bound.base, bound.name) == (module, name):
            return Doubt("unbound", module)
        whole = f"{bound.base}.{bound.name}"
        if bound.name and whole in self._modules:
            node = self._node.get(bound.base, -1)
            taken = node >= 0 and bound.name in self.symbols(node).bound
            return Doubt("submodule", bound.base) if taken else Symbol(whole, "")
        return Symbol(bound.base, bound.name)

    def _starred(self, symbols: source.Symbols, name: str) -> list[source.Star] | Doubt:
        """Return the statements that take all names of a module which has this one."""
        found = []
        for star in symbols.stars:
            has = self._has(star.base, name, set())
            if isinstance(has, Doubt):
                return has
            if has and not star.certain:
                return Doubt("conditional", star.base)
            found += [star] * has
        return found

    def _has(self, module: str, name: str, seen: set[str]) -> bool | Doubt:
        """Return whether `import *` of a module brings a name."""
        node = self._node.get(module, -1)
        if not 0 <= node < self._graph.size:
            return Doubt("outside", module)
        listed = self._listed(node, name)
        if listed is not None:
            exports = self._graph.exports.get(node)
            return listed if exports is not None else Doubt("opaque", module)
        if name.startswith("_") or module in seen:
            return False
        symbols = self.symbols(node)
        if symbols.opaque:
            return Doubt("opaque", module)
        if name in symbols.bound:
            return True
        inner = [self._has(star.base, name, seen | {module}) for star in symbols.stars]
        return next((one for one in inner if isinstance(one, Doubt)), any(one is True for one in inner))

    @cached_property
    def _own(self) -> dict[str, str]:
        """What modules are called in their own text, where that is another name."""
        return {new: old for old, new in self._graph.reading.renamed.items() if new != old}

    @cached_property
    def _modules(self) -> frozenset[str]:
        return frozenset(self._graph.names.modules)
