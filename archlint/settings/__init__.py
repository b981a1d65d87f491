"""
What was asked, and where it is written. Part of the foundation: any room may import it, it imports none.

`find` looks for the settings file and `load` turns it into `Settings`; `check` holds them up to the rooms' JSON Schema.
All three raise `SettingsError` with every mistake at once, which `words` puts before a person.
`Request` is what travels down the list of rooms.
"""

from archlint.settings.excerpt import underlined, visible
from archlint.settings.load import find, load
from archlint.settings.nearest import nearest
from archlint.settings.nouns import Located, Place, Problem, Request, Settings, SettingsError
from archlint.settings.schema import check
from archlint.settings.timed import timed
from archlint.settings.words import words

__all__ = [
    "Located",
    "Place",
    "Problem",
    "Request",
    "Settings",
    "SettingsError",
    "check",
    "find",
    "load",
    "nearest",
    "timed",
    "underlined",
    "visible",
    "words",
]
