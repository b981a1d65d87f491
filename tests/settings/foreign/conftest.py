"""A folder of its own for each test, and the command line in this process."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from archlint.cli import main

GOLDEN = Path(__file__).parent / "golden"


class Done(NamedTuple):
    """How a call ended."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """Let the surroundings of the test run have no say."""
    for name in os.environ:
        if name.startswith(("GIT_", "PRE_COMMIT", "ARCHLINT_CACHE")) or name in ("CI", "NO_COLOR", "FORCE_COLOR"):
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
def call(capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Call archlint with these words."""

    def called(*words: str) -> Done:
        code = main(list(words))
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return called


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with a golden file, byte by byte; ARCHLINT_GOLDEN=write writes it."""

    def compared(name: str, text: str) -> None:
        file = GOLDEN / f"{name}.txt"
        if os.environ.get("ARCHLINT_GOLDEN") == "write":
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compared
