"""`private` held up to its definition, over random graphs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.graph.sketch import Statement, judged, read

MODULES = (
    *(
        "shop",
        "shop._base",
        "shop._base.plain",
        "shop.web",
        "shop.web._forms",
        "shop.web.pages",
        "shop.web.pages._parts",
    ),
    *("shop.web.pages._parts._inner", "shop.__main__", "_tools", "_tools.cut", "_tools._edge"),
)
LIBRARIES = ("requests", "requests._internal")


@settings(max_examples=300, deadline=None)
@given(
    edges=st.sets(st.tuples(st.sampled_from(MODULES), st.sampled_from([*MODULES, *LIBRARIES])), max_size=20),
    chosen=st.sets(st.sampled_from(["shop", "shop.web", "_tools"]), max_size=2),
)
def test_an_import_of_a_private_module_from_outside_of_its_package_is_told_and_no_other(edges, chosen):
    code = read([Statement(*edge) for edge in sorted(edges) if edge[0] != edge[1]], MODULES)
    rule = {"type": "private", **({"modules": sorted(chosen)} if chosen else {})}

    found = judged(code, {"rules": {"drawn": rule}}).findings

    assert {(one.importer, one.imported) for one in found} == {
        edge for edge in edges if edge[0] != edge[1] and in_scope(edge[1], chosen) and trespasses(*edge)
    }
    assert {one.kind for one in found} <= {"private"}


def in_scope(module, chosen):
    return module not in LIBRARIES and (not chosen or any(f"{module}.".startswith(f"{one}.") for one in chosen))


def trespasses(importer, imported):
    """Whether some private part of a name lies in a package that does not hold the importer."""
    parts = imported.split(".")
    for depth in range(1, len(parts)):
        private = parts[depth][0] == "_" and not parts[depth].endswith("__")
        if private and importer.split(".")[:depth] != parts[:depth]:
            return True
    return False


@pytest.mark.parametrize(("modules", "words"), [(["requests"], "is not read"), (["shop.wbe"], "no module matches")])
def test_what_cannot_be_looked_at_is_told(modules, words):
    code = read([Statement("shop.web", "requests")], MODULES)

    [problem] = judged(code, {"rules": {"private": {"modules": modules}}}).problems

    assert words in problem.message
