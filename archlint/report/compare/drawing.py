"""The changed neighbourhood as a mermaid flowchart."""

from collections.abc import Iterator, Sequence
from typing import Final

from archlint.report.compare.neighbourhood import Edge, Neighbourhood
from archlint.report.drawing import KNOWN, NEW
from archlint.report.formats.mermaid import identifiers, spelled
from archlint.report.phrases import agreeing, counted
from archlint.settings import visible

__all__ = ["drawn"]

_CAME: Final = "#1a7f37"
_ARROWS: Final = {"added": "==>", "removed": "-.->", "there": "-->"}
_COLOURS: Final = {"added": _CAME, "removed": KNOWN}
_SIGNS: Final = {"added": "+", "removed": "-", "there": ""}
_LEGEND: Final = (
    "Thick: dependencies that came. Dotted: those that went. Green boxes came, amber ones went.",
    "Red: new violations. A number counts imports.",
)


def drawn(found: Neighbourhood) -> Iterator[str]:
    """Yield the lines of the flowchart, without a fence around it."""
    ids = dict(zip((label for label, _ in found.nodes), identifiers([label for label, _ in found.nodes]), strict=True))
    yield "flowchart TB"
    for label, state in found.nodes:
        words = {"added": "new", "removed": "gone"}.get(state, "")
        text = "<br>".join(spelled(part) for part in (visible(label), words) if part)
        yield f'  {ids[label]}["{text}"]'
    yield f'  legend["{"<br>".join(map(spelled, _legend(found)))}"]'
    for edge in found.edges:
        yield f'  {ids[edge.tail]} {_ARROWS[edge.state]}|"{spelled(_words(edge))}"| {ids[edge.head]}'
    yield "  style legend fill:none,stroke:none,text-align:left"
    for label, state in found.nodes:
        if state in _COLOURS:
            yield f"  style {ids[label]} stroke:{_COLOURS[state]},stroke-width:3px"
    for colour, edges in _coloured(found.edges).items():
        yield f"  linkStyle {','.join(map(str, edges))} stroke:{colour}"


def _coloured(edges: Sequence[Edge]) -> dict[str, list[int]]:
    """Return the positions of edges that have a colour, by it."""
    found: dict[str, list[int]] = {}
    for at, edge in enumerate(edges):
        colour = NEW if edge.new else _COLOURS.get(edge.state)
        if colour:
            found.setdefault(colour, []).append(at)
    return found


def _words(edge: Edge) -> str:
    count = f"{_SIGNS[edge.state]}{edge.imports:,}" if edge.imports else "by a chain"
    return f"{count}, {edge.new:,} new" if edge.new else count


def _legend(found: Neighbourhood) -> Iterator[str]:
    yield from _LEGEND
    if found.left_out:
        count, are = counted(found.left_out, "component"), agreeing(found.left_out, "is", "are")
        yield f"{count} more that the change touches {are} not drawn."
