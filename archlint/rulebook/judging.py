"""Hold one graph up to all rules, as it is or as it would be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from archlint import graph
from archlint.graph import CONFIDENCES, Disagreement, Graph, Hollow, Ignored, Misdeclared, Wanted
from archlint.rulebook.declared import Rule, general_ignores
from archlint.rulebook.findings import Pending, findings
from archlint.rulebook.own import faults
from archlint.rulebook.own.faults import Unfit
from archlint.settings import Problem, Request, Settings

__all__ = ["Docket", "counted", "found", "judged"]

Import = tuple[int, int]


def found(rule: Rule, seen: Graph, settings: Settings) -> list[Pending]:
    """Return all that a rule finds; what it yields before it turns out not to fit is no finding."""
    return findings(rule, seen, rule.module.check(seen, rule.options) if rule.module else (), settings)


@dataclass
class Docket:
    """What has come of judging one rule after the other."""

    settings: Settings
    whole: Graph
    full: Graph
    """The same with all that couples modules without an import, as far as some rule counts it."""
    general: dict[str, Ignored]
    """What no rule of a part of the settings looks at, by what stands before the IDs of its rules."""
    problems: list[Problem]
    idle: list[Problem] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    misfits: set[str] = field(default_factory=set)
    """IDs of rules that could not be judged."""
    disagreements: list[str] = field(default_factory=list)
    out: set[Import] = field(default_factory=set)
    """Imports that some rule does not look at."""
    views: dict[str, Graph] = field(default_factory=dict)
    """The graph as each rule saw it, by ID."""
    find: Callable[[Rule, Graph, Settings], list[Pending]] = field(default=found)
    """Gives what a rule finds in the graph as it sees it."""

    def judge(self, rule: Rule) -> None:
        """Add what one rule finds, or why it cannot be judged."""
        if rule.module is None:
            self.misfits.add(rule.id)
            self.problems += rule.troubles
            return
        try:
            general = self.general[rule.lead].imports
            own = graph.ignored(rule.view(self.whole, general), rule.ignore, general, rule.unmatched)
            self.idle += own.idle
            self.out |= own.imports
            seen = self.views[rule.id] = rule.view(self.whole, general | own.imports).spoken(rule.lead)
            self.pending += self.find(rule, seen, self.settings)
            self.idle += getattr(rule.module, "notes", ())
        except Misdeclared as error:
            if isinstance(error, Hollow) and self.settings.foreign:
                # Other tools say that it holds: who comes from one is told, and not refused.
                self.idle += [p._replace(help="so it is kept, and guards nothing") for p in error.problems]
                return
            self.misfits.add(rule.id)
            self.problems += [p if p.where else p._replace(where=rule.where, at_key=True) for p in error.problems]
        except Unfit as error:
            self.misfits.add(rule.id)
            self.problems += faults.problems(error.faults, (*rule.where, "type"))
        except Disagreement as error:
            self.misfits.add(rule.id)
            self.disagreements += [f"{rule.id}: {line.strip()}" for line in str(error).splitlines()]


def judged(
    request: Request,
    whole: Graph,
    rules: Iterable[Rule],
    without: frozenset[Import] = frozenset(),
    find: Callable[[Rule, Graph, Settings], list[Pending]] = found,
) -> tuple[Docket, bool]:
    """
    Return what the rules that are not off find in the graph, less the imports `without`, and whether that says much.

    Where what is declared and ignored does not fit, this is not the graph that is meant: the mistakes of the rules are
    told beside those, but their findings mean nothing.
    """
    judging = [rule for rule in rules if rule.severity != "off"]
    docket = _opened(request, whole, counted(rule.wanted for rule in judging))
    docket.find = find
    docket.general = {k: v._replace(imports=v.imports | without) for k, v in docket.general.items()}
    meant = not docket.problems
    for rule in judging:
        docket.judge(rule)
    return docket, meant


def counted(wanted: Iterable[Wanted]) -> Wanted:
    """Return what of the dependencies without an import at least one of several rules counts."""
    asking = [one for one in wanted if one.kinds]
    kinds = frozenset[str]().union(*(one.kinds for one in asking))
    directions = frozenset[str]().union(*(one.directions for one in asking))
    least = max((CONFIDENCES.index(one.confidence) for one in asking), default=0)
    return Wanted(kinds, CONFIDENCES[least], directions)


def _opened(request: Request, whole: Graph, wanted: Wanted) -> Docket:
    """Return where judging starts: what no rule looks at, and what does not fit the code whatever the rules are."""
    full = whole.wired(wanted)
    docket = Docket(request.settings, whole, full, {}, list(whole.ledger.problems))
    for lead, entries in general_ignores(request).items():
        docket.general[lead] = Ignored()
        try:
            general = docket.general[lead] = graph.ignored(full, entries)
        except Misdeclared as error:
            docket.problems += error.problems
        else:
            docket.idle += general.idle
            docket.out |= general.imports
    return docket
