"""A way that no import shows, in words, with both ends of each coupling."""

from collections.abc import Iterator, Sequence

from archlint.report.explain.rows import Row, limited
from archlint.report.phrases import UNSEEN, counted
from archlint.report.place import place
from archlint.settings import visible

__all__ = ["hidden"]


def hidden(answer: Row, limit: int) -> Iterator[str]:
    """Yield how one end depends on the other by strings and channels; nothing where it does not."""
    rows: Sequence[Row] = answer["hidden"]
    if not rows:
        return
    importer, _, imported = visible(answer["subject"]).partition(" -> ")
    yield ""
    if all(row["kind"] in UNSEEN for row in rows):
        how = "strings or channels" if len(rows) > 1 else f"a {rows[0]['kind']}"
        yield f"Without an import, {importer} depends on {imported} by {how}:"
    else:
        steps = counted(len(rows), "step")
        yield f"{importer} depends on {imported} by a chain of {steps}, not all of them imports:"
    yield from limited(["\n".join(_step(row)) for row in rows], limit)


def _step(row: Row) -> Iterator[str]:
    link = f"  {visible(row['importer'])} -> {visible(row['imported'])}  {place(row['path'], row['line'])}"
    if row["kind"] not in UNSEEN:
        yield f"{link} ({row['kind']})"
        return
    sure = "" if row["confidence"] == "exact" else f", {row['confidence']}"
    yield f"{link} ({row['kind']}{sure})"
    yield f"    {visible(row['says'])}"
