"""
The same call over the same code is answered as it was the last time: nothing is judged, and hardly anything is loaded.

docs/decisions/0025-an-answer-is-told-again.md says what an answer rests on, and when none is kept.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from archlint.cli.console import colour, complaints, say
from archlint.settings import Cache, Looks, Signed, changed, edition, joined, parts, texts, today
from archlint.startup import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from archlint.cli.wishes import Wishes

__all__ = ["Call"]

_MEANT: Final = ("ARCHLINT_", "GIT_", "PRE_COMMIT")
"""How variables begin that may have a say in an answer; so may those of CI systems, one by one."""
_CI: Final = ("CI_PROJECT_DIR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITLAB_CI", "TEAMCITY_VERSION", "TF_BUILD")
_IDLE: Final = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_EDITOR", "GIT_REFLOG_ACTION", "GIT_SEQUENCE_EDITOR")
"""What git tells its hooks of the commit to come: it has another time in it for each."""


class Answer(NamedTuple):
    """What was said, and what it came of, as it is kept."""

    code: bytes
    text: bytes
    top: bytes
    """Of the repository, for a hook."""
    stood: bytes
    """Where HEAD and the index stood; empty for what is on the disk."""
    meaning: bytes
    """Of the code, to who looks at the texts of some files; empty where nobody can tell."""
    texts: bytes
    """The paths of these files."""

    def say(self) -> int:
        """Say it, and return the exit code."""
        say(str(self.text, "utf-8", "surrogatepass"))
        return int(self.code)


_FIELDS: Final = len(Answer._fields)


class Call:
    """One `archlint check`, from before anything is looked at to its answer."""

    def __init__(self, wishes: Wishes) -> None:
        self.today = today()
        self._name = f"answer{'-of-hook' if wishes.hook else ''}"
        self._key = b""
        self._top = Path()
        self._stood = b""
        """Where HEAD and the index stood when it began; of what is on the disk it is empty."""
        self._asked = self._complaints = 0
        self._taken: Signed = []
        self._former: tuple[Answer, Sequence[memoryview]] | None = None
        """What was said the last time, if that holds as long as the code means what it meant then."""
        self.looks: Looks | None = None
        """What it has looked at; None where no answer is kept."""
        if not (wishes.no_cache or wishes.config or wishes.paths or wishes.against or wishes.timings):
            self._key = _key(wishes, self.today)

    def repeat(self) -> int | None:
        """Say what was said the last time, if all is as it was, and return the exit code; else None."""
        if not self._key:
            return None
        here = Path.cwd()
        for folder in (here, *here.parents):
            kept = Cache(folder).recall(self._name, self._key)
            if kept is not None:
                return self._repeated(kept, folder)
        return None

    def _repeated(self, kept: memoryview, folder: Path) -> int | None:
        try:
            told = parts(kept)
            answer, looks = Answer._make(map(bytes, told[:_FIELDS])), told[_FIELDS:]
            other = self._changed(answer, looks, folder)
        except (TypeError, ValueError):
            return None
        if other == "texts" and answer.meaning:
            self._former = answer, looks
        return answer.say() if other == "nothing" else None

    def _changed(self, answer: Answer, looks: Sequence[memoryview], folder: Path) -> str:
        """Return what is another than it was when this was answered, as `changed` has it."""
        other = changed(looks, self._taken)
        if other == "more" or not answer.stood:
            return other
        from archlint import git  # of the disk it has nothing to say

        top = Path(os.fsdecode(answer.top))
        git.remember(folder, top)
        self._standing(top)
        if self._stood == answer.stood:
            return other
        return "texts" if git.commit_in(self._stood) == git.commit_in(answer.stood) else "more"

    def _standing(self, top: Path) -> None:
        from archlint import git

        self._top, self._stood = top, git.standing(top)

    def stand(self, file: Path) -> None:
        """Note where HEAD and the index stand, before a hook looks at them."""
        if self._key and not self._stood:
            from archlint import git

            self._standing(git.top(file.parent))

    def begin(self, file: Path, tree: str) -> None:
        """Begin to note what is looked at, the settings file first."""
        if not self._key or tree not in ("", ":index") or (tree and not self._stood):
            return
        from archlint import git
        from archlint.settings import Noted, find

        self.looks = Looks(Cache(file.parent).moment(), self._taken)
        if find(Path.cwd(), Noted(self.looks)) != file:
            self.looks.doubt()
        self._asked, self._complaints = len(git.questions()), len(complaints)

    def resume(self, file: Path, meaning: Callable[[Collection[str]], bytes]) -> int | None:
        """
        Say what was said the last time, if no more has changed than texts and the code means the same; else None.

        `meaning` tells what it means to who looks at the texts of some files, by path.
        """
        if self._former is None or self.looks is None:
            return None
        answer, told = self._former
        if meaning(texts(memoryview(answer.texts))) != answer.meaning:
            return None
        self._keep(file, answer._replace(stood=self._stood), self.looks.told_anew(told))
        return answer.say()

    def keep(self, file: Path, code: int, text: str) -> None:
        """Keep the answer, if the next call could tell that it still holds."""
        if self.looks and (told := self.looks.told()):
            said, top = text.encode("utf-8", "surrogatepass"), os.fsencode(self._top)
            self._keep(file, Answer(str(code).encode(), said, top, self._stood, *self.looks.meaning()), told)

    def _keep(self, file: Path, answer: Answer, told: Sequence[bytes]) -> None:
        from archlint import git

        asked = git.questions()[self._asked :]
        unsettled = (asked and not self._stood) or not git.settled(asked)
        if not told or complaints[self._complaints :] or unsettled:
            return
        if self._stood and git.standing(self._top) != self._stood:
            return
        Cache(file.parent).keep(self._name, self._key, joined([*answer, *told]))


def _key(wishes: Wishes, day: str) -> bytes:
    """Return all that an answer comes of, beside what is on the disk and in git."""
    person = os.geteuid() if hasattr(os, "geteuid") else 0
    told = wishes, os.getcwd(), person, day, colour(wishes.color), _surroundings(os.environ)  # noqa: PTH109
    return edition() + repr(told).encode("utf-8", "surrogatepass")


def _surroundings(variables: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the variables that may have a say."""
    return sorted(
        (name, value)
        for name, value in variables.items()
        if name in _CI or (name.startswith(_MEANT) and not name.startswith(_IDLE))
    )
