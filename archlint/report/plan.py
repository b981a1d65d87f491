"""The steps of a plan: for people, as a list to tick off, or for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archlint.report.markdown import code, prose
from archlint.report.phrases import UNSEEN, agreeing, counted, listed
from archlint.report.place import place
from archlint.report.terminal import Paint
from archlint.settings import Request, visible
from archlint.verdict import Verdict

__all__ = ["render"]

_IMPORTS = 5
"""Of a step that takes more, the first are spelled out; json has all."""
_FIXED = 3
_TRIED = 3
"""Imports of a command that still fits a line."""
Row = Mapping[str, Any]


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """Return the verdict's plan, with a line end at the end."""
    answer = verdict.answer
    if format_ == "json":
        told = {key: value for key, value in answer.items() if key != "known" or not value}
        return json.dumps({"schema": 1, **told}, indent=2) + "\n"
    if not answer["known"]:
        return _unknown(answer)
    if request.subject:
        from archlint.report import extraction  # only who asks waits for it

        return extraction.render(answer, request, format_)
    if format_ == "markdown":
        return "\n".join(_ticked(answer)) + "\n"
    return "\n".join(_lines(answer, Paint(request.color))) + "\n"


def _unknown(answer: Row) -> str:
    if "refused" in answer:
        return f"error: {visible(answer['refused'])}\n"
    near = f"; did you mean `{visible(answer['near'])}`?" if answer["near"] else ""
    takes = "`archlint plan --extract` takes a package, a module or a component"
    return f"error: nothing is called `{visible(answer['unknown'])}`{near}\n  = help: {takes}\n"


def _lines(answer: Row, paint: Paint) -> Iterator[str]:
    yield f"Now: {_state(answer['state'])}."
    yield from _cut(answer)
    before = answer["state"]
    for step in answer["steps"]:
        yield ""
        yield f"{step['step']:>2}. {paint('headline', visible(_act(step)))}"
        for one in step["imports"][:_IMPORTS]:
            yield f"    {place(one['path'], one['line'])}: {visible(_import(one))}"
        if len(step["imports"]) > _IMPORTS:
            yield f"    ... and {len(step['imports']) - _IMPORTS:,} more: --format json has all"
        yield from (f"    = {label}: {visible(text)}" for label, text in _facts(step, before))
        before = step["after"]
    yield ""
    yield _ending(answer)


def _ticked(answer: Row) -> Iterator[str]:
    yield "## archlint: the next steps"
    yield ""
    yield prose(" ".join([f"Now: {_state(answer['state'])}.", *_cut(answer)]))
    yield ""
    before = answer["state"]
    for step in answer["steps"]:
        yield f"- [ ] {prose(_act(step))}"
        for one in step["imports"]:
            yield f"  - {code(place(one['path'], one['line']))} {prose(_import(one))}"
        yield from (f"  - {label}: {prose(text)}" for label, text in _facts(step, before))
        before = step["after"]
    if answer["steps"]:
        yield ""
    yield prose(_ending(answer))


def _state(state: Row) -> str:
    violations = counted(state["violations"], "violation")
    groups = f"{state['in_cycles']:,} {agreeing(state['in_cycles'], 'group', 'groups')} in cycles"
    largest = f"the largest cycle of modules has {state['largest_cycle']:,}"
    return f"{violations}, {groups}, {largest if state['largest_cycle'] else 'no cycle of modules'}"


def _cut(answer: Row) -> Iterator[str]:
    """Say what it takes to be rid of all cycles, and how far that is proven."""
    cut = answer["cut"]
    where = f"by rule {answer['of']}" if answer["of"] else "among the children of each root"
    if not cut["imports"]:
        yield f"No cycle to cut {where}."
        return
    least = "no fewer will do" if cut["proven"] else f"{cut['bound']:,} at least, so fewer may do"
    gone = agreeing(cut["imports"], "is", "are")
    yield f"No cycle is left {where} when {counted(cut['imports'], 'import')} {gone} gone ({least})."


def _act(step: Row) -> str:
    count = len(step["imports"])
    if step["kind"] == "chain":
        goes = "chains such as" if step["fixed"] > 1 else "the chain"
        through = f"that {goes} {step['what']} {agreeing(step['fixed'], 'goes', 'go')} through"
        what = f"the import {through}" if count == 1 else f"the {counted(count, 'import')} {through}"
    else:
        what = f"{step['what']} ({counted(count, 'import')})" if count > 1 else step["what"]
    return f"Put {what} under `if TYPE_CHECKING:`" if step["how"] == "type-checking" else f"Cut {what}"


def _import(one: Row) -> str:
    names = f" imports {listed(one['names'], most=5)}" if one["names"] else ""
    if one["kind"] in UNSEEN:
        names = f" by a {one['kind']}"
    return f"{one['importer']} -> {one['imported']}{names}"


def _facts(step: Row, before: Row) -> Iterator[tuple[str, str]]:
    """Yield what is known of a step: how it could be done, what it breaks, and what is left."""
    if step["how"] == "type-checking":
        how = "as its syntax shows, it is needed for annotations alone; what asks for those at run time is not seen"
        quoted = any(one["quoted"] for one in step["imports"])
        yield "how", f"{how}; put them in quotes, or add `from __future__ import annotations`" if quoted else how
    if takers := sum(one["handed_on"] for one in step["imports"]):
        yield "also", f"{counted(takers, 'module')} {agreeing(takers, 'goes', 'go')} by this for what it brings"
    movable = [f"{name} of {one['imported']}" for one in step["imports"] for name in one["movable"]]
    if movable:
        needs = agreeing(len(movable), "needs", "need")
        yield "names", f"{listed(movable, most=5)} {needs} nothing of the codebase, and could be defined elsewhere"
    if step["fixes"]:
        yield "fixes", _listed(step["fixes"], step["fixed"])
    if step["unjudged"]:
        rules = listed(step["unjudged"])
        yield "but", f"{rules} would not fit the code any more, and could not be judged: see `archlint whatif`"
    if step["brings"]:
        yield "brings", _listed(step["brings"], step["broken"])
    yield "then", _change(before, step["after"], broken=bool(step["broken"]))


def _listed(first: Sequence[str], count: int) -> str:
    shown = first[:_FIXED]
    return f"{', '.join(shown)} and {count - len(shown):,} more" if count > len(shown) else listed(shown)


def _change(before: Row, after: Row, *, broken: bool) -> str:
    told = {
        "violations": counted(after["violations"], "violation"),
        "in_cycles": f"{counted(after['in_cycles'], 'group')} in cycles",
        "largest_cycle": f"{counted(after['largest_cycle'], 'module')} in the largest cycle",
    }
    changed = [f"{words} ({after[key] - before[key]:+,})" for key, words in told.items() if after[key] != before[key]]
    apart = after["violations"] > before["violations"] and not broken
    words = listed(changed) if changed else "no count changes yet: a cycle that has several ways is cut one by one"
    return f"{words}: a cycle has fallen apart" if apart else words


def _ending(answer: Row) -> str:
    if not answer["steps"]:
        left = answer["state"]["violations"]
        rest = (
            f" {counted(left, 'violation')} {agreeing(left, 'needs', 'need')} something else than a cut."
            if left
            else ""
        )
        return f"Nothing is left that cutting imports would mend.{rest}"
    first = answer["steps"][0]
    cuts = [f"--cut '{one['importer']} -> {one['imported']}'" for one in first["imports"]]
    tried = " ".join(cuts) if first["how"] == "cut" and len(cuts) <= _TRIED else "--cut 'X -> Y'"
    return f"Nothing was changed. Try a step before you take it: archlint whatif {visible(tried)}"
