"""Which third parties a project names in its own files, imported or not. Nothing is installed, nothing is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from archlint.source.nouns import Unread
from archlint.source.stdlib import STDLIB
from archlint.source.text import lines
from archlint.source.tree import Tree

__all__ = ["importable"]

_TABLES: Final = ("pyproject.toml", "uv.lock", "poetry.lock", "pdm.lock", "pylock.toml", "Pipfile")
_LISTS: Final = (
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-test.txt",
    "dev-requirements.txt",
    "requirements/base.txt",
    "requirements/dev.txt",
    "requirements/test.txt",
    "constraints.txt",
)
_REQUIREMENT: Final = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_OTHERWISE: Final = {
    "attrs": ("attr", "attrs"),
    "beautifulsoup4": ("bs4",),
    "djangorestframework": ("rest_framework",),
    "gitpython": ("git",),
    "opencv-python": ("cv2",),
    "pillow": ("PIL",),
    "protobuf": ("google",),
    "psycopg2-binary": ("psycopg2",),
    "pygithub": ("github",),
    "pyjwt": ("jwt",),
    "python-dateutil": ("dateutil",),
    "python-dotenv": ("dotenv",),
    "pyyaml": ("yaml",),
    "scikit-image": ("skimage",),
    "scikit-learn": ("sklearn",),
    "setuptools": ("pkg_resources", "setuptools"),
}
"""What is imported of distributions whose names do not tell."""
_SHARED: Final = ("azure-", "backports-", "google-", "jaraco-", "opentelemetry-", "ruamel-", "sphinxcontrib-", "zope-")
"""Beginnings of distributions that lie in a namespace of the same name."""


def importable(tree: Tree) -> frozenset[str]:
    """
    Return the top-level names under which the project's dependencies are probably imported, and those of the stdlib.

    Read from `pyproject.toml`, lock files and the usual requirement files beside the settings. The import name of a
    distribution is a guess by its own name.
    """
    names = set(STDLIB)
    for path, content in tree.contents((*_TABLES, *_LISTS)):
        if not isinstance(content, Unread):
            text = content.decode(errors="replace")
            for distribution in _tables(text) if path in _TABLES else _requirements(lines(text)):
                names.update(_guesses(distribution))
    return frozenset(names)


def _tables(text: str) -> Iterator[str]:
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    yield from _packages(table.get("package", table.get("packages")))
    project = _table(table, "project")
    yield from _requirements(project.get("dependencies"))
    for groups in (_table(project, "optional-dependencies"), _table(table, "dependency-groups")):
        for group in groups.values():
            yield from _requirements(group)
    poetry = _table(table, "tool", "poetry")
    yield from _table(poetry, "dependencies")
    yield from _table(poetry, "dev-dependencies")
    for group in _table(poetry, "group").values():
        yield from _table({"group": group}, "group", "dependencies")


def _table(table: dict[str, Any], *keys: str) -> dict[str, Any]:
    """Return the table at the keys, empty where there is none."""
    for key in keys:
        inner = table.get(key)
        if not isinstance(inner, dict):
            return {}
        table = inner
    return table


def _packages(found: object) -> Iterator[str]:
    """Yield the names in a lock file's list of packages, or in a Pipfile's table."""
    if isinstance(found, list):
        yield from (str(one["name"]) for one in found if isinstance(one, dict) and "name" in one)
    elif isinstance(found, dict):
        yield from found


def _requirements(found: object) -> Iterator[str]:
    """Yield the names at the beginning of requirements; options, comments and addresses have none."""
    for one in found if isinstance(found, Iterable) else ():
        match = _REQUIREMENT.match(one) if isinstance(one, str) else None
        if match:
            yield match.group(1)


def _guesses(distribution: str) -> Iterator[str]:
    plain = re.sub(r"[-_.]+", "-", distribution).lower()
    yield from _OTHERWISE.get(plain, ())
    yield distribution.replace("-", "_").partition(".")[0]
    yield plain.removeprefix("python-").replace("-", "_")
    if plain.startswith(_SHARED):
        yield plain.partition("-")[0]
