"""The metrics of one component in words."""

from collections.abc import Iterator

from archlint.report.metrics.lines import Row, basis, decomposition, limited, numbers
from archlint.report.phrases import counted, listed
from archlint.report.place import place
from archlint.report.terminal import Paint
from archlint.settings import visible

__all__ = ["component"]


def component(answer: Row, limit: int, paint: Paint) -> Iterator[str]:
    """Yield the numbers of the component, and by name what makes them."""
    yield paint("headline", f"{visible(answer['component'])}: {counted(answer['modules'], 'module')}{_level(answer)}")
    yield ""
    yield from basis(answer["of"])
    yield ""
    yield from numbers(answer, paint)
    if any(answer["decomposition"].values()):
        yield from _titled("Where its imports of other components lead", decomposition(answer), paint)
    ends = {"imports": "It imports", "imported_by": "It is imported by"}
    for key, title in ends.items():
        yield from _listing(title, [_end(one) for one in answer[key]], limit, paint)
    imports = {"skips": "Skips", "back": "Back imports"}
    for key, title in imports.items():
        yield from _listing(title, [_import(one) for one in answer[key]], limit, paint)
    yield from _listing("Its largest cycle", [f"  {visible(name)}" for name in answer["module_cycle"]], limit, paint)
    users = {"entry_modules": ("Modules that are imported from outside", "module")}
    users["private_names"] = ("Private names that are taken from outside", "name")
    for key, (title, what) in users.items():
        yield from _listing(title, [_used(one, what) for one in answer[key]], limit, paint)


def _level(answer: Row) -> str:
    if answer["foundation"]:
        return ", of the foundation"
    return "" if answer["level"] is None else f", on layer {answer['level'] + 1}"


def _titled(title: str, lines: Iterator[str], paint: Paint) -> Iterator[str]:
    yield ""
    yield paint("headline", title)
    yield from lines


def _listing(title: str, lines: list[str], limit: int, paint: Paint) -> Iterator[str]:
    if lines:
        yield from _titled(title, limited(lines, limit, "lines"), paint)


def _end(one: Row) -> str:
    return f"  {visible(one['component'])}: {counted(one['imports'], 'import')} ({one['label']})"


def _import(one: Row) -> str:
    return f"  {place(one['path'], one['line'])}: {visible(one['importer'])} -> {visible(one['imported'])}"


def _used(one: Row, what: str) -> str:
    return f"  {visible(one[what])}: by {listed([visible(name) for name in one['importers']], 3)}"
