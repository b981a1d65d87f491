"""Answer what can be counted of the shape of the code: the eight metrics, and what they are made of."""

from archlint.rulebook.metrics.answer import metrics

__all__ = ["metrics"]
