"""What tach's settings come to in the tree that they speak of: its modules, each once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from archlint.settings.foreign.tach.globs import fits, is_glob
from archlint.settings.foreign.tach.nouns import ROOT, Config, Dependency, Module
from archlint.settings.foreign.tach.tree import Tree
from archlint.settings.problems import Problem

__all__ = ["Project", "project"]


@dataclass(frozen=True)
class Project:
    """The settings and the modules that they come to."""

    config: Config
    modules: Mapping[str, Module]
    """
    Those in which code stands, by path, in the order of the settings; with the code that is in no module, where that is
    looked at at all.
    """
    known: frozenset[str]
    """The paths of all, also of those whose code stands in more exact ones."""
    bare: tuple[Module, ...]
    """Those without code: all of it stands in more exact ones, or is left out."""
    missing: tuple[Module, ...]
    """Those whose path or pattern leads to nothing."""
    twice: tuple[Problem, ...]
    """A problem for each that is defined more than once."""
    _meant: dict[str, tuple[Module, ...]] = field(default_factory=dict)

    @cached_property
    def layers(self) -> dict[str, int]:
        """The position of each layer, 0 on top."""
        return {layer.name: index for index, layer in enumerate(self.config.layers)}

    def checked(self, module: Module) -> bool:
        """Return whether the imports of a module are judged at all."""
        return not module.unchecked

    def level(self, module: Module) -> int | None:
        """Return the position of the layer of a module; None where it has none."""
        return self.layers.get(module.layer.text) if module.layer else None

    def passed(self, importer: Module, imported: Module) -> bool:
        """Return whether a closed layer lies between the two, which the import would pass over."""
        upper, lower = self.level(importer), self.level(imported)
        if upper is None or lower is None:
            return False
        return any(layer.closed for layer in self.config.layers[upper + 1 : lower])

    def by_order(self, importer: Module, imported: Module) -> bool:
        """Return whether the order of the layers permits the import, whatever lists say."""
        upper, lower = self.level(importer), self.level(imported)
        downward = upper is not None and lower is not None and upper < lower
        return downward and not self.passed(importer, imported) and not self.by_lists(importer, imported)

    def by_lists(self, importer: Module, imported: Module) -> bool:
        """Return whether the lists of the importer decide, and not the order of the layers alone."""
        upper, lower = self.level(importer), self.level(imported)
        if upper is None or lower is None or upper == lower:
            return True
        explicit = self.config.flag("layers_explicit_depends_on") and not imported.utility
        return explicit and upper < lower and not self.passed(importer, imported)

    def meant(self, text: str) -> tuple[Module, ...]:
        """Return the modules that an entry of a list means; hundreds of lists may have the same one."""
        found = self._meant.get(text)
        if found is None:
            found = tuple(module for path, module in self.modules.items() if fits(text, path)) if is_glob(text) else ()
            found = found or ((self.modules[text],) if text in self.modules else ())
            self._meant[text] = found
        return found

    def forbidden(self, module: Module) -> dict[str, Dependency]:
        """Return the other modules that one must not import by what it lists, each with the entry that says so."""
        pairs = ((other.path, one) for one in reversed(module.cannot_depend_on) for other in self.meant(one.text))
        return {path: one for path, one in pairs if path != module.path}

    def listed(self, module: Module) -> Iterator[tuple[Module, Dependency]]:
        """Yield the other modules that one lists and may import: `cannot_depend_on` counts more than `depends_on`."""
        barred = {module.path, *self.forbidden(module)}
        for one in module.depends_on or ():
            yield from ((other, one) for other in self.meant(one.text) if other.path not in barred)

    def others(self, module: Module) -> Iterator[Module]:
        """Yield every module but one."""
        return (other for other in self.modules.values() if other.path != module.path)


def project(config: Config, tree: Tree) -> Project:
    """Return what settings come to; of a module that is defined more than once the last counts, as with tach."""
    modules: dict[str, Module] = {}
    first: dict[str, Module] = {}
    missing: list[Module] = []
    twice: list[Problem] = []
    for written in config.modules:
        found = list(_found(written, tree))
        if not found and _right(written):
            missing.append(written)
        for module in found:
            earlier = first.setdefault(module.path, module)
            if earlier is not module and (not earlier.pattern or earlier.pattern == module.pattern):
                message = f"`{module.path}` is defined more than once"
                twice.append(module.at.problem(message, help_="keep one of the two: tach refuses both"))
            modules[module.path] = module
    if config.root_module == "ignore":
        modules.pop(ROOT, None)
    elif ROOT not in modules:
        modules[ROOT] = Module(ROOT, config.top.at("root_module"))
    peopled = {_nearest(path, modules) for path in tree.paths}
    there = {path: module for path, module in modules.items() if path in peopled}
    bare = tuple(module for path, module in modules.items() if path not in peopled)
    return Project(config, there, frozenset(modules), bare, tuple(missing), tuple(twice))


def _nearest(path: str, modules: Mapping[str, Module]) -> str:
    """Return the module that a path belongs to."""
    while path and path not in modules:
        path = path.rpartition(".")[0]
    return path or ROOT


def _found(written: Module, tree: Tree) -> Iterator[Module]:
    if not is_glob(written.path):
        if written.path == ROOT or tree.exists(written.path):
            yield written
        return
    paths = dict.fromkeys(path for path in tree.below(written.path) if _right(written) and fits(written.path, path))
    yield from (written._replace(path=path, pattern=written.path) for path in paths)


def _right(written: Module) -> bool:
    """Return whether a pattern can be read at all; one that cannot is told elsewhere."""
    try:
        fits(written.path, "")
    except re.error:
        return False
    return True
