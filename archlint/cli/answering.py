"""How the commands that answer a question hand their answer out: `explain`, `why`, `plan`, `whatif`, `metrics`."""

from archlint.cli import exits
from archlint.cli.console import complain
from archlint.cli.outputs import deliver, unread
from archlint.cli.progress import awaited
from archlint.report import Report
from archlint.settings import Request

__all__ = ["answered"]


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
