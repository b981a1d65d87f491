"""
Find rules and read their pages. A rule is a file named after itself: `linked-list` lives in linked_list.py.

archlint's own lie in archlint/rules in a wheel, and in `rules` beside the package in a checkout. Those of a team lie in
the folders that its settings name under `rule-folders`, and nowhere else: loading a rule executes it.
"""

import importlib
import importlib.util
import pkgutil
import re
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType

from archlint.rulebook import own, pages
from archlint.rulebook.own import Own, faults
from archlint.rulebook.pages import Page
from archlint.settings import Request

__all__ = ["BUILT_IN", "Shelf", "chosen", "house", "load"]


@dataclass(frozen=True)
class Shelf:
    """The rules that one request may use: archlint's own, and those of the team."""

    own: Mapping[str, Own] = field(default_factory=dict)
    """The team's, by type."""

    def types(self) -> tuple[str, ...]:
        """Return the names of all rule types, sorted."""
        return tuple(sorted({*_built_in(), *self.own}))

    def load(self, type_: str) -> ModuleType:
        """Return the module of a rule type that exists. Raises Unfit for a team's rule that breaks the contract."""
        return self.own[type_].module if type_ in self.own else load(type_)

    def page(self, type_: str) -> Page:
        """Return the page of a rule type. The file of a team's rule is read for it, not executed."""
        if type_ in self.own:
            return self.own[type_].page
        return pages.read(load(type_).__doc__ or "", ordered=hasattr(load(type_), "stacks"))

    def told(self, type_: str) -> AbstractContextManager[None]:
        """Return where code of that rule may run: what a team's raises becomes Unfit, what ours raises is our bug."""
        return faults.told(self.own[type_].path) if type_ in self.own else nullcontext()


BUILT_IN = Shelf()


def chosen(request: Request | None) -> Shelf:
    """
    Return the shelf that the settings choose; without a request, that of archlint alone. No rule is loaded.

    Raises SettingsError where a folder of the team's rules cannot be one.
    """
    if request is None or not request.settings.table.get(own.KEY):
        return BUILT_IN
    return Shelf(own.found(request, _built_in()))


@cache
def _built_in() -> tuple[str, ...]:
    folder = house(Path(__file__).parents[2])
    # Not importlib.resources, which loads a tenth of what a small check does; this lists a zip as well.
    path = [str(folder)] if folder else importlib.import_module("archlint.rules").__path__
    return tuple(sorted(one.name.replace("_", "-") for one in pkgutil.iter_modules(path) if one.name[0] != "_"))


@cache
def load(type_: str) -> ModuleType:
    """Return the module of one of archlint's own rule types."""
    stem = type_.replace("-", "_")
    name = f"archlint.rules.{stem}"
    folder = house(Path(__file__).parents[2])
    if folder is None:
        return importlib.import_module(name)
    spec = importlib.util.spec_from_file_location(name, folder / f"{stem}.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"no loader for {folder / stem}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


@cache
def house(folder: Path) -> Path | None:
    """Return the `rules` folder of archlint's own checkout; None where the folder is another (or a zip)."""
    rules, project = folder / "rules", folder / "pyproject.toml"
    if (folder / "archlint/rules").is_dir() or not rules.is_dir() or not project.is_file():
        return None
    own = re.search(r'^name = "archlint"$', project.read_text(encoding="utf-8", errors="replace"), flags=re.MULTILINE)
    return rules if own else None
