"""Pages of all modules laid side by side, as the columns of `Imports`."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import NamedTuple

from archlint.source.discover import Codebase
from archlint.source.nouns import Imports, Projects, Remark, Unread, Unresolved
from archlint.source.page import Page, Wordbook
from archlint.source.resolve import is_stdlib
from archlint.source.stock import Stock

__all__ = ["Numbering", "assembled"]


class Numbering(NamedTuple):
    """The nodes of a codebase."""

    modules: tuple[str, ...]
    externals: tuple[str, ...]
    paths: tuple[str, ...]
    packages: bytes
    stdlib: bytes
    nodes: Sequence[int]
    """The node of each module, by the number of its name in the wordbook."""

    @classmethod
    def of(cls, codebase: Codebase, externals: Iterable[str], words: Wordbook) -> Numbering:
        """Number the modules of a codebase, and what they import of others."""
        modules, others = tuple(module.name for module in codebase.modules), tuple(sorted(externals))
        nodes = [0] * (len(words) + len(modules))
        for node, name in enumerate(chain(modules, others)):
            nodes[words[name]] = node
        paths = tuple(module.path for module in codebase.modules)
        packages = bytes(module.package for module in codebase.modules)
        return cls(modules, others, paths, packages, bytes(map(is_stdlib, others)), nodes)


def assembled(
    numbering: Numbering,
    codebase: Codebase,
    pages: Sequence[Page],
    names: tuple[str, ...],
    stock: Stock,
    contents: Sequence[int],
    lines: Callable[[str], tuple[str, ...]],
    projects: Callable[[], Projects],
) -> Imports:
    """
    Return the imports of a codebase, the pages and contents of whose modules are given.

    They are those that `gather` gives, but for the order of `names`.
    """
    modules, paths = numbering.modules, numbering.paths
    faults = (Unread(paths[n], *stock.faults[content]) for n, content in _having(stock.faults, contents))
    return Imports(
        modules=modules,
        paths=paths,
        packages=numbering.packages,
        externals=numbering.externals,
        stdlib=numbering.stdlib,
        importer=array("I", chain.from_iterable(map(repeat, range(len(pages)), map(_length, pages)))),
        target=array("I", map(numbering.nodes.__getitem__, chain.from_iterable(page.target for page in pages))),
        name=_joined(page.name for page in pages),
        names=names,
        line=_joined(page.line for page in pages),
        column=_joined(page.column for page in pages),
        end_line=_joined(page.end_line for page in pages),
        end_column=_joined(page.end_column for page in pages),
        kind=b"".join([page.kind for page in pages]),
        marks=b"".join([page.marks for page in pages]),
        exports={n: stock.exports[content] for n, content in _having(stock.exports, contents)},
        unread=tuple(sorted([*codebase.unread, *faults])),
        unresolved=tuple(one for page in pages if page.unresolved for one in page.unresolved),
        dynamic=tuple(_dynamic(numbering, stock, contents)),
        lines=lines,
        shadowed=codebase.shadowed,
        remarks=tuple(
            Remark(n, *one) for n, content in _having(stock.comments, contents) for one in stock.comments[content]
        ),
        distributions=lambda: _importable(projects()),
        projects=projects,
    )


def _length(page: Page) -> int:
    return len(page.kind)


def _joined(columns: Iterable[array[int]]) -> array[int]:
    return array("I", b"".join(columns))


def _dynamic(numbering: Numbering, stock: Stock, contents: Sequence[int]) -> Iterator[Unresolved]:
    """Yield the imports that nobody can follow, module by module."""
    for n, content in _having(stock.opaque, contents):
        name, path = numbering.modules[n], numbering.paths[n]
        yield from (Unresolved(name, text, path, *place) for *place, text in sorted(stock.opaque[content]))


def _remarks(stock: Stock, contents: Sequence[int]) -> Iterator[Remark]:
    """Yield the comments that waive imports, module by module."""
    for n, content in _having(stock.comments, contents):
        yield from (Remark(n, *comment) for comment in stock.comments[content])


def _having(known: Container[int], contents: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the modules, by number, whose contents have something that few have, with these."""
    return ((number, content) for number, content in enumerate(contents) if content in known)


def _importable(projects: Projects) -> frozenset[str]:
    # Most runs never ask.
    from archlint.source.projects import importable

    return importable(projects)
