"""The same question in the words of each tool: contracts, written as settings of archlint, import-linter and tach."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["ALONE", "Contracts", "alone", "as_archlint", "as_import_linter", "as_tach", "within"]

_KINDS: Final = ["runtime", "deferred", "typing"]
"""What import-linter counts. archlint would count more, tach is told to count as much."""
ALONE: Final = "alone"
"""The contract that no peer but grimp answers in minutes, in a settings file of its own."""


class Contracts(NamedTuple):
    """What a team could want of a codebase. Chains of imports count like imports, where the tool knows chains."""

    layers: tuple[str, ...]
    """Top first."""
    forbidden: tuple[str, str]
    """The first must not reach the second."""
    independent: tuple[str, ...] = ()
    """None of these may reach another."""
    inside: tuple[str, ...] = ()
    """Packages in which `names` are layers."""
    names: tuple[str, ...] = ()

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield every (importer, imported) that is not allowed; what lies below these names is part of them."""
        yield from _upward(self.layers)
        yield self.forbidden
        yield from ((one, other) for one in self.independent for other in self.independent if one != other)
        for container in self.inside:
            yield from _upward([f"{container}.{name}" for name in self.names])

    def named(self) -> list[str]:
        """Return all modules that the contracts name, sorted."""
        return sorted({name for pair in self.pairs() for name in pair})


def _upward(layers: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((lower, upper) for at, lower in enumerate(layers) for upper in layers[:at])


def as_archlint(contracts: Contracts) -> str:
    """Return an archlint.toml."""
    rules: dict[str, dict[str, object]] = {
        "layers": {"layers": contracts.layers},
        "forbidden": {"from": contracts.forbidden[:1], "to": contracts.forbidden[1:]},
    }
    if contracts.independent:
        rules["independent"] = {"modules": contracts.independent}
    if contracts.inside:
        rules["inside"] = {"type": "layers", "containers": contracts.inside, "layers": contracts.names}
    return _toml(rules)


def alone(modules: Sequence[str]) -> str:
    """Return an archlint.toml with nothing but the independence of many."""
    return _toml({ALONE: {"type": "independent", "modules": modules}})


def _toml(rules: dict[str, dict[str, object]]) -> str:
    lines: list[str] = []
    for id_, options in rules.items():
        lines.append(f"[rules.{id_}]")
        lines += [f"{key} = {json.dumps(value)}" for key, value in {**options, "kinds": _KINDS}.items()]
    return "\n".join([*lines, ""])


def as_import_linter(contracts: Contracts, roots: Sequence[str]) -> str:
    """Return an .importlinter; each contract is named as archlint's rule is."""
    source, target = contracts.forbidden
    lines = ["[importlinter]", *_listed("root_packages", roots)]
    lines += _contract("layers", "layers", layers=contracts.layers)
    lines += _contract("forbidden", "forbidden", source_modules=[source], forbidden_modules=[target])
    if contracts.independent:
        lines += _contract("independent", "independence", modules=contracts.independent)
    if contracts.inside:
        lines += _contract("inside", "layers", containers=contracts.inside, layers=contracts.names)
    return "\n".join([*lines, ""])


def _contract(name: str, type_: str, **options: Iterable[str]) -> Iterator[str]:
    yield from (f"[importlinter:contract:{name}]", f"name = {name}", f"type = {type_}")
    for key, values in options.items():
        yield from _listed(key, values)


def _listed(key: str, values: Iterable[str]) -> Iterator[str]:
    yield f"{key} ="
    yield from (f"    {value}" for value in values)


def as_tach(contracts: Contracts, roots: Sequence[str], folder: Path) -> str:
    """
    Return a tach.toml. Every child of the roots is declared: tach passes over the files of what is not.

    Layers are written as what each must not import: tach knows only one order of layers. A file belongs to the
    innermost declared module around it alone, so what holds for a module is written for all that are declared inside.
    """
    declared = {*contracts.named(), *roots, *(name for root in roots for name in _children(folder / root))}
    inside = {name: [other for other in declared if within(other, name)] for name in contracts.named()}
    refused: dict[str, list[str]] = {name: [] for name in declared}
    for importer, imported in contracts.pairs():
        for name in inside[importer]:
            refused[name] += inside[imported]
    lines = ['source_roots = ["."]', "ignore_type_checking_imports = false", "exact = false"]
    for name, others in sorted(refused.items()):
        lines += ["[[modules]]", f"path = {json.dumps(name)}"]
        if others:
            lines.append(f"cannot_depend_on = {json.dumps(sorted({*others}))}")
    return "\n".join([*lines, ""])


def within(name: str, whole: str) -> bool:
    """Return whether a module is another, or lies below it."""
    return f"{name}.".startswith(f"{whole}.")


def _children(package: Path) -> Iterator[str]:
    for path in package.iterdir():
        if (path.suffix == ".py" or (path / "__init__.py").is_file()) and path.stem != "__init__":
            yield f"{package.name}.{path.stem}"
