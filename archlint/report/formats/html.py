"""For architects: a page that any browser opens, with layers, a dependency matrix, a graph and all violations."""

from archlint.report.html import written
from archlint.settings import Request
from archlint.verdict import Verdict

__all__ = ["render"]


def render(verdict: Verdict, request: Request) -> str:
    """Return the page: one file that needs no other and no network. The same verdict gives the same bytes."""
    return written(verdict, request)
