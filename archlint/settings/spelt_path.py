"""Ways to files as a person types them."""

import os
from pathlib import Path

__all__ = ["typed"]


def typed(path: Path) -> str:
    """Return the path as a person would type it: relative to the current folder, or absolute if that is shorter."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):
        # The current folder was deleted, or the file is on another drive.
        return path.as_posix()
    return min(Path(relative).as_posix(), path.as_posix(), key=len)
