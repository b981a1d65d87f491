"""What archlint says of a package, in the words of the labels."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from archlint.graph.wiring.join import joined
from archlint.settings import Pack, Request, Settings, read_pack
from archlint.source import ANY, HOLE, Imports, Reference, Wiring, read
from archlint.source import Site as Found
from tests.wiring.scoring import Edge, Site

__all__ = ["PACKS", "Resolved", "resolved", "wiring"]

_FOLDER: Final = Path(__file__).parents[2] / "rules" / "packs"
_OF_MODELS: Final = "django.db.models.signals."
_SAME: Final = {"celery-names": "django-strings"}
_UNJUDGED: Final = {"dotted-strings", "mock-patch", "sql-tables", "sqlalchemy-events", "entry-points"}
"""What nobody has labelled; the first never says more than that something is possible."""


def _packs() -> tuple[Pack, ...]:
    return tuple(read_pack(file, file.read_text("utf-8")) for file in sorted(_FOLDER.glob("*.toml")))


PACKS: Final = _packs()


def wiring(root: Path, packages: Iterable[str] = ()) -> tuple[Imports, Wiring]:
    """Return what archlint reads in a folder, without a cache."""
    table = {"packages": list(packages)} if packages else {}
    imports = read(Request(Settings(root, "archlint.toml", table), packs=PACKS, cache=False)).imports()
    return imports, imports.wiring()


class Resolved(NamedTuple):
    """All that archlint says of some packages in a folder."""

    sites: list[Site]
    edges: dict[str, list[Edge]]
    """By how certain they are, "exact" or "pattern"; one that is exact by one of its topics is no pattern."""


def resolved(root: Path, packages: Iterable[str]) -> Resolved:
    """Return all sites of some packages in a folder, and which of them meet."""
    imports, found = wiring(root, packages)
    lines = _Lines(root, imports, found.references)
    sites = [_site(one, lines, "") for one in found.sites if not one.implied]
    sites += [_site(one, lines, "dynamic") for one in (*found.unknown, *found.unknown_references)]
    sites += [_site(one, lines, "forwarder") for one in found.handing]
    sites += _references(imports, found.references, lines)
    return Resolved([one for one in sites if one.pack not in _UNJUDGED], _edges(imports, found, lines))


def _edges(imports: Imports, found: Wiring, lines: "_Lines") -> dict[str, list[Edge]]:
    """Return who meets whom by what the code calls; what a model publishes by being one has no call."""
    told = joined(found, imports.modules, imports.paths)
    ends = [(one.path, lines.called(one.node, one[3:7])) for one in told.sites]
    edges: dict[str, set[Edge]] = {"exact": set(), "pattern": set()}
    for link in told.links:
        if not told.sites[link.publisher].implied and told.sites[link.publisher].channel not in _UNJUDGED:
            edges[link.confidence].add(Edge(ends[link.publisher], ends[link.subscriber]))
    edges["pattern"] -= edges["exact"]
    return {confidence: sorted(some) for confidence, some in edges.items()}


def _site(one: Found, lines: "_Lines", status: str) -> Site:
    topics = sorted({topic for each in one.topics for topic in _spelled(one, each)})
    status = status or ("pattern" if any("{*}" in topic or "*" in topic for topic in topics) else "exact")
    line = lines.called(one.module, one[1:5])
    return Site(lines.path(one.module), line, one.role, _SAME.get(one.channel, one.channel), status, tuple(topics))


def _spelled(one: Found, topic: tuple[str, ...]) -> Iterator[str]:
    if one.channel == "celery" and (one.declared or one.handler):
        yield one.handler or one.declared
    elif one.channel == "blinker" and one.declared:
        yield one.declared
    elif one.channel == "django-signals" and not topic[0].startswith(_OF_MODELS):
        yield topic[0]
    else:
        yield "/".join(part.replace(HOLE, "{*}").replace(ANY, "*") for part in topic)


def _references(imports: Imports, references: Iterable[Reference], lines: "_Lines") -> Iterator[Site]:
    """Yield a site for each call that names something, with all that it names; the longest name is where that is."""
    calls = defaultdict(set)
    for one in references:
        if one.confidence != "possible" and not one.path:
            line = lines.around(one.module, one[1:5])
            calls[one.module, line, one.via].add(lines.home(one.target, one.name))
            if one.confidence == "pattern" and "{*}" not in one.written:
                calls[one.module, line, one.via].add("{*}")
    for (module, line, via), names in calls.items():
        yield Site(lines.path(module), line, "reference", _SAME.get(via, via), "exact", tuple(sorted(names)))


def _asks(call: ast.Call) -> bool:
    """Return whether a call asks for an attribute: what it falls back to is what the call around it takes."""
    return isinstance(call.func, ast.Name) and call.func.id == "getattr"


class _Lines:
    """
    Where calls stand, by the syntax tree of their files; and where names are defined, by the imports of modules, and by
    what they load by name.
    """

    def __init__(self, root: Path, imports: Imports, references: Iterable[Reference]) -> None:
        self._root = root
        self._loaded = {(one.module, one.line): (one.target, one.name) for one in references if one.name}
        self._imports = imports
        self._tree = cache(self._parsed)
        self._nodes = {name: node for node, name in enumerate(imports.modules)}

    def path(self, node: int) -> str:
        return self._imports.paths[node]

    def _parsed(self, node: int) -> ast.Module:
        return ast.parse((self._root / self._imports.paths[node]).read_bytes())

    @cache  # noqa: B019 - as long as the test
    def _calls(self, node: int) -> list[tuple[tuple[int, int], tuple[int, int], int]]:
        """Return start and end of each call, and the line of the name that is called."""
        found = (one for one in ast.walk(self._tree(node)) if isinstance(one, ast.Call) and not _asks(one))
        return [
            (
                (one.lineno, one.col_offset + 1),
                (one.end_lineno or 0, (one.end_col_offset or 0) + 1),
                one.func.end_lineno or 0,
            )
            for one in found
        ]

    def called(self, node: int, place: tuple[int, ...]) -> int:
        start, end = tuple(place[:2]), tuple(place[2:])
        return next((line for one, two, line in self._calls(node) if (one, two) == (start, end)), start[0])

    def around(self, node: int, place: tuple[int, ...]) -> int:
        """Return the line of the call that a string is an argument of; its own where it is none's."""
        start, end = tuple(place[:2]), tuple(place[2:])
        inside = [call for call in self._calls(node) if call[0] <= start and end <= call[1]]
        return max(inside)[2] if inside else start[0]

    def home(self, node: int, name: str) -> str:
        """Return where something is defined, imports of it followed as Python does."""
        for _ in range(9):
            first, _, rest = name.partition(".")
            step = (self._load(node, first) or self._step(node, first)) if first else None
            if step is None:
                break
            node, found = step
            name = ".".join(filter(None, [found, rest]))
        module = self._imports.modules[node]
        return f"{module}:{name}" if name else module

    def _load(self, node: int, name: str) -> tuple[int, str] | None:
        """Return what a name of a module is given by a call that loads something by its name."""
        for one in self._tree(node).body:
            if isinstance(one, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in one.targets):
                return self._loaded.get((node, one.lineno))
        return None

    def _step(self, node: int, name: str) -> tuple[int, str] | None:
        """Return where a name of a module is imported from; None where it is defined there, or comes from elsewhere."""
        stars = []
        for one in ast.walk(self._tree(node)):
            if isinstance(one, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and one.name == name:
                return None
            if isinstance(one, ast.ImportFrom):
                source = self._source(node, one)
                for each in one.names:
                    if (each.asname or each.name) == name and source:
                        inner = self._nodes.get(f"{source}.{each.name}")
                        if inner is not None:
                            return inner, ""
                        return (self._nodes[source], each.name) if source in self._nodes else None
                    if each.name == "*" and source in self._nodes:
                        stars.append(self._nodes[source])
        for star in stars:
            defined = {
                one.name for one in ast.walk(self._tree(star)) if isinstance(one, (ast.ClassDef, ast.FunctionDef))
            }
            if name in defined:
                return star, name
        return None

    def _source(self, node: int, one: ast.ImportFrom) -> str:
        if not one.level:
            return one.module or ""
        parts = self._imports.modules[node].split(".")
        up = one.level - 1 if self._imports.packages[node] else one.level
        return ".".join([*parts[: len(parts) - up], *filter(None, [one.module])])
