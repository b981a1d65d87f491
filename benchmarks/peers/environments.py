"""Where the tools live: the peers in one environment, archlint in another, each as its users install it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

__all__ = ["CACHE", "ENVIRONMENT", "PEERS", "archlint", "peers", "versions"]

PEERS: Final = ("grimp==3.19", "import-linter==2.16", "ruff==0.17.6", "tach==0.35.3")
"""Whom archlint is compared with; the same versions for everybody until somebody raises them here."""

HOUSE: Final = Path(__file__).parents[2]
CACHE: Final = Path(os.environ.get("ARCHLINT_BENCHMARKS") or Path.home() / ".cache" / "archlint-benchmarks")
"""Environments and trees. Nothing of it lies in the repository, and all of it may be deleted."""

ENVIRONMENT: Final[Mapping[str, str]] = {
    "PATH": os.environ.get("PATH", os.defpath),
    "HOME": str(CACHE),
    "LC_ALL": "C.UTF-8",
    "NO_COLOR": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
"""All that a measured command sees: no setting of the person who measures."""


def peers() -> Path:
    """Return the folder with the commands of the peers. Installs them where they are not at hand."""
    return _made("peers", PEERS)


def archlint() -> Path:
    """Return the folder with archlint's command, installed out of the working tree as it is now."""
    place = _made("archlint", ())
    # A folder is built anew each time, whatever its version says.
    _pip(place, [str(HOUSE)])
    return place


def versions() -> dict[str, str]:
    """Return by name what is installed of archlint and of the peers."""
    listed = [*_listed(CACHE / "environments" / "archlint"), *_listed(CACHE / "environments" / "peers")]
    wanted = {"archlint", *(peer.partition("==")[0] for peer in PEERS)}
    # The second speaks: grimp is also one of archlint's own dependencies.
    return {one["name"]: one["version"] for one in listed if one["name"] in wanted}


def _made(name: str, requirements: Sequence[str]) -> Path:
    place = CACHE / "environments" / name
    recipe = json.dumps([sys.version, *requirements])
    note = place / "recipe.json"
    if not note.is_file() or note.read_text(encoding="utf-8") != recipe:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        if requirements:
            _pip(place / "bin", requirements)
        note.write_text(recipe, encoding="utf-8")
    return place / "bin"


def _pip(place: Path, wishes: Sequence[str]) -> None:
    command = [str(place / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", *wishes]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")


def _listed(place: Path) -> list[dict[str, str]]:
    command = [str(place / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "list", "--format", "json"]
    found: list[dict[str, str]] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found
