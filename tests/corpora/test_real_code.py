"""Real codebases are judged as by a full walk over their syntax trees, and as by grimp."""

from collections.abc import Iterable, Iterator
from itertools import pairwise, product
from pathlib import Path

import grimp
import pytest

from archlint import verdict
from archlint.settings import Request, load
from archlint.verdict import Verdict, Violation
from tests.corpora.codebases import CODEBASES, Codebase, settings, stacks
from tests.corpora.walk import direct, modules, shortest, walked
from tests.corpora.wheels import at_hand, unpacked
from tests.settings.texts import Text


def marks(codebase: Codebase) -> Iterator[pytest.MarkDecorator]:
    """What a test of the codebase needs."""
    if not at_hand(codebase.wheel):
        yield pytest.mark.network
    if codebase.few:
        yield pytest.mark.slow


everywhere = pytest.mark.parametrize(
    "codebase", [pytest.param(each, id=each.package, marks=list(marks(each))) for each in CODEBASES]
)


def judged(folder: Path, text: str, cross_check: bool = False) -> Verdict:
    """What archlint says. The settings are not written: the folder belongs to other tests as well."""
    return verdict.judge(Request(load(folder / "archlint.toml", Text(text)), limit=1, cross_check=cross_check))


def imports(found: Verdict, rule: str) -> set[tuple[str, str, str]]:
    """The imports that break a rule."""
    return {(v.kind, v.importer, v.imported) for v in found.violations if v.rule == rule and len(v.chain) == 2}


def chains(found: Verdict, rule: str) -> dict[tuple[str, str, str], Violation]:
    """The chains that break a rule, by the components that they join."""
    return {(v.kind, v.tail, v.head): v for v in found.violations if v.rule == rule and len(v.chain) > 2}


@pytest.mark.once
@everywhere
def test_illegal_imports_and_chains_are_those_of_a_full_walk(codebase):
    folder = unpacked(codebase.wheel)
    code = walked(folder, codebase.package)
    found = judged(folder, settings(codebase))

    assert (found.errors, found.summary.complete) == ((), True)
    assert {f"nothing is called {name}" for name in codebase.gone} == {place.message for place in found.unresolved}
    assert (len(code.paths), len(code.imports)) == (found.summary.modules, found.summary.imports)
    for rule, stack in stacks(codebase, code.paths).items():
        assert direct(code, stack) == imports(found, rule)
        assert shortest(code, stack) == {ends: len(v.chain) for ends, v in chains(found, rule).items()}
        for (_, tail, head), violation in chains(found, rule).items():
            first, *between, last = violation.chain
            assert set(pairwise(violation.chain)) <= code.imports
            assert (tail, head) == (stack.owner(first), stack.owner(last))
            assert not any(map(stack.owner, between))


def imports_by_grimp(found: Iterable[grimp.PackageDependency]) -> set[tuple[str, str]]:
    """The imports among what grimp found illegal."""
    routes = (route for dependency in found for route in dependency.routes if not route.middle)
    return {pair for route in routes for pair in product(route.heads, route.tails)}


def chains_by_grimp(found: Iterable[grimp.PackageDependency]) -> dict[tuple[str, str], int]:
    """The components that are joined by a chain, and the number of modules on the shortest."""
    lengths = {(each.importer, each.imported): [len(r.middle) for r in each.routes if r.middle] for each in found}
    return {pair: min(between) + 2 for pair, between in lengths.items() if between}


@everywhere
def test_illegal_imports_and_chains_are_those_of_grimp(codebase, monkeypatch):
    folder = unpacked(codebase.wheel)
    monkeypatch.syspath_prepend(folder)
    graph = grimp.build_graph(codebase.package, cache_dir=None)
    found = judged(folder, settings(codebase, as_grimp=True))
    # The cross-check lets grimp judge once more, over the imports that archlint has read. Of the largest codebase grimp
    # judges the linked list for half a minute, and only once, below.
    text = settings(codebase, as_grimp=True, without="linked-list" if codebase.few else "")

    files = modules(folder, codebase.package).items()
    assert judged(folder, text, cross_check=True).disagreements == ()
    assert codebase.unseen() == {path for module, path in files if module not in graph.modules}
    for rule, stack in stacks(codebase, graph.modules, as_grimp=True).items():
        layers = [
            grimp.Layer(*level, independent=True, closed=not {*level}.isdisjoint(stack.closed))
            for level in stack.levels
        ]
        illegal = graph.find_illegal_dependencies_for_layers(layers)
        assert imports_by_grimp(illegal) == {(tail, head) for _, tail, head in imports(found, rule)}
        assert chains_by_grimp(illegal) == {
            (tail, head): len(v.chain) for (_, tail, head), v in chains(found, rule).items()
        }
