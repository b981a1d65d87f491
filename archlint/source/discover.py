"""
Find the modules under the roots, and what else can be imported from there.

A module is a Python file; its name is the way to it from its root. A folder without `__init__.py` is no module; what is
in it is read all the same. Of `shop.py` beside `shop/__init__.py` the package alone is read, as Python does it, and
the file is told.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from operator import itemgetter

from archlint.settings import Problem, nearest
from archlint.source.naming import dotted
from archlint.source.nouns import Unread
from archlint.source.options import Options
from archlint.source.roots import innermost, search
from archlint.source.tree import PYTHON, Tree, beside, python
from archlint.startup import NamedTuple

__all__ = ["Codebase", "discover"]


class Module(NamedTuple):
    """One file and the name it goes by."""

    name: str
    path: str
    home: str
    """The package that its relative imports start from; "" at the top of a root."""
    package: bool
    root: str


class Codebase(NamedTuple):
    """The modules that are first-party, sorted by name, and the names around them."""

    modules: tuple[Module, ...]
    folders: frozenset[str]
    """Dotted names of folders that lead to modules and are none."""
    beside: frozenset[str]
    """Dotted names of what exists and is not read; what is below them may exist."""
    unread: tuple[Unread, ...]
    shadowed: tuple[Unread, ...] = ()
    """Files that are left out because another has their name, as it is with Python."""
    others: frozenset[str] = frozenset()
    """Dotted names of modules that are not among the packages to be judged."""


def discover(tree: Tree, options: Options) -> tuple[Codebase, list[Problem]]:
    """Return what was found, and what is wrong with the settings `roots` and `packages`."""
    problems = options.outside() or list(_missing_roots(tree, options))
    if problems:
        return Codebase((), frozenset(), frozenset(), ()), problems
    roots, found = search(tree, options)
    everyone = list(_modules(found.files, roots))
    problems += _missing_packages(everyone, options)
    ours = _judged(everyone, options)
    modules, hidden = _distinct(ours)
    clashes = list(_clashes(hidden))
    problems += (_clash_problem(one, other, options) for one, other in clashes if _both_named(one, other, options))
    if not modules and not problems:
        problems.append(_nothing(tree, options, roots))
    names = frozenset(module.name for module in modules)
    folders = frozenset(_homes(modules)) - names
    others = frozenset(_name(path, innermost(path, roots) or "") for path in found.beside)
    shadowed = (*map(_hidden_note, hidden), *map(_clash_note, clashes))
    left = frozenset(module.name for module in everyone) - names
    return Codebase(modules, folders, others, found.unread, shadowed, left), problems


def _judged(modules: list[Module], options: Options) -> list[Module]:
    """Return the modules in the packages that their part of the settings names; all where it names none."""
    scopes = {scope.folder: tuple(f"{package}." for package in scope.packages) for scope in options.scopes}
    if not any(scopes.values()):
        return modules
    wanted = cache(lambda folder: scopes[innermost(folder, scopes) or ""])
    asked = ((module, wanted(module.path.rpartition("/")[0])) for module in modules)
    return [module for module, leads in asked if not leads or f"{module.name}.".startswith(leads)]


def _modules(paths: Iterable[str], roots: Collection[str]) -> Iterator[Module]:
    """Yield the module that each file is. What is known of a folder is asked once."""

    @cache
    def place(folder: str) -> tuple[str, str]:
        root = innermost(folder, roots) or ""
        return dotted(folder[len(root) + 1 :] if root else folder), root

    for path in paths:
        folder, _, file = path.rpartition("/")
        home, root = place(folder)
        if home and file == "__init__.py":
            yield Module(home, path, home, True, root)
        else:
            stem = dotted(file.removesuffix(PYTHON))
            yield Module(f"{home}.{stem}" if home else stem, path, home, False, root)


def _name(path: str, root: str) -> str:
    """Return the dotted name of something that is no module of ours: a folder, a compiled module, a file left out."""
    inner = path[len(root) + 1 :] if root else path
    folder, _, last = inner.rpartition("/")
    if python(last) or beside(last):
        last = last.partition(".")[0]
    return dotted(folder if last == "__init__" else posixpath.join(folder, last))


def _homes(modules: Iterable[Module]) -> Iterator[str]:
    """Yield every package and folder on the way to a module, once."""
    seen = {""}
    for module in modules:
        home = module.home
        while home not in seen:
            seen.add(home)
            yield home
            home = home.rpartition(".")[0]


def _distinct(modules: list[Module]) -> tuple[tuple[Module, ...], list[tuple[Module, Module]]]:
    """
    Return one module a name, sorted: a package before a file, a file that can be imported before one that cannot.

    Each that is left out comes with the one that is chosen, chosen first, by the path of the other.
    """
    chosen: dict[str, Module] = {}
    for module in modules:
        other = chosen.setdefault(module.name, module)
        if other is not module and _rank(module) < _rank(other):
            chosen[module.name] = module
    hidden = []
    if len(chosen) < len(modules):
        hidden = [(chosen[one.name], one) for one in modules if chosen[one.name] is not one]
        hidden.sort(key=lambda pair: pair[1].path)
    return tuple(chosen[name] for name in sorted(chosen)), hidden


def _rank(module: Module) -> tuple[bool, int, str]:
    return not module.package, module.path.count("."), module.path


def _clashes(hidden: Iterable[tuple[Module, Module]]) -> Iterator[tuple[Module, Module]]:
    """Yield for each top-level name that two roots define modules of the first such module, as it is read and not."""
    told = set()
    for other, module in sorted(hidden, key=itemgetter(1)):
        key = module.name.partition(".")[0], module.root
        if module.root == other.root or module.package != other.package or key in told:
            continue
        told.add(key)
        yield other, module


def _both_named(one: Module, other: Module, options: Options) -> bool:
    """Return whether the settings themselves name the roots of both modules: then somebody must choose."""
    return {one.root, other.root} <= set(options.scopes[0].roots)


def _clash_problem(one: Module, other: Module, options: Options) -> Problem:
    first, second = sorted((one.path, other.path))
    named = options.scopes[0].roots
    return Problem(
        ("roots", named.index(max(one.root, other.root))),
        f"two roots define the module `{one.name}`: {first} and {second}",
        help="leave one out with `exclude`, or list in `packages` what is to be judged",
    )


def _hidden_note(pair: tuple[Module, Module]) -> Unread:
    chosen, module = pair
    return Unread(module.path, 0, 0, f"this file was not read: the module `{module.name}` is {chosen.path}")


def _clash_note(clash: tuple[Module, Module]) -> Unread:
    one, other = clash
    top = one.name.partition(".")[0]
    return Unread(other.path, 0, 0, f"`{one.name}` is {one.path} already: of the two `{top}` one can be imported")


def _missing_roots(tree: Tree, options: Options) -> Iterator[Problem]:
    for scope, position, root in [(one, i, root) for one in options.scopes for i, root in enumerate(one.roots)]:
        parent = posixpath.dirname(root)
        siblings = tree.folders(parent)
        if root and root not in siblings:
            near = nearest(root, siblings)
            yield Problem(
                (*scope.where, "roots", position),
                f"there is no folder `{root}` {tree.where}".rstrip(),
                label=f"did you mean `{near}`?" if near else "",
                help="" if near else "a root is the folder in which top-level packages lie, such as `src`",
            )


def _missing_packages(modules: list[Module], options: Options) -> Iterator[Problem]:
    wanted = [(one, i, name) for one in options.scopes if one.speaks for i, name in enumerate(one.packages)]
    known = {module.name for module in modules} | set(_homes(modules)) if wanted else set()
    for scope, position, package in wanted:
        if package not in known:
            near = nearest(package, sorted(known))
            tops = sorted({name.partition(".")[0] for name in known})
            shown = ", ".join(f"`{top}`" for top in tops[:8]) + (", ..." if len(tops) > 8 else "")
            yield Problem(
                (*scope.where, "packages", position),
                f"there is no package `{package}` under the roots",
                label=f"did you mean `{near}`?" if near else "",
                help="" if near else f"the roots hold {shown or 'no Python file'}",
            )


def _nothing(tree: Tree, options: Options, roots: tuple[str, ...]) -> Problem:
    """Return the problem of a run that would judge nothing at all."""
    places = " or ".join(f"`{root}/`" if root else "the folder of this file" for root in roots)
    likely = min(tree.find(("",)).files if options.scopes[0].roots else (), key=_shallow, default="")
    if likely:
        package = posixpath.dirname(likely) if likely.endswith("/__init__.py") else likely
        act = f'there are Python files elsewhere: roots = ["{posixpath.dirname(package) or "."}"] reads {package}'
    elif any(python(path) for path in tree.everything()):
        act = "the Python files there are left out: by .gitignore, by `exclude`, or because their folder is hidden"
    else:
        act = 'name the folder in which your packages lie, such as roots = ["backend/src"], or move this file above it'
    return Problem(("roots",), f"there is no Python file to read in {places} {tree.where}".rstrip(), help=act)


def _shallow(path: str) -> tuple[bool, int, str]:
    return not path.endswith("/__init__.py"), path.count("/"), path
