"""Hold the graph up to the rules, one after the other."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from archlint import graph
from archlint.graph import Graph
from archlint.rulebook import card
from archlint.rulebook.accepting import accepted
from archlint.rulebook.change import orphaned, outlined
from archlint.rulebook.components import (
    Links,
    Picture,
    Wire,
)
from archlint.rulebook.coupling import blind
from archlint.rulebook.declared import Rule, declared, general_ignores
from archlint.rulebook.doubts import of_code, of_settings
from archlint.rulebook.findings import ordered
from archlint.rulebook.judging import Docket, judged
from archlint.rulebook.naming import meant
from archlint.rulebook.nouns import (
    Finding,
    Findings,
    Gap,
    JudgedRule,
    Unresolved,
)
from archlint.rulebook.packs import equipped, idle
from archlint.rulebook.retelling import grounds, held, retold
from archlint.rulebook.waivers import imports, misnamed, waivers
from archlint.settings import Problem, Request, Settings, SettingsError

__all__ = ["applied", "chained", "gauged", "mentioned", "proofread"]


def proofread(request: Request) -> Findings:
    """Return what the settings alone say of themselves. Raises SettingsError with all that can never work."""
    rules = declared(request)
    if troubles := [*(problem for rule in rules for problem in rule.troubles), *misnamed(request)]:
        raise SettingsError.located(request.settings, troubles)
    equipped(request._replace(ask="channels"))  # for what is wrong with a pack, be it asked for or not
    doubts = list(of_settings(rules, general_ignores(request), foreign=request.settings.foreign is not None))
    if request.settings.foreign:
        from archlint.rulebook import foreign  # the same

        doubts += foreign.notes(request)
    judged_rules = tuple(_judged_rule(request, rule, fits=False) for rule in rules)
    return Findings(rules=judged_rules, idle=_in_place(request.settings, doubts))


def applied(request: Request, code: graph.Draft) -> Findings:
    """Return what every rule finds in the code; see apply."""
    rules = declared(request)
    draw = partial(code.graph, mentioned(request, rules))
    whole = draw()
    docket, meant_so = judged(request, whole, _asked(request, rules))
    if not meant_so:
        raise SettingsError.located(request.settings, dict.fromkeys(docket.problems))
    waived, problems, misread = waivers(request, docket.full)
    docket.problems += problems
    found, waived = accepted(request, whole, rules, docket.views, ordered(docket.pending), waived)
    if foreign := request.settings.foreign:
        found = tuple(one._replace(help=foreign.words(one.help)) for one in found)
    usable = [rule for rule in rules if rule.module]
    wired = cache(partial(_wires, docket, usable))
    picture = cache(partial(_picture, docket, usable, wired))
    return Findings(
        findings=found,
        rules=tuple(_judged_rule(request, rule, fits=rule.id not in docket.misfits) for rule in rules),
        problems=_in_place(request.settings, docket.problems),
        idle=_in_place(request.settings, [*docket.idle, *_doubts(request, usable, docket)]),
        disagreements=tuple(docket.disagreements),
        modules=whole.size,
        paths=whole.ledger.paths,
        imports=whole.internal,
        outside=_outside(whole, rules),
        ignored=len(docket.out),
        unread=_gaps(whole.reading.unread),
        unresolved=tuple(Unresolved(*one) for one in whole.reading.unresolved),
        dynamic=_gaps(whole.reading.dynamic),
        shadowed=_gaps(whole.reading.shadowed),
        blind=blind(whole.wiring, hears) if (hears := _heard(rules)) else None,
        waivers=waived,
        misread=misread,
        lines=code.lines,
        picture=picture,
        outline=lambda: outlined(picture()),
        links=cache(partial(_links, docket, picture, wired)),
        metrics=cache(partial(_metrics, request, docket, rules)),
        retold=partial(retold, docket.pending),
        grounds=partial(grounds, docket.pending),
        holds=partial(held, docket.full),
        orphaned=partial(orphaned, whole),
        repairs=partial(_repairs, request, docket, usable),
        content=code.content,
        answer=_answer(request, docket, rules, found, draw),
    )


def chained(request: Request, code: graph.Draft) -> Findings:
    """Return by what chain one thing comes to import another, and what could not be read; no rule is judged for it."""
    whole = code.graph(mentioned(request, declared(request)) | {request.subject})
    docket, meant_so = judged(request, whole, ())
    if not meant_so:
        raise SettingsError.located(request.settings, dict.fromkeys(docket.problems))
    from archlint.rulebook.explain import chain

    return Findings(rules=(), unread=_gaps(whole.reading.unread), answer=chain(request, docket))


def gauged(request: Request, code: graph.Draft) -> Findings:
    """Return the metrics of the code, and what keeps them from being whole; only rules that order it are judged."""
    rules = declared(request)
    whole = code.graph(mentioned(request, rules))
    docket, meant_so = judged(request, whole, [rule for rule in rules if hasattr(rule.module, "stacks")])
    if not meant_so:
        raise SettingsError.located(request.settings, dict.fromkeys(docket.problems))
    return Findings(
        rules=(),
        problems=_in_place(request.settings, docket.problems),
        unread=_gaps(whole.reading.unread),
        answer=_metrics(request, docket, rules),
    )


def _asked(request: Request, rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules that an answer needs: all, unless the question is about the components of one."""
    only = request.subject.removeprefix("rule:")
    return [rule for rule in rules if only in (request.subject, rule.id)]


def _doubts(request: Request, rules: Sequence[Rule], docket: Docket) -> Iterator[Problem]:
    """Yield what may not be meant as it stands; an ignore that does nothing is known already."""
    known = {problem.where for problem in docket.idle}
    elsewhere = request.settings.foreign is not None
    said = of_settings(rules, general_ignores(request), foreign=elsewhere)
    yield from (one for one in said if one.where not in known)
    if _heard(rules):
        yield from idle(request, docket.whole.wiring)
    fitting = [rule for rule in rules if rule.id not in docket.misfits]
    yield from of_code(fitting, docket.views, foreign=elsewhere)
    if elsewhere:
        from archlint.rulebook import foreign  # most have settings of ours

        yield from foreign.notes(request, docket)
        yield from foreign.unneeded(docket, fitting)


def _heard(rules: Iterable[Rule]) -> frozenset[str]:
    """Return which kinds of what is no import some rule looks at."""
    return frozenset[str]().union(*(rule.hears for rule in rules if rule.severity != "off"))


def _picture(docket: Docket, rules: Iterable[Rule], wired: Callable[[], tuple[Wire, ...]]) -> Picture:
    from archlint.rulebook.picture import pictured  # only who draws waits for it

    return pictured(_pictured_graph(docket), [rule for rule in rules if rule.severity != "off"], wired())


def _links(docket: Docket, picture: Callable[[], Picture], wired: Callable[[], tuple[Wire, ...]]) -> Links:
    from archlint.rulebook.linking import links  # the same

    return links(_pictured_graph(docket), picture(), wired())


def _wires(docket: Docket, rules: Iterable[Rule]) -> tuple[Wire, ...]:
    from archlint.rulebook.wires import wires  # the same

    return wires(docket.whole, rules, docket.general[""].imports)


def _metrics(request: Request, docket: Docket, rules: Sequence[Rule]) -> Mapping[str, Any]:
    from archlint.rulebook.metrics import metrics  # the same

    return metrics(request, docket, _pictured_graph(docket), rules)


def _repairs(
    request: Request, docket: Docket, rules: Sequence[Rule], prints: Collection[str]
) -> tuple[Mapping[str, Any], ...]:
    from archlint.rulebook.repairs import repairs  # the same

    return repairs(request, docket, rules, prints)


def _pictured_graph(docket: Docket) -> Graph:
    return docket.whole.seen(graph.IMPORT_KINDS, docket.general[""].imports)


def _answer(
    request: Request,
    docket: Docket,
    rules: Sequence[Rule],
    found: Sequence[Finding],
    draw: Callable[[frozenset[tuple[str, str]]], Graph],
) -> Mapping[str, Any]:
    """Return what was asked for besides the findings; only who asks waits for it. `draw` leaves some imports out."""
    if request.ask in ("explain", "why"):
        from archlint.rulebook.explain import explained

        return explained(request, docket, rules, found)
    if request.supposing:
        from archlint.rulebook.supposing import supposed

        return supposed(request, docket.whole, docket.full)
    if request.ask == "suggest-api":
        from archlint.rulebook.demand import demanded

        return demanded(request, docket, rules)
    if request.ask == "plan":
        from archlint.rulebook.planning import planned

        return planned(request, docket, rules, found, draw)
    return {}


def _in_place(settings: Settings, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, in the order of the settings file."""

    def key(problem: Problem) -> tuple[object, ...]:
        path, place = settings.stands(problem.where, problem.at_key)
        return path, place is None, place or (), problem.message

    if foreign := settings.foreign:
        problems = [one._replace(message=foreign.words(one.message)) for one in problems]
    return tuple(sorted(dict.fromkeys(problems), key=key))


def _judged_rule(request: Request, rule: Rule, *, fits: bool) -> JudgedRule:
    path, place = request.settings.stands(rule.where, at_key=True)
    return JudgedRule(
        id=rule.id,
        type=rule.type,
        name=rule.name,
        severity=rule.severity,
        sentence=rule.page.sentence,
        because=rule.because,
        path=path,
        line=place.line if place else 0,
        judged=fits and rule.severity != "off",
        folder=rule.page.folder,
    )


def mentioned(request: Request, rules: Iterable[Rule]) -> frozenset[str]:
    """Return every name that the rules use, and every import that they ignore."""
    named = (entry for rule in rules for entry in (*rule.names, *rule.ignore))
    general = (entry for entries in general_ignores(request).values() for entry in entries)
    return frozenset(entry.text for entry in (*named, *general, *imports(request)))


def _gaps(gaps: Iterable[graph.Gap]) -> tuple[Gap, ...]:
    return tuple(Gap(*gap) for gap in gaps)


def _outside(whole: Graph, rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return the first-party modules that no rule speaks of; a rule that names nothing speaks of all its own."""
    named: set[int] = set()
    words: dict[tuple[str, str], graph.Entry] = {}
    for rule in (rule for rule in rules if rule.severity != "off" and rule.module):
        entries = tuple(card.entries(rule.options, aside=False))
        words.update(((rule.lead, entry.text), entry) for entry in entries)
        if not entries:
            named.update(whole.spoken(rule.lead).own)
    for (lead, _), entry in words.items() if len(named) < whole.size else ():
        named.update(meant(whole.spoken(lead), entry))
    return tuple(name for node, name in enumerate(whole.names.modules) if node not in named)
