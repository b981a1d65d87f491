"""The options of one contract, read as import-linter reads them: what it refuses is refused here, in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from archlint.settings.foreign.translation import Translation
from archlint.settings.problems import Problem, Where
from archlint.settings.spelling import nearest
from archlint.startup import NamedTuple

__all__ = ["Name", "Options", "Unfit"]

_SEGMENT: Final = re.compile(r"\w[\w-]*|\*\*?")
_WILD: Final = ("*", "**")


class Unfit(Exception):
    """A contract that cannot be judged; `problems` holds all that could be seen at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class Name(NamedTuple):
    """A module, or several by a wildcard, as it is written."""

    text: str
    there: Where

    @property
    def wild(self) -> bool:
        """Whether it has a wildcard in it."""
        return "*" in self.text


class Options:
    """The options of one contract. What is wrong with them is collected until `end`."""

    def __init__(self, table: Mapping[str, Any], there: Where, made: Translation) -> None:
        """Read the options in a table, which stands `there` in the foreign file."""
        self.table, self.there, self.made = table, there, made
        self.problems: list[Problem] = []

    def problem(self, below: Where, message: str, help_: str = "", *, label: str = "", at_key: bool = False) -> Problem:
        """Return a mistake at an option, or at a part of it."""
        return self.made.problem((*self.there, *below), message, help_, label=label, at_key=at_key)

    def note(self, below: Where, message: str, help_: str = "", *, at_key: bool = False) -> None:
        """Tell of something in an option that is not as it looks."""
        self.made.note((*self.there, *below), message, help_, at_key=at_key)

    def wrong(self, below: Where, message: str, help_: str = "") -> None:
        """Add a mistake."""
        self.problems.append(self.problem(below, message, help_))

    def end(self) -> None:
        """Raise Unfit with all mistakes, if there are any."""
        if self.problems:
            raise Unfit(self.problems)

    def needs(self, *keys: str) -> None:
        """Add a mistake for each of the options that is not there."""
        for key in keys:
            if key not in self.table:
                self.problems.append(self.problem((), f"this contract needs `{key}`", at_key=True))
        self.end()

    def refuse_others(self, keys: Sequence[str]) -> None:
        """Add a mistake for each option of another name."""
        for key in self.table:
            if key not in keys:
                near = nearest(key, keys)
                label = f"did you mean `{near}`?" if near else ""
                words = f"a contract of this type has no option `{key}`"
                help_ = "" if near else f"it has {', '.join(sorted(keys))}"
                self.problems.append(self.problem((key,), words, help_, label=label, at_key=True))

    def text(self, key: str) -> str:
        """Return a text, several lines joined; "" where there is none."""
        value = self.table.get(key, "")
        return "\n".join(map(str, value)) if isinstance(value, list) else str(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """Return a yes or no; import-linter takes true and false, in letters of any size."""
        value = self.table.get(key, default)
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in ("true", "false"):
            return value.lower() == "true"
        self.wrong((key,), f"`{key}` is either true or false")
        return default

    def number(self, key: str, default: int) -> int:
        """Return a whole number, from 0 on."""
        value = self.table.get(key, default)
        try:
            number = int(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else -1
        except ValueError:
            number = -1
        if number < 0:
            self.wrong((key,), f"`{key}` is a whole number, from 0 on")
            return default
        return number

    def choice(self, key: str, words: Sequence[str], default: str) -> str:
        """Return one of several words."""
        value = self.table.get(key, default)
        word = value.strip() if isinstance(value, str) else value
        if word == "":
            return default
        if word not in words:
            near = nearest(str(word), words)
            label = f"did you mean `{near}`?" if near else ""
            help_ = "" if near else f"there are {', '.join(words)}"
            words_ = f"`{key}` cannot be `{word}`"
            self.problems.append(self.problem((key,), words_, help_, label=label))
            return default
        return str(word)

    def lines(self, key: str, *, once: bool = True) -> list[Name]:
        """Return the texts of a list, in order, each `once`; one text is a list of one, empty lines are none."""
        value = self.table.get(key, [])
        several = isinstance(value, list)
        found: dict[str | int, Name] = {}
        for position, text in enumerate(value if several else [value]):
            if not isinstance(text, str):
                self.wrong((key, position) if several else (key,), f"`{key}` is a list of texts")
            elif stripped := text.strip():
                there = (*self.there, key, position) if several else (*self.there, key)
                found.setdefault(stripped if once else position, Name(stripped, there))
        return list(found.values())

    def names(self, key: str, *, needed: bool = True) -> list[Name]:
        """Return the modules and wildcards of a list."""
        found = self.lines(key)
        if needed and not found and not self.problems:
            self.problems.append(self.problem((key,), f"`{key}` names nothing", at_key=True))
        return [name for name in found if self.fits(name)]

    def fits(self, name: Name) -> bool:
        """Return whether this is a module or a wildcard as import-linter takes them, and add what is wrong with it."""
        segments = name.text.split(".")
        pairs = list(pairwise(segments))
        if "," in name.text or " " in name.text:
            advice = "one name stands on a line, with nothing behind it: no comma, and no comment"
            words = f"`{name.text}` is no module name"
        elif not all(map(_SEGMENT.fullmatch, segments)):
            words, advice = f"`{name.text}` is no module name", ""
            if any("*" in segment for segment in segments):
                advice = "a wildcard stands for a whole name between dots: `*` for one, `**` for any number of them"
        elif any(one in _WILD and other in _WILD and (one, other) != ("*", "*") for one, other in pairs):
            words, advice = f"`{name.text}` has two wildcards in a row, one of them `**`", "keep one of the two"
        elif "__init__" in segments:
            words, advice = f"import-linter knows no `{name.text}`", "a package's own file goes by the package's name"
        else:
            return True
        self.problems.append(Problem(("foreign", *name.there), words, help=advice))
        return False
