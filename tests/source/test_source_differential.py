"""Our reading of thousands of real files, held up to a naive one that shares no code with it."""

import ast
import io
import itertools
import sysconfig
import tokenize
import warnings
from functools import cache
from pathlib import Path

import pytest

from archlint.source.extract import extract
from archlint.source.facts import Facts
from archlint.source.nouns import KINDS, MARKS
from tests.source.codebases import reading

STDLIB = Path(sysconfig.get_path("stdlib"))
SITE = Path(sysconfig.get_path("purelib"))
ABSENCE = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LOOPS = (ast.For, ast.AsyncFor, ast.While)


def parsed(content):
    """Return the tree of a file, whatever Python thinks of its escapes: newer ones warn of more."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(content)


def facts_by_parents(content):
    """Return every import of a file: each node asks all that it stands in."""
    tree = parsed(content)
    parents = {}
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    parents[child] = node, field
    flags = names_of_type_checking(tree)
    text = decoded_lines(content)
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        how = circumstances(node, parents, flags)
        where = (
            node.lineno,
            column(text, node.lineno, node.col_offset),
            node.end_lineno,
            column(text, node.end_lineno, node.end_col_offset),
        )
        for alias in node.names:
            if isinstance(node, ast.Import):
                found.append((0, alias.name, "", *where, *how))
            else:
                found.append((node.level, node.module or "", alias.name, *where, *how))
    return sorted(found)


def names_of_type_checking(tree):
    flags = {"TYPE_CHECKING", "typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"}
    for node in ast.walk(tree):
        for alias in getattr(node, "names", []) if isinstance(node, (ast.Import, ast.ImportFrom)) else []:
            bound = alias.asname or alias.name
            if isinstance(node, ast.Import) and alias.name in ("typing", "typing_extensions"):
                flags.add(f"{bound}.TYPE_CHECKING")
            if isinstance(node, ast.ImportFrom) and node.module in ("typing", "typing_extensions"):
                flags |= {bound} if alias.name == "TYPE_CHECKING" else set()
    return flags


def decoded_lines(content):
    name, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return io.StringIO(content.decode(name), newline=None).read().split("\n")


def column(text, line, offset):
    return len(text[line - 1].encode()[:offset].decode()) + 1


def circumstances(node, parents, flags):
    deferred = typing = optional = conditional = False
    while node in parents:
        outer, field = parents[node]
        if isinstance(outer, FUNCTIONS):
            deferred = True
        elif isinstance(outer, ast.If):
            always = truth(outer.test, flags)
            conditional |= len(always) == 2
            typing |= always == {field == "orelse"}
        elif isinstance(outer, (*LOOPS, ast.match_case)):
            conditional = True
        elif isinstance(outer, (ast.Try, ast.TryStar)) and field != "finalbody" and not deferred:
            optional |= any(catches(handler.type) for handler in outer.handlers)
        elif isinstance(outer, (ast.With, ast.AsyncWith)) and not deferred:
            calls = [item.context_expr for item in outer.items if isinstance(item.context_expr, ast.Call)]
            optional |= any(
                ast.unparse(call.func).split(".")[-1] == "suppress" and any(map(catches, call.args)) for call in calls
            )
        node = outer
    kind = "typing" if typing else "deferred" if deferred else "runtime"
    return KINDS.index(kind), optional << MARKS.index("optional") | conditional << MARKS.index("conditional")


def truth(test, flags):
    """Return which values a test can have when TYPE_CHECKING is false, by trying all values of everything else."""

    def leaves(node):
        if isinstance(node, ast.BoolOp):
            return [leaf for value in node.values for leaf in leaves(value)]
        return leaves(node.operand) if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) else [node]

    def value(node, given):
        if isinstance(node, ast.BoolOp):
            return (all if isinstance(node.op, ast.And) else any)(value(one, given) for one in node.values)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return not value(node.operand, given)
        return given[id(node)]

    free = [node for node in leaves(test) if ast.unparse(node) not in flags]
    fixed = {id(node): False for node in leaves(test)}
    tries = itertools.product([False, True], repeat=min(len(free), 8))
    return {value(test, fixed | {id(node): it for node, it in zip(free, given, strict=False)}) for given in tries}


def catches(caught):
    if caught is None:
        return True
    types = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(
        ast.unparse(one).split(".")[-1] in ABSENCE for one in types if isinstance(one, (ast.Name, ast.Attribute))
    )


@cache
def corpus():
    """Return some thousand files of the running interpreter, the same ones each time."""
    files = sorted({*STDLIB.rglob("*.py"), *SITE.rglob("*.py")})
    return [file for file in files[:: max(1, len(files) // 2_000)] if file.stat().st_size < 50_000]


def test_thousands_of_real_files_say_the_same_to_a_naive_reader():
    compared, names, unread = 0, 0, []
    for file in corpus():
        content = file.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = extract(file.name, content)
            try:
                expected = facts_by_parents(content)
            except (SyntaxError, ValueError, UnicodeDecodeError):
                unread.append(file)
                assert not isinstance(found, Facts), file
                continue
        assert isinstance(found, Facts), found
        assert sorted(fact for fact in found.imports if KINDS[fact.kind] != "dynamic") == expected, file
        compared += 1
        names += len(expected)

    assert compared > 500
    assert names > 3_000
    assert len(unread) < compared / 20


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
