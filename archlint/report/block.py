"""One violation, spelled out: what, where, the source, the chain, why it matters, what to do. And what is unread."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from archlint.report.excerpt import excerpt, stretch
from archlint.report.owners import crossing
from archlint.report.phrases import UNSEEN, agreeing, counted, listed
from archlint.report.place import place, title
from archlint.report.terminal import Paint
from archlint.settings import visible
from archlint.verdict import JudgedRule, Place, Step, Violation

__all__ = ["block", "gap"]

_CUTS: Final = 5
_STEPS: Final = 20
_WIDEST: Final = 60
"""A module name that is longer does not push the places of a whole chain to the right."""
_DEPENDENCIES: Final = {
    "deferred": "inside a function",
    "typing": "for type checkers only",
    "dynamic": "by its name, at run time",
    "declared": "declared in the settings",
    **{kind: f"by a {kind}" for kind in UNSEEN},
}

Fact = tuple[str, list[str]]
"""A label, and the lines beside it."""


def block(violation: Violation, rule: JudgedRule, paint: Paint, alike: Sequence[Violation] = ()) -> str:
    """
    Return the block, without a line end at the end. ASCII but for names and source; never wrapped.

    Of others that are `alike`, so that nothing but their places is worth telling, it has the places.
    """
    style = "warning" if violation.severity == "warning" else "error"
    pad, arrow, source = _source(*stretch(violation), style, paint)
    lines = [_painted_headline(violation, paint, style)]
    if at := place(violation.path, violation.line, violation.column):
        lines.append(f"{arrow} {at}")
    lines += source
    for label, said in _facts(violation, alike):
        lines += _labelled(label, said, paint, pad)
    lines += _reasons(violation.because, violation.help, rule, paint, pad)
    return "\n".join(lines)


def gap(error: Place, paint: Paint) -> str:
    """Return the block of what could not be read, without a line end at the end."""
    at = place(error.path, error.line, error.column)
    said = f"{paint('error', 'unread')}{paint('headline', f': {visible(error.message)}')}"
    return f"{said}\n{paint('gutter', ' -->')} {at}"


# Tens of thousands of blocks share source, leads, steps, reasons and help: each of them is worked out once.


# One import can be at fault many times over, and those stand together.
@lru_cache(maxsize=1 << 6)
def _source(
    source: tuple[str, ...], line: int, column: int, end_line: int, end_column: int, style: str, paint: Paint
) -> tuple[str, str, list[str]]:
    """Return what stands before facts, and before the place, and the lines of the source."""
    rows = excerpt(source, line, column, end_line, end_column)
    pad = " " * max([len(row.gutter) for row in rows], default=1)
    lines = [paint("gutter", f"{pad} |")] if rows else []
    for row in rows:
        text = paint(style, row.text) if row.marked else row.text
        lines.append(f"{paint('gutter', f'{row.gutter:>{len(pad)}} |')} {text}".rstrip())
    return pad, paint("gutter", f"{pad}-->"), lines


@lru_cache(maxsize=1 << 8)
def _lead(paint: Paint, pad: str, label: str) -> str:
    """Return what stands before a fact."""
    return f"{paint('gutter', f'{pad} =')} {paint('label', f'{label}:')}{' ' * (7 - len(label))}"


def _labelled(label: str, said: list[str], paint: Paint, pad: str) -> list[str]:
    """Return the lines of a fact, the first behind its label."""
    lead, below = _lead(paint, pad, label), f"{pad}   {' ' * 8}"
    return [f"{below if number else lead}{line}" for number, line in enumerate(said)]


def _painted_headline(violation: Violation, paint: Paint, style: str) -> str:
    return f"{paint(style, title(violation))}{paint('headline', f': {visible(violation.message)}')}"


def _facts(violation: Violation, alike: Sequence[Violation]) -> Iterator[Fact]:
    """Yield what is known of the violation, in the order in which somebody asks."""
    if violation.steps:
        yield "chain", _chain(violation.steps)
    elif violation.imported:
        how = _DEPENDENCIES.get(violation.dependency, "")
        pair = visible(f"{violation.importer} -> {violation.imported}")
        yield "link" if violation.via else "import", [f"{pair} ({how})" if how else pair]
    if len(violation.lines) > 1 and not violation.steps:
        others = [str(line) for line in violation.lines if line != violation.line]
        yield "lines", [f"and {agreeing(len(others), 'line', 'lines')} {listed(others)}"]
    if alike:
        yield "also", [place(one.path, one.line, one.column) for one in alike]
    if whose := crossing(violation):
        yield "owners", [whose]
    yield from _others(violation)
    if violation.cut and (violation.steps or violation.members or violation.measured):
        yield "cut", _cut(violation)


@lru_cache(maxsize=1 << 8)
def _reasons(because: str, help_: str, rule: JudgedRule, paint: Paint, pad: str) -> list[str]:
    """Return the lines that say why it matters and what to do."""
    acts = [visible(line) for line in help_.splitlines()]
    return [*_labelled("why", [_why(because, rule)], paint, pad), *_labelled("help", acts, paint, pad)]


def _chain(steps: tuple[Step, ...]) -> list[str]:
    """Return the modules of the chain, each import with its place; of a very long chain both ends."""
    first, onward = steps[0], steps[1:]
    column = min(max(len(visible(first.imported)), _longest(onward)), _WIDEST)
    lines = [_step(first, column), *_onward(onward, column)]
    if len(lines) > _STEPS:
        half = _STEPS // 2
        lines[half:-half] = [f"  ... {len(lines) - 2 * half:,} more steps ..."]
    return [visible(steps[0].importer), *lines]


@lru_cache(maxsize=1 << 10)
def _longest(steps: tuple[Step, ...]) -> int:
    return max([len(visible(step.imported)) for step in steps], default=0)


@lru_cache(maxsize=1 << 12)
def _onward(steps: tuple[Step, ...], column: int) -> list[str]:
    return [_step(step, column) for step in steps]


@lru_cache(maxsize=1 << 14)
def _step(step: Step, column: int) -> str:
    more = f" (and {counted(step.lines - 1, 'more line')})" if step.lines > 1 else ""
    via = visible(f"  by {step.via}") if step.via else ""
    return f"  -> {visible(step.imported):<{column}}  {place(step.path, step.line)}{more}{via}"


def _others(violation: Violation) -> Iterator[Fact]:
    """Yield the members of a cycle that its message has no room for."""
    if not violation.members:
        return
    named = set(violation.message.replace(",", " ").split())
    others = [visible(member) for member in violation.members if member not in named]
    if others:
        yield "also", [f"{listed(others)} {agreeing(len(others), 'belongs', 'belong')} to it"]


def _cut(violation: Violation) -> list[str]:
    """Return the imports whose removal mends it; one in the same line, several in lines of their own."""
    cut = violation.cut or ()
    arrows = [visible(f"{importer} -> {imported}") for importer, imported in cut]
    if cut == ((violation.importer, violation.imported),) and not violation.steps:
        return ["removing this import mends it"]
    if len(arrows) == 1:
        return [f"removing this import mends it: {arrows[0]}"]
    left = len(arrows) - _CUTS
    more = [f"  and {left:,} more"] if left > 0 else []
    return [f"removing these {len(arrows):,} imports mends it:", *(f"  {arrow}" for arrow in arrows[:_CUTS]), *more]


def _why(because: str, rule: JudgedRule) -> str:
    """Return the team's reason in quotes, else what the rule says, and where the rule stands."""
    told = " ".join(because.split())
    reason = f'"{told}"' if told else rule.sentence
    if not rule.path:  # a demand that stands nowhere
        return visible(reason)
    name = f": {' '.join(rule.name.split())}" if rule.name != rule.id else ""
    return visible(f'{reason} (rule "{rule.id}"{name}, ') + f"{place(rule.path, rule.line)})"
