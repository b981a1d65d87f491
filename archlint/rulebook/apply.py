"""Hold the graph up to the rules, one after the other."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from archlint import graph
from archlint.graph import Disagreement, Graph, Ignored, Misdeclared
from archlint.rulebook import card, shelf
from archlint.rulebook.declared import Rule, declared, general_ignore
from archlint.rulebook.explain import explained
from archlint.rulebook.findings import Pending, findings, ordered
from archlint.rulebook.naming import meant
from archlint.rulebook.nouns import Findings, Gap, JudgedRule
from archlint.settings import Problem, Request, Settings, SettingsError, timed

__all__ = ["apply"]

Import = tuple[int, int]


@dataclass
class _Docket:
    """What has come of judging one rule after the other."""

    whole: Graph
    general: Ignored
    """What no rule looks at."""
    problems: list[Problem]
    idle: list[Problem] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    misfits: set[str] = field(default_factory=set)
    """IDs of rules that could not be judged."""
    disagreements: list[str] = field(default_factory=list)
    out: set[Import] = field(default_factory=set)
    """Imports that some rule does not look at."""

    def judge(self, rule: Rule) -> None:
        """Add what one rule finds, or why it cannot be judged."""
        try:
            own = graph.ignored(self.whole.seen(rule.kinds, self.general.imports), rule.ignore)
            self.idle += own.idle
            self.out |= own.imports
            seen = self.whole.seen(rule.kinds, self.general.imports | own.imports)
            # A list first: what a rule yields before it turns out not to fit is no finding.
            self.pending += list(findings(rule, seen, rule.module.check(seen, rule.options)))
        except Misdeclared as error:
            self.misfits.add(rule.id)
            self.problems += error.problems
        except Disagreement as error:
            self.misfits.add(rule.id)
            self.disagreements += [f"{rule.id}: {line.strip()}" for line in str(error).splitlines()]


@timed("rulebook")
def apply(request: Request) -> Findings:
    """
    Return what every rule of the settings finds in the code.

    A rule that does not fit the code becomes problems, and the others are judged all the same.
    Raises SettingsError where nothing can be judged at all.
    """
    rules = declared(request)
    if request.ask == "config":
        return Findings(rules=tuple(_judged_rule(request, rule, fits=False) for rule in rules))
    whole = graph.build(request, _mentioned(request, rules))
    docket = _docket(request, whole)
    # Without what is declared and ignored, rules would judge another graph than the one that is meant: their own
    # mistakes are told beside those, and their findings are not.
    pointless = bool(docket.problems)
    for rule in rules:
        if rule.severity != "off":
            docket.judge(rule)
    if pointless:
        raise SettingsError.located(request.settings, dict.fromkeys(docket.problems))
    found = ordered(docket.pending)
    return Findings(
        findings=found,
        rules=tuple(_judged_rule(request, rule, fits=rule.id not in docket.misfits) for rule in rules),
        problems=_in_place(request.settings, docket.problems),
        idle=tuple(docket.idle),
        disagreements=tuple(docket.disagreements),
        modules=whole.size,
        paths=whole.ledger.paths,
        imports=whole.internal,
        outside=_outside(whole, rules),
        ignored=len(docket.out),
        unread=_gaps(whole.reading.unread),
        unresolved=_gaps(whole.reading.unresolved),
        dynamic=_gaps(whole.reading.dynamic),
        shadowed=_gaps(whole.reading.shadowed),
        lines=whole.reading.lines,
        answer=explained(request, whole, rules, found) if request.ask == "explain" else {},
    )


def _docket(request: Request, whole: Graph) -> _Docket:
    """Return where judging starts: what no rule looks at, and what does not fit the code whatever the rules are."""
    try:
        general = graph.ignored(whole, general_ignore(request))
    except Misdeclared as error:
        return _Docket(whole, Ignored(), [*whole.ledger.problems, *error.problems])
    return _Docket(whole, general, list(whole.ledger.problems), list(general.idle), out=set(general.imports))


def _in_place(settings: Settings, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, in the order of the settings file."""

    def key(problem: Problem) -> tuple[object, ...]:
        place = settings.place(problem.where, problem.at_key)
        return place is None, place or (), problem.message

    return tuple(sorted(dict.fromkeys(problems), key=key))


def _judged_rule(request: Request, rule: Rule, *, fits: bool) -> JudgedRule:
    place = request.settings.place(rule.where, at_key=True)
    sentence = shelf.page(rule.type).sentence
    judged = fits and rule.severity != "off"
    return JudgedRule(
        rule.id, rule.type, rule.name, rule.severity, sentence, rule.because, place.line if place else 0, judged
    )


def _mentioned(request: Request, rules: Iterable[Rule]) -> frozenset[str]:
    """Return every name that the rules use, and every import that they ignore."""
    named = (entry for rule in rules for entry in (*card.entries(rule.options), *rule.ignore))
    return frozenset(entry.text for entry in (*named, *general_ignore(request)))


def _gaps(gaps: Iterable[graph.Gap]) -> tuple[Gap, ...]:
    return tuple(Gap(*gap) for gap in gaps)


def _outside(whole: Graph, rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return the first-party modules that no rule speaks of; a rule that names nothing speaks of all."""
    entries = [tuple(card.entries(rule.options)) for rule in rules if rule.severity != "off"]
    if not all(entries):
        return ()
    named = {node for entry in {e.text: e for es in entries for e in es}.values() for node in meant(whole, entry)}
    return tuple(name for node, name in enumerate(whole.names.modules) if node not in named)
