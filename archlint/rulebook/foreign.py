"""What is to be told of settings that were written for another tool."""

from collections.abc import Iterator

from archlint.graph import Graph, parse
from archlint.settings import Problem, Request

__all__ = ["notes"]


def notes(request: Request, whole: Graph | None = None) -> Iterator[Problem]:
    """Yield what is not as it looks there; with the code, also which names mean nothing in it."""
    for part in request.settings.parts:
        foreign = part.settings.foreign
        for problem in foreign.notes if foreign else ():
            yield problem._replace(where=(*part.where, *problem.where))
        for one in foreign.watched if foreign and whole else ():
            pattern = parse(one.ours)
            if whole and not whole.names.exists(pattern):
                near = whole.names.correction(pattern)
                label = f"did you mean `{near}`?" if near and pattern.plain else ""
                words = f"`{one.text}` matches nothing"
                yield Problem((*part.where, *one.where), words, label, one.why)
