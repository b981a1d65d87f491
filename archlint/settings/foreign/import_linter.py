"""import-linter's settings: `.importlinter`, `setup.cfg` and `[tool.importlinter]` of a pyproject.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from archlint.settings.document import parsed, refuse, subtable
from archlint.settings.files import Files
from archlint.settings.foreign import ini
from archlint.settings.foreign.contracts import CONTRACTS, KNOWN
from archlint.settings.foreign.names import rule_id
from archlint.settings.foreign.options import Options, Unfit
from archlint.settings.foreign.roots import nearest_package, roots_of
from archlint.settings.foreign.session import Session
from archlint.settings.foreign.translation import Translation
from archlint.settings.nearest import nearest
from archlint.settings.nouns import Problem, Settings, SettingsError, Where

__all__ = ["has_contracts", "translated"]

_TOOL: Final = "import-linter"
_OWN: Final = ".importlinter"
_SHARED: Final = "setup.cfg"
_SECTION: Final = "importlinter"
_CONTRACT: Final = f"{_SECTION}:contract:"
_TABLE: Final = ("tool", _SECTION)
_LISTS: Final = ("contracts", "contract_types")
_ON_PATH: Final = "import-linter asks Python's import path, and what it imports counts there"
_OF_ALL: Final = ("id", "name", "type")
"""What a contract says besides the options of its type."""


class _Contract(NamedTuple):
    """One contract as it is written."""

    id: str
    """Its own; "" where it has none."""
    there: Where
    options: Mapping[str, Any]


class _Document(NamedTuple):
    """A file as it is written, whatever the form."""

    session: Mapping[str, Any]
    there: Where
    contracts: tuple[_Contract, ...]
    odd: Where = ()
    """What leads to something that looks like a contract and is not read as one; () where nothing does."""


def has_contracts(file: Path, text: str) -> bool:
    """
    Return whether a file declares contracts; one that cannot be parsed does if it speaks of this tool's section.

    An .importlinter is there for nothing else, so it counts even without a contract, and whoever reads it says so.
    """
    if file.name == _OWN:
        return bool(text.strip())
    if _SECTION not in text:
        return False
    try:
        document = _document(file, text)
        return bool(document.contracts or document.odd)
    except SettingsError:
        return f"[{_SECTION}" in text or f"tool.{_SECTION}" in text


def translated(file: Path, text: str, files: Files) -> Settings:
    """Return what the contracts come to as rules. Raises SettingsError where the file, or the root package, is none."""
    document = _document(file, text)
    made = Translation(_TOOL, file, text, "" if _is_toml(file) else "ini")
    if not document.contracts:
        raise SettingsError.located(made.settings(), [_no_contracts(document, made)])
    session = Session(document.session, document.there, made)
    _find_roots(session, made, file.parent, files)
    _tell_other(document, made, file, files)
    taken: set[str] = set()
    for contract in document.contracts:
        taken.add(_translate(contract, session, made, taken))
    return made.settings()


def _tell_other(document: _Document, made: Translation, file: Path, files: Files) -> None:
    """Tell of a setup.cfg with contracts beside an .importlinter: import-linter itself takes that."""
    other = file.with_name(_SHARED)
    data = files.read(other) if file.name == _OWN else None
    if data and has_contracts(other, data.decode("utf-8", "replace")):
        words = f"{_SHARED} has contracts as well, and import-linter reads those and not these"
        made.note(document.there, words, "keep one of the two", at_key=True)


def _no_contracts(document: _Document, made: Translation) -> Problem:
    """Say that a file declares nothing to be judged, and what looks as if it should."""
    in_toml = document.there == _TABLE
    begin = "[[tool.importlinter.contracts]]" if in_toml else f"[{_CONTRACT}ID]"
    if not document.odd:
        words = "there is no contract in this file"
        return made.problem(document.there, words, f"a contract begins with {begin}", at_key=True)
    odd = str(document.odd[-1])
    if not in_toml:
        begin = f"[{_CONTRACT}{odd.rpartition(':')[2].strip('[]').rpartition('.')[2]}]"
    words = f"import-linter reads no `{odd}`, and so there is no contract in this file"
    return made.problem(document.odd, words, f"write {begin}", at_key=True)


def _find_roots(session: Session, made: Translation, top: Path, files: Files) -> None:
    """Say where the root packages lie; one of several that lies nowhere is taken for a package of others."""
    found = roots_of((name for name, _ in session.roots), top, files)
    folders = list(dict.fromkeys(found.values()))
    for name, there in session.roots if found else ():
        if name not in found:
            near = nearest_package(name, top, folders, files)
            words = f"`{name}` lies nowhere below this folder, so it is taken for a package of others"
            made.note(there, words, f"did you mean `{near}`?" if near else _ON_PATH)
    if found:
        session.roots = tuple((name, there) for name, there in session.roots if name in found)
        made.put(("roots",), folders, session.roots[0][1])
    made.put(("packages",), [name for name, _ in session.roots], session.roots[0][1])
    for position, (_, there) in enumerate(session.roots):
        made.came_from(("packages", position), there)


def _translate(contract: _Contract, session: Session, made: Translation, taken: set[str]) -> str:
    """Add the rule that a contract comes to, or what keeps it from being one; return the ID that it has now."""
    options = Options(contract.options, contract.there, made)
    type_, name = options.text("type"), options.text("name")
    rule = CONTRACTS.get(type_)
    id_ = rule_id(contract.id or name, taken, rule.type if rule else "")
    try:
        options.needs("name", "type")
        if rule is None:
            raise Unfit([_unknown_type(type_, session, options)])
        options.refuse_others((*_OF_ALL, *rule.keys))
        where = ("rules", id_)
        made.put(where, {"type": rule.type, "name": " ".join(name.split())}, contract.there)
        rule.translate(options, session, where)
        options.end()
    except Unfit as error:
        code = session.code(type_, {"id": id_, **contract.options}) if type_ in session.custom else None
        made.leave(id_, type_, name or id_, contract.there, error.problems, code)
    return id_


def _unknown_type(type_: str, session: Session, options: Options) -> Problem:
    """Say what becomes of a contract of a type that is not built into import-linter."""
    if type_ in session.custom:
        words = f"`{type_}` is a contract type of your own, which is code: it was not run, and nobody judged this"
        return options.problem(("type",), words, "--allow-plugins runs it, in a process of its own")
    near = nearest(type_, KNOWN)
    words = f"there is no contract type `{type_}`"
    label = f"did you mean `{near}`?" if near else ""
    return options.problem(("type",), words, "" if near else f"there are {', '.join(KNOWN)}", label=label)


def _document(file: Path, text: str) -> _Document:
    """Return what is written in a file. Raises SettingsError where it cannot be parsed."""
    if _is_toml(file):
        table = subtable(parsed(file, text), *_TABLE)
        odd: Where = next(((*_TABLE, key) for key in table if key.startswith("contract") and key not in _LISTS), ())
        return _Document(table, _TABLE, tuple(_of_toml(table)), odd)
    try:
        sections = ini.parsed(text, _SECTION)
    except ValueError as error:
        refuse(file, ini.mistake(error, text))
    contracts = tuple(_of_ini(sections))
    odd = next(((name,) for name in sections if "contract" in name and not name.startswith(_SECTION)), ())
    return _Document(sections.get(_SECTION, {}), (_SECTION,), contracts, odd)


def _of_toml(table: Mapping[str, Any]) -> Iterator[_Contract]:
    contracts = table.get("contracts", ())
    for position, options in enumerate(contracts if isinstance(contracts, list) else ()):
        if isinstance(options, dict):
            yield _Contract(str(options.get("id", "")), (*_TABLE, "contracts", position), options)


def _of_ini(sections: Mapping[str, Mapping[str, Any]]) -> Iterator[_Contract]:
    for section, options in sections.items():
        if section.startswith(f"{_SECTION}:"):
            yield _Contract(section.rpartition(":")[2], (section,), options)


def _is_toml(file: Path) -> bool:
    return file.suffix == ".toml"
