"""What is installed in the environment beside the settings: only its metadata is read, as files."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final

from archlint.source.nouns import Unread
from archlint.source.projects.requirements import normalised
from archlint.source.text import lines
from archlint.source.tree import Tree

__all__ = ["installed"]

_FOLDERS: Final = (".venv", "venv")
_CODE: Final = (".py", ".so", ".pyd")


def installed(disk: Tree) -> dict[str, tuple[str, ...]]:
    """
    Return for each distribution in `.venv` or `venv`, by its normalised name, the modules that are its own, sorted.

    A package without an `__init__.py` is a namespace that others share: then what lies in it is listed. Where neither
    folder is there, nothing is known; another environment, though it were active, is not asked, since the answer would
    be another in every terminal.
    """
    homes = {}
    for site in (site for folder in _FOLDERS for site in _sites(disk, folder)):
        for home in disk.folders(site):
            if home.endswith(".dist-info"):
                homes[home] = normalised(home.rpartition("/")[2].removesuffix(".dist-info").partition("-")[0])
    found: dict[str, set[str]] = {name: set() for name in homes.values()}
    for home, name in homes.items():
        found[name].update(_recorded(_text(disk, f"{home}/RECORD")) or _text(disk, f"{home}/top_level.txt").split())
    return {name: tuple(sorted(modules)) for name, modules in sorted(found.items()) if modules}


def _sites(disk: Tree, folder: str) -> Iterator[str]:
    """Yield the folders that packages are installed in, on Unix and on Windows."""
    for python in disk.folders(f"{folder}/lib"):
        yield f"{python}/site-packages"
    yield f"{folder}/Lib/site-packages"


def _text(disk: Tree, path: str) -> str:
    for _, content in disk.contents((path,)):
        if not isinstance(content, Unread):
            return content.decode(errors="replace")
    return ""


def _recorded(record: str) -> set[str]:
    """Return the modules that a list of files speaks of: single ones, and packages without what is below them."""
    files = [row[0] for row in csv.reader(lines(record)) if row and row[0].endswith(_CODE)]
    files = [file for file in files if not file.startswith(("..", "/", "__editable__")) and ".data/" not in file]
    packages = {file.rpartition("/")[0] for file in files if file.endswith("/__init__.py")}
    found = set()
    for file in files:
        folders = file.split("/")[:-1]
        above = ("/".join(folders[:end]) for end in range(1, len(folders) + 1))
        stem = "/".join([*folders, file.rpartition("/")[2].partition(".")[0]])
        found.add(next((folder for folder in above if folder in packages), stem).replace("/", "."))
    return {name for name in found if all(part.isidentifier() for part in name.split("."))}
