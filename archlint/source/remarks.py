"""
Comments that speak to archlint: `# archlint: waive[shop] the console is replaced, until 2027-03-31`.

So may those that speak to tach, `# tach-ignore(the console is replaced)`: whether they are heard, the settings say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archlint.source.facts import Comment
from archlint.source.text import lines, shown

__all__ = ["comments", "speaks"]

_OWN: Final = b"archlint:"
_OTHER: Final = b"tach-ignore"
"""One of the two stands in every file that holds such a comment."""
_WAIVER: Final = re.compile(r"#\s*(?:archlint:\s*(?:waive\b|[a-z-]+\s*\[)|tach-ignore\b)", re.IGNORECASE)
"""Also what has brackets behind another word: who wrote `allow[shop]` believes that it is heard."""


def speaks(content: bytes) -> bool:
    """Return whether a file may hold such comments; of most nothing but this is asked."""
    return _OWN in content or _OTHER in content


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
