"""import-linter's settings as they are written, in whatever form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from archlint.settings.document import parsed, refuse, subtable
from archlint.settings.problems import SettingsError, Where
from archlint.startup import NamedTuple

__all__ = ["OWN", "SECTION", "TABLE", "Contract", "Document", "document", "has_contracts", "is_toml"]

OWN: Final = ".importlinter"
SECTION: Final = "importlinter"
TABLE: Final = ("tool", SECTION)
_LISTS: Final = ("contracts", "contract_types")


class Contract(NamedTuple):
    """One contract as it is written."""

    id: str
    """Its own; "" where it has none."""
    there: Where
    options: Mapping[str, Any]


class Document(NamedTuple):
    """A file as it is written, whatever the form."""

    session: Mapping[str, Any]
    there: Where
    contracts: tuple[Contract, ...]
    odd: Where = ()
    """What leads to something that looks like a contract and is not read as one; () where nothing does."""


def has_contracts(file: Path, text: str) -> bool:
    """
    Return whether a file declares contracts; one that cannot be parsed does if it speaks of this tool's section.

    An .importlinter is there for nothing else, so it counts even without a contract, and whoever reads it says so.
    """
    if file.name == OWN:
        return bool(text.strip())
    if SECTION not in text:
        return False
    try:
        found = document(file, text)
        return bool(found.contracts or found.odd)
    except SettingsError:
        return f"[{SECTION}" in text or f"tool.{SECTION}" in text


def document(file: Path, text: str) -> Document:
    """Return what is written in a file. Raises SettingsError where it cannot be parsed."""
    if is_toml(file):
        table = subtable(parsed(file, text), *TABLE)
        odd: Where = next(((*TABLE, key) for key in table if key.startswith("contract") and key not in _LISTS), ())
        return Document(table, TABLE, tuple(_of_toml(table)), odd)
    from archlint.settings.foreign import ini  # a pyproject.toml needs none of it

    try:
        sections = ini.parsed(text, SECTION)
    except ValueError as error:
        refuse(file, ini.mistake(error, text))
    contracts = tuple(_of_ini(sections))
    odd = next(((name,) for name in sections if "contract" in name and not name.startswith(SECTION)), ())
    return Document(sections.get(SECTION, {}), (SECTION,), contracts, odd)


def _of_toml(table: Mapping[str, Any]) -> Iterator[Contract]:
    contracts = table.get("contracts", ())
    for position, options in enumerate(contracts if isinstance(contracts, list) else ()):
        if isinstance(options, dict):
            yield Contract(str(options.get("id", "")), (*TABLE, "contracts", position), options)


def _of_ini(sections: Mapping[str, Mapping[str, Any]]) -> Iterator[Contract]:
    for section, options in sections.items():
        if section.startswith(f"{SECTION}:"):
            yield Contract(section.rpartition(":")[2], (section,), options)


def is_toml(file: Path) -> bool:
    """Return whether a file is TOML, and not INI."""
    return file.suffix == ".toml"
