"""The rules that follow from tach's interfaces: what of a module others may import, and who."""

from __future__ import annotations

import re
from typing import Any

from archlint.settings.foreign.tach.draft import REST, Draft, called
from archlint.settings.foreign.tach.nouns import ROOT, At, Interface, Module, Word
from archlint.settings.foreign.tach.project import Project
from archlint.settings.problems import Where

__all__ = ["interfaces", "offers"]

_WHOLE = "//"
"""The module itself, without its names: tach always lets it be imported."""

_LISTED = "."
"""What the `__all__` of the module lists: a `strict` module offers that."""


def interfaces(project: Project, draft: Draft, common: dict[str, Any]) -> None:
    """Add a rule for each set of modules that sees the same interfaces."""
    importers = frozenset(module.path for module in project.modules.values() if project.checked(module))
    groups: dict[frozenset[str], dict[str, tuple[Interface, ...]]] = {}
    for module in project.modules.values():
        for visible, paths in _views(project, module, importers).items():
            if visible or module.strict:
                groups.setdefault(paths, {})[module.path] = tuple(project.config.interfaces[i] for i in visible)
    for number, (bound, offered) in enumerate(sorted(groups.items(), key=lambda group: -len(group[0]))):
        rows, places = _rows(project, offered)
        table = {"type": "public-api", **common, "expose": rows, **_outsiders(project, bound)}
        draft.rule(
            "interfaces" if not number else f"interfaces {min(bound)}", next(iter(places.values())), table, places
        )


def offers(interface: Interface, path: str) -> bool:
    """Return whether a module adopts an interface."""
    return any(_fits(word, path) for word in interface.offering)


def _fits(word: Word, text: str) -> bool:
    try:
        return re.fullmatch(word.text, text) is not None
    except re.error:
        return False  # told elsewhere


def _views(project: Project, module: Module, importers: frozenset[str]) -> dict[tuple[int, ...], frozenset[str]]:
    """
    Return the positions of the interfaces of a module that count for an importer, and for whom all the same ones count.

    A module is no outsider to itself, and so stands on any side.
    """
    offered = [
        (index, one)
        for index, one in enumerate(project.config.interfaces)
        if module.path != ROOT and offers(one, module.path)
    ]
    # Most interfaces are for everybody, and of thousands of importers only those that are named see something else.
    named = {word.text for _, one in offered for word in one.visibility or ()} & importers
    views: dict[tuple[int, ...], frozenset[str]] = {_visible(offered, ""): importers - named} if named else {}
    for importer in named:
        visible = _visible(offered, importer)
        views[visible] = views.get(visible, frozenset()) | {importer}
    own = frozenset({module.path}) & importers
    if not named:
        return {_visible(offered, ""): importers}
    return {visible: paths | own for visible, paths in views.items() if paths - own}


def _visible(offered: list[tuple[int, Interface]], importer: str) -> tuple[int, ...]:
    """Return the positions of the interfaces that count for an importer; "" is one that no interface names."""
    found: list[int] = []
    for index, one in offered:
        if one.visibility is None or any(word.text == importer for word in one.visibility):
            if one.exclusive:
                return (index,)
            found.append(index)
    return tuple(found)


def _rows(project: Project, offered: dict[str, tuple[Interface, ...]]) -> tuple[dict[str, list[str]], dict[Where, At]]:
    rows: dict[str, list[str]] = {}
    places: dict[Where, At] = {}
    for path, found in offered.items():
        module = project.modules[path]
        words = {f"/{word.text}/": word.at for one in found for word in one.expose}
        rows[path] = [_WHOLE, *words, *([_LISTED] if module.strict else [])]
        places["expose", path] = found[0].at if found else module.at
        places |= {("expose", path, i): at for i, at in enumerate(words.values(), 1)}
    return rows, places


def _outsiders(project: Project, paths: frozenset[str]) -> dict[str, Any]:
    """Return the modules that a rule binds, in the shorter of two ways; nothing where it binds all."""
    inside = [called(path) for path in project.modules if path in paths]
    rest = [REST] if project.config.root_module == "ignore" else []
    outside = [*rest, *(called(path) for path in project.modules if path not in paths)]
    if not outside:
        return {}
    return {"outsiders": inside if len(inside) <= len(outside) else ["<first-party>", *(f"!{one}" for one in outside)]}
