"""
For dashboards of test results: a test case for each rule, which fails where something new breaks it.

Rules that hold are listed as well, so that a board shows what is guarded. There are no times: they would be of no use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from archlint.report.caps import showing
from archlint.report.diagnostics import INCOMPLETE, NOTE, Diagnostic, diagnostics
from archlint.report.phrases import counted
from archlint.report.xml import DECLARATION, attributes, content
from archlint.settings import Request
from archlint.startup import NamedTuple
from archlint.verdict import JudgedRule, Verdict

__all__ = ["render"]

_MOST: Final = 100
"""What one test case spells out: a board shows it in a box."""


class _Case(NamedTuple):
    group: str
    name: str
    failed: str = ""
    """What went wrong, in half a sentence; "" for a case that passes."""
    skipped: str = ""
    text: str = ""


def render(verdict: Verdict, request: Request) -> str:
    """Return one suite of all rules, and cases for what could not be judged and for notes, where there are any."""
    cases = list(_cases(verdict, diagnostics(verdict, request)))
    failures = sum(bool(case.failed) for case in cases)
    counts = attributes(tests=len(cases), failures=failures, errors=0)
    skipped = attributes(skipped=sum(bool(case.skipped) for case in cases))
    head = f'{DECLARATION}\n<testsuites{counts}>\n  <testsuite name="archlint"{counts}{skipped}>\n'
    return head + "".join(f"    {_element(case)}\n" for case in cases) + "  </testsuite>\n</testsuites>\n"


def _cases(verdict: Verdict, found: Sequence[Diagnostic]) -> Iterator[_Case]:
    of_rules = {rule: list(group) for rule, group in groupby(sorted(found, key=_rule), key=_rule)}
    for rule in verdict.rules:
        yield _rule_case(rule, of_rules.get(rule.id, []))
    for check, noun in ((INCOMPLETE, "gap"), (NOTE, "note")):
        told = [one for one in found if one.check == check]
        if told:
            yield _case("archlint", check, told, noun)


def _rule(one: Diagnostic) -> str:
    return one.rule


def _rule_case(rule: JudgedRule, found: Sequence[Diagnostic]) -> _Case:
    group, name = f"archlint.{rule.type}", rule.id if rule.name == rule.id else f"{rule.id}: {rule.name}"
    if rule.severity == "off":
        return _Case(group, name, skipped="the rule is switched off")
    if not rule.judged:
        return _Case(group, name, failed="the rule was not judged", text="its declaration does not fit the code")
    return _case(group, name, found, "new violation")


def _case(group: str, name: str, found: Sequence[Diagnostic], noun: str) -> _Case:
    """Return the case, failed if an error is among what was found; warnings are told and fail nothing."""
    new = sum(one.state == "new" for one in found)
    failed = counted(new, noun) if any(one.severity == "error" for one in found) else ""
    lines = [f"{one.path}:{one.line}:{one.column}: {one.check}: {one.text}" for one in found[:_MOST]]
    left = showing(len(lines), len(found), f"{noun}s" if new == len(found) else "violations")
    return _Case(group, name, failed, text="\n".join([*lines, *([left] if left else [])]))


def _element(case: _Case) -> str:
    start = f"<testcase{attributes(classname=case.group, name=case.name)}"
    if case.skipped:
        return f"{start}><skipped{attributes(message=case.skipped)}/></testcase>"
    if case.failed:
        kind = attributes(message=case.failed, type=case.group)
        return f"{start}><failure{kind}>{content(case.text)}</failure></testcase>"
    return f"{start}><system-out>{content(case.text)}</system-out></testcase>" if case.text else f"{start}/>"
