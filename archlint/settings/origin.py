"""Where a value of settings was written."""

from __future__ import annotations

from archlint.settings.place import Place
from archlint.startup import NamedTuple

__all__ = ["Origin"]


class Origin(NamedTuple):
    """Where a value of merged settings was written."""

    file: str
    """Relative to the folder of the file that extends it, with "/"."""
    text: str
    """The file as read; places are found in it on demand."""
    where: tuple[str | int, ...]
    """What leads to the value in that file, the prefix of a pyproject.toml included."""
    form: str = ""
    """What the file is written in: "ini", or "" for TOML."""
    word: str = ""
    """The part of the value that is meant, where that is not all of it."""

    def place(self, at_key: bool = False) -> Place | None:
        """Return where the value (or its key) stands; the nearest parent's place where it stands nowhere."""
        if self.form == "ini":
            from archlint.settings.ini_places import ini_places

            found = ini_places(self.text).find(self.where, at_key)
        else:
            from archlint.settings.places import places

            found = places(self.text).find(self.where, at_key)
        start = found.text.find(self.word, found.column - 1, found.end_column - 1) if found and self.word else -1
        if found is None or start < 0:
            return found
        return found._replace(column=start + 1, end_column=start + len(self.word) + 1)
