"""Django's models by the names that strings give them: "sales.Order" is the class Order of the app `sales`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from archlint.source.wiring.naming import Naming

__all__ = ["Models"]

_MODULES: Final = ("models", "abstract_models", "")
"""Where an app has its models, below its package."""


class Models:
    """The models of a codebase. Nothing is looked for until somebody names one."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def named(self, name: str) -> str:
        """Return the full name of the one model that a text "app.Model" means; "" where it is none, or several."""
        label, _, model = name.rpartition(".")
        found = self.of(label, model) if label else ()
        return found[0] if len(found) == 1 else ""

    def of(self, label: str, model: str) -> tuple[str, ...]:
        """Return the classes that a model of an app may be, sorted; names of models differ in case as one likes."""
        key = label, model.lower()
        if key not in self._known:
            self._known[key] = tuple(sorted(set(self._of(label, model))))
        return self._known[key]

    def beside(self, node: int, model: str) -> tuple[str, ...]:
        """Return the classes that a model without an app may be: those of the app that a module lies in."""
        name = self._naming.name(node)
        packages = {package for packages in self._apps.values() for package in packages}
        inner = max((one for one in packages if f"{name}.".startswith(f"{one}.")), key=len, default="")
        return tuple(sorted(set(self._inside(inner, model)))) if inner else ()

    def _of(self, label: str, model: str) -> Iterator[str]:
        for package in self._apps.get(label, ()):
            yield from self._inside(package, model)

    def _inside(self, package: str, model: str) -> Iterator[str]:
        naming = self._naming
        for module in _MODULES:
            name = f"{package}.{module}" if module else package
            node = naming.modules.get(name)
            if node is None:
                continue
            bound = self._spelled(node, model)
            found = [
                one for one in naming.canonical(f"{name}.{bound}") if (home := naming.home(one)) and naming.class_(home)
            ]
            if not found and module:
                found = list(self._below(name, model))
            if found:
                yield from found
                return

    def _spelled(self, node: int, model: str) -> str:
        """Return the name of a model as the module has it."""
        names = self._naming.facts(node).bindings.get("", {})
        if model in names:
            return model
        return next((name for name in names if name.lower() == model.lower()), model)

    def _below(self, package: str, model: str) -> Iterator[str]:
        naming = self._naming
        for name, node in naming.modules.items():
            if name.startswith(f"{package}."):
                bound = self._spelled(node, model)
                if bound in naming.facts(node).classes:
                    yield f"{name}.{bound}"

    @cached_property
    def _apps(self) -> dict[str, list[str]]:
        """The packages that an app's label may mean: by its configuration, else by the last part of their names."""
        found: dict[str, list[str]] = {}
        configured: set[str] = set()
        naming = self._naming
        for name, node in naming.modules.items():
            if name.rpartition(".")[2] == "apps":
                for label, package in self._configured(node):
                    found.setdefault(label, []).append(package or name.rpartition(".")[0])
                    configured.add(package or name.rpartition(".")[0])
        for name in naming.modules:
            package, _, last = name.rpartition(".")
            if last in ("models", "abstract_models") and package not in configured:
                found.setdefault(package.rpartition(".")[2], []).append(package)
        return {label: sorted(set(packages)) for label, packages in found.items()}

    def _configured(self, node: int) -> Iterator[tuple[str, str]]:
        """Yield label and package of each app that a module configures."""
        facts = self._naming.facts(node)
        for name in facts.classes:
            names = facts.bindings.get(name, {})
            label, package = (
                next((one[1] for one in names.get(key, ()) if one[0] == "s"), "") for key in ("label", "name")
            )
            if label or package:
                yield label or package.rpartition(".")[2], package
