"""The rules that follow from the order of tach's layers, and from what it says of circles and of code in no module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archlint.settings.foreign.tach.draft import REST, Draft, called
from archlint.settings.foreign.tach.nouns import ROOT, At, Module
from archlint.settings.foreign.tach.project import Project
from archlint.settings.foreign.tach.tree import Tree
from archlint.settings.problems import Where

__all__ = ["circles", "layers", "root_module"]


def layers(project: Project, tree: Tree, draft: Draft, common: dict[str, Any]) -> None:
    """Add a rule for the order of the layers, as far as there are modules in them."""
    places: dict[Where, At] = {}
    levels: list[dict[str, Any]] = []
    closed: list[str] = []
    for index, layer in enumerate(project.config.layers):
        members = [module for module in project.modules.values() if project.level(module) == index]
        if members:
            places["layers", len(levels)] = layer.at
            places |= {("layers", len(levels), "level", i): one.at for i, one in enumerate(members)}
            names = [called(module.path) for module in members]
            levels.append({"level": names, "siblings": "free"})
            closed += names if layer.closed else []
    if len(levels) > 1:
        table = {"type": "layers", **common, "layers": levels, "closed": closed, "indirect": False}
        unchecked = [m for m in project.modules.values() if m.unchecked and project.level(m) is not None]
        if ignore := [entry for module in unchecked for entry in _imports_of(project, tree, module)]:
            table["ignore"] = ignore
        draft.rule("layers", project.config.top.at("layers"), table, places)
    _empty_closed(project, draft, common)


def _empty_closed(project: Project, draft: Draft, common: dict[str, Any]) -> None:
    """Add a rule for each closed layer without modules: nothing may pass over it, and nothing can go by way of it."""
    for index, layer in enumerate(project.config.layers):
        levels = {module.path: project.level(module) for module in project.modules.values()}
        above = [path for path, level in levels.items() if level is not None and level < index]
        below = [path for path, level in levels.items() if level is not None and level > index]
        above = [path for path in above if not project.modules[path].unchecked]
        if layer.closed and index not in levels.values() and above and below:
            ends = {"from": [*map(called, above)], "to": [*map(called, below)]}
            draft.rule(f"closed {layer.name}", layer.at, {"type": "forbidden", **common, **ends, "indirect": False})


def _imports_of(project: Project, tree: Tree, module: Module) -> Iterator[str]:
    """Yield what a module imports, without the modules below it that are others."""
    inside = [path for path in project.modules if path.startswith(f"{module.path}.")]
    if not inside:
        yield f"({module.path}.**) -> **"
        return
    for path in tree.below(module.path):
        if (path == module.path or path.startswith(f"{module.path}.")) and not any(
            path == other or path.startswith(f"{other}.") for other in inside
        ):
            yield f"({path}) -> **"


def circles(project: Project, draft: Draft, common: dict[str, Any]) -> None:
    """Add a rule against circles of modules, where they are forbidden."""
    members = [module for module in project.modules.values() if project.checked(module)]
    if project.config.flag("forbid_circular_dependencies") and len(members) > 1:
        names: dict[Where, At] = {("modules", i): module.at for i, module in enumerate(members)}
        table = {"type": "acyclic", **common, "scope": "components", "modules": [called(m.path) for m in members]}
        draft.rule("no-circles", project.config.top.at("forbid_circular_dependencies"), table, names)


def root_module(project: Project, draft: Draft) -> None:
    """Add the component of what is in no module, and where there must be nothing a rule that says so."""
    at = project.config.top.at("root_module")
    draft.component(REST, "(<first-party>)", project.modules[ROOT].at if ROOT in project.modules else at)
    if project.config.root_module == "forbid":
        draft.rule("root-module", at, {"type": "exhaustive", "besides": [REST]})
