"""The nouns of the foundation: a request, and the settings it carries."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from archlint.settings.course import Course
from archlint.settings.looks import Looks
from archlint.settings.origin import Origin
from archlint.settings.place import Place
from archlint.settings.problems import Where
from archlint.settings.reach import Reach
from archlint.startup import NamedTuple

if TYPE_CHECKING:
    from archlint.settings.foreign.nouns import Foreign
    from archlint.settings.packs.nouns import Pack

__all__ = [
    "Member",
    "Origin",
    "Part",
    "Request",
    "Settings",
]


class Member(NamedTuple):
    """One project of a workspace."""

    folder: str
    """Relative to the top of the workspace, with "/"."""
    label: str
    """What stands before the ID of its rules in reports; unique in the workspace."""
    roots: tuple[str, ...]
    """Folders in which its top-level packages lie, from the top of the workspace; empty where nobody says so."""
    settings: Settings | None
    """Its own settings, whose root is its folder; None where it has none."""


class Settings(NamedTuple):
    """Settings that have been read: one file, what it extends, and those of the members of its workspace."""

    root: Path
    """The folder of the settings file, absolute; all paths in reports are relative to it."""
    file: str
    """The file's name in that folder: archlint.toml or pyproject.toml (or what --config named)."""
    table: Mapping[str, Any]
    """The settings as plain TOML values, without the [tool.archlint] around them; merged with what they extend."""
    prefix: tuple[str, ...] = ()
    """("tool", "archlint") inside pyproject.toml, else ()."""
    text: str = ""
    """The file as read; places are found in it on demand."""
    origins: Mapping[Where, Origin] = MappingProxyType({})
    """For values that were merged: where they were written. What is not there is as the file's own text has it."""
    members: tuple[Member, ...] = ()
    """The members of the workspace whose top this file is, by folder."""
    inside: str = ""
    """Label of the member that the run is about: its rules are judged, and the top's for what it imports. Else ""."""
    foreign: Foreign | None = None
    """What they are besides, where they were written for another tool; see archlint.settings.foreign."""

    def place(self, where: Where, at_key: bool = False) -> Place | None:
        """Return where the value (or key) at the path stands; the nearest parent's place where it stands nowhere."""
        return self.stands(where, at_key)[1]

    def stands(self, where: Where, at_key: bool = False) -> tuple[str, Place | None]:
        """Return the file, relative to the root and with "/", and the place in it, of the value (or key) at a path."""
        # A key that is called so, although there is none, stands where it is written.
        member = next((one for one in self.members if where[:2] == ("members", one.label)), None)
        if member:
            own = member.settings or self
            file, place = own.stands(where[2:], at_key)
            return posixpath.normpath(posixpath.join(member.folder, file)), place
        origin = self.origin(where)
        return origin.file, origin.place(at_key)

    def origin(self, where: Where) -> Origin:
        """Return where the value at a path was written."""
        for end in range(len(where), -1, -1):
            if found := self.origins.get(where[:end]):
                return found._replace(where=(*found.where, *where[end:]))
        return Origin(self.file, self.text, (*self.prefix, *where))

    @property
    def parts(self) -> tuple[Part, ...]:
        """These settings, and those of each member that has some."""
        members = (one for one in self.members if one.settings)
        own = (Part(("members", one.label), f"{one.label}:", one.folder, one.settings or self) for one in members)
        return (Part((), "", "", self), *own)

    def part_of(self, path: str) -> Part:
        """Return the innermost part in whose folder a file lies, named from the root of the workspace."""
        return max((part for part in self.parts if part.holds(path)), key=lambda part: len(part.folder))

    @property
    def rules(self) -> dict[str, Mapping[str, Any]]:
        """The tables of all rules that are judged, each with its type, by ID as reports name it; the top's first."""
        return {
            f"{part.lead}{id_}": {"type": id_, **table}
            for part in self.heard
            for id_, table in part.settings.table.get("rules", {}).items()
        }

    @property
    def heard(self) -> tuple[Part, ...]:
        """The parts whose rules are judged: all, or inside of a member the top and that member."""
        return tuple(part for part in self.parts if not (self.inside and part.lead) or part.lead == f"{self.inside}:")

    def inherited(self, where: Where) -> bool:
        """Return whether the value at a path comes from a file that these settings extend."""
        return self.origin(where).file != self.file


class Part(NamedTuple):
    """The settings of the top of a workspace, or of one of its members; of a single project they are all there is."""

    where: Where
    """What leads to them in the settings of the workspace; () for the top."""
    lead: str
    """What stands before the IDs of its rules, "billing:"; "" for the top."""
    folder: str
    """Relative to the root of the workspace, with "/"; "" for the top."""
    settings: Settings

    def holds(self, path: str) -> bool:
        """Return whether a file, named from the root of the workspace, lies in the folder of these settings."""
        return not self.folder or path.startswith(f"{self.folder}/")


class Request(NamedTuple):
    """One command's wishes, on their way down the rooms. Each room reads what concerns it and nothing else."""

    settings: Settings
    ask: str = "check"
    """
    What is wanted: "affected", "baseline", "chain", "channels", "check", "compare", "config" (no code), "explain",
    "forwarders", "history", "metrics", "modules" (their names, no imports), "paths" (their files in a tree of git),
    "plan", "proposal" (a first rule), "publishers", "schema" (all that can be said), "subscribers", "suggest-api",
    "unknown-topics", "waivers", "whatif", "why" (how one thing comes to import another).
    """
    subject: str = ""
    """
    What `explain` is about: a module, "a -> b", or "rule:ID"; `chain`: "a -> b". The rule of `baseline --accept`. The
    part that `plan` is to take out, the component of `metrics`, the package of `suggest-api`, the topic, or what
    `channels` are to hold; "" for none.
    """
    kinds: tuple[str, ...] = ()
    """The kinds of imports that a `chain` goes over; () is all."""
    tops: tuple[str, ...] = ()
    """Components that a `proposal` is to have on top."""
    keeps: tuple[tuple[str, str], ...] = ()
    """Pairs of components of which a `proposal` is to have the first above the second."""
    because: str = ""
    """Why `baseline --accept` takes them."""
    founded: str | None = None
    """
    The part, by its lead, that has just got its first rules: a `baseline` takes all that breaks them, and what others
    know of the part's own imports moves to it. None where no part is new.
    """
    tree: str = ""
    """Where files are read: "" the working tree, ":index" what git has staged, else a git revision."""
    role: str = ""
    """
    What the code is to a comparison: "" what is judged, "base" what that is compared with, "former" the code as former
    settings see it. But for the first, the settings were written for another tree, and may name what is not there.
    """
    rules_from: str | None = None
    """The tree in which the team's own rules lie, where that is another than `tree`: the base is judged by today's."""
    moves: Mapping[str, str] = MappingProxyType({})
    """Names by which modules of the base go now, or are to go, by the names that they have there."""
    cuts: frozenset[tuple[str, str]] = frozenset()
    """Imports that are taken for deleted: (importing module, imported one), by the names that `moves` leads to."""
    overlay: Mapping[str, bytes] = MappingProxyType({})
    """What files of the working tree are taken to hold, by their paths from the settings' root."""
    supposing: tuple[tuple[str, str, str], ...] = ()
    """What `whatif` is to suppose, as somebody wrote it: ("move", old, new) or ("cut", importer, imported)."""
    against: str = ""
    """The revision that the code is compared with, as a person wrote it; "" for none."""
    base: str = ""
    """The commit at which the code left that revision, or that a hook builds upon; "" where there is none."""
    former: Settings | None = None
    """The settings as that commit has them; None where it has none, and where nobody compares."""
    every: str = ""
    """Which commits a `history` goes over: "commit", "week" (the last of each) or "tag"."""
    since: str = ""
    """The day from which on a `history` is told, as 2027-03-31; "" is from its beginning."""
    fail_on: str = ""
    """"loosened" where a rule that forbids less than at the base is an error."""
    plugins: bool = False
    """Contract types of the team's own may be run, where its settings are those of another tool."""
    reach: Reach = Reach()
    """How `affected` follows a change, and what it tells."""
    full_parse: bool = False
    """Look at all of each file, also where a part of it says enough: an error anywhere makes it unread."""
    cache: bool = True
    """Use what earlier runs kept in `.archlint/cache`, and keep something there for later ones."""
    hook: bool = False
    """A git hook asks, before there is a commit: nobody can have approved of what is in it."""
    today: str = ""
    """The day, by UTC, as 2027-03-31: waivers end by it. Whoever judges a waiver that ends has to say it."""
    packs: tuple[Pack, ...] = ()
    """What is known of frameworks that couple modules without imports; () where nobody asks for that."""
    jobs: int = 0
    """How many processes may share the reading of files; 0 is as many as pay for themselves."""
    paths: tuple[str, ...] = ()
    """Only findings whose importer lies under one of these are wanted; relative to the settings' root, with "/"."""
    within: str = ""
    """Where the settings' root lies in its repository, with "/"; "" at the top of it, and where there is none."""
    outputs: tuple[tuple[str, str], ...] = (("text", ""),)
    """(format, file) pairs; an empty file is stdout."""
    strict: bool = False
    """Notes (an ignore that does nothing) count as errors; a baseline line that is fixed never does."""
    cross_check: bool = False
    """Let grimp judge layers and independence a second time."""
    limit: int = 50
    """How many findings a report spells out; 0 is all."""
    after: str = ""
    """What a list begins behind, as the end of an earlier one has told; "" is its beginning."""
    statistics: bool = False
    show_known: bool = False
    """Whether programs are told of what is known or waived, too."""
    color: bool = False
    """Whether text on stdout may carry ANSI colours."""
    blocks: bool = False
    """Whether it may carry block elements, which draw a small chart; else signs of ASCII do."""
    looks: Looks | None = None
    """Where the rooms note what of the disk they look at; None where nobody wants to know. Never part of a report."""
    course: Course | None = None
    """Where the rooms note that they are at work; None where nobody looks. Never part of a report."""

    @property
    def rule_tree(self) -> str:
        """The tree in which the team's own rules lie."""
        return self.tree if self.rules_from is None else self.rules_from
