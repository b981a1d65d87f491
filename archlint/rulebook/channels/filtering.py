"""What of a list somebody wants to see."""

from collections.abc import Iterable
from typing import Any

from archlint.graph import fits
from archlint.settings import nearest

__all__ = ["Filter"]


class Filter:
    """
    A word that a person wrote: a channel by its whole name, else a part of a text, or with `*` the whole of it.

    A text may have its channel before it, `celery:payment.*`. "" holds everything.
    """

    def __init__(self, word: str) -> None:
        self.word = word

    def holds(self, channel: str, text: str) -> bool:
        """Return whether a text, which belongs to a channel, is wanted."""
        if self.word == channel:
            return True
        if "*" in self.word:
            return fits(self.word, channel, (text,))
        return self.word in (f"{channel}:{text}" if ":" in self.word else text)

    def missed(self, channels: Iterable[str], texts: Iterable[str]) -> dict[str, Any]:
        """Return the answer where it holds nothing, with what was probably meant."""
        return {"known": False, "unknown": self.word, "near": nearest(self.word, [*channels, *texts])}
