"""
What is not read: names that never hold the project's own code, `.gitignore` files, and the patterns of `exclude`.

Folders are asked before what is in them, as git does it: nothing below a folder that is left out can be brought back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from archlint.source.glob import encoded, glob
from archlint.source.ground import Ground, repository
from archlint.startup import NamedTuple

__all__ = ["VENV", "Exclude", "Layer", "above", "never", "omitted", "within"]

VENV: Final = "pyvenv.cfg"
"""A folder that holds this file is a virtual environment."""
_FOREIGN: Final = frozenset({"__pycache__", "node_modules", "site-packages"})
_METADATA: Final = (".egg-info", ".dist-info")


def never(name: str) -> bool:
    """Return whether a file or folder of this name is never the project's own code, wherever it lies."""
    return name.startswith(".") or name in _FOREIGN or name.endswith(_METADATA)


class Ignored:
    """The patterns of one list in git's language, relative to the folder they are written for."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Raise ValueError for a pattern that git's language does not know."""
        found = [glob(encoded(line)) for line in lines]
        self._globs = tuple(one for one in reversed(found) if one)

    def says(self, path: str, folder: bool) -> bool | None:
        """Return True where the path is to be left out, False where it is brought back, None where nothing is said."""
        way = encoded(path)
        name = way.rpartition("/")[2]
        for whole, by_name, folders_only, brings_back in self._globs:
            if (folder or not folders_only) and whole.fullmatch(name if by_name else way):
                return not brings_back
        return None

    def speak_of(self, path: str) -> bool:
        """Return whether something is said of a file, or of a folder that it lies in."""
        return self.says(path, False) is not None or any(
            self.says(folder, True) is not None for folder in _around(path)
        )


class Exclude:
    """
    The patterns of the setting `exclude`, relative to the settings' root. Remembers which of them did something.

    Files directly in a folder of the team's own rules are left out, too: they belong to archlint, not to the codebase.
    """

    def __init__(self, patterns: tuple[str, ...], rule_folders: Collection[str] = ()) -> None:
        self.patterns = patterns
        self._rule_folders = rule_folders
        self.broken: set[int] = set()
        """Positions of patterns that cannot be understood."""
        self._lists: list[tuple[int, Ignored]] = []
        self._used: set[int] = set()
        for position, pattern in enumerate(patterns):
            try:
                self._lists.append((position, Ignored((pattern,))))
            except ValueError:
                self.broken.add(position)

    def omits(self, path: str, folder: bool) -> bool:
        """Return whether the path is left out; the last pattern that speaks of it decides."""
        if not folder and path.rpartition("/")[0] in self._rule_folders:
            return True
        for position, patterns in reversed(self._lists):
            said = patterns.says(path, folder)
            if said is not None:
                self._used.add(position)
                return said
        return False

    def idle(self, among: Collection[int], paths: Iterable[str]) -> tuple[int, ...]:
        """
        Return the positions, of some, whose patterns match nothing: neither what was asked so far nor one of the files.

        A pattern for what is never read anyway (`.venv/`) may be idle: not every machine has it.
        """
        waiting = [
            (position, patterns)
            for position, patterns in self._lists
            if position in among
            and position not in self._used
            and not any(map(never, self.patterns[position].strip("!/").split("/")))
        ]
        for path in paths if waiting else ():
            waiting = [(position, patterns) for position, patterns in waiting if not patterns.speak_of(path)]
        return tuple(position for position, _ in waiting)


class Layer(NamedTuple):
    """One `.gitignore` file, to be asked about paths relative to the settings' root."""

    lead: str
    """The way from the file's folder down to the settings' root, "/" at the end; "" where it lies no higher."""
    cut: int
    """Length of the way from the settings' root down to the file's folder, with "/"; 0 where it lies no deeper."""
    patterns: Ignored


def omitted(path: str, folder: bool, layers: tuple[Layer, ...]) -> bool:
    """Return whether a path is left out by the layers, outermost first: the innermost that speaks of it decides."""
    for lead, cut, patterns in reversed(layers):
        said = patterns.says(lead + path[cut:], folder)
        if said is not None:
            return said
    return False


def above(root: Path, start: str, ground: Ground) -> tuple[Layer, ...]:
    """
    Return the `.gitignore` files that lie higher than a folder, outermost first, up to the top of the repository.

    `start` is the folder, relative to the settings' root, which is the limit outside a repository. A file that leaves
    out the folder itself is not among them: whoever names a folder wants it read.
    """
    limit = repository(root)
    bottom = root / start
    found = []
    for folder in bottom.parents:
        if not folder.is_relative_to(limit):
            break
        patterns = _read(folder, ground)
        if patterns is not None and not _closed(patterns, bottom.relative_to(folder).as_posix()):
            lead = "" if folder.is_relative_to(root) else f"{root.relative_to(folder).as_posix()}/"
            depth = 0 if lead else len(folder.relative_to(root).parts)
            found.append(Layer(lead, len("".join(f"{part}/" for part in start.split("/")[:depth])), patterns))
    return tuple(reversed(found))


def within(root: Path, folder: str, ground: Ground) -> tuple[Layer, ...]:
    """Return the `.gitignore` file of a folder, if there is one that can be read; lines that git skips are skipped."""
    patterns = _read(root / folder, ground)
    return () if patterns is None else (Layer("", len(folder) + 1 if folder else 0, patterns),)


def _read(folder: Path, ground: Ground) -> Ignored | None:
    file = folder / ".gitignore"
    ground.note_file(str(file))
    try:
        text = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return None
    # Line feeds alone end a line, as git has it.
    lines = [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]
    return Ignored(line for line in lines if _understood(line))


def _understood(line: str) -> bool:
    try:
        Ignored((line,))
    except ValueError:
        return False
    return True


def _closed(patterns: Ignored, way: str) -> bool:
    """Return whether the patterns leave out the folder, or one on the way to it."""
    return any(patterns.says(folder, True) for folder in (*_around(way), way))


def _around(way: str) -> Iterator[str]:
    """Yield the folders on a way, from the top, without its end."""
    parts = way.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))
