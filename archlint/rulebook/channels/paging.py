"""A part of a long list, and the key that the next part begins behind."""

from collections.abc import Callable, Iterable
from itertools import dropwhile, islice
from typing import TypeVar

from archlint.settings import Request

__all__ = ["NoKey", "page"]

Item = TypeVar("Item")
Order = tuple[object, ...]


class NoKey(Exception):
    """What a list is to begin behind is no key of such a list."""


def page(
    request: Request, items: Iterable[Item], key: Callable[[Item], str], order: Callable[[str], Order]
) -> tuple[list[Item], str]:
    """
    Return so many items as the request wants, behind what it names, and the key of the last where more follow; else "".

    The items stand in the order that `order` gives their keys, so that a list goes on also where the item that it was
    left at is gone. Of what follows a page one item is looked at; nothing is counted. Raises NoKey.
    """
    behind = items
    if request.after:
        try:
            left = order(request.after)
        except ValueError:
            raise NoKey from None
        behind = dropwhile(lambda one: order(key(one)) <= left, items)
    shown = list(islice(behind, request.limit + 1 if request.limit else None))
    if not request.limit or len(shown) <= request.limit:
        return shown, ""
    return shown[:-1], key(shown[-2])
