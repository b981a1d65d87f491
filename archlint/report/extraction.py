"""What holds a part of the code back from leaving."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archlint.report.markdown import code, prose
from archlint.report.phrases import agreeing, counted, listed
from archlint.report.place import place
from archlint.report.terminal import Paint
from archlint.settings import Request, visible

__all__ = ["render"]

_LISTED = 5
Row = Mapping[str, Any]
Section = tuple[str, list[str]]
"""A sentence, and what it speaks of."""


def render(answer: Row, request: Request, format_: str) -> str:
    """Return it as text, or as markdown with a list to tick off."""
    title = f"{answer['extract']}, {counted(len(answer['modules']), 'module')}: what has to be done before it can leave"
    if format_ == "markdown":
        return "\n".join([f"## {prose(title)}", "", *_ticked(answer)]) + "\n"
    lines = [Paint(request.color)("headline", visible(title))]
    for sentence, items in _sections(answer):
        lines += ["", visible(sentence), *(f"  {visible(item)}" for item in items)]
    return "\n".join(lines) + "\n"


def _ticked(answer: Row) -> Iterator[str]:
    for sentence, items in _sections(answer):
        yield f"- [ ] {prose(sentence)}"
        yield from (f"  - {code(item)}" for item in items)


def _sections(answer: Row) -> Iterator[Section]:
    yield _cut(answer)
    yield _doors(answer)
    yield _needs(answer)
    yield _third_parties(answer["third_parties"])
    yield _cycles(answer["cycles"], back=bool(answer["places"]))


def _doors(answer: Row) -> Section:
    doors = answer["doors"]
    if not doors:
        return "Nobody outside imports it.", []
    importers = {one["importer"] for door in doors for one in door["importers"]}
    modules = len(answer["modules"])
    of = f"{len(doors):,} of its {counted(modules, 'module')}" if modules > 1 else "it"
    words = f"{counted(len(importers), 'module')} outside {agreeing(len(importers), 'imports', 'import')} {of}."
    stays = "These are its doors: what they offer has to stay, or becomes the interface of a service."
    return f"{words} {stays}", [*map(_door, doors)]


def _needs(answer: Row) -> Section:
    needs, further = answer["needs"], answer["further"]
    if not needs:
        return "It imports nothing of the rest.", []
    more = f", and through them {further:,} more" if further else ""
    words = f"It imports {counted(len(needs), 'module')} of the rest{more}."
    goes = "A library declares them as a dependency, a service asks for them from outside; or they move along."
    return f"{words} {goes}", [*map(_door, needs)]


def _cut(answer: Row) -> Section:
    """Say what keeps it from being a library below the rest."""
    places = answer["places"]
    if not places:
        return "To cut: nothing. Nothing that it needs comes back to it, so it could be a library as it stands.", []
    goes = agreeing(len(places), "goes", "go")
    words = (
        f"To cut: {counted(len(places), 'import')}, and no fewer will do. When {agreeing(len(places), 'it', 'they')} "
    )
    words += f"{goes}, nothing that it needs comes back to it, and it can be a library that the rest stands upon."
    return words, [f"{place(one['path'], one['line'])}: {one['importer']} -> {one['imported']}" for one in places]


def _door(one: Row) -> str:
    names = f" ({listed(one['names'], most=_LISTED)})" if one["names"] else ""
    kinds = sorted({each["kind"] for each in one["importers"]} - {"runtime"})
    only = f", {listed(kinds)}" if kinds and all(each["kind"] != "runtime" for each in one["importers"]) else ""
    return f"{one['module']}{names}: by {listed([each['importer'] for each in one['importers']], most=_LISTED)}{only}"


def _third_parties(rows: Sequence[Row]) -> Section:
    if not rows:
        return "It needs no third party.", []
    needs = agreeing(len(rows), "third party", "third parties")
    return f"To declare: {len(rows):,} {needs}.", [*map(_third_party, rows)]


def _third_party(row: Row) -> str:
    through = "" if row["direct"] else "through what it imports, "
    return f"{row['module']}{_distribution(row)}: {through}by {listed(row['importers'], most=_LISTED)}"


def _distribution(row: Row) -> str:
    others = [name for name in row["distributions"] if name != row["module"]]
    return f" ({' or '.join(others)})" if others and row["module"] not in row["distributions"] else ""


def _cycles(rows: Sequence[Row], *, back: bool) -> Section:
    if not rows:
        alone = "No module of it is in a cycle with the rest: what one of them needs comes back to another."
        return alone if back else "It is in no cycle with the rest.", []
    inside = sum(len(row["inside"]) for row in rows)
    words = f"{counted(inside, 'module')} of it {agreeing(inside, 'is', 'are')} in cycles with modules of the rest."
    return words, [f"{listed(row['inside'], most=_LISTED)} with {listed(row['outside'], most=_LISTED)}" for row in rows]
