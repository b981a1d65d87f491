"""
Rules about who may import whom, on random graphs, held up to a literal reading of what they say, edge by edge.

The reading knows names with literal segments, `{captures}`, one `*` a segment, and `__init__` at the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.rulebook import Findings
from tests.graph.sketch import Statement, judged, read
from tests.rules.test_rules_random import LIBRARIES, MODULES, Edge, imports, within

Table = Mapping[str, Sequence[str]]

EVERYTHING = (*MODULES, *LIBRARIES)
PACKAGES = {module.rpartition(".")[0] for module in MODULES}


class Naming(NamedTuple):
    """How a name means a module."""

    exactness: int
    captures: dict[str, str]
    whole: str
    """The name, with what its captures stand for."""


def naming(name: str, module: str) -> Naming | None:
    """Return how a name means a module; None where it does not."""
    if name.endswith(".__init__"):
        bare = naming(name.removesuffix(".__init__"), module)
        fits = bare and bare.whole == module and module in PACKAGES
        return Naming(bare.exactness + 1, bare.captures, f"{bare.whole}.__init__") if bare and fits else None
    wanted, given_ = name.split("."), module.split(".")
    captures: dict[str, str] = {}
    if len(given_) < len(wanted):
        return None
    for want, have in zip(wanted, given_, strict=False):
        if want not in ("*", have) and not (want[0] == "{" and captures.setdefault(want, have) == have):
            return None
    exactness = sum(segment[0] not in "*{" for segment in wanted)
    return Naming(exactness, captures, ".".join(captures.get(segment, segment) for segment in wanted))


def together(one: Naming, other: Naming) -> bool:
    return all(other.captures.get(capture, text) == text for capture, text in one.captures.items())


def taken(entries: Collection[str], module: str) -> bool:
    return any(naming(entry[1:], module) for entry in entries if entry[0] == "!")


def positive(entries: Collection[str]) -> list[str]:
    return [entry for entry in entries if entry[0] != "!" and entry != "**"]


def existing(edges: Collection[Edge]) -> set[str]:
    """Return the modules, and the libraries that somebody imports."""
    return {*MODULES, *(head for _, head in edges)}


def hollow(edges: Collection[Edge], table: Table) -> bool:
    """Whether some list takes away all that one of its names means."""
    for entries in table.values():
        for entry in positive(entries) if "**" not in entries else []:
            meant = [module for module in existing(edges) if naming(entry, module)]
            if meant and all(taken(entries, module) for module in meant):
                return True
    return False


def found(edges: Sequence[Edge], type_: str, **options: object) -> Findings:
    imported = read([Statement(*edge) for edge in edges], MODULES, known=["requests"])
    keys = {key.rstrip("_"): value for key, value in options.items()}
    return judged(imported, {"rules": {"drawn": {"type": type_, **keys}}})


def chains(findings: Findings, kind: str) -> set[tuple[str, ...]]:
    return {one.chain for one in findings.findings if one.kind == kind}


def told(findings: Findings, *words: str) -> bool:
    """Whether the settings do not fit; then for one of these reasons, and nothing is found."""
    assert all(any(one in problem.message for one in words) for problem in findings.problems)
    assert not (findings.problems and findings.findings)
    return bool(findings.problems)


def tables(keys: Sequence[str], listed: Sequence[str]) -> st.SearchStrategy[dict[str, list[str]]]:
    """Up to four rows; none has a list that only takes away."""

    def telling(rows: dict[str, list[str]]) -> dict[str, list[str]]:
        return {
            key: [entry for entry in entries if entry[0] != "!" or any(one[0] != "!" for one in entries)]
            for key, entries in rows.items()
        }

    lists = st.lists(st.sampled_from(listed), max_size=4, unique=True)
    return st.dictionaries(st.sampled_from(keys), lists, min_size=1, max_size=4).map(telling)


# Protected.

GUARDED = ("shop.eu", "shop.eu.a", "shop.us.c", "shop.{r}.a", "shop.*.b", "shop.{r}", "free", "shop.eu.__init__",
           "requests", "requests.adapters")  # fmt: skip
IMPORTERS = ("shop.us", "shop.eu.b", "shop.{r}.c", "shop.{r}", "free.tools", "shop.*.d", "shop", "!shop.eu.c", "!free",
             "!shop.*.b.cart")  # fmt: skip


def admitted(table: Table, tail: str, head: str) -> bool:
    """Whether the rows that name the imported module most exactly, or none, let the importer in."""
    rows = [(key, how) for key in table if (how := naming(key, head))]
    most = max((how.exactness for _, how in rows), default=0)
    for key, how in rows:
        if how.exactness == most:
            own = naming(key, tail)
            names = [at for entry in positive(table[key]) if (at := naming(entry, tail))]
            if (own and own.captures == how.captures) or (
                not taken(table[key], tail) and any(together(at, how) for at in names)
            ):
                return True
    return not rows


@settings(max_examples=800, deadline=None)
@given(edges=imports(libraries=LIBRARIES), table=tables(GUARDED, IMPORTERS))
def test_who_may_import_what_is_protected_is_who_stands_in_the_most_exact_row(edges, table):
    results = found(edges, "protected", importers=table)

    if told(results, "taken away again", "can never be broken"):
        never = all(admitted(table, tail, head) for tail in MODULES for head in EVERYTHING if tail != head)
        assert hollow(edges, table) or never
        return
    assert not hollow(edges, table)
    assert {edge for edge in edges if not admitted(table, *edge)} == chains(results, "not-allowed")


# Allowed.

NAMES = ("shop.eu", "shop.us", "shop.eu.a", "shop.eu.b.cart", "shop.{r}.a", "shop.{r}.c", "shop.{s}.c", "shop.*.b",
         "shop", "free", "requests", "shop.eu.__init__")  # fmt: skip
LISTS = (*NAMES, "**", "!shop.eu.a.views", "!shop.us", "!free.tools", "!requests")


def components(table: Table) -> dict[str, str] | None:
    """Return the component of each module that has one; None where two names are equally exact."""
    names = {name for key, entries in table.items() for name in (key, *positive(entries)) if name != "**"}
    owners = {}
    for module in EVERYTHING:
        ways = [how for name in names if (how := naming(name, module))]
        best = {how.whole for how in ways if how.exactness == max(way.exactness for way in ways)}
        if len(best) > 1:
            return None
        if best:
            (owners[module],) = best
    return owners


def matching(table: Table, tail: str) -> Iterator[tuple[str, Naming]]:
    """Yield the rows about a module, and how they name it."""
    for key in table:
        if how := naming(key, tail):
            yield key, how


def permitted(table: Table, owners: Mapping[str, str], key: str, how: Naming, head: str) -> list[str]:
    """Return what in a row permits the import of a module."""
    if taken(table[key], head):
        return []
    ways = [(entry, at) for entry in positive(table[key]) if (at := naming(entry, head))]
    names = [entry for entry, at in ways if together(at, how) and at.whole == owners[head]]
    return ["**"] if "**" in table[key] else names


def breaks(table: Table, owners: Mapping[str, str], tail: str, head: str) -> bool:
    rows = list(matching(table, tail))
    if not rows or head not in owners or owners[head] == owners.get(tail):
        return False
    general = [("**", Naming(0, {}, "**"))] if "**" in table else []
    return not any(permitted(table, owners, key, how, head) for key, how in [*rows, *general])


def covered(table: Table) -> set[str]:
    return {module for module in MODULES if any(matching(table, module))}


def highest(modules: Collection[str], spared: Collection[str]) -> set[str]:
    """Return the highest packages in which nothing is spared, and the own files of packages in which something is."""
    tops = {m for m in MODULES if not any(within(other, m) for other in spared)}
    return {m for m in tops if m.rpartition(".")[0] not in tops} | {m for m in modules if m not in tops}


@settings(max_examples=1200, deadline=None)
@given(
    edges=imports(libraries=LIBRARIES), table=tables((*NAMES, "**"), LISTS), exact=st.booleans(), whole=st.booleans()
)
def test_what_is_allowed_is_what_the_rows_list(edges, table, exact, whole):
    if set(table) == {"**"}:
        return
    results = found(edges, "allowed", imports=table, exact=exact, exhaustive=whole)

    owners = components(table)
    unfit = owners is None or hollow(edges, table) or lost(table, owners)
    idle = not exact and not whole and (opened(table) or len(set((owners or {}).values())) < 2)
    assert (unfit or idle) == told(
        results, "taken away again", "equally well", "nothing is left", "can never be broken"
    )
    if owners is None or results.problems:
        return
    assert {edge for edge in edges if breaks(table, owners, *edge)} == chains(results, "not-allowed")
    unused = {(key, e) for key in table for e in positive(table[key]) if not used(edges, table, owners, key, e)}
    assert (unused if exact else set()) == {(one.tail, one.head) for one in results.findings if one.kind == "missing"}
    spared = covered(table)
    tops = highest(set(MODULES) - spared, spared) if whole else set()
    assert tops == {one.importer for one in results.findings if one.kind == "uncovered"}


def used(edges: Collection[Edge], table: Table, owners: Mapping[str, str], key: str, entry: str) -> bool:
    """Whether somebody whom the row is about imports what the entry names; with `"**"` beside it that is not asked."""
    if "**" in table[key]:
        return True
    for tail, head in edges:
        how = Naming(0, {}, "**") if key == "**" else naming(key, tail)
        if how and head in owners and entry in permitted(table, owners, key, how, head):
            return True
    return False


def lost(table: Table, owners: Mapping[str, str]) -> bool:
    """Whether something that is listed names nothing but what others name more exactly."""
    return any(
        not any((at := naming(entry, module)) and at.whole == owner for module, owner in owners.items())
        for entries in table.values()
        for entry in positive(entries)
    )


def opened(table: Table) -> bool:
    return all(
        "**" in entries and not any(one[0] == "!" for one in entries) for key, entries in table.items() if key != "**"
    )


# Required.

ENDS = ("shop.eu", "shop.us", "shop.{r}.a", "shop.{r}.c", "shop.*.b", "free", "shop.eu.a", "!shop.eu.a.views",
        "!shop.eu.__init__", "!shop.us.d")  # fmt: skip
sides = st.lists(st.sampled_from(ENDS), min_size=1, max_size=3, unique=True).filter(positive)


@settings(max_examples=600, deadline=None)
@given(edges=imports(libraries=LIBRARIES), from_=sides, to=st.one_of(sides, st.just(["requests"])))
def test_what_is_required_is_one_import_of_what_goes_with_the_importer(edges, from_, to):
    results = found(edges, "required", from_=from_, to=to)

    if told(results, "taken away again"):
        assert hollow(edges, {"from": from_, "to": to})
        return
    expected = set()
    for module in MODULES:
        for how in [at for entry in positive(from_) if (at := naming(entry, module))]:
            good = [
                head
                for tail, head in edges
                if tail == module and not taken(to, head)
                and any(together(at, how) for entry in positive(to) if (at := naming(entry, head)))
            ]  # fmt: skip
            if not good and not taken(from_, module):
                expected.add((module,))
    assert expected == chains(results, "missing")
