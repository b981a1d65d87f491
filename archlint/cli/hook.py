"""What a git hook is to judge: the index, a revision, or nothing because nothing relevant is staged."""

import os
from pathlib import Path

from archlint import git, settings

__all__ = ["tree_to_judge"]

INDEX = ":index"
_ALWAYS = ("archlint.toml", "pyproject.toml", ".gitignore")


def tree_to_judge(config: str | None) -> str | None:
    """
    Return the tree that a hook is to judge, or None where something is staged and none of it matters.

    pre-commit and prek name the pushed revision in PRE_COMMIT_TO_REF. With nothing staged at all (`run --all-files`,
    the usual gate of CI) the whole index is judged: a violation that is committed must not be green there.
    """
    pushed = os.environ.get("PRE_COMMIT_TO_REF")
    if pushed:
        return pushed
    file = Path(os.path.abspath(config)) if config else settings.find(Path.cwd())
    top = git.top(file.parent)
    staged = git.staged(top)
    return INDEX if not staged or any(_relevant(path, file) for path in staged) else None


def _relevant(path: str, file: Path) -> bool:
    """Whether a staged file can change the verdict. Baselines may have any name, so all text files count as such."""
    return path.endswith((".py", ".txt", ".lock")) or os.path.basename(path) in (*_ALWAYS, file.name)
