"""What is to be told of settings that were written for another tool."""

from collections.abc import Iterator

from archlint.graph import Graph, parse
from archlint.settings import Problem, Request, Watched

__all__ = ["notes"]


def notes(request: Request, whole: Graph | None = None) -> Iterator[Problem]:
    """Yield what is not as it looks there; with the code, also which names mean nothing in it."""
    for part in request.settings.parts:
        foreign = part.settings.foreign
        for problem in foreign.notes if foreign else ():
            yield problem._replace(where=(*part.where, *problem.where))
        for one in foreign.watched if foreign and whole else ():
            if whole and (problem := _of_nothing(one, whole)):
                yield problem._replace(where=(*part.where, *problem.where))


def _of_nothing(one: Watched, whole: Graph) -> Problem | None:
    """Return what is to be told of a name that means nothing in the code; None where it means something."""
    pattern = parse(one.ours)
    if whole.names.exists(pattern):
        return None
    near = whole.names.correction(pattern)
    outside = pattern.plain and pattern.segments[0] not in whole.names.tops
    if outside and not near and "-" not in pattern.text:
        return None  # to forbid what nobody imports is well and good
    help_ = "a package is named as it is imported" if "-" in pattern.text else one.why
    return Problem(one.where, f"`{one.text}` matches nothing", f"did you mean `{near}`?" if near else "", help_)
