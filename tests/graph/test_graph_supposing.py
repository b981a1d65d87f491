"""The graph as it would be with one more import, held up to the graph that is drawn with it."""

from hypothesis import assume, given
from hypothesis import strategies as st

from archlint.graph.imports import KINDS
from tests.graph.sketch import graph, read

NAMES = ["shop", "shop.a", "shop.b", "shop.c"]
pairs = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1])
kinds = st.sampled_from(["runtime", "deferred", "typing"])


def drawn(arrows):
    return graph(read(arrows, [*NAMES, "other"]))


@given(written=st.lists(st.tuples(pairs, kinds), max_size=9), more=pairs)
def test_one_more_import_is_there_as_if_it_were_written(written, more):
    assume(more not in {pair for pair, _ in written})
    arrows = [f"{tail} -> {head}:name [{kind}]" for (tail, head), kind in written]
    before, after = drawn(arrows), drawn([*arrows, f"{more[0]} -> {more[1]}"])

    supposed = before.supposing(*(before.names.node[name] for name in more))

    assert list(supposed.edges()) == list(after.edges())
    assert list(supposed.pred.edges()) == list(after.pred.edges())
    for kind in KINDS:
        assert list(supposed.seen([kind]).edges()) == list(after.seen([kind]).edges())
    for edge in before.edges():
        assert supposed.occurrences(*edge) == before.occurrences(*edge)
    assert list(before.edges()) == list(drawn(arrows).edges())


def test_it_stands_nowhere_yet():
    before = drawn(["shop.a -> shop.b"])
    edge = before.names.node["shop.b"], before.names.node["shop.c"]

    (occurrence,) = before.supposing(*edge).occurrences(*edge)

    assert (occurrence.path, occurrence.line, occurrence.kind, occurrence.name) == ("shop/b.py", 0, "runtime", "")
