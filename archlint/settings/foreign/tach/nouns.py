"""What tach's settings say, with the place of each word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from archlint.settings.foreign.nouns import THERE
from archlint.settings.nouns import Origin
from archlint.settings.problems import Problem, Where
from archlint.startup import NamedTuple

__all__ = ["ROOT", "TABLE", "At", "Config", "Dependency", "Interface", "Layer", "Module", "Source", "Word"]

ROOT: Final = "<root>"
"""What tach calls the code under its source roots that is in no module."""
TABLE: Final = ("tool", "tach")
"""Where its settings stand in a pyproject.toml."""


class Source(NamedTuple):
    """One file of settings."""

    file: str
    """Relative to the folder of the project's settings, with "/"."""
    text: str
    table: Mapping[str, Any]
    prefix: Where = ()
    """("tool", "tach") in a pyproject.toml."""

    def at(self, *where: str | int) -> At:
        """Return what stands at a path."""
        return At(self, where)


class At(NamedTuple):
    """A place in a file of settings."""

    source: Source
    where: Where

    @property
    def origin(self) -> Origin:
        """The same, as settings remember where their values were written."""
        return Origin(self.source.file, self.source.text, (*self.source.prefix, *self.where))

    def problem(self, message: str, label: str = "", help_: str = "", *, at_key: bool = False) -> Problem:
        """Return a problem with what stands here."""
        return Problem((THERE, self.source.file, *self.where), message, label, help_, at_key)


class Word(NamedTuple):
    """A name, pattern or expression, as it is meant from the top of the source roots."""

    text: str
    at: At


class Dependency(NamedTuple):
    """One entry of `depends_on` or `cannot_depend_on`."""

    text: str
    at: At
    deprecated: bool


class Layer(NamedTuple):
    """One layer; they stand in their order, top first."""

    name: str
    at: At
    closed: bool


class Module(NamedTuple):
    """One module, after `paths` and patterns have been taken apart."""

    path: str
    at: At
    """Where its path, or the pattern that gave it, is written."""
    pattern: str = ""
    """The pattern that gave it; "" where its path is written out."""
    depends_on: tuple[Dependency, ...] | None = ()
    """None where it may import everything."""
    cannot_depend_on: tuple[Dependency, ...] = ()
    external: tuple[Word, ...] | None = None
    """The third parties that it may import; None for all."""
    no_external: tuple[Word, ...] = ()
    layer: Word | None = None
    visibility: tuple[Word, ...] | None = None
    """Patterns of the modules that may import it; None for all."""
    utility: bool = False
    unchecked: bool = False
    strict: bool = False


class Interface(NamedTuple):
    """What some modules offer to some others."""

    at: At
    expose: tuple[Word, ...]
    """Regular expressions over what is taken, relative to the module."""
    offering: tuple[Word, ...]
    """Regular expressions over the paths of modules."""
    visibility: tuple[Word, ...] | None
    """The paths of those that it is for; None for all."""
    exclusive: bool
    """Whether it is the only one for those."""
    primitive: bool
    """Whether only functions and variables of plain types may be offered."""


class Config(NamedTuple):
    """All that tach's settings say, those of the domains included."""

    top: Source
    modules: tuple[Module, ...]
    """As they are written: a path may be a pattern."""
    interfaces: tuple[Interface, ...]
    layers: tuple[Layer, ...]
    source_roots: tuple[Word, ...]

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return a setting that is either on or off."""
        return bool(self.top.table.get(key, default))

    @property
    def root_module(self) -> str:
        """How code in no module is treated: "ignore", "allow", "dependenciesonly" or "forbid"."""
        return str(self.top.table.get("root_module", "ignore"))

    def severity(self, rule: str, default: str) -> str:
        """Return "error", "warn" or "off" from the table [rules]."""
        return str(self.top.table.get("rules", {}).get(rule, default))
