"""What stands behind the topics, in words: places whose topic is not known, and functions that hand topics on."""

from collections.abc import Iterator, Sequence

from archlint.report.channels.rows import VERBS, Row, at, who
from archlint.report.phrases import agreeing, counted, listed
from archlint.report.terminal import Paint
from archlint.settings import visible

__all__ = ["blind", "forwarders", "unknown"]


def unknown(answer: Row, paint: Paint) -> Iterator[str]:
    """Yield a line for each place."""
    for row in answer["hits"]:
        topics = [visible(topic) for topic in row["topics"]]
        does = f"{who(row)} {VERBS[row['role']]} {listed(topics) if topics else 'a topic that cannot be told'}"
        written = f": {visible(row['written'])}" if row["written"] else ""
        yield f"{paint('label', at(row))}: {does} ({visible(row['channel'])}){written}"
    if not answer["hits"]:
        yield "There is no place whose topic could be any."


def forwarders(answer: Row, paint: Paint) -> Iterator[str]:
    """Yield a line for each function, with the parameter that it hands on."""
    for row in answer["forwarders"]:
        function, parameter = visible(row["function"]), visible(row["parameter"])
        does = f"{VERBS[row['role']]} what its callers pass as {parameter}"
        yield f"{paint('label', function)}: {does} ({visible(row['channel'])})"
    if not answer["forwarders"]:
        yield "No function hands on a topic that its callers choose."


def blind(answer: Row) -> str:
    """Say of how many places the topic is not known, by channel."""
    rows: Sequence[Row] = answer["blind"]
    if not rows:
        return "There is no place whose topic could be any."
    each = [f"{visible(row['channel'])} {row['publishers'] + row['subscribers']:,}" for row in rows]
    count = sum(row["publishers"] + row["subscribers"] for row in rows)
    places = f"{counted(count, 'place')} {agreeing(count, 'has', 'have')}"
    return f"{places} a topic that could be any ({listed(each)}): archlint channels --unknown"
