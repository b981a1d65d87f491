"""Guess which word was meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

__all__ = ["nearby", "nearest"]

_NEAR: Final = 0.7
"""The least likeness of two words, or of two parts of dotted names, that reads as a slip of the pen."""
_SHORT: Final = 4
_NEAR_SHORT: Final = 0.66
"""The same for words of four letters and fewer."""
_SHUFFLED: Final = 0.9
"""How alike two words are that differ in the order of their letters alone."""
_BEGINNING: Final = 4
"""So many letters of a word are enough to complete it."""


def nearest(word: str, known: Iterable[str]) -> str:
    """
    Return the known word that was probably meant, or "" if none is near.

    In this order: the same word but for case, `-` and `_`; the same dotted name with parts missing or surplus in
    front; a slip of the pen in any part; the same last part elsewhere; a word of which this is the beginning.
    Ties: the alphabet. About half a second of CPU among 100,000 dotted names.
    """
    names = frozenset(known)
    if not word:
        return ""
    ways = (_respelled, _reseated, _misspelled, _moved, _completed)
    return next((found for way in ways if (found := way(word, names))), "")


def nearby(word: str, known: Iterable[str], count: int) -> tuple[str, ...]:
    """Return the most alike known words, best first, however far they are."""
    from difflib import SequenceMatcher

    likeness = SequenceMatcher(b=word, autojunk=False)

    def far(name: str) -> tuple[float, str]:
        likeness.set_seq1(name)
        return -likeness.ratio(), name

    return tuple(sorted(frozenset(known), key=far)[:count])


def _folded(word: str) -> str:
    return word.lower().replace("_", "-")


def _respelled(word: str, names: Collection[str]) -> str:
    folded = _folded(word)
    size = len(word)
    return min((name for name in names if len(name) == size and _folded(name) == folded), default="")


def _reseated(word: str, names: Collection[str]) -> str:
    longer = min((name for name in names if name.endswith(f".{word}")), key=_shortest, default="")
    return longer or max((name for name in names if word.endswith(f".{name}") and name), key=_longest, default="")


def _shortest(name: str) -> tuple[int, str]:
    return len(name), name


def _longest(name: str) -> int:
    return len(name)


def _misspelled(word: str, names: Collection[str]) -> str:
    parts = [_Part(part) for part in word.split(".")]
    slack = max(1, len(word) // 4)
    letters = frozenset(word)
    best = (0.0, "")
    for name in names:
        # One slip brings in at most one new letter and drops at most one.
        if abs(len(name) - len(word)) > slack or len(letters ^ frozenset(name)) > 2 * slack:
            continue
        likeness = _likeness(parts, name.split("."))
        if likeness > best[0] or (likeness == best[0] and name < best[1]):
            best = (likeness, name)
    return best[1]


def _likeness(parts: Sequence[_Part], others: Sequence[str]) -> float:
    """Return a number that is higher for names more alike; 0 where a part is not near its counterpart."""
    if len(parts) != len(others):
        return 0.0
    total = float(parts[-1].text == others[-1])
    for part, other in zip(parts, others, strict=True):
        if not (near := part.near(other)):
            return 0.0
        total += near
    return total


class _Part:
    """A part of a dotted name, made ready to be compared with many."""

    def __init__(self, text: str) -> None:
        from difflib import SequenceMatcher

        self.text = text
        self._letters = sorted(text)
        self._matcher = SequenceMatcher(b=text, autojunk=False)

    def near(self, other: str) -> float:
        """Return how alike the two are, from 0 (not near) to 1 (the same)."""
        text = self.text
        if text == other:
            return 1.0
        if len(text) == len(other) and self._letters == sorted(other):
            return _SHUFFLED
        if text[:1] != other[:1] and text[-2:] != other[-2:]:
            return 0.0
        # Of three letters one is a third: short words are allowed one slip after the first letter.
        least = _NEAR_SHORT if len(text) <= _SHORT and text[:1] == other[:1] else _NEAR
        self._matcher.set_seq1(other)
        if self._matcher.real_quick_ratio() < least or self._matcher.quick_ratio() < least:
            return 0.0
        ratio = self._matcher.ratio()
        return ratio if ratio >= least else 0.0


def _moved(word: str, names: Collection[str]) -> str:
    head, dot, last = word.rpartition(".")
    if not dot:
        return ""
    same = sorted(name for name in names if name.endswith(f".{last}"))
    if len(same) == 1:
        return same[0]
    shared = [(_shared(head, name), name) for name in same]
    most = max((count for count, _ in shared), default=0)
    return min((name for count, name in shared if count == most), key=_shortest) if most else ""


def _shared(head: str, name: str) -> int:
    """Return how many leading parts the two have in common."""
    count = 0
    for part, other in zip(head.split("."), name.split("."), strict=False):
        if part != other:
            break
        count += 1
    return count


def _completed(word: str, names: Collection[str]) -> str:
    if len(word) < _BEGINNING:
        return ""
    begun = sorted(name for name in names if name.startswith(word))
    return begun[0] if len(begun) == 1 else ""
