"""
What each contract type of import-linter comes to as a rule of archlint.

import-linter means by a wildcard the modules that fit it, each by itself, and is silent where none does; archlint means
one set of modules, and asks for at least one. So names with wildcards become ones that may be absent, a note tells of
those that mean nothing, and rules are told to read each match by itself. `**` stands there for one segment at least.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from archlint.settings.foreign.layers import layers
from archlint.settings.foreign.options import Name, Options
from archlint.settings.foreign.session import Session
from archlint.settings.foreign.writing import ABSENT, SILENT, each_pattern, general, put_each, put_names, spared
from archlint.settings.problems import Where
from archlint.startup import NamedTuple

__all__ = ["CONTRACTS", "KNOWN", "Contract"]

_COMMON: Final = ("broken_contract_guidance", "ignore_imports", "unmatched_ignore_imports_alerting")


class Contract(NamedTuple):
    """How contracts of one type are read."""

    type: str
    """The rule type that they come to."""
    keys: tuple[str, ...]
    """The options that they may have."""
    translate: Callable[[Options, Session, Where], None]
    """Add the options of the rule at `where`, after those that every rule has."""


def _forbidden(options: Options, session: Session, where: Where) -> None:
    options.needs("source_modules", "forbidden_modules")
    general(options, session, where)
    put_each(options, where)
    put_names(options, where, "source_modules", options.names("source_modules"), "from")
    forbidden = options.names("forbidden_modules")
    strangers = [name for name in forbidden if not (name.wild or session.is_internal(name.text))]
    put_names(options, where, "forbidden_modules", forbidden, "to", absent=strangers)
    _tell_strangers(options, session, strangers)
    if options.flag("allow_indirect_imports", default=False):
        options.made.put((*where, "indirect"), False, (*options.there, "allow_indirect_imports"))


def _tell_strangers(options: Options, session: Session, strangers: Iterable[Name]) -> None:
    """Tell of external modules that import-linter refuses, and archlint does not."""
    for name in strangers:
        if not session.externals:
            words = f"import-linter refuses `{name.text}` without `include_external_packages = True`; it is judged here"
            options.made.note(name.there, words)
        elif "." in name.text:
            words = f"import-linter refuses `{name.text}`, as it knows external packages as a whole; it is judged here"
            options.made.note(name.there, words)


def _independence(options: Options, session: Session, where: Where) -> None:
    options.needs("modules")
    general(options, session, where)
    put_names(options, where, "modules", options.names("modules"))
    options.made.put((*where, "each"), True, (*options.there, "modules"))


def _protected(options: Options, session: Session, where: Where) -> None:
    options.needs("protected_modules", "allowed_importers")
    general(options, session, where)
    whole = put_each(options, where)
    protected = options.names("protected_modules")
    allowed = options.names("allowed_importers", needed=False)
    listed = [spared(name, each_pattern(name.text), not whole) for name in allowed]
    here, made = (*where, "importers"), options.made
    rows = {spared(name, each_pattern(name.text), not session.is_internal(name.text)): name for name in protected}
    made.put(here, dict.fromkeys(rows, listed), (*options.there, "protected_modules"))
    for key, name in rows.items():
        made.came_from((*here, key), name.there)
        if key.startswith("("):
            made.watch((*here, key), key, name.text, SILENT if name.wild else ABSENT)
        for position, one in enumerate(allowed):
            made.came_from((*here, key, position), one.there)


def _acyclic(options: Options, session: Session, where: Where) -> None:
    options.needs("ancestors")
    general(options, session, where)
    put_names(options, where, "ancestors", options.names("ancestors"), "modules", as_set=True, needed=True)
    # There 0 is the children of the ancestors alone, here 1 is.
    options.made.put((*where, "depth"), options.number("depth", 10) + 1, (*options.there, "depth"))
    if "skip_descendants" in options.table:
        spared = options.names("skip_descendants", needed=False)
        looked_at = {name.text for name in options.lines("ancestors")}
        for name in (name for name in spared if name.text in looked_at):
            words = f"`{name.text}` is to be skipped, and is an ancestor to be looked into"
            options.problems.append(options.made.problem(name.there, words, "take it out of one of the two"))
        put_names(options, where, "skip_descendants", spared, "skip", as_set=True, needed=True)


def _private(options: Options, session: Session, where: Where) -> None:
    general(options, session, where)
    if "packages_with_private_modules" in options.table:
        names = options.names("packages_with_private_modules", needed=False)
        put_names(options, where, "packages_with_private_modules", names, "modules", as_set=True, needed=True)


CONTRACTS: Final = {
    "acyclic_siblings": Contract("acyclic", (*_COMMON, "ancestors", "depth", "skip_descendants"), _acyclic),
    "forbidden": Contract(
        "forbidden",
        (*_COMMON, "allow_indirect_imports", "as_packages", "forbidden_modules", "source_modules"),
        _forbidden,
    ),
    "independence": Contract("independent", (*_COMMON, "modules"), _independence),
    "layers": Contract("layers", (*_COMMON, "containers", "exhaustive", "exhaustive_ignores", "layers"), layers),
    "private_modules": Contract("private", (*_COMMON, "packages_with_private_modules"), _private),
    "protected": Contract("protected", (*_COMMON, "allowed_importers", "as_packages", "protected_modules"), _protected),
}
KNOWN: Final = tuple(CONTRACTS)
"""The types that are built into import-linter."""
