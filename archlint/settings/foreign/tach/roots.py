"""Tach's source roots: folders in which top-level packages lie, or patterns of such."""

from __future__ import annotations

from pathlib import Path

from archlint.settings.files import Files
from archlint.settings.foreign.tach.globs import fits, is_glob
from archlint.settings.foreign.tach.nouns import Source

__all__ = ["leads_to", "source_roots", "written_roots"]


def written_roots(top: Source) -> list[str]:
    """Return the source roots as they are written, today or once."""
    found = top.table.get("source_roots", [top.table.get("source_root", ".")])
    return list(found)


def source_roots(top: Source, folder: Path, files: Files) -> tuple[str, ...]:
    """Return the source roots that are there, relative to the settings."""
    found: dict[str, None] = {}
    for text in map(_plain, written_roots(top)):
        if is_glob(text):
            found.update(dict.fromkeys(_matching(text, folder, files)))
        elif text == "." or (folder / text).name in files.names((folder / text).parent).folders:
            found[text] = None
    return tuple(found)


def leads_to(text: str, root: str) -> bool:
    """Return whether a source root as it is written is, or matches, one that is there."""
    return fits(_plain(text).replace("/", "."), root.replace("/", "."))


def _plain(text: str) -> str:
    return text.strip("/").removeprefix("./") or "."


def _matching(pattern: str, top: Path, files: Files) -> list[str]:
    """Return the folders below the top that a pattern means, sorted."""
    found: list[str] = []
    waiting = [""]
    while waiting:
        lead = waiting.pop()
        for name in files.names(top / lead).folders:
            path = f"{lead}{name}"
            if leads_to(pattern, path):
                found.append(path)
            waiting.append(f"{path}/")
    return sorted(found)
