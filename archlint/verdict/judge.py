"""Weigh the findings: what is new, what the team already knows, what is fixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archlint import git, rulebook
from archlint.rulebook import Finding, Findings, Gap
from archlint.settings import Problem, Request, Settings, SettingsError, timed
from archlint.verdict.baseline import Match, matched, parse
from archlint.verdict.freeze import frozen
from archlint.verdict.nouns import Baseline, JudgedRule, Note, Place, Step, Summary, Verdict, Violation

__all__ = ["judge", "schema"]

DEFAULT = "archlint-baseline.txt"


@dataclass(frozen=True)
class Weights:
    """What the settings say to this room."""

    baseline: str
    named: bool
    """Whether the settings name the file; then it has to be there."""
    unread_fails: bool

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> "Weights":
        unread = table.get("policy", {}).get("unread", "error")
        return cls(table.get("baseline", DEFAULT), "baseline" in table, unread == "error")


def schema(request: Request | None = None) -> dict[str, Any]:
    """Return the top-level keys that this room and the rooms below read, as JSON Schema properties."""
    baseline = {
        "type": "string",
        "minLength": 1,
        "default": DEFAULT,
        "description": "The file of known violations, beside the settings; naming one that is missing is an error.",
    }
    return {**rulebook.schema(request), "baseline": baseline}


@timed("verdict")
def judge(request: Request) -> Verdict:
    """Return the verdict on the code that the settings describe. Raises SettingsError where there can be none."""
    weights = Weights.of(request.settings.table)
    stored = _stored(request, weights)
    found = rulebook.apply(request)
    lines, unreadable = parse(stored or "", weights.baseline)
    all_ = tuple(_violation(finding) for finding in found.findings)
    match = matched(lines, all_, frozenset(rule.id for rule in found.rules if not rule.judged))
    weighed = [v._replace(state="known") if v.fingerprint in match.known else v for v in all_]
    homes = (finding.home for finding in found.findings)
    shown = [v for v, home in zip(weighed, homes, strict=True) if _under(home, request.paths)]
    errors = (*_misfits(request.settings, found.problems), *unreadable, *(Place(*gap) for gap in found.unread))
    complete = not found.problems and not unreadable and not (found.unread and weights.unread_fails)
    baseline = (
        frozen(request, weights.baseline, None if stored is None else lines, match, weighed)
        if complete
        else _untouched(weights, stored)
    )
    notes = (*(_note(request.settings, problem) for problem in found.idle), *map(_shadowed, found.shadowed))
    failed = any(v.state == "new" and v.severity == "error" for v in shown) or bool(request.strict and notes)
    return Verdict(
        violations=_excerpted(sorted(shown, key=lambda v: v.state != "new"), found, request.limit),
        rules=tuple(JudgedRule(*rule) for rule in found.rules),
        summary=_summary(found, shown, match, notes, complete),
        errors=errors,
        problems=found.problems,
        notes=notes,
        unresolved=tuple(Place(*gap) for gap in found.unresolved),
        dynamic=tuple(Place(*gap) for gap in found.dynamic),
        outside=found.outside,
        baseline=baseline,
        settings_file=request.settings.file,
        failed=failed,
        unread_fails=weights.unread_fails,
        revision="" if request.tree == ":index" else request.tree,
        disagreements=found.disagreements,
        without_modules=tuple(path for path in request.paths if not any(_under(file, (path,)) for file in found.paths)),
        answer=found.answer,
    )


def _stored(request: Request, weights: Weights) -> str | None:
    """Return the baseline as the tree that is judged has it; None where there is none."""
    raw = git.read_file(request.settings.root, request.tree, weights.baseline)
    if raw is None and weights.named and request.ask != "baseline":
        words = f"the baseline `{weights.baseline}` is not there"
        problem = Problem(("baseline",), words, help="`archlint baseline` writes it; or delete the key")
        raise SettingsError.located(request.settings, [problem])
    return raw.decode("utf-8", errors="replace") if raw is not None else None


def _violation(finding: Finding) -> Violation:
    fields = finding._asdict()
    del fields["home"]
    fields["steps"] = tuple(Step(*step) for step in finding.steps)
    return Violation(**fields, state="new")


def _under(path: str, wanted: Sequence[str]) -> bool:
    return not wanted or any(w in ("", ".") or path == w or path.startswith(w + "/") for w in wanted)


def _untouched(weights: Weights, stored: str | None) -> Baseline:
    """What could not be judged must not be written down as fixed."""
    return Baseline(weights.baseline if stored is not None else "", stored is not None, "", 0, 0)


def _excerpted(violations: Sequence[Violation], found: Findings, limit: int) -> tuple[Violation, ...]:
    """Return the violations, the first new ones with the source that a report will show."""
    spelled = [v.state == "new" and (not limit or i < limit) for i, v in enumerate(violations)]
    return tuple(
        v._replace(excerpt=found.lines(v.path)[v.line - 1 : v.end_line]) if show else v
        for v, show in zip(violations, spelled, strict=True)
    )


def _misfits(settings: Settings, problems: Sequence[Problem]) -> tuple[Place, ...]:
    places = [(p, settings.place(p.where, p.at_key)) for p in problems]
    return tuple(Place(settings.file, at.line if at else 0, at.column if at else 0, p.message) for p, at in places)


def _shadowed(gap: Gap) -> Note:
    return Note(gap.message, "nobody can import it: delete it, or give it another name", gap.path, gap.line)


def _note(settings: Settings, problem: Problem) -> Note:
    file, at = settings.stands(problem.where, problem.at_key)
    return Note(problem.message, problem.help, file, at.line if at else 0)


def _summary(
    found: Findings, shown: Sequence[Violation], match: Match, notes: Sequence[Note], complete: bool
) -> Summary:
    return Summary(
        modules=found.modules,
        imports=found.imports,
        rules=sum(rule.judged for rule in found.rules),
        violations=len(shown),
        new=sum(v.state == "new" for v in shown),
        known=sum(v.state == "known" for v in shown),
        waived=0,
        fixed=len(match.gone),
        ignored=found.ignored,
        stale=len(notes),
        outside=len(found.outside),
        unread=len(found.unread),
        unresolved=len(found.unresolved),
        unresolved_dynamic=len(found.dynamic),
        complete=complete,
    )
