"""Take the facts out of many files, in several processes where there are enough to pay for them."""

from __future__ import annotations

import gc
import marshal
import os
import warnings
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Final

from archlint.source.content import NAMELESS, key_of
from archlint.source.extract import extract
from archlint.source.facts import Facts, plain
from archlint.source.nouns import Unread
from archlint.source.tree import Contents
from archlint.startup import NamedTuple

__all__ = ["Said", "extracted"]

_MANY: Final = 4_000
"""So many files are worth a process: a process costs as much as the reading of some hundred of them."""
_BLOCK: Final = 64
"""Files of which a process speaks at once, at most; what it says of them fits into a pipe."""


class Said(NamedTuple):
    """What one file says about imports."""

    key: bytes
    """The key of its content; NAMELESS where it cannot be opened, and where nobody asks for it."""
    facts: Facts | Unread | None
    """None where the content is known by its key."""


Found = tuple[str, Said]
Read = Callable[[Iterable[str]], Iterator[Found]]


def extracted(
    tree: Contents, paths: Iterable[str], *, whole: bool = False, jobs: int = 0, known: Container[bytes] | None = ()
) -> Generator[Found]:
    """
    Yield each path with what its file says, in any order; `whole` as `extract` takes it.

    What is `known` by its key is not parsed; None is for whoever needs no keys. At most `jobs` processes share the
    work; 0 means as many as there are CPUs for, if the files are enough to pay for them. What a process did not live to
    tell is read in this one: that costs time, and no answer. No process outlives the iterator, so close it.
    """
    every = tuple(paths)
    with _quietly():
        read = partial(_read, tree, whole=whole, known=known)
        yield from _apart(read, every, _processes(len(every), jobs))


def _processes(files: int, jobs: int) -> int:
    """Return among how many processes the files are shared."""
    if not hasattr(os, "fork") or jobs == 1 or (not jobs and files < 2 * _MANY):
        return 1
    from archlint.source.processes import usable_cpus

    return min(jobs, files) or min(usable_cpus(), files // _MANY)


def _apart(read: Read, paths: Sequence[str], processes: int) -> Iterator[Found]:
    """Yield all files: those that other processes tell of, then the others."""
    left: Iterable[str] = paths
    if processes > 1:
        from archlint.source.processes import forked

        told = bytearray(len(paths))
        works = [partial(_told, read, paths, part) for part in _parts(len(paths), processes)]
        for message in forked(works):
            for position, key, fault, facts in marshal.loads(message):  # noqa: S302 - written by ourselves, just now
                told[position] = True
                yield paths[position], Said(key, Unread(*fault) if fault else Facts.of(*facts) if facts else None)
        left = [path for path, is_told in zip(paths, told, strict=True) if not is_told]
    yield from read(left)


def _read(tree: Contents, paths: Iterable[str], *, whole: bool, known: Container[bytes] | None) -> Iterator[Found]:
    for path, content in tree.contents(paths):
        if isinstance(content, Unread):
            yield path, Said(NAMELESS, content)
        elif known is None:
            yield path, Said(NAMELESS, extract(path, content, whole=whole))
        else:
            key = key_of(path, content)
            yield path, Said(key, None if key in known else extract(path, content, whole=whole))


def _parts(files: int, processes: int) -> list[list[range]]:
    """Return the files of each process: blocks dealt out in turns, since neighbours are of a size."""
    size = min(_BLOCK, files // processes)
    blocks = [range(start, min(start + size, files)) for start in range(0, files, size)]
    return [blocks[first::processes] for first in range(processes)]


def _told(read: Read, paths: Sequence[str], part: Sequence[range]) -> Iterator[bytes]:
    """Yield what some of the files say, a block at a time: (position, key, fault, facts) each, empty what is not."""
    where = {paths[position]: position for block in part for position in block}
    block = []
    for path, (key, facts) in read(where):
        fault = tuple(facts) if isinstance(facts, Unread) else ()
        block.append((where[path], key, fault, plain(facts) if isinstance(facts, Facts) else ()))
        if len(block) == len(part[0]):
            yield marshal.dumps(block)
            block.clear()
    yield marshal.dumps(block)


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
