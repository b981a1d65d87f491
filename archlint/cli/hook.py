"""What a git hook is to judge: the index, a revision, or nothing because nothing relevant is staged."""

import os
from pathlib import Path, PurePosixPath
from typing import Final

from archlint import git
from archlint.cli.opening import settings_in

__all__ = ["tree_of_hook", "tree_to_judge"]

_CODE: Final = (".py", ".pyi", ".pyd", ".pyx", ".so")
"""What can be imported, or shadows what can."""
_PROJECT: Final = (".toml", ".lock", ".cfg", ".in", ".txt")
"""Settings, lock files and lists of requirements: they say which third parties there are. Baselines are lists, too."""
_NAMES: Final = (".gitignore", "Pipfile")


def tree_of_hook() -> str:
    """
    Return the tree that a hook speaks of: the index, or the revision that is pushed.

    pre-commit and prek name that one in PRE_COMMIT_TO_REF, as well when they are run with `--from-ref` and `--to-ref`.
    """
    return os.environ.get("PRE_COMMIT_TO_REF") or git.INDEX


def tree_to_judge(file: Path) -> str | None:
    """
    Return the tree that a hook is to judge, or None where something is staged and none of it matters.

    With nothing staged at all (`run --all-files`, the usual gate of CI) the whole index is judged: a violation that is
    committed must not be green there. `file` is the settings file.
    """
    tree = tree_of_hook()
    if tree != git.INDEX:
        return tree
    staged = git.staged(git.top(file.parent))
    return tree if not staged or _relevant(staged, file) else None


def _relevant(staged: tuple[str, ...], file: Path) -> bool:
    """Return whether some of the files can change the verdict; the cheap questions first."""
    paths = [PurePosixPath(path) for path in staged]
    if any(path.suffix in _CODE + _PROJECT or path.name in (*_NAMES, file.name) for path in paths):
        return True
    # A baseline may have any name; whatever the settings mention may be meant.
    text = settings_in(file, git.INDEX)
    return any(os.fsencode(path.name) in text for path in paths)
