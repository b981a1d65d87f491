"""Settings of archlint in the making, with the place in tach's settings that each part comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archlint.settings.foreign.names import rule_id
from archlint.settings.foreign.nouns import THERE
from archlint.settings.foreign.tach.nouns import ROOT, At, Source
from archlint.settings.nouns import Origin
from archlint.settings.problems import Where

__all__ = ["REST", "Draft", "called"]

REST = "root-module"
"""The component of all modules that tach's settings do not name."""


def called(path: str) -> str:
    """Return the component that a module of tach is."""
    return REST if path == ROOT else path


class Draft:
    """A table of settings that grows, and where its values were written."""

    def __init__(self, top: At) -> None:
        """Take the place of what stands nowhere by itself."""
        self.table: dict[str, Any] = {}
        self.origins: dict[Where, Origin] = {(): top.origin, (THERE,): top.origin}
        self._ids: set[str] = set()

    def source(self, source: Source) -> None:
        """Remember a file, so that what is said of it finds its place."""
        self.origins[THERE, source.file] = source.at().origin

    def key(self, key: str, value: Any, at: At | None = None) -> None:
        """Set a key at the top."""
        self.table[key] = value
        if at:
            self.origins[key,] = at.origin

    def component(self, name: str, pattern: str, at: At) -> None:
        """Add a component."""
        self.table.setdefault("components", {})[name] = [pattern]
        self.origins["components", name] = at.origin

    def rule(self, words: str, at: At, table: Mapping[str, Any], names: Mapping[Where, At] | None = None) -> str:
        """Add a rule under an ID made of words, and return that; `names` says where parts of its table were written."""
        id_ = rule_id(words, self._ids, table["type"])
        self._ids.add(id_)
        self.table.setdefault("rules", {})[id_] = dict(table)
        self.origins["rules", id_] = at.origin
        for where, place in (names or {}).items():
            self.origins["rules", id_, *where] = place.origin
        return id_
