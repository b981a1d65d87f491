"""What is wrong with an order of layers whatever the code is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from archlint.graph.floors import Layer
from archlint.graph.patterns import Entry
from archlint.settings import Problem

__all__ = ["order_faults"]


class Order(Protocol):
    """The options that every rule with layers has."""

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Top first."""

    @property
    def foundation(self) -> Sequence[Entry]:
        """Anyone may import these."""

    @property
    def siblings(self) -> str:
        """What components of one level may do, where the level does not say."""

    @property
    def containers(self) -> Sequence[Entry]:
        """The order holds inside each of these."""

    @property
    def exhaustive(self) -> bool:
        """Whether every child of a container must be in a layer."""

    @property
    def exhaustive_ignore(self) -> Sequence[Entry]:
        """Children that need not."""


def order_faults(order: Order) -> Iterator[Problem]:
    """Yield what can never be broken or does nothing; paths are relative to the rule."""
    alone = len(order.layers) == 1 and not order.foundation and not order.exhaustive
    if alone and not _apart(order.layers[0], order.siblings):
        yield Problem(("layers",), "a single layer can never be broken", help="name the layer that it may import")
    if order.exhaustive and not order.containers:
        words = "`exhaustive` needs `containers`: whose children shall be in a layer?"
        yield Problem(("exhaustive",), words, at_key=True)
    if order.exhaustive_ignore and not order.exhaustive:
        words = "`exhaustive-ignore` does nothing without `exhaustive = true`"
        yield Problem(("exhaustive-ignore",), words, help="write that line too, or delete this one", at_key=True)


def _apart(layer: Layer, siblings: str) -> bool:
    """Whether a level may have siblings that are to stay apart: several names, a capture, a component with one."""
    several = len(layer.entries) > 1 or "{" in layer.entries[0].text or "." not in layer.entries[0].text
    return several and (layer.siblings or siblings) != "free"
