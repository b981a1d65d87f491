"""Paths on the command line: whether they are there, and what they are called inside the project."""

import os
from pathlib import Path, PurePath

from archlint.cli.refusals import Refused
from archlint.settings import Disk, Looks, Noted, Settings, nearest

__all__ = ["inside", "known", "relative", "within"]


def known(path: str) -> Path:
    """Return a path that exists; raises Refused with the nearest name where it does not."""
    if os.path.lexists(path):
        return Path(path)
    folder, name = os.path.split(os.path.normpath(path))
    near = nearest(name, _names(folder))
    guess = f"; did you mean `{os.path.join(folder, near)}`?" if near else ""  # noqa: PTH118 - as it was typed
    raise Refused(f"there is no file or folder `{path}`{guess}")


def inside(read: Settings, path: Path) -> str:
    """
    Return a path as reports name it: relative to the settings' folder, with `/`.

    A link counts as what it leads to, because there it is read; one that leads out of the folder stands for itself.
    """
    real = relative(Path(os.path.realpath(path)), Path(os.path.realpath(read.root)))
    found = real or relative(Path(os.path.abspath(path)), read.root)
    if found:
        return found
    raise Refused(f"{path} lies outside of {read.root}, the folder of {read.file}")


def within(root: Path, looks: Looks | None = None) -> str:
    """
    Return where a folder lies in its git repository, with `/`; "" at the top of it, and where there is none.

    git itself is not asked: it would be started for that alone, and answers nothing about a folder of somebody else's.
    """
    real = Path(os.path.realpath(root))
    files = Noted(looks) if looks else Disk()
    top = next((folder for folder in (real, *real.parents) if files.is_top(folder)), real)
    found = real.relative_to(top).as_posix()
    return "" if found == "." else found


def relative(path: PurePath, root: PurePath) -> str | None:
    """Return the way from the root to the path, with `/`; None where the path lies elsewhere."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")  # noqa: PTH208 - names alone
    except OSError:
        return []
