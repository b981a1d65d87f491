"""
Expected reports stand as files in `golden`, to be read by people.

After a change that is meant, write them anew and read the difference: `ARCHLINT_GOLDEN=write pytest tests/report`.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


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
