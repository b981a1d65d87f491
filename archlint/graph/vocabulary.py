"""From the names in a declaration to sets of nodes: components, captures, exclusions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from archlint.graph.names import Binding, Match, Names
from archlint.graph.patterns import Entry, Pattern, PatternError, parse, plain, unwrapped
from archlint.graph.selections import Misdeclared, Selection, assigned
from archlint.settings import Problem, Where, nearest

__all__ = ["Vocabulary"]


class Vocabulary:
    """The words that settings can name modules by: the modules themselves, and the components of the table."""

    def __init__(self, names: Names, table: Mapping[str, Sequence[str]], where: Where = ()) -> None:
        self.names = names
        self.table = table
        self.where = where
        """What leads to the settings that the table stands in."""
        self._meant: dict[str, list[Selection]] = {}

    def select(self, entries: Iterable[Entry]) -> list[Selection]:
        """
        Return the components that a list names, in its order; entries with `!` take away from all others of the list.

        They may overlap: see `assigned`.

        Raises Misdeclared where a name matches nothing, unless it stands in brackets or is a known external module.
        """
        wanted = list(entries)
        barred = [entry for entry in wanted if entry.text.startswith("!")]
        if barred:
            wanted = [entry for entry in wanted if not entry.text.startswith("!")]
        problems = [] if wanted else _taken_from_nothing(barred)
        taken = {match.node for entry in barred for match in self._matches(entry, problems)}
        selections: list[Selection] = []
        for entry in wanted:
            selections += self._selected(entry, taken, problems)
        if problems:
            raise Misdeclared(problems)
        return selections

    def select_each(self, lists: Iterable[Iterable[Entry]]) -> list[list[Selection]]:
        """Return what each of several lists names; raise Misdeclared with the problems of all of them."""
        found: list[list[Selection]] = []
        problems: list[Problem] = []
        for entries in lists:
            try:
                found.append(self.select(entries))
            except Misdeclared as error:
                problems += error.problems
        if problems:
            raise Misdeclared(problems)
        return found

    def each(self, lists: Iterable[Iterable[Entry]], *, below: bool) -> list[list[Selection]]:
        """
        Return for several lists each module that they name, a component by itself, with what lies `below` or without.

        One may lie in another, and `**` names them all; an external module is meant to any depth. What is not there and
        may be absent, or is known and not imported, is a component of nothing. Raises Misdeclared as `select` does.
        """
        return [
            list({one.label: one for named in found for one in self._apart(named, below=below)}.values())
            for found in self.select_each(lists)
        ]

    def _apart(self, named: Selection, *, below: bool) -> Iterator[Selection]:
        """Yield each module that a component names, once more as one by itself."""
        pattern = parse(unwrapped(named.entry.text))
        if pattern.plain or not named.exactness:
            names = {named.label}
        else:
            size = len(self.names.modules)
            names = {match.prefix for match in self.names.matches(pattern) if match.node in named.exactness}
            names |= {self.names.all[n] for n in named.exactness if n < size and pattern.is_name(self.names.all[n])}
        for name in sorted(names):
            nodes = [n for n in self.names.below(name) if n in named.exactness]
            if not below:
                nodes = [n for n in nodes if n >= len(self.names.modules) or self.names.all[n] == name]
            yield Selection(name, dict.fromkeys(nodes, name.count(".") + 1), (), named.entry, name)

    def packages(self, entries: Iterable[Entry]) -> list[tuple[str, Binding, Entry]]:
        """
        Return the modules that a list names, each once with what its captures stand for, sorted by name.

        A group stands for the top-level packages in it. Raises Misdeclared as `select` does.
        """
        wanted = list(entries)
        allowed = {node for selection in self.select(wanted) for node in selection.exactness}
        found: dict[str, tuple[str, Binding, Entry]] = {}
        for entry in wanted:
            bare = unwrapped(entry.text)
            for source in self._own(bare) if bare in self.table else [entry]:
                if source.text.startswith("!"):
                    continue
                if plain(name := unwrapped(source.text)):
                    if not allowed.isdisjoint(self.names.below(name)):
                        found.setdefault(name, (name, (), entry))
                    continue
                pattern = parse(source.text)
                for match in self.names.matches(pattern):
                    if match.node in allowed:
                        name = self.names.all[match.node].partition(".")[0] if pattern.group else match.prefix
                        found.setdefault(name, (name, match.binding, entry))
        return [found[name] for name in sorted(found)]

    @cached_property
    def components(self) -> dict[str, list[Selection]]:
        """The components of the table, each module in the one that names it most exactly."""
        problems: list[Problem] = []
        raw: list[tuple[str, Selection]] = []
        for name in self.table:
            problems += self._clash(name)
            try:
                own = _joined(self._direct.select(self._own(name)))
                raw += ((name, s._replace(label=_named(name, s.binding))) for s in own)
            except Misdeclared as error:
                problems += error.problems
        if problems:
            raise Misdeclared(problems)
        partition = assigned(self.names, [selection for _, selection in raw])
        owned: dict[str, list[Selection]] = {name: [] for name in self.table}
        for part, (name, selection) in enumerate(raw):
            if {part}.issuperset(map(partition.component.__getitem__, selection.exactness)):
                owned[name].append(selection)
            elif mine := {n: e for n, e in selection.exactness.items() if partition.component[n] == part}:
                owned[name].append(selection._replace(exactness=mine))
        return owned

    @cached_property
    def covered(self) -> frozenset[int]:
        """The nodes in any component of the table."""
        return frozenset[int]().union(*(part.exactness for parts in self.components.values() for part in parts))

    @cached_property
    def _direct(self) -> Vocabulary:
        """The same modules without the table: inside it, names are modules."""
        return Vocabulary(self.names, {})

    def _own(self, name: str) -> list[Entry]:
        return [Entry(text, (*self.where, "components", name, i)) for i, text in enumerate(self.table[name])]

    def _clash(self, name: str) -> list[Problem]:
        """A component may be called as a module only where it is that module; only modules' names have dots."""
        if ("." not in name and name not in self.names.tops) or name in map(unwrapped, self.table[name]):
            return []
        what = "a module" if "." in name else f"the top-level module `{name}`"
        words = f"component `{name}` has the name of {what}, and means something else"
        return [Problem((*self.where, "components", name), words, help="give the component another name", at_key=True)]

    def _selected(self, entry: Entry, taken: set[int], problems: list[Problem]) -> list[Selection]:
        found = self._meant.get(entry.text)
        if found is None:
            found = self._looked_up(entry, problems)
        if not taken:
            return [s if s.entry is entry else Selection(*s[:3], entry, s.prefix) for s in found]
        left = [Selection(s.label, _without(s.exactness, taken), s.binding, entry, s.prefix) for s in found]
        kept = [now for before, now in zip(found, left, strict=True) if now.exactness or not before.exactness]
        if found and not kept and not self.names.lenient:
            words = f"everything that `{unwrapped(entry.text)}` names is taken away again in this list"
            problems.append(Problem(entry.where, words))
        return kept

    def _looked_up(self, entry: Entry, problems: list[Problem]) -> list[Selection]:
        """Hundreds of rows may list the same name; what it means is looked up once."""
        bare = unwrapped(entry.text)
        known = self.components[bare] if bare in self.table else self._plainly(entry, bare)
        if known is None:
            before = len(problems)
            matches = self._matches(entry, problems)
            if len(problems) > before:
                return []
            known = _by_binding(entry, matches, absent=self._spared(entry))
        self._meant[entry.text] = known
        return known

    def _plainly(self, entry: Entry, bare: str) -> list[Selection] | None:
        """Return what a name without captures and wildcards means, as nearly all are; None where more is to be said."""
        if not plain(bare):
            return None
        nodes = self.names.below(bare)
        if nodes or self._spared(entry):
            return [Selection(bare, dict.fromkeys(nodes, bare.count(".") + 1), (), entry, bare)] if nodes else []
        return None

    def _matches(self, entry: Entry, problems: list[Problem]) -> tuple[Match, ...]:
        bare = unwrapped(entry.text)
        if bare in self.table:
            return tuple(Match(n, s.prefix, s.binding) for s in self.components[bare] for n in s.exactness)
        try:
            pattern = parse(bare)
        except PatternError as error:
            problems.append(Problem(entry.where, str(error)))
            return ()
        found = self.names.matches(pattern)
        if not found and not self._spared(entry) and not self.names.exists(pattern):
            problems.append(self._missing(entry, pattern))
        return found

    def _spared(self, entry: Entry) -> bool:
        """Return whether what an entry names may be absent."""
        return entry.optional or self.names.lenient

    def _missing(self, entry: Entry, pattern: Pattern) -> Problem:
        if pattern.own_file and pattern.head and (found := self.names.matches(parse(pattern.head))):
            read = found[0].node < len(self.names.modules)
            why = (
                "is no package, so it has no `__init__`"
                if read
                else "is not read, so nothing is known of its `__init__`"
            )
            return Problem(entry.where, f"`{pattern.head}` {why}")
        near = nearest(pattern.text, self.table) or self.names.correction(pattern)
        label = f"did you mean `{near}`?" if near else ""
        if not pattern.plain or pattern.segments[0] in self.names.tops:
            return Problem(entry.where, f"no module matches `{pattern.text}`", label, absent=pattern.text)
        message = f"nothing is called `{pattern.text}`: no module read, nothing imported, no component, no dependency"
        help_ = "" if label else "a third-party module has to be imported somewhere, or stand in the dependencies"
        return Problem(entry.where, message, label, help_)


def _taken_from_nothing(barred: Sequence[Entry]) -> list[Problem]:
    """Tell of a list that only takes away: it names nothing, and a rule over nothing always holds."""
    if not barred:
        return []
    words = f"`{barred[0].text}` takes away from nothing: this list names nothing else"
    return [Problem(barred[0].where, words, help="name also what it is taken from, such as `<first-party>`")]


def _without(exactness: Mapping[int, int], taken: set[int]) -> Mapping[int, int]:
    return {n: e for n, e in exactness.items() if n not in taken} if taken else exactness


def _by_binding(entry: Entry, matches: Sequence[Match], *, absent: bool) -> list[Selection]:
    """Return one selection a binding, in the order of names."""
    pattern = parse(unwrapped(entry.text))
    groups: dict[Binding, tuple[dict[int, int], set[str]]] = {}
    if not matches and not absent and pattern.plain:
        groups[()] = ({}, set())  # a known external module that nobody imports: a ban on it is the good case
    for match in matches:
        nodes, prefixes = groups.setdefault(match.binding, ({}, set()))
        nodes[match.node] = pattern.literal
        prefixes.add(match.prefix)
    return [
        Selection(pattern.filled(binding), nodes, binding, entry, prefixes.pop() if len(prefixes) == 1 else "")
        for binding, (nodes, prefixes) in groups.items()
    ]


def _joined(selections: Iterable[Selection]) -> list[Selection]:
    """Return one selection a binding: in the table of components, a list is one component."""
    joined: dict[Binding, Selection] = {}
    for selection in selections:
        known = joined.setdefault(selection.binding, selection)
        if known is not selection:
            both = dict(known.exactness)
            for node, exactness in selection.exactness.items():
                both[node] = max(exactness, both.get(node, 0))
            joined[selection.binding] = known._replace(exactness=both, prefix="")
    return list(joined.values())


def _named(name: str, binding: Binding) -> str:
    return ".".join([name, *(text for _, text in binding)])
