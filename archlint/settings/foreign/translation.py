"""A translation in the making: the table, and for each value of it the place in the foreign file that it came from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from archlint.settings.foreign.nouns import THERE, Code, Foreign, Unjudged, Watched
from archlint.settings.nouns import Origin, Settings
from archlint.settings.problems import Problem, Where

__all__ = ["Translation"]


class Translation:
    """
    Settings as they come to be out of a foreign file.

    `where` is a path in the table that is made, `there` one in the foreign file. What lies below a value that was put
    is taken to lie in the same order below the place that it came from; where not, `came_from` says so for a part.
    """

    def __init__(self, tool: str, file: Path, text: str, form: str = "") -> None:
        """Begin with an empty table; `form` is "ini", or "" for TOML."""
        self.table: dict[Any, Any] = {}
        self._tool, self._file, self._text, self._form = tool, file, text, form
        self._origins: dict[Where, Origin] = {}
        self._notes: list[Problem] = []
        self._unjudged: list[Unjudged] = []
        self._watched: list[Watched] = []
        self._spelled: dict[str, str] = {}
        self.came_from((), ())
        self.came_from((THERE,), ())

    def put(self, where: Where, value: Any, there: Where) -> None:
        """Set a value of the table, the tables around it made as needed."""
        table: dict[str | int, Any] = self.table
        for key in where[:-1]:
            table = table.setdefault(key, {})
        table[where[-1]] = value
        self.came_from(where, there)

    def came_from(self, where: Where, there: Where, word: str = "") -> None:
        """Say where a part of the table stands in the foreign file; `word` is the part of the value that is meant."""
        self._origins[where] = Origin(self._file.name, self._text, there, self._form, word)

    def note(self, there: Where, message: str, help_: str = "", *, at_key: bool = False) -> None:
        """Tell of something in the foreign file that is not as it looks. It does not fail the run, unless strict."""
        self._notes.append(self.problem(there, message, help_, at_key=at_key))

    def spell(self, ours: str, theirs: str) -> None:
        """Say how the foreign file spells a name, an import or an option of the table, so that messages do, too."""
        if ours != theirs:
            self._spelled[ours] = theirs

    def watch(self, where: Where, ours: str, text: str, why: str) -> None:
        """Have a note tell of a name of the table (`ours`), which may be absent, where it means nothing."""
        self._watched.append(Watched(where, ours, text, why))

    def leave(
        self, id_: str, type_: str, name: str, there: Where, problems: Iterable[Problem], code: Code | None = None
    ) -> None:
        """
        Leave a contract out that no rule can stand for: the run is incomplete by it, and the others are judged.

        It is judged after all where there is `code` of the team's for it, and that may be run.
        """
        self._unjudged.append(Unjudged(id_, type_, name, (THERE, *there), tuple(problems), code))
        rules = self.table.get("rules", {})
        rules.pop(id_, None)
        if not rules:
            self.table.pop("rules", None)

    @staticmethod
    def problem(there: Where, message: str, help_: str = "", *, label: str = "", at_key: bool = False) -> Problem:
        """Return a mistake with its place in the foreign file, for `leave` or for SettingsError.located."""
        return Problem((THERE, *there), message, label, help_, at_key=at_key)

    def settings(self) -> Settings:
        """Return the settings as they have become."""
        told = tuple(self._notes), tuple(self._unjudged), tuple(self._watched), tuple(self._spelled.items())
        foreign = Foreign(self._tool, *told)
        return Settings(self._file.parent, self._file.name, self.table, (), self._text, self._origins, foreign=foreign)
