"""What is drawn together in a picture of too many components: nothing is lost, and no box is in two places."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.report.folding import folded
from archlint.verdict import Marks, Picture
from tests.report.pictures import NONE, box, picture, pictures


def members(whole, small):
    """Give for each box of the small picture the numbers of those in it: their modules are powers of two."""
    return [{n for n, one in enumerate(whole.boxes) if one.modules & found.modules} for found in small.boxes]


def added(marks):
    found = list(marks)
    return (sum(one.new for one in found), sum(one.known for one in found))


@settings(max_examples=300, deadline=None)
@given(pictures(), st.integers(1, 45))
def test_every_box_and_arrow_counts_what_is_folded_into_it(whole, most):
    small = folded(whole, most)
    inside = members(whole, small)

    assert len(small.boxes) == min(most, len(whole.boxes))
    assert sorted(n for group in inside for n in group) == list(range(len(whole.boxes)))
    for number, group in enumerate(inside):
        marks = [whole.boxes[n].marks for n in group]
        marks += [arrow.marks for arrow in whole.arrows if {arrow.tail, arrow.head} <= group]
        assert small.boxes[number].modules == sum(whole.boxes[n].modules for n in group)
        assert tuple(small.boxes[number].marks) == added(marks)
    drawn = {(arrow.tail, arrow.head): arrow for arrow in small.arrows}
    assert len(drawn) == len(small.arrows)
    for a, tails in enumerate(inside):
        for b, heads in enumerate(inside):
            bundle = [arrow for arrow in whole.arrows if arrow.tail in tails and arrow.head in heads]
            if a == b or not bundle:
                assert (a, b) not in drawn
            else:
                assert drawn[a, b].imports == sum(arrow.imports for arrow in bundle)
                assert drawn[a, b].wires == sum(arrow.wires for arrow in bundle)
                assert tuple(drawn[a, b].marks) == added(arrow.marks for arrow in bundle)


@settings(max_examples=300, deadline=None)
@given(pictures(), st.integers(1, 45))
def test_a_box_of_several_says_how_many_and_a_box_of_one_stays_as_it_was(whole, most):
    small = folded(whole, most)

    for found, group in zip(small.boxes, members(whole, small), strict=True):
        first = whole.boxes[min(group)]
        if len(group) == 1:
            assert found == first
        else:
            stem, _, count = found.label.rpartition(" ")
            assert count == f"({len(group)})"
            names = [whole.boxes[n].label for n in group]
            assert stem == "others" or all(f"{name}.".startswith(f"{stem}.") for name in names)
    assert small == folded(whole, most)
    assert (small.outside, small.elsewhere, small.order) == (whole.outside, whole.elsewhere, whole.order)


def test_small_siblings_are_folded_first():
    boxes = [box("shop.web", 8), box("shop.pay.eu", 2), box("shop.pay.us", 1), box("shop.pay.asia", 4), box("db", 1)]

    assert [one.label for one in folded(picture(boxes, {}), 4).boxes] == [
        "shop.web",
        "shop.pay (2)",
        "shop.pay.asia",
        "db",
    ]
    assert [one.label for one in folded(picture(boxes, {}), 3).boxes] == ["shop.web", "shop.pay (3)", "db"]


def test_boxes_of_different_levels_are_folded_last():
    boxes = [box("shop.a.x", 1, 0), box("shop.a.y", 1, 1), box("shop.b", 1, 2), box("shop.c", 1, 2)]
    whole = picture(boxes, {(0, 1): (3, Marks(1)), (2, 3): (1, NONE)}, order="shop")

    assert [one.label for one in folded(whole, 3).boxes] == ["shop.a.x", "shop.a.y", "shop (2)"]
    assert [one.label for one in folded(whole, 1).boxes] == ["others (4)"]


def test_what_fits_is_left_alone():
    assert folded(Picture(), 1) == Picture()
