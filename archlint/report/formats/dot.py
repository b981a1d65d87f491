"""The components in the language of Graphviz: `dot -Tsvg` makes a picture of it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from archlint.report.drawing import KNOWN, NEW, Drawing, Line, Shape, drawing
from archlint.settings import Request
from archlint.verdict import Verdict

__all__ = ["render"]

_COLOURS: Final = {"": "#57606a", "new": NEW, "known": KNOWN}
_PENS: Final = {"": "solid", "new": "bold", "known": "dashed"}
_CENTRED: Final = r"\n"
_LEFT: Final = r"\l"
"""How a row of a label ends: the row is centred by the one, and starts at the left by the other."""
_CLUSTER: Final = 'label=foundation; style="rounded,dashed"; color="#8c959f"'
_FONT: Final = 'fontname="Helvetica,Arial,sans-serif"'

_HEAD: Final = f"""\
digraph archlint {{
  graph [rankdir=TB, newrank=true, bgcolor=white, pad=0.3, nodesep=0.4, ranksep=0.7, {_FONT}, fontsize=10]
  node [shape=box, style="rounded,filled", fillcolor="#f6f8fa", color="#57606a", margin="0.2,0.1", {_FONT}, fontsize=12]
  edge [color="#57606a", arrowsize=0.7, {_FONT}, fontsize=10]
"""


def render(verdict: Verdict, request: Request) -> str:
    """Return the graph; boxes are called by number, with their names as labels."""
    return _HEAD + "".join(f"  {line}\n" for line in _lines(drawing(verdict, request))) + "}\n"


def _lines(found: Drawing) -> Iterator[str]:
    yield f"graph [labelloc=b, labeljust=l, label={_quoted(found.legend, _LEFT)}]"
    for number, shape in enumerate(found.shapes):
        yield f"{number} [{_box(shape)}]"
    for level in found.levels:
        yield f"{{ rank=same; {_listed(level)} }}"
    if found.foundation:
        yield f"subgraph cluster_foundation {{ {_CLUSTER}; rank=same; {_listed(found.foundation)} }}"
    rows = [row for row in (*found.levels, found.foundation) if row]
    for upper, lower in pairwise(rows):
        yield from (f"{a} -> {b} [style=invis]" for a in upper for b in lower)
    # A box on no level hangs below what imports it; what it imports in turn must not be pulled below another level.
    loose = found.free if rows else ()
    for line in found.lines:
        held = not line.upward and (line.tail not in loose or line.head in loose)
        yield f"{line.tail} -> {line.head} [{_arrow(line)}{'' if held else ', constraint=false'}]"


def _listed(boxes: Iterable[int]) -> str:
    return " ".join(f"{box};" for box in boxes)


def _box(shape: Shape) -> str:
    label = f"label={_quoted((shape.label, shape.words))}"
    if not shape.state:
        return label
    return f'{label}, color="{_COLOURS[shape.state]}", style="rounded,filled,{_PENS[shape.state]}"'


def _arrow(line: Line) -> str:
    label = f"label={_quoted([' ' + line.words])}" + (", arrowhead=odot" if line.wired else "")
    if not line.state:
        return f"{label}, style=dotted" if line.wired else label
    colour = _COLOURS[line.state]
    return f'{label}, color="{colour}", fontcolor="{colour}", style={_PENS[line.state]}'


def _quoted(rows: Sequence[str], end: str = _CENTRED) -> str:
    """Return the rows in one quoted string, each with its end; Graphviz would take `&lt;` for a sign of HTML."""
    escaped = (row.replace("\\", r"\\").replace('"', r"\"").replace("&", "&amp;") for row in rows)
    return f'"{"".join(f"{row}{end}" for row in escaped)}"'
