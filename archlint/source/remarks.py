"""Comments that speak to archlint: `# archlint: waive[shop] the console is replaced, until 2027-03-31`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archlint.source.facts import Comment
from archlint.source.text import lines, shown

__all__ = ["MARK", "comments"]

MARK: Final = b"archlint:"
"""Stands in every file that holds one; of all others nothing but this is asked."""
_WAIVER: Final = re.compile(r"#\s*archlint:\s*(?:waive\b|[a-z-]+\s*\[)", re.IGNORECASE)
"""Also what has brackets behind another word: who wrote `allow[shop]` believes that it is heard."""


def comments(content: bytes) -> tuple[Comment, ...]:
    """Return the comments of a file that waive something, or look as if they should, by line; not what strings hold."""
    return tuple(_found(lines(shown(content))))


def _found(rows: tuple[str, ...]) -> Iterator[Comment]:
    import tokenize  # few files ask for it

    try:
        for token in tokenize.generate_tokens(map("{}\n".format, rows).__next__):
            found = _WAIVER.search(token.string) if token.type == tokenize.COMMENT else None
            if found:  # behind a comment for another tool, perhaps
                line, offset = token.start
                yield Comment(line, offset + found.start() + 1, token.string[found.start() :])
    except (SyntaxError, tokenize.TokenError):
        return  # what follows an error far below the imports is not looked at
