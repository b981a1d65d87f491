"""Put the violations where they stand in the picture of the components."""

from collections.abc import Callable, Iterable, Mapping

from archlint import rulebook
from archlint.verdict.components import (
    Arrow,
    Box,
    Marks,
    Picture,
)
from archlint.verdict.nouns import (
    Violation,
)

__all__ = ["marked"]

_Spot = tuple[int, ...]
"""Positions of two boxes, or of one; none where the importer is in no box."""


def marked(draw: Callable[[], rulebook.Picture], violations: Iterable[Violation]) -> Picture:
    """
    Return the picture, each violation counted once: at its arrow, else at the box of its importer, else elsewhere.

    Its arrow leads from the box of the importing module to that of the imported one, also where a chain joins them.
    """
    plain = draw()
    counts: dict[_Spot, Marks] = {}
    for one in violations:
        spot = _spot(plain.home, one)
        new, known = counts.get(spot, Marks())
        counts[spot] = Marks(new + (one.state == "new"), known + (one.state != "new"))
    imports = {(arrow.tail, arrow.head): arrow.imports for arrow in plain.arrows}
    pairs = sorted({*imports, *plain.wired, *((spot[0], spot[1]) for spot in counts if len(spot) > 1)})
    return Picture(
        boxes=tuple(Box(*box, counts.get((number,), Marks())) for number, box in enumerate(plain.boxes)),
        arrows=tuple(
            Arrow(*pair, imports.get(pair, 0), counts.get(pair, Marks()), plain.wired.get(pair, 0)) for pair in pairs
        ),
        order=plain.order,
        outside=plain.outside,
        elsewhere=counts.get((), Marks()),
    )


def _spot(home: Mapping[str, int], violation: Violation) -> _Spot:
    tail, head = home.get(violation.importer), home.get(violation.imported)
    if tail is None:
        return ()
    return (tail,) if head is None or head == tail else (tail, head)
