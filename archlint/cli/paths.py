"""Paths on the command line: whether they are there, and what they are called inside the project."""

import os
from pathlib import Path

import click

from archlint.settings import Settings, nearest

__all__ = ["inside", "known"]


def known(path: str) -> Path:
    """Return a path that exists; raises UsageError with the nearest name where it does not."""
    if os.path.lexists(path):
        return Path(path)
    folder, name = os.path.split(os.path.normpath(path))
    near = nearest(name, _names(folder))
    guess = f"; did you mean `{os.path.join(folder, near)}`?" if near else ""  # noqa: PTH118 - as it was typed
    raise click.UsageError(f"there is no file or folder `{path}`{guess}")


def inside(read: Settings, path: Path) -> str:
    """
    Return a path as reports name it: relative to the settings' folder, with `/`.

    A link counts as what it leads to, because there it is read; one that leads out of the folder stands for itself.
    """
    for place, root in (
        (os.path.realpath(path), os.path.realpath(read.root)),
        (os.path.abspath(path), str(read.root)),
    ):
        if Path(place).is_relative_to(root):
            return Path(place).relative_to(root).as_posix()
    raise click.UsageError(f"{path} lies outside of {read.root}, the folder of {read.file}")


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")  # noqa: PTH208 - names alone
    except OSError:
        return []
