"""Run git, and say in words why it did not work."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from archlint.git.process import Ended, ended
from archlint.git.surroundings import variables

__all__ = ["ABSENT", "GitError", "attempt", "command", "environment", "fed", "questions", "remember", "run", "top"]

ABSENT = (
    "git was not found on the PATH; without it only the files on disk can be read. Install git, or add it to the PATH."
)
_ASKED: list[tuple[str, ...]] = []
_TOPS: dict[Path, Path] = {}
"""By the folder that was asked about."""


class GitError(Exception):
    """git cannot answer. Its one argument is a sentence for a person, with the next act."""


def questions() -> list[tuple[str, ...]]:
    """Return all that git was asked in this process, in order: the words behind `git`."""
    return _ASKED


def top(folder: Path) -> Path:
    """
    Return the top folder of the work tree that the folder lies in, absolute, without symbolic links.

    GIT_DIR is not asked unless GIT_WORK_TREE stands beside it: alone it makes git call any current folder the top.
    """
    found = _remembered(folder)
    if found is None:
        found = _TOPS[folder] = _top(folder)
    return found


def remember(folder: Path, top: Path) -> None:
    """Take what git has told an earlier run of the top, to be believed as long as no other is in question."""
    _TOPS.setdefault(folder, top)


def _remembered(folder: Path) -> Path | None:
    """Return the top that git told before, where it still is the only one in question."""
    if "GIT_WORK_TREE" in os.environ or folder not in _TOPS:
        return None
    real = folder.resolve()
    nearest = next((one for one in (real, *real.parents) if (one / ".git").exists()), None)
    return nearest if nearest == _TOPS[folder] else None


def _top(folder: Path) -> Path:
    given = dict(os.environ)
    if "GIT_WORK_TREE" not in given:
        given.pop("GIT_DIR", None)
    done = _finished(folder, ("rev-parse", "--show-toplevel"), given)
    if done.code == 0:
        return Path(os.fsdecode(done.out.removesuffix(b"\n"))).resolve()
    complaint = _complaint(done.err)
    if "not a git repository" in complaint:
        message = (
            f"{folder} is not in a git repository, so only the files on disk can be read. `git init` makes it one."
        )
    elif "work tree" in complaint:
        message = f"{folder} belongs to git's own data, not to a work tree. Run archlint where the source files are."
    else:
        message = f"git cannot say which repository {folder} belongs to: {complaint}"
    raise GitError(message)


def run(top: Path, *arguments: str) -> bytes:
    """Return what git prints."""
    done = _finished(top, arguments, variables(top))
    if done.code != 0:
        raise GitError(f"`git {arguments[0]}` did not work in {top}: {_complaint(done.err)}")
    return done.out


def attempt(top: Path, *arguments: str) -> bytes | None:
    """Return what git prints, or None where it fails."""
    done = _finished(top, arguments, variables(top))
    return done.out if done.code == 0 else None


def fed(top: Path, content: bytes, *arguments: str) -> bytes | None:
    """Return what git prints when it is given these bytes to read, or None where it fails."""
    import subprocess  # few ask for it

    words, given = command(arguments), environment(variables(top))
    done = subprocess.run(words, cwd=top, env=given, input=content, capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


def command(arguments: tuple[str, ...]) -> list[str]:
    """Return the words to start git with."""
    _ASKED.append(arguments)
    # core.fsmonitor may name a program of the repository's own choosing.
    return ["git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false", *arguments]


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return variables with which git takes no locks, takes paths literally and speaks English."""
    return {**given, "GIT_OPTIONAL_LOCKS": "0", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}


def _finished(folder: Path, arguments: tuple[str, ...], given: Mapping[str, str]) -> Ended:
    if not folder.is_dir():
        raise GitError(f"{folder} is not a folder, so git cannot be asked about it.")
    try:
        return ended(folder, command(arguments), environment(given))
    except FileNotFoundError:
        raise GitError(ABSENT) from None
    except OSError as error:
        raise GitError(f"git cannot be started: {error.strerror}.") from None


def _complaint(stderr: bytes) -> str:
    """Return what git complains of, on one line."""
    lines = stderr.decode(errors="replace").splitlines()
    return " ".join(line.removeprefix("fatal: ").strip() for line in lines if line.strip()) or "it gave no reason."
