"""Execute the file of a team's rule, and hold it up to the contract that CONTRIBUTING.md describes."""

import ast
import dataclasses
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial, wraps
from hashlib import sha256
from types import ModuleType
from typing import Any, Final

from archlint.graph import IMPORT_KINDS, KINDS, Breach, Graph, Misdeclared, Stack
from archlint.rulebook.own.faults import Fault, Unfit, told
from archlint.rulebook.own.soundness import unsound, unsound_cut, unsound_problem
from archlint.rulebook.pages import ill_formed, read
from archlint.settings import Problem

__all__ = ["line_of", "module", "seen"]

_MANUAL: Final = "docs/own-rules.md of archlint says what a rule yields"
_MAY_IMPORT: Final = ("archlint", "archlint.graph", "archlint.settings")


def seen(path: str, content: bytes) -> tuple[str, bool]:
    """Return the docstring of a file, "" where it cannot be read, and whether it has `stacks`; executes nothing."""
    try:
        tree = _parsed(path, content)
    except Unfit:
        return "", False
    ordered = any(isinstance(node, ast.FunctionDef) and node.name == "stacks" for node in tree.body)
    return ast.get_docstring(tree, clean=False) or "", ordered


def line_of(option: str, path: str, content: bytes) -> int:
    """Return the line in which a class of the file declares a field; 0 where it is not seen."""
    fields = (node for node in ast.walk(_parsed(path, content)) if isinstance(node, ast.AnnAssign))
    return next((node.lineno for node in fields if isinstance(node.target, ast.Name) and node.target.id == option), 0)


def module(type_: str, path: str, content: bytes) -> ModuleType:
    """Return the module of a rule, executed once for each content. Raises Unfit with all its faults."""
    done = _executed(type_, path, content)
    if isinstance(done, ModuleType):
        return done
    raise Unfit(done)


@cache
def _executed(type_: str, path: str, content: bytes) -> ModuleType | tuple[Fault, ...]:
    """Return the module, or why there is none: a file that fails is not tried again within a run."""
    try:
        tree = _parsed(path, content)
        if faults := [*_of_page(tree, type_, path), *_of_imports(tree, path)]:
            return tuple(faults)
        found = _run(tree, path, content)
        if faults := list(_of_parts(found, tree, path)):
            return tuple(faults)
    except Unfit as error:
        return error.faults
    return _guarded(found, path)


def _parsed(path: str, content: bytes) -> ast.Module:
    with told(path), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an odd escape in somebody's rule is no news for a report
        return ast.parse(content, path)


def _run(tree: ast.Module, path: str, content: bytes) -> ModuleType:
    """Execute the file under a name of its own: nothing else can import it, and no other file is overwritten."""
    digest = sha256(b"\0".join((path.encode(), content))).hexdigest()
    name = f"_archlint_rule_{digest[:16]}"
    found = ModuleType(name, ast.get_docstring(tree, clean=False))
    sys.modules[name] = found  # dataclasses look themselves up there
    with told(path):
        exec(compile(tree, path, "exec", dont_inherit=True), found.__dict__)  # noqa: S102 - named in the settings
    return found


def _of_page(tree: ast.Module, type_: str, path: str) -> Iterator[Fault]:
    line = tree.body[0].lineno if tree.body else 1
    for message, advice in ill_formed(ast.get_docstring(tree, clean=False) or "", type_):
        yield Fault(path, line, message, advice)


def _of_imports(tree: ast.Module, path: str) -> Iterator[Fault]:
    """Of archlint only two doors keep their names; what lies behind them moves without notice."""
    statements = (node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)))
    for node in statements:
        names = [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            names = [f"archlint.{name}" for name in names] if node.module == "archlint" else [node.module or ""]
        for name in names:
            if name.partition(".")[0] == "archlint" and name not in _MAY_IMPORT:
                advice = "of archlint a rule may import archlint.graph and archlint.settings"
                yield Fault(path, node.lineno, f"a rule cannot count on `{name}`", advice)


def _of_parts(found: ModuleType, tree: ast.Module, path: str) -> Iterator[Fault]:
    lines = {node.name: node.lineno for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    if not callable(getattr(found, "check", None)):
        yield Fault(path, 1, "there is no function `check`", "`def check(graph, options)` yields a Breach a violation")
    if not callable(getattr(found, "faults", tuple)):
        yield Fault(path, 1, "`faults` is no function", "`def faults(options)` yields a Problem a mistake")
    kinds = getattr(found, "KINDS", IMPORT_KINDS)
    if not isinstance(kinds, (tuple, list)) or not kinds or not set(map(str, kinds)) <= set(KINDS):
        yield Fault(path, 1, "`KINDS` must be some kinds of imports", f"kinds: {', '.join(KINDS)}")
    options = getattr(found, "Options", None)
    if not (isinstance(options, type) and dataclasses.is_dataclass(options)):
        yield Fault(path, lines.get("Options", 1), "there is no dataclass `Options`", "one without a field will do")
    else:
        yield from _of_options(options, read(found.__doc__ or "").options, path, lines.get("Options", 1))


def _of_options(options: type, described: Iterable[str], path: str, line: int) -> Iterator[Fault]:
    """Each field needs a line in the page, and each line a field."""
    keys = [field.name.rstrip("_").replace("_", "-") for field in dataclasses.fields(options)]
    for key in keys:
        if key not in described:
            yield Fault(path, line, f"the page does not describe the option `{key}`", f"in `Options`: `{key}: ...`")
    for key in described:
        if key not in keys:
            yield Fault(path, line, f"the page describes `{key}`, which is no field of Options", "delete either")


def _guarded(found: ModuleType, path: str) -> ModuleType:
    """Return the rule as archlint calls it: what its functions raise and yield is held up to the contract."""
    guarded = ModuleType(found.__name__, found.__doc__)
    parts = {name: getattr(found, name) for name in ("Options", "KINDS", "RELATIVE") if hasattr(found, name)}
    parts["check"] = _checked(found.check, path)
    if hasattr(found, "faults"):
        parts["faults"] = _heard(found.faults, path)
    if hasattr(found, "stacks"):
        parts["stacks"] = _stacked(found.stacks, path)
    vars(guarded).update(parts)
    return guarded


def _checked(check: Callable[..., Any], path: str) -> Callable[[Graph, Any], list[Breach]]:
    """Return the check with its breaches held up to what a breach must be, and their cuts computed on the spot."""

    @wraps(check)
    def called(graph: Graph, options: Any) -> list[Breach]:
        return [
            breach._replace(cut=breach.cut and _computed(graph, breach, path), account=None)
            for breach in _yielded(check, (graph, options), partial(unsound, graph), path)
        ]

    return called


def _computed(graph: Graph, breach: Breach, path: str) -> Callable[[], tuple[tuple[int, int], ...]]:
    """Return a cut that is known: later nobody could say whose bug it was."""
    assert breach.cut is not None
    with told(path):
        imports = breach.cut()
        if words := unsound_cut(graph, imports):
            raise Unfit((Fault(path, 0, words, _MANUAL),))
    cut = tuple(imports)
    return lambda: cut


def _heard(faults: Callable[..., Any], path: str) -> Callable[[Any], list[Problem]]:
    """Return the function that says what is wrong with options, with its answers held up to what they must be."""

    @wraps(faults)
    def called(options: Any) -> list[Problem]:
        return _yielded(faults, (options,), unsound_problem, path)

    return called


def _stacked(stacks: Callable[..., Any], path: str) -> Callable[[Graph, Any], list[Stack]]:
    """Return the function that gives the orders for `explain`; where it cannot, there is no table to show."""

    @wraps(stacks)
    def called(graph: Graph, options: Any) -> list[Stack]:
        try:
            return _yielded(stacks, (graph, options), lambda one: "" if isinstance(one, Stack) else "no Stack", path)
        except Unfit:
            raise Misdeclared(()) from None

    return called


def _yielded(function: Callable[..., Any], given: tuple[Any, ...], slip: Callable[[Any], str], path: str) -> list[Any]:
    """Return what a rule's function yields. Raises Unfit for what it must not: see `slip`."""
    first = getattr(getattr(function, "__code__", None), "co_firstlineno", 0)
    with told(path, first):
        produced = function(*given)
        if not isinstance(produced, Iterable):
            words = f"`{function.__name__}` returns {type(produced).__name__}, and must yield what it finds"
            raise Unfit((Fault(path, first, words, _MANUAL),))
        found = []
        for one in produced:
            if words := slip(one):
                frame = getattr(produced, "gi_frame", None)
                raise Unfit((Fault(path, frame.f_lineno if frame else first, words, _MANUAL),))
            found.append(one)
        return found
