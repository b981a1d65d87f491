"""What stands behind the topics, in words: places whose topic is not known, and functions that hand topics on."""

from collections.abc import Iterator, Sequence
from typing import Final

from archlint.report.channels.rows import Row, at, who
from archlint.report.phrases import agreeing, counted, listed
from archlint.report.terminal import Paint
from archlint.settings import visible

__all__ = ["blind", "forwarders", "unknown"]

_DOES: Final = {"publish": "publishes", "subscribe": "subscribes"}


def unknown(answer: Row, paint: Paint) -> Iterator[str]:
    """Yield a line for each place."""
    for row in answer["hits"]:
        written = f": {visible(row['written'])}" if row["written"] else ""
        yield f"{paint('label', at(row))}: {who(row)} {_DOES[row['role']]} ({visible(row['channel'])}){written}"
    if not answer["hits"]:
        yield "The topic of every place is known."


def forwarders(answer: Row, paint: Paint) -> Iterator[str]:
    """Yield a line for each function, with the parameter that it hands on."""
    for row in answer["forwarders"]:
        function, parameter = visible(row["function"]), visible(row["parameter"])
        does = f"{_DOES[row['role']]} what its callers pass as {parameter}"
        yield f"{paint('label', function)}: {does} ({visible(row['channel'])})"
    if not answer["forwarders"]:
        yield "No function hands on a topic that its callers choose."


def blind(answer: Row) -> str:
    """Say of how many places the topic is not known, by channel."""
    rows: Sequence[Row] = answer["blind"]
    if not rows:
        return "Of every place that publishes or subscribes the topic is known."
    each = [f"{visible(row['channel'])} {row['publishers'] + row['subscribers']:,}" for row in rows]
    count = sum(row["publishers"] + row["subscribers"] for row in rows)
    places = f"{counted(count, 'place')} more {agreeing(count, 'has', 'have')}"
    return f"{places} a topic that cannot be told ({listed(each)}): archlint channels --unknown"
