"""
How fast a history is judged: `python -m benchmarks.history REPOSITORY [--settings FILE]`.

The repository is cloned, so nothing in it is touched. Three runs: the first, which parses everything; one under other
rules, which parses nothing; and one that has nothing to do.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MORE = '\n[rules.one-more]\ntype = "acyclic"\n'
PLAIN = "[rules.acyclic]\n"


def timed(top: Path, *words: str) -> tuple[float, float, str]:
    """Return seconds by the clock and of CPU that a run takes, and what it says of them itself."""
    before, started = os.times(), time.monotonic()
    command = [sys.executable, "-m", "archlint", "history", *words]
    done = subprocess.run(command, cwd=top, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.monotonic() - started, spent, done.stderr.strip().splitlines()[-1]


def main() -> None:
    """Clone, run three times, print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repository")
    parser.add_argument("--settings", type=Path, help="an archlint.toml to judge by; one acyclic rule otherwise")
    parser.add_argument("--jobs", default="0")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", "--shared", given.repository, str(top)], check=True)
        settings = top / "archlint.toml"
        if given.settings:
            shutil.copy(given.settings, settings)
        else:
            settings.write_text(PLAIN)
        for name in ("first run", "other rules", "nothing to do"):
            if name == "other rules":
                settings.write_text(settings.read_text() + MORE)
            wall, cpu, said = timed(top, "--jobs", given.jobs)
            print(f"{name:<14} {wall:8.2f} s  {cpu:8.2f} s CPU  {said}", flush=True)


if __name__ == "__main__":
    main()
