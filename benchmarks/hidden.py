"""
Count what couples the parts of real applications without an import: `python -m benchmarks.hidden [PROJECT...]`.

Prints the table of docs/channels.md: for each application its parts, the pairs of parts that imports couple, those that
only strings and channels do, and the largest cycle of parts without and with these; once more where the publisher
depends on the subscriber ("turned"). Modules of tests and migrations are left out at both ends.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from archlint import graph
from archlint.graph import HIDDEN_KINDS, IMPORT_KINDS, Graph, Wanted
from archlint.rulebook.packs import equipped
from archlint.settings import Request, Settings
from tests.corpora.wheels import unpacked
from tests.wiring.packages import CORPORA

__all__: list[str] = []

Pair = tuple[str, str]
_ASIDE: Final = re.compile(r"(^|\.)(migrations|tests?|testing|test_\w*|conftest)(\.|$)")


class Project(NamedTuple):
    """An application, and what counts as a part of it."""

    distribution: str
    package: str
    deeper: tuple[str, ...] = ()
    """Packages whose children are parts; elsewhere the children of the top-level package are."""

    def part(self, module: str) -> str:
        """Return the part that a module lies in."""
        above = max((one for one in self.deeper if f"{module}.".startswith(f"{one}.")), key=len, default=self.package)
        return ".".join(module.split(".")[: above.count(".") + 2])


PROJECTS: Final = (
    Project("django-oscar", "oscar", ("oscar.apps",)),
    Project("pretix", "pretix", ("pretix.plugins",)),
    Project("wagtail", "wagtail", ("wagtail.contrib",)),
    Project("indico", "indico", ("indico.modules",)),
    Project("neutron", "neutron", ("neutron.services", "neutron.plugins.ml2")),
    Project("octoprint", "octoprint", ("octoprint.plugins",)),
    Project("nautobot", "nautobot"),
    Project("pretalx", "pretalx", ("pretalx.plugins",)),
)


def main() -> None:
    """Print the table, a row at a time."""
    print("| project | parts | by imports | without one | share | by | turned | largest cycle | with all | turned |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for project in PROJECTS:
        if project.distribution in (sys.argv[1:] or [project.distribution]):
            print(_row(project), flush=True)


def _row(project: Project) -> str:
    code = _drawn(project)
    imports = set(_coupled(project, code.seen(IMPORT_KINDS)))
    found = {way: _without_imports(project, code, way) for way in ("subscriber", "publisher")}
    hidden = {pair for pairs in found["subscriber"].values() for pair in pairs} - imports
    turned = {pair for pairs in found["publisher"].values() for pair in pairs} - imports
    by = {via: len(pairs - imports) for via, pairs in found["subscriber"].items() if pairs - imports}
    ranked = ", ".join(f"{via} {count}" for via, count in sorted(by.items(), key=lambda one: (-one[1], one[0])))
    parts = len({part for pair in imports for part in pair})
    cycles = [_largest_cycle(pairs) for pairs in (imports, imports | hidden, imports | turned)]
    share = len(hidden) / max(1, len(hidden | imports))
    numbers = f"{parts} | {len(imports)} | {len(hidden)} | {share:.0%} | {ranked or '-'} | {len(turned)}"
    return f"| {project.distribution} | {numbers} | {' | '.join(map(str, cycles))} |"


def _drawn(project: Project) -> Graph:
    wheels = {corpus.wheel.distribution: corpus.wheel for corpus in CORPORA}
    settings = Settings(unpacked(wheels[project.distribution]), "archlint.toml", {"packages": [project.package]})
    return graph.build(equipped(Request(settings, ask="channels", cache=False)))


def _coupled(project: Project, code: Graph) -> Iterator[Pair]:
    for edge in code.edges():
        yield from _parts(project, code, *edge)


def _without_imports(project: Project, code: Graph, direction: str) -> Mapping[str, set[Pair]]:
    """Return the pairs of parts that something but imports couples for certain, by the pack that knows of it."""
    wired = code.wired(Wanted(frozenset(HIDDEN_KINDS), "exact", frozenset({direction})))
    found: dict[str, set[Pair]] = {}
    for edge in wired.edges():
        for one in wired.occurrences(*edge):
            if one.kind in HIDDEN_KINDS:
                found.setdefault(one.via, set()).update(_parts(project, code, *edge))
    return found


def _parts(project: Project, code: Graph, tail: int, head: int) -> Iterator[Pair]:
    if max(tail, head) >= code.size or any(_ASIDE.search(code.name(node)) for node in (tail, head)):
        return
    pair = project.part(code.name(tail)), project.part(code.name(head))
    if pair[0] != pair[1]:
        yield pair


def _largest_cycle(pairs: Iterable[Pair]) -> int:
    parts = sorted({part for pair in pairs for part in pair})
    number = {part: at for at, part in enumerate(parts)}
    cycles = graph.shape(len(parts), {(number[tail], number[head]) for tail, head in pairs}).cycles
    return max(map(len, cycles), default=0)


if __name__ == "__main__":
    main()
