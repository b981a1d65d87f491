"""What a page shows of a history that an earlier run has judged."""

from typing import Any, Final

from archlint import verdict
from archlint.report.history.document import document
from archlint.settings import Request

__all__ = ["trend"]

_MOST: Final = 200
"""Points; a chart is hardly wider than that."""


def trend(request: Request) -> dict[str, Any] | None:
    """
    Return what `archlint history --format json` would tell by history-1.schema.json; None where no log fits.

    The log is read and nothing is judged. There are 200 points at most, each with the sums of those that it stands for.
    """
    answer = verdict.remembered(request._replace(every="", since=""))
    if answer is None:
        return None
    return document({**answer, "points": verdict.thinned(answer["points"], _MOST)})
