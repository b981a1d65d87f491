"""Real packages, and how few imports between their children have to go until none of these is in a cycle."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import grimp
import networkx

from archlint import verdict
from archlint.settings import Request, load
from tests.corpora.wheels import Wheel, unpacked
from tests.settings.texts import Text

__all__ = ["KINDS", "PACKAGES", "Package", "children", "nominated", "plan", "seen_by_grimp"]

KINDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "at run time": ("runtime",),
        "but for types": ("runtime", "deferred", "dynamic"),
        "all": ("runtime", "deferred", "dynamic", "typing"),
    }
)


class Package(NamedTuple):
    """One package, and the fewest imports to cut for each set of kinds, as an integer program has it, too."""

    wheel: Wheel
    name: str
    fewest: tuple[int, int, int]
    lost: frozenset[tuple[str, str]] = frozenset()
    """Imports of what the wheel does not hold, counted as imports of the package around it; grimp leaves them out."""


_DJANGO: Final = Wheel("django", "5.2")
_SQLALCHEMY: Final = Wheel("sqlalchemy", "2.1.9")
_PANDAS: Final = Wheel("pandas", "2.3.3", compiled=True)
_LOST: Final = frozenset({("airflow.triggers.base", "airflow.models")})

PACKAGES: Final = [
    Package(_DJANGO, "django", (99, 115, 115)),
    Package(_SQLALCHEMY, "sqlalchemy", (5, 15, 82)),
    Package(Wheel("wagtail", "8.0.1"), "wagtail", (181, 204, 204)),
    Package(_PANDAS, "pandas", (42, 68, 83)),
    Package(Wheel("apache-airflow-core", "3.3.2"), "airflow", (59, 116, 176), _LOST),
    Package(Wheel("sympy", "1.14.0"), "sympy", (743, 1345, 1347)),
    Package(Wheel("homeassistant", "2024.3.3"), "homeassistant", (40, 91, 113)),
    Package(_PANDAS, "pandas.core", (15, 82, 103)),
    Package(_SQLALCHEMY, "sqlalchemy.orm", (3, 4, 78)),
    Package(_SQLALCHEMY, "sqlalchemy.sql", (1, 2, 53)),
    Package(_DJANGO, "django.db.models", (8, 21, 21)),
]


def plan(package: Package, kinds: tuple[str, ...], *, cache: bool = False) -> Mapping[str, Any]:
    """Return what `archlint plan` says. The settings are not written: the folder belongs to others as well."""
    folder = unpacked(package.wheel)
    top = package.name.partition(".")[0]
    rule = f'[rules.knots]\ntype = "acyclic"\nmodules = ["{package.name}"]\ndepth = 1\nkinds = {list(kinds)}\n'
    text = f'packages = ["{top}"]\n{rule}'
    request = Request(load(folder / "archlint.toml", Text(text)), ask="plan", limit=1, cache=cache)
    return verdict.judge(request, excerpts=False).answer


@contextmanager
def seen_by_grimp(package: Package, *, types: bool) -> Iterator[grimp.ImportGraph]:
    """Give the graph that grimp builds of the whole distribution."""
    folder = str(Path(unpacked(package.wheel)))
    sys.path.insert(0, folder)
    try:
        top = package.name.partition(".")[0]
        yield grimp.build_graph(top, cache_dir=None, exclude_type_checking_imports=not types)
    finally:
        sys.path.remove(folder)


def children(package: Package, graph: grimp.ImportGraph) -> networkx.DiGraph[str]:
    """Return the children of the package as grimp has them, and how many imports lead from each to each."""
    lead = f"{package.name}."

    def child(module: str) -> str:
        return lead + module.removeprefix(lead).partition(".")[0] if module.startswith(lead) else ""

    found: networkx.DiGraph[str] = networkx.DiGraph()
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            ends = child(importer), child(imported)
            if all(ends) and ends[0] != ends[1]:
                weight = found.get_edge_data(*ends, {"weight": 0})["weight"]
                found.add_edge(*ends, weight=weight + 1)
    return found


def nominated(package: Package, graph: grimp.ImportGraph) -> set[tuple[str, str]]:
    """Return the imports that grimp would cut."""
    return graph.nominate_cycle_breakers(package.name)
