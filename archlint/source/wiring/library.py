"""The files of a codebase, as far as somebody asks: read, searched for names, parsed, each at most once."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence

from archlint.source.content import NAMELESS
from archlint.source.syntax import FAULTS, parsed
from archlint.source.tree import Contents
from archlint.source.wiring.facts import Facts, Found
from archlint.source.wiring.index import indexed
from archlint.source.wiring.kept import Kept
from archlint.source.wiring.wanted import Wanted
from archlint.startup import NamedTuple

__all__ = ["Files", "Library"]

_NO_FACTS = Facts({}, {}, {}, {}, ())
_NOTHING = Wanted(frozenset(), (), lambda _: False)


class Files(NamedTuple):
    """Where the modules of a codebase lie; all three by node."""

    modules: Sequence[str]
    paths: Sequence[str]
    packages: Sequence[int]
    keys: Sequence[bytes]
    """What their contents are called; NAMELESS where nothing may be kept of one."""
    tree: Contents


class Library:
    """Facts of modules by their node, and searches among all of them."""

    def __init__(self, files: Files, kept: Kept) -> None:
        self.files = files
        self.nodes = {name: node for node, name in enumerate(files.modules)}
        self.parsed = 0
        """So many files were parsed."""
        self.refused: set[int] = set()
        """Nodes of files that Python cannot parse."""
        self._kept = kept
        self._facts: dict[int, Facts] = {}

    def facts(self, node: int) -> Facts:
        """Return the facts of a module; empty ones where it cannot be parsed."""
        found = self._facts.get(node)
        if found is None:
            found = self._facts[node] = self._known(node) or self._read(node)
        return found

    def _known(self, node: int) -> Facts | None:
        try:
            return self._kept.facts(self.files.keys[node])
        except LookupError:
            self.refused.add(node)
            return _NO_FACTS

    def _read(self, node: int) -> Facts:
        for _, content in self.files.tree.contents((self.files.paths[node],)):
            if isinstance(content, bytes):
                return self._parse(node, content, _NOTHING)[0]
        return _NO_FACTS

    def search(self, group: str, wanted: Wanted, nodes: Collection[int]) -> Iterator[tuple[int, Found]]:
        """Yield what modules have of what is wanted, by node; `group` stands for all that is wanted."""
        keys = self.files.keys
        known = self._kept.group(group, {keys[node] for node in nodes})
        unknown = [node for node in nodes if keys[node] not in known]
        found = {node: known[keys[node]] for node in nodes if keys[node] in known}
        for node, content in self._contents(unknown):
            some = self._parse(node, content, wanted)[1] if wanted.stands_in(content) else None
            self._kept.note(group, keys[node], some)
            found[node] = some
        for node in sorted(found):
            if some := found[node]:
                yield node, some

    def mentioning(self, pattern: re.Pattern[bytes], nodes: Iterable[int]) -> Iterator[int]:
        """Yield the modules whose text a pattern matches."""
        return (node for node, content in self._contents(list(nodes)) if pattern.search(content))

    def _contents(self, nodes: list[int]) -> Iterator[tuple[int, bytes]]:
        by_path = {self.files.paths[node]: node for node in nodes}
        for path, content in self.files.tree.contents(by_path):
            if isinstance(content, bytes):
                yield by_path[path], content

    def _parse(self, node: int, content: bytes, wanted: Wanted) -> tuple[Facts, Found]:
        self.parsed += 1
        key = self.files.keys[node]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = parsed(content, self.files.paths[node])
            facts, found = indexed(tree, content, wanted)
        except FAULTS:
            self.refused.add(node)
            self._kept.add(key, None)
            facts, found = _NO_FACTS, Found()
        else:
            if node not in self._facts:
                self._kept.add(key, facts)
        self._facts[node] = facts
        return facts, found

    def keep(self) -> None:
        """Keep what is known for later runs."""
        self._kept.keep(frozenset(self.files.keys) - {NAMELESS})
