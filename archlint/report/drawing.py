"""What a picture says, in words and lines, whatever language it is then written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf, nan
from typing import Final, Literal

from archlint.report.folding import folded
from archlint.report.phrases import agreeing, counted, listed
from archlint.settings import Request, visible
from archlint.startup import NamedTuple
from archlint.verdict import Arrow, Box, Marks, Picture, Verdict

__all__ = ["KNOWN", "NEW", "Drawing", "Line", "Shape", "State", "drawing"]

NEW: Final = "#e5484d"
KNOWN: Final = "#b7791f"
"""Red and amber, each with a contrast of at least 3:1 both on white and on the black of a dark page."""

BOXES: Final = 40
ARROWS: Final = 300
"""GitHub refuses pictures of more than 500 arrows, or of more than 50,000 characters."""
_LONGEST: Final = 60

State = Literal["", "new", "known"]


class Shape(NamedTuple):
    """A box."""

    label: str
    words: str
    """What else stands in it: how many modules, how many violations."""
    state: State


class Line(NamedTuple):
    """An arrow."""

    tail: int
    head: int
    words: str
    state: State
    upward: bool
    """It leads to a higher level, or out of the foundation."""
    wired: bool = False
    """There is no import behind it, but strings or channels."""


class Drawing(NamedTuple):
    """All of a picture; boxes are spoken of by their positions."""

    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]
    """Those that point upwards last, so that whoever lays them out breaks cycles there."""
    levels: tuple[tuple[int, ...], ...]
    """Boxes on levels, top first; no level is empty."""
    foundation: tuple[int, ...]
    free: tuple[int, ...]
    """Boxes on no level."""
    knots: tuple[tuple[int, ...], ...]
    """Boxes that arrows lead between in a circle, top first; who lays them out must not turn their order over."""
    legend: tuple[str, ...]
    """Sentences, never none."""


def drawing(verdict: Verdict, request: Request) -> Drawing:
    """Return the picture of the components: at most BOXES of them, and at most ARROWS arrows."""
    whole = verdict.picture()
    picture = folded(whole, BOXES)
    # What breaks a rule is what a reader looks for; then what is heavy.
    ranked = sorted(
        picture.arrows, key=lambda arrow: (-arrow.marks.new, -arrow.marks.known, -arrow.imports - arrow.wires, arrow)
    )
    arrows = sorted(ranked[:ARROWS])
    numbers = sorted({box.level for box in picture.boxes if box.level is not None})
    return Drawing(
        shapes=tuple(_shape(box) for box in picture.boxes),
        lines=tuple(sorted((_line(picture, arrow) for arrow in arrows), key=lambda line: line.upward)),
        levels=tuple(_on(picture, level) for level in numbers),
        foundation=tuple(i for i, box in enumerate(picture.boxes) if box.foundation),
        free=tuple(i for i in _on(picture, None) if not picture.boxes[i].foundation),
        knots=() if picture.order else _knots(len(picture.boxes), arrows),
        legend=tuple(_legend(verdict, request, whole, picture._replace(arrows=tuple(arrows)), len(picture.arrows))),
    )


def _on(picture: Picture, level: int | None) -> tuple[int, ...]:
    return tuple(i for i, box in enumerate(picture.boxes) if box.level == level)


def _knots(count: int, arrows: Sequence[Arrow]) -> tuple[tuple[int, ...], ...]:
    """Return the sets of boxes that all reach each other, by Warshall's closure: there are few boxes."""
    ahead = [{number} for number in range(count)]
    for arrow in arrows:
        ahead[arrow.tail].add(arrow.head)
    for through in range(count):
        for start in range(count):
            if through in ahead[start]:
                ahead[start] |= ahead[through]
    found = {tuple(b for b in range(count) if b in ahead[a] and a in ahead[b]) for a in range(count)}
    return tuple(sorted(knot for knot in found if len(knot) > 1))


def _shape(box: Box) -> Shape:
    words = ", ".join(filter(None, [counted(box.modules, "module"), _violations(box.marks)]))
    return Shape(_shortened(visible(box.label)), words, _state(box.marks))


def _shortened(label: str) -> str:
    """Return both ends of a very long name."""
    half = _LONGEST // 2
    return label if len(label) <= _LONGEST else f"{label[: half - 1]}…{label[-half:]}"


def _line(picture: Picture, arrow: Arrow) -> Line:
    imports = f"{arrow.imports:,}" if arrow.imports else "" if arrow.wires else "by a chain"
    wires = f"{arrow.wires:,} unseen" if arrow.wires else ""
    words = ", ".join(filter(None, [imports, wires, _violations(arrow.marks)]))
    upward = _height(picture, arrow.tail) < _height(picture, arrow.head)
    wired = bool(arrow.wires and not arrow.imports)
    return Line(arrow.tail, arrow.head, words, _state(arrow.marks), upward, wired)


def _height(picture: Picture, number: int) -> float:
    """Return how far up a box stands; not a number where nobody says, so that it is neither above nor below another."""
    box = picture.boxes[number]
    if not picture.order:
        return -number
    if box.foundation:
        return -inf
    return nan if box.level is None else -box.level


def _violations(marks: Marks) -> str:
    return " + ".join(f"{count:,} {word}" for count, word in zip(marks, ("new", "known"), strict=True) if count)


def _state(marks: Marks) -> State:
    return "new" if marks.new else "known" if marks.known else ""


def _legend(verdict: Verdict, request: Request, whole: Picture, shown: Picture, arrows: int) -> Iterator[str]:
    if not shown.boxes:
        yield "Nothing is drawn: no module was read."
        return
    yield "A number on an arrow counts the imports from module to module."
    if any(arrow.wires for arrow in shown.arrows):
        yield "Unseen: pairs of modules that strings or channels couple; with a ring at its end where no import does."
    if shown.order:
        yield f"Levels as in rule {shown.order}, top first."
    yield from _marks(request, shown)
    yield from _left_out(whole, shown, arrows)
    if unread := verdict.summary.unread:
        yield f"{counted(unread, 'file')} could not be read: {agreeing(unread, 'its', 'their')} imports are missing."


def _marks(request: Request, shown: Picture) -> Iterator[str]:
    marks = [*(box.marks for box in shown.boxes), *(arrow.marks for arrow in shown.arrows), shown.elsewhere]
    if any(mark.new for mark in marks):
        yield "Thick and red: so many new violations."
    if any(mark.known for mark in marks):
        yield "Dashed and amber: so many violations, all in the baseline."
    if shown.elsewhere != Marks():
        yield f"Not shown: {_violations(shown.elsewhere)}, by modules in no component."
    if request.paths:
        yield f"Violations are those of {listed([visible(path) for path in request.paths], 3)} alone."


def _left_out(whole: Picture, shown: Picture, arrows: int) -> Iterator[str]:
    if len(shown.boxes) < len(whole.boxes):
        few, many = len(shown.boxes), len(whole.boxes)
        yield f"Showing {few} of {many:,} components: a box with a number in brackets stands for so many."
    if len(shown.arrows) < arrows:
        yield f"Showing {len(shown.arrows)} of {arrows:,} arrows, the heaviest."
    if whole.outside:
        yield f"{counted(whole.outside, 'module')} {agreeing(whole.outside, 'is', 'are')} in no component."
