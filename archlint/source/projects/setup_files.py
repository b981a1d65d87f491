"""What `setup.cfg`, `setup.py` and a `Pipfile` say of their project. Nothing is executed: only literals count."""

from __future__ import annotations

import ast
import configparser
import tomllib
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from archlint.settings import subtable
from archlint.source.projects.pyproject import Said
from archlint.source.projects.requirements import normalised, wanted
from archlint.source.text import lines

__all__ = ["pipfile", "setup_cfg", "setup_py"]


def setup_cfg(text: str) -> Said:
    """Return what the file says. Raises ValueError, in words, where it cannot be read."""
    config = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        config.read_string(text)
    except configparser.Error as error:
        raise ValueError(" ".join(str(error).replace("'<string>'", "").split())) from None
    needed = config.get("options", "install_requires", fallback="")
    extras = dict(config["options.extras_require"]) if "options.extras_require" in config else {}
    tests = config.get("options", "tests_require", fallback="")
    points = dict(config["options.entry_points"]) if "options.entry_points" in config else {}
    texts = [needed, *extras.values(), tests]
    return Said(
        name=normalised(config.get("metadata", "name", fallback="")),
        dependencies=frozenset(name for text in texts if not _files(text) for name in wanted(lines(text))),
        building=frozenset(wanted(lines(config.get("options", "setup_requires", fallback="")))),
        entry_points=frozenset(point for text in points.values() for point in _points(lines(text))),
        files=tuple(file for text in texts for file in _files(text)),
        declares=config.has_section("options") or config.has_option("metadata", "name"),
        complete=bool(needed.strip()) and not _files(needed),
    )


def _files(text: str) -> list[str]:
    """Return the files that `install_requires = file: a.txt, b.txt` takes its list from."""
    head, _, rest = text.strip().partition(":")
    return [name.strip() for name in rest.split(",")] if head == "file" else []


def _points(rows: object) -> Iterator[str]:
    """Yield the modules of entry points written as `name = module:attribute`."""
    for row in rows if isinstance(rows, list | tuple) else ():
        if isinstance(row, str) and "=" in row:
            yield row.partition("=")[2].partition(":")[0].partition("[")[0].strip()


def setup_py(content: bytes) -> Said:
    """Return what the call of `setup` says in literals; a Said that declares nothing where there is no such call."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Said()  # told with all modules that cannot be read
    given = _given(tree)
    if given is None:
        return Said()
    needed, extras = given.get("install_requires", []), given.get("extras_require")
    points = given.get("entry_points")
    groups = list(extras.values()) if isinstance(extras, dict) else []
    return Said(
        name=normalised(given["name"]) if isinstance(given.get("name"), str) else "",
        dependencies=frozenset(n for rows in (needed, given.get("tests_require"), *groups) for n in wanted(rows)),
        building=frozenset({"setuptools", *wanted(given.get("setup_requires"))}),
        entry_points=frozenset(_points_of(points)),
        declares=True,
        complete=isinstance(needed, list | tuple) and None not in given,
    )


def _points_of(points: object) -> Iterator[str]:
    if isinstance(points, str):
        yield from _points(lines(points))
    for rows in points.values() if isinstance(points, dict) else ():
        yield from _points(lines(rows) if isinstance(rows, str) else rows)


def _given(tree: ast.Module) -> dict[str | None, Any] | None:
    """Return what `setup` is called with, None for a value that is no literal, and for `**` under the key None."""
    if not any(_is_setuptools(node) for node in ast.walk(tree)):
        return None
    names: dict[str, Any] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            names |= {t.id: _literal(statement.value, names) for t in statement.targets if isinstance(t, ast.Name)}
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        if getattr(called, "id", getattr(called, "attr", "")) == "setup" and isinstance(node, ast.Call):
            return {keyword.arg: _literal(keyword.value, names) for keyword in node.keywords}
    return None


def _is_setuptools(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return (node.module or "").partition(".")[0] in ("setuptools", "distutils")
    return isinstance(node, ast.Import) and any(a.name in ("setuptools", "distutils.core") for a in node.names)


def _literal(value: ast.expr, names: Mapping[str, Any]) -> Any:
    if isinstance(value, ast.Name):
        return names.get(value.id)
    try:
        return ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def pipfile(text: str) -> frozenset[str]:
    """Return the names that a Pipfile asks for. Raises tomllib.TOMLDecodeError."""
    read = tomllib.loads(text)
    return frozenset(normalised(name) for key in ("packages", "dev-packages") for name in subtable(read, key))
