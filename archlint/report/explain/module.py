"""A module, a folder of modules or a component, in words."""

from collections.abc import Iterator, Sequence

from archlint.report.explain.rows import Row, part, some, violations
from archlint.report.phrases import agreeing, counted
from archlint.report.terminal import Paint
from archlint.settings import visible

__all__ = ["module"]


def module(answer: Row, limit: int, paint: Paint) -> Iterator[str]:
    """Yield what is known of it: where it stands, its neighbours, the rules that speak of it, its violations."""
    yield paint("headline", f"{visible(answer['subject'])}: {_what(answer)}")
    for one in answer["components"] if answer["what"] != "component" else ():
        by = visible(one["by"])
        yield f"It belongs to the component {visible(one['component'])}, by `{by}`."
    yield from _neighbours("It", answer, read=answer["what"] != "outside")
    if answer["package"]:
        below = counted(answer["package"]["modules"] - 1, "module")
        yield from _neighbours(f"With the {below} below, it", answer["package"], read=True)
    yield ""
    yield from _rules(answer["rules"], answer)
    yield ""
    yield from violations(answer["violations"], limit, paint)
    if answer["package"] and answer["package"]["violations"]:
        yield f"What lies below it takes part in {counted(answer['package']['violations'], 'violation')}."


def _what(answer: Row) -> str:
    path, count = visible(answer["path"]), counted(answer["modules"], "module")
    return {
        "module": path,
        "folder": f"{path}, a folder of {count} without one of its own",
        "component": f"a component of {count}",
        "outside": "a module from outside of this codebase",
    }[answer["what"]]


def _neighbours(who: str, row: Row, *, read: bool) -> Iterator[str]:
    ways = [("imports", row["imported"])] if read else []
    for verb, names in [*ways, ("is imported by", row["importers"])]:
        told = f": {some(names)}" if names else ""
        yield f"{who} {verb} {counted(len(names), 'module')}{told}."


def _rules(rows: Sequence[Row], answer: Row) -> Iterator[str]:
    if not rows:
        yield "No rule speaks of it."
        return
    which = f"its first module, {visible(answer['first'])}" if answer["first"] != answer["subject"] else "it"
    yield f"{counted(len(rows), 'rule')} {agreeing(len(rows), 'speaks', 'speak')} of {which}:"
    longest = max(len(visible(row["rule"])) for row in rows)
    for row in rows:
        type_ = "" if row["type"] == row["rule"] else f"{row['type']}, "
        roles = "; ".join(part(role) for role in row["roles"]) or "all modules"
        yield f"  {visible(row['rule']):<{longest}}  {type_}{roles}"
