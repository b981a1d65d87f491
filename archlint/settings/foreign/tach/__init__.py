"""
Tach's settings, as ours: `tach.toml`, `tach.domain.toml` and [tool.tach].

What a module of tach is becomes a component of the same name, so that what a more exact name takes is outside of it;
each of its keys becomes a rule of ours. Nothing here judges code.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from archlint.settings.document import decoded, parsed
from archlint.settings.files import Files
from archlint.settings.foreign.tach import reading, schema
from archlint.settings.foreign.tach.doubts import doubts
from archlint.settings.foreign.tach.globs import fits, is_glob
from archlint.settings.foreign.tach.mistakes import mistakes
from archlint.settings.foreign.tach.nouns import Source
from archlint.settings.foreign.tach.project import project
from archlint.settings.foreign.tach.reading import Domain
from archlint.settings.foreign.tach.tree import Tree
from archlint.settings.foreign.tach.whole import drafted
from archlint.settings.nouns import Located, Origin, SettingsError, Where, typed
from archlint.settings.schema import mistakes as misfits

__all__ = ["Translation", "translated"]


class Translation(NamedTuple):
    """Settings of ours that say what those of tach say."""

    table: Mapping[str, Any]
    origins: Mapping[Where, Origin]
    doubts: tuple[Located, ...]
    """What the settings say without saying it, or seem to say."""


def translated(file: Path, text: str, table: Mapping[str, Any], prefix: Where, files: Files) -> Translation:
    """Return the settings of ours; raise SettingsError with all that is wrong with tach's."""
    top = Source(file.name, text, table, prefix)
    _refuse(file, [problem for problem in _misfits(top, schema.PROJECT)])
    roots = _roots(top, file.parent, files)
    tree = Tree(file.parent, roots, files)
    config = reading.config(top, _domains(file, tree, files))
    found = project(config, tree)
    _refuse(file, list(mistakes(found)))
    draft = drafted(found, tree, roots)
    return Translation(draft.table, draft.origins, tuple(doubts(found, tree)))


def _misfits(source: Source, wanted: Mapping[str, Any]) -> list[Located]:
    return [
        source.at(*problem.where).located(problem.message, problem.label, problem.help, at_key=problem.at_key)
        for problem in misfits(wanted, source.table)
    ]


def _refuse(file: Path, problems: list[Located]) -> None:
    if problems:
        own = typed(file)
        placed = [one._replace(file=typed(file.parent / one.file)) for one in problems]
        placed.sort(key=lambda one: (one.file, one.place is None, one.place or (), one.problem.message))
        raise SettingsError(own, tuple(one._replace(file="") if one.file == own else one for one in placed))


def _roots(top: Source, folder: Path, files: Files) -> tuple[str, ...]:
    """Return the folders of the source roots that are there, relative to the settings."""
    written = top.table.get("source_roots", [top.table.get("source_root", ".")])
    found: dict[str, None] = {}
    for text in written:
        plain = text.strip("/").removeprefix("./") or "."
        if is_glob(plain):
            found.update(dict.fromkeys(_matching(plain, folder, files)))
        elif plain == "." or _is_folder(folder / plain, files):
            found[plain] = None
    return tuple(found)


def _matching(pattern: str, top: Path, files: Files) -> list[str]:
    """Return the folders below the top that a pattern means, sorted."""
    found: list[str] = []
    waiting = [""]
    while waiting:
        lead = waiting.pop()
        for name in files.names(top / lead).folders:
            path = f"{lead}{name}"
            if fits(pattern.replace("/", "."), path.replace("/", ".")):
                found.append(path)
            waiting.append(f"{path}/")
    return sorted(found)


def _is_folder(folder: Path, files: Files) -> bool:
    return folder.name in files.names(folder.parent).folders


def _domains(file: Path, tree: Tree, files: Files) -> list[Domain]:
    found: list[Domain] = []
    problems: list[Located] = []
    for path, module in sorted(tree.domains()):
        name = path.relative_to(file.parent).as_posix()
        text = decoded(path, files.read(path) or b"")
        source = Source(name, text, parsed(path, text))
        problems += _misfits(source, schema.DOMAIN)
        if not module:
            message = "a domain needs a module beside which it lies, and this is a source root"
            problems.append(source.at().located(message, help_=f"put it into a package, or its words into {file.name}"))
        found.append(Domain(source, module))
    _refuse(file, problems)
    return found
