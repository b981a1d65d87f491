"""Random codebases, and random contracts about them, in the form of an .importlinter."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

__all__ = ["Contract", "Project", "lay", "projects"]

PACKAGES = ("shop", "shop.a", "shop.a.sub", "shop.b", "shop.c", "shop.c.x", "lib")
MODULES = (
    *("shop.a.x", "shop.a.y", "shop.a._q", "shop.a.sub.x", "shop.a.sub.deep", "shop.b.x", "shop.b.y", "shop.c.x.one"),
    *("shop.c.x.two", "shop._p", "shop.d", "lib.m", "lib.n"),
)
EVERYTHING = (*PACKAGES, *MODULES)
EXTERNALS = ("requests", "google.cloud.storage", "json")
WILD = (
    "shop.*",
    "shop.**",
    "shop.*.x",
    "shop.**.x",
    "shop.a.*",
    "shop.a.**",
    "**.x",
    "shop.*.*",
    "shop.nosuch.*",
    "lib.*",
)


class Contract(NamedTuple):
    """One contract: its type, and its options."""

    type: str
    options: tuple[tuple[str, tuple[str, ...]], ...]


class Project(NamedTuple):
    """A codebase and its contracts."""

    imports: tuple[tuple[str, str, str], ...]
    """(importer, imported, how)"""
    session: tuple[tuple[str, str], ...]
    contracts: tuple[Contract, ...]


def lay(folder: Path, project: Project) -> None:
    """Write a project into a folder."""
    texts: dict[str, list[str]] = {name: [] for name in EVERYTHING}
    for importer, imported, how in project.imports:
        lead = {"plain": "", "typing": "if TYPE_CHECKING:\n    ", "deferred": "def f():\n    "}[how]
        texts[importer].append(f"{lead}import {imported}")
    for name, lines in texts.items():
        path = folder / name.replace(".", "/")
        file = path / "__init__.py" if name in PACKAGES else path.with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("from typing import TYPE_CHECKING\n" + "\n".join(lines) + "\n")
    (folder / ".importlinter").write_text(text_of(project))


def text_of(project: Project) -> str:
    """Return the contracts as an INI file."""
    lines = ["[importlinter]", "root_packages =", "    shop", "    lib"]
    lines += [f"{key} = {value}" for key, value in project.session]
    for number, contract in enumerate(project.contracts):
        lines += ["", f"[importlinter:contract:c{number}]", f"name = contract {number}", f"type = {contract.type}"]
        for key, values in contract.options:
            lines += (
                [f"{key} =", *(f"    {value}" for value in values)] if len(values) != 1 else [f"{key} = {values[0]}"]
            )
    return "\n".join(lines) + "\n"


NAMES = st.sampled_from(EVERYTHING)
EXPRESSIONS = st.one_of(NAMES, NAMES, NAMES, st.sampled_from(WILD))


def _several(names: st.SearchStrategy[str], least: int = 1, most: int = 4) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(names, min_size=least, max_size=most, unique=True).map(tuple)


def _maybe(strategy: st.SearchStrategy, chance: int = 3) -> st.SearchStrategy:
    return st.integers(0, chance).flatmap(lambda n: strategy if n == 0 else st.none())


BOOLEANS = st.sampled_from([("True",), ("false",), ("TRUE",)])
ENDS = st.one_of(NAMES, st.sampled_from([*WILD, "requests", "**"]))
IGNORES = _several(st.tuples(ENDS, ENDS).map(" -> ".join), 1, 3)
COMMON = st.fixed_dictionaries(
    {
        "ignore_imports": _maybe(IGNORES, 2),
        "unmatched_ignore_imports_alerting": st.sampled_from([("none",), ("none",), ("warn",), ("error",), None]),
    }
)
APART = st.sampled_from(["shop.a", "shop.b", "shop.c.x", "shop.c.y", "shop.d", "shop._p", "lib.m", "lib.n"])
"""Names of which none holds another."""


LEVELS = {odd: st.lists(NAMES if odd else APART, min_size=1, max_size=7, unique=not odd) for odd in (True, False)}
WIDTHS = st.sampled_from([1, 1, 1, 2, 3])
JOINTS = st.sampled_from([" | ", ":", " : "])


@st.composite
def _stacks(draw: st.DrawFn) -> tuple[str, ...]:
    """Layers, mostly of names of which none stands twice."""
    names = draw(LEVELS[draw(st.integers(0, 9)) == 0])
    layers: list[str] = []
    while names:
        level = [names.pop() for _ in range(min(len(names), draw(WIDTHS)))]
        level = [name if draw(st.booleans()) and name != "shop.c.y" else f"({name})" for name in level]
        layers.append(draw(JOINTS).join(level))
    return tuple(layers)


TAILS = ("a", "b", "c", "d", "x", "y", "sub", "_p", "m", "n")
TAIL = st.sampled_from(TAILS)
INNER = st.lists(TAIL, min_size=1, max_size=6, unique=True)
INNER_WIDTHS = st.sampled_from([1, 1, 2])


@st.composite
def _levels(draw: st.DrawFn) -> tuple[str, ...]:
    """Layers of containers: there most have to be optional."""
    names = draw(INNER)
    layers: list[str] = []
    while names:
        level = [names.pop() for _ in range(min(len(names), draw(INNER_WIDTHS)))]
        level = [f"({name})" if draw(st.integers(0, 4)) else name for name in level]
        layers.append(" | ".join(level))
    return tuple(layers)


ABSOLUTE = {"layers": _stacks()}
CONTAINED = {
    "containers": _several(st.sampled_from(["shop", "shop.a", "shop.c", "lib", "shop.*", "shop.nosuch.*"]), 1, 2),
    "layers": _levels(),
    "exhaustive": _maybe(BOOLEANS, 2),
    "exhaustive_ignores": _maybe(_several(TAIL, 1, 5)),
}
KINDS = {
    "layers": st.one_of(st.fixed_dictionaries(ABSOLUTE), st.fixed_dictionaries(CONTAINED)),
    "forbidden": st.fixed_dictionaries(
        {
            "source_modules": _several(EXPRESSIONS),
            "forbidden_modules": _several(
                st.one_of(EXPRESSIONS, EXPRESSIONS, st.sampled_from(["requests", "google", "yaml"]))
            ),
            "allow_indirect_imports": _maybe(BOOLEANS, 1),
            "as_packages": _maybe(BOOLEANS, 1),
        }
    ),
    "independence": st.fixed_dictionaries({"modules": _several(EXPRESSIONS, 1, 4)}),
    "protected": st.fixed_dictionaries(
        {
            "protected_modules": _several(EXPRESSIONS, 1, 3),
            "allowed_importers": _several(EXPRESSIONS, 0, 3),
            "as_packages": _maybe(BOOLEANS, 1),
        }
    ),
    "acyclic_siblings": st.fixed_dictionaries(
        {
            "ancestors": _several(st.sampled_from(["shop", "shop.a", "shop.c", "lib", "shop.*"]), 1, 2),
            "depth": _maybe(st.sampled_from([("0",), ("1",), ("2",)]), 1),
            "skip_descendants": _maybe(
                _several(st.sampled_from(["shop.a", "shop.c", "shop.c.*", "shop.a.sub"]), 1, 2), 1
            ),
        }
    ),
    "private_modules": st.fixed_dictionaries(
        {
            "packages_with_private_modules": _maybe(
                _several(st.sampled_from(["shop", "shop.a", "lib", "shop.c.*"]), 1, 2), 1
            )
        }
    ),
}


@st.composite
def contracts(draw: st.DrawFn, types: st.SearchStrategy[str]) -> Contract:
    """A contract of one of the types."""
    type_ = draw(types)
    options = {**draw(KINDS[type_]), **draw(COMMON)}
    return Contract(type_, tuple((key, value) for key, value in options.items() if value is not None))


def _siblings() -> st.SearchStrategy[tuple[str, str]]:
    """Two modules of one package, which form a circle sooner than any two."""
    parents = st.sampled_from([name for name in PACKAGES if name != "lib"])
    inside = parents.map(lambda parent: [name for name in EVERYTHING if name.rpartition(".")[0] == parent])
    return inside.flatmap(lambda names: st.tuples(st.sampled_from(names), st.sampled_from(names)))


PAIRS = st.one_of(st.tuples(NAMES, NAMES), st.tuples(NAMES, st.sampled_from([*EVERYTHING, *EXTERNALS])), _siblings())
WAYS = st.sampled_from(["plain", "plain", "typing", "deferred"])
IMPORTS = {
    least: st.lists(
        st.tuples(PAIRS, WAYS).map(lambda one: (*one[0], one[1])), min_size=least, max_size=30, unique=True
    ).map(tuple)
    for least in (0, 6, 16)
}
LEAST = st.sampled_from(sorted(IMPORTS))
EXTERNAL, BARE = st.sampled_from(["True", "True", "False"]), st.sampled_from(["True", "false", "False"])


def projects(*types: str) -> st.SearchStrategy[Project]:
    """A codebase with contracts of these types."""
    return _projects(st.lists(contracts(st.sampled_from(types)), min_size=1, max_size=3).map(tuple))


@st.composite
def _projects(draw: st.DrawFn, chosen: st.SearchStrategy[tuple[Contract, ...]]) -> Project:
    imports = draw(IMPORTS[draw(LEAST)])
    back = [(head, tail, "plain") for tail, head, _ in imports[: draw(st.integers(0, 4))] if head in EVERYTHING]
    imports = tuple(dict.fromkeys((*imports, *back)))
    session = (
        ("include_external_packages", draw(EXTERNAL)),
        ("exclude_type_checking_imports", draw(BARE)),
    )
    return Project(tuple(one for one in imports if one[0] != one[1]), session, draw(chosen))
