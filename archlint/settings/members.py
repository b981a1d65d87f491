"""The settings of a workspace: those of its top, and those of the members that have some."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from archlint.settings.document import SHARED
from archlint.settings.files import Disk, Files
from archlint.settings.finding import settings_in
from archlint.settings.loading import load
from archlint.settings.nouns import Member, Settings
from archlint.settings.projects import project_name, projects

__all__ = ["workspace"]


def workspace(file: Path, files: Files | None = None) -> Settings:
    """
    Return the settings of the workspace that a settings file belongs to, with those of its members.

    The file of a member gives the settings of the top, and `inside` names that member; `inside` is "" where the file is
    the top, or no folder above it has settings and counts it among its members. Raises SettingsError where one of the
    files cannot be read.
    """
    files = files or Disk()
    own = load(file, files)
    if own.foreign:
        return own  # other tools know no members
    if found := projects(own.root, files):
        return own._replace(members=_members(own.root, found, files))
    for folder in _above(own.root, files):
        inside = own.root.relative_to(folder).as_posix()
        top = settings_in(folder, files)
        found = projects(folder, files) if top else {}
        if top and inside in found:
            members = _members(folder, found, files)
            label = next(one.label for one in members if one.folder == inside)
            return load(top, files)._replace(members=members, inside=label)
    return own


def _above(folder: Path, files: Files) -> Iterator[Path]:
    """Yield the folders above, up to the top of the repository."""
    while not files.is_top(folder) and folder != folder.parent:
        folder = folder.parent
        yield folder


def _members(top: Path, found: Mapping[str, tuple[str, ...]], files: Files) -> tuple[Member, ...]:
    """Return the members, each with its settings where it has some, under labels of their own."""
    taken: dict[str, Member] = {}
    for folder, roots in found.items():
        name = _plain(project_name(top / folder / SHARED, files) or posixpath.basename(folder))
        label = name if name not in taken else _plain(folder)
        own = settings_in(top / folder, files)
        taken[label] = Member(folder, label, roots, load(own, files) if own else None)
    return tuple(taken.values())


def _plain(name: str) -> str:
    """Return a name as distributions are compared: a-z, 0-9 and -."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "member"
