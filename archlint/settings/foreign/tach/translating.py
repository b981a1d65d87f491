"""
Tach's settings as a table of ours, each value with its place.

What a module of tach is becomes a component of the same name, so that what a more exact name takes is outside of it;
each of its keys becomes a rule of ours. Nothing here judges code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from archlint.settings.document import SHARED, decoded, parsed, subtable
from archlint.settings.files import Files
from archlint.settings.foreign.nouns import THERE, Foreign, Unjudged
from archlint.settings.foreign.tach import reading, schema
from archlint.settings.foreign.tach.doubts import doubts
from archlint.settings.foreign.tach.excluded import Excluded, migrated
from archlint.settings.foreign.tach.mistakes import mistakes, needless
from archlint.settings.foreign.tach.nouns import TABLE, Source
from archlint.settings.foreign.tach.project import Project, project
from archlint.settings.foreign.tach.reading import Domain
from archlint.settings.foreign.tach.roots import source_roots
from archlint.settings.foreign.tach.tree import Tree
from archlint.settings.foreign.tach.whole import drafted
from archlint.settings.nouns import Origin, Settings
from archlint.settings.problems import Problem, SettingsError, Where
from archlint.settings.schema import mistakes as misfits

__all__ = ["translation"]


def translation(file: Path, text: str, files: Files) -> Settings:
    """Return the settings of ours. Raises SettingsError with all that is wrong with tach's."""
    top = _source(file, text)
    _refuse(file, [top], _misfits(top, schema.PROJECT))
    roots = source_roots(top, file.parent, files)
    tree = Tree(file.parent, roots, files, Excluded(migrated(top.table.get("exclude", ()))))
    domains = _domains(file, top, tree, files)
    sources = [top, *(domain.source for domain in domains)]
    found = project(reading.config(top, domains), tree)
    _refuse(file, sources, mistakes(found))
    draft = drafted(found, tree, roots)
    for source in sources:
        draft.source(source)
    foreign = Foreign("tach", tuple(doubts(found, tree, idle="rules" not in draft.table)), tuple(_left(found)))
    return Settings(file.parent, file.name, draft.table, (), text, draft.origins, foreign=foreign)


def _source(file: Path, text: str) -> Source:
    table = parsed(file, text)
    shared = file.name == SHARED
    return Source(file.name, text, subtable(table, *TABLE) if shared else table, TABLE if shared else ())


def _misfits(source: Source, wanted: Mapping[str, Any]) -> list[Problem]:
    return [one._replace(where=(THERE, source.file, *one.where)) for one in misfits(wanted, source.table)]


def _refuse(file: Path, sources: Sequence[Source], problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        origins: dict[Where, Origin] = {(THERE, source.file): source.at().origin for source in sources}
        raise SettingsError.located(Settings(file.parent, file.name, {}, (), sources[0].text, origins), found)


def _left(found: Project) -> Iterable[Unjudged]:
    """Yield what the code is not asked, as the settings themselves have the answer: that some list says too much."""
    problems = tuple(needless(found))
    if problems:
        where = (THERE, found.config.top.file, "exact")
        yield Unjudged("exact", "exact", "lists say no more than is needed", where, problems)


def _domains(file: Path, top: Source, tree: Tree, files: Files) -> list[Domain]:
    found: list[Domain] = []
    problems: list[Problem] = []
    for path, module in sorted(tree.domains()):
        text = decoded(path, files.read(path) or b"")
        source = Source(path.relative_to(file.parent).as_posix(), text, parsed(path, text))
        problems += _misfits(source, schema.DOMAIN)
        if not module:
            message = "a domain needs a module beside which it lies, and this is a source root"
            help_ = f"put it into a package, or its words into {file.name}"
            problems.append(source.at().problem(message, help_=help_))
        found.append(Domain(source, module))
    _refuse(file, [top, *(domain.source for domain in found)], problems)
    return found
