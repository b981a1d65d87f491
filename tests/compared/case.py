"""
One case that a tool of this trade may get wrong, and archlint's answer to it in a few words.

The codebase is the same in all: `pkg.low` must not import `pkg.high`. An answer is what the run says, shortened:
`broken at pkg/low.py:1:1 [1]` is a violation with its place and the exit code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

LAYERS = """\
[rules.order]
type = "layers"
layers = ["pkg.high", "pkg.low"]
"""
STATES = {"new": "broken", "known": "known"}
PACKAGE: Mapping[str, str | bytes | None] = {"pkg/__init__.py": "", "pkg/high.py": "", "pkg/low.py": ""}


def nothing(_: Path) -> None:
    """Leave the folder as it is."""


class Step(NamedTuple):
    """The next run over the same folder."""

    files: Mapping[str, str | bytes | None]
    """What has changed since the last one."""
    options: tuple[str, ...] = ()


class Case(NamedTuple):
    """A codebase, and what archlint says of it."""

    name: str
    """As docs/compared.md has it."""
    files: Mapping[str, str | bytes | None]
    """Laid over the package and the settings; None takes a file away."""
    answer: str
    """One for each step, with ", then " between them."""
    options: tuple[str, ...] = ()
    folder: str = "."
    """Where the command is given."""
    arrange: Callable[[Path], None] = nothing
    """What no text can say: links, modes."""
    steps: tuple[Step, ...] = ()
    """What comes before the command is given again."""


def changes(case: Case) -> tuple[Step, ...]:
    """Return all runs of a case, the first one among them."""
    return Step({}, case.options), *case.steps


def lay(root: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write files below a folder, or take them away."""
    for name, content in files.items():
        file = root / name
        if content is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def shortened(code: int, out: str, err: str) -> str:
    """Return what a run of `check --format json` says, in a few words: of each sentence what stands before a colon."""
    if not out:
        return f"{': '.join(err.splitlines()[0].split(': ')[:2])} [{code}]"
    report = json.loads(out)
    said = [f"{STATES[one['state']]} at {_place(one)}{_kind(one)}" for one in report["violations"]]
    said = said or ["kept" if report["summary"]["complete"] else "incomplete"]
    said += [f"{_place(one)} {_trouble(one)}" for one in report["errors"]]
    said += [f"{_place(one)}: {one['message']}" for one in report["unresolved"]]
    said += [f"{_place(one)} is not followed" for one in report["dynamic"]]
    said += [f"note: {one['path']}: {one['message']}" for one in report["notes"]]
    return f"{'; '.join(said)} [{code}]"


def _place(one: dict[str, Any]) -> str:
    return f"{one['path']}:{one['line']}:{one['column']}" if one["line"] else str(one["path"])


def _trouble(one: dict[str, Any]) -> str:
    return "is unread" if one["path"].endswith(".py") else one["message"].partition(": ")[0]


def _kind(violation: dict[str, Any]) -> str:
    """Return what the rule calls it and the chain where it is no import of the one by the other, and its kind."""
    words = [] if violation["dependency"] == "runtime" else [violation["dependency"]]
    if len(violation["chain"]) > 2:
        words.append(" -> ".join(violation["chain"]))
    return f" ({', '.join(words)})" if words else ""
