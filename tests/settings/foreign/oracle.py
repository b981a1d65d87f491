"""import-linter itself, in this process: what it says of the contracts of a folder, one by one."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import grimp
import importlinter.cli  # noqa: F401 - it is configured by that
from importlinter.application import use_cases
from importlinter.domain.contract import InvalidContractOptions, registry

__all__ = ["Linted", "Ruling", "linted", "rulings"]

Pair = tuple[str, str]


class Ruling(NamedTuple):
    """What it says of one contract."""

    name: str
    state: str
    """kept, broken or refused."""
    direct: frozenset[Pair] = frozenset()
    """The direct imports that it calls illegal."""
    why: str = ""
    """Why it was refused."""


def rulings(folder: Path, config: str) -> list[Ruling]:
    """Return what import-linter says of each contract of a file, each by itself: it stops at the first it refuses."""
    file = str(folder / config)
    options = use_cases.read_user_options(file)
    session = options.session_options
    use_cases._register_built_in_contract_types()
    with _on_path(folder, session["root_packages"]):
        graph = use_cases._build_graph(
            root_package_names=session["root_packages"],
            include_external_packages=use_cases._get_include_external_packages(options),
            exclude_type_checking_imports=use_cases._get_exclude_type_checking_imports(options),
            verbose=False,
            cache_dir=None,
        )
    return [_ruling(graph, session, contract) for contract in options.contracts_options]


class Linted(NamedTuple):
    """How `lint-imports` ended."""

    code: int
    states: dict[str, str]
    """KEPT or BROKEN, by the name of the contract."""


def linted(folder: Path) -> Linted:
    """Run `lint-imports` as a person does, in a folder whose packages can be imported."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    surroundings = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
    found = re.findall(r"^(.+?) (KEPT|BROKEN)\b", done.stdout, flags=re.MULTILINE)
    return Linted(done.returncode, dict(found))


def _ruling(graph: grimp.ImportGraph, session: dict[str, Any], options: dict[str, Any]) -> Ruling:
    name = options["name"]
    try:
        contract = registry.get_contract_class(options["type"])(name, session, options)
        check = contract.check(deepcopy(graph), verbose=False)
    except InvalidContractOptions as error:
        return Ruling(name, "refused", why=str(error.errors))
    except Exception as error:  # noqa: BLE001 - whatever it says, it judges nothing
        return Ruling(name, "refused", why=f"{type(error).__name__}: {error}")
    return Ruling(name, "kept" if check.kept else "broken", frozenset(_direct(options["type"], check.metadata)))


def _direct(type_: str, metadata: dict[str, Any]) -> Iterator[Pair]:
    """Yield the illegal direct imports in what a contract keeps for its report."""
    if type_ == "forbidden":
        for one in metadata["invalid_chains"]:
            yield from ((c[0]["importer"], c[0]["imported"]) for c in one["chains"] if len(c) == 1)
    elif type_ == "protected":
        for broken in metadata["illegal_imports"]:
            yield from ((link["importer"], link["imported"]) for link in broken.illegal_links)
    elif type_ == "private_modules":
        yield from ((link["importer"], link["imported"]) for link in metadata["illegal_imports"])
    elif type_ in ("layers", "independence"):
        for one in metadata.get("invalid_dependencies", metadata.get("invalid_chains", ())):
            for route in one.get("routes", one.get("chains")):
                if len(route["chain"]) == 1:
                    firsts = [route["chain"][0], *route["extra_firsts"]]
                    lasts = [route["chain"][-1], *route["extra_lasts"]]
                    yield from ((link["importer"], link["imported"]) for link in (*firsts, *lasts))


@contextmanager
def _on_path(folder: Path, packages: list[str]) -> Iterator[None]:
    """Let a folder be the first place in which packages are looked for."""
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for package in packages:
            assert package not in sys.modules, "it was imported"
