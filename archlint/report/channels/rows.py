"""Words and places that all answers about channels have in common."""

from collections.abc import Mapping
from typing import Any, Final

from archlint.report.place import place
from archlint.settings import visible

__all__ = ["VERBS", "Row", "at", "known_by", "who"]

Row = Mapping[str, Any]
VERBS: Final = {"publish": "publishes", "subscribe": "subscribes to"}


def at(row: Row) -> str:
    """Return where a site stands: `path:line:column`."""
    return place(row["path"], row["line"], row["column"])


def who(row: Row) -> str:
    """Return who publishes or subscribes: what is called, else the module."""
    return visible(row["handler"] or row["module"])


def known_by(row: Row) -> str:
    """Return the framework, and how a topic was found out: "celery, by the constant shop.topics.PAID"."""
    return visible(f"{row['channel']}, by {row['how']}" if row["how"] else row["channel"])
