"""
What the rules found the last time, for whoever comes back to the same code with the same settings.

docs/decisions/0009-findings-are-kept.md says what the key holds, and when nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any, Final, get_type_hints
from zlib import crc32

from archlint.graph import Draft, Sight
from archlint.rulebook.columns import Illegible, packed, unpacked
from archlint.rulebook.nouns import Findings
from archlint.settings import Cache, Request, Settings, edition

__all__ = ["Memo", "memo", "shapes"]

_LAZY: Final = ("lines", "picture", "links", "answer")
"""What findings give only when they are asked for it."""


class Memo:
    """A place for the findings of one request."""

    def __init__(self, request: Request, code: Draft) -> None:
        self._code = code
        self._files = Cache(request.settings.root)
        self._name = _name(request)
        self._key = _key(request, code.stamp)

    def recall(self, judge: Callable[[], Findings]) -> Findings | None:
        """Return what was kept; `judge` is asked where more is wanted than that. None where nothing fits."""
        data = self._files.recall(self._name, self._key)
        if data is None:
            return None
        try:
            seen, *values = unpacked(data, Sight, *shapes().values())
            kept = {name: value for name, (value,) in zip(shapes(), values, strict=True)}
        except (Illegible, ValueError):
            return None
        if not self._code.still(seen):
            return None
        anew = cache(judge)
        lines = self._code.lines
        return Findings(**kept, lines=lines, picture=lambda: anew().picture(), links=lambda: anew().links())

    def keep(self, found: Findings) -> None:
        """Keep findings, and what they come of beside that which the stamp names."""
        tables = [(shape, [getattr(found, name)]) for name, shape in shapes().items()]
        with suppress(Illegible):
            self._files.keep(self._name, self._key, list(packed((Sight, self._code.seen()), *tables)))


def memo(request: Request, code: Draft) -> Memo | None:
    """
    Return where the findings of a request are kept; None where they never are.

    A team's own rules may depend on anything, a second opinion is asked for anew, and questions are as many as there
    are answers.
    """
    plain = request.ask in ("check", "baseline", "waivers") and not request.subject and not request.cross_check
    own_rules = any(part.settings.table.get("rule-folders") for part in request.settings.parts)
    return Memo(request, code) if request.cache and code.stamp and plain and not own_rules else None


def _name(request: Request) -> str:
    """Return a name for each settings file of a folder, and each place of the workspace, and kind of tree."""
    tree = request.tree if request.tree in ("", ":index") else "revision"
    return f"findings-{crc32(repr((request.settings.file, request.settings.inside, tree)).encode()):08x}"


def _key(request: Request, stamp: bytes) -> bytes:
    """Return all that findings depend on."""
    members = [(one.folder, one.label, one.roots) for one in request.settings.members]
    parts = [(part.where, part.folder, *_said(part.settings)) for part in request.settings.parts]
    key = edition(), stamp, request.tree, request.full_parse, request.settings.inside, members, parts
    return repr(key).encode("utf-8", "surrogatepass")


def _said(settings: Settings) -> tuple[object, ...]:
    """Return what one settings file says, and the texts that places are found in."""
    extended = sorted({(origin.file, origin.text) for origin in settings.origins.values()})
    return settings.file, settings.prefix, settings.text, extended, settings.table


@cache
def shapes() -> dict[str, Any]:
    """Return the types of what is kept, by field."""
    return {name: hint for name, hint in get_type_hints(Findings).items() if name not in _LAZY}
