"""From import-linter's contracts, as they are written, to settings."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from archlint.settings.files import Files
from archlint.settings.foreign.contracts import CONTRACTS, KNOWN
from archlint.settings.foreign.names import rule_id
from archlint.settings.foreign.options import Options, Unfit
from archlint.settings.foreign.roots import nearest_package, roots_of
from archlint.settings.foreign.session import Session
from archlint.settings.foreign.translation import Translation
from archlint.settings.foreign.written import (
    OWN,
    SECTION,
    TABLE,
    Contract,
    Document,
    document,
    has_contracts,
    is_toml,
)
from archlint.settings.nouns import Settings
from archlint.settings.problems import Problem, SettingsError
from archlint.settings.spelling import nearest

__all__ = ["translation"]

_TOOL: Final = "import-linter"
_SHARED: Final = "setup.cfg"
_CONTRACT: Final = f"{SECTION}:contract:"
_ON_PATH: Final = "import-linter asks Python's import path, and what it imports counts there"
_OF_ALL: Final = ("id", "name", "type")
"""What a contract says besides the options of its type."""


def translation(file: Path, text: str, files: Files) -> Settings:
    """Return what the contracts come to as rules. Raises SettingsError where the file, or the root package, is none."""
    written = document(file, text)
    made = Translation(_TOOL, file, text, "" if is_toml(file) else "ini")
    if not written.contracts:
        raise SettingsError.located(made.settings(), [_no_contracts(written, made)])
    session = Session(written.session, written.there, made)
    _find_roots(session, made, file.parent, files)
    _tell_other(written, made, file, files)
    taken: set[str] = set()
    for contract in written.contracts:
        taken.add(_translate(contract, session, made, taken))
    return made.settings()


def _tell_other(written: Document, made: Translation, file: Path, files: Files) -> None:
    """Tell of a setup.cfg with contracts beside an .importlinter: import-linter itself takes that."""
    other = file.with_name(_SHARED)
    data = files.read(other) if file.name == OWN else None
    if data and has_contracts(other, data.decode("utf-8", "replace")):
        words = f"{_SHARED} has contracts as well, and import-linter reads those and not these"
        made.note(written.there, words, "keep one of the two", at_key=True)


def _no_contracts(written: Document, made: Translation) -> Problem:
    """Say that a file declares nothing to be judged, and what looks as if it should."""
    in_toml = written.there == TABLE
    begin = "[[tool.importlinter.contracts]]" if in_toml else f"[{_CONTRACT}ID]"
    if not written.odd:
        words = "there is no contract in this file"
        return made.problem(written.there, words, f"a contract begins with {begin}", at_key=True)
    odd = str(written.odd[-1])
    if not in_toml:
        begin = f"[{_CONTRACT}{odd.rpartition(':')[2].strip('[]').rpartition('.')[2]}]"
    words = f"import-linter reads no `{odd}`, and so there is no contract in this file"
    return made.problem(written.odd, words, f"write {begin}", at_key=True)


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


def _translate(contract: Contract, session: Session, made: Translation, taken: set[str]) -> str:
    """Add the rule that a contract comes to, or what keeps it from being one; return the ID that it has now."""
    options = Options(contract.options, contract.there, made)
    type_, name = options.text("type"), options.text("name")
    # A type of their own may have the name of one that is built in, and takes its place.
    rule = None if type_ in session.custom else CONTRACTS.get(type_)
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
