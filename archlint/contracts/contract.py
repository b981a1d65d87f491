"""What every contract type here can do: leave imports out, insist on names that exist, and tell what it found."""

import difflib
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import pairwise
from typing import Any, Final, NamedTuple

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

__all__ = ["ALERTING", "GUIDANCE", "IGNORED", "GraphContract", "Illegal", "existing", "within", "written"]


class Illegal(NamedTuple):
    """One thing that a contract forbids."""

    message: str
    """What was seen, in one line without a full stop."""
    imports: tuple[str, ...]
    """The lines below it: an import or a chain of them each, as `written` puts it."""


class Alerting(Enum):
    """What becomes of an `ignore_imports` that matches nothing; the words are import-linter's."""

    NONE = "none"
    WARN = "warn"
    ERROR = "error"


IGNORED: Final[Any] = fields.SetField(subfield=fields.ImportExpressionField(), required=False)
ALERTING: Final[Any] = fields.EnumField(Alerting, default=Alerting.ERROR)
GUIDANCE: Final[Any] = fields.ListField(subfield=fields.StringField(), required=False)


class GraphContract(Contract):
    """
    A contract that is a function of the graph.

    Each type says again that it has the three options below: older import-linters do not see them here.
    """

    ignore_imports: Any
    unmatched_ignore_imports_alerting: Any
    broken_contract_guidance: Any

    def illegal(self, graph: ImportGraph) -> Iterator[Illegal]:
        """Yield what the contract forbids in a graph that may be changed; raises ValueError where names do not fit."""
        raise NotImplementedError

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - import-linter's signature
        """Return whether the contract is kept; import-linter hands in a graph of our own."""
        warnings = [self._unmatched(one) for one in sorted(map(str, self._left_out(graph)))]
        found = list(self.illegal(graph))
        return ContractCheck(kept=not found, warnings=warnings, metadata={"illegal": found})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print what was found, each with its imports below it."""
        for message, imports in check.metadata["illegal"]:
            output.print_error(f"{message}:" if imports else message, bold=False)
            for line in imports:
                output.print_error(f"-   {line}", bold=False)
            output.new_line()
        for line in self.broken_contract_guidance or ():
            output.print(line)

    def _left_out(self, graph: ImportGraph) -> Iterator[Any]:
        """Take the ignored imports out of the graph, and yield the expressions that match none."""
        matched = [(one, graph.find_matching_direct_imports(str(one))) for one in self.ignore_imports or ()]
        for one, found in matched:
            for edge in found:
                if graph.direct_import_exists(importer=edge["importer"], imported=edge["imported"]):
                    graph.remove_import(importer=edge["importer"], imported=edge["imported"])
            if not found:
                yield one

    def _unmatched(self, expression: str) -> str:
        words = f"No matches for ignored import {expression}."
        if self.unmatched_ignore_imports_alerting is Alerting.ERROR:
            raise ValueError(words)
        return words if self.unmatched_ignore_imports_alerting is Alerting.WARN else ""


def existing(graph: ImportGraph, names: Iterable[str], option: str) -> list[str]:
    """Return the names; raises ValueError, with the nearest word, for the first that is no module of the graph."""
    known = list(names)
    for name in known:
        if name not in graph.modules:
            near = difflib.get_close_matches(name, sorted(graph.modules), n=1)
            guess = f" Did you mean '{near[0]}'?" if near else ""
            raise ValueError(f"{option}: module '{name}' does not exist.{guess}")
    return known


def within(graph: ImportGraph, package: str) -> set[str]:
    """Return a module and all below it."""
    return {package} if graph.is_module_squashed(package) else {package, *graph.find_descendants(package)}


def written(graph: ImportGraph, chain: tuple[str, ...]) -> str:
    """Return a chain of imports on one line, each with the lines that it stands in."""
    steps = [f"{tail} -> {head} ({_lines(graph, tail, head)})" for tail, head in pairwise(chain)]
    return ", ".join(steps)


def _lines(graph: ImportGraph, importer: str, imported: str) -> str:
    details = graph.get_import_details(importer=importer, imported=imported)
    numbers = sorted({one["line_number"] for one in details})
    return ", ".join(f"l.{number}" for number in numbers) or "l.?"
