"""
Write a monorepo of any size, to see how figures grow: `python -m benchmarks.monorepo FOLDER MODULES [--bodies FOLDER]`.

The package `mono` has areas, an area has libraries, a library of 100 modules has five layers: a module is called
`mono.area03.lib117.app.mod04`. Import statements are invented; classes and functions below them are cut out of real
code, the Python files under the folders of `--bodies` (without any, the wheels that the tests read): a file is as long
and as hard to read as those of people. The same arguments write the same bytes.

Beside the package stands an `archlint.toml` with three rules. They hold, but for one import in some thousands.
"""

from __future__ import annotations

import argparse
import ast
import warnings
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

__all__ = ["write"]

LAYERS: Final = ("api", "app", "domain", "infra", "util")
LIBRARY: Final = 100
"""Modules of a library: its own file, those of its five layers, and 94 others."""
AREAS: Final = 20
STANDARD: Final = (
    "asyncio",
    "collections.abc",
    "contextlib",
    "dataclasses",
    "functools",
    "json",
    "logging",
    "os",
    "re",
)
OTHERS: Final = ("attr", "httpx", "numpy", "pydantic", "requests", "sqlalchemy.orm", "voluptuous", "yarl")
NAMES: Final = ("Account", "Client", "Config", "Error", "LIMITS", "Order", "Session", "build", "parse", "send")
TYPING: Final = "from typing import TYPE_CHECKING\n"
BODIES: Final = 3000
"""Files of real code that are cut up, at most."""
LONGEST: Final = 150
"""Lines of one class or function, at most."""
UPWARD: Final = 0.0005
"""Of all imports: those of an upper layer, which `layers` finds."""
FAR: Final = 0.0015
"""Of the imports of other libraries: those that may pass over an area, which `areas` finds."""
SETTINGS: Final = """\
[rules.layers]
containers = "mono.{{area}}.{{library}}"
layers = [{layers}]
exhaustive = true

[rules.areas]
type = "linked-list"
layers = [{areas}]

[rules.acyclic]
modules = "mono"
depth = 1
"""


class Size(NamedTuple):
    """What was written."""

    modules: int = 0
    lines: int = 0
    bytes: int = 0
    imports: int = 0
    """Import statements that name something below `mono`."""


def main() -> None:
    """Write the tree that the command line asks for, and print how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("modules", type=int, help="how many, to the nearest library")
    parser.add_argument("--bodies", type=Path, nargs="+", help="folders with real code")
    parser.add_argument("--seed", type=int, default=1)
    wishes = parser.parse_args()
    size = write(wishes.folder, wishes.modules, wishes.bodies or wheels(), wishes.seed)
    print(f"{size.modules:,} modules, {size.lines:,} lines, {size.bytes:,} bytes, {size.imports:,} internal imports")


def wheels() -> list[Path]:
    """Return the real code that the tests read, fetched where it is not at hand."""
    from tests.corpora.wheels import Wheel, unpacked

    return [unpacked(Wheel("django", "5.2")), unpacked(Wheel("homeassistant", "2024.3.3"))]


def write(folder: Path, modules: int, corpora: list[Path], seed: int = 1) -> Size:
    """Write a monorepo into a folder that does not hold one yet, and return its size."""
    libraries = max(2, round(modules / LIBRARY))
    areas = min(AREAS, libraries // 2)
    top = folder / "mono"
    top.mkdir(parents=True)
    random = Random(seed)  # noqa: S311 - it shall be foretold
    author = Author(random, bodies(corpora, random), [(at * areas // libraries, at) for at in range(libraries)])
    for path, text in author.files():
        file = top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    layers, names = ", ".join(f'"{layer}"' for layer in LAYERS), ", ".join(f'"mono.area{at:02}"' for at in range(areas))
    (folder / "archlint.toml").write_text(SETTINGS.format(layers=layers, areas=names), encoding="utf-8")
    return author.size


def bodies(corpora: list[Path], random: Random) -> list[str]:
    """Return classes and functions of real code that import nothing, as text with two empty lines behind."""
    files = sorted(file for corpus in corpora for file in corpus.rglob("*.py") if file.is_file())
    found = [body for file in random.sample(files, min(BODIES, len(files))) for body in cut_out(file)]
    if not found:
        raise SystemExit(f"no class and no function was found under {', '.join(map(str, corpora))}")
    return found


def cut_out(file: Path) -> Iterator[str]:
    """Yield the classes and functions of one file; nothing of a file that Python does not read."""
    try:
        text = file.read_text(encoding="utf-8")
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    lines = text.split("\n")
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        start = min(node.lineno, *(mark.lineno for mark in node.decorator_list), node.lineno) - 1
        importing = any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node))
        if not importing and node.end_lineno and node.end_lineno - start <= LONGEST:
            yield "\n".join((*lines[start : node.end_lineno], "", "", ""))


class Author:
    """Writes the files one by one, and counts."""

    def __init__(self, random: Random, bodies: list[str], libraries: list[tuple[int, int]]) -> None:
        """Take the libraries as (area, number), in the order in which they may import each other, the top first."""
        self.size = Size()
        self._random = random
        self._bodies = [(body, body.count("\n")) for body in bodies]
        self._libraries = libraries
        self._below = [
            [other for other in libraries[at + 1 :] if other[0] <= area + 1] for at, (area, _) in enumerate(libraries)
        ]

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield paths below the top package, and texts."""
        yield self._counted("__init__.py", '"""All that we have."""\n', 0)
        for area in sorted({area for area, _ in self._libraries}):
            yield self._counted(f"area{area:02}/__init__.py", "", 0)
        for at, (area, library) in enumerate(self._libraries):
            lead = f"area{area:02}/lib{library:03}"
            yield self._counted(f"{lead}/__init__.py", '"""One library."""\n', 0)
            for depth, layer in enumerate(LAYERS):
                shown = [f"from .mod{number:02} import {self._name()}\n" for number in range(0, _modules(depth), 6)]
                yield self._counted(f"{lead}/{layer}/__init__.py", "".join(shown), len(shown))
                for number in range(_modules(depth)):
                    imports = [self._import(at, depth, number) for _ in range(self._random.randrange(2, 9))]
                    written = [self._placed(one) for one in imports if one]
                    yield self._counted(f"{lead}/{layer}/mod{number:02}.py", self._module(written), len(written))

    def _counted(self, path: str, text: str, imports: int) -> tuple[str, str]:
        modules, lines, size, known = self.size
        self.size = Size(modules + 1, lines + text.count("\n"), size + len(text.encode()), known + imports)
        return path, text

    def _module(self, imports: list[str]) -> str:
        """Return a module that begins with these imports and is as long as modules are."""
        externals = [
            f"import {one}\n" if self._random.random() < 0.5 else f"from {one} import {self._name()}\n"
            for one in self._random.sample(STANDARD + OTHERS, 4)
        ]
        parts = [
            '"""A module."""\n\nfrom __future__ import annotations\n\n',
            TYPING,
            *externals,
            "\n",
            *imports,
            "\n\n",
        ]
        lines, wanted = sum(part.count("\n") for part in parts), self._random.lognormvariate(4.45, 0.6)
        while lines < wanted:
            body, length = self._random.choice(self._bodies)
            parts.append(body)
            lines += length
        return "".join(parts)

    def _import(self, at: int, depth: int, number: int) -> str:
        """Return an import of a sibling, of a layer below, or of another library's first layer; "" where none is."""
        random, (area, library) = self._random, self._libraries[at]
        own, chance = f"mono.area{area:02}.lib{library:03}", random.random()
        if chance < UPWARD and depth:
            return f"from ..{LAYERS[0]} import mod{random.randrange(_modules(0)):02}\n"
        if chance < 0.35 and number:
            sibling = f"mod{random.randrange(number):02}"
            lead = "." if random.random() < 0.5 else f"{own}.{LAYERS[depth]}."
            return f"from {lead}{sibling} import {self._name()}\n"
        if chance < 0.75 and depth < len(LAYERS) - 1:
            lower = depth + 1 if random.random() < 0.8 else random.randrange(depth + 1, len(LAYERS))
            module = f"mod{random.randrange(_modules(lower)):02}"
            if random.random() < 0.4:
                return f"from ..{LAYERS[lower]} import {module}\n"
            return f"from {own}.{LAYERS[lower]}.{module} import {self._name()}, {self._name()}\n"
        return self._from_other_library(at)

    def _from_other_library(self, at: int) -> str:
        random = self._random
        reachable = self._libraries[at + 1 :] if random.random() < FAR else self._below[at]
        if not reachable:
            return ""
        area, library = random.choice(reachable)
        target = f"mono.area{area:02}.lib{library:03}.api.mod{random.randrange(_modules(0)):02}"
        if random.random() < 0.2:
            return f"import {target}\n"
        return f"from {target} import (\n    {self._name()},\n    {self._name()} as {self._name().lower()},\n)\n"

    def _placed(self, statement: str) -> str:
        """Return an import as it stands in a module: a few only for types, a few inside of functions."""
        chance = self._random.random()
        if chance >= 0.1:
            return statement
        head = "if TYPE_CHECKING:" if chance < 0.05 else f"def _late{self._random.randrange(100)}():"
        return f"{head}\n" + "".join(f"    {line}\n" for line in statement.splitlines())

    def _name(self) -> str:
        return self._random.choice(NAMES)


def _modules(depth: int) -> int:
    """Return how many modules a layer has besides its own file."""
    return 19 if depth < len(LAYERS) - 1 else 18


if __name__ == "__main__":
    main()
