"""The graph that rules look at: modules, imports between them, and the words to speak of sets of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from archlint.graph.imports import HIDDEN_KINDS, IMPORT_KINDS, KINDS, Ledger, Occurrence
from archlint.graph.names import Binding, Names
from archlint.graph.patterns import Entry
from archlint.graph.projects import Projects
from archlint.graph.rows import Rows
from archlint.graph.selections import Partition, Selection, assigned
from archlint.graph.vocabulary import Vocabulary
from archlint.graph.wiring.nouns import Wanted, Wiring
from archlint.startup import NamedTuple

__all__ = ["Dialect", "Gap", "Graph", "Reading", "Remark", "Unresolved"]


class Gap(NamedTuple):
    """Something in a file that could not be read or followed."""

    path: str
    line: int
    """1-based; 0 for the whole file."""
    column: int
    message: str


class Unresolved(NamedTuple):
    """A first-party import whose target does not exist."""

    importer: str
    target: str
    """Full dotted name as far as known."""
    path: str
    line: int
    column: int
    message: str


class Remark(NamedTuple):
    """A comment that waives the imports of its line, or looks as if it should."""

    node: int
    """Of the module that it stands in."""
    line: int
    column: int
    text: str
    """All of it, from its hash on."""


class Reading(NamedTuple):
    """What was read, and what was not: every run says so."""

    unread: tuple[Gap, ...]
    """Files whose imports cannot be known."""
    unresolved: tuple[Unresolved, ...]
    dynamic: tuple[Gap, ...]
    """Dynamic imports whose target is not written down."""
    lines: Callable[[str], tuple[str, ...]]
    """Gives the lines of a file."""
    shadowed: tuple[Gap, ...]
    """Files that were left out because another has their name."""
    exports: Mapping[int, tuple[str, ...]]
    """For each module that assigns a literal `__all__`, its names."""
    projects: Callable[[], Projects] = Projects
    """Gives what project files and lock files say; they are read when it is asked for the first time."""
    remarks: tuple[Remark, ...] = ()
    """By module and line."""
    wiring: Callable[[], Wiring] = Wiring
    """Gives what couples modules without an import; it is looked for when it is asked for the first time."""
    renamed: Mapping[str, str] = MappingProxyType({})
    """Where modules have other names here than in their own text: for each module there, what it is called here."""


class Dialect(NamedTuple):
    """How one part of the settings speaks of the modules: the top of a workspace, or a member."""

    vocabulary: Vocabulary
    own: Sequence[int]
    """The modules in its folder, ascending."""


class Graph:
    """
    Modules and imports. Immutable; `seen` gives the graph as one rule is to see it.

    Nodes are numbers: first-party modules in the order of their names, then external ones. What external ones import is
    not read; nothing but a declared dependency starts there.
    """

    def __init__(
        self,
        names: Names,
        ledger: Ledger,
        reading: Reading,
        dialects: Mapping[str, Dialect],
        *,
        lead: str = "",
        rows: Rows | None = None,
        kinds: int = (1 << len(IMPORT_KINDS)) - 1,
        cross_check: bool = False,
    ) -> None:
        self.names = names
        self.size = len(names.modules)
        """Number of first-party modules: nodes below it are first-party."""
        self.ledger = ledger
        self.reading = reading
        self.dialects = dialects
        """How each part of the settings speaks, by what stands before the IDs of its rules: "", "billing:"."""
        self.lead = lead
        self.vocabulary, self.own = dialects[lead]
        """The words that a rule uses, and the modules that one means which names none."""
        self.succ = ledger.rows if rows is None else rows
        """For each node what it imports."""
        self.kinds = kinds
        """The kinds of imports that count here, as bits over KINDS."""
        self.cross_check = cross_check
        """Whether grimp shall judge layers a second time."""
        self.wanted: Wanted | None = None
        """What of the couplings without imports counts here; None where none does."""
        self._seen: dict[tuple[int, frozenset[tuple[int, int]]], Graph] = {}
        self._wired: dict[Wanted, Graph] = {}

    @property
    def pred(self) -> Rows:
        """For each node who imports it."""
        return self.succ.reversed()

    @cached_property
    def internal(self) -> int:
        """Number of distinct imports between first-party modules."""
        size = self.size
        return sum(head < size for head in self.succ.targets)

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The names that hold all of `own` and nothing else, as short as they can be, sorted."""
        if len(self.own) == self.size:
            return tuple(sorted(self.names.tops))
        own = {self.names.modules[node] for node in self.own}
        # A name that also holds what is not our own is a namespace that we share.
        shared = {above for name in set(self.names.modules) - own for above in (name, *_above(name))}
        return tuple(sorted({_outermost(name, shared) for name in own}))

    @property
    def exports(self) -> Mapping[int, tuple[str, ...]]:
        """For each module that assigns a literal `__all__`, its names."""
        return self.reading.exports

    @property
    def components(self) -> Mapping[str, list[Selection]]:
        """The table of components by name; one with a capture has several. They share no module."""
        return self.vocabulary.components

    def name(self, node: int) -> str:
        """Return the dotted name of a node."""
        return self.names.all[node]

    def path(self, node: int) -> str:
        """Return the file of a first-party module."""
        return self.ledger.paths[node]

    def seen(
        self,
        kinds: Collection[str],
        without: frozenset[tuple[int, int]] = frozenset(),
        confidence: str = "exact",
        direction: str = "subscriber",
    ) -> Graph:
        """
        Return the graph of the imports of these kinds, less the ones left out.

        Of what couples modules without an import there is what is as certain as `confidence` at least; of the ends of a
        channel the one that `direction` names depends on the other. Only who asks for those kinds makes it be read.
        """
        hidden = frozenset(kinds) & frozenset(HIDDEN_KINDS)
        if hidden:
            return self.wired(Wanted(hidden, confidence, frozenset({direction}))).filtered(kinds, without)
        return self.filtered(kinds, without)

    def filtered(self, kinds: Collection[str], without: frozenset[tuple[int, int]]) -> Graph:
        """Return the graph of what is of these kinds, of all that is in this one, less what is left out."""
        mask = sum(1 << KINDS.index(kind) for kind in set(kinds))
        key = mask, without
        if key not in self._seen:
            rows = self.filtered(kinds, frozenset()).succ.without(without) if without else self.ledger.filtered(mask)
            self._seen[key] = self._with(rows=rows, kinds=mask)
        return self._seen[key]

    def wired(self, wanted: Wanted) -> Graph:
        """Return the whole graph with all that couples modules without an import, as far as somebody counts it."""
        if not wanted.kinds:
            return self
        if wanted not in self._wired:
            from archlint.graph.wiring.ledger import records  # most count imports alone

            ledger = self.ledger.plain.extended(records(self.reading.wiring(), wanted))
            given = self.names, ledger, self.reading, self.dialects
            every = (1 << len(KINDS)) - 1
            whole = self._wired[wanted] = Graph(*given, lead=self.lead, kinds=every, cross_check=self.cross_check)
            whole.wanted = wanted
        return self._wired[wanted]

    @property
    def wiring(self) -> Wiring:
        """What couples modules without an import, by the packs; looked for when it is asked for the first time."""
        return self.reading.wiring()

    def supposing(self, tail: int, head: int) -> Graph:
        """Return the whole graph as it would be with one more import, of a module by one that is read."""
        return Graph(self.names, self.ledger.with_import(tail, head), self.reading, self.dialects)

    def needed_for_types(self, edges: Collection[tuple[int, int]]) -> Graph:
        """Return the whole graph as it would be if some imports that are there stood under `if TYPE_CHECKING`."""
        return Graph(self.names, self.ledger.for_types(edges), self.reading, self.dialects) if edges else self

    def spoken(self, lead: str) -> Graph:
        """Return the graph in the words of a part of the settings: "" is the top, "billing:" a member's."""
        return self if lead == self.lead else self._with(lead=lead, rows=self.succ, kinds=self.kinds)

    def _with(self, *, rows: Rows, kinds: int, lead: str | None = None) -> Graph:
        lead = self.lead if lead is None else lead
        given = self.names, self.ledger, self.reading, self.dialects
        seen = Graph(*given, lead=lead, rows=rows, kinds=kinds, cross_check=self.cross_check)
        seen.wanted = self.wanted
        return seen

    def occurrences(self, tail: int, head: int) -> list[Occurrence]:
        """Return the import statements behind an edge, one a name, by place."""
        return list(self.ledger.occurrences(tail, head, self.kinds))

    def place(self, tail: int, head: int) -> tuple[str, int, int]:
        """Return path, line and column of the first import statement behind an edge."""
        return self.ledger.place(tail, head, self.kinds)

    def taken(self, tail: int, head: int) -> frozenset[str]:
        """Return the names that are taken over an edge; "" stands for the imported module itself."""
        return self.ledger.taken(tail, head, self.kinds)

    def select(self, entries: Iterable[Entry]) -> list[Selection]:
        """Return the components that a list names. Raises Misdeclared."""
        return self.vocabulary.select(entries)

    def select_each(self, lists: Iterable[Iterable[Entry]]) -> list[list[Selection]]:
        """Return what each of several lists names. Raises Misdeclared."""
        return self.vocabulary.select_each(lists)

    def each(self, lists: Iterable[Iterable[Entry]], *, below: bool) -> list[list[Selection]]:
        """Return each module that several lists name, as a component by itself. Raises Misdeclared."""
        return self.vocabulary.each(lists, below=below)

    def assign(self, selections: Sequence[Selection], may_lose_all: Collection[Entry] = ()) -> Partition:
        """Return who owns each node. Raises Misdeclared, also where an entry loses all it names and may not."""
        return assigned(self.names, selections, may_lose_all)

    def packages(self, entries: Iterable[Entry]) -> list[tuple[str, Binding, Entry]]:
        """Return the modules that a list names, with what its captures stand for. Raises Misdeclared."""
        return self.vocabulary.packages(entries)

    def edges(self) -> Iterator[tuple[int, int]]:
        """Yield (importing node, imported node), ascending."""
        return self.succ.edges()


def _outermost(name: str, shared: Container[str]) -> str:
    """Return the shortest name above a module, or of it, that is not shared; of a shared package its file alone."""
    return next((above for above in (*_above(name), name) if above not in shared), f"{name}.__init__")


def _above(name: str) -> Iterator[str]:
    """Yield the packages above a module, the outermost first."""
    return (name[:i] for i, character in enumerate(name) if character == ".")
