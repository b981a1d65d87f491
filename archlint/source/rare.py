"""What only few contents of a stock have, by the modules that hold them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from archlint.source.nouns import Remark, Unread, Unresolved
from archlint.source.stock import Stock

__all__ = ["dynamic", "exports", "faults", "remarks"]


def exports(stock: Stock, contents: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the names of a literal `__all__` by the number of the module; `contents` are those of all modules."""
    return {number: stock.exports[content] for number, content in _having(stock.exports, contents)}


def faults(stock: Stock, contents: Sequence[int], paths: Sequence[str]) -> Iterator[Unread]:
    """Yield the files whose content says nothing."""
    return (Unread(paths[number], *stock.faults[content]) for number, content in _having(stock.faults, contents))


def dynamic(
    stock: Stock, contents: Sequence[int], modules: Sequence[str], paths: Sequence[str]
) -> Iterator[Unresolved]:
    """Yield the imports that nobody can follow, module by module, by place."""
    for number, content in _having(stock.opaque, contents):
        for line, column, written in sorted(stock.opaque[content]):
            yield Unresolved(modules[number], written, paths[number], line, column)


def remarks(stock: Stock, contents: Sequence[int]) -> Iterator[Remark]:
    """Yield the comments that waive imports, module by module."""
    for number, content in _having(stock.comments, contents):
        yield from (Remark(number, *comment) for comment in stock.comments[content])


def _having(known: Container[int], contents: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the modules, by number, whose contents have something that few have, with these."""
    return ((number, content) for number, content in enumerate(contents) if content in known)
