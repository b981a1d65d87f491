"""Where the packages lie that foreign settings call by name: those tools ask Python's import path, we look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from archlint.settings.files import Files
from archlint.settings.spelling import nearest

__all__ = ["nearest_package", "roots_of"]

_NEAR: Final = ("", "src")
"""Where packages mostly lie: beside the settings, and in `src`."""
_DEEPEST: Final = 4
"""Folders in folders below this are not looked into."""
_NO_CODE: Final = frozenset({"__pycache__", "build", "dist", "docs", "node_modules", "site-packages", "venv"})


def roots_of(packages: Iterable[str], top: Path, files: Files) -> dict[str, str]:
    """
    Return for each package the folder in which it lies, relative to the top, "." for itself.

    It is the one that is nearest to the top: that itself, `src`, or any other. A package that lies nowhere is left out.
    """
    roots: dict[str, str] = {}
    for package in packages:
        near = next((root for root in _NEAR if _holds(top / root, package, files)), None)
        root = near if near is not None else _further(top, package, files)
        if root is not None:
            roots[package] = root or "."
    return roots


def nearest_package(package: str, top: Path, roots: Iterable[str], files: Files) -> str:
    """Return the folder in one of the roots whose name is most like that of a package, or ""."""
    return nearest(package, sorted({name for root in roots for name in files.names(top / root).folders}))


def _holds(root: Path, package: str, files: Files) -> bool:
    """Return whether a package, which may lie in another, lies below a folder."""
    *above, last = package.split(".")
    folder = root.joinpath(*above)
    found = files.names(folder)
    return f"{last}.py" in found.files or (last in found.folders and _has_code(folder / last, files))


def _has_code(folder: Path, files: Files) -> bool:
    """Return whether Python files lie in a folder, or in one of those in it: a namespace has none of its own."""
    found = files.names(folder)
    inner = (files.names(folder / name).files for name in found.folders)
    return any(name.endswith(".py") for each in (found.files, *inner) for name in each)


def _further(top: Path, package: str, files: Files) -> str | None:
    return next((root for root in _folders(top, files) if _holds(top / root, package, files)), None)


def _folders(top: Path, files: Files) -> Iterator[str]:
    """Yield the folders below the top, the nearest first."""
    level = [""]
    for _ in range(_DEEPEST):
        below = [
            f"{folder}/{name}" if folder else name
            for folder in level
            for name in files.names(top / folder).folders
            if name not in _NO_CODE
        ]
        yield from below
        level = below
