"""Choose how an answer is told."""

import json
from collections.abc import Iterator

from archlint.report.closing import executed
from archlint.report.explain.link import link
from archlint.report.explain.matrix import matrices
from archlint.report.explain.module import module
from archlint.report.explain.rows import Row
from archlint.report.explain.why import why
from archlint.report.pages import document
from archlint.report.terminal import Paint
from archlint.settings import Request, nearest, visible
from archlint.verdict import Verdict, types

__all__ = ["render"]


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """Return the verdict's answer as text, or with its own keys as json; with a line end at the end."""
    answer = verdict.answer
    if not answer["known"]:
        answer = {**answer, "near": answer["near"] or _near_rule(answer["unknown"], request)}
    elif answer["about"] == "rule" and format_ == "json":
        declared = request.settings.rules[answer["subject"]]
        keys = document(declared["type"], answer["subject"], declared, request)
        answer = {**keys, "orders": answer["orders"]}
    if format_ == "json":
        return json.dumps({"schema": 1, **answer}, indent=2) + "\n"
    lines = [*_lines(answer, request, Paint(request.color)), *filter(None, ("", executed(verdict.rules)))]
    return "".join(f"{line}\n" for line in lines)


def _lines(answer: Row, request: Request, paint: Paint) -> Iterator[str]:
    if not answer["known"]:
        return _unknown(answer, request.ask)
    limit = request.limit
    if answer["about"] == "rule":
        return matrices(answer, limit, paint)
    if answer["about"] == "why":
        return why(answer, limit, paint)
    if answer["about"] == "import":
        return link(answer, limit, paint)
    return module(answer, limit, paint)


def _near_rule(word: str, request: Request) -> str:
    """Return the rule that was probably meant; whoever misspells one is taken to ask about a module."""
    return nearest(word, [*request.settings.rules, *types()])


def _unknown(answer: Row, ask: str) -> Iterator[str]:
    near = visible(answer["near"])
    guess = f"; did you mean `{near}`?" if near else ""
    yield f"error: nothing is called `{visible(answer['unknown'])}`{guess}"
    if "->" in answer["subject"] and not near:
        yield "  = help: it takes modules that are there; a library that nobody imports must stand in the dependencies"
        return
    if ask == "why":
        yield "  = help: `archlint why` takes two modules, packages or components"
        return
    takes = "the ID of a rule, a rule type, a module, a component, or an import as"
    yield f'  = help: `archlint explain` takes {takes} "a -> b"'
