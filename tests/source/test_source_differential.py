"""Our reading of thousands of real files, held up to a naive one that shares no code with it."""

import ast
import sysconfig
import warnings
from functools import cache
from pathlib import Path

import pytest

from archlint.source.extract import extract
from archlint.source.facts import Facts
from archlint.source.nouns import KINDS
from tests.source.codebases import reading
from tests.source.naive import naive, parsed

STDLIB = Path(sysconfig.get_path("stdlib"))
SITE = Path(sysconfig.get_path("purelib"))
FEWEST = 4_200
"""Files that there are at least, whatever Python runs the tests."""


@cache
def corpus():
    """Return every file of the running interpreter and of what is installed beside it."""
    return sorted({*STDLIB.rglob("*.py"), *SITE.rglob("*.py")})


def said(found):
    """Return what archlint says of a file in the shape of the naive reader."""
    return sorted(found.imports), sorted(found.opaque), found.exports, found.shared


@pytest.mark.slow
def test_every_installed_file_says_the_same_to_a_naive_reader_of_the_whole():
    compared, names, unread = 0, 0, 0
    for file in corpus():
        content = file.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = extract(file.name, content)
            try:
                expected = naive(content, file.name == "__init__.py")
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                assert not isinstance(extract(file.name, content, whole=True), Facts), file
                unread += 1
                continue
        assert isinstance(found, Facts), found
        assert said(found) == expected, file
        compared += 1
        names += len(expected[0])

    assert compared > FEWEST
    assert names > 20_000
    assert unread < compared / 20


def there(root, dotted):
    """Return whether there is a module of that name, by looking."""
    path = root.joinpath(*dotted.split("."))
    return path.with_name(f"{path.name}.py").is_file() or (path / "__init__.py").is_file()


def compiled(root, dotted):
    """Return whether the name goes into a compiled module, by looking."""
    parts = dotted.split(".")
    ways = (root.joinpath(*parts[:length]) for length in range(1, len(parts) + 1))
    return any(list(way.parent.glob(f"{way.name}.*so")) for way in ways)


def leads_to(root, packages, importer, package, node, alias):
    """Return (target, name) of one imported name by looking at the disk; no name where there is no such module."""
    if isinstance(node, ast.Import):
        base, name = alias.name, ""
    else:
        home = importer.split(".") if package else importer.split(".")[:-1]
        base = ".".join(
            [*home[: len(home) - node.level + 1] * bool(node.level), *([node.module] if node.module else [])]
        )
        name = alias.name
    if base.split(".")[0] not in packages:
        return base, name
    if name not in ("", "*") and there(root, f"{base}.{name}"):
        return f"{base}.{name}", ""
    return base, name if there(root, base) else None


@pytest.mark.parametrize("packages", [["_pytest", "pytest", "pluggy", "iniconfig"], ["hypothesis"], ["networkx"]])
def test_the_targets_in_real_packages_are_those_found_by_looking(packages):
    imports = reading(SITE, packages=packages)
    nodes = imports.modules + imports.externals
    found = set()
    for row, importer in enumerate(imports.importer):
        if KINDS[imports.kind[row]] != "dynamic":
            target, name = nodes[imports.target[row]], imports.names[imports.name[row]]
            found.add((nodes[importer], imports.line[row], target, name))
    gone = {(one.importer, one.line) for one in imports.unresolved}

    expected, absent = set(), set()
    for number, (module, path) in enumerate(zip(imports.modules, imports.paths, strict=True)):
        tree = parsed((SITE / path).read_bytes())
        for node in ast.walk(tree):
            if not isinstance(node, (ast.Import, ast.ImportFrom)):
                continue
            for alias in node.names:
                target = leads_to(SITE, packages, module, imports.packages[number], node, alias)
                if target[1] is None:
                    assert ((module, node.lineno) in gone) != compiled(SITE, target[0])
                    absent.add((module, node.lineno))
                elif target[0] != module:
                    expected.add((module, node.lineno, *target))

    # A star may load more than itself, and what is absent leads to what is above it: both have tests of their own.
    aside = absent | {(importer, line) for importer, line, _, name in expected if name == "*"}
    assert expected - found == set()
    assert {one for one in found - expected if one[:2] not in aside} == set()
    assert gone <= absent
    assert len(expected) > 100
