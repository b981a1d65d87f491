"""The projects that modules lie in, and what their files say they depend on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from archlint import source
from archlint.startup import NamedTuple

__all__ = ["Project", "Projects", "projects"]


class Project(NamedTuple):
    """A folder with files that say what the modules in it depend on. Distributions are written as PEP 503 has them."""

    folder: str
    """Relative to the settings' root; "" is that folder itself."""
    file: str
    """Where its dependencies are written down: `packages/water/pyproject.toml`."""
    name: str
    """As a distribution; "" where the files give it none."""
    dependencies: frozenset[str]
    """Direct ones: those of extras and groups too, and the groups of projects around it."""
    carried: frozenset[str]
    """Those of them that come along wherever the project is installed."""
    building: frozenset[str]
    """What its build needs."""
    entry_points: tuple[str, ...]
    """Modules that are started or loaded from outside, sorted."""
    locked: Mapping[str, frozenset[str]]
    """Which distribution depends on which, by the lock file that holds for it."""
    complete: bool
    """False where its dependencies are computed, and stand in no file."""
    own: frozenset[str] = frozenset()
    """First segments of the names by which its modules can be imported from its folder, or from `src` in it."""


def _nobody(_: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Projects:
    """All projects of the tree."""

    all: tuple[Project, ...] = ()
    """Sorted by folder."""
    owner: tuple[int, ...] = ()
    """For each first-party module the index of the innermost project around it, or -1."""
    unread: tuple[str, ...] = ()
    """What is wrong with project files and lock files that cannot be read, each with its place; sorted."""
    providers: Callable[[str], tuple[str, ...]] = _nobody
    """Gives the distributions that provide a module, sorted; () where nothing is known of it."""
    provided: Callable[[str], tuple[str, ...]] = _nobody
    """Gives the modules of a distribution; () where only its own name could tell."""

    left_out: frozenset[str] = frozenset()
    """Modules of the tree that are not read or not judged."""

    def holds(self, module: str, project: Project | None) -> bool:
        """
        Return whether something of this name, or above it, is the tree's own, although it is not among the modules.

        It may not be read or not be judged, or be named from the project's folder, which is no root.
        """
        if project is not None and module.partition(".")[0] in project.own:
            return True
        while module:
            if module in self.left_out:
                return True
            module = module.rpartition(".")[0]
        return False

    def of(self, node: int) -> Project | None:
        """Return the project of a first-party module; None where it lies in none."""
        owner = self.owner[node] if node < len(self.owner) else -1
        return None if owner < 0 else self.all[owner]

    def ways(self, project: Project) -> Mapping[str, tuple[str, ...]]:
        """
        Return for each distribution that a project depends on the shortest way to it, itself at the end.

        One that it declares is a way by itself; others are there through what the lock file, or another project of the
        tree, says. Of several as short, the first in the order of names.
        """
        if project.folder not in self._ways:
            self._ways[project.folder] = _ways(project.dependencies, (project.locked, self._carried))
        return self._ways[project.folder]

    @cached_property
    def _carried(self) -> Mapping[str, frozenset[str]]:
        return {project.name: project.carried for project in self.all if project.name}

    @cached_property
    def _ways(self) -> dict[str, Mapping[str, tuple[str, ...]]]:
        return {}


def _ways(starts: Iterable[str], needs: tuple[Mapping[str, frozenset[str]], ...]) -> dict[str, tuple[str, ...]]:
    """Return what is reached, breadth first."""
    ways: dict[str, tuple[str, ...]] = {name: (name,) for name in sorted(starts)}
    waiting = list(ways)
    for name in waiting:
        for needed in sorted({other for need in needs for other in need.get(name, ())}):
            if needed not in ways:
                ways[needed] = (*ways[name], needed)
                waiting.append(needed)
    return ways


def projects(read: source.Imports) -> Projects:
    """Return what the source room knows of projects; it reads their files now."""
    found = read.projects()
    unread = tuple(f"{_place(one)}: {one.message}" for one in found.unread)
    own = tuple(Project(*one) for one in found.all)
    return Projects(own, found.owner, unread, found.providers, found.provided, found.left_out)


def _place(one: source.Unread) -> str:
    return f"{one.path}:{one.line}:{one.column}" if one.line else one.path
