"""Whose the files of a request are, by the CODEOWNERS file of the tree that is judged."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from archlint import git
from archlint.rulebook import Findings
from archlint.settings import Request
from archlint.verdict.nouns import Note, Violation
from archlint.verdict.teams import Owners

if TYPE_CHECKING:
    from archlint.verdict.codeowners import Codeowners, Dialect

__all__ = ["PLACES", "Ownership", "owned"]

PLACES: Final = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""GitHub looks into the first three, in this order, GitLab into the last three in theirs."""
_CI: Final = ".gitlab-ci.yml"
"""Where it stands, the code lies with GitLab."""
_OWNERS: Final = Violation._fields.index("owners")


class Ownership:
    """What the first CODEOWNERS file says that is there."""

    def __init__(self, request: Request) -> None:
        self._within = request.within
        self._tree = request.tree
        real = Path(os.path.realpath(request.settings.root))
        self._top = (real, *real.parents)[len(PurePosixPath(request.within).parts)]
        self.path = ""
        """Relative to the settings' root; "" where there is no such file."""
        self._file: Codeowners | None = None
        self.notes: tuple[Note, ...] = ()
        if request.looks:
            for name in (*PLACES, _CI):
                request.looks.content(f"{self._top}/{name}", request.tree)
        self._read()
        self.of = cache(self._of)

    @property
    def dialect(self) -> Dialect:
        """In whose dialect it is read."""
        return self._file.dialect if self._file else "GitHub"

    @property
    def silent(self) -> bool:
        """Whether nothing says who owns any file."""
        return self._file is None

    def _of(self, path: str) -> tuple[str, ...]:
        """Return the owners of a file, named from the settings' root."""
        return self._file.of(posixpath.normpath(posixpath.join(self._within, path))) if self._file else ()

    def _read(self) -> None:
        try:
            found = git.first_of(self._top, self._tree, PLACES)
        except OSError as error:
            self.path = self._shown(os.path.relpath(error.filename, self._top))
            words = f"the owners of the code cannot be read: {error.strerror}"
            self.notes = (Note(words, "make the file readable", self.path, 0),)
            return
        if found:
            from archlint.verdict.codeowners import Codeowners  # most have no such file

            place, content = found
            text = content.decode("utf-8", "surrogateescape")
            self._file = Codeowners(text, self._shown(place), self._dialect(place, text))
            self.path, self.notes = self._shown(place), self._file.notes

    def _shown(self, place: str) -> str:
        """Return a path from the top of the repository as reports have it: from the settings' root."""
        return posixpath.relpath(place, self._within or ".")

    def _dialect(self, place: str, text: str) -> Dialect:
        """Return whose dialect a file is in: its folder says so, else what stands in it, else what stands beside it."""
        if place.startswith(".git"):
            return "GitHub" if place.startswith(".github") else "GitLab"
        from archlint.verdict.codeowners import is_plainly_gitlab

        told = is_plainly_gitlab(text) or git.read_file(self._top, self._tree, _CI) is not None
        return "GitLab" if told else "GitHub"


def owned(
    ownership: Ownership, found: Findings, violations: Sequence[Violation], states: Collection[str]
) -> Sequence[Violation]:
    """Return the violations, those in such a state with the owners of both ends."""
    if ownership.silent:
        return violations
    files = _files(found)

    def owners(one: Violation) -> Owners:
        ends = (files.get(one.importer), files.get(one.imported))
        return Owners(*(ownership.of(path) if path else () for path in ends))

    # By position, as there may be tens of thousands.
    return tuple(
        Violation._make((*one[:_OWNERS], owners(one), *one[_OWNERS + 1 :])) if one.state in states else one
        for one in violations
    )


def _files(found: Findings) -> Mapping[str, str]:
    """Return the file of each module that a finding is about; of third parties there is none."""
    own = frozenset(found.paths)
    ends = (end for one in found.findings for end in ((one.importer, one.home), (one.imported, one.target)))
    return {name: path for name, path in ends if name and path in own}
