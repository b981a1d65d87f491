"""
The components as a mermaid flowchart: GitHub and GitLab draw it where it stands in a fenced block of a page.

Boxes and text have the colours of the reader's theme; only what breaks a rule has a colour of its own.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from archlint.report.drawing import KNOWN, NEW, Drawing, Line, Shape, drawing
from archlint.settings import Request
from archlint.verdict import Verdict

__all__ = ["identifiers", "render", "spelled"]

_ARROWS: Final = {"": "-->", "new": "==>", "known": "-.->"}
_WIRED: Final = {"": "--o", "new": "==o", "known": "-.-o"}
"""With a ring at the end, where no import is behind it."""
_COLOURS: Final = {"new": NEW, "known": KNOWN}

_PLAIN: Final = re.compile(r"(?<=[^\W_])_(?=[^\W_])|[^\W_]|[ .,:+()…]")
"""Letters and digits of any script, and signs that mean nothing in mermaid, markdown or HTML where we write them."""


def render(verdict: Verdict, request: Request) -> str:
    """Return the flowchart, without a fence around it."""
    found = drawing(verdict, request)
    return "".join(f"{line}\n" for line in _lines(found, identifiers([shape.label for shape in found.shapes])))


def _lines(found: Drawing, ids: Sequence[str]) -> Iterator[str]:
    yield '%%{init: {"flowchart": {"wrappingWidth": 600}}}%%'
    yield "flowchart TB"
    # Boxes from top to bottom: where arrows go both ways, what is named first stays above.
    for number, level in enumerate(found.levels, 1):
        if len(level) > 1:
            yield from _level(found.shapes, ids, level, f"level_{number}", " ")
        else:
            yield f"  {_box(ids[level[0]], found.shapes[level[0]])}"
    yield from (f"  {_box(ids[box], found.shapes[box])}" for box in found.free)
    if found.foundation:
        yield from _level(found.shapes, ids, found.foundation, "foundation", "foundation")
    yield f'  legend["{"<br>".join(map(spelled, found.legend))}"]'
    order = list(_order(found, ids))
    yield from (f"  {upper} ~~~ {lower}" for upper, lower in order)
    for line in found.lines:
        yield f'  {ids[line.tail]} {_link(line)}|"{spelled(line.words)}"| {ids[line.head]}'
    yield from _styles(found.shapes, ids, found.lines, len(order))


def _link(line: Line) -> str:
    return (_WIRED if line.wired else _ARROWS)[line.state]


def _level(shapes: Sequence[Shape], ids: Sequence[str], boxes: Sequence[int], name: str, title: str) -> Iterator[str]:
    yield f'  subgraph {name}["{title}"]'
    yield from (f"    {_box(ids[box], shapes[box])}" for box in boxes)
    yield "  end"
    yield f"  style {name} fill:none,stroke:#8c959f,stroke-dasharray:5"


def _box(id_: str, shape: Shape) -> str:
    return f'{id_}["{spelled(shape.label)}<br>{spelled(shape.words)}"]'


def _order(found: Drawing, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield unseen links that hold each row, and each box of a knot, below the one above, and the legend below all."""
    rows = [row[0] for row in (*found.levels, found.foundation) if row]
    for column in (rows, *found.knots):
        yield from ((ids[upper], ids[lower]) for upper, lower in pairwise(column))
    yield from ((ids[last], "legend") for last in (rows or found.free)[-1:])


def _styles(shapes: Sequence[Shape], ids: Sequence[str], lines: Sequence[Line], before: int) -> Iterator[str]:
    yield "  style legend fill:none,stroke:none,text-align:left"
    for state, colour in _COLOURS.items():
        dashes = ",stroke-dasharray:5" if state == "known" else ",stroke-width:3px"
        for id_, shape in zip(ids, shapes, strict=True):
            if shape.state == state:
                yield f"  style {id_} stroke:{colour}{dashes}"
        numbers = [str(number) for number, line in enumerate(lines, before) if line.state == state]
        if numbers:
            yield f"  linkStyle {','.join(numbers)} stroke:{colour}"


def identifiers(labels: Sequence[str]) -> list[str]:
    """Return a name for each box that a reader of the source understands; the prefix keeps it from being a keyword."""
    ids: dict[str, None] = {}
    for label in labels:
        wanted = "c_" + re.sub(r"[^A-Za-z0-9]+", "_", label).strip("_")[:40]
        number, id_ = 1, wanted
        while id_ in ids:
            number += 1
            id_ = f"{wanted}_{number}"
        ids[id_] = None
    return list(ids)


def spelled(words: str) -> str:
    """Return the words with every sign that mermaid could act upon as the number of its character."""
    spared = {found.start() for found in _PLAIN.finditer(words)}
    return "".join(sign if place in spared else f"#{ord(sign)};" for place, sign in enumerate(words))
