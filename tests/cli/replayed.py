"""A log replayed by its documented fields alone, and what a plain check says of a commit: they share no code."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

__all__ = ["checked", "log", "replayed"]


def log(top: Path, every: str = "commit") -> Path:
    """Return the file of the log."""
    (found,) = (top / ".archlint" / "cache").glob(f"history-{every}-*.jsonl")
    return found


def replayed(file: Path) -> Iterator[tuple[str, set[str], dict[str, str]]]:
    """Yield each commit, the fingerprints of what stands there, and by which commit each of them came."""
    _, *lines = file.read_text(encoding="ascii").splitlines()
    standing: dict[str, str] = {}
    for line in lines:
        record = json.loads(line)
        for event in record.get("events", ()):
            if event["event"] == "appeared":
                assert event["violation"] not in standing
                standing[event["violation"]] = record["commit"]
            elif event["event"] == "fixed":
                del standing[event["violation"]]
            elif event["event"] in ("moved", "changed"):
                standing[event["to"]] = standing.pop(event["violation"])
        yield record["commit"], set(standing), dict(standing)


def checked(top: Path, commit: str, folder: Path, call: Callable[..., Any], monkeypatch: Any) -> set[str]:
    """Return the fingerprints that a plain check finds in a commit that is laid out, by the settings of today."""
    folder.mkdir()
    archive = subprocess.run(["git", "archive", commit], cwd=top, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x"], cwd=folder, input=archive, check=True)
    (folder / "archlint.toml").write_bytes((top / "archlint.toml").read_bytes())
    monkeypatch.chdir(folder)
    done = call("check", "--format", "json", "--no-cache")
    monkeypatch.chdir(top)
    return {one["fingerprint"] for one in json.loads(done.out)["violations"]}
