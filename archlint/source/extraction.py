"""Take the facts out of many files."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from archlint.source.extract import extract
from archlint.source.facts import Facts
from archlint.source.nouns import Unread
from archlint.source.tree import Tree

__all__ = ["extracted"]


def extracted(tree: Tree, paths: Iterable[str], *, whole: bool = False) -> Iterator[tuple[str, Facts | Unread]]:
    """Yield each path with what its file says about imports, in any order; `whole` as `extract` takes it."""
    with _quietly():
        for path, content in tree.contents(paths):
            yield path, content if isinstance(content, Unread) else extract(path, content, whole=whole)


@contextmanager
def _quietly() -> Iterator[None]:
    """
    Keep the compiler's warnings about the code that is read to itself, and the garbage collector out of the way.

    Syntax trees hold no cycles, so counting references frees them; collecting in between costs a third of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        if collecting:
            gc.enable()
