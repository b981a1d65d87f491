"""Lay what the modules of a codebase say side by side, and find out what it means."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import compress, islice
from operator import eq

from archlint.source import rare
from archlint.source.columns import Columns
from archlint.source.discover import Codebase
from archlint.source.meanings import Meanings
from archlint.source.nouns import Imports, Projects, Unresolved
from archlint.source.resolve import Resolver, is_stdlib
from archlint.source.stock import Stock

__all__ = ["gather", "importable"]


def gather(
    codebase: Codebase,
    stock: Stock,
    contents: Sequence[int],
    *,
    lines: Callable[[str], tuple[str, ...]],
    projects: Callable[[], Projects],
) -> Imports:
    """
    Return what the modules import.

    `contents` gives for each module the number of its content in the stock.
    """
    said = _Said(codebase, stock, contents)
    columns = said.columns
    paths = tuple(module.path for module in codebase.modules)
    return Imports(
        modules=said.modules,
        paths=paths,
        packages=bytes(module.package for module in codebase.modules),
        externals=said.externals,
        stdlib=bytes(map(is_stdlib, said.externals)),
        importer=columns.importer,
        target=columns.target,
        name=columns.name,
        names=said.names,
        line=columns.line,
        column=columns.column,
        end_line=columns.end_line,
        end_column=columns.end_column,
        kind=columns.kind,
        marks=columns.marks,
        exports=said.exports,
        unread=tuple(sorted([*codebase.unread, *rare.faults(stock, contents, paths)])),
        unresolved=said.unresolved,
        dynamic=tuple(rare.dynamic(stock, contents, said.modules, paths)),
        lines=lines,
        shadowed=codebase.shadowed,
        remarks=tuple(rare.remarks(stock, contents)),
        distributions=lambda: importable(projects()),
        projects=projects,
    )


class _Said:
    """What the modules say, as columns and as what only few of them have."""

    def __init__(self, codebase: Codebase, stock: Stock, contents: Sequence[int]) -> None:
        self._codebase = codebase
        self.modules = tuple(module.name for module in codebase.modules)
        self.columns = Columns(stock, contents)
        self.exports = rare.exports(stock, contents)
        shared = (name for name, content in zip(self.modules, contents, strict=True) if content in stock.shared)
        meanings = Meanings(codebase, list(stock.forms.phrases), Resolver(codebase, shared))
        self._meaning = meanings.of(self.columns.importer, self.columns.phrase)
        self._all = meanings.all
        self._node = {name: node for node, name in enumerate(self.modules)}
        self.externals = self._number_externals()
        self.unresolved = self._lead()
        self.names = self._name()
        self.columns.spread(self._stars(), self.names.index(""))
        self.columns.drop_own()

    def _number_externals(self) -> tuple[str, ...]:
        externals = tuple(sorted({one.module for one in self._all if one.module} - self._node.keys()))
        self._node.update((name, node) for node, name in enumerate(externals, len(self.modules)))
        return externals

    def _lead(self) -> tuple[Unresolved, ...]:
        """Fill in the targets, and return the imports that lead to nothing here. What is to go leads to itself."""
        columns, modules = self.columns, self._codebase.modules
        nodes = [self._node.get(one.module, 0) for one in self._all]
        columns.target = array("I", [nodes[number] for number in self._meaning])
        unresolved = set()
        for row in self._rows({number for number, one in enumerate(self._all) if one.gone or not one.module}):
            one, module = self._all[self._meaning[row]], modules[columns.importer[row]]
            if one.gone:
                unresolved.add(Unresolved(module.name, one.gone, module.path, columns.line[row], columns.column[row]))
            if not one.module:
                columns.target[row] = columns.importer[row]
        for row in self._repeated():
            columns.target[row] = columns.importer[row]
        return tuple(sorted(unresolved, key=_where))

    def _repeated(self) -> Iterator[int]:
        """Yield the rows that say again what the statement has said: `from gone import a, b` imports `gone`."""
        columns = self.columns
        again = map(eq, self._meaning, islice(self._meaning, 1, None))
        for row in compress(range(1, len(self._meaning)), again):
            place, last = ((columns.importer[i], columns.line[i], columns.column[i]) for i in (row, row - 1))
            if place == last:
                yield row

    def _name(self) -> tuple[str, ...]:
        """Fill in what is taken from the targets, and return all names."""
        names = tuple(sorted({*(one.name for one in self._all), ""}))
        number = {name: index for index, name in enumerate(names)}
        indices = [number[one.name] for one in self._all]
        self.columns.name = array("I", [indices[number] for number in self._meaning])
        return names

    def _stars(self) -> dict[int, list[int]]:
        """Return by row the submodules that a star import loads because the package's `__all__` names them."""
        loaded = {}
        for number, one in enumerate(self._all):
            if one.name == "*":
                names = self.exports.get(self._node.get(one.module, -1), ())
                known = (self._node.get(f"{one.module}.{name}", len(self.modules)) for name in names)
                loaded[number] = [node for node in known if node < len(self.modules)]
        return {row: loaded[self._meaning[row]] for row in self._rows(loaded)}

    def _rows(self, meanings: Collection[int]) -> list[int]:
        """Return the rows that mean one of these."""
        return [row for row, number in enumerate(self._meaning) if number in meanings] if meanings else []


def _where(one: Unresolved) -> tuple[str, int, int, str]:
    return one.importer, one.line, one.column, one.target


def importable(projects: Projects) -> frozenset[str]:
    """Return the names under which what projects declare is probably imported."""
    from archlint.source.projects import importable as guessed  # most runs never ask

    return guessed(projects)
