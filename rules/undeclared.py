"""
undeclared: who imports a distribution declares it, in the project that the import stands in.

What it does
    For each import of a third party, or of a module in another project of the tree, it asks which distribution provides
    that module, and whether the importer's own project declares it: the innermost folder at or above the file with a
    `pyproject.toml` (standard, Poetry, uv, PDM or Hatch), `setup.cfg`, `setup.py`, `Pipfile` or requirement files.
    Extras and groups count as declared, those of the projects around it too. What is there only because another
    distribution, or another project of the tree, depends on it is `transitive`; anything else is `undeclared`.

Why
    What a project uses without declaring it is there by luck. The library between drops its dependency, or bounds it
    differently, and code breaks that nobody touched; and whoever installs the project alone gets an ImportError.

How to mend
    Add the distribution to the file that the message names. Where it is there only through another one, the other way
    is to ask that one for what is needed.

Blind spots
    Which distribution provides a module is known from a table of those whose names differ, from the metadata of what
    is installed in `.venv` or `venv` beside the settings, and from the name itself; `names` overrules all three.
    Where the installed metadata alone knows a name, write it into `names`, and the answer is the same on every
    machine. No other environment is looked at, whatever is active. Markers, versions and extras are not weighed, and
    Conda's files are not read. A project without a name cannot be declared, so imports of its modules are free. An
    import inside try/except ImportError says itself that it can do without; see `optional`.

Options
    modules: Whose imports are judged. Everything by default.
    names: A table, import name = the distributions that provide it, for names that archlint does not know. An empty
        list is for what comes with the platform: nothing has to be declared.
    optional: Whether imports inside try/except ImportError have to be declared as well.

Drawing
    [projects]                           # the folders with a pyproject.toml, and what each declares
    tram = ["requests", "water"]
    water = ["opencv-python", "PyYAML"]

    tram.lines -> requests.adapters
    tram.lines -> water.pipes
    tram.lines -> json
    tram.tickets -> yaml                 # want: transitive
    tram.tickets -> rich.console         # want: undeclared
    water.pipes -> yaml
    water.pipes -> cv2
    water.rats -> tram.lines             # want: undeclared
    water.rats -> cheese                 # want: undeclared
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

from archlint.graph import Breach, Entry, Graph, Misdeclared, Project, Projects, Row, refuse_unread, scope
from archlint.settings import Problem


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    modules: tuple[Entry, ...] = ()
    names: tuple[Row, ...] = field(default=(), metadata={"aside": True})
    optional: bool = False


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    for row in options.names:
        text = row.key.text.strip("()")
        if not all(part.isidentifier() for part in text.split(".")):
            words = f"`{text}` is no name of a module, such as `yaml` or `google.cloud.storage`"
            yield Problem(row.key.where, words, at_key=True)


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each import whose distribution the importer's project does not declare. Raises Misdeclared."""
    wanted = scope(graph, options.modules)
    refuse_unread(graph, wanted, "what it imports is not known")
    graph.select(row.key for row in options.names)
    nodes = sorted({node for one in wanted for node in one.exactness if node < graph.size})
    projects = graph.reading.projects()
    problems = list(_unjudgeable(projects, nodes))
    if problems:
        raise Misdeclared(problems)
    customs = Customs(graph, projects, options)
    for node in nodes:
        importer = _importer(graph, projects, node)
        for head in graph.succ[node]:
            yield from customs.judged(importer, head)


def _unjudgeable(projects: Projects, nodes: Iterable[int]) -> Iterator[Problem]:
    """Yield what keeps the rule from being judged; it is about the rule as a whole."""
    owners = {owner.folder: owner for node in nodes if (owner := projects.of(node))}
    for text in projects.unread:
        yield Problem((), text, help="mend the file: without it nobody knows what is declared")
    for owner in owners.values():
        if not owner.complete and not projects.unread:
            words = f"{owner.file} does not list its dependencies, so nothing can be held against them"
            yield Problem((), words, help="write them down there, or leave its modules out by `modules`")
    if not owners and not projects.unread:
        words = "no project file lies at or above the modules, so nobody declares anything"
        yield Problem((), words, help="add a pyproject.toml with [project], or a requirements.txt")


class Importer(NamedTuple):
    """A module, and what it may import."""

    node: int
    project: Project | None
    papers: frozenset[str]
    """Distributions that it may import from."""


def _importer(graph: Graph, projects: Projects, node: int) -> Importer:
    project = projects.of(node)
    if project is None:
        return Importer(node, None, frozenset())
    script = posixpath.dirname(graph.path(node)) == project.folder
    return Importer(node, project, project.dependencies | {project.name} | (project.building if script else set()))


class Customs:
    """Asks each import for its papers."""

    def __init__(self, graph: Graph, projects: Projects, options: Options) -> None:
        self._graph = graph
        self._projects = projects
        self._optional = options.optional
        self._taught = {row.key.text.strip("()"): tuple(map(_normalised, row.entries)) for row in options.names}

    def judged(self, importer: Importer, head: int) -> Iterator[Breach]:
        """Yield what is wrong with one import: at most one breach of each kind."""
        missing: dict[str, set[str]] = {}
        names: dict[str, set[str]] = {}
        asked = self._sibling(importer, head) if head < self._graph.size else self._foreign(importer, head)
        for name, providers in asked:
            if importer.papers.isdisjoint(providers):
                kind, distribution = self._missing(importer, providers)
                missing.setdefault(kind, set()).add(distribution)
                names.setdefault(kind, set()).add(name)
        for kind, found in sorted(missing.items()):
            breach = self._breach(kind, importer, head, sorted(found - {""}))
            yield breach._replace(names=tuple(sorted(names[kind])))

    def _sibling(self, importer: Importer, head: int) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield (name, distribution) of imports from another project of the tree; one without a name is free."""
        other = self._projects.of(head)
        if other is not None and other.name and other is not importer.project:
            yield from ((name, (other.name,)) for name in self._names(importer.node, head))

    def _foreign(self, importer: Importer, head: int) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield (name, distributions that provide it) of imports of a third party; () where nobody knows any."""
        if self._graph.names.stdlib[head - self._graph.size]:
            return
        module = self._graph.name(head)
        for name in self._names(importer.node, head):
            deep = module if name in ("", "*") else f"{module}.{name}"
            taught = next((self._taught[above] for above in _upward(deep) if above in self._taught), None)
            if taught:
                yield name, taught
            elif taught is None and not self._projects.holds(deep, importer.project):
                yield name, sorted(self._projects.providers(deep), key=lambda one: (len(one), one))

    def _names(self, tail: int, head: int) -> list[str]:
        """Return what is imported, as far as it counts."""
        found = self._graph.occurrences(tail, head)
        return [one.name for one in found if self._optional or "optional" not in one.marks]

    def _missing(self, importer: Importer, providers: Sequence[str]) -> tuple[str, str]:
        """Return the kind of the breach, and the distribution to declare, "" where nobody knows it."""
        ways = self._projects.ways(importer.project) if importer.project else {}
        through = next((name for name in providers if name in ways), "")
        return ("transitive", through) if through else ("undeclared", providers[0] if providers else "")

    def _breach(self, kind: str, importer: Importer, head: int, distributions: list[str]) -> Breach:
        tail, project = self._graph.name(importer.node), importer.project
        listed, imported = _joined(distributions), self._graph.name(head)
        message = f"{tail} imports {imported}"
        unknown = f"what provides it (often called {imported.partition('.')[0].replace('_', '-')})"
        help_ = f"add {listed or unknown} to the dependencies in {project.file if project else ''}"
        if project is None:
            message += f"{f' of {listed}' if listed else ''}, and lies in no project that could declare it"
            help_ = f"put a project file at or above {self._graph.path(importer.node)}, or leave it out by `modules`"
        elif not listed:
            message += f", which nothing that {project.file} declares is known to provide{self._silent(project)}"
            help_ += "; if it stands there, say so in `names`"
        else:
            message += f", and {project.file} does not declare {listed}"
        if kind == "transitive" and project is not None:
            ways = self._projects.ways(project)
            message += f": it is there only through {_joined(sorted({ways[name][-2] for name in distributions}))}"
        label = (project.name or project.folder or ".") if project else ""
        provider = listed or imported.partition(".")[0]
        edge = (importer.node, head)
        return Breach(kind, message, help_, label, provider, edge, cut=partial(tuple, [edge]))

    def _silent(self, project: Project) -> str:
        """Say of which declared distributions it is not known what they provide: one of them may be the missing one."""
        found = sorted(project.dependencies - self._heard)
        words = _joined(found) if len(found) < 4 else f"{len(found)} of them"
        return f"; what {words} provide{'s' if len(found) == 1 else ''} is not known" if words else ""

    @cached_property
    def _heard(self) -> frozenset[str]:
        """Distributions of which it is known what they provide, or whose name is imported by somebody."""
        projects, graph = self._projects, self._graph
        imported = {name for module in graph.names.externals for name in projects.providers(module)}
        declared = {name for project in projects.all for name in project.dependencies}
        taught = {name for names in self._taught.values() for name in names}
        known = {name for name in declared if projects.provided(name)}
        return frozenset(imported | known | taught | {project.name for project in projects.all})


def _joined(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _upward(module: str) -> Iterator[str]:
    while module:
        yield module
        module = module.rpartition(".")[0]


def _normalised(entry: Entry) -> str:
    """Return the name of a distribution as PEP 503 compares them."""
    return re.sub(r"[-_.]+", "-", entry.text).lower()
