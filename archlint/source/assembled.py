"""Pages of all modules laid side by side, as the columns of `Imports`."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, repeat

from archlint.source import rare
from archlint.source.discover import Codebase
from archlint.source.gather import importable
from archlint.source.nouns import Imports, Projects
from archlint.source.page import Page, Wordbook
from archlint.source.resolve import is_stdlib
from archlint.source.stock import Stock
from archlint.startup import NamedTuple

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
        exports=rare.exports(stock, contents),
        unread=tuple(sorted([*codebase.unread, *rare.faults(stock, contents, paths)])),
        unresolved=tuple(one for page in pages if page.unresolved for one in page.unresolved),
        dynamic=tuple(rare.dynamic(stock, contents, modules, paths)),
        lines=lines,
        shadowed=codebase.shadowed,
        remarks=tuple(rare.remarks(stock, contents)),
        distributions=lambda: importable(projects()),
        projects=projects,
    )


def _length(page: Page) -> int:
    return len(page.kind)


def _joined(columns: Iterable[array[int]]) -> array[int]:
    return array("I", b"".join(columns))
