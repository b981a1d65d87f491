"""The metrics as comma-separated values: a row for each number, for spreadsheets and data frames."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from archlint.report.metrics.lines import Row
from archlint.settings import visible

__all__ = ["table"]

_HEAD = ("component", "metric", "value", "of", "share", "bound")


def table(answer: Row) -> str:
    """
    Return the rows; `component` is empty for the codebase, and `share` where there is nothing to be a share of.

    The labels of the decomposition are metrics as well, `imports-step` and so on. By RFC 4180, but for the line ends:
    those are of this platform's text.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEAD)
    writer.writerows(_rows(answer))
    return text.getvalue()


def _rows(answer: Row) -> Iterator[list[Any]]:
    name = answer.get("component", "")
    yield from _numbers(name, answer["metrics"])
    total = sum(answer["decomposition"].values())
    for label, imports in answer["decomposition"].items():
        share = round(imports / total, 6) if total else None
        yield from _numbers(name, [{"metric": f"imports-{label}", "value": imports, "of": total, "share": share}])
    for row in answer.get("components", ()):
        yield from _numbers(row["component"], row["metrics"])


def _numbers(component: str, numbers: list[Row]) -> Iterator[list[Any]]:
    for one in numbers:
        yield [visible(component), one["metric"], one["value"], one["of"], one["share"], one.get("bound")]
