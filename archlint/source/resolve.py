"""What a dotted name leads to, once all modules are known."""

from __future__ import annotations

from collections.abc import Iterable

from archlint.source.discover import Codebase
from archlint.source.stdlib import STDLIB
from archlint.startup import NamedTuple

__all__ = ["Resolution", "Resolver"]


class Resolution(NamedTuple):
    """What one name of an import leads to."""

    module: str
    """The module that is imported; "" where no module is."""
    name: str
    """What is taken from it: "" for the module itself, "*" for all; or the part of the way that leads to no module."""
    gone: str
    """The first-party name that does not exist; "" where all is well."""


class Resolver:
    """
    Resolves imports against one codebase.

    First-party is what lies at or below a module that was read. Below a folder without `__init__.py`, which others may
    share (`google`), and below a package that lets others add to it (`airflow`), it is only what was read there; the
    rest belongs to others. Relative imports are first-party, unless they lead to such a rest.
    """

    def __init__(self, codebase: Codebase, shared: Iterable[str] = ()) -> None:
        """Take the modules, and the names of the packages that other distributions add to."""
        self._modules = frozenset(module.name for module in codebase.modules)
        self._folders = codebase.folders
        self._beside = codebase.beside
        self._shared = frozenset(shared)
        self._tops = frozenset(name.partition(".")[0] for name in (*self._modules, *self._folders, *self._beside))

    def resolve(self, level: int, base: str, name: str, home: str) -> Resolution:
        """Return what is meant, in a file whose package is `home`, by an import as `Fact` describes it."""
        if not level:
            return self._resolve(base, name, False)
        package = _above(home, level - 1)
        if not package:
            return Resolution("", "", "." * level + (base or name))
        return self._resolve(f"{package}.{base}" if base else package, name, True)

    def _resolve(self, base: str, name: str, relative: bool) -> Resolution:
        if name and f"{base}.{name}" in self._modules:
            return Resolution(f"{base}.{name}", "", "")
        if base in self._modules:
            return Resolution(base, name, "")
        if not relative and base.partition(".")[0] not in self._tops:
            return Resolution(base, name, "")
        # Of a folder only what is in it can be taken; of a missing module nothing can, whatever the name.
        whole = f"{base}.{name}" if base in self._folders and name not in ("", "*") else base
        near = self._nearest(whole)
        exists = self._exists(whole, near)
        foreign = near in self._shared and not exists if near else not relative and not self._ours(whole)
        if foreign:
            return Resolution(base, name, "")
        missing = whole[len(near) + 1 :] if near else ""
        return Resolution(near, missing, "" if exists else whole)

    def _nearest(self, dotted: str) -> str:
        """Return the nearest module above a name; "" for none."""
        while dotted and dotted not in self._modules:
            dotted = dotted.rpartition(".")[0]
        return dotted

    def _ours(self, dotted: str) -> bool:
        """Return whether a name with no module above it is first-party: a folder we read, or what lies in one."""
        if "." not in dotted:
            # `import alembic` beside a folder alembic/ means the library: a package elsewhere wins over a bare folder.
            return False
        return self._exists(dotted, "") and dotted.partition(".")[0] in self._folders

    def _exists(self, dotted: str, near: str) -> bool:
        """Return whether there is something of that name, or something unread between it and the nearest module."""
        if dotted in self._folders:
            return True
        while len(dotted) > len(near):
            if dotted in self._beside:
                return True
            dotted = dotted.rpartition(".")[0]
        return False


def is_stdlib(module: str) -> bool:
    """Return whether a module belongs to the standard library."""
    return module.partition(".")[0] in STDLIB


def _above(home: str, steps: int) -> str:
    """Return the package so many steps above; "" beyond the top."""
    for _ in range(steps):
        home = home.rpartition(".")[0]
    return home
