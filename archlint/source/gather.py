"""Read every module of a codebase into columns."""

from __future__ import annotations

from functools import cache, partial

from archlint.source.columns import Rows
from archlint.source.discover import Codebase
from archlint.source.extraction import extracted
from archlint.source.facts import Fact, Facts
from archlint.source.nouns import Imports, Projects, Unread, Unresolved
from archlint.source.resolve import Resolution, Resolver, is_stdlib
from archlint.source.text import lines, shown
from archlint.source.tree import Tree

__all__ = ["gather"]


def gather(tree: Tree, codebase: Codebase, disk: Tree, *, whole: bool = False) -> Imports:
    """
    Return what the modules import, each name resolved as it comes.

    `disk` is where the environment lies, which no tree of git holds. `whole` files are parsed only where that is asked.
    """
    node = {module.path: number for number, module in enumerate(codebase.modules)}
    reading = _Reading(codebase)
    for path, facts in extracted(tree, node, whole=whole):
        if isinstance(facts, Unread):
            reading.unread.append(facts)
        else:
            reading.take(node[path], facts)
    return reading.imports(tree, disk)


class _Reading:
    """What has been read so far. Files may come in any order."""

    def __init__(self, codebase: Codebase) -> None:
        self.unread = list(codebase.unread)
        self._codebase = codebase
        self._names = tuple(module.name for module in codebase.modules)
        self._node = {name: number for number, name in enumerate(self._names)}
        self._resolver = Resolver(codebase)
        self._rows = Rows(self._names)
        self._exports: dict[int, tuple[str, ...]] = {}
        self._stars: list[tuple[int, str, Fact]] = []
        self._lost: list[tuple[int, Fact]] = []
        self._shared: list[str] = []
        self._unresolved: set[Unresolved] = set()
        self._dynamic: list[Unresolved] = []

    def take(self, importer: int, facts: Facts) -> None:
        """Take in what one module says."""
        module = self._codebase.modules[importer]
        for fact in facts.imports:
            found = self._resolver.resolve(fact, module.home)
            if found.gone:
                self._lost.append((importer, fact))
            else:
                self._add(importer, found, fact)
        for line, column, written in facts.opaque:
            self._dynamic.append(Unresolved(module.name, written, module.path, line, column))
        if facts.exports is not None:
            self._exports[importer] = facts.exports
        if facts.shared:
            self._shared.append(module.name)

    def imports(self, tree: Tree, disk: Tree) -> Imports:
        """Return all of it in order."""
        self._settle_lost()
        self._spread_stars()
        self._rows.sort()
        rows = self._rows
        modules = self._codebase.modules
        paths = tuple(module.path for module in modules)
        left_out = self._codebase.others | self._codebase.beside
        projects = cache(lambda: _projects(tree, disk, paths)._replace(left_out=left_out))
        return Imports(
            modules=self._names,
            paths=paths,
            packages=bytes(module.package for module in modules),
            externals=rows.externals,
            stdlib=bytes(map(is_stdlib, rows.externals)),
            importer=rows.importer,
            target=rows.target,
            name=rows.name,
            names=rows.names,
            line=rows.line,
            column=rows.column,
            end_line=rows.end_line,
            end_column=rows.end_column,
            kind=bytes(rows.kind),
            marks=bytes(rows.marks),
            exports=dict(sorted(self._exports.items())),
            unread=tuple(sorted(self.unread)),
            unresolved=tuple(sorted(self._unresolved, key=_where)),
            dynamic=tuple(sorted(self._dynamic, key=_where)),
            lines=partial(_lines, tree),
            shadowed=self._codebase.shadowed,
            distributions=lambda: _importable(projects()),
            projects=projects,
        )

    def _add(self, importer: int, found: Resolution, fact: Fact) -> None:
        self._rows.add(importer, found, fact)
        if found.name == "*":
            self._stars.append((importer, found.module, fact))

    def _settle_lost(self) -> None:
        """Add the imports that lead to nothing here: only now is it known below which packages that is no fault."""
        self._resolver.share(self._shared)
        for importer, fact in self._lost:
            module = self._codebase.modules[importer]
            found = self._resolver.resolve(fact, module.home)
            self._add(importer, found, fact)
            if found.gone:
                self._unresolved.add(Unresolved(module.name, found.gone, module.path, fact.line, fact.column))

    def _spread_stars(self) -> None:
        """Add the submodules that a star import loads because the package's `__all__` names them."""
        for importer, package, fact in self._stars:
            for name in self._exports.get(self._node.get(package, -1), ()):
                if f"{package}.{name}" in self._node:
                    self._rows.add(importer, Resolution(f"{package}.{name}", "", ""), fact)


def _where(one: Unresolved) -> tuple[str, int, int, str]:
    return one.importer, one.line, one.column, one.target


def _lines(tree: Tree, path: str) -> tuple[str, ...]:
    for _, content in tree.contents((path,)):
        if not isinstance(content, Unread):
            return lines(shown(content))
    return ()


def _projects(tree: Tree, disk: Tree, paths: tuple[str, ...]) -> Projects:
    # Most runs never ask.
    from archlint.source.projects import installed, projects

    return projects(tree, paths, partial(installed, disk))


def _importable(projects: Projects) -> frozenset[str]:
    from archlint.source.projects import importable

    return importable(projects)
