"""A git repository in a temporary folder, and what one does with it."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Self

from archlint import git

__all__ = ["Repository"]


class Repository:
    """A git repository that is being worked in."""

    def __init__(self, top: Path, *options: str) -> None:
        """Make one; the options are those of `git init`."""
        self.top = top
        top.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *options, ".")
        for name, value in {"user.name": "Ada", "user.email": "ada@example.org", "commit.gpgsign": "false"}.items():
            self.git("config", name, value)

    @classmethod
    def at(cls, top: Path) -> Self:
        """Return one that is there already."""
        there = cls.__new__(cls)
        there.top = top
        return there

    def git(self, *arguments: str, fails: bool = False, **variables: str) -> str:
        """Return what git prints; the variables stand in its environment besides ours."""
        words, env = ["git", *arguments], {**os.environ, **variables}
        done = subprocess.run(words, cwd=self.top, env=env, capture_output=True, text=True, check=False)
        assert (done.returncode != 0) == fails, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout.strip()

    def write(self, **files: str) -> None:
        for name, text in files.items():
            path = self.top / name.replace("__", "/").replace("_py", ".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def commit(self, **files: str) -> str:
        self.write(**files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "work")
        return self.git("rev-parse", "HEAD")

    def hook(self, code: str) -> Path:
        """Let a commit run code in its hook, whose result is written to the file returned."""
        result = self.top.parent / "result"
        script = self.top.parent / "hook.py"
        script.write_text(
            "from pathlib import Path\nfrom archlint import git\ntop = git.top(Path.cwd())\n"
            + textwrap.dedent(code)
            + f"\nPath({str(result)!r}).write_text(repr(answer))\n"
        )
        house = Path(git.__file__).parents[2]
        hooks = Path(self.git("rev-parse", "--path-format=absolute", "--git-path", "hooks"))
        hooks.mkdir(exist_ok=True)
        hook = hooks / "pre-commit"
        hook.write_text(f"#!/bin/sh\nPYTHONPATH='{house}' exec '{sys.executable}' '{script}'\n")
        hook.chmod(0o755)
        return result
