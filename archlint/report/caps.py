"""What to show where a reader takes no more than so much, and how to say so: nothing is left out in silence."""

from collections.abc import Iterable, Iterator

__all__ = ["encodable", "fitting", "showing"]


def showing(shown: int, all_: int, noun: str) -> str:
    """Return "Showing 9 of 46 violations"; "" where all are shown."""
    return f"Showing {shown:,} of {all_:,} {noun}" if shown < all_ else ""


def fitting(entries: Iterable[tuple[int, str]], room: int) -> Iterator[tuple[int, str]]:
    """Yield entries, of (what they weigh, text), as long as their texts have room together, counted in characters."""
    for weight, text in entries:
        room -= len(text)
        if room < 0:
            return
        yield weight, text


def encodable(text: str) -> str:
    """Return the text with an escape for what UTF-8 cannot say: a byte of a file name that is no UTF-8 itself."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
