"""The components of a rule and the imports between them: a table while it can be read, else a list."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from archlint.report.explain.rows import Row, limited
from archlint.report.phrases import counted, listed
from archlint.report.terminal import Paint
from archlint.settings import visible

__all__ = ["matrices"]

_COLUMNS: Final = 12
"""A table of more columns is wider than a screen."""


def matrices(answer: Row, limit: int, paint: Paint) -> Iterator[str]:
    """Yield for each order of a rule how many imports lead from which component to which, and which break it."""
    for order in answer["orders"]:
        labels = [*chain.from_iterable(order["levels"]), *order["foundation"]]
        yield ""
        yield paint("headline", f"Imports between {_named(order)}")
        rows = _table(labels, order, paint) if len(labels) <= _COLUMNS else _list(order, limit, paint)
        yield from rows
        yield _closing(order)


def _named(order: Row) -> str:
    """Return how many components there are."""
    own = counted(sum(map(len, order["levels"])), "component")
    count = len(order["foundation"])
    return f"{own} and {counted(count, 'foundation')}" if count else own


def _table(labels: list[str], order: Row, paint: Paint) -> Iterator[str]:
    """Yield a line for each importing component, and in it a cell for each imported one, numbered alike."""
    cells = {(row["from"], row["to"]): row for row in order["pairs"]}
    shown = [[_cell(cells.get((one, other)), alone=one == other) for other in labels] for one in labels]
    widths = [max(len(str(i + 1)), *(len(line[i]) for line in shown)) for i in range(len(labels))]
    longest = max(len(visible(label)) for label in labels)
    count = len(str(len(labels)))
    heads = "  ".join(f"{i + 1:<{width}}" for i, width in enumerate(widths))
    yield f"    {'':<{count + 1 + longest}}  {heads}".rstrip()
    for i, (label, line) in enumerate(zip(labels, shown, strict=True)):
        row = "  ".join(_painted(f"{cell:<{width}}", paint) for cell, width in zip(line, widths, strict=True))
        yield f"    {i + 1:>{count}} {visible(label):<{longest}}  {row}".rstrip()


def _painted(cell: str, paint: Paint) -> str:
    return paint("error", cell) if any(letter.isalpha() for letter in cell) else cell


def _cell(row: Row | None, *, alone: bool) -> str:
    """Return "12", "3 skip", "path skip" or, where nothing is, "."; "-" on the diagonal."""
    if alone:
        return "-"
    return _told(row) if row else "."


def _told(row: Row) -> str:
    words = [f"{row['imports']:,}"] if row["imports"] else []
    paths = ["+path"] if row["kinds"] and row["paths"] else [f"path {kind}" for kind in row["paths"]]
    return " ".join([*words, *row["kinds"], *paths])


def _list(order: Row, limit: int, paint: Paint) -> Iterator[str]:
    """Yield the pairs between which something is, those that break the rule first."""
    rows = sorted(order["pairs"], key=lambda row: not (row["kinds"] or row["paths"]))
    lines = []
    for row in rows:
        told = _told(row)
        words = paint("error", told) if row["kinds"] or row["paths"] else f"{told} ok"
        lines.append(f"    {visible(row['from'])} -> {visible(row['to'])}  {words}")
    yield from limited(lines, limit)


def _closing(order: Row) -> str:
    pairs = order["pairs"]
    broken = [row for row in pairs if row["kinds"] or row["paths"]]
    kinds = sorted({kind for row in broken for kind in (*row["kinds"], *row["paths"])})
    if not pairs:
        return "    Nothing is imported between them."
    words = f"{counted(len(pairs) - len(broken), 'pair')} as declared"
    words += f", {len(broken):,} not: {listed(kinds)}" if broken else ""
    path = "; a path leads through modules of no component" if any(row["paths"] for row in broken) else ""
    return f"    {words}{path}."
