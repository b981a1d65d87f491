"""Random graphs for properties: few draws each, so that thousands of them are a matter of seconds."""

from functools import cache

from hypothesis import strategies as st

from archlint.graph.rows import Rows, bits

Edges = list[tuple[int, int]]


@cache
def masks(size: int) -> st.SearchStrategy[int]:
    """So many bits, each as likely as not. From bytes, because large integers are drawn with most high bits zero."""
    length = (size + 7) // 8
    return st.binary(min_size=length, max_size=length).map(lambda drawn: int.from_bytes(drawn) & ((1 << size) - 1))


@cache
@st.composite
def graphs(draw: st.DrawFn, most: int, least: int = 1) -> tuple[int, Edges]:
    """A number of nodes and edges between them, loops included; sparse ones are likelier than dense ones."""
    size = draw(st.integers(least, most))
    mask = draw(masks(size * size))
    for _ in range(draw(st.integers(0, 3))):
        mask &= draw(masks(size * size))
    return size, [divmod(bit, size) for bit in bits(mask)]


@cache
def numbers(count: int, below: int) -> st.SearchStrategy[list[int]]:
    """So many numbers from 0 below a small limit."""
    return st.binary(min_size=count, max_size=count).map(lambda drawn: [byte % below for byte in drawn])


@cache
@st.composite
def components(draw: st.DrawFn, size: int, count: int) -> list[int]:
    """The component of each node: one of so many, or as often as not -1 for none."""
    return [drawn if drawn < count else -1 for drawn in draw(numbers(size, 2 * count))]


@cache
@st.composite
def node_sets(draw: st.DrawFn, size: int) -> frozenset[int]:
    """Some of the nodes."""
    return frozenset(bits(draw(masks(size))))


@cache
@st.composite
def ends(draw: st.DrawFn, size: int) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """Tails, heads, and nodes that may not be passed through; half of all nodes are none of these, a few are two."""
    parts = [{0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}, *[set[int]()] * 6]
    drawn = draw(numbers(size, len(parts)))
    tails, heads, barred = (frozenset(node for node in range(size) if part in parts[drawn[node]]) for part in range(3))
    return tails, heads, barred


def rows(size: int, edges: Edges) -> tuple[Rows, Rows]:
    """Both directions of a graph."""
    succ = Rows.of(size, edges)
    return succ, succ.reversed()
