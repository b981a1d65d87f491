"""For people with tools of their own, in GEXF: Gephi reads it."""

from archlint.report.networks import gexf
from archlint.settings import Request
from archlint.verdict import Verdict

__all__ = ["render"]


def render(verdict: Verdict, request: Request) -> str:  # noqa: ARG001 - every format is called alike
    """Return the graph of modules. All violations, of every state; the same verdict gives the same bytes."""
    return gexf(verdict.network())
