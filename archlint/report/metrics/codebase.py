"""The metrics of a codebase in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from archlint.report.metrics.lines import Row, basis, decomposition, limited, numbers
from archlint.report.phrases import counted, listed
from archlint.report.terminal import Paint
from archlint.settings import visible

__all__ = ["codebase"]

_COLUMNS: Final = {
    "skips": "skips",
    "back": "back",
    "component-fan-out": "imports",
    "component-fan-in": "imported by",
    "entry-modules": "doors",
    "private-names": "private",
    "cycle-size": "cycle",
    "visibility-fan-out": "needs",
    "visibility-fan-in": "needed by",
}
_LEGEND: Final = """\
imports, imported by: other components; needs, needed by: modules outside, by any chain of imports;
doors, cycle: modules of it; private: names."""
_MORE: Final = """\
One of them in detail: archlint metrics --component NAME
No number fails a check, and none is a mark for a team: a rule `budget` keeps one from rising."""


def codebase(answer: Row, limit: int, paint: Paint) -> Iterator[str]:
    """Yield the numbers, each with what is good, and then what they are made of."""
    yield from basis(answer["of"])
    yield ""
    yield from numbers(answer, paint)
    if answer["of"]["imports_between"]:
        yield ""
        yield paint("headline", "Where the imports between components lead")
        yield from decomposition(answer)
    yield from _cycles(answer, limit, paint)
    if answer["components"]:
        yield ""
        head, *lines = _table(answer["components"], paint)
        yield head
        yield from limited(lines, limit, "components")
        yield ""
        yield from _LEGEND.splitlines()
    yield ""
    yield from _MORE.splitlines()


def _cycles(answer: Row, limit: int, paint: Paint) -> Iterator[str]:
    named = {"component_cycle": "The largest cycle of components", "module_cycle": "The largest cycle of modules"}
    most = limit or max(map(len, (answer[key] for key in named)))
    for key, title in named.items():
        if answer[key]:
            yield ""
            yield paint("headline", title)
            yield f"  {listed([visible(name) for name in answer[key]], most)}"
    if answer["cut"]:
        yield ""
        yield paint("headline", "Without these there is no cycle of components")
        yield from limited([_arc(one) for one in answer["cut"]], limit, "dependencies")


def _arc(one: Mapping[str, object]) -> str:
    return f"  {visible(str(one['from']))} -> {visible(str(one['to']))}: {counted(int(str(one['imports'])), 'import')}"


def _table(rows: Sequence[Row], paint: Paint) -> list[str]:
    longest = max(len("component"), *(len(visible(row["component"])) for row in rows))
    head = "  ".join([f"{'component':<{longest}}", "modules", *_COLUMNS.values()])
    return [paint("headline", head), *(_line(row, longest) for row in rows)]


def _line(row: Row, longest: int) -> str:
    values = {one["metric"]: one["value"] for one in row["metrics"]}
    cells = [f"{values[metric]:>{len(title)},}" for metric, title in _COLUMNS.items()]
    return "  ".join([f"{visible(row['component']):<{longest}}", f"{row['modules']:>7,}", *cells])
