"""A proposal in words: the order, how sure it is, and what the code does not keep of it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from archlint.report.phrases import agreeing, counted, listed
from archlint.report.proposal.draft import written
from archlint.report.terminal import Paint
from archlint.settings import Request, visible
from archlint.verdict import Verdict

__all__ = ["render"]

_SHOWN: Final = 8
_SERVICES: Final = 3


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """Return the proposal in words as text, or as the settings that it comes to: `settings`, or `pyproject`."""
    answer = verdict.answer
    if format_ != "text":
        return written(answer, shared=format_ == "pyproject") if answer["type"] else ""
    return "".join(f"{line}\n" for line in _lines(answer, Paint(request.color)))


def _lines(answer: Mapping[str, Any], paint: Paint) -> Iterator[str]:
    if not answer["type"]:
        yield from _nothing(answer)
        return
    seen = f"{counted(answer['modules'], 'module')}, {counted(answer['imports'], 'import')}"
    yield paint("headline", f"{seen}: {_HEADLINE[answer['type']]}")
    if answer["unread"]:
        count = len(answer["unread"])
        what = agreeing(count, "what it imports", "what they import")
        yield f"{counted(count, 'file')} cannot be read, so {what} is not known: {listed(answer['unread'], 3)}."
    yield ""
    if answer["type"] in ("layers", "linked-list"):
        yield from _order(answer)
        yield ""
        yield from _confidence(answer)
    elif answer["type"] == "independent":
        yield from (f"  {visible(name)}" for level in answer["levels"] for name in level)
    else:
        yield "Its modules lie side by side and have no order that says much; so a first rule freezes the cycles."
    yield from _recognised(answer)
    yield from _aside(answer)


_HEADLINE: Final = {
    "linked-list": "a linked list, top first.",
    "layers": "layers, top first.",
    "independent": "packages that leave each other alone.",
    "acyclic": "no layers to be seen yet.",
}


def _nothing(answer: Mapping[str, Any]) -> Iterator[str]:
    if "unknown" in answer:
        guess = (
            f"did you mean `{visible(answer['near'])}`?"
            if answer["near"]
            else f"there is {listed(answer['names'], 20)}"
        )
        yield f"error: no component is called `{visible(answer['unknown'])}`; {guess}"
    elif "contradiction" in answer:
        yield f"error: no order keeps all of this: {', '.join(map(visible, answer['contradiction']))}"
        yield "  = help: leave one of them out"
    elif not answer["modules"]:
        yield "error: there is no Python module here to propose a rule for"
        yield "  = help: run it in the folder that holds your packages, or the `src` with them"
    else:
        what = "it has no parts" if answer["modules"] == 1 else "they have no parts"
        yield f"error: {counted(answer['modules'], 'module')}: {what} that could stand in an order"
        yield "  = help: come back when there are two packages, or two modules that import each other"


def _order(answer: Mapping[str, Any]) -> Iterator[str]:
    width = len(str(len(answer["levels"])))
    for number, level in enumerate(answer["levels"], 1):
        yield f"  {number:>{width}}  {', '.join(_named(answer, name) for name in level)}"
    if answer["foundation"]:
        members = ", ".join(map(visible, answer["foundation"]))
        yield f"  {'':>{width}}  foundation, which everybody may import: {members}"


def _named(answer: Mapping[str, Any], name: str) -> str:
    members = answer["components"].get(name)
    return f"{visible(name)} ({' + '.join(map(visible, members))})" if members else visible(name)


def _confidence(answer: Mapping[str, Any]) -> Iterator[str]:
    between, cost, bound = answer["between"], answer["cost"], answer["bound"]
    if not cost:
        told = (
            "The import between them points down."
            if between == 1
            else f"All {between:,} imports between them point down."
        )
        yield told
    else:
        down = between - cost
        yield f"{down:,} of {counted(between, 'import')} between them point down ({down / between:.0%})."
        proof = "no other order has fewer" if cost == bound else f"no order has fewer than {bound:,}"
        yield f"{cost:,} {agreeing(cost, 'points', 'point')} up; {proof}:"
        rows = answer["against"]
        longest = max(len(_pair(row)) for row in rows[:_SHOWN])
        for row in rows[:_SHOWN]:
            down = f"{row['down']:,} down" if row["down"] else "none down"
            yield f"  {_pair(row):<{longest}}  {row['imports']:>3} up, {down}; first: {visible(row['first'])}"
        if len(rows) > _SHOWN:
            left = counted(sum(row["imports"] for row in rows[_SHOWN:]), "import")
            yield f"  ... and {left} between {counted(len(rows) - _SHOWN, 'other pair')}"
    if answer["skips"] and answer["type"] == "layers":
        passing = agreeing(answer["skips"], "passes", "pass")
        yield f"{answer['skips']:,} {passing} over a layer, so it is no linked list (yet)."
    for row in answer["contested"][:3]:
        ends = f"{visible(row['one'])} and {visible(row['other'])}"
        times = f"{row['imports']:,} and {row['back']:,} times"
        yield f"{ends} import each other {times}, so they are one: no order is to be seen."
    if answer["apart"]:
        alone = agreeing(len(answer["apart"]), "stands", "stand")
        yield f"{listed(answer['apart'])} {alone} apart from the package around, as others want no more of it."
    if answer["facades"]:
        yield f"What {listed(answer['facades'])} itself hands on is not followed: without that fewer point up."
    if answer["kinds"]:
        yield "Imports for type checkers alone are left out: without them fewer point up."


def _recognised(answer: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the code is by the ways in which people lay it out."""
    packages, inside = answer["packages"], answer["inside"]
    if answer["layout"] == "src":
        yield f"A project with its code in src/: {listed([visible(name) for name in packages], 6)}."
    elif len(packages) >= _SERVICES and not inside:
        yield f"Several packages beside each other, as services are: {listed([visible(name) for name in packages], 6)}."
    if inside:
        levels = " > ".join(", ".join(map(visible, level)) for level in inside["levels"])
        broken = f", with {counted(inside['broken'], 'exception')}" if inside["broken"] else ""
        names = listed([visible(name) for name in inside["packages"]], 3)
        yield f"{len(inside['packages']):,} {inside['what']} ({names}) keep an order inside: {levels}{broken}."


def _pair(row: Mapping[str, Any]) -> str:
    return f"{visible(row['from'])} -> {visible(row['to'])}"


def _aside(answer: Mapping[str, Any]) -> Iterator[str]:
    by_kind: dict[str, int] = {}
    for row in answer["aside"]:
        by_kind[row["what"]] = by_kind.get(row["what"], 0) + row["modules"]
    if by_kind:
        told = [f"{what} ({counted(modules, 'module')})" for what, modules in by_kind.items()]
        yield f"Set aside: {listed(told)}."
    left = answer["left"]
    if left and answer["type"] in ("layers", "linked-list"):
        yield f"In no layer: {listed([visible(name) for name in left], 6)}; the settings say why."
