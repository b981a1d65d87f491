"""Small codebases on disk, and what was read of them in words."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archlint.settings import Request, Settings
from archlint.source import KINDS, MARKS, Imports, read

__all__ = ["columns", "edges", "reading", "records", "write"]


def write(root: Path, files: Mapping[str, str | bytes] | str) -> Path:
    """Write files (or empty ones, by a list of paths) below the root, and return it."""
    contents: Mapping[str, str | bytes] = dict.fromkeys(files.split(), "") if isinstance(files, str) else files
    for name, content in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def reading(
    root: Path, files: Mapping[str, str | bytes] | str = "", tree: str = "", jobs: int = 0, **table: Any
) -> Imports:
    """Write the files, and read the codebase with these settings."""
    settings = Settings(root=write(root, files), file="archlint.toml", table=table)
    return read(Request(settings=settings, tree=tree, jobs=jobs)).imports()


def records(imports: Imports) -> list[tuple[str, str, str, str]]:
    """Return (importer, target, name, kind and marks) of each record, in the order of the columns."""
    nodes = imports.modules + imports.externals
    found = []
    for row, importer in enumerate(imports.importer):
        marks = [mark for bit, mark in enumerate(MARKS) if imports.marks[row] >> bit & 1]
        how = " ".join([KINDS[imports.kind[row]], *marks])
        found.append((nodes[importer], nodes[imports.target[row]], imports.names[imports.name[row]], how))
    return found


def edges(imports: Imports) -> set[tuple[str, str]]:
    """Return the (importer, target) pairs."""
    return {record[:2] for record in records(imports)}


def columns(imports: Imports) -> dict[str, Any]:
    """Return all that was read, in values that can be compared."""
    callables = ("lines", "distributions", "projects")
    everything = {name: value for name, value in imports._asdict().items() if name not in callables}
    return everything | {"lines": [imports.lines(path) for path in imports.paths], "projects": imports.projects().all}
