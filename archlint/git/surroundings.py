"""Which of git's own variables speak of the repository that is asked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

__all__ = ["variables"]

_LOCAL: Final = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")
"""What git tells its hooks of the one repository that it works for."""


def variables(top: Path) -> dict[str, str]:
    """
    Return our variables for a git that is asked about the work tree at `top`.

    A hook may step into a submodule, or into any repository inside its own. What git has told it of the outer one is
    left out then: the index of one repository names contents that the other does not have.
    """
    foreign = _LOCAL if _foreign(top) else ()
    return {name: value for name, value in os.environ.items() if name not in foreign}


def _foreign(top: Path) -> bool:
    """Return whether the variables name the folder or the index of another repository."""
    named, index = os.environ.get("GIT_DIR"), os.environ.get("GIT_INDEX_FILE")
    data = _data(top) if named or index else None
    if data is None or "GIT_WORK_TREE" in os.environ:
        return False
    if named and (top / named).resolve() not in (data, top / ".git"):
        return True
    if not index:
        return False
    # An index of somebody's own may lie anywhere, but not in the data of another repository. One that is told from the
    # top of the outer repository is not there when it is looked for from the inner one.
    file = (top / index).resolve()
    return not file.exists() or (file.parent != data and (file.parent / "HEAD").exists())


def _data(top: Path) -> Path | None:
    """Return the folder of the repository's own data; None where it lies elsewhere than the work tree says."""
    own = top / ".git"
    if own.is_dir():
        return own.resolve()
    try:
        lead, _, way = own.read_text(encoding="utf-8", errors="surrogateescape").partition(": ")
    except OSError:
        return None
    return (top / way.rstrip("\n")).resolve() if lead == "gitdir" else None
