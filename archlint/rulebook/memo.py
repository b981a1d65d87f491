"""
What the rules found the last time, for whoever comes back to the same code with the same settings.

docs/decisions/0009-findings-are-kept.md says what the key holds, and when nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from functools import cache, partial
from typing import Any, Final, Self, TypeVar, cast
from zlib import crc32

from archlint.graph import Draft, Sight
from archlint.rulebook.columns import Illegible, packed, unpacked
from archlint.rulebook.components import Outline
from archlint.rulebook.nouns import Finding, Findings, Retelling, Spans
from archlint.rulebook.packs import packs_told
from archlint.settings import Cache, Request, Settings, edition
from archlint.startup import NamedTuple, types_of

__all__ = ["Memo", "memo", "shapes"]

_LAZY: Final = (
    *("lines", "picture", "outline", "links", "metrics", "retold", "grounds", "holds", "orphaned", "trail", "answer"),
    *("repairs", "content"),
)
"""What findings give only when they are asked for it."""
Kept = TypeVar("Kept")


class _Retold(NamedTuple):
    """Findings as they are told to who has written some lines, by the fingerprints of those that they were."""

    prints: tuple[str, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, told: Mapping[str, Finding]) -> Self:
        """Return the same as columns can hold it."""
        return cls(tuple(told), tuple(told.values()))


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
        return Findings(
            **kept,
            lines=self._code.lines,
            picture=lambda: anew().picture(),
            outline=cache(lambda: self.beside("outline", Outline, lambda: anew().outline())),
            links=lambda: anew().links(),
            metrics=lambda: anew().metrics(),
            retold=partial(self._retold, seen, lambda: anew().retold),
            grounds=lambda prints: anew().grounds(prints),
            holds=lambda imports: anew().holds(imports),
            orphaned=lambda gone: anew().orphaned(gone),
            repairs=lambda prints: anew().repairs(prints),
            content=self._code.content,
        )

    def keep(self, found: Findings, code: Draft) -> Findings:
        """Keep findings, and what they come of beside that which the stamp of the code names; return them."""
        tables = [(shape, [getattr(found, name)]) for name, shape in shapes().items()]
        seen = code.seen()
        with suppress(Illegible):
            self._files.keep(self._name, self._key, list(packed((Sight, seen), *tables)))
        return found._replace(
            outline=cache(lambda: self.beside("outline", Outline, found.outline)),
            retold=partial(self._retold, seen, lambda: found.retold),
        )

    def _retold(
        self,
        seen: Iterable[Sight],
        teller: Callable[[], Retelling],
        prints: Collection[str],
        lines: Mapping[str, Spans],
    ) -> Mapping[str, Finding]:
        """Return findings as they were retold the last time that the same lines were new, and the same was seen."""
        new = sorted((path, list(spans)) for path, spans in lines.items())
        asked = list(map(tuple, seen)), sorted(prints), new
        kept = self.beside("retold", _Retold, lambda: _Retold.of(teller()(prints, lines)), asked)
        return dict(zip(kept.prints, kept.findings, strict=True))

    def beside(self, what: str, shape: type[Kept], draw: Callable[[], Kept], more: object = ()) -> Kept:
        """
        Return what was kept beside the findings, of a type that can be told in columns, else draw it and keep it.

        `more` is what it comes of beside the code and the settings.
        """
        name, key = self._name.replace("findings", what), self._key + (repr(more).encode() if more else b"")
        data = self._files.recall(name, key)
        if data is not None:
            with suppress(Illegible, ValueError):
                ((kept,),) = unpacked(data, shape)
                return cast("Kept", kept)
        drawn = draw()
        with suppress(Illegible):
            self._files.keep(name, key, list(packed((shape, [drawn]))))
        return drawn


def memo(request: Request, code: Draft) -> Memo | None:
    """
    Return where the findings of a request are kept; None where they never are.

    A team's own rules may depend on anything, a second opinion is asked for anew, and questions are as many as there
    are answers.
    """
    plain = (
        request.ask in ("check", "baseline", "compare", "waivers") and not request.subject and not request.cross_check
    )
    own_rules = any(part.settings.table.get("rule-folders") for part in request.settings.parts)
    theirs = own_rules or request.plugins
    lasting = request.ask == "affected" or (plain and not theirs)  # no rule has a say in what a change reaches
    kept = request.cache and not request.overlay  # what nobody has written would push out what stands there
    return Memo(request, code) if kept and code.stamp and lasting else None


def _name(request: Request) -> str:
    """Return a name for each settings file of a folder, and each place of the workspace, and kind of tree."""
    tree = request.tree if request.tree in ("", ":index") else "revision"
    told = request.settings.file, request.settings.inside, tree, request.role, request.role and request.against
    return f"findings-{crc32(repr(told).encode()):08x}"


def _key(request: Request, stamp: bytes) -> bytes:
    """Return all that findings depend on."""
    members = [(one.folder, one.label, one.roots) for one in request.settings.members]
    parts = [(part.where, part.folder, *_said(part.settings)) for part in request.settings.parts]
    whose = request.role, sorted(request.moves.items())
    key = edition(), stamp, request.tree, whose, request.full_parse, request.settings.inside, members, parts
    return repr(key).encode("utf-8", "surrogatepass") + packs_told(request)


def _said(settings: Settings) -> tuple[object, ...]:
    """Return what one settings file says, and the texts that places are found in."""
    extended = sorted({(origin.file, origin.text) for origin in settings.origins.values()})
    return settings.file, settings.prefix, settings.text, extended, settings.table, settings.foreign


@cache
def shapes() -> dict[str, Any]:
    """Return the types of what is kept, by field."""
    return {name: hint for name, hint in types_of(Findings).items() if name not in _LAZY}
