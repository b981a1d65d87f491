"""For people: each new violation as a block with its source, the rest counted, and what the run has seen."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from archlint.report.block import block, gap
from archlint.report.closing import closing
from archlint.report.place import note, one_line, place
from archlint.report.tally import tally
from archlint.report.terminal import Paint
from archlint.settings import Request
from archlint.verdict import Verdict, Violation, at, column

__all__ = ["render"]

T = TypeVar("T")


def render(verdict: Verdict, request: Request) -> str:
    """Return the report: ASCII but for names and source, never wrapped, in colour only where the request says so."""
    paint = Paint(request.color)
    new = _told_first(verdict)
    told = (*verdict.notes, *verdict.notices, *(verdict.owner_notes() if new else ()))
    paragraphs = [
        *_spelled_out(new, verdict, request.limit, paint),
        *_unread(verdict, request.limit, paint),
        "\n".join(_limited(told, request.limit, lambda one: f"{note(one)} ({place(one.path, one.line)})")),
        "\n".join(tally(verdict)) if request.statistics else "",
        "\n".join(_changes(verdict, request)),
        "\n".join(_ending(new, verdict, request)),
    ]
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _told_first(verdict: Verdict) -> Sequence[Violation]:
    """Return what is new; where a hook knows what the staged change brings in, that without what is there already."""
    states = column(verdict.violations, "state")
    new = at(verdict.violations, [place for place, state in enumerate(states) if state == "new"])
    brought = sum(violation.brought for violation in new) if verdict.earlier else 0
    return [one for one in new if one.brought or one.kind == "waiver"] if brought else new


def _changes(verdict: Verdict, request: Request) -> list[str]:
    if verdict.against is None:
        return []
    from archlint.report.comparison import lines  # only who compares waits for it

    return lines(verdict.against, request.limit)


def _spelled_out(new: Sequence[Violation], verdict: Verdict, limit: int, paint: Paint) -> Iterator[str]:
    """Yield the first violations as blocks, as many again in a line each, and the number of the rest."""
    rules = {rule.id: rule for rule in verdict.rules}
    most = limit or len(new)
    for first, *alike in _alike(new[:most]):
        yield block(first, rules[first.rule], paint, alike)
    yield "\n".join(_limited(at(new, range(most, len(new))), limit, one_line))


def _alike(violations: Iterable[Violation]) -> Iterable[list[Violation]]:
    """Return each violation by itself, but imports of one thing that is gone together: they are mended alike."""
    gone: dict[str, list[Violation]] = {}
    found: list[list[Violation]] = []
    for one in violations:
        group = gone.setdefault(one.imported, []) if one.kind == "unresolved" else []
        if not group:
            found.append(group)
        group.append(one)
    return found


def _unread(verdict: Verdict, limit: int, paint: Paint) -> Iterator[str]:
    """Yield what could not be read. Declarations that do not fit are shown by whoever has the settings at hand."""
    errors = verdict.errors[len(verdict.problems) :]
    most = limit or len(errors)
    for error in errors[:most]:
        yield gap(error, paint)
    if len(errors) > most:
        yield _more(len(errors) - most)


def _limited(all_: Sequence[T], limit: int, line: Callable[[T], str]) -> list[str]:
    """Return a line for each of the first, and one for the rest: of tens of thousands fifty are written."""
    most = limit or len(all_)
    return [*map(line, all_[:most]), *([_more(len(all_) - most)] if len(all_) > most else [])]


def _more(left: int) -> str:
    return f"... and {left:,} more: --limit 0 shows all"


def _ending(new: Sequence[Violation], verdict: Verdict, request: Request) -> list[str]:
    lines = closing(verdict, request)
    # Of a waiver that is at fault, and of an import that has lost its end, there is nothing more to be said.
    declared = {rule.id for rule in verdict.rules if rule.path}
    told = zip(column(new, "rule"), column(new, "kind"), strict=True)
    named = next((rule for rule, kind in told if rule in declared and kind != "waiver"), "")
    return [*lines, f"Explain one: archlint explain {named}"] if named else lines
