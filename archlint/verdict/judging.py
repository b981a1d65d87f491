"""Weigh the findings: what is new, what the team already knows, what is fixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from archlint import rulebook
from archlint.rulebook import Finding, Findings, Gap, at, column
from archlint.settings import Problem, Request, Settings, timed
from archlint.verdict.components import Network
from archlint.verdict.debts import unseen, weighed
from archlint.verdict.exceptions import exceptions
from archlint.verdict.freeze import frozen, untouched
from archlint.verdict.hidden import Blind
from archlint.verdict.homes import DEFAULT, Home, homes
from archlint.verdict.nouns import Comparison, JudgedRule, Note, Place, Summary, Verdict, Violation
from archlint.verdict.past import PLACE, Past, past_of
from archlint.verdict.paths import asked_about, under, wanted_of, whole
from archlint.verdict.picture import marked
from archlint.verdict.policy import keys
from archlint.verdict.teams import Couplings
from archlint.verdict.violations import excerpted, states_of, violations_of

if TYPE_CHECKING:
    from archlint.verdict.owners import Ownership
    from archlint.verdict.supposing import Supposition

__all__ = ["judge", "schema"]


def schema(request: Request | None = None) -> dict[str, Any]:
    """Return the top-level keys that this room and the rooms below read, as JSON Schema properties."""
    baseline = {
        "type": "string",
        "minLength": 1,
        "default": DEFAULT,
        "description": "The file of known violations, beside the settings; naming one that is missing is an error.",
    }
    below = rulebook.schema(request)
    demands = {**below["policy"], "properties": {**below["policy"]["properties"], **keys()}}
    return {**below, "policy": demands, "baseline": baseline}


@timed("verdict")
def judge(request: Request, *, excerpts: Collection[str] = ("new",), owners: Collection[str] = ()) -> Verdict:
    """
    Return the verdict on the code that the settings describe.

    `excerpts` are the states of violations whose source is wanted, `owners` of those whose owners are.

    Raises SettingsError where there can be none.
    """
    supposition = _supposition(request) if request.supposing else None
    request = supposition.request if supposition else request
    baselines = homes(request)
    found = supposition.apply() if supposition else _found(request)
    all_, importers = violations_of(found.findings, states_of(found.findings)), column(found.findings, "home")
    excused = exceptions(request, found)
    debts = weighed(request, found.rules, baselines, all_, importers)
    known = frozenset[str]().union(*(debt.match.known for debt in debts))
    wanted = _wanted(request, found.findings, known)
    past = (
        past_of(request, found, wanted)
        if request.base and request.ask in ("check", "compare")
        else Past(wanted, problems=found.problems)
    )
    shown = _in_order(past.violations, excused.faults, past.brought)
    ownership = cache(partial(_ownership, request))
    if not {*column(shown, "state")}.isdisjoint(owners):
        from archlint.verdict.owners import owned  # only who names them waits for it

        shown = owned(ownership(), found, shown, owners)
    unread_fails = any(_unread_fails(request, gap) for gap in found.unread)
    unreadable = _unreadable(found, baselines)
    complete = not (found.problems or unreadable or unread_fails)
    idle = (_note(request.settings, problem) for problem in found.idle)
    notes = (*idle, *excused.idle, *map(_shadowed, found.shadowed))
    against = past.compared(all_) if past.compared else None
    answer = supposition.answer(found, wanted) if supposition else _answer(request, found)
    return Verdict(
        violations=_excerpted(shown, found, request.limit, excerpts) if excerpts else shown,
        rules=(*(JudgedRule(*rule) for rule in found.rules), *excused.rules, *past.rules),
        summary=_summary(found, shown, sum(len(debt.match.gone) for debt in debts if debt.ours), notes, complete),
        errors=(*_misfits(request.settings, past.problems), *unreadable, *(Place(*gap) for gap in found.unread)),
        problems=past.problems,
        notes=notes,
        notices=(*excused.notices, *(unseen(debt) for debt in debts if debt.ours and debt.blind)),
        prunable=excused.prunable,
        waivers=excused.waivers,
        unresolved=tuple(Place(*one[2:]) for one in found.unresolved),
        dynamic=tuple(Place(*gap) for gap in found.dynamic),
        outside=found.outside,
        blind=None if found.blind is None else tuple(map(Blind._make, found.blind)),
        baselines=frozen(request, debts) if complete else tuple(untouched(debt) for debt in debts if debt.ours),
        failed=answer.get("failed", _failed(request, shown, notes, against)),
        unread_fails=unread_fails,
        revision="" if request.tree == ":index" else request.tree,
        disagreements=found.disagreements,
        without_modules=tuple(path for path in request.paths if not any(under(file, (path,)) for file in found.paths)),
        picture=partial(marked, found.picture, shown),
        network=partial(_network, found, shown),
        answer=answer,
        against=against,
        earlier=past.earlier,
        couplings=partial(_couplings, request, ownership, found, shown),
        owner_notes=lambda: ownership().notes,
        metrics=found.metrics,
        commit=partial(_commit, request),
        repairs=found.repairs,
        content=found.content,
    )


def _found(request: Request) -> Findings:
    if request.ask != "history":
        return rulebook.apply(request)
    from archlint.verdict.history import history  # only who asks waits for it

    return history(request)


def _failed(request: Request, shown: Sequence[Violation], notes: Sequence[Note], against: Comparison | None) -> bool:
    """Return whether the run fails: for what is new, where it is strict for notes, where it is asked for loosening."""
    loosened = bool(request.fail_on) and against is not None and any(shift.loosens for shift in against.policy)
    new = ("new", "error") in zip(column(shown, "state"), column(shown, "severity"), strict=True)
    return new or loosened or bool(request.strict and notes)


def _unreadable(found: Findings, baselines: Sequence[Home]) -> list[Place]:
    """Return the lines of baselines and the comments that look like what they are not."""
    return [*(place for home in baselines for place in home.errors), *(Place(*gap) for gap in found.misread)]


def _supposition(request: Request) -> Supposition:
    from archlint.verdict.supposing import Supposition  # only who supposes something waits for it

    return Supposition(request)


def _ownership(request: Request) -> Ownership:
    from archlint.verdict.owners import Ownership  # only who asks waits for it

    return Ownership(request)


def _answer(request: Request, found: Findings) -> Mapping[str, Any]:
    if request.ask == "compare":
        from archlint.verdict.comparing import measured  # only who asks waits for it

        return measured(request)
    if request.ask != "affected":
        return found.answer
    from archlint.verdict.affected import affected  # only who asks waits for it

    return affected(request, found)


def _network(found: Findings, shown: Sequence[Violation]) -> Network:
    from archlint.verdict.network import network  # only who asks waits for it

    return network(found.links(), shown)


def _couplings(
    request: Request, ownership: Callable[[], Ownership], found: Findings, shown: Sequence[Violation]
) -> Couplings:
    from archlint.verdict.coupling import couplings  # the same

    return couplings(ownership(), found.links(), shown, partial(asked_about, request))


def _unread_fails(request: Request, gap: Gap) -> bool:
    """Return whether a file that cannot be read makes the run incomplete: a member may be stricter than the top."""
    policies = (part.settings.table.get("policy", {}) for part in request.settings.parts if part.holds(gap.path))
    demands = [policy["unread"] for policy in policies if "unread" in policy]
    return "error" in demands if demands else True


def _wanted(request: Request, findings: Sequence[Finding], known: Collection[str]) -> Sequence[Violation]:
    """Return those that are asked about as violations, of which some are known by their fingerprints."""
    prints, states = column(findings, "fingerprint"), states_of(findings)
    if request.ask == "compare":
        states = ["new"] * len(findings)
    elif known:
        states = ["known" if print_ in known else state for print_, state in zip(prints, states, strict=True)]
    found = violations_of(findings, states)
    if whole(request):
        return found
    asked = cache(partial(wanted_of, request))  # many violations of one rule stand in one file
    homes = zip(column(findings, "rule"), column(findings, "home"), strict=True)
    return at(found, [place for place, one in enumerate(homes) if asked(*one)])


def _in_order(violations: Sequence[Violation], faults: Sequence[Violation], brought: int) -> Sequence[Violation]:
    """
    Return the violations with the waivers that are some themselves: first so many that a change brings in, as they are.

    Then comes what else is new, and then the rest, each by place, as the violations stand already.
    """
    if faults:
        violations = [*violations[:brought], *sorted([*violations[brought:], *faults], key=PLACE)]
    later = [state != "new" for state in column(violations, "state")]
    return at(violations, sorted(range(len(violations)), key=later.__getitem__))


def _commit(request: Request) -> tuple[str, str]:
    from archlint import git  # the same

    try:
        found = git.revision(git.top(request.settings.root), request.tree)
    except git.GitError:
        return "", ""
    return (found.id, found.day) if found else ("", "")


def _excerpted(
    violations: Sequence[Violation], found: Findings, limit: int, states: Collection[str]
) -> Sequence[Violation]:
    """Return the violations, the first of these states with the source that a report will show."""
    wanted = [state in states for state in column(violations, "state")]
    if limit:
        wanted[limit:] = [False] * len(wanted[limit:])
    return excerpted(violations, wanted, found.lines)


def _misfits(settings: Settings, problems: Sequence[Problem]) -> tuple[Place, ...]:
    places = [(p, *settings.stands(p.where, p.at_key)) for p in problems]
    return tuple(Place(path, at.line if at else 0, at.column if at else 0, p.message) for p, path, at in places)


def _shadowed(gap: Gap) -> Note:
    return Note(gap.message, "nobody can import it: delete it, or give it another name", gap.path, gap.line)


def _note(settings: Settings, problem: Problem) -> Note:
    file, at = settings.stands(problem.where, problem.at_key)
    return Note(problem.message, problem.help, file, at.line if at else 0)


def _summary(found: Findings, shown: Sequence[Violation], fixed: int, notes: Sequence[Note], complete: bool) -> Summary:
    states = Counter(column(shown, "state"))
    return Summary(
        modules=found.modules,
        imports=found.imports,
        rules=sum(rule.judged for rule in found.rules),
        violations=len(shown),
        new=states["new"],
        known=states["known"],
        waived=states["waived"],
        fixed=fixed,
        ignored=found.ignored,
        stale=len(notes),
        outside=len(found.outside),
        unread=len(found.unread),
        unresolved=len(found.unresolved),
        unresolved_dynamic=len(found.dynamic),
        complete=complete,
    )
