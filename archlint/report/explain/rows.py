"""Lines that several answers have in common: lists that stop early and say so, the parts that a module plays."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archlint.report.phrases import counted
from archlint.report.place import place
from archlint.report.terminal import Paint
from archlint.settings import visible

__all__ = ["Row", "limited", "part", "some", "violations"]

Row = Mapping[str, Any]
_FEW = 5


def limited(lines: Sequence[str], limit: int) -> list[str]:
    """Return the lines, at most so many of them (0 is all), and how many are left."""
    most = limit or len(lines)
    left = len(lines) - most
    return [*lines[:most], *([f"  ... and {left:,} more: --format json has all"] if left > 0 else [])]


def some(names: Sequence[str]) -> str:
    """Return the first few names, and how many are left."""
    left = len(names) - _FEW
    shown = ", ".join(visible(name) for name in names[:_FEW])
    return f"{shown} and {left:,} more" if left > 0 else shown


def part(role: Row) -> str:
    """Return in words what a module is to a rule: "layer 1 of 3: web, by `shop.web`"."""
    where = f"layer {role['level']} of {role['levels']}" if role["level"] else f"`{visible(role['option'])}`"
    if role["row"]:
        where = f"{where} of `{visible(role['row'])}`"
    component, by = visible(role["component"]), visible(role["by"])
    return f"{where}: {component}" if component == by else f"{where}: {component}, by `{by}`"


def violations(rows: Sequence[Row], limit: int, paint: Paint) -> Iterator[str]:
    """Yield the violations that somebody takes part in, one a line."""
    yield f"It takes part in {counted(len(rows), 'violation')}:" if rows else "It takes part in no violation."
    yield from limited([_violation(row, paint) for row in rows], limit)


def _violation(row: Row, paint: Paint) -> str:
    name = paint("error", f"{row['rule']}/{row['kind']}")
    return f"  {place(row['path'], row['line'])}: {name}: {visible(row['message'])}"
