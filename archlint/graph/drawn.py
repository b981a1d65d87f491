"""Draw the graph: what the source room read, what the settings declare, in one set of columns."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, compress
from operator import ne
from typing import Any

from archlint import source
from archlint.graph.declarations import matching, parsed
from archlint.graph.externals import externals
from archlint.graph.graph import Dialect, Gap, Graph, Reading, Remark, Unresolved
from archlint.graph.imports import KINDS, Columns, Ledger
from archlint.graph.names import Names
from archlint.graph.patterns import Entry
from archlint.graph.projects import projects
from archlint.graph.rows import Rows
from archlint.graph.selections import Misdeclared
from archlint.graph.vocabulary import Vocabulary
from archlint.graph.wiring.nouns import Wiring
from archlint.settings import Part, Problem, Request, Settings, SettingsError, timed
from archlint.startup import NamedTuple

__all__ = ["drawn", "redrawn", "schema"]


class Words(NamedTuple):
    """The components of one part of the settings."""

    part: Part
    components: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Declarations:
    """What the settings say to this room."""

    words: tuple[Words, ...]
    """The top's first."""
    declared: tuple[Entry, ...]

    @classmethod
    def of(cls, settings: Settings) -> Declarations:
        """Return what all parts of the settings say."""
        words = tuple(Words(part, _components(part.settings.table)) for part in settings.parts)
        return cls(words, tuple(entry for part in settings.parts for entry in _declarations(part)))

    def texts(self) -> Iterator[str]:
        """Yield every name and import that stands there."""
        for words in self.words:
            for texts in words.components.values():
                yield from texts
        for entry in self.declared:
            yield entry.text


def _components(table: Mapping[str, Any]) -> dict[str, list[str]]:
    return {k: [v] if isinstance(v, str) else list(v) for k, v in table.get("components", {}).items()}


def _declarations(part: Part) -> Iterator[Entry]:
    for index, row in enumerate(part.settings.table.get("declared", ())):
        for i, text in enumerate(row["imports"]):
            yield Entry(text, (*part.where, "declared", index, "imports", i))


def schema() -> dict[str, Any]:
    """Return the top-level keys that this room and the rooms below read, as JSON Schema properties."""
    texts = {"type": "array", "items": {"type": "string", "minLength": 1}}
    row = {
        "type": "object",
        "x-noun": "declared dependency",
        "properties": {
            "imports": {
                **texts,
                "minItems": 1,
                "description": "What imports what, unseen: `a -> b`; `a.**` is a and all below.",
            },
            "because": {"type": "string", "description": "Why it is so, for whoever reads the settings."},
        },
        "required": ["imports", "because"],
        "additionalProperties": False,
    }
    component = {"anyOf": [{"type": "string", "minLength": 1}, {**texts, "minItems": 1}]}
    return {
        **source.schema(),
        "components": {
            "type": "object",
            "description": "Names for sets of modules: a pattern or a list of patterns each.",
            "propertyNames": {
                "pattern": r"^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z_][A-Za-z0-9_-]*)*$",
                "x-noun": "component name",
                "x-form": "letters, digits, _ and -, or of a module's name",
            },
            "x-dotted-keys": True,
            "additionalProperties": component,
            "default": {},
        },
        "declared": {
            "type": "array",
            "description": "Dependencies that no parser can see.",
            "items": row,
            "default": [],
        },
    }


@timed("graph")
def drawn(request: Request, read: source.Imports, mentioned: Collection[str]) -> Graph:
    """Return the graph of code that has been read; see Draft.graph."""
    return redrawn(request, read, mentioned, None)


def redrawn(request: Request, read: source.Imports, mentioned: Collection[str], before: Graph | None) -> Graph:
    """Return the same; where modules are called as in a graph `before` of the same settings, they are not looked up."""
    declarations = Declarations.of(request.settings)
    try:
        return _drawn(read, declarations, request, mentioned, before)
    except Misdeclared as error:
        raise SettingsError.located(request.settings, error.problems) from None


def _drawn(
    read: source.Imports,
    declarations: Declarations,
    request: Request,
    mentioned: Collection[str],
    before: Graph | None = None,
) -> Graph:
    """Return the graph of what was read; `before` is one of the same settings, of other code. Raises Misdeclared."""
    # What somebody asks about is as good as declared: a library may be asked for before anybody imports it.
    asked = [request.subject] if "->" in request.subject else []
    wished = [*(entry.text for entry in declarations.declared), *asked]
    words = [*mentioned, *declarations.texts()]
    others = externals(read, words, wished)
    if request.cuts:
        from archlint.graph.cutting import without  # only who supposes something waits for it

        read = without(read, others, request.cuts)
        others = externals(read, words, wished)
    target, name = others.target, others.name
    lenient = bool(request.role)
    if before and _named_alike(before, read, others.names):
        names, dialects = before.names, before.dialects
    else:
        names = Names(read.modules, read.packages, others.names, others.stdlib, read.distributions, lenient=lenient)
        dialects = _dialects(names, read.paths, declarations)
    kind, importer, lines = bytearray(read.kind), array("I", read.importer), _places(read)
    problems: list[Problem] = []
    files: dict[int, str] = {}
    for (tail, head), file, line in _declared(declarations, names, request, problems):
        if (names.all[tail], names.all[head]) in request.cuts:
            continue
        files[len(importer)] = file
        importer.append(tail)
        target.append(head)
        name.append(len(read.names))
        kind.append(KINDS.index("declared"))
        for column, value in zip(lines, line, strict=True):
            column.append(value)
    marks = bytes(read.marks) + bytes(len(importer) - len(read.marks))
    columns = Columns(name, *lines, bytes(kind), marks)
    rows, offsets, order = _grouped(len(names.all), importer, target)
    all_names = (*read.names, "")
    ledger = Ledger(rows, offsets, order, columns, all_names, read.paths, files, tuple(problems))
    return Graph(names, ledger, _reading(read, request), dialects, cross_check=request.cross_check)


def _named_alike(before: Graph, read: source.Imports, externals: tuple[str, ...]) -> bool:
    """Return whether every node is called as it was, and lies where it lay."""
    names = before.names
    told = names.modules, names.packages, names.externals, before.ledger.paths
    return told == (read.modules, read.packages, externals, read.paths)


def _dialects(names: Names, paths: Sequence[str], declarations: Declarations) -> dict[str, Dialect]:
    """Return how each part of the settings speaks, by its lead. Raises Misdeclared with the mistakes of all."""
    found: dict[str, Dialect] = {}
    problems: list[Problem] = []
    for part, components in declarations.words:
        vocabulary = Vocabulary(names, components, part.where)
        own = [node for node, path in enumerate(paths) if part.holds(path)]
        found[part.lead] = Dialect(vocabulary, own)
        try:
            _ = vocabulary.components  # one that means nothing is told even where no rule uses it
        except Misdeclared as error:
            problems += error.problems
    if problems:
        raise Misdeclared(problems)
    return found


def _places(read: source.Imports) -> tuple[array[int], array[int], array[int], array[int]]:
    return array("I", read.line), array("I", read.column), array("I", read.end_line), array("I", read.end_column)


def _declared(
    declarations: Declarations, names: Names, request: Request, problems: list[Problem]
) -> Iterator[tuple[tuple[int, int], str, tuple[int, int, int, int]]]:
    """Yield the dependencies that the settings declare, each with the file and place (line, column, end) of it."""
    for entry in declarations.declared:
        ends = parsed(entry, names, problems)
        if ends is None:
            continue
        file, place = request.settings.stands(entry.where)
        line, column, end = (place.line, place.column, place.end_column) if place else (1, 1, 1)
        pairs = [pair for pair in matching(*ends) if pair[0] != pair[1]]
        if not pairs and all(ends) and not names.lenient:  # an end in brackets may be absent
            words = f"`{entry.text}` declares nothing: no two of these modules go together"
            problems.append(Problem(entry.where, words, help="captures of one name stand for the same text"))
        yield from ((pair, file, (line, column, line, end)) for pair in pairs)


def _grouped(size: int, importer: array[int], target: array[int]) -> tuple[Rows, array[int], array[int]]:
    """Return the edges, and for each the records behind it in the order given."""
    # By importer they stand already, so that this sorting takes little more than a look at each.
    edge = [tail * size + head for tail, head in zip(importer, target, strict=True)]
    order = array("I", sorted(range(len(edge)), key=edge.__getitem__))
    sorted_ = [edge[record] for record in order]
    first = bytes(map(ne, sorted_, chain([-1], sorted_)))
    offsets = array("I", chain(compress(range(len(order)), first), [len(order)]))
    edges = list(compress(sorted_, first))
    rows = array("I", (bisect_left(edges, node * size) for node in range(size + 1)))
    return Rows(rows, array("I", [one % size for one in edges])), offsets, order


def _reading(read: source.Imports, request: Request) -> Reading:
    unresolved = tuple(Unresolved(*one, _lost(one.target)) for one in read.unresolved)
    dynamic = tuple(Gap(u.path, u.line, u.column, f"imports {u.target}") for u in read.dynamic)
    return Reading(
        tuple(Gap(*u) for u in read.unread),
        unresolved,
        dynamic,
        read.lines,
        tuple(Gap(*s) for s in read.shadowed),
        read.exports,
        cache(partial(projects, read)),
        tuple(Remark(*one) for one in read.remarks),
        cache(partial(_wiring, read, request)),
        read.renamed,
    )


def _wiring(read: source.Imports, request: Request) -> Wiring:
    from archlint.graph.wiring.join import joined, without  # most ask for imports alone

    found = joined(read.wiring(), read.modules, read.paths, request.packs)
    return without(found, request.cuts) if request.cuts else found


def _lost(target: str) -> str:
    """Return why an import leads nowhere; a relative one comes with its dots where they lead above all packages."""
    return f"{target} leads beyond the top package" if target.startswith(".") else f"nothing is called {target}"
