"""What archlint says of a package, in the words of the labels."""

import ast
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from archlint.graph.wiring.join import joined
from archlint.settings import Pack, Request, Settings, read_pack
from archlint.source import ANY, HOLE, Imports, Reference, Wiring, read
from archlint.source import Site as Found
from tests.source.naive import everything, parsed, undisturbed
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


@undisturbed()
def resolved(root: Path, packages: Iterable[str], drawn: Container[str]) -> Resolved:
    """Return the sites of some packages in a folder, and which of them meet, as far as their files were drawn from."""
    imports, found = wiring(root, packages)
    lines = _Lines(root, imports, found.references)

    def here(sites: Iterable[Found]) -> Iterator[Found]:
        return (one for one in sites if lines.path(one.module) in drawn)

    sites = [_site(one, lines, "") for one in here(found.sites) if not one.implied]
    sites += [_site(one, lines, "dynamic") for one in here((*found.unknown, *found.unknown_references))]
    sites += [_site(one, lines, "forwarder") for one in here(found.handing)]
    sites += _references((one for one in found.references if lines.path(one.module) in drawn), lines)
    return Resolved([one for one in sites if one.pack not in _UNJUDGED], _edges(imports, found, lines, drawn))


def _edges(imports: Imports, found: Wiring, lines: "_Lines", drawn: Container[str]) -> dict[str, list[Edge]]:
    """Return who meets whom by what the code calls; what a model publishes by being one has no call."""
    told = joined(found, imports.modules, imports.paths)
    edges: dict[str, set[Edge]] = {"exact": set(), "pattern": set()}
    for link in told.links:
        ends = told.sites[link.publisher], told.sites[link.subscriber]
        judged = not ends[0].implied and ends[0].channel not in _UNJUDGED
        if judged and all(one.path in drawn for one in ends):
            one, other = ((end.path, lines.called(end.node, end[3:7])) for end in ends)
            edges[link.confidence].add(Edge(one, other))
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


def _references(references: Iterable[Reference], lines: "_Lines") -> Iterator[Site]:
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


class _Text:
    """What one file says, by one walk over its syntax tree, which is not kept."""

    def __init__(self, content: bytes) -> None:
        tree = parsed(content)
        self.calls: dict[tuple[int, ...], int] = {}
        """The line of the name that is called, by the start and the end of each call."""
        self.given: dict[str, int] = {}
        """The line of the first statement of the module that gives a value to a name."""
        self.names: dict[str, tuple[ast.ImportFrom, str] | None] = {}
        """What each name is imported by, and as what; None where it is defined here. What comes first counts."""
        self.stars: list[ast.ImportFrom] = []
        self.defined: set[str] = set()
        for node, _ in everything(tree):
            if isinstance(node, ast.Call) and not _asks(node):
                self._call(node)
            elif isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                self.names.setdefault(node.name, None)
                self.defined |= set() if isinstance(node, ast.AsyncFunctionDef) else {node.name}
            elif isinstance(node, ast.ImportFrom):
                self._import(node)
        for one in tree.body:
            for to in one.targets if isinstance(one, ast.Assign) else ():
                if isinstance(to, ast.Name):
                    self.given.setdefault(to.id, one.lineno)

    def _call(self, node: ast.Call) -> None:
        place = node.lineno, node.col_offset + 1, node.end_lineno or 0, (node.end_col_offset or 0) + 1
        self.calls.setdefault(place, node.func.end_lineno or 0)

    def _import(self, node: ast.ImportFrom) -> None:
        for each in node.names:
            if each.name == "*":
                self.stars.append(node)
            elif node.module or node.level:
                self.names.setdefault(each.asname or each.name, (node, each.name))


class _Lines:
    """
    Where calls stand, by the syntax tree of their files; and where names are defined, by the imports of modules, and by
    what they load by name.
    """

    def __init__(self, root: Path, imports: Imports, references: Iterable[Reference]) -> None:
        self._root = root
        self._loaded = {(one.module, one.line): (one.target, one.name) for one in references if one.name}
        self._imports = imports
        self._text = cache(self._read)
        self._nodes = {name: node for node, name in enumerate(imports.modules)}

    def path(self, node: int) -> str:
        return self._imports.paths[node]

    def _read(self, node: int) -> _Text:
        return _Text((self._root / self._imports.paths[node]).read_bytes())

    def called(self, node: int, place: tuple[int, ...]) -> int:
        return self._text(node).calls.get(tuple(place), place[0])

    def around(self, node: int, place: tuple[int, ...]) -> int:
        """Return the line of the call that a string is an argument of; its own where it is none's."""
        start, end = tuple(place[:2]), tuple(place[2:])
        calls = self._text(node).calls
        inside = [call for call in calls if call[:2] <= start and end <= call[2:]]
        return calls[max(inside)] if inside else start[0]

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
        return self._loaded.get((node, self._text(node).given.get(name, 0)))

    def _step(self, node: int, name: str) -> tuple[int, str] | None:
        """Return where a name of a module is imported from; None where it is defined there, or comes from elsewhere."""
        text = self._text(node)
        if name in text.names:
            return self._imported(node, *found) if (found := text.names[name]) else None
        sources = (self._nodes.get(self._source(node, one)) for one in text.stars)
        return next(((star, name) for star in sources if star is not None and name in self._text(star).defined), None)

    def _imported(self, node: int, one: ast.ImportFrom, name: str) -> tuple[int, str] | None:
        source = self._source(node, one)
        if f"{source}.{name}" in self._nodes:
            return self._nodes[f"{source}.{name}"], ""
        return (self._nodes[source], name) if source in self._nodes else None

    def _source(self, node: int, one: ast.ImportFrom) -> str:
        if not one.level:
            return one.module or ""
        parts = self._imports.modules[node].split(".")
        up = one.level - 1 if self._imports.packages[node] else one.level
        return ".".join([*parts[: len(parts) - up], *filter(None, [one.module])])
