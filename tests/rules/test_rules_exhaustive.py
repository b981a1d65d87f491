"""`exhaustive` held up to its definition, word by word, over random sets of names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.rulebook import Findings
from tests.graph.sketch import Statement, judged, read
from tests.rules.test_rules_random import MODULES, within

PREFIXES = sorted({name[:i] for name in MODULES for i in range(1, len(name) + 1) if f"{name}."[i] == "."})
PACKAGES = [name for name in PREFIXES if any(other.startswith(f"{name}.") for other in MODULES)]
names = st.sampled_from([*PREFIXES, *(f"{package}.__init__" for package in PACKAGES)])


def found(covered: list[str], modules: list[str] | None = None) -> Findings:
    """Return what the rule finds where one component has these names."""
    rule: dict[str, object] = {"type": "exhaustive"} if modules is None else {"type": "exhaustive", "modules": modules}
    imported = read([Statement("shop.us.d", "requests")], MODULES)
    return judged(imported, {"components": {"known": covered}, "rules": {"all": rule}})


def named(name: str, entries: list[str]) -> bool:
    return any(f"{name}.__init__" == entry or within(name, entry) for entry in entries)


@settings(max_examples=600, deadline=None)
@given(
    covered=st.lists(names, min_size=1, max_size=9, unique=True),
    wanted=st.none() | st.lists(names, min_size=1, max_size=3, unique=True),
    spared=st.lists(names, max_size=2, unique=True),
)
def test_what_no_component_names_is_told_once_at_the_topmost_package_of_which_nothing_is_covered(
    covered, wanted, spared
):
    spared = [name for name in spared if wanted and name not in wanted]
    asked = {m for m in MODULES if wanted is None or (named(m, wanted) and not named(m, spared))}
    results = found(covered, None if wanted is None else [*wanted, *(f"!{name}" for name in spared)])

    if results.problems:
        assert any("taken away again" in problem.message for problem in results.problems)
        return
    bare = {m for m in asked if not named(m, covered)}
    expected = set()
    for module in bare:
        above = [p for p in PREFIXES if within(module, p) and {m for m in MODULES if within(m, p)} <= bare]
        expected.add(frozenset(m for m in MODULES if within(m, min(above, key=len))) if above else frozenset([module]))
    assert expected == {frozenset(one.members) for one in results.findings}
    assert len(results.findings) == len(expected)
    assert all(one.path and one.importer == one.members[0] for one in results.findings)


def test_a_package_of_which_nothing_is_covered_is_one_finding_with_its_modules_counted():
    [one] = found(["free", "shop.__init__", "shop.us", "shop.reports"]).findings

    assert one.message == "shop.eu stands in no component, 8 modules in all"
    assert one.path == "shop/eu/__init__.py"
    assert one.members[0] == "shop.eu"


def test_the_own_file_of_a_package_is_called_by_the_name_that_covers_it():
    [one] = found(["free", "shop.eu", "shop.us", "shop.reports"]).findings

    assert one.message == "the own file of shop stands in no component"
    assert one.help.startswith("name shop.__init__ under [components]")
    assert found(["free", "shop.eu", "shop.us", "shop.reports", "shop.__init__"]).findings == ()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"rules": {"exhaustive": {}}}, "no component is declared"),
        ({"components": {"a": "shop.eu"}, "rules": {"exhaustive": {"modules": ["!shop.us"]}}}, "takes away from"),
        ({"components": {"a": "shop.eu"}, "rules": {"exhaustive": {"modules": ["requests"]}}}, "is not read"),
        ({"components": {"a": "shop.eu"}, "rules": {"exhaustive": {"modules": ["shop.ue"]}}}, "no module matches"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_place(table, words):
    [problem] = judged(read([Statement("shop.us.d", "requests")], MODULES), table).problems

    assert words in problem.message
    assert problem.where[:2] == ("rules", "exhaustive")


def test_a_component_for_the_rest_is_none_where_it_does_not_count():
    imported = read([Statement("shop.us.d", "requests")], ["shop.eu.a", "shop.eu.b"])
    components = {"known": "shop.eu.a", "rest": "<first-party>"}

    def told(**rule: object) -> list[str]:
        results = judged(imported, {"components": components, "rules": {"all": {"type": "exhaustive", **rule}}})
        assert results.problems == ()
        return sorted(member for one in results.findings for member in one.members)

    assert told() == []
    assert told(besides=["rest"]) == ["shop", "shop.eu", "shop.eu.b", "shop.us", "shop.us.d"]
    assert told(besides=["known", "rest"]) == ["shop", "shop.eu", "shop.eu.a", "shop.eu.b", "shop.us", "shop.us.d"]
