"""How commands that answer a question ask it, and hand the answer out: `explain`, `why`, `plan` and the like."""

from archlint.cli import exits
from archlint.cli.console import colour, complain
from archlint.cli.outputs import deliver, unread
from archlint.cli.progress import awaited
from archlint.report import Report
from archlint.settings import Request, Settings, today

__all__ = ["answered", "question"]


def question(read: Settings, ask: str, format_: str, *, limit: int, jobs: int, no_cache: bool) -> Request:
    """Return a request for an answer on stdout, with what every such command takes; what it is about is to be added."""
    return Request(
        read,
        ask=ask,
        today=today(),
        cache=not no_cache,
        jobs=jobs,
        outputs=((format_, ""),),
        limit=limit,
        color=colour("auto"),
    )


def answered(request: Request, *, always_unread: bool = False) -> tuple[Report, int]:
    """
    Answer what a request asks, and return the report and the exit code: MISUSED unless all of it could be answered.

    What could not be read is told on stderr; with `always_unread` also where the settings let that pass.
    """
    written = awaited(request)
    if not written.answered and request.outputs[0][0] != "json":
        complain("".join(text for _, text in written.texts))
        return written, exits.MISUSED
    whole = deliver(written, request.settings, request)
    words = unread(written)
    if words if always_unread else not written.complete:
        complain(words)
    return written, exits.KEPT if whole and written.answered and written.complete else exits.MISUSED
