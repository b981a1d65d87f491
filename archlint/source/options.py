"""What the settings say to this room."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from archlint import settings
from archlint.settings import Part, Problem, Settings, Where
from archlint.startup import NamedTuple

__all__ = ["Options", "Pattern", "Scope", "schema"]


def schema() -> dict[str, Any]:
    """Return what the settings may say to this room, as JSON Schema by top-level key."""
    texts = {"type": "array", "items": {"type": "string", "minLength": 1}, "default": []}
    return {
        **settings.keys(),
        "roots": {
            **texts,
            "description": "Folders in which top-level packages lie, relative to this file. Without it: `src` if "
            "it holds Python files and is no package itself, else this file's folder; the same in each member of a "
            "workspace.",
        },
        "packages": {
            **texts,
            "description": "The packages that are first-party and judged. Without it: all under the roots.",
        },
        "exclude": {
            **texts,
            "description": "Files and folders not to read, as patterns in the language of .gitignore, which is "
            "honoured too. One that matches nothing is an error.",
        },
        "policy": {
            "type": "object",
            "description": "What the team demands of its exceptions, and of itself.",
            "default": {},
            "additionalProperties": False,
            "properties": {
                "unread": {
                    "enum": ["error", "warn"],
                    "default": "error",
                    "description": "What a file that cannot be read does to the exit code: `error` makes it 2.",
                }
            },
        },
    }


class Scope(NamedTuple):
    """One folder with settings of its own: the top, or a member of the workspace."""

    folder: str
    """Relative to the settings' root, with "/"; "" is that folder itself."""
    roots: tuple[str, ...]
    """Folders relative to the settings' root; "" is that folder itself. Empty: find them."""
    packages: tuple[str, ...]
    """Dotted names. Empty: all."""
    where: Where
    """What leads to its settings from those of the top."""
    speaks: bool
    """Whether it has settings of its own; a member without any is read as the top says."""


class Pattern(NamedTuple):
    """One pattern of `exclude`."""

    text: str
    """As it reads in the settings' root, wherever it is written."""
    written: str
    where: Where
    must_match: bool
    """False in a file that others extend, or of another tool: what it leaves out need not be there."""


class Options(NamedTuple):
    """The settings of this room."""

    scopes: tuple[Scope, ...]
    """The top first, then the members by folder."""
    exclude: tuple[Pattern, ...]
    rule_folders: tuple[str, ...]
    """Where the teams' own rules lie, which are no part of the codebase."""

    @classmethod
    def of(cls, settings: Settings) -> Options:
        """Return the options as written, paths made plain."""
        tables = {part.folder: part for part in settings.parts}
        scopes = [_scope(settings.parts[0], ())]
        packages = scopes[0].packages
        for member in settings.members:
            part = tables.get(member.folder)
            scopes.append(
                _scope(part, member.roots) if part else Scope(member.folder, member.roots, packages, (), speaks=False)
            )
        return cls(
            scopes=tuple(scopes),
            exclude=tuple(pattern for part in settings.parts for pattern in _exclude(part)),
            rule_folders=tuple(
                _plain(part.folder, path)
                for part in settings.parts
                for path in part.settings.table.get("rule-folders", ())
            ),
        )

    def outside(self) -> list[Problem]:
        """Return a problem for each root that is not at or below the folder of its settings."""
        return [
            Problem(
                (*scope.where, "roots", position),
                f"`{posixpath.relpath(root, scope.folder or '.')}` does not lie below the folder of this file",
                help="paths in reports are relative to this file: put it into a folder above all roots",
            )
            for scope in self.scopes
            for position, root in enumerate(scope.roots)
            if not _below(root, scope.folder)
        ]


def _scope(part: Part, found: tuple[str, ...]) -> Scope:
    table = part.settings.table
    roots = tuple(_plain(part.folder, root) for root in table.get("roots", ()))
    return Scope(part.folder, roots or found, tuple(table.get("packages", ())), part.where, speaks=True)


def _plain(folder: str, path: str) -> str:
    """Return a path that is relative to a folder as it is relative to the settings' root."""
    if path.startswith("/"):
        return path
    plain = posixpath.normpath(posixpath.join(folder, path))
    return "" if plain == "." else plain


def _below(root: str, folder: str) -> bool:
    return root != ".." and not root.startswith(("../", "/")) and f"{root}/".startswith(f"{folder}/" if folder else "")


def _exclude(part: Part) -> Iterator[Pattern]:
    for position, text in enumerate(part.settings.table.get("exclude", ())):
        where = "exclude", position
        # Of other tools nobody expects that each pattern means something: what they write by themselves rarely does.
        must_match = not (part.settings.foreign or part.settings.inherited(where))
        yield Pattern(_anchored(part.folder, text), text, (*part.where, *where), must_match)


def _anchored(folder: str, pattern: str) -> str:
    """Return a pattern in git's language as it reads in a folder above the one that it is written for."""
    if not folder:
        return pattern
    lead, bare = ("!", pattern[1:]) if pattern.startswith("!") else ("", pattern)
    # Without a slash but at the end, a pattern speaks of every depth.
    deep = "" if "/" in bare.rstrip("/") else "**/"
    literal = re.sub(r"([][*?!#\\ ])", r"\\\1", folder)
    return f"{lead}/{literal}/{deep}{bare.removeprefix('/')}"
