"""The metrics of both sides of a comparison, by the rules of today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archlint import rulebook
from archlint.settings import Request

__all__ = ["measured"]


def measured(request: Request) -> Mapping[str, Any]:
    """Return the metrics of both sides, under the names that they have in `archlint metrics`: those that are others."""
    now = request._replace(ask="metrics", subject="", base="", against="")
    then = now._replace(tree=request.base, role="base", rules_from=request.tree)
    rows = [{row["metric"]: row for row in rulebook.apply(one).answer["metrics"]} for one in (then, now)]
    return {
        "metrics": [
            {"metric": name, "before": _told(before), "after": _told(after)}
            for name, after in rows[1].items()
            if _said(before := rows[0][name]) != _said(after)
        ]
    }


def _said(row: Mapping[str, Any]) -> tuple[int, float | None]:
    """Return what tells two numbers apart: nothing of nothing is as little of more."""
    return row["value"], row["share"]


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("value", "of", "share")}
