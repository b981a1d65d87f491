"""The rules that follow from what modules of tach say of third parties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archlint.settings.foreign.tach.draft import Draft, called
from archlint.settings.foreign.tach.nouns import At, Module, Word
from archlint.settings.foreign.tach.project import Project
from archlint.settings.problems import Where

__all__ = ["externals"]

_ALL = "<third-party>"


def externals(project: Project, draft: Draft, common: dict[str, Any]) -> None:
    """Add a rule for the modules that may import the same third parties."""
    excluded = project.config.top.table.get("external", {}).get("exclude", [])
    spared = [f"!({name.replace('-', '_')})" for name in excluded]
    found: dict[tuple[str, ...], tuple[list[Module], dict[Where, At]]] = {}
    for module in filter(project.checked, project.modules.values()):
        entries = list(_forbidden(module))
        if entries:
            places: dict[Where, At] = {("to", i): at for i, (_, at) in enumerate(entries)}
            found.setdefault(tuple(text for text, _ in entries), ([], places))[0].append(module)
    for texts, (importers, there) in found.items():
        names: dict[Where, At] = {("from", i): module.at for i, module in enumerate(importers)} | there
        ends = {"from": [called(module.path) for module in importers], "to": [*texts, *spared]}
        table = {"type": "forbidden", **common, **ends, "indirect": False}
        draft.rule(f"external {importers[0].path}", importers[0].at, table, names)


def _forbidden(module: Module) -> Iterator[tuple[str, At]]:
    """Yield the third parties that a module must not import: those that it names, or all but those that it lists."""
    if module.external is None:
        yield from ((f"({_name(word)})", word.at) for word in module.no_external)
        return
    barred = {_name(word) for word in module.no_external}
    yield _ALL, module.at
    yield from ((f"!({_name(word)})", word.at) for word in module.external if _name(word) not in barred)


def _name(word: Word) -> str:
    """Return the module that is imported by the name of a distribution, as far as spelling goes."""
    return word.text.replace("-", "_")
