"""Which content each file holds; what nobody has read yet is read."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Generator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from archlint.settings import lasting, signature
from archlint.source.content import NAMELESS, key_of_blob
from archlint.source.extraction import Said
from archlint.source.store import Store

__all__ = ["contents_in_git", "contents_on_disk"]


Take = Callable[..., Generator[tuple[str, Said]]]
"""`extracted`, with all that is the same for each file."""
Signed = Callable[[str, Sequence[str]], "array[int] | None"]
"""`Looks.signatures`."""


def contents_on_disk(
    take: Take, signed: Signed, root: Path, paths: Sequence[str], store: Store, overlaid: Container[str] = ()
) -> list[int]:
    """
    Return the number of each file's content in the store's stock. Files that stand as they stood are not opened.

    What is `overlaid` is taken to hold something else than on disk: it is looked at, and none of it is kept.
    """
    lead = f"{root}/"
    numbers = store.contents(paths, partial(signed, lead)) if store.lasts else [-1] * len(paths)
    numbers = [-1 if path in overlaid else number for path, number in zip(paths, numbers, strict=True)]
    doubtful = {path: place for place, (path, number) in enumerate(zip(paths, numbers, strict=True)) if number < 0}
    if not doubtful:
        return numbers
    moment = store.moment  # before anything is looked at that is to be kept
    signatures = {path: lasting(signature(lead + path), moment) for path in doubtful} if moment else {}
    with closing(take(doubtful, known=store.stock.known if store.lasts else None)) as found:
        for path, (key, facts) in found:
            number = numbers[doubtful[path]] = store.number(key, facts)
            if path in signatures and key != NAMELESS and path not in overlaid:
                store.register(path, signatures[path], number)
    return numbers


def contents_in_git(take: Take, ids: Mapping[str, str], paths: Sequence[str], store: Store) -> list[int]:
    """Return the same for files of a git tree, whose contents have their ids; what is known by its id is not read."""
    known = store.stock.known
    keys = {path: key_of_blob(path, ids[path]) for path in paths if path in ids}
    numbers = {path: known[key] for path, key in keys.items() if key in known}
    unknown = [path for path in paths if path not in numbers]
    if unknown:  # where all is known, git need not be called
        with closing(take(unknown, known=None)) as found:
            for path, (_, facts) in found:
                numbers[path] = store.number(keys.get(path, NAMELESS), facts)
    return [numbers[path] for path in paths]
