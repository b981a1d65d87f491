"""What is to be told of settings that were written for another tool."""

from collections.abc import Iterable, Iterator
from typing import Final

from archlint import graph
from archlint.graph import Graph, Hollow, Misdeclared, listed, parse
from archlint.rulebook.declared import Rule
from archlint.rulebook.judging import Docket
from archlint.settings import Problem, Request, Watched, nearest

__all__ = ["notes", "unneeded"]

_TRIED: Final = 100
"""So many ignored imports are put back at most, one after the other: each takes the judging of a rule."""
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
    Yield the ignored imports without which a rule that holds would hold as well: each is put back, and it is judged.

    All that are told of can go together. Those with wildcards are left alone, as they are about tomorrow, too.
    """
    broken = {found.rule for found, *_ in docket.pending}
    left = _TRIED
    for rule in (rule for rule in rules if rule.ignore and rule.id not in broken and rule.id in docket.views):
        exact = [entry for entry in rule.ignore if not {"*", "<"}.intersection(entry.text)]
        taken = {entry: _imports(docket, rule, entry) for entry in rule.ignore} if exact and left > 0 else {}
        for entry in exact[: max(left, 0)]:
            left -= 1
            own = taken.pop(entry)
            others = frozenset[tuple[int, int]]().union(*taken.values())
            if not own:
                continue
            if own <= others:
                why = "another line ignores that, too"
            elif not _broken(docket, rule, others):
                why = "the contract would be kept without that"
            else:
                taken[entry] = own
                continue
            yield Problem(entry.where, f"`{entry.text}` is ignored, but {why}", help="delete the line")


def _imports(docket: Docket, rule: Rule, entry: graph.Entry) -> frozenset[tuple[int, int]]:
    seen = docket.whole.seen(rule.kinds, docket.general[rule.lead].imports)
    return graph.ignored(seen, [entry], unmatched="silent").imports


def _broken(docket: Docket, rule: Rule, without: frozenset[tuple[int, int]]) -> bool:
    """Whether a rule would be broken if no more were ignored than that."""
    seen = docket.whole.seen(rule.kinds, docket.general[rule.lead].imports | without).spoken(rule.lead)
    assert rule.module is not None, "it has been judged"
    try:
        return next(iter(rule.module.check(seen, rule.options)), None) is not None
    except Hollow:
        return False
    except Misdeclared:
        return True
