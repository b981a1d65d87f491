"""What is to be told of settings that were written for another tool."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from archlint import graph
from archlint.graph import Breach, Entry, Graph, Hollow, Misdeclared, listed, parse
from archlint.rulebook.declared import Rule
from archlint.rulebook.judging import Docket
from archlint.settings import Problem, Request, Watched, nearest

__all__ = ["notes", "unneeded"]

_LOOKED_AT: Final = 400_000
"""So many imports are looked at, at most, to find out which ignored ones a contract does not need: less than 1 s."""
_OFTEN: Final = 8
"""So often it is judged in any case."""
Imports = frozenset[tuple[int, int]]
_SHOWN: Final = 3


def notes(request: Request, docket: Docket | None = None) -> Iterator[Problem]:
    """Yield what is not as it looks there; of code that was judged, also what the other tool does not see of it."""
    foreign = request.settings.foreign
    if foreign is None:
        return
    yield from foreign.notes
    if docket is None:
        return
    whole = docket.whole
    yield from filter(None, (_of_nothing(one, whole) for one in foreign.watched))
    yield from _unseen(foreign.tool, request.settings.table.get("packages", ()), whole)
    if whole.size > 1 and not whole.internal and not docket.pending:
        words = f"none of {whole.size:,} modules imports another, so nothing that is said of them could be broken"
        help_ = "a root package is what import statements begin with, which the folder `src` mostly is not"
        yield Problem(("packages", 0), words, help=help_)


def _of_nothing(one: Watched, whole: Graph) -> Problem | None:
    """Return what is to be told of a name that means nothing in the code; None where it means something."""
    pattern = parse(one.ours)
    if whole.names.exists(pattern):
        return None
    outside = pattern.plain and pattern.segments[0] not in whole.names.tops
    near = nearest(pattern.segments[0], _libraries(whole)) if outside else whole.names.correction(pattern)
    if outside and not near and "-" not in pattern.text:
        return None  # to forbid what nobody imports is well and good
    help_ = "a package is named as it is imported" if "-" in pattern.text else one.why
    return Problem(one.where, f"`{one.text}` matches nothing{f': is `{near}` meant?' if near else ''}", help=help_)


def _libraries(whole: Graph) -> list[str]:
    """Return the packages of third parties that somebody imports: a word like theirs is one of them, misspelt."""
    own = (name for name, stdlib in zip(whole.names.externals, whole.names.stdlib, strict=True) if not stdlib)
    return sorted({name.partition(".")[0] for name in own})


def _unseen(tool: str, packages: Iterable[str], whole: Graph) -> Iterator[Problem]:
    """Yield for each root package which modules the other tool passes over: those in folders without `__init__.py`."""
    modules = set(whole.names.modules)
    for position, package in enumerate(packages):
        inside = [whole.name(node) for node in whole.names.below(package) if node < whole.size]
        if package not in modules:
            continue  # a namespace, which is all folders
        lost = [name for name in inside if not all(above in modules for above in _between(package, name))]
        if lost:
            shown = listed([f"`{name}`" for name in lost[:_SHOWN]])
            more = f" and {len(lost) - _SHOWN:,} more" if len(lost) > _SHOWN else ""
            are = "they are" if len(lost) > 1 else "it is"
            words = f"{tool} never sees {shown}{more}; {are} judged here"
            help_ = "an `__init__.py` is missing in a folder above, inside of a package that has one"
            yield Problem(("packages", position), words, help=help_)


def _between(package: str, name: str) -> Iterator[str]:
    """Yield the packages between a package and a module in it."""
    above = name.rpartition(".")[0]
    while len(above) > len(package):
        yield above
        above = above.rpartition(".")[0]


def unneeded(docket: Docket, rules: Iterable[Rule]) -> Iterator[Problem]:
    """
    Yield the ignored imports without which a rule that holds would hold as well: they are put back, and it is judged.

    All that are told of can go together. Those with wildcards are left alone, as they are about tomorrow, too.
    """
    broken = {one.hearing.rule.id for one in docket.pending}
    for rule in (rule for rule in rules if rule.ignore and rule.id not in broken and rule.id in docket.views):
        taken = {entry: _imports(docket, rule, entry) for entry in rule.ignore}
        exact = [entry for entry in rule.ignore if taken[entry] and not {"*", "<"}.intersection(entry.text)]
        for entry in exact:
            own = taken.pop(entry)
            if own <= _joined(taken.values()):
                yield _idle(entry, "another line ignores that, too")
            else:
                taken[entry] = own
        candidates = {entry: taken.pop(entry) for entry in exact if entry in taken}
        for entry in _spare(docket, rule, candidates, _joined(taken.values())):
            yield _idle(entry, "the contract would be kept without that")


def _idle(entry: Entry, why: str) -> Problem:
    return Problem(entry.where, f"`{entry.text}` is ignored, but {why}", help="delete the line")


def _spare(docket: Docket, rule: Rule, candidates: Mapping[Entry, Imports], always: Imports) -> list[Entry]:
    """
    Return candidates that need not be ignored, all together; `always` is ignored besides.

    All are put back at once. A path that breaks the rule and leads over one of them alone says that this one is needed;
    where each leads over several, one of them is tried by itself.
    """
    needed: dict[Entry, Imports] = {}
    spare: list[Entry] = []
    for _ in range(max(_OFTEN, _LOOKED_AT // (docket.whole.internal + 1))):
        left = {e: imports for e, imports in candidates.items() if e not in needed and e not in spare}
        found = _breaches(docket, rule, always | _joined(needed.values()))
        if not found:
            return [] if found is None else [*spare, *left]
        alone = _alone(found, left)
        if not alone:
            entry = next(iter(left))
            rest = _joined(imports for other, imports in left.items() if other is not entry)
            if not _breaches(docket, rule, always | _joined(needed.values()) | rest):
                spare.append(entry)
                continue
            alone = {entry}
        needed |= {entry: candidates[entry] for entry in alone}
    return spare


def _alone(found: Iterable[Breach], left: Mapping[Entry, Imports]) -> set[Entry]:
    """Return the candidates that alone make some path."""
    entries = {edge: entry for entry, imports in left.items() for edge in imports}
    paths = (pairwise(breach.chain) for breach in found if not breach.members)
    over = ({entries[edge] for edge in path if edge in entries} for path in paths)
    return {entry for several in over if len(several) == 1 for entry in several}


def _joined(several: Iterable[Imports]) -> Imports:
    return frozenset[tuple[int, int]]().union(*several)


def _imports(docket: Docket, rule: Rule, entry: Entry) -> Imports:
    seen = docket.whole.seen(rule.kinds, docket.general[rule.lead].imports)
    return graph.ignored(seen, [entry], unmatched="silent").imports


def _breaches(docket: Docket, rule: Rule, without: Imports) -> list[Breach] | None:
    """Return what breaks a rule where no more is ignored than that; None where it cannot be judged so."""
    seen = docket.whole.seen(rule.kinds, docket.general[rule.lead].imports | without).spoken(rule.lead)
    try:
        return list(rule.module.check(seen, rule.options)) if rule.module else None
    except Hollow:
        return []
    except Misdeclared:
        return None
