"""The door's verb: settings -> the code, and everything that it imports."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, partial

from archlint.settings import Request, timed
from archlint.source.nouns import Code, Imports
from archlint.source.options import Options
from archlint.source.reading import Reading

__all__ = ["meaning", "read"]

_ASKED: list[Reading] = []
"""What was read for whoever asked last what the code means: where it is not what it was, he reads on."""


@timed("source")
def read(request: Request) -> Code:
    """
    Return the code under the settings' root, or in the git tree that the request names.

    Raises SettingsError where the settings `roots`, `packages` or `exclude` name what is not there, or where no module
    is found; git.GitError where a git tree is asked for and cannot be read.
    """
    asked = _ASKED.pop() if _ASKED else None
    reading = asked if asked and asked.serves(request) else Reading(request, Options.of(request.settings))
    return Code(
        named=lambda: reading.stamp,
        imports=cache(partial(_imports, request, reading)),
        lines=reading.lines,
        content=reading.content,
        seen=reading.seen,
        still=reading.still,
        modules=reading.modules,
        paths=reading.paths,
    )


def meaning(request: Request, texts: Collection[str]) -> bytes:
    """
    Return what is the same while the code means the same, and so does the text of some files, by absolute path.

    What comes of a request and of this alone is then the same, too. b"" where nobody can tell. Raises as `read` does.
    """
    reading = Reading(request, Options.of(request.settings))
    _ASKED[:] = [reading]
    return reading.meaning(texts)


@timed("source")
def _imports(request: Request, reading: Reading) -> Imports:
    found = reading.imports()
    if not request.moves:
        return found
    from archlint.source.moves import moved  # only who compares two trees needs it

    return moved(found, request.moves)
