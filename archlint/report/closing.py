"""How a run ends: what was found, what it was held up to, and what nobody looked at."""

from collections.abc import Iterable, Iterator, Sequence

from archlint.report.phrases import agreeing, counted, listed
from archlint.settings import Request, visible
from archlint.verdict import Blind, JudgedRule, Verdict, column

__all__ = ["closing", "executed"]


def closing(verdict: Verdict, request: Request) -> list[str]:
    """Return the last lines of a report for people, the outcome first. Each is made of whole sentences."""
    new = _new(verdict)
    if verdict.against:
        from archlint.report.comparison import since  # only who compares waits for it

        outcome = since(verdict, verdict.against)
    else:
        outcome = _found(verdict, new) if new else _nothing(verdict, request)
    baseline = _baseline(verdict, told=bool(verdict.against) or any(severity == "error" for severity, _ in new))
    seen = _seen(verdict, told=not (new or verdict.against))
    lines = (
        outcome,
        _earlier(verdict),
        _loosened(verdict, request),
        _incomplete(verdict),
        _strict(verdict, request),
        baseline,
        _followed(verdict),
        _waived(verdict),
        seen,
        executed(verdict.rules),
    )
    return [line for line in lines if line]


def _earlier(verdict: Verdict) -> str:
    """Say what a hook found that is committed already."""
    if not verdict.earlier:
        return ""
    stands = agreeing(verdict.earlier, "stands", "stand")
    return f"{verdict.earlier:,} of them {stands} in HEAD already and in no baseline: `archlint check` tells all."


def _loosened(verdict: Verdict, request: Request) -> str:
    """Say that a check fails because the settings allow more, where it was asked to."""
    loosened = sum(one.loosens for one in verdict.against.policy) if verdict.against and request.fail_on else 0
    if not loosened:
        return ""
    words = counted(loosened, "change")
    return f"{words} of the settings {agreeing(loosened, 'allows', 'allow')} more than before, which --fail-on forbids."


def executed(rules: Iterable[JudgedRule]) -> str:
    """Say which rules of the team's own ran as code: who runs archlint on somebody else's code should know."""
    folders = [rule.folder for rule in rules if rule.folder]
    where = listed([visible(folder) for folder in sorted(set(folders))])
    return f"{counted(len(folders), 'rule')} of your own ran as code from {where}." if folders else ""


def _new(verdict: Verdict) -> list[tuple[str, str]]:
    """Return severity and path of what is new."""
    states, severities, paths = (column(verdict.violations, field) for field in ("state", "severity", "path"))
    rows = zip(states, severities, paths, strict=True)
    return [(severity, path) for state, severity, path in rows if state == "new"]


def _found(verdict: Verdict, new: Sequence[tuple[str, str]]) -> str:
    errors = [path for severity, path in new if severity == "error"]
    warnings = [path for severity, path in new if severity != "error"]
    known = verdict.summary.known
    if not errors:
        found = f"{counted(len(warnings), 'warning')}{_in_files(warnings)}"
        return f"Found {found} and {'nothing else new' if known else 'no violations'}. Warnings do not fail the check."
    if known:
        states = f"{len(errors):,} new, {known:,} known in {_baselines(verdict)}"
        words = f"Found {counted(len(errors) + known, 'violation')}: {states}."
    else:
        words = f"Found {counted(len(errors), 'violation')}{_in_files(errors)}."
    return f"{words} {counted(len(warnings), 'warning')} besides." if warnings else words


def _in_files(paths: Sequence[str]) -> str:
    return f" in {counted(len({*paths}), 'file')}"


def _nothing(verdict: Verdict, request: Request) -> str:
    """Say that all is well, in words that are no larger than what was judged."""
    summary = verdict.summary
    where = f" in {listed([visible(path) for path in request.paths])}" if request.paths else ""
    seen = f"{counted(summary.modules, 'module')}, {counted(summary.imports, 'import')}"
    rules = counted(summary.rules, "rule")
    if request.paths and verdict.without_modules == request.paths:
        return f"Nothing was judged{where}: no module lies there."
    if summary.unread:
        where += " in what could be read"
    if not summary.rules:
        return f"No rule was judged: {seen}."
    if summary.known or summary.waived or not summary.complete:
        return f"Nothing {'new' if summary.known or summary.waived else 'found'}{where}: {rules}, {seen}."
    return f"{rules} holds{where}: {seen}." if summary.rules == 1 else f"All {rules} hold{where}: {seen}."


def _incomplete(verdict: Verdict) -> str:
    gaps = []
    if misfits := _misfits(verdict):
        total = counted(len(verdict.rules), "rule")
        were = agreeing(len(misfits), "was", "were")
        does = agreeing(len(misfits), "its declaration does", "their declarations do")
        why = f"{does} not fit the code"
        if any(rule.folder for rule in verdict.rules if rule.id in misfits):
            why = agreeing(len(misfits), "its file or its declaration is", "a file or a declaration is") + " wrong"
        gaps.append(f"{len(misfits):,} of {total} {were} not judged, {why}: {listed(misfits)}")
    if strange := sum("waivers" in problem.where[:3] for problem in verdict.problems):
        gaps.append(f"{counted(strange, 'name')} in waivers {agreeing(strange, 'fits', 'fit')} nothing")
    if verdict.unread_fails and verdict.summary.unread:
        gaps.append(_unread(verdict))
    gaps += _unreadable_lines(verdict)
    return f"Incomplete: {'; '.join(gaps)}." if gaps else ""


def _unreadable_lines(verdict: Verdict) -> Iterator[str]:
    left = len(verdict.problems), len(verdict.errors) - verdict.summary.unread
    errors = verdict.errors[slice(*left)]
    baselines = [one.path for one in verdict.baselines if one.exists]
    for path in baselines:
        if lines := sum(error.path == path for error in errors):
            yield f"{counted(lines, 'line')} of {visible(path)} could not be read"
    if comments := sum(error.path not in baselines for error in errors):
        yield f"{counted(comments, 'waiver')} in the code could not be read"


def _misfits(verdict: Verdict) -> list[str]:
    return [rule.id for rule in verdict.rules if not rule.judged and rule.severity != "off"]


def _unread(verdict: Verdict) -> str:
    return f"{counted(verdict.summary.unread, 'file')} could not be read"


def _strict(verdict: Verdict, request: Request) -> str:
    if not (request.strict and verdict.notes):
        return ""
    notes = len(verdict.notes)
    return f"{counted(notes, 'note')} {agreeing(notes, 'fails', 'fail')} the check, because of --strict."


def _baseline(verdict: Verdict, *, told: bool) -> str:
    """Say where the known violations stand, unless the outcome has, and how to take out what is no longer needed."""
    summary, path = verdict.summary, _baselines(verdict)
    known = 0 if told else summary.known
    # What was not read may still be broken: nobody is sent to prune that.
    fixed = summary.fixed if summary.complete and not summary.unread else 0
    prune = f"{agreeing(fixed, 'is', 'are')} fixed: run `archlint baseline --prune`." if fixed else ""
    if known:
        rest = f"; {counted(fixed, 'line')} {prune}" if fixed else "."
        return f"{counted(known, 'known violation')} in {path}{rest}"
    return f"{counted(fixed, 'line')} of {path} {prune}" if fixed else ""


def _followed(verdict: Verdict) -> str:
    """Say which lines of baselines fit only because git has seen modules move."""
    if not (moved := sum(one.followed for one in verdict.baselines)):
        return ""
    go = agreeing(moved, "goes by another name", "go by other names")
    return f"{counted(moved, 'line')} of {_baselines(verdict)} {go} now: `archlint baseline --prune` writes them down."


def _waived(verdict: Verdict) -> str:
    """Say how much is accepted by somebody, and where to find out by whom."""
    waived = verdict.summary.waived
    return f"{counted(waived, 'waived violation')}: `archlint waivers` says by whom, and until when." if waived else ""


def _baselines(verdict: Verdict) -> str:
    """Name the files of known violations; of many in a workspace the number."""
    paths = [visible(one.path) for one in verdict.baselines if one.exists]
    return " and ".join(paths) if len(paths) < 3 else counted(len(paths), "baseline")


def _seen(verdict: Verdict, *, told: bool) -> str:
    """Say how much was looked at, unless the outcome has said it, and what was not."""
    summary = verdict.summary
    facts = list(_unseen(verdict))
    if not told:
        judged = f"{counted(summary.modules, 'module')} and {counted(summary.imports, 'import')}"
        facts.insert(0, f"Checked {judged} against {counted(summary.rules, 'rule')}")
    return f"{'; '.join(facts)}." if facts else ""


def _unseen(verdict: Verdict) -> Iterator[str]:
    summary = verdict.summary
    if summary.unread and not verdict.unread_fails:
        yield _unread(verdict)
    gaps = []
    if summary.unresolved:
        gaps.append(f"{counted(summary.unresolved, 'import')} could not be resolved")
    if summary.unresolved_dynamic:
        were = agreeing(summary.unresolved_dynamic, "was", "were")
        gaps.append(f"{counted(summary.unresolved_dynamic, 'dynamic import')} {were} not followed")
    if gaps:
        yield f"{' and '.join(gaps)} (--format json lists them)"
    if verdict.blind:
        yield _blind(verdict.blind)
    if summary.ignored:
        yield f"{counted(summary.ignored, 'import')} {agreeing(summary.ignored, 'is', 'are')} ignored"
    if summary.outside:
        yield f"{counted(summary.outside, 'module')} {agreeing(summary.outside, 'is', 'are')} in no component"
    if off := sum(rule.severity == "off" for rule in verdict.rules):
        yield f"{counted(off, 'rule')} {agreeing(off, 'is', 'are')} switched off"


def _blind(found: Sequence[Blind]) -> str:
    """Say of which channels, and strings that name modules, how much could not be followed."""
    where = listed([f"{one.dynamic:,} of {one.sites:,} of {one.channel}" for one in found])
    return f"{counted(sum(one.dynamic for one in found), 'place')} cannot be told before run time: {where}"
