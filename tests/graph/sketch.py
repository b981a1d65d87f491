"""
Graphs without a file: arrows become the columns that the source room would have read.

    shop.web.cart -> shop.db.orm              import shop.db.orm
    shop.web.cart -> shop.db.orm:Order        from shop.db.orm import Order
    shop.web.cart -> shop.db.orm [typing]     an import of that kind

Each importer has one statement a line, in the order of its arrows. A name below a top-level package that imports
something is first-party, as are the packages above it; all else are third parties, or the standard library.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

from archlint import git, rulebook, source, verdict
from archlint.graph import Entry, Graph, build
from archlint.rulebook import Findings
from archlint.settings import Request, Settings, load
from archlint.source import KINDS, Imports
from archlint.verdict import Verdict
from tests.settings.texts import Text

_ARROW = re.compile(r"(?P<importer>\S+) -> (?P<imported>[^\s:]+)(?::(?P<name>\S+))?(?: \[(?P<kind>\w+)\])?")


class Statement(NamedTuple):
    """One import."""

    importer: str
    imported: str
    name: str = ""
    kind: str = "runtime"


def statement(arrow: str) -> Statement:
    """Return what an arrow says."""
    found = _ARROW.fullmatch(arrow.strip())
    assert found, f"no arrow: {arrow}"
    return Statement(found["importer"], found["imported"], found["name"] or "", found["kind"] or "runtime")


def read(
    arrows: Iterable[str | Statement],
    modules: Iterable[str] = (),
    *,
    known: Iterable[str] = (),
    exports: Mapping[str, tuple[str, ...]] | None = None,
    texts: Mapping[str, str] | None = None,
    alone: bool = False,
) -> Imports:
    """
    Return the columns of these imports.

    `modules` are there too, whether or not they import. `known` are dependencies that nobody imports. `exports` holds
    the `__all__` of modules, `texts` what stands in their files. When `alone`, no package above a module is added.
    """
    written = [statement(arrow) if isinstance(arrow, str) else arrow for arrow in arrows]
    own = _own(written, modules, alone)
    externals = sorted({s.imported for s in written} - set(own))
    number = {name: i for i, name in enumerate([*own, *externals])}
    names = sorted({s.name for s in written})
    records = sorted(_placed(written, number), key=lambda record: (record[1], record[2]))
    paths = tuple(_path(module, own) for module in own)

    def column(values: Iterable[int]) -> array[int]:
        return array("I", values)

    lines = column(line for _, _, line in records)
    return Imports(
        modules=tuple(own),
        paths=paths,
        packages=bytes(path.endswith("__init__.py") for path in paths),
        externals=tuple(externals),
        stdlib=bytes(name.partition(".")[0] in sys.stdlib_module_names for name in externals),
        importer=column(importer for _, importer, _ in records),
        target=column(number[s.imported] for s, _, _ in records),
        name=column(names.index(s.name) for s, _, _ in records),
        names=tuple(names),
        line=lines,
        column=column(1 for _ in records),
        end_line=lines,
        end_column=column(20 for _ in records),
        kind=bytes(KINDS.index(s.kind) for s, _, _ in records),
        marks=bytes(len(records)),
        exports={number[module]: found for module, found in (exports or {}).items()},
        unread=(),
        unresolved=(),
        dynamic=(),
        lines=_texts({_path(module, own): text for module, text in (texts or {}).items()}),
        distributions=lambda: frozenset({*known, *sys.stdlib_module_names}),
    )


def _own(written: Sequence[Statement], modules: Iterable[str], alone: bool) -> list[str]:
    given = {*modules, *(s.importer for s in written)}
    tops = {name.partition(".")[0] for name in given}
    given |= {s.imported for s in written if s.imported.partition(".")[0] in tops}
    if not alone:
        given |= {name[:i] for name in given for i, letter in enumerate(name) if letter == "."}
    return sorted(given)


def _placed(written: Sequence[Statement], number: Mapping[str, int]) -> Iterator[tuple[Statement, int, int]]:
    """Yield each statement with its importer's number and its line."""
    lines: dict[str, int] = {}
    for one in written:
        lines[one.importer] = lines.get(one.importer, 0) + 1
        yield one, number[one.importer], lines[one.importer]


def _path(module: str, own: Sequence[str]) -> str:
    package = any(other.startswith(module + ".") for other in own)
    return module.replace(".", "/") + ("/__init__.py" if package else ".py")


def _texts(texts: Mapping[str, str]) -> Callable[[str], tuple[str, ...]]:
    return lambda path: tuple(texts.get(path, "").splitlines())


def settings(toml: str | Mapping[str, Any]) -> Settings:
    """Return settings that stand in no file; a table has no places."""
    file = Path("/sketch/archlint.toml")
    return load(file, Text(toml)) if isinstance(toml, str) else Settings(file.parent, file.name, toml)


@contextmanager
def reading(imports: Imports) -> Iterator[None]:
    """Let the source room read this, whatever it is asked."""
    with patch.object(source, "read", lambda request: source.Code(bytes, lambda: imports, imports.lines)):
        yield


def graph(imports: Imports | Iterable[str], toml: str = "", mentioned: Iterable[str] = ()) -> Graph:
    """Return the graph of these imports, with the components and declared dependencies of the settings."""
    with reading(imports if isinstance(imports, Imports) else read(imports)):
        return build(Request(settings(toml)), frozenset(mentioned))


def entries(*texts: str) -> list[Entry]:
    """Return names as a list in the settings holds them."""
    return [Entry(text, ("list", i)) for i, text in enumerate(texts)]


def judged(imports: Imports | Iterable[str], toml: str | Mapping[str, Any], **wishes: Any) -> Findings:
    """Return what the rules of the settings find in these imports."""
    with reading(imports if isinstance(imports, Imports) else read(imports)):
        return rulebook.apply(Request(settings(toml), **wishes))


def weighed(
    imports: Imports | Iterable[str], toml: str | Mapping[str, Any], baseline: str | None = None, **wishes: Any
) -> Verdict:
    """Return the verdict on these imports, with this file of known violations."""
    stored = None if baseline is None else baseline.encode()
    own = imports if isinstance(imports, Imports) else read(imports)
    with reading(own), patch.object(git, "read_file", lambda folder, tree, name: stored):
        return verdict.judge(Request(settings(toml), **wishes))
