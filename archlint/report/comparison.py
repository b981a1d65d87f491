"""What has changed since the code left another revision, in lines: first how it ends, then what it consists of."""

from collections.abc import Iterable, Iterator, Sequence

from archlint.report.phrases import agreeing, counted, listed
from archlint.report.place import sentence
from archlint.settings import visible
from archlint.verdict import Comparison, Dependency, Verdict

__all__ = ["changes", "lines", "name", "since"]

_SHORT = 10
"""Digits of a commit that people read."""
_SHIFTED = "it was there, and breaks the rule only as others are gone"


def since(verdict: Verdict, found: Comparison) -> str:
    """Return the outcome in a sentence: what is new, what is fixed, and how much was there before."""
    errors = sum(one.state == "new" and one.severity == "error" for one in verdict.violations)
    warnings = sum(one.state == "new" for one in verdict.violations) - errors
    words = [
        f"{counted(errors, 'new violation')} since {name(found)}" if errors else f"Nothing new since {name(found)}"
    ]
    if warnings:
        words.append(counted(warnings, "new warning"))
    if found.fixed:
        words.append(f"{len(found.fixed):,} fixed")
    there = f"; {counted(found.remained, 'violation')} {agreeing(found.remained, 'was', 'were')} there before"
    return f"{', '.join(words)}{there if found.remained else ''}."


def name(found: Comparison) -> str:
    """Return what the code is compared with: the revision as it was written, and the commit where they parted."""
    return f"{visible(found.revision)} ({found.base[:_SHORT]})"


def changes(found: Comparison) -> Iterator[tuple[str, list[str]]]:
    """Yield the parts of what has changed besides, each with a title and its items, of which it has one at least."""
    parts = (
        ("fixed", [sentence(one) for one in found.fixed]),
        ("shifted", [f"{sentence(one)}: {_SHIFTED}" for one in found.shifted]),
        ("rules", [_shift(words, loosens=loosens) for words, loosens in found.policy]),
        ("components", [*_signed("+", found.components_added), *_signed("-", found.components_removed)]),
        ("dependencies", [*_arrows("+", found.dependencies_added), *_arrows("-", found.dependencies_removed)]),
        ("numbers", [f"{one.name} {one.before:,} -> {one.after:,}" for one in found.metrics]),
    )
    yield from ((title, items) for title, items in parts if items)


def lines(found: Comparison, limit: int) -> list[str]:
    """Return the same for a terminal, a line an item; of each part the first `limit`, 0 is all."""
    told: list[str] = []
    for title, items in changes(found):
        shown = items[: limit or len(items)]
        more = [f"... and {len(items) - len(shown):,} more"] if len(items) > len(shown) else []
        if title == "numbers":
            shown, more = [listed(items, most=limit or len(items))], []
        told += [
            f"{label:<13} {item}"
            for label, item in zip([f"{title}:", *[""] * len(items)], [*shown, *more], strict=False)
        ]
    return told


def _shift(words: str, *, loosens: bool) -> str:
    return f"{visible(words)}{' (loosened)' if loosens else ''}"


def _signed(sign: str, labels: Iterable[str]) -> list[str]:
    return [f"{sign} {visible(label)}" for label in labels]


def _arrows(sign: str, found: Sequence[Dependency]) -> list[str]:
    return [f"{sign} {visible(one.tail)} -> {visible(one.head)} ({counted(one.imports, 'import')})" for one in found]
