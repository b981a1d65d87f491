"""Where a reading looks: the tree that holds the modules, and the disk. What nobody asks for is not made."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from archlint import git
from archlint.settings import Request
from archlint.source.options import Options

if TYPE_CHECKING:
    from archlint.source.disk import Disk
    from archlint.source.ignore import Exclude
    from archlint.source.revision import Revision
    from archlint.source.tree import Tree
    from archlint.source.witness import Witness

__all__ = ["Trees"]


class Trees:
    """What one request may look at."""

    def __init__(self, request: Request, options: Options) -> None:
        self._request = request
        self._options = options
        self._root = request.settings.root

    @cached_property
    def top(self) -> Path:
        """The top of the repository. Raises git.GitError where there is none, as all that asks git does."""
        return git.top(self._root)

    @cached_property
    def identity(self) -> bytes:
        """What names all that the tree of git holds, as git.identity has it."""
        return git.identity(self.top, self._request.tree)

    def unmoved(self) -> bool:
        """Return whether the tree of git is still the one that was asked; an index may be another at any time."""
        return bool(self.identity) and git.identity(self.top, self._request.tree) == self.identity

    @cached_property
    def exclude(self) -> Exclude:
        """What both leave out."""
        from archlint.source.ignore import Exclude

        return Exclude(tuple(pattern.text for pattern in self._options.exclude), self._options.rule_folders)

    @cached_property
    def disk(self) -> Disk:
        """The disk, with what somebody supposes that files hold."""
        from archlint.source.disk import Disk

        if self._request.overlay:
            from archlint.source.overlay import Overlaid  # only who supposes what files hold needs it

            return Overlaid(self._root, self.exclude, self._request.overlay)
        return Disk(self._root, self.exclude)

    @cached_property
    def tree(self) -> Tree:
        """Where the modules are."""
        return self.revision if self._request.tree else self.disk

    @cached_property
    def revision(self) -> Revision:
        """The tree of git that the request names."""
        from archlint.source.revision import Revision

        return Revision(self._root, self._request.tree, self.exclude, self.identity if self._request.cache else b"")

    @cached_property
    def witnesses(self) -> tuple[Witness, Witness]:
        """Of the tree and the disk, for questions that the stamp does not answer."""
        from archlint.source.witness import Witness

        looks, lead = self._request.looks, f"{self._root}/"
        return Witness(self.tree, "tree", looks, lead, self._request.tree), Witness(self.disk, "disk", looks, lead)
