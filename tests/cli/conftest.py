"""
A command line that is called in this process where that is enough, and in one of its own where it is not.

`tree` writes a small codebase below the test's own folder, which is the current one.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import archlint
from archlint.cli import main
from tests.cli.comparing import ROOMS


class Done(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """Let the surroundings of the test run have no say: no hook, no CI, no colour, no settings above."""
    for name in os.environ:
        if name.startswith(("GIT_", "PRE_COMMIT", "ARCHLINT_")) or name in ("CI", "NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def tree(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Write files, by path, and return the folder."""

    def write(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def call(capsys) -> Callable[..., Done]:
    """Call the command line in this process."""

    def run(*argv: str) -> Done:
        code = main(argv)
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


@pytest.fixture
def ask(call: Callable[..., Done]) -> Callable[..., Done]:
    """Call `archlint affected` in this process, which is to end with `code`."""

    def asked(*words: str, code: int = 0) -> Done:
        done = call("affected", *words)
        assert done.code == code, done.err
        return done

    return asked


@pytest.fixture
def spawn(environment) -> Callable[..., Done]:
    """Call the command line in a process of its own; `code` is Python that runs before it."""

    def run(*argv: str, code: str = "", **options: Any) -> Done:
        words = [sys.executable, "-c", f"import sys\n{code}\nfrom archlint.cli import command\ncommand()", *argv]
        options = {"env": environment(), "encoding": "utf-8", "capture_output": True, **options}
        done = subprocess.run(words, check=False, **options)
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def environment() -> Callable[..., dict[str, str]]:
    """Return the variables of a process that finds archlint, whether it is installed or not."""

    def variables(**more: str) -> dict[str, str]:
        home = str(Path(archlint.__file__).parents[1])
        return {**os.environ, "PYTHONPATH": home, **more}

    return variables


@pytest.fixture
def repository(tmp_path: Path, environment) -> Callable[..., str]:
    """Make the test's folder a git repository, and run git there."""
    person = {"NAME": "Ada", "EMAIL": "ada@shop.example"}
    people = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def git(*argv: str, fails: bool = False) -> str:
        done = subprocess.run(
            ["git", *argv], env=environment(**people, **alone), encoding="utf-8", capture_output=True, check=False
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    git("init", "--quiet", "--initial-branch=main", str(tmp_path))
    return git


@pytest.fixture
def shop(tree: Callable[[Mapping[str, str]], Path], repository: Callable[..., str]) -> Callable[..., str]:
    """Commit a shop with one violation that is in no baseline, and check out a branch to work on; run git there."""
    tree(ROOMS)
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    repository("checkout", "--quiet", "-b", "work")
    return repository
