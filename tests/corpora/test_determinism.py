"""Same code, same bytes: whatever the hash seed, the order of folders and the current folder."""

import subprocess
import sys
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[2] / "fixtures"
FORMATS = ("text", "concise", "json")

SHUFFLED = """
import os, random, sys
from archlint.cli import main

plain, order = os.scandir, random.Random(sys.argv[1])


class Shuffled:
    def __init__(self, path="."):
        with plain(path) as entries:
            self.entries = list(entries)
        order.shuffle(self.entries)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def __iter__(self):
        return self

    def __next__(self):
        if not self.entries:
            raise StopIteration
        return self.entries.pop()


os.scandir = Shuffled
sys.exit(main(sys.argv[2:]))
"""


def said(fixture: str, format_: str, where: Path, seed: int) -> tuple[int, bytes, bytes]:
    """Exit code and output of a check, run in a folder with a seed for hashes and for the order of folders."""
    arguments = ["check", "--config", str(FIXTURES / fixture / "archlint.toml"), "--format", format_, "--limit", "0"]
    command = [sys.executable, "-c", SHUFFLED, str(seed), *arguments]
    # Nothing of this environment but the way to archlint: what a variable changes is another test.
    environment = {"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(FIXTURES.parent)}
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("fixture", ["airline", "newsroom", "shop"])
def test_a_check_says_the_same_bytes_in_any_order_and_from_anywhere(fixture, format_, tmp_path):
    folders = [FIXTURES / fixture, FIXTURES.parent, tmp_path]
    found = [said(fixture, format_, where, seed) for seed, where in enumerate(folders)]

    code, out, errors = found[0]
    assert (code, errors) == (1, b"")
    assert out
    assert found == [found[0]] * len(found)
