"""A history for programs, key by key as history-1.schema.json describes it."""

from collections.abc import Mapping
from typing import Any

__all__ = ["document"]


def document(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that is known of it. What a run has cost is no part of it."""
    return {"schema": 1, **{key: value for key, value in answer.items() if key not in ("judged", "read")}}
