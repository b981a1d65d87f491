"""The cuts that a plan proposes for real packages are the fewest, and by grimp's graph they leave no cycle."""

from collections.abc import Iterator
from functools import cache

import networkx
import pytest

from tests.corpora.cycle_cuts import KINDS, PACKAGES, children, nominated, plan, seen_by_grimp
from tests.corpora.wheels import at_hand

every = pytest.mark.parametrize(
    "package",
    [
        pytest.param(one, id=one.name, marks=[] if at_hand(one.wheel) else [pytest.mark.network])
        for one in PACKAGES
        if one.name != "homeassistant"
    ],
)


@pytest.fixture(scope="module", autouse=True)
def kept_here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what files say of imports until these tests are over: ten packages of seven wheels, three plans of each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARCHLINT_CACHE", str(tmp_path_factory.mktemp("kept")))
        yield


@cache
def planned(package, kinds):
    return plan(package, kinds, cache=True)


@every
@pytest.mark.once
@pytest.mark.parametrize("number", range(len(KINDS)), ids=list(KINDS))
def test_the_fewest_imports_are_found_and_proven_for_each_set_of_kinds(package, number):
    kinds = list(KINDS.values())[number]

    found = planned(package, kinds)

    cut = found["cut"]
    assert (cut["imports"], cut["bound"], cut["proven"]) == (package.fewest[number],) * 2 + (True,)
    assert len({tuple(edge) for edge in cut["edges"]}) == cut["imports"]
    assert set(found["kinds"]) == set(kinds)


@every
@pytest.mark.parametrize("types", [True, False])
def test_without_the_cut_grimp_sees_no_cycle_and_grimp_itself_would_cut_more(package, types):
    cut = planned(package, KINDS["all" if types else "but for types"])["cut"]
    with seen_by_grimp(package, types=types) as graph:
        breakers = nominated(package, graph)
        for importer, imported in {tuple(edge) for edge in cut["edges"]} - package.lost:
            assert graph.direct_import_exists(importer=importer, imported=imported)
            graph.remove_import(importer=importer, imported=imported)

    assert networkx.is_directed_acyclic_graph(children(package, graph))
    assert cut["imports"] < len(breakers)
