"""How a room's door offers much and loads little: a run that finds its answer kept asks for almost nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["late"]


def late(door: str, files: Mapping[str, str]) -> Callable[[str], Any]:
    """
    Return the `__getattr__` of a door, which loads what it offers when somebody asks for it.

    `files` gives for each module, `.patterns` in the door's own room or the full name of another room, the names that
    are taken from it, separated by blanks. None of them may be the name of a file of the room: loading that file would
    put it in the name's place.
    """
    homes = {name: module for module, names in files.items() for name in names.split()}

    def found(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {door!r} has no attribute {name!r}")
        offered = getattr(import_module(homes[name], door), name)
        setattr(sys.modules[door], name, offered)
        return offered

    return found
