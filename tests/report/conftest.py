"""
Expected reports stand as files in `golden`, to be read by people.

After a change that is meant, write them anew and read the difference: `ARCHLINT_GOLDEN=write pytest tests/report`.
"""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Run a script of Node's, for which packages of these names are installed; returns what it prints."""

    def run(script: str, *packages: str) -> str:
        folder = tmp_path_factory.mktemp("node")
        words = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *packages]
        subprocess.run(words, cwd=folder, check=True)
        done = subprocess.run(["node", "-e", script], cwd=folder, capture_output=True, encoding="utf-8", check=True)
        return done.stdout

    return run


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with a golden file, byte by byte."""

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if os.environ.get("ARCHLINT_GOLDEN") == "write":
            file.write_bytes(text.encode())
        assert file.exists(), f"{file} is not there yet; ARCHLINT_GOLDEN=write writes it"
        assert file.read_bytes().decode() == text

    return compare
