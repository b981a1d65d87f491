"""What a step is told by the runner of GitHub Actions, and how it answers."""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

__all__ = ["annotate", "event", "given", "literally", "outputs"]

_ESCAPES: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})


def given(name: str) -> str:
    """Return an input of the action by the name that it has there; "" where there is none."""
    return os.environ.get(f"INPUT_{name.upper().replace('-', '_')}", "").strip()


def event() -> dict[str, Any]:
    """Return what has started the workflow, as GitHub tells it; {} where that cannot be read."""
    try:
        found = json.loads(Path(os.environ.get("GITHUB_EVENT_PATH", "")).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def annotate(severity: str, message: str) -> None:
    """Print an annotation: an `error`, a `warning` or a `notice`."""
    print(f"::{severity} title=archlint::{message.translate(_ESCAPES)}", flush=True)


@contextmanager
def literally() -> Iterator[None]:
    """
    Have what is printed meanwhile taken for text.

    Otherwise a line of the judged code that a report quotes may rule the runner: it takes commands from anywhere in a
    line, and one of them sets the outputs of this step.
    """
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}", flush=True)
    try:
        yield
    finally:
        print(f"::{token}::", flush=True)


def outputs(**values: str) -> None:
    """Set outputs of this step; `_` stands for `-` in their names."""
    lines = []
    for name, value in values.items():
        end = secrets.token_hex(16)
        lines.append(f"{name.replace('_', '-')}<<{end}\n{value}\n{end}\n")
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as file:
        file.writelines(lines)
