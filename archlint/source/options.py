"""What the settings say to this room."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Any

from archlint.settings import Problem, Settings

__all__ = ["Options", "schema"]


def schema() -> dict[str, Any]:
    """Return what the settings may say to this room, as JSON Schema by top-level key."""
    texts = {"type": "array", "items": {"type": "string", "minLength": 1}, "default": []}
    return {
        "roots": {
            **texts,
            "description": "Folders in which top-level packages lie, relative to this file. Without it: `src` if "
            "it holds Python files and is no package itself, else this file's folder.",
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


@dataclass(frozen=True)
class Options:
    """The settings of this room."""

    roots: tuple[str, ...]
    """Folders relative to the settings' root; "" is that folder itself. Empty: find them."""
    packages: tuple[str, ...]
    """Dotted names. Empty: all."""
    exclude: tuple[str, ...]
    rule_folders: tuple[str, ...]
    """Where the team's own rules lie, which are no part of the codebase."""

    @classmethod
    def of(cls, settings: Settings) -> Options:
        """Return the options as written, paths made plain."""
        table = settings.table
        roots = (posixpath.normpath(root) for root in table.get("roots", ()))
        return cls(
            roots=tuple("" if root == "." else root for root in roots),
            packages=tuple(table.get("packages", ())),
            exclude=tuple(table.get("exclude", ())),
            rule_folders=tuple(map(posixpath.normpath, table.get("rule-folders", ()))),
        )

    def outside(self) -> list[Problem]:
        """Return a problem for each root that is not at or below the settings' folder."""
        return [
            Problem(
                ("roots", position),
                f"`{root}` does not lie below the folder of this file",
                help="paths in reports are relative to this file: put it into a folder above all roots",
            )
            for position, root in enumerate(self.roots)
            if root.startswith(("../", "/")) or root == ".."
        ]
