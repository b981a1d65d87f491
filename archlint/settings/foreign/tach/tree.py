"""The Python modules under the source roots, as folders and files show them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

from archlint.settings.files import Files, Names
from archlint.settings.foreign.tach.excluded import Excluded
from archlint.settings.foreign.tach.globs import head

__all__ = ["Tree"]

DOMAIN: Final = "tach.domain.toml"
_SUFFIXES: Final = (".py", ".pyi")
_OWN: Final = tuple(f"__init__{suffix}" for suffix in _SUFFIXES)
_NEVER: Final = frozenset({"__pycache__", "node_modules"})


class Tree:
    """What lies under the source roots of one project."""

    def __init__(self, top: Path, roots: tuple[str, ...], files: Files, excluded: Excluded) -> None:
        """Take the folder of the settings, and the roots relative to it."""
        self._top = top
        self.roots = roots
        self._excluded = excluded
        self._files = files

    def exists(self, path: str) -> bool:
        """Return whether a module's path is a folder or a file."""
        *above, last = path.split(".")
        return any(self._is(self._names(self._folder(root, above)), last) for root in self.roots)

    def _is(self, names: Names, last: str) -> bool:
        return last in names.folders or any(f"{last}{suffix}" in names.files for suffix in _SUFFIXES)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The packages and files in which code can stand, each root's in order."""
        return tuple(path for root in self.roots for path in self._walked(root))

    def below(self, pattern: str) -> Iterator[str]:
        """Yield the paths that a pattern could mean."""
        start = head(pattern)
        return (path for path in self.paths if not start or path == start or path.startswith(f"{start}."))

    def domains(self) -> Iterator[tuple[Path, str]]:
        """Yield each file with settings of a domain, and the path of the module beside which it lies; "" for a root."""
        for root in self.roots:
            for folder, lead, names in self._folders(root):
                if DOMAIN in names.files:
                    yield folder / DOMAIN, lead.rstrip(".")

    def _walked(self, root: str) -> Iterator[str]:
        for folder, lead, names in self._folders(root):
            code = frozenset(name for name in names.files if name.endswith(_SUFFIXES))
            read = code - self._left_out(folder, code, folders=False)
            if lead and not read.isdisjoint(_OWN):
                yield lead.rstrip(".")
            for stem in _stems(read):
                yield f"{lead}{stem}"

    def _folders(self, root: str) -> Iterator[tuple[Path, str, Names]]:
        """Yield a root and the folders below it, with what stands before the names of the modules in each."""
        waiting = [(self._folder(root, []), "")]
        while waiting:
            here, before = waiting.pop()
            names = self._names(here)
            if "pyvenv.cfg" in names.files:
                continue
            yield here, before, names
            inner = frozenset(names.folders) - _NEVER
            inner -= self._left_out(here, inner, folders=True)
            waiting += [(here / name, f"{before}{name}.") for name in sorted(inner, reverse=True)]

    def _left_out(self, folder: Path, names: frozenset[str], *, folders: bool) -> frozenset[str]:
        """Return the names in a folder that `exclude` leaves out."""
        if not (names and self._excluded):
            return frozenset()
        place = folder.relative_to(self._top).as_posix()
        lead = "" if place == "." else f"{place}/"
        return frozenset(name for name in names if self._excluded.holds(f"{lead}{name}", folder=folders))

    def _folder(self, root: str, segments: list[str]) -> Path:
        return self._top.joinpath(root, *segments)

    def _names(self, folder: Path) -> Names:
        found = self._known.get(folder)
        if found is None:
            found = self._known[folder] = self._files.names(folder)
        return found

    @cached_property
    def _known(self) -> dict[Path, Names]:
        return {}


def _stems(files: Collection[str]) -> list[str]:
    stems = {name.removesuffix(suffix) for name in files for suffix in _SUFFIXES if name.endswith(suffix)}
    return sorted(stems - {"__init__"})
