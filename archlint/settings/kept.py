"""
Settings as an earlier run has read and checked them.

They follow from what files and folders answer, and from nothing else. So they are kept with all that was asked and all
that was answered: while the answers are the same, nothing is parsed, merged or checked again.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archlint.settings.cache import Cache
from archlint.settings.edition import edition
from archlint.settings.files import Files, Names
from archlint.settings.nouns import Member, Origin, Settings

if TYPE_CHECKING:
    from archlint.settings.foreign.nouns import Foreign

__all__ = ["Witness", "keep", "recalled"]

_END = b"\0"
"""Stands behind the settings, which are JSON and hold none."""


class Witness:
    """Files that remember what they were asked, and what they answered."""

    def __init__(self, files: Files) -> None:
        """Ask other files."""
        self._files = files
        self._said: dict[tuple[str, str], bytes] = {}
        self.sure = True
        """False where a file could not be read: that may be otherwise the next time, and nobody could tell."""

    def read(self, file: Path) -> bytes | None:
        """Return the bytes of a file; None where there is none of that name."""
        try:
            data = self._files.read(file)
        except OSError:
            self.sure = False
            raise
        self._said["read", str(file)] = b"-" if data is None else b"+" + data
        return data

    def names(self, folder: Path) -> Names:
        """Return what lies in a folder."""
        found = self._files.names(folder)
        names = "\0".join([*found.folders, "", *sorted(found.files)])
        self._said["names", str(folder)] = os.fsencode(names)
        return found

    def is_top(self, folder: Path) -> bool:
        """Return whether a repository begins in a folder."""
        found = self._files.is_top(folder)
        self._said["is_top", str(folder)] = b"+" if found else b"-"
        return found

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Each question once: a method of this class, and a path."""
        return list(self._said)

    @property
    def testimony(self) -> bytes:
        """All answers."""
        return b"".join(len(answer).to_bytes(8) + answer for answer in self._said.values())


def recalled(file: Path, files: Files, tree: str = "") -> Settings | None:
    """
    Return the settings of the workspace that a file belongs to as they were kept; None where they may be others.

    Those of the disk (the tree is "") and of git do not drive out each other.
    """
    found = Cache(file.parent).recall(_name(file, tree), _key(file))
    if found is None:
        return None
    import json

    head, _, testimony = bytes(found).partition(_END)
    asked, settings, texts = json.loads(head)
    witness = Witness(files)
    try:
        for question, path in asked:
            getattr(witness, question)(Path(path))
    except OSError:
        return None
    return _unpacked(settings, texts) if witness.testimony == testimony else None


def keep(file: Path, read: Settings, witness: Witness, tree: str = "") -> None:
    """Keep settings that have been read through the witness, and have no mistakes."""
    import json

    texts: dict[str, int] = {}
    with suppress(TypeError):  # JSON has no dates: settings that hold one are read anew each time
        head = json.dumps([witness.asked, _packed(read, texts), list(texts)], separators=(",", ":"))
        if witness.sure:
            Cache(file.parent).keep(_name(file, tree), _key(file), [head.encode(), _END, witness.testimony])


def _name(file: Path, tree: str) -> str:
    return f"settings-{'in-git-' if tree else ''}{file.name}"


def _key(file: Path) -> bytes:
    return edition() + os.fsencode(file)


def _packed(read: Settings, texts: dict[str, int]) -> list[Any]:
    """Return settings as JSON has them; of each text its number, since many values come from one file."""

    def number(text: str) -> int:
        return texts.setdefault(text, len(texts))

    origins = [(where, one.file, number(one.text), *one[2:]) for where, one in read.origins.items()]
    members = [(*one[:3], one.settings and _packed(one.settings, texts)) for one in read.members]
    text = number(read.text)
    return [str(read.root), read.file, read.table, read.prefix, text, origins, members, read.inside, read.foreign]


def _unpacked(packed: list[Any], texts: list[str]) -> Settings:
    root, file, table, prefix, text, origins, members, inside, foreign = packed
    return Settings(
        root=Path(root),
        file=file,
        table=table,
        prefix=tuple(prefix),
        text=texts[text],
        origins={
            tuple(where): Origin(one, texts[number], tuple(there), *how) for where, one, number, there, *how in origins
        },
        members=tuple(
            Member(folder, label, tuple(roots), _unpacked(own, texts) if own else None)
            for folder, label, roots, own in members
        ),
        inside=inside,
        foreign=_foreign(foreign) if foreign else None,
    )


def _foreign(packed: list[Any]) -> Foreign:
    """Return what JSON made lists of."""
    from archlint.settings.foreign.nouns import Foreign

    return Foreign.of(packed)
