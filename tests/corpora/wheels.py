"""
Real code to read: wheels from the package index, unpacked and never installed.

They are kept in the folder that ARCHLINT_WHEELS names, else in ~/.cache/archlint-wheels, and fetched once.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

__all__ = ["Wheel", "at_hand", "unpacked"]


class Wheel(NamedTuple):
    """One distribution, in one version for good: its modules and their flaws are known by name."""

    distribution: str
    version: str
    compiled: bool = False
    """Whether it holds machine code: then everybody reads the wheel for CPython 3.13 on Linux, whatever runs here."""
    sha256: str = ""
    """What the fetched file hashes to, in hexadecimal digits; empty where nothing hangs on a single byte."""


def at_hand(wheel: Wheel) -> bool:
    """Return whether the wheel can be had without the package index."""
    return _tree(wheel).is_dir()


def unpacked(wheel: Wheel) -> Path:
    """Return the folder that holds what the wheel holds. Fetches it where it is not at hand."""
    tree = _tree(wheel)
    if not tree.is_dir():
        tree.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=tree.parent) as folder:
            whole = Path(folder) / tree.name
            with zipfile.ZipFile(_fetched(wheel, folder)) as archive:
                archive.extractall(whole)
            _put(whole, tree)
    return tree


def _tree(wheel: Wheel) -> Path:
    cache = os.environ.get("ARCHLINT_WHEELS") or Path.home() / ".cache" / "archlint-wheels"
    return Path(cache) / f"{wheel.distribution}-{wheel.version}"


def _fetched(wheel: Wheel, folder: str) -> Path:
    """Download the wheel that fits every platform, so that all see the same files, whatever Python runs the tests."""
    tag = ("cp", "cp313", "manylinux_2_28_x86_64") if wheel.compiled else ("py", "none", "any")
    anywhere = ["--python-version", "3.13", "--implementation", tag[0], "--abi", tag[1], "--platform", tag[2]]
    # Nobody runs what is fetched, so it need not fit any Python that is there.
    wanted = ["--only-binary", ":all:", "--no-deps", "--ignore-requires-python", "--quiet", "--dest", folder]
    download = [sys.executable, "-m", "pip", "download", *anywhere, *wanted, f"{wheel.distribution}=={wheel.version}"]
    # What is to be installed has no say in what is looked at.
    anything = {name: value for name, value in os.environ.items() if name != "PIP_CONSTRAINT"}
    done = subprocess.run(download, capture_output=True, text=True, env=anything, check=False)
    assert done.returncode == 0, done.stderr
    (found,) = Path(folder).glob("*.whl")
    assert wheel.sha256 in ("", hashlib.sha256(found.read_bytes()).hexdigest()), f"{found.name} is not the file of old"
    return found


def _put(whole: Path, tree: Path) -> None:
    """Move a finished folder to its place in one step: another process may fetch the same wheel at the same time."""
    try:
        whole.rename(tree)
    except OSError:
        # The other one was first.
        assert tree.is_dir()
