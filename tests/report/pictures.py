"""
Pictures of small codebases that somebody could have, and random ones; the expected drawings stand in `golden`.

In a random picture the count of modules of box number n is a power of two of its own: a sum of them says who is in it.
"""

from collections.abc import Iterable, Mapping

from hypothesis import strategies as st

from archlint.verdict import Arrow, Box, Marks, Picture, Verdict
from tests.report.verdicts import BROKEN_FILE, verdict

NONE = Marks()
FOUNDATION = "foundation"


def box(label: str, modules: int = 1, level: int | str | None = None, marks: Marks = NONE) -> Box:
    """Return a box; its level may be FOUNDATION."""
    if isinstance(level, str):
        return Box(label, modules, None, True, marks)
    return Box(label, modules, level, False, marks)


Weight = tuple[int, Marks] | tuple[int, Marks, int]


def picture(boxes: Iterable[Box], arrows: Mapping[tuple[int, int], Weight], **facts) -> Picture:
    """Return the picture with arrows in their order: imports, marks and wires by the positions of tail and head."""
    drawn = tuple(Arrow(*pair, *weight) for pair, weight in sorted(arrows.items()))
    return Picture(boxes=tuple(boxes), arrows=drawn, **facts)


def seen(what: Picture, **facts) -> Verdict:
    """Return a verdict that has this picture."""
    return verdict(picture=lambda: what, **facts)


def small_shop() -> Verdict:
    """Three levels over a foundation: an arrow that skips, one that points up, a chain without any import."""
    boxes = [
        box("web", 12, 0),
        box("orders", 7, 1, Marks(1)),
        box("payments", 1_234, 1, Marks(0, 2)),
        box("db", 3, 2),
        box("kernel", 1, FOUNDATION),
        box("reports", 2, None),
    ]
    arrows = {
        (0, 1): (5, NONE),
        (0, 3): (2, Marks(1, 1)),
        (1, 0): (1, Marks(0, 1)),
        (1, 3): (1_500, NONE),
        (2, 1): (0, Marks(1)),
        (3, 4): (2, NONE),
        (5, 0): (1, NONE),
    }
    return seen(picture(boxes, arrows, order="shop", outside=1, elsewhere=Marks(2, 0)))


def wired() -> Verdict:
    """Strings and channels couple what no import does, beside imports and with violations among them."""
    boxes = [box("web", 12), box("eu", 7), box("us", 3), box("mail", 2)]
    arrows: dict[tuple[int, int], Weight] = {
        (0, 1): (5, NONE, 2),
        (0, 3): (0, NONE, 1_200),
        (1, 2): (0, Marks(1), 1),
        (2, 1): (0, Marks(0, 1), 3),
        (3, 1): (1, NONE),
        (3, 2): (0, Marks(1)),
    }
    return seen(picture(boxes, arrows))


def counts(arrow: Arrow) -> str:
    """Return what an arrow says of what is behind it."""
    if arrow.wires:
        return f"{arrow.imports:,}, {arrow.wires:,} unseen" if arrow.imports else f"{arrow.wires:,} unseen"
    return f"{arrow.imports:,}" if arrow.imports else "by a chain"


def no_order() -> Verdict:
    """No rule says what is above what."""
    boxes = [box("shop.web", 4), box("shop.orders", 2), box("shop.db", 3)]
    return seen(picture(boxes, {(0, 1): (3, NONE), (1, 2): (1, NONE), (2, 1): (1, NONE)}))


def nothing() -> Verdict:
    """No component, so nothing to draw."""
    return seen(Picture())


def one_box() -> Verdict:
    """A codebase of one module, beside a file that cannot be read."""
    return seen(picture([box("tool")], {}), errors=(BROKEN_FILE,), unread=1)


ODD = [
    "end",
    "say \"hi\" & 'bye'",
    "a[0]{x}(y)|z<b>",
    "&lt;i&gt; #35; %%",
    "back\\slash\\n",
    "商店.заказы",
    "商店",
    "a.b",
    "a_b",
    "__main__",
    "1. *bold* `code` ~~~ -->",
    "shop." + "very_" * 20 + "long",
    "\x1b[31mred",
]


def odd_names() -> Verdict:
    """Names that mean something to the languages that draw them."""
    arrows = {(i, i + 1): (1, Marks(i % 2)) for i in range(len(ODD) - 1)}
    return seen(picture([box(name, level=i) for i, name in enumerate(ODD)], arrows, order="odd"))


def crowd() -> Verdict:
    """More components than there is room for: three levels, most below `shop.plugins`, one violation among them."""
    plugins = [box(f"shop.plugins.p{i:02}", 1 + i % 5, 1) for i in range(45)]
    boxes = [box("shop.web", 9, 0), box("shop.orders", 4, 0), *plugins, box("shop.db", 3, 2), box("shop.kernel", 1, 2)]
    arrows = {(0, i): (1, NONE) for i in range(2, 47)} | {(i, 47): (2, NONE) for i in range(2, 47)}
    return seen(picture(boxes, arrows | {(2, 7): (1, Marks(1)), (1, 47): (1, NONE)}, order="shop"))


def under_a_path() -> Verdict:
    """The run was asked about one folder."""
    boxes = [box("web", 4, 0), box("db", 3, 1)]
    return seen(picture(boxes, {(0, 1): (2, Marks(1))}, order="shop"))


LABELS = st.lists(st.sampled_from(["shop", "web", "db", "a", "b", "c"]), min_size=1, max_size=4).map(".".join)
MARKS = st.builds(Marks, st.integers(0, 3), st.integers(0, 3))


@st.composite
def pictures(draw, labels=LABELS, least=0, most=60):
    """Return any picture of so many boxes, whose labels differ."""
    names = draw(st.lists(labels, min_size=least, max_size=most, unique=True))
    size = len(names)
    weights = draw(st.permutations(range(size)))
    order = draw(st.sampled_from(["", "shop"]))
    place = st.sampled_from([0, 1, 2, FOUNDATION, None]) if order else st.none()
    boxes = [box(name, 2**weight, draw(place), draw(MARKS)) for name, weight in zip(names, weights, strict=True)]
    spots = st.integers(0, max(size - 1, 0))
    pairs = st.tuples(spots, spots).filter(lambda pair: pair[0] != pair[1])
    weights = st.tuples(st.integers(0, 2000), MARKS, st.sampled_from([0, 0, 1, 1_200]))
    arrows = draw(st.dictionaries(pairs, weights, max_size=80)) if size > 1 else {}
    facts = {"outside": draw(st.integers(0, 3)), "elsewhere": draw(MARKS)}
    return picture(boxes, arrows, order=order, **facts)
