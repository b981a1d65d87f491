"""What became legal of imports that nobody has written, held up to codebases in which somebody has: one import each."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archlint import rulebook
from archlint.rulebook import Finding
from archlint.settings import Request, SettingsError
from tests.graph.sketch import Statement, judged, read, reading
from tests.graph.sketch import settings as settled

MODULES = (
    "free",
    "shop",
    "shop.web",
    "shop.web.cart",
    "shop.orders",
    "shop.db",
    "shop.db.orm",
    "shop.db.rows",
    "shop.mail",
)
NAMES = ("shop.web", "shop.orders", "shop.db", "shop.db.orm", "shop.mail", "free")
Table = Mapping[str, Any]
some = st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True)


@st.composite
def rules(draw: st.DrawFn, type_: str) -> Table:
    names = draw(some)
    if type_ == "forbidden":
        cut = draw(st.integers(1, len(names) - 1))
        return {"type": type_, "from": names[:cut], "to": names[cut:], "indirect": False}
    if type_ == "protected":
        return {"type": type_, "importers": {names[0]: names[1:]}}
    if type_ == "allowed":
        return {"type": type_, "imports": {name: draw(st.lists(st.sampled_from(names), unique=True)) for name in names}}
    if type_ == "independent":
        return {"type": type_, "modules": names}
    return {"type": type_, "layers": names}


@st.composite
def changes(draw: st.DrawFn) -> tuple[Table, Table]:
    """Return a rule of then and what it is now, of one type."""
    type_ = draw(st.sampled_from(["layers", "linked-list", "independent", "forbidden", "protected"]))
    return draw(rules(type_)), draw(rules(type_))


def broken(rule: Table, edge: tuple[str, str]) -> list[Finding]:
    """Return what the rule finds of one import that is all there is."""
    found = judged(read([Statement(*edge)], MODULES), {"rules": {"drawn": rule}})
    assume(not found.problems)
    return [one for one in found.findings if one.chain == edge]


@settings(max_examples=60, deadline=None)
@given(change=changes())
def test_what_became_legal_is_what_one_import_alone_may_do_that_it_might_not(change):
    then, now = change
    expected, legal = set(), set()
    try:
        for edge in permutations(MODULES, 2):
            before, after = broken(then, edge), broken(now, edge)
            for one in before if not after else ():
                legal.add(edge)
                expected.add(f"{one.tail} -> {one.head}" if one.tail != one.importer else one.head)
        with reading(read([], MODULES)):
            requests = [Request(settled({"rules": {"drawn": rule}})) for rule in (now, then)]
            told = rulebook.legalised(*requests)
    except SettingsError:
        assume(False)

    assert {rule for rule, _ in told} <= {"drawn"}
    assert bool(told) == bool(expected)
    pairs = {tuple(words.split(" -> ")) for _, words in told if " -> " in words}
    # Each that is told is true of components, of a module that stands for others, or of somebody.
    for tail, head in pairs:
        assert f"{tail} -> {head}" in expected or (tail, head) in legal
    for words in (words.removeprefix("an import of ") for _, words in told if " -> " not in words):
        assert len({tail for tail, head in legal if head == words}) > 1
    # None is missing, up to which of the modules that are meant alike is named.
    for tail, head in legal:
        one = broken(then, (tail, head))[0]
        same = [words for _, words in told if words == f"{one.tail} -> {one.head}" or _like(words, one.head)]
        assert same, ((tail, head), told)


def _like(words: str, head: str) -> bool:
    """Return whether what is told is about what a rule calls by this name, or something in it."""
    imported = words.removeprefix("an import of ").rpartition(" -> ")[2]
    return f"{imported}.".startswith(f"{head}.")
