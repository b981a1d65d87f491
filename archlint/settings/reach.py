"""How far a change reaches, as `affected` is asked."""

from __future__ import annotations

from collections.abc import Iterable

from archlint.startup import NamedTuple

__all__ = ["Reach", "Suite"]


class Suite(NamedTuple):
    """Which files pytest takes for tests when it is started without a word. The defaults are pytest's."""

    names: tuple[str, ...] = ("test_*.py", "*_test.py")
    """Patterns as pytest has them: of names, and of ends of paths where a "/" is in them."""
    places: tuple[str, ...] = ()
    """Files and folders that it looks in, relative to the settings' root; "." is all, and so is ()."""
    passed: tuple[str, ...] = ("*.egg", ".*", "_darcs", "build", "CVS", "dist", "node_modules", "venv", "{arch}")
    """Patterns of folders in these that it does not look in."""
    lead: str = ""
    """What stands before paths where they are told from the folder of pytest's settings: "backend/"."""

    def holds(self, path: str) -> bool:
        """Return whether a file is one of them; the path is relative to the settings' root."""
        if not path.endswith(".py"):
            return False
        return path in self.places or (
            _fits(f"{self.lead}{path}", self.names) and any(self._open(path, place) for place in self.places or (".",))
        )

    def _open(self, path: str, place: str) -> bool:
        """Return whether the way from a place to a file leads only through folders that are looked in."""
        start = 0 if place == "." else len(place) + 1
        if start and not path.startswith(f"{place}/"):
            return False
        ends = (at for at, letter in enumerate(path) if letter == "/" and at >= start)
        return not any(_fits(f"{self.lead}{path[:end]}", self.passed) for end in ends)


class Reach(NamedTuple):
    """Which files are tests, which imports carry a change on, and what of it is to be told."""

    suite: Suite = Suite()
    kinds: tuple[str, ...] = ("runtime", "deferred", "dynamic", "declared")
    """Kinds of imports."""
    tests: bool = False
    """Only test files are wanted."""
    modules: bool = False
    """Modules are told by their names, and not by their files."""


def _fits(path: str, patterns: Iterable[str]) -> bool:
    from fnmatch import fnmatchcase  # only who asks waits for it

    name = path.rpartition("/")[2]
    return any(
        fnmatchcase(f"/{path}", f"*/{pattern}") if "/" in pattern else fnmatchcase(name, pattern)
        for pattern in patterns
    )
