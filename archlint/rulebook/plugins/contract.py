"""
A contract of a type of the team's own, as a rule.

The class gets what import-linter would give it: a `grimp.ImportGraph`, made of our graph in sorted order, and its
options. It is imported and run in another process, so that no code of theirs is ever loaded into this one.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

from archlint.graph import Breach, Entry, Graph, Misdeclared
from archlint.settings import Problem, Where

__all__ = ["Contract"]

_PROCESS: Final = "archlint.rulebook.plugins.process"
_IMPORT: Final = re.compile(r"([\w.]+) -> ([\w.]+)")
_LINES: Final = re.compile(r" \((?:l\.[\d?]+(?:, )?)+\)")
"""Line numbers as import-linter has them; a violation has a place of its own."""
_ALL: Final = ("runtime", "deferred", "typing")
_HELP: Final = "the contract's own words say what to do"


class Contract:
    """What stands in the place of a rule's module: `check` has the contract judged."""

    def __init__(self, root: Path, name: str, where: Where, code: Any) -> None:
        """Take the folder that the team's code is imported from, and the code as the settings name it."""
        self._root, self._name, self._where, self._code = root, name, where, code
        self.KINDS = ("runtime", "deferred") if _on(code, "exclude_type_checking_imports") else _ALL
        """The kinds of imports that import-linter has in its graph."""
        self.notes: tuple[Problem, ...] = ()
        """What the contract warned of."""

    def check(self, graph: Graph, options: None) -> Iterator[Breach]:  # noqa: ARG002 - as every rule has it
        """
        Yield what the contract said, each import that it names on its line as a breach; raises Misdeclared.

        What names no import of the graph is told as a whole, where the contract stands.
        """
        said = self._judged(graph)
        if "error" in said:
            help_ = "it has to run under the Python that archlint runs under, with import-linter beside it"
            problem = Problem(self._where, f"`{self._code.contract}` failed: {said['error']}", help=help_)
            raise Misdeclared([problem])
        self.notes = tuple(Problem(self._where, f"{self._name} warns: {warning}") for warning in said["warnings"])
        if not said["kept"]:
            yield from self._breaches(graph, [line.strip() for line in said["output"].splitlines() if line.strip()])

    def _judged(self, graph: Graph) -> dict[str, Any]:
        """Return what the other process says of the graph."""
        asked = {
            "root": str(self._root),
            "contract": self._code.contract,
            "name": self._name,
            "session": self._code.session,
            "options": self._code.options,
            **_plain(graph, externals=_on(self._code, "include_external_packages")),
        }
        # -P: the folder we stand in is theirs, and must not come before our own code.
        command = [sys.executable, "-P", "-m", _PROCESS]
        done = subprocess.run(
            command,
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=self._root,
            check=False,
        )
        try:
            said: dict[str, Any] = json.loads(done.stdout)
        except ValueError:
            last = done.stderr.strip().rpartition("\n")[2]
            return {"error": f"its process ended with {done.returncode}{f': {last}' if last else ''}"}
        return said

    def _breaches(self, graph: Graph, lines: list[str]) -> Iterator[Breach]:
        told = set()
        node = {name: number for number, name in enumerate(graph.names.all)}
        for line in lines:
            for importer, imported in _IMPORT.findall(line):
                tail, head = node.get(importer, -1), node.get(imported, -1)
                if 0 <= tail < graph.size and head >= 0 and head in graph.succ[tail] and (tail, head) not in told:
                    told.add((tail, head))
                    words = f"{self._name}: {_LINES.sub('', line).lstrip('- ')}"
                    pair = (tail, head)
                    yield Breach("forbidden", words, _HELP, importer, imported, pair, cut=partial(tuple, (pair,)))
        if not told:
            words = f"{self._name} is broken: {' / '.join(lines)}" if lines else f"{self._name} is broken"
            yield Breach("forbidden", words, _HELP, self._name, entry=Entry(self._name, self._where))


def _on(code: Any, key: str) -> bool:
    return str(code.session.get(key, "")).lower() == "true"


def _plain(graph: Graph, *, externals: bool) -> dict[str, Any]:
    """Return modules and imports as import-linter has them: of a third party there is its top-level name alone."""
    imports: dict[tuple[str, str], set[int]] = {}
    beyond = set()
    for tail, head in graph.edges():
        name = graph.name(head)
        if head >= graph.size:
            if not externals:
                continue
            name = name.partition(".")[0]
            beyond.add(name)
        found = imports.setdefault((graph.name(tail), name), set())
        found.update(one.line for one in graph.occurrences(tail, head))
    lines = [(*pair, sorted(found)) for pair, found in sorted(imports.items())]
    contents = {name: graph.reading.lines(graph.path(node)) for node, name in enumerate(graph.names.modules)}
    told = [
        (importer, imported, number, _line(contents[importer], number))
        for importer, imported, numbers in lines
        for number in numbers
    ]
    return {"modules": list(graph.names.modules), "externals": sorted(beyond), "imports": told}


def _line(lines: tuple[str, ...], number: int) -> str:
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""
