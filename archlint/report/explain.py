"""The answer to `archlint explain` about a module or an import, as text or json."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archlint.report.phrases import agreeing, counted, listed
from archlint.report.place import place
from archlint.report.terminal import Paint
from archlint.settings import Request, nearest, visible
from archlint.verdict import Verdict, types

__all__ = ["render"]

Row = Mapping[str, Any]


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """Return the verdict's answer as text, or with its own keys as json; with a line end at the end."""
    answer = verdict.answer
    if not answer["known"]:
        answer = {**answer, "near": answer["near"] or _near_rule(answer["unknown"], request)}
    if format_ == "json":
        return json.dumps({"schema": 1, **answer}, indent=2) + "\n"
    paint = Paint(request.color)
    if not answer["known"]:
        lines = _unknown(answer)
    elif "statements" in answer:
        lines = _import(answer, request.limit, paint)
    else:
        lines = _module(answer, request.limit, paint)
    return "\n".join(lines) + "\n"


def _near_rule(word: str, request: Request) -> str:
    """Return the rule that was probably meant; whoever misspells one is taken to ask about a module."""
    return nearest(word, [*request.settings.table["rules"], *types()])


def _unknown(answer: Row) -> Iterator[str]:
    near = visible(answer["near"])
    guess = f"; did you mean `{near}`?" if near else ""
    yield f"error: nothing is called `{visible(answer['unknown'])}`{guess}"
    yield '  = help: `archlint explain` takes the ID of a rule, a rule type, a module, or an import as "a -> b"'


def _module(answer: Row, limit: int, paint: Paint) -> Iterator[str]:
    own = bool(answer["path"])
    where = visible(answer["path"]) if own else "a module from outside of this codebase"
    if "modules" in answer:
        where += f", a folder of {counted(answer['modules'], 'module')} without one of its own"
    yield paint("headline", f"{visible(answer['subject'])}: {where}")
    used = f"is imported by {counted(answer['imported_by'], 'module')}"
    yield f"It imports {counted(answer['imports'], 'module')} and {used}." if own else f"It {used}."
    yield ""
    if answer["rules"]:
        yield f"{counted(len(answer['rules']), 'rule')} {agreeing(len(answer['rules']), 'names', 'name')} it:"
        yield from _rules(answer["rules"])
    else:
        yield "No rule names it."
    yield from _violations(answer["violations"], "takes part in", "violation", limit, paint)


def _import(answer: Row, limit: int, paint: Paint) -> Iterator[str]:
    yield paint("headline", visible(answer["subject"]))
    statements = answer["statements"]
    below = answer["below"]
    if not statements:
        are = agreeing(len(below), "is", "are")
        yield (
            f"There is no such import; below the two there {are} {len(below):,}:"
            if below
            else "There is no such import."
        )
    yield from _limited([_statement(row) for row in statements] or [f"  {visible(pair)}" for pair in below], limit)
    yield ""
    if answer["rules"]:
        yield f"{counted(len(answer['rules']), 'rule')} {agreeing(len(answer['rules']), 'names', 'name')} both modules:"
        yield from _rules(answer["rules"])
    else:
        yield "No rule names both modules."
    if answer["violations"] or statements:
        yield from _violations(answer["violations"], "breaks", "rule", limit, paint)


def _statement(row: Row) -> str:
    taken = f"imports {visible(row['name'])}" if row["name"] else "imports the module"
    marks = ", ".join([row["kind"], *row["marks"]])
    return f"  {place(row['path'], row['line'], row['column'])}: {taken} ({marks})"


def _rules(rows: Sequence[Row]) -> Iterator[str]:
    longest = max(len(row["rule"]) for row in rows)
    for row in rows:
        type_ = "" if row["type"] == row["rule"] else f"{row['type']}, "
        names = listed([f"`{visible(name)}`" for name in dict.fromkeys(row["names"])])
        yield f"  {row['rule']:<{longest}}  {type_}by {names}"


def _violations(rows: Sequence[Row], verb: str, noun: str, limit: int, paint: Paint) -> Iterator[str]:
    yield ""
    yield f"It {verb} {counted(len(rows), noun)}:" if rows else f"It {verb} no {noun}."
    yield from _limited([_violation(row, paint) for row in rows], limit)


def _violation(row: Row, paint: Paint) -> str:
    name = paint("error", f"{row['rule']}/{row['kind']}")
    return f"  {place(row['path'], row['line'])}: {name}: {visible(row['message'])}"


def _limited(lines: Sequence[str], limit: int) -> list[str]:
    most = limit or len(lines)
    left = len(lines) - most
    return [*lines[:most], *([f"  ... and {left:,} more: --format json has all"] if left > 0 else [])]
