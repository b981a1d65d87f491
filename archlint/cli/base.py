"""What the code is compared with: the commit at which it left another revision, and the settings that stood there."""

import os
from pathlib import Path

from archlint import git
from archlint.cli.opening import Absent, opened
from archlint.cli.refusals import Misused, Refused
from archlint.cli.wishes import Wishes
from archlint.settings import Settings, SettingsError, words

__all__ = ["base_of", "former"]


def base_of(wishes: Wishes, file: Path, tree: str) -> str:
    """
    Return the commit that the code is compared with; "" for none.

    A hook compares with what it builds upon: HEAD, or with FROM and TO refs where these parted. Raises GitError, and
    Misused for options that mean nothing together.
    """
    if wishes.fail_on and not wishes.against:
        raise Misused("`--fail-on loosened` compares the settings with those of before: add `--against REV`")
    if wishes.against:
        return git.merge_base(git.top(file.parent), wishes.against, tree)
    return _built_upon(file, tree) if wishes.hook else ""


def _built_upon(file: Path, tree: str) -> str:
    before = os.environ.get("PRE_COMMIT_FROM_REF", "HEAD") if tree != git.INDEX else "HEAD"
    if not before.strip("0"):
        return ""
    try:
        return git.merge_base(git.top(file.parent), before, tree)
    except git.GitError:
        return ""  # there is no commit yet, or too few are here: a hook judges all the same


def former(file: Path, base: str, wishes: Wishes) -> Settings | None:
    """Return the settings as the base has them; None where it has none. Raises Refused where they cannot be used."""
    try:
        return opened(file, base, cache=not wishes.no_cache)
    except Absent:
        return None
    except SettingsError as error:
        raise Unusable(file, base, error) from None


class Unusable(Refused):
    """The settings of the base cannot be used."""

    def __init__(self, file: Path, base: str, error: SettingsError) -> None:
        """Say so, with all that is wrong with them."""
        super().__init__(file, base, error)
        self._file, self._base, self._error = file, base, error

    def words(self) -> str:
        """Return it in words, with the command that shows the file."""
        return (
            f"error: the settings at {self._base[:10]} cannot be used, so nobody knows what they allowed\n"
            f"  = help: `git show {self._base[:10]}:./{self._file.name}` shows them; compare with a newer revision\n\n"
            f"{words(self._error)}"
        )
