"""
What was asked, and where it is written. Part of the foundation: any room may import it; it imports none of them.

`find` looks for the settings file, and `load` turns it and what it extends into `Settings`; `workspace` adds those of
the members. `check` holds them up to the rooms' JSON Schema. All raise `SettingsError`, which `words` puts before a
person.
`Request` is what travels down the list of rooms.
"""

from typing import TYPE_CHECKING

from archlint.settings.cache import Cache
from archlint.settings.clock import today
from archlint.settings.edition import edition
from archlint.settings.looks import Looks, Signed, changed
from archlint.settings.sections import joined, numbers, packed, parts, texts
from archlint.settings.signed import FIELDS, UNKNOWN, Signature, lasting, leads_to, signature, signatures
from archlint.startup import late

if TYPE_CHECKING:
    from archlint.settings.course import Course
    from archlint.settings.document import subtable
    from archlint.settings.excerpt import underlined, visible
    from archlint.settings.extends import keys
    from archlint.settings.files import Disk, Files, Names
    from archlint.settings.finding import find
    from archlint.settings.foreign import foreign_in, foreign_places, passed_over
    from archlint.settings.foreign.conversion import converted
    from archlint.settings.foreign.nouns import Watched
    from archlint.settings.journal import Journal, Taken
    from archlint.settings.kept import Witness, keep, recalled
    from archlint.settings.leave import plugins_allowed, require_leave
    from archlint.settings.loading import load
    from archlint.settings.members import workspace
    from archlint.settings.noted import Noted
    from archlint.settings.nouns import Member, Part, Request, Settings
    from archlint.settings.packs import FORMS, SLOT_WORDS, SUBSCRIBER, Channel, Pack, StringReference, Usage, read_pack
    from archlint.settings.place import Place
    from archlint.settings.problems import Located, Problem, SettingsError, Where
    from archlint.settings.pruning import pruned
    from archlint.settings.reach import Reach, Suite
    from archlint.settings.schema import check
    from archlint.settings.spelling import nearest
    from archlint.settings.spelt_path import typed
    from archlint.settings.telling import words
    from archlint.settings.timing import timed
    from archlint.settings.writing import toml_key, toml_value

__all__ = [
    "FIELDS",
    "FORMS",
    "SLOT_WORDS",
    "SUBSCRIBER",
    "UNKNOWN",
    "Cache",
    "Channel",
    "Course",
    "Disk",
    "Files",
    "Journal",
    "Located",
    "Looks",
    "Member",
    "Names",
    "Noted",
    "Pack",
    "Part",
    "Place",
    "Problem",
    "Reach",
    "Request",
    "Settings",
    "SettingsError",
    "Signature",
    "Signed",
    "StringReference",
    "Suite",
    "Taken",
    "Usage",
    "Watched",
    "Where",
    "Witness",
    "changed",
    "check",
    "converted",
    "edition",
    "find",
    "foreign_in",
    "foreign_places",
    "joined",
    "keep",
    "keys",
    "lasting",
    "leads_to",
    "load",
    "nearest",
    "numbers",
    "packed",
    "parts",
    "passed_over",
    "plugins_allowed",
    "pruned",
    "read_pack",
    "recalled",
    "require_leave",
    "signature",
    "signatures",
    "subtable",
    "texts",
    "timed",
    "today",
    "toml_key",
    "toml_value",
    "typed",
    "underlined",
    "visible",
    "words",
    "workspace",
]

_LATE = {
    ".course": "Course",
    ".document": "subtable",
    ".excerpt": "underlined visible",
    ".extends": "keys",
    ".files": "Disk Files Names",
    ".finding": "find",
    ".foreign": "foreign_in foreign_places passed_over",
    ".foreign.conversion": "converted",
    ".foreign.nouns": "Watched",
    ".journal": "Journal Taken",
    ".kept": "Witness keep recalled",
    ".leave": "plugins_allowed require_leave",
    ".loading": "load",
    ".members": "workspace",
    ".noted": "Noted",
    ".nouns": "Member Part Request Settings",
    ".packs": "FORMS SLOT_WORDS SUBSCRIBER Channel Pack StringReference Usage read_pack",
    ".place": "Place",
    ".problems": "Located Problem SettingsError Where",
    ".pruning": "pruned",
    ".reach": "Reach Suite",
    ".schema": "check",
    ".spelling": "nearest",
    ".telling": "words",
    ".timing": "timed",
    ".spelt_path": "typed",
    ".writing": "toml_key toml_value",
}
if not TYPE_CHECKING:
    __getattr__ = late(__name__, _LATE)
