"""Entry points as project files register them: groups of names, each of which leads to something in a module."""

from __future__ import annotations

import configparser
import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from archlint.source.text import shown
from archlint.source.tree import Contents
from archlint.startup import NamedTuple

__all__ = ["EntryPoint", "registered"]

_FILES: Final = ("pyproject.toml", "setup.cfg")


class EntryPoint(NamedTuple):
    """One of a group."""

    group: str
    target: str
    """As it is written: "shop.gateways.stripe:Gateway"."""
    path: str
    """The file that it stands in, relative to the settings' root."""
    line: int
    column: int
    end_column: int


def registered(tree: Contents, folders: Iterable[str]) -> tuple[EntryPoint, ...]:
    """Return what the projects in some folders register; nothing of a file that cannot be read."""
    paths = [f"{folder}/{name}" if folder else name for folder in folders for name in _FILES]
    found: list[EntryPoint] = []
    for path, content in tree.contents(paths):
        if isinstance(content, bytes):
            text = shown(content)
            groups = _of_toml(text) if path.endswith(".toml") else _of_cfg(text)
            found += (_placed(path, text, group, target) for group, target in groups)
    return tuple(sorted(found))


def _placed(path: str, text: str, group: str, target: str) -> EntryPoint:
    """Return an entry point with its place: the first after the name of its group."""
    start = max(text.find(group), 0)
    pattern = re.compile(rf"(?<![\w.]){re.escape(target)}(?![\w.:])")
    match = pattern.search(text, start) or pattern.search(text)
    at = match.start() if match else 0
    column = at - text.rfind("\n", 0, at)
    return EntryPoint(group, target, path, text.count("\n", 0, at) + 1, column, column + len(target))


def _of_toml(text: str) -> Iterator[tuple[str, str]]:
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    project, poetry = _table(table, "project"), _table(_table(table, "tool"), "poetry")
    for groups in (_table(project, "entry-points"), _table(poetry, "plugins")):
        for group, entries in groups.items():
            yield from _pairs(group, entries)
    yield from _pairs("console_scripts", project.get("scripts"))
    yield from _pairs("gui_scripts", project.get("gui-scripts"))


def _table(table: dict[str, Any], key: str) -> dict[str, Any]:
    found = table.get(key)
    return found if isinstance(found, dict) else {}


def _pairs(group: str, entries: Any) -> Iterator[tuple[str, str]]:
    if isinstance(entries, dict):
        yield from ((group, one.partition("[")[0].strip()) for one in entries.values() if isinstance(one, str))


def _of_cfg(text: str) -> Iterator[tuple[str, str]]:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return
    for section in ("options.entry_points", "entry_points"):  # the second is that of pbr
        if parser.has_section(section):
            for group, lines in parser.items(section):
                for line in lines.splitlines():
                    _, equals, target = line.partition("=")
                    if equals:
                        yield group, target.partition("[")[0].strip()
