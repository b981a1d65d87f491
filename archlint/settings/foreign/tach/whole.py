"""All rules that follow from tach's settings."""

from __future__ import annotations

from typing import Any

from archlint.settings.foreign.tach import dependencies, externals, interfaces, shape
from archlint.settings.foreign.tach.draft import Draft, called
from archlint.settings.foreign.tach.excluded import migrated
from archlint.settings.foreign.tach.nouns import ROOT, Config
from archlint.settings.foreign.tach.project import Project
from archlint.settings.foreign.tach.tree import Tree

__all__ = ["drafted"]


def drafted(project: Project, tree: Tree, roots: tuple[str, ...]) -> Draft:
    """Return the settings of ours that say the same; they have no rule where tach's forbid nothing."""
    config = project.config
    draft = Draft(config.top.at())
    draft.key("roots", list(roots), config.top.at("source_roots"))
    if exclude := config.top.table.get("exclude"):
        draft.key("exclude", migrated(exclude), config.top.at("exclude"))
    for module in project.modules.values():
        if module.path != ROOT:
            draft.component(called(module.path), f"({module.path})", module.at)
    shape.root_module(project, draft)
    draft.key("policy", _policy(config), config.top.at("rules"))
    _rules(project, tree, draft)
    return draft


def _rules(project: Project, tree: Tree, draft: Draft) -> None:
    imports, local = _kinds(project.config)
    for kinds, severity in ((imports, "error"), (local, "warning")):
        if not kinds:
            continue
        common: dict[str, Any] = {"kinds": list(kinds)}
        if severity != "error":
            common["severity"] = severity
        shape.layers(project, tree, draft, common)
        dependencies.depends_on(project, draft, common)
        dependencies.cannot_depend_on(project, draft, common)
        dependencies.visibility(project, draft, common)
        interfaces.interfaces(project, draft, common)
        externals.externals(project, draft, common)
    dependencies.deprecated(project, draft, {"kinds": [*imports, *local]})
    shape.circles(project, draft, {"kinds": list(imports)})


def _policy(config: Config) -> dict[str, str]:
    """Return what is asked of the comments that ignore."""
    reasons = config.severity("require_ignore_directive_reasons", "off")
    return {
        "tach-ignore": "explained" if reasons == "error" else "heard",
        "idle-waivers": config.severity("unused_ignore_directives", "warn"),
    }


def _kinds(config: Config) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the kinds of imports that are judged, and those that are only warned of."""
    local, how = ["deferred"], config.severity("local_imports", "error")
    if not config.flag("ignore_type_checking_imports", default=True):
        local.append("typing")  # below an `if`, and so local to tach
    kinds = ["runtime", *(["dynamic"] if config.flag("include_string_imports") else [])]
    if how == "error":
        return (*kinds, *local), ()
    return tuple(kinds), tuple(local if how == "warn" else ())
