"""What one `pyproject.toml` says of its project, in the words of the standard and of the tools that have their own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archlint.settings import subtable
from archlint.source.projects.requirements import normalised, wanted
from archlint.startup import NamedTuple

__all__ = ["Said", "said"]


class Said(NamedTuple):
    """What one file says. Distributions are normalised."""

    name: str = ""
    dependencies: frozenset[str] = frozenset()
    """Also those of extras."""
    groups: frozenset[str] = frozenset()
    """What is installed for development."""
    building: frozenset[str] = frozenset()
    """What the build needs."""
    entry_points: frozenset[str] = frozenset()
    """Modules that are started or loaded from outside."""
    files: tuple[str, ...] = ()
    """Files for pip that list more dependencies, relative to the folder."""
    declares: bool = False
    """Whether it is the file of a project, and not of tools alone."""
    complete: bool = False
    """Whether it says what the dependencies are; False where something computes them."""


def said(pyproject: Mapping[str, Any]) -> Said:
    """Return what the file says, whatever is missing or of another shape."""
    project, poetry = subtable(pyproject, "project"), subtable(pyproject, "tool", "poetry")
    needed = {*wanted(project.get("dependencies")), *_poetry(poetry.get("dependencies"))}
    needed.update(name for extra in subtable(project, "optional-dependencies").values() for name in wanted(extra))
    hooked = frozenset(_hooked(subtable(pyproject, "tool", "hatch", "metadata", "hooks")))
    needed |= hooked
    dynamic = project.get("dynamic")
    computed = "dependencies" in dynamic and not hooked if isinstance(dynamic, list) else False
    return Said(
        name=_name(project) or _name(poetry),
        dependencies=frozenset(needed),
        groups=frozenset(_groups(pyproject, poetry)),
        building=frozenset(wanted(subtable(pyproject, "build-system").get("requires"))),
        entry_points=frozenset(_entry_points(project, poetry)),
        files=tuple(_files(subtable(pyproject, "tool"))),
        declares=bool(project or poetry),
        complete=(bool(project) and not computed) or bool(poetry.get("dependencies")),
    )


def _hooked(hooks: Mapping[str, Any]) -> Iterator[str]:
    """Yield what plugins of hatch add to the dependencies and write down: only versions are filled in later."""
    for hook in hooks.values():
        if isinstance(hook, dict):
            yield from wanted(hook.get("dependencies"))
            yield from (name for extra in subtable(hook, "optional-dependencies").values() for name in wanted(extra))


def _name(project: Mapping[str, Any]) -> str:
    name = project.get("name")
    return normalised(name) if isinstance(name, str) else ""


def _poetry(dependencies: object) -> Iterator[str]:
    """Yield the keys of a table of dependencies, as Poetry and Pipenv write them."""
    if isinstance(dependencies, dict):
        yield from (normalised(name) for name in dependencies if name != "python")


def _groups(pyproject: Mapping[str, Any], poetry: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is installed for development only."""
    for group in subtable(pyproject, "dependency-groups").values():
        yield from wanted(group)
    yield from _poetry(poetry.get("dev-dependencies"))
    for group in subtable(poetry, "group").values():
        yield from _poetry(group.get("dependencies") if isinstance(group, dict) else None)
    yield from wanted(subtable(pyproject, "tool", "uv").get("dev-dependencies"))
    for group in subtable(pyproject, "tool", "pdm", "dev-dependencies").values():
        yield from wanted(group)
    for env in subtable(pyproject, "tool", "hatch", "envs").values():
        for key in ("dependencies", "extra-dependencies") if isinstance(env, dict) else ():
            yield from wanted(env.get(key))


def _entry_points(project: Mapping[str, Any], poetry: Mapping[str, Any]) -> Iterator[str]:
    points = (*subtable(project, "entry-points").values(), *subtable(poetry, "plugins").values())
    scripts = (project.get("scripts"), project.get("gui-scripts"), poetry.get("scripts"))
    for group in (*scripts, *points):
        for point in group.values() if isinstance(group, dict) else ():
            text = point.get("callable", point.get("reference")) if isinstance(point, dict) else point
            if isinstance(text, str):
                yield text.partition(":")[0].partition("[")[0].strip()


def _files(tool: Mapping[str, Any]) -> Iterator[str]:
    """Yield the files that setuptools, or a plugin of hatch, takes dependencies from."""
    dynamic = subtable(tool, "setuptools", "dynamic")
    hook = subtable(tool, "hatch", "metadata", "hooks", "requirements_txt")
    extras = subtable(dynamic, "optional-dependencies")
    named = [subtable(dynamic, "dependencies").get("file"), hook.get("files"), hook.get("filename")]
    named += [subtable(extras, name).get("file") for name in extras]
    for names in named:
        for name in [names] if isinstance(names, str) else names if isinstance(names, Iterable) else ():
            if isinstance(name, str):
                yield posixpath.normpath(name)
