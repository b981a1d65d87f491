"""
What a CODEOWNERS file says, in the dialect of GitHub or of GitLab.

docs/decisions/0012-whose-code-it-is.md says where the two differ, and what is done with lines that neither can read.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal

from archlint.verdict.fitting import Fitting, Shape, by_github, by_gitlab
from archlint.verdict.nouns import Note

__all__ = ["Codeowners", "Dialect", "is_plainly_gitlab"]

Dialect = Literal["GitHub", "GitLab"]

_MAIL: Final = r"[^@\s]+@[^@\s]+"
_OWNER: Final = {
    "GitHub": rf"@[\w-]+(?:/[\w.-]+)?|{_MAIL}",
    "GitLab": rf"@[\w.-]+(?:/[\w.-]+)*|@@(?i:developer|maintainer|owner)s?|{_MAIL}",
}
_OWNERS: Final = {
    "GitHub": "an owner is `@user`, `@organization/team` or an e-mail address",
    "GitLab": "an owner is `@user`, `@group/subgroup`, `@@role` or an e-mail address",
}
_SECTION: Final = re.compile(r"\^?\[(?P<name>.*?)\](?:\[\d*\])?(?P<owners>(?:\s+[@\w.\-/+]+)*)\s*(?P<rest>.*)")
_GITLAB: Final = re.compile(r"^[ \t]*(?:\^?\[[^\]\n]+\](?:\[\d*\])?(?:\s|$)|!\S|[^#\s].*[ \t]@@\w)", re.MULTILINE)


def is_plainly_gitlab(text: str) -> bool:
    """Return whether a file has what GitHub does not know: a section, a pattern that excludes, a role."""
    return _GITLAB.search(text) is not None


class _Section:
    """Patterns of which one file has at most one."""

    def __init__(self) -> None:
        self.owners: list[tuple[str, ...]] = []
        self.patterns = Fitting()
        self.excluded = Fitting()

    def of(self, path: str) -> tuple[str, ...]:
        place = self.patterns.last(path)
        return () if place < 0 or self.excluded.last(path) >= 0 else self.owners[place]


class Codeowners:
    """Whose the files of a repository are."""

    def __init__(self, text: str, path: str, dialect: Dialect) -> None:
        self.path = path
        self.dialect: Dialect = dialect
        self._notes: list[Note] = []
        self._line = 0
        self._spelled: dict[str, str] = {}
        self._sections: dict[str, _Section] = {"": _Section()}
        self._section = self._sections[""]
        self._default: tuple[str, ...] = ()
        read = self._read_github if dialect == "GitHub" else self._read_gitlab
        # Not splitlines(): editors and both readers count line feeds alone.
        for self._line, raw in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
            line = raw.strip()
            if line and not line.startswith("#"):
                read(line)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What could not be read, by line."""
        return tuple(self._notes)

    def of(self, path: str) -> tuple[str, ...]:
        """Return the owners of a file, by its way from the top of the repository: those of each section, each once."""
        return tuple(dict.fromkeys(owner for section in self._sections.values() for owner in section.of(path)))

    def _read_github(self, line: str) -> None:
        pattern, rest = _parted(line)
        words = rest.split()
        comment = next((place for place, word in enumerate(words) if word.startswith("#")), len(words))
        owners, strange = self._owners(words[:comment])
        why, help_ = _unknown_to_github(pattern)
        if not why and strange:
            why, help_ = f"`{strange[0]}` is no owner", _OWNERS["GitHub"]
        if why:
            self._tell(f"the line of `{pattern}` is passed over: {why}", help_)
        else:
            self._add(pattern, by_github, owners)

    def _read_gitlab(self, line: str) -> None:
        if header := _SECTION.match(line):
            self._begin(header)
            return
        if re.match(r"\^?\[[^\]]*$", line):
            self._tell("this section is none: its `[` is never closed", "close it, as in `[Documentation]`")
            return
        pattern, rest = _parted(line)
        if pattern.startswith("!"):
            self._add(pattern[1:], by_gitlab, None)
            return
        owners, strange = self._owners(rest.split())
        if any(word.startswith("#") for word in strange):
            words = "GitLab knows no comment behind a pattern: owners that stand in it are owners"
            self._tell(words, "give the comment a line of its own")
        else:
            self._leave_out(strange)
        self._add(pattern, by_gitlab, owners if rest else self._default)

    def _begin(self, header: re.Match[str]) -> None:
        """Begin a section, or go on with the one of that name."""
        if not header["name"].strip():
            self._tell("this section has no name", "write one between its brackets")
        if header["rest"]:
            self._tell(f"behind a section `{header['rest']}` is not read", "give it a line of its own")
        # The unnamed one has a key that no name has.
        self._section = self._sections.setdefault(f"[{header['name'].casefold()}]", _Section())
        self._default, strange = self._owners(header["owners"].split())
        self._leave_out(strange)

    def _owners(self, words: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
        """Return the owners among some words, and the words that are none. `@Shop/Web` is who `@shop/web` is."""
        owners, strange = [], []
        for word in words:
            if re.fullmatch(_OWNER[self.dialect], word):
                owners.append(self._spelled.setdefault(word.casefold(), word))
            else:
                strange.append(word)
        return tuple(dict.fromkeys(owners)), strange

    def _add(self, pattern: str, reader: Callable[[str], Shape], owners: tuple[str, ...] | None) -> None:
        """Add a pattern; without owners (None) it excludes."""
        try:
            shape = reader(pattern)
        except ValueError as error:
            self._tell(f"`{pattern}` fits no file: {error}", "mend the pattern, or delete the line")
            return
        if owners is None:
            self._section.excluded.add(0, shape)
        else:
            self._section.patterns.add(len(self._section.owners), shape)
            self._section.owners.append(owners)

    def _leave_out(self, strange: Sequence[str]) -> None:
        if strange:
            self._tell(f"`{strange[0]}` is no owner and is left out", _OWNERS["GitLab"])

    def _tell(self, message: str, help_: str) -> None:
        self._notes.append(Note(message, help_, self.path, self._line))


def _parted(line: str) -> tuple[str, str]:
    """Return the pattern of a line, and what follows."""
    pattern, *rest = re.split(r"(?<!\\)\s+", line, maxsplit=1)
    return pattern, "".join(rest)


def _unknown_to_github(pattern: str) -> tuple[str, str]:
    """Return why GitHub does not take a pattern, and what to do; empty texts where it does."""
    if pattern.startswith("!"):
        return "GitHub knows no pattern that excludes", "write the pattern without `!` and without owners"
    if pattern.startswith("\\#"):
        return "on GitHub no pattern begins with `#`", "let a `?` stand for the `#`"
    if re.search(r"[\[\]]", pattern):
        return "GitHub knows no classes of characters", "write a line for each of them, or a `?`"
    return "", ""
