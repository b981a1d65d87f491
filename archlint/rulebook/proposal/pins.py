"""What a person has said of the order already: who stands on top, and who stands above whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archlint.settings import Request, nearest
from archlint.startup import NamedTuple

__all__ = ["Pins", "pins"]


class Pins(NamedTuple):
    """Names of components as they are in the graph."""

    tops: tuple[str, ...] = ()
    keeps: tuple[tuple[str, str], ...] = ()
    """(above, below)"""
    unknown: str = ""
    """A name that is none of them; "" where all are."""
    near: str = ""
    """The name that was probably meant."""

    @property
    def named(self) -> frozenset[str]:
        """All components that are spoken of."""
        return frozenset(self.tops).union(*self.keeps)


def pins(request: Request, known: Sequence[str]) -> Pins:
    """Return what the request pins: a component by its name, or by the end of it where only one ends so."""
    meant: dict[str, str] = {}
    for text in _texts(request):
        ends = [name for name in known if name == text or name.endswith(f".{text}")]
        if text in ends or len(ends) == 1:
            meant[text] = text if text in ends else ends[0]
        else:
            return Pins(unknown=text, near=_near(text, known))
    keeps = tuple((meant[above], meant[below]) for above, below in request.keeps)
    return Pins(tuple(dict.fromkeys(meant[top] for top in request.tops)), keeps)


def _texts(request: Request) -> Iterable[str]:
    yield from request.tops
    for pair in request.keeps:
        yield from pair


def _near(text: str, known: Sequence[str]) -> str:
    short = {name.rpartition(".")[2]: name for name in known}
    found = nearest(text, known) or nearest(text, short)
    return short.get(found, found)
