"""The rules that follow from what modules of tach list: whom they may import, must not, and who may import them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from archlint.settings.foreign.tach.draft import Draft, called
from archlint.settings.foreign.tach.globs import fits_anywhere, is_glob
from archlint.settings.foreign.tach.nouns import ROOT, At, Dependency, Module
from archlint.settings.foreign.tach.project import Project
from archlint.settings.problems import Where
from archlint.startup import NamedTuple

__all__ = ["cannot_depend_on", "depends_on", "deprecated", "visibility"]

EVERYONE = "**"


class _Rows(NamedTuple):
    """A table of rows, and where their entries were written."""

    table: dict[str, list[str]]
    places: dict[Where, At]

    def put(self, key: str, at: At, entries: Iterable[tuple[str, At]]) -> None:
        """Add a row."""
        given = dict(entries)
        self.table[key] = list(given)
        self.places["imports", key] = at
        self.places.update({("imports", key, i): place for i, place in enumerate(given.values())})


def depends_on(project: Project, draft: Draft, common: dict[str, Any]) -> None:
    """
    Add a rule for the modules of each layer, and one for those of none: each imports what it lists.

    Between layers their order decides, so what modules of a layer list speaks of that layer, and of modules of none.
    """
    levels = {project.level(module) for module in project.modules.values()}
    for level in sorted(levels, key=lambda one: -1 if one is None else one):
        importers = [one for one in project.modules.values() if project.level(one) == level and _restricted(one)]
        if not importers:
            continue
        # Which imports the lists decide follows from the layer alone.
        imported = {path: one for path, one in project.modules.items() if project.by_lists(importers[0], one)}
        rows = _rows(project, importers, imported)
        if len(rows.table.keys() - {EVERYONE}) < 2:
            continue
        layer = project.config.layers[level].name if level is not None else ""
        table = {"type": "allowed", **common, "imports": rows.table}
        if _exact(project) and "severity" not in common:
            table["exact"] = True
        draft.rule(f"depends-on {layer}", importers[0].at, table, rows.places)


def _restricted(module: Module) -> bool:
    return not module.unchecked and module.depends_on is not None


def _rows(project: Project, importers: list[Module], imported: dict[str, Module]) -> _Rows:
    rows = _Rows({}, {})
    more: dict[str, At] = {o.path: o.at for o in imported.values() if o.utility}
    for module in importers:
        listed = dict(_listed(project, module, imported))
        # Between layers the order decides; a list may still be asked whether it says too much.
        more |= {path.strip("()"): at for path, at in listed.items() if path.strip("()") not in imported}
        rows.put(called(module.path), module.at, ((_spelled(path), at) for path, at in listed.items()))
    for path in (*imported, *more):
        if called(path) not in rows.table:
            at = imported[path].at if path in imported else more[path]
            rows.put(called(path), at, [(EVERYONE, at)])
    if more:
        rows.put(EVERYONE, next(iter(more.values())), ((f"({called(path)})", at) for path, at in more.items()))
    return rows


def _spelled(path: str) -> str:
    return f"({called(path[1:-1])})" if path.startswith("(") else called(path)


def _listed(project: Project, module: Module, imported: dict[str, Module]) -> Iterator[tuple[str, At]]:
    """Yield the modules that one lists and may import; in brackets those that a pattern alone lists."""
    exact = _exact(project) and not module.pattern
    for other, dependency in project.listed(module):
        if other.path in imported or exact:
            needed = exact and not is_glob(dependency.text)
            yield other.path if needed or not _exact(project) else f"({other.path})", dependency.at


def _exact(project: Project) -> bool:
    """Return whether lists may not say too much."""
    return project.config.flag("exact")


def cannot_depend_on(project: Project, draft: Draft, common: dict[str, Any]) -> None:
    """Add a rule for the modules that must not import the same ones, where no list of theirs forbids it anyway."""
    forbidden: dict[tuple[str, ...], list[tuple[Module, list[Dependency]]]] = {}
    for module in filter(project.checked, project.modules.values()):
        pairs = [
            (project.modules[path], one)
            for path, one in project.forbidden(module).items()
            if _unlisted(project, module, project.modules[path])
        ]
        if pairs:
            key = tuple(other.path for other, _ in pairs)
            forbidden.setdefault(key, []).append((module, [one for _, one in pairs]))
    _forbid(draft, "cannot-depend-on", forbidden, {"type": "forbidden", **common})


def _unlisted(project: Project, module: Module, other: Module) -> bool:
    """Return whether no list forbids the import by not naming it, nor the order of the layers."""
    open_ = module.depends_on is None or other.utility or not project.by_lists(module, other)
    return open_ and not _upward(project, module, other)


def _upward(project: Project, module: Module, other: Module) -> bool:
    """Return whether the order of the layers forbids the import already."""
    upper, lower = project.level(module), project.level(other)
    if upper is None or lower is None:
        return False
    return upper > lower or project.passed(module, other)


def deprecated(project: Project, draft: Draft, common: dict[str, Any]) -> None:
    """Add a warning for the modules that still import what they should import no longer."""
    found: dict[tuple[str, ...], list[tuple[Module, list[Dependency]]]] = {}
    for module in filter(_restricted, project.modules.values()):
        first: dict[str, tuple[Module, Dependency]] = {}
        for other, one in project.listed(module):
            first.setdefault(other.path, (other, one))
        pairs = [
            (other, one)
            for other, one in first.values()
            if one.deprecated and project.by_lists(module, other) and not other.utility
        ]
        if pairs:
            key = tuple(other.path for other, _ in pairs)
            found.setdefault(key, []).append((module, [one for _, one in pairs]))
    _forbid(draft, "deprecated", found, {"type": "forbidden", **common, "severity": "warning"})


def _forbid(
    draft: Draft,
    words: str,
    found: dict[tuple[str, ...], list[tuple[Module, list[Dependency]]]],
    common: dict[str, Any],
) -> None:
    for paths, importers in found.items():
        names: dict[Where, At] = {("from", i): module.at for i, (module, _) in enumerate(importers)}
        names |= {("to", i): one.at for i, one in enumerate(importers[0][1])}
        table = {
            **common,
            "from": [called(module.path) for module, _ in importers],
            "to": [called(path) for path in paths],
            "indirect": False,
        }
        draft.rule(f"{words} {importers[0][0].path}", importers[0][0].at, table, names)


def visibility(project: Project, draft: Draft, common: dict[str, Any]) -> None:
    """Add a rule for the modules that only some may import."""
    rows: dict[str, list[str]] = {}
    places: dict[Where, At] = {}
    for module in project.modules.values():
        if module.visibility is None or module.path == ROOT:
            continue
        free = [other for other in project.others(module) if _sees(other, module)]
        if len(free) < len(list(project.others(module))):
            rest = ["root-module"] if project.config.root_module == "ignore" else []
            rows[module.path] = [*(called(other.path) for other in free), *rest]
            places["importers", module.path] = module.at
    if rows:
        first = next(module for module in project.modules.values() if module.path in rows)
        draft.rule("visibility", first.at, {"type": "protected", **common, "importers": rows}, places)


def _sees(other: Module, module: Module) -> bool:
    path = "." if other.path == ROOT else other.path
    return other.unchecked or any(fits_anywhere(one.text, path) for one in module.visibility or ())
