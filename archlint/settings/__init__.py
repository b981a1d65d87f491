"""
What was asked, and where it is written. Part of the foundation: any room may import it, it imports none.

`find` looks for the settings file, and `load` turns it and what it extends into `Settings`; `workspace` adds those of
the members. `check` holds them up to the rooms' JSON Schema. All raise `SettingsError`, which `words` puts before a
person.
`Request` is what travels down the list of rooms.
"""

from archlint.settings.cache import Cache
from archlint.settings.document import subtable
from archlint.settings.doors import late
from archlint.settings.excerpt import underlined, visible
from archlint.settings.extends import keys
from archlint.settings.files import Files, Names
from archlint.settings.load import find, load
from archlint.settings.nearest import nearest
from archlint.settings.nouns import Located, Member, Part, Place, Problem, Request, Settings, SettingsError, Where
from archlint.settings.schema import check
from archlint.settings.timed import timed
from archlint.settings.words import words
from archlint.settings.workspace import workspace

__all__ = [
    "Cache",
    "Files",
    "Located",
    "Member",
    "Names",
    "Part",
    "Place",
    "Problem",
    "Request",
    "Settings",
    "SettingsError",
    "Where",
    "check",
    "find",
    "keys",
    "late",
    "load",
    "nearest",
    "subtable",
    "timed",
    "underlined",
    "visible",
    "words",
    "workspace",
]
