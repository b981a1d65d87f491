"""A folder of its own for each test, and the command line in this process."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archlint.cli import main
from tests.cli.conftest import Done, tree

__all__ = ["Done", "tree"]

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path):
    """Let the surroundings of the test run have no say."""
    for name in os.environ:
        if name.startswith(("GIT_", "PRE_COMMIT", "ARCHLINT_CACHE")) or name in ("CI", "NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


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
