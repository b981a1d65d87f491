"""
For pages and comments: a heading, the outcome, and the new violations rule by rule, the first of each spelled out.

A comment on GitHub holds 65,536 characters and a step summary 1 MiB. The report keeps to the smaller, with some room
for what others put around it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from archlint.report.caps import fitting, showing
from archlint.report.closing import closing
from archlint.report.diagnostics import INCOMPLETE, NOTE, Diagnostic, diagnostics
from archlint.report.markdown import code, prose
from archlint.report.phrases import counted
from archlint.settings import Request
from archlint.verdict import JudgedRule, Verdict

__all__ = ["render"]

_ROOM: Final = 60_000
_LONGEST: Final = 1_000
"""Characters of one text; a help of pages does not crowd out the others."""
_STEPS: Final = 20
_ITEMS: Final = 20
"""Of what has changed besides; of a thousand dependencies nobody reads more."""
_TITLES: Final = {INCOMPLETE: "Not judged", NOTE: "Notes"}


def render(verdict: Verdict, request: Request) -> str:
    """Return the page, of at most 65,536 characters."""
    found = diagnostics(verdict, request)
    new = [one for one in found if one.rule and one.state == "new"]
    head = f"## archlint: {_outcome(verdict, new)}\n\n{prose(_short(' '.join(closing(verdict, request))))}\n"
    head += "".join(_changes(verdict))
    shown = list(fitting(_entries(verdict, found), _ROOM - len(head)))
    left = showing(sum(weight for weight, _ in shown), len(found), "entries")
    return head + "".join(text for _, text in shown) + (f"\n{left}; `archlint check` tells all.\n" if left else "")


def _changes(verdict: Verdict) -> Iterator[str]:
    """Yield what has changed since the code left another revision: what may be red first, and of each part a few."""
    if verdict.against is None:
        return
    from archlint.report.comparison import changes  # only who compares waits for it

    for title, items in changes(verdict.against):
        yield f"\n**{title}**\n\n"
        yield from (f"- {prose(_short(item))}\n" for item in items[:_ITEMS])
        if len(items) > _ITEMS:
            yield f"- and {len(items) - _ITEMS:,} more\n"


def _outcome(verdict: Verdict, new: Sequence[Diagnostic]) -> str:
    errors = sum(one.severity == "error" for one in new)
    words = []
    if errors:
        words.append(counted(errors, "new violation"))
    if len(new) > errors:
        words.append(counted(len(new) - errors, "warning"))
    if not verdict.summary.complete:
        words.append("incomplete")
    return ", ".join(words) or "nothing new"


def _entries(verdict: Verdict, found: Sequence[Diagnostic]) -> Iterator[tuple[int, str]]:
    """Yield each paragraph and how many diagnostics it tells."""
    rules = {rule.id: rule for rule in verdict.rules}
    groups: dict[str, list[Diagnostic]] = {}
    for one in found:
        groups.setdefault(one.rule or one.check, []).append(one)
    for name, group in groups.items():
        title = _title(rules[name]) if name in rules else _TITLES[name]
        yield 0, f"\n### {title}\n\n"
        yield from ((1, _entry(one)) for one in group)


def _title(rule: JudgedRule) -> str:
    said = rule.name if rule.name != rule.id else rule.sentence
    because = f"\n\n> {prose(_short(rule.because))}" if rule.because else ""
    return f"{code(rule.id)}: {prose(said)}{because}"


def _entry(one: Diagnostic) -> str:
    kind = f"**{prose(one.check.rpartition('/')[2])}** " if one.rule else ""
    lines = [f"- {code(f'{one.path}:{one.line}')} {kind}{prose(_short(one.message))}\n"]
    for importer, imported, path, line in one.chain[:_STEPS]:
        lines.append(f"  - {code(f'{path}:{line}')} {prose(_short(f'{importer} imports {imported}'))}\n")
    if len(one.chain) > _STEPS:
        lines.append(f"  - and {len(one.chain) - _STEPS:,} more steps\n")
    if one.owners:
        lines.append(f"  - owners: {prose(one.owners)}\n")
    if one.help:
        lines.append(f"  - help: {prose(_short(one.help))}\n")
    return "".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} ..."
