"""
Named tuples as columns of numbers: a form in which tens of thousands of findings are read in no time.

The types of the fields say how each value is written, so nothing of the form is about findings. What is read back is
equal to what was written or is refused; nothing in it can be executed.
"""

from __future__ import annotations

import gc
import sys
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, count
from operator import itemgetter
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin

from archlint.startup import types_of

__all__ = ["Illegible", "packed", "unpacked"]

_NUMBER = "I"
_WIDTH = 8
"""Bytes of the number in front, which says how many bytes of columns there are; texts follow them."""
_END = "\0"
"""Stands between texts, and in none: paths cannot hold it, nor can source or TOML."""
T = TypeVar("T")


class Illegible(ValueError):
    """Nothing was written in this form, or what was written is not of these types."""


def packed(*tables: tuple[Any, Sequence[Any]]) -> Iterator[bytes]:
    """
    Yield, in parts, what `unpacked` makes the tables of: a type each, and values of it.

    A type is str, int, bool, None, a named tuple of such types, a tuple, a sequence, of which a tuple is made, or a
    union. Raises Illegible for a value that has no place there: a number that is negative or enormous, a text with a
    NUL.
    """
    writer = _Writer()
    try:
        for hint, values in tables:
            writer.numbers.append(len(values))
            writer.write(hint, values)
        texts = _END.join(writer.texts)
    except (KeyError, OverflowError, TypeError) as error:
        raise Illegible(str(error)) from None
    if texts.count(_END) >= max(len(writer.texts), 1):
        raise Illegible("a text holds what stands between texts")
    numbers = writer.numbers.tobytes()
    yield len(numbers).to_bytes(_WIDTH, sys.byteorder)
    yield numbers
    yield texts.encode("utf-8", "surrogatepass")


def unpacked(data: memoryview, *hints: Any) -> list[list[Any]]:
    """Return the values of each table, given the types. Raises Illegible."""
    size = int.from_bytes(data[:_WIDTH], sys.byteorder)
    collecting = gc.isenabled()
    gc.disable()  # all that is made here stays, and to look for cycles in it takes as long as to make it
    try:
        reader = _Reader(data[_WIDTH : _WIDTH + size], data[_WIDTH + size :])
        tables = [reader.read(hint, reader.number()) for hint in hints]
        reader.close()
        return tables
    except (IndexError, StopIteration, TypeError, ValueError) as error:
        raise Illegible(str(error)) from None
    finally:
        if collecting:
            gc.enable()


class _Numbered(dict[str, int]):
    """Texts, each numbered when it is met first."""

    def __missing__(self, text: str) -> int:
        return self.setdefault(text, len(self))


class _Writer:
    """Numbers and texts, growing."""

    def __init__(self) -> None:
        self.numbers = array(_NUMBER)
        self.texts = _Numbered()

    def write(self, hint: Any, values: Sequence[Any]) -> None:
        """Write a column of values of one type."""
        if hint is str:
            self.numbers.extend(map(self.texts.__getitem__, values))
        elif hint is int or hint is bool:
            self.numbers.extend(values)
        elif isinstance(hint, UnionType):
            self._write_union(get_args(hint), values)
        elif hint is not NoneType:
            # Findings share most of what they hold: each is written once. To compare large ones is not worth it.
            keys = list(map(id, values)) if _large(hint) else values
            distinct = dict(zip(keys, values, strict=True))
            number = dict(zip(distinct, count()))
            self.numbers.append(len(distinct))
            self._write_parts(hint, list(distinct.values()))
            self.numbers.extend(map(number.__getitem__, keys))

    def _write_union(self, hints: Sequence[Any], values: Sequence[Any]) -> None:
        number = {get_origin(hint) or hint: place for place, hint in enumerate(hints)}
        kinds = [number[type(value)] for value in values]
        self.numbers.extend(kinds)
        for place, hint in enumerate(hints):
            self.write(hint, [value for kind, value in zip(kinds, values, strict=True) if kind == place])

    def _write_parts(self, hint: Any, values: Sequence[Any]) -> None:
        if (item := _item(hint)) is not None:
            self.numbers.extend(map(len, values))
            self.write(item, list(chain.from_iterable(values)))
        else:
            for number, field in enumerate(_fields(hint)):
                self.write(field, list(map(itemgetter(number), values)))


class _Reader:
    """Numbers and texts, from the first to the last."""

    def __init__(self, numbers: memoryview, texts: memoryview) -> None:
        self._numbers = array(_NUMBER)
        self._numbers.frombytes(numbers)
        self._texts = str(texts, "utf-8", "surrogatepass").split(_END)
        self._next = 0

    def number(self) -> int:
        """Return the next number."""
        return self._take(1)[0]

    def close(self) -> None:
        """Raise ValueError where more was written than was read."""
        if self._next != len(self._numbers):
            raise ValueError("it goes on")

    def read(self, hint: Any, size: int) -> list[Any]:
        """Return the next column, of so many values of one type."""
        if hint is str:
            return list(map(self._texts.__getitem__, self._take(size)))
        if hint is int:
            return self._take(size).tolist()
        if hint is bool:
            return list(map(bool, self._take(size)))
        if hint is NoneType:
            return [None] * size
        if isinstance(hint, UnionType):
            return self._read_union(get_args(hint), size)
        distinct = self._read_parts(hint, self.number())
        return list(map(distinct.__getitem__, self._take(size)))

    def _take(self, size: int) -> array[int]:
        found = self._numbers[self._next : self._next + size]
        if len(found) < size:
            raise IndexError("it ends too early")
        self._next += size
        return found

    def _read_union(self, hints: Sequence[Any], size: int) -> list[Any]:
        kinds = self._take(size)
        values = [iter(self.read(hint, kinds.count(number))) for number, hint in enumerate(hints)]
        return [next(values[kind]) for kind in kinds]

    def _read_parts(self, hint: Any, size: int) -> list[Any]:
        if (item := _item(hint)) is not None:
            sizes = self._take(size)
            values = self.read(item, sum(sizes))
            return [tuple(values[end - long : end]) for long, end in zip(sizes, accumulate(sizes), strict=True)]
        columns = [self.read(field, size) for field in _fields(hint)]
        rows = zip(*columns, strict=True)
        return list(rows if get_origin(hint) is tuple else map(hint._make, rows))


def _large(hint: Any) -> bool:
    """Return whether values of a type hold named tuples, or are some."""
    return hasattr(hint, "_fields") or any(map(_large, get_args(hint)))


def _item(hint: Any) -> Any:
    """Return the type of the items of a tuple of any length, or of a sequence; None for all other types."""
    types = get_args(hint)
    return types[0] if types[1:] == (...,) or get_origin(hint) is Sequence else None


def _fields(hint: Any) -> Sequence[Any]:
    """Return the types of the fields of a tuple of fixed length, named or not."""
    return get_args(hint) if get_origin(hint) is tuple else tuple(types_of(hint).values())
