"""An import, written or not, in words: what each rule says of it, and what ways there are instead."""

from collections.abc import Iterator
from typing import Final

from archlint.report.explain.hidden import hidden
from archlint.report.explain.rows import Row, limited
from archlint.report.explain.why import besides, steps
from archlint.report.phrases import counted, listed
from archlint.report.place import place
from archlint.report.terminal import Paint
from archlint.settings import visible

__all__ = ["link"]

_WORDS: Final = {"forbids": "forbids it", "allows": "allows it", "unseen": "passes by"}
_WOULD: Final = {"forbids": "would forbid it", "allows": "would allow it", "unseen": "would pass by"}


def link(answer: Row, limit: int, paint: Paint) -> Iterator[str]:
    """Yield the statements, or what there is in their place, and then a line for each rule."""
    yield paint("headline", visible(answer["subject"]))
    yield from limited([_statement(row) for row in answer["statements"]], limit)
    if not answer["written"]:
        yield from _instead(answer, limit)
    yield from hidden(answer, limit)
    yield ""
    yield from _rules(answer, paint)
    yield from besides(answer)


def _statement(row: Row) -> str:
    taken = f"imports {visible(row['name'])}" if row["name"] else "imports the module"
    marks = ", ".join([row["kind"], *row["marks"]])
    return f"  {place(row['path'], row['line'], row['column'])}: {taken} ({marks})"


def _instead(answer: Row, limit: int) -> Iterator[str]:
    below, chains = answer["below"], answer["chains"]
    if below:
        yield f"There is no such import, but {counted(len(below), 'import')} between what lies in the two:"
        yield from limited([f"  {visible(pair)}" for pair in below], limit)
        return
    none = "" if chains else ", and no chain of imports leads from one to the other"
    yield f"There is no such import{none}."
    for number, chain in enumerate(chains):
        rules = listed([f"`{visible(rule)}`" for rule in chain["free"]])
        free = f"through no component of {rules}, so there it counts like an import" if rules else ""
        yield f"{'Another' if number else 'The shortest'} chain{', ' if free else ''}{free}:"
        yield from steps(chain["steps"])


def _rules(answer: Row, paint: Paint) -> Iterator[str]:
    rows = answer["rules"]
    if not rows:
        importer, _, imported = visible(answer["subject"]).partition(" -> ")
        alone = "a module does not import itself"
        why = alone if importer == imported else f"{importer} is not read, so what it imports is not known"
        yield f"No rule can judge it: {why}."
        return
    yield _outcome(answer)
    longest = max(len(visible(row["rule"])) for row in rows)
    words = _WORDS if answer["written"] or answer["below"] else _WOULD
    widest = max(len(words[row["verdict"]]) for row in rows)
    for row in rows:
        verdict = f"{words[row['verdict']]:<{widest}}"
        verdict = paint("error", verdict) if row["verdict"] == "forbids" else verdict
        kind = f"{row['kind']}: " if row["kind"] else ""
        yield f"  {visible(row['rule']):<{longest}}  {verdict}  {kind}{visible(row['reason'])}{_besides(row, answer)}"
        if row["help"]:
            yield f"  {'':<{longest}}  {'':<{widest}}  = help: {visible(row['help'])}"


def _besides(row: Row, answer: Row) -> str:
    """Return what else there is to say of a violation: how many more there are, and that it would not be the first."""
    more = f", and {counted(row['count'] - 1, 'violation')} more" if row["count"] > 1 else ""
    planned = not (answer["written"] or answer["below"])
    return more + (
        " (reported already; this would add to it)" if row["count"] and planned and not row["decisive"] else ""
    )


def _outcome(answer: Row) -> str:
    count = sum(row["verdict"] == "forbids" for row in answer["rules"])
    rules = counted(count, "rule") if count else "no rule"
    importer, _, imported = visible(answer["judged"]).partition(" -> ")
    if answer["written"]:
        return f"It breaks {rules}:"
    if answer["below"]:
        return f"{importer} -> {imported} breaks {rules}:"
    return f"Written as `import {imported}` at the top of {importer}, it would break {rules}:"
