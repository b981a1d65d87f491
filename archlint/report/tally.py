"""The statistics: how many violations of each rule and kind, and between which components."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from archlint.report.phrases import counted
from archlint.settings import visible
from archlint.verdict import Verdict, Violation

__all__ = ["tally"]

_PAIRS: Final = 10
_STATES: Final = ("new", "known", "waived")


def tally(verdict: Verdict) -> list[str]:
    """Return a table by rule and kind and one by components, worst first; no lines where nothing was found."""
    found = verdict.violations
    if not found:
        return []
    total = f"in all{_density(len(found), verdict.summary.imports)}"
    states = [state for state in _STATES if state != "waived" or verdict.summary.waived]
    head = " ".join(f"{state:>9}" for state in states)
    lines = [f"{head}  rule/kind", *_table(found, _rule_and_kind, states), _row(_counts(found), total, states)]
    pairs = _table([one for one in found if one.tail and one.head and not one.members], _pair, states)
    if pairs:
        left = len(pairs) - _PAIRS
        more = [f"... and {counted(left, 'more pair')}"] if left > 0 else []
        lines += ["", f"{head}  components", *pairs[:_PAIRS], *more]
    return lines


def _density(violations: int, imports: int) -> str:
    """How dense they are, to compare one codebase with another, or with itself a year ago."""
    return f", {100 * violations / imports:,.1f} per 100 imports" if imports else ""


def _table(found: Iterable[Violation], name: Callable[[Violation], str], states: Sequence[str]) -> list[str]:
    """Return a row for each name, the most frequent first; ties by the alphabet."""
    groups: dict[str, list[Violation]] = {}
    for violation in found:
        groups.setdefault(name(violation), []).append(violation)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [_row(_counts(members), name, states) for name, members in ordered]


def _counts(found: Iterable[Violation]) -> Counter[str]:
    return Counter(violation.state for violation in found)


def _row(counts: Counter[str], name: str, states: Sequence[str]) -> str:
    return f"{' '.join(f'{counts[state]:>9,}' for state in states)}  {name}"


def _rule_and_kind(violation: Violation) -> str:
    severity = " (warning)" if violation.severity == "warning" else ""
    return f"{violation.rule}/{violation.kind}{severity}"


def _pair(violation: Violation) -> str:
    return visible(f"{violation.tail} -> {violation.head}") + f", {violation.kind}"
