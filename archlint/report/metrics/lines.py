"""Lines that the metrics of a codebase and of a component have in common."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from archlint.report.metrics.words import label, sentence
from archlint.report.phrases import agreeing, counted
from archlint.report.terminal import Paint
from archlint.settings import visible

__all__ = ["Row", "basis", "decomposition", "limited", "numbers"]

Row = Mapping[str, Any]
_SOURCES: Final = {
    "components": "those of [components]",
    "layers": "those that rules order or keep apart",
    "children": "the children of the top-level packages",
}
_OF_ORDER: Final = ("step", "skip", "sibling", "back", "foundation", "unplaced")
_OF_SHAPE: Final = ("step", "skip", "branch", "join", "back")


def basis(of: Row) -> Iterator[str]:
    """Say of what the numbers speak, and how many things that are."""
    count = of["component_count"]
    what = agreeing(count, "component", "components")
    yield f"{count:,} {what}: {_SOURCES[of['components']]}. {_outside(of)}"
    lead = agreeing(of["imports_between"], "leads", "lead")
    kinds = ", ".join(of["kinds"])
    yield f"{of['imports_between']:,} of {counted(of['imports'], 'import')} {lead} from one of them to another."
    yield f"Counted are pairs of modules, by imports of these kinds: {kinds}."
    if of["order"]:
        yield f"Layers are those of rule {visible(of['order'])}."
    else:
        yield "No rule orders them, so what is a skip or points back follows from the imports alone."


def _outside(of: Row) -> str:
    inside = of["modules"] - of["modules_outside"]
    have = agreeing(inside, "is", "are")
    return f"{inside:,} of {counted(of['modules'], 'module')} {have} in them."


def numbers(answer: Row, paint: Paint) -> Iterator[str]:
    """Yield a line for each number: what it is a share of, and what it says."""
    rows = answer["metrics"]
    values = [f"{one['value']:,} of {one['of']:,}" for one in rows]
    longest, widest = max(len(one["metric"]) for one in rows), max(map(len, values))
    for one, value in zip(rows, values, strict=True):
        words = sentence(one, about=answer["about"], ordered=bool(answer["of"]["order"]))
        name = paint("label", f"{one['metric']:<{longest}}")
        yield f"{name}  {value:>{widest}}  {_percent(one['share']):>7}  {words}"


def decomposition(answer: Row) -> Iterator[str]:
    """Yield where imports between components lead; the shares add up to all of them."""
    ordered, split = bool(answer["of"]["order"]), answer["decomposition"]
    total = sum(split.values())
    for name in _OF_ORDER if ordered else _OF_SHAPE:
        share = _percent(split[name] / total if total else None)
        yield f"  {name:<10}  {split[name]:>7,}  {share:>7}  {label(name, ordered=ordered)}"


def limited(lines: Sequence[str], limit: int, what: str) -> Iterator[str]:
    """Yield the lines, at most so many of them (0 is all), and how many there are."""
    most = limit or len(lines)
    yield from lines[:most]
    if len(lines) > most:
        yield f"  showing {most:,} of {len(lines):,} {what}: --limit 0 shows all"


def _percent(share: float | None) -> str:
    return "n/a" if share is None else f"{100 * share:.1f} %"
