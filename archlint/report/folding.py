"""Draw components together where there are more than a picture has room for. Nothing is lost: all counts add up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from archlint.startup import NamedTuple
from archlint.verdict import Arrow, Box, Marks, Picture

__all__ = ["folded"]


class _Pile(NamedTuple):
    """One box of the smaller picture."""

    label: str
    stem: str
    """The dotted name that stands for it when it is folded further: of one component its own."""
    members: tuple[int, ...]
    """Boxes of the larger picture, ascending."""
    modules: int
    level: int
    """The number of its level; boxes on no level and the foundation have numbers of their own below 0."""

    @property
    def order(self) -> tuple[int, str, int]:
        return self.modules, self.label, self.members[0]


def folded(picture: Picture, most: int) -> Picture:
    """
    Return the picture with at most so many boxes; `most` is at least 1.

    The deepest siblings of one level go first, the smallest of them; what has no siblings left goes with its cousins.
    A box of several is called by the package above them and their number: `shop.payments (12)`.
    """
    piles = {_Pile(box.label, box.label, (i,), box.modules, _level(box)) for i, box in enumerate(picture.boxes)}
    while len(piles) > most:
        for stem, group in _siblings(piles):
            small = sorted(group, key=lambda pile: pile.order)[: len(piles) - most + 1]
            if len(small) > 1:
                piles -= set(small)
                piles.add(_together(small, stem))
    return _redrawn(picture, sorted(piles, key=lambda pile: pile.members))


def _level(box: Box) -> int:
    if box.level is None:
        return -1 if box.foundation else -2
    return box.level


def _siblings(piles: Collection[_Pile]) -> list[tuple[str, list[_Pile]]]:
    """
    Return the deepest siblings of each level, those with the fewest modules first, and the name above them.

    Without siblings all of a level are taken, else all there are.
    """
    for depth in range(max(pile.stem.count(".") for pile in piles), -1, -1):
        groups: dict[tuple[int, str], list[_Pile]] = {}
        for pile in piles:
            if pile.stem.count(".") >= depth:
                groups.setdefault((pile.level, ".".join(pile.stem.split(".")[:depth])), []).append(pile)
        several = [(sum(pile.modules for pile in group), key, group) for key, group in groups.items() if len(group) > 1]
        if several:
            return [(stem, group) for _, (_, stem), group in sorted(several, key=lambda one: one[:2])]
    return [("", list(piles))]


def _together(piles: Iterable[_Pile], stem: str) -> _Pile:
    members = tuple(sorted(member for pile in piles for member in pile.members))
    modules, level = sum(pile.modules for pile in piles), min(pile.level for pile in piles)
    return _Pile(f"{stem or 'others'} ({len(members)})", stem, members, modules, level)


def _redrawn(picture: Picture, piles: Sequence[_Pile]) -> Picture:
    home = {member: number for number, pile in enumerate(piles) for member in pile.members}
    arrows: dict[tuple[int, int], list[Arrow]] = {}
    inside: dict[int, list[Marks]] = {}
    for arrow in picture.arrows:
        pair = home[arrow.tail], home[arrow.head]
        if pair[0] == pair[1]:
            inside.setdefault(pair[0], []).append(arrow.marks)
        else:
            arrows.setdefault(pair, []).append(arrow)
    boxes = []
    for number, pile in enumerate(piles):
        first = picture.boxes[pile.members[0]]
        marks = [picture.boxes[member].marks for member in pile.members]
        label = pile.label if len(pile.members) > 1 else first.label
        boxes.append(first._replace(label=label, modules=pile.modules, marks=_sum([*marks, *inside.get(number, [])])))
    return picture._replace(boxes=tuple(boxes), arrows=tuple(_bundles(arrows)))


def _bundles(arrows: dict[tuple[int, int], list[Arrow]]) -> Iterator[Arrow]:
    for pair, bundle in sorted(arrows.items()):
        imports, wires = sum(arrow.imports for arrow in bundle), sum(arrow.wires for arrow in bundle)
        yield Arrow(*pair, imports, _sum([arrow.marks for arrow in bundle]), wires)


def _sum(marks: Sequence[Marks]) -> Marks:
    return Marks(sum(one.new for one in marks), sum(one.known for one in marks))
