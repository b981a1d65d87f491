"""The nouns of ownership: whose both ends of a violation are, and what the code of one team imports of another's."""

from __future__ import annotations

from archlint.startup import NamedTuple

__all__ = ["Coupling", "Couplings", "Owners"]


class Owners(NamedTuple):
    """Who owns both ends of an import, by CODEOWNERS; () where nobody does, and for an end that there is not."""

    importer: tuple[str, ...] = ()
    imported: tuple[str, ...] = ()


class Coupling(NamedTuple):
    """What the code of one owner imports of another's."""

    importer: str
    """An owner; "" for code that nobody owns."""
    imported: str
    imports: int
    """Direct imports, each pair of modules counted once; 0 where only a chain breaks a rule."""
    new: int
    """Pairs of modules with a violation that is new, whether an import or a chain joins them."""
    known: int
    """Pairs of modules that have violations, and none that is new."""
    components: tuple[tuple[str, str, int], ...]
    """The components that it leads from and to, with the imports, heaviest first; modules, where those are not two."""
    first: tuple[str, str, str, int]
    """(importer, imported, path, line) of one of them: one that breaks a rule, if any does."""


class Couplings(NamedTuple):
    """Which teams are coupled, and by how much. An import counts for each owner of either end."""

    path: str = ""
    """The CODEOWNERS file, relative to the settings' root; "" where there is none."""
    dialect: str = ""
    """GitHub or GitLab: whose rules of reading were followed."""
    owners: int = 0
    """How many own some module."""
    modules: int = 0
    shared: int = 0
    """Modules that several own."""
    unowned: int = 0
    """Modules that nobody owns."""
    imports: int = 0
    """Distinct first-party imports."""
    inside: int = 0
    """Those whose ends have an owner in common, or are both nobody's."""
    all: tuple[Coupling, ...] = ()
    """By importer and imported; those of nobody last."""
