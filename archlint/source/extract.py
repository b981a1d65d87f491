"""Bytes of one file -> what it imports, by as little work as tells it: most say all of it in their first lines."""

from __future__ import annotations

from archlint.source.facts import Facts
from archlint.source.heading import NOTHING, heading
from archlint.source.naming import is_package
from archlint.source.nouns import Unread
from archlint.source.prefix import last_word, legible
from archlint.source.remarks import comments, speaks
from archlint.source.tree import LARGEST, too_large

__all__ = ["extract"]


def extract(path: str, content: bytes, *, whole: bool = False) -> Facts | Unread:
    """
    Return what a file says about imports, or why that cannot be known. Call it with warnings silenced.

    Unless the `whole` file is to be looked at, errors in what cannot matter are not seen.
    """
    if len(content) > LARGEST:
        return Unread(path, 0, 0, too_large(len(content)))
    facts = _said(path, content, whole=whole)
    if not speaks(content) or isinstance(facts, Unread):
        return facts
    return facts._replace(comments=comments(content))


def _said(path: str, content: bytes, *, whole: bool) -> Facts | Unread:
    text, head, last = legible(content), NOTHING, 0
    if text is not None and not whole:
        head = heading(text)
        last = last_word(text, head.end, is_package(path))
        if last < 0:
            return Facts(tuple(head.statements), (), None)
    from archlint.source.parsing import understood  # where one file was edited, it is mostly none of these

    return understood(path, content, text, head, last, whole=whole)
