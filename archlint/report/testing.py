"""For tests of the dependency structure: a case a rule, and chains that somebody asserts or denies."""

from collections.abc import Iterator, Sequence
from typing import Final

from archlint import verdict
from archlint.report.block import block, gap
from archlint.report.caps import showing
from archlint.report.nouns import Case, Chain
from archlint.report.phrases import counted
from archlint.report.place import note, place
from archlint.report.terminal import Paint
from archlint.settings import Problem, Request, SettingsError, words
from archlint.verdict import JudgedRule, Note, Verdict, Violation

__all__ = ["ALL_JUDGED", "WAIVERS_HOLD", "case_names", "cases", "chain"]

ALL_JUDGED: Final = "all_was_judged"
"""The case of what could not be read or judged, whatever rule it concerns. No ID of a rule has an underscore."""
WAIVERS_HOLD: Final = "waivers_hold"
"""The case of waivers that have ended, or lack what the policy asks for."""
_MOST: Final = 50
"""So many violations of a rule are spelled out, and so many gaps."""
_PLAIN: Final = Paint(color=False)


def case_names(request: Request) -> tuple[str, ...]:
    """Return the names of all cases: the rules that are not off, and two for the rest. No code is looked at."""
    rules = request.settings.rules.items()
    return (*(id_ for id_, table in rules if table.get("severity") != "off"), ALL_JUDGED, WAIVERS_HOLD)


def cases(request: Request) -> tuple[Case, ...]:
    """
    Return what each case says of the code that the request's settings describe, in the order of `case_names`.

    Raises SettingsError where nothing can be judged.
    """
    found = verdict.judge(request._replace(limit=0))
    of_rules = (_of_rule(rule, found, request) for rule in found.rules if rule.severity != "off" and rule.path)
    return (*of_rules, _all_judged(found, request), _waivers_hold(found))


def chain(request: Request) -> Chain:
    """
    Return the shortest chain of imports that the request's subject, "a -> b", asks for, over imports of its kinds.

    Raises SettingsError where the settings do not fit the code.
    """
    found = verdict.judge(request._replace(ask="chain"), excerpts=())
    answer, unread = found.answer, "\n\n".join(_gaps(found)) if _gaps_fail(found) else ""
    if answer["known"]:
        return Chain(tuple(answer["chain"]), unread=unread)
    if "refused" in answer:
        return Chain((), refused=answer["refused"], unread=unread)
    guess = f"; did you mean `{answer['near']}`?" if answer["near"] else ""
    return Chain((), refused=f"no module or component is called `{answer['unknown']}`{guess}", unread=unread)


def _of_rule(rule: JudgedRule, found: Verdict, request: Request) -> Case:
    if not rule.judged:
        mine = [problem for problem in found.problems if _rule_of(problem) == rule.id]
        ending = "The rule was not judged."
        said = _misfits(mine, request, ending) if mine else f"{ending} The case {ALL_JUDGED} says why."
        return Case(rule.id, failed=True, text=said)
    all_ = [one for one in found.violations if one.rule == rule.id and not _at_fault(one)]
    new = [one for one in all_ if one.state == "new"]
    text = "\n\n".join(_spelled_out(new, rule, len(all_) - len(new))) if new else ""
    return Case(rule.id, failed=any(one.severity == "error" for one in new), text=text)


def _spelled_out(new: Sequence[Violation], rule: JudgedRule, accepted: int) -> Iterator[str]:
    """Yield a block for each of the first violations, and what they come to."""
    for violation in new[:_MOST]:
        yield block(violation, rule, _PLAIN)
    noun = "warning" if rule.severity == "warning" else "new violation"
    shown = showing(_MOST, len(new), f"{noun}s")
    found = f"{counted(len(new), noun)} of rule {rule.id}{f', {accepted:,} known or waived' if accepted else ''}"
    yield f"{shown + '. ' if shown else ''}Found {found}. Explain it: archlint explain {rule.id}"


def _all_judged(found: Verdict, request: Request) -> Case:
    """Return the case of all that is missing; what does nothing and may go is told there, and fails nothing."""
    ids = {rule.id for rule in found.rules}
    others = [problem for problem in found.problems if _rule_of(problem) not in ids]
    misfits = [_misfits(others, request, "This was left out.")] if others else []
    text = "\n\n".join([*misfits, *_gaps(found), *_notes(found.notes)])
    return Case(ALL_JUDGED, failed=bool(others) or _gaps_fail(found), text=text)


def _waivers_hold(found: Verdict) -> Case:
    """Return the case of waivers; one that ends soon is told there, and fails nothing."""
    rules = {rule.id: rule for rule in found.rules}
    faults = [block(one, rules[one.rule], _PLAIN) for one in found.violations if _at_fault(one)]
    return Case(WAIVERS_HOLD, failed=bool(faults), text="\n\n".join([*faults, *_notes(found.notices)]))


def _at_fault(violation: Violation) -> bool:
    """Return whether a waiver itself is the violation; a rule of the team's may have the name that stands there."""
    return violation.kind == "waiver"


def _gaps_fail(found: Verdict) -> bool:
    """Return whether something is missing that the policy wants read; lines of a baseline always are."""
    unread = found.summary.unread
    return len(found.errors) > len(found.problems) + unread or bool(unread and found.unread_fails)


def _gaps(found: Verdict) -> list[str]:
    """Return what could not be read, a block each; declarations that do not fit are told by the settings' words."""
    all_ = found.errors[len(found.problems) :]
    shown = showing(_MOST, len(all_), "gaps")
    return [*(gap(one, _PLAIN) for one in all_[:_MOST]), *([f"{shown}."] if shown else [])]


def _notes(notes: Sequence[Note]) -> list[str]:
    """Return a paragraph of notes, a line each; none where there are none."""
    return ["\n".join(f"{note(one)} ({place(one.path, one.line)})" for one in notes)] if notes else []


def _misfits(problems: Sequence[Problem], request: Request, ending: str) -> str:
    return words(SettingsError.located(request.settings, problems), ending)


def _rule_of(problem: Problem) -> str:
    """Return the ID of the rule that a problem stands in, as reports name it; "" where it stands in none."""
    where = problem.where
    lead, own = (f"{where[1]}:", where[2:]) if where[:1] == ("members",) else ("", where)
    return f"{lead}{own[1]}" if own[:1] == ("rules",) and len(own) > 1 else ""
