"""
Names that real code hands on, held up to whoever believes the last statement that binds a name, come what may.

That reading is wrong at times and misses nothing: all that archlint tells is among what it says, and what is not told
is known by name, with the doubt.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from archlint import rulebook
from archlint.settings import Request, load
from tests.corpora.wheels import Wheel, at_hand, unpacked
from tests.settings.texts import Text
from tests.source.naive import parsed, undisturbed

Taken = tuple[str, str, str]
"""Importer, imported module, name."""


class Case(NamedTuple):
    """A wheel, how many imports in it take names that are only handed on, how many names, and those in doubt."""

    wheel: Wheel
    package: str
    imports: int
    names: int
    doubted: frozenset[Taken] = frozenset()


CASES = [
    Case(Wheel("django", "5.2"), "django", 2, 2),
    Case(Wheel("wagtail", "8.0.1"), "wagtail", 2, 2),
    Case(
        Wheel("apache-airflow-core", "3.3.2"),
        "airflow",
        32,
        33,
        # `airflow` sets its names by `globals()` as well.
        frozenset(
            (f"airflow.{one}", "airflow", "DeprecatedImportWarning") for one in ("exceptions", "providers_manager")
        ),
    ),
    Case(
        Wheel("sqlalchemy", "2.1.9"),
        "sqlalchemy",
        78,
        378,
        # They are imported twice.
        frozenset(
            {
                ("sqlalchemy", "sqlalchemy.engine", "Compiled"),
                ("sqlalchemy", "sqlalchemy.engine", "TypeCompiler"),
                ("sqlalchemy.dialects.mysql._mariadb_shim", "sqlalchemy.engine.interfaces", "TypeCompiler"),
            }
        ),
    ),
]


@pytest.mark.once
@pytest.mark.parametrize(
    "case",
    [pytest.param(one, id=one.package, marks=[] if at_hand(one.wheel) else [pytest.mark.network]) for one in CASES],
)
def test_names_that_are_told_are_those_that_a_trusting_reader_finds_less_the_doubted(case):
    folder = unpacked(case.wheel)
    found = rulebook.apply(Request(load(folder / "archlint.toml", Text(settings(case.package))), cache=False)).findings

    told = {(one.importer, one.imported, name) for one in found for name in one.names}
    expected = set(Trusting(folder, case.package).leaks())

    assert told <= expected
    assert expected - told == case.doubted
    assert (len(found), len(told)) == (case.imports, case.names)


def settings(package):
    return f"""
        packages = ["{package}"]
        [components]
        part = "{package}.{{part}}"
        top = "{package}.__init__"
        [rules.leak]
    """


class Names:
    """What one module says of its names."""

    def __init__(self, file: Path, module: str) -> None:
        tree = parsed(file.read_bytes())
        package = file.name == "__init__.py"
        self.home = module.split(".") if package else module.split(".")[:-1]
        self.bound: dict[str, tuple[str, str] | None] = {}
        """By name from which module it is taken, and as what; None where it is defined here. The last one wins."""
        self.stars: list[str] = []
        self.listed: set[str] | None = None
        for statement in _outside_functions(tree.body):
            self._note(statement)
        froms = [one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)]
        self.taken = {(self._base(one), alias.name) for one in froms for alias in one.names}

    def _note(self, statement: ast.stmt) -> None:
        match statement:
            case ast.ImportFrom(names=[ast.alias(name="*")]):
                self.stars.append(self._base(statement))
            case ast.ImportFrom(names=names):
                self.bound |= {one.asname or one.name: (self._base(statement), one.name) for one in names}
            case ast.Import(names=names):
                self.bound |= {one.asname: (one.name, "") for one in names if one.asname}
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AsyncFunctionDef(name=name):
                self.bound[name] = None
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List() | ast.Tuple() as value):
                self.listed = set(ast.literal_eval(value))
            case ast.Assign() | ast.AnnAssign(value=ast.expr()) | ast.AugAssign():
                stored = (one for one in ast.walk(statement) if isinstance(one, ast.Name))
                self.bound |= {one.id: None for one in stored if isinstance(one.ctx, ast.Store)}

    def _base(self, statement: ast.ImportFrom) -> str:
        above = self.home[: len(self.home) + 1 - statement.level] if statement.level else []
        return ".".join([*above, *filter(None, [statement.module])])


def _outside_functions(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for one in body:
        yield one
        if isinstance(one, ast.If | ast.Try | ast.With | ast.For | ast.While):
            blocks = [getattr(one, name, []) for name in ("body", "orelse", "finalbody")]
            for block in [*blocks, *(handler.body for handler in getattr(one, "handlers", []))]:
                yield from _outside_functions(block)


class Trusting:
    """All modules of a package."""

    def __init__(self, folder: Path, package: str) -> None:
        self.names = {}
        with undisturbed():
            for file in sorted(folder.glob(f"{package}/**/*.py")):
                parts = file.relative_to(folder).with_suffix("").parts
                module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                self.names[module] = Names(file, module)

    def leaks(self) -> Iterator[Taken]:
        """Yield each name that is taken over a component from a third one."""
        for importer, said in self.names.items():
            for module, name in said.taken:
                if module in self.names and name != "*" and not self._is_module(module, name):
                    home = self._home(module, name, 0)
                    if home in self.names and len({*map(_part, (importer, module, home))}) == 3:
                        yield importer, module, name

    def _is_module(self, module: str, name: str) -> bool:
        return f"{module}.{name}" in self.names

    def _home(self, module: str, name: str, depth: int) -> str:
        said = self.names.get(module)
        if said is None or not name or depth > 30:
            return module
        if name in said.bound:
            origin = said.bound[name]
            if origin is None:
                return module
            whole = ".".join(filter(None, origin))
            return whole if whole in self.names else self._home(*origin, depth + 1)
        giver = next((star for star in reversed(said.stars) if self._gives(star, name, frozenset())), None)
        return self._home(giver, name, depth + 1) if giver else module

    def _gives(self, module: str, name: str, seen: frozenset[str]) -> bool:
        said = self.names.get(module)
        if said is None or module in seen:
            return False
        if name not in said.listed if said.listed is not None else name.startswith("_"):
            return False
        return name in said.bound or any(self._gives(star, name, seen | {module}) for star in said.stars)


def _part(module: str) -> str:
    return ".".join(module.split(".")[:2])
