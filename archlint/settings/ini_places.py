"""
Where each section, option and line of a value of an INI text stands.

configparser keeps no positions, so the lines are gone through a second time. That can be short because the text has
been through configparser before: what it reads there is what is found here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from archlint.settings.place import Place

__all__ = ["IniPlaces", "ini_places"]

_COMMENT: Final = re.compile(r"\s*[#;]")
_HEADER: Final = re.compile(r"\s*\[(?P<name>.+)\]")
_OPTION: Final = re.compile(r"(?P<key>.*?)\s*(?:[=:])\s*(?P<value>.*)$")


class IniPlaces:
    """The places of one text."""

    def __init__(self, text: str) -> None:
        self._headers: dict[str, Place] = {}
        self._options: dict[tuple[str, str], list[Place]] = {}
        self._keys: dict[tuple[str, str], Place] = {}
        self._scan(text)

    def find(self, path: Sequence[str | int], at_key: bool = False) -> Place | None:
        """
        Return the place of a section, of an option in it, or of a line of its value, counted without a first empty one.

        What stands nowhere is at its nearest parent; None at the top. An option of [DEFAULT] stands there.
        """
        if not path or str(path[0]) not in self._headers:
            return None
        section, key = str(path[0]), str(path[1]) if len(path) > 1 else ""
        written = next((one for one in ((section, key), ("DEFAULT", key)) if one in self._keys), None)
        if written is None:
            return self._headers[section]
        lines = self._options[written]
        number = path[2] if len(path) > 2 else None
        if isinstance(number, int) and number < len(lines):
            return lines[number]
        return self._keys[written] if at_key or len(lines) != 1 else lines[0]

    def _scan(self, text: str) -> None:
        section, option, indent, empty = "", ("", ""), 0, list[Place]()
        for number, line in enumerate((line.removesuffix("\r") for line in text.split("\n")), 1):
            stripped = line.strip()
            if not stripped or _COMMENT.match(line):
                # An empty line is part of a value that goes on behind it, and counts there.
                if not stripped and option[1] and self._options[option]:
                    empty.append(_place(number, line, 0, 0))
                continue
            depth = len(line) - len(line.lstrip())
            if option[1] and depth > indent:
                self._options[option] += [*empty, _place(number, line, depth, depth + len(stripped))]
            elif header := _HEADER.match(line):
                section, option = header["name"], ("", "")
                self._headers.setdefault(section, _place(number, line, *header.span("name")))
            elif pair := _OPTION.match(stripped):
                option, indent = (section, pair["key"].lower()), depth
                self._keys[option] = _place(number, line, depth, depth + pair.end("key"))
                start, end = pair.span("value")
                self._options[option] = [_place(number, line, depth + start, depth + end)] if pair["value"] else []
            empty = []


def _place(number: int, line: str, start: int, end: int) -> Place:
    return Place(number, start + 1, end + 1, line)


@lru_cache(maxsize=8)
def ini_places(text: str) -> IniPlaces:
    """Return the places of a text that configparser takes (a byte order mark removed); scanned once."""
    return IniPlaces(text)
