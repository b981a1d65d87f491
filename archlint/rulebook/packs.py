"""What is known of frameworks that couple modules without imports: archlint's own packs, and those of the team."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from archlint import git
from archlint.settings import Part, Problem, Request, SettingsError, Where

if TYPE_CHECKING:
    from archlint.graph import Wiring
    from archlint.settings import Pack

__all__ = ["KEY", "asks", "equipped", "idle", "packs_told", "schema"]

KEY: Final = "packs"
_FOLDER: Final = "packs"
_SUFFIX: Final = ".toml"
_HIDDEN: Final = ("string", "channel")
_TOPICAL: Final = ("channels", "publishers", "subscribers", "unknown-topics", "forwarders")
"""Questions about channels alone: strings that name modules need not be looked for."""
_ASKS: Final = (*_TOPICAL, "explain", "why")
"""Questions whose answers tell of what couples modules without an import."""


def schema() -> dict[str, Any]:
    """Return the key of the settings that this file reads, as JSON Schema property."""
    return {
        KEY: {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "description": "Files that tell of more frameworks, for `string` and `channel` dependencies; archlint's "
            "own packs need no mention, and one of the same name takes their place.",
            "default": [],
        }
    }


def asks(request: Request) -> bool:
    """Return whether somebody asks for what couples modules without an import; told by the settings alone."""
    if request.ask in _ASKS or not {*request.kinds}.isdisjoint(_HIDDEN):
        return True
    if any(_counts(rule) for rule in request.settings.rules.values()):
        return True
    return any(part.settings.table.get("rule-folders") and _own_ask(request, part) for part in request.settings.heard)


def equipped(request: Request) -> Request:
    """
    Return the request with the packs, where somebody asks for what only they can tell.

    Raises SettingsError where a pack of the team's is not there, or is wrong in itself.
    """
    if request.packs or not asks(request):
        return request
    named = {**_shipped(), **_texts(request)}
    packs: dict[str, Pack] = {}
    for path, text in named.items():
        pack = _read(request.settings.root / path, text)
        packs[pack.name] = pack
    return request._replace(packs=tuple(_wanted(request, pack) for _, pack in sorted(packs.items())))


@cache
def _read(file: Path, text: str) -> Pack:
    """Return what a pack says, read once a process: a change is judged in two trees, and a test run in many."""
    from archlint.settings import read_pack

    return read_pack(file, text)


def _wanted(request: Request, pack: Pack) -> Pack:
    """Return what has to be looked for of a pack: strings take long, and some count for hardly anybody."""
    if request.ask in _TOPICAL:
        return pack._replace(references=())
    if request.ask in _ASKS or any(rule.get("confidence") == "possible" for rule in request.settings.rules.values()):
        return pack
    return pack._replace(references=tuple(one for one in pack.references if one.confidence != "possible"))


def idle(request: Request, wiring: Wiring) -> Iterator[Problem]:
    """Yield the team's packs that nothing in the code fits: what they describe may be called otherwise there."""
    seen = {one.channel for one in (*wiring.sites, *wiring.unknown)} | {one.via for one in wiring.references}
    packs = {pack.name: pack for pack in request.packs}
    for _, where, name in _named(request):
        pack = packs[Path(name).stem]
        told = {one.name for one in pack.channels} | {one.via for one in pack.references}
        if told and told.isdisjoint(seen):
            words = f"nothing in the code is used as `{name}` describes it"
            yield Problem(where, words, help="names in a pack are full ones, such as `shop.bus.publish`")


def packs_told(request: Request) -> bytes:
    """
    Return a digest of what the packs of the team say; b"" where nobody asks for that.

    archlint's own are named by its edition. Raises SettingsError where one of the team's is not there.
    """
    if not asks(request):
        return b""
    return blake2b(repr(_texts(request)).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _texts(request: Request) -> dict[str, str]:
    """
    Return the team's packs by their paths, from the tree in which its rules lie.

    Raises SettingsError where one is not there.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for part, where, name in _named(request):
        path = posixpath.normpath(posixpath.join(part.folder, name))
        if request.looks:
            request.looks.content(str(request.settings.root / path), request.rule_tree)
        content = git.read_file(request.settings.root, request.rule_tree, path)
        if content is None:
            problems.append(_missing(where, name, request))
        else:
            found[path] = content.decode("utf-8", "replace")
    if problems:
        raise SettingsError.located(request.settings, problems)
    return found


def _counts(rule: Mapping[str, Any]) -> bool:
    """Return whether a rule looks at more than imports, as far as its table tells."""
    if rule.get("severity") == "off":
        return False
    plain = rule["type"] == "channel" or rule.get("measure") == "dynamic-topics"
    return plain or not {*rule.get("kinds", ())}.isdisjoint(_HIDDEN)


def _own_ask(request: Request, part: Part) -> bool:
    """Return whether a rule of the team's own counts more than imports, if nobody says what it counts."""
    from archlint.rulebook.own.faults import Unfit  # most have none
    from archlint.rulebook.shelf import chosen

    shelf = chosen(request._replace(settings=part.settings))
    for id_, table in part.settings.table.get("rules", {}).items():
        if table.get("type", id_) in shelf.own and "kinds" not in table:
            with suppress(Unfit):  # which is told when it is to be judged
                if not {*getattr(shelf.load(table.get("type", id_)), "KINDS", ())}.isdisjoint(_HIDDEN):
                    return True
    return False


def _named(request: Request) -> Iterator[tuple[Part, Where, str]]:
    for part in request.settings.heard:
        for position, name in enumerate(part.settings.table.get(KEY, ())):
            yield part, (*part.where, KEY, position), name


def _missing(where: Where, name: str, request: Request) -> Problem:
    tree = {"": "", git.INDEX: " in git's index, which is what a hook judges"}
    at = tree.get(request.rule_tree, f" in `{request.rule_tree}`")
    help_ = f"`git add {name}`" if request.rule_tree == git.INDEX else "paths are relative to the folder of this file"
    return Problem(where, f"there is no pack `{name}`{at}", help=help_)


@cache
def _shipped() -> dict[str, str]:
    """Return archlint's own packs by where they lie."""
    from archlint.rulebook.shelf import house  # a run that has seen it all needs no rule

    if checkout := house(Path(__file__).parents[2]):
        files = sorted((checkout / _FOLDER).glob(f"*{_SUFFIX}"))
        return {str(file): file.read_text("utf-8") for file in files}
    from importlib import resources  # not in a checkout: a zip has no paths

    folder = resources.files("archlint.rules").joinpath(_FOLDER)
    files_ = sorted((one for one in folder.iterdir() if one.name.endswith(_SUFFIX)), key=lambda one: one.name)
    return {str(one): one.read_text("utf-8") for one in files_}
