"""What of a list somebody wants to see."""

from collections.abc import Iterable
from re import Pattern
from typing import Any

from archlint.graph import patterned
from archlint.settings import nearest

__all__ = ["Filter"]


class Filter:
    """
    A word that a person wrote: a channel by its whole name, else a part of a text, or with `*` and `?` the whole text.

    A text may have its channel before it, `celery:payment.*`. "" holds everything.
    """

    def __init__(self, word: str) -> None:
        self.word = word
        self._pattern: Pattern[str] | None = patterned(word) if "*" in word or "?" in word else None

    def holds(self, channel: str, text: str) -> bool:
        """Return whether a text, which belongs to a channel, is wanted."""
        if self.word == channel:
            return True
        whole = f"{channel}:{text}"
        if self._pattern:
            return bool(self._pattern.match(text) or self._pattern.match(whole))
        return self.word in (whole if ":" in self.word else text)

    def missed(self, channels: Iterable[str], texts: Iterable[str]) -> dict[str, Any]:
        """Return the answer where it holds nothing, with what was probably meant."""
        return {"known": False, "unknown": self.word, "near": nearest(self.word, [*channels, *texts])}
