"""
What each contract type of import-linter comes to as a rule of archlint.

import-linter means by a wildcard the modules that fit it, each by itself, and is silent where none does; archlint means
one set of modules, and asks for at least one. So names with wildcards become ones that may be absent, a note tells of
those that mean nothing, and rules are told to read each match by itself. `**` stands there for one segment at least.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from archlint.settings.foreign.options import Name, Options
from archlint.settings.foreign.session import Session
from archlint.settings.nouns import Where

__all__ = ["CONTRACTS", "KNOWN", "Contract"]

_COMMON: Final = ("broken_contract_guidance", "ignore_imports", "unmatched_ignore_imports_alerting")
_UNMATCHED: Final = {"error": "error", "warn": "note", "none": "silent"}
_SILENT: Final = "import-linter says nothing of a wildcard that matches nothing"
_ABSENT: Final = "import-linter says nothing of a package that nobody imports, or that is misspelt"


class Contract(NamedTuple):
    """How contracts of one type are read."""

    type: str
    """The rule type that they come to."""
    keys: tuple[str, ...]
    """The options that they may have."""
    translate: Callable[[Options, Session, Where], None]
    """Add the options of the rule at `where`, after those that every rule has."""


def _layers(options: Options, session: Session, where: Where) -> None:
    options.needs("layers")
    _general(options, session, where)
    levels = [_level(options, position, name) for position, name in enumerate(options.lines("layers", once=False))]
    _refuse_nested(options, levels)
    options.end()
    if len(levels) == 1 and isinstance(levels[0][0], list):
        words = "this is no order: `|` makes one layer of modules that are independent of each other"
        options.made.note(
            levels[0][1].there, words, "for an order, each stands on a line of its own, the uppermost first"
        )
    made, there = options.made, (*options.there, "layers")
    made.put((*where, "layers"), [level for level, _ in levels], there)
    for position, (level, line) in enumerate(levels):
        made.came_from((*where, "layers", position), line.there)
        texts = level["level"] if isinstance(level, dict) else level
        lead = ("level",) if isinstance(level, dict) else ()
        for place, text in enumerate(texts if isinstance(texts, list) else ()):
            made.came_from((*where, "layers", position, *lead, place), line.there, text)
    if "containers" in options.table:
        _put_names(options, where, "containers", options.names("containers"), as_set=True)
    if options.flag("exhaustive", default=False):
        if "containers" not in options.table:
            options.wrong(("exhaustive",), "`exhaustive` needs `containers`: whose children are to be layers?")
        made.put((*where, "exhaustive"), True, (*options.there, "exhaustive"))
        spared = options.lines("exhaustive_ignores")
        _put(options, where, "exhaustive-ignore", [(f"({name.text})", name) for name in spared], "exhaustive_ignores")


def _holds(one: str, other: str) -> bool:
    return other.startswith(f"{one}.")


def _refuse_nested(options: Options, levels: Iterable[tuple[object, Name]]) -> None:
    """Add a mistake for each layer that stands twice, or lies in another one."""
    seen: list[str] = []
    for _, line in levels:
        for name in (text.strip().strip("()") for text in re.split("[|:]", line.text)):
            if name in seen:
                options.problems.append(options.made.problem(line.there, f"`{name}` is a layer twice", "keep one"))
            elif other := next(
                (one for one in seen if f"{name}.".startswith(f"{one}.") or one.startswith(f"{name}.")), ""
            ):
                inner, outer = sorted((name, other), key=len, reverse=True)
                words = f"the layer `{inner}` lies in the layer `{outer}`"
                help_ = "import-linter refuses that; in archlint's own settings the more exact name wins"
                options.problems.append(options.made.problem(line.there, words, help_))
            seen.append(name)


def _level(options: Options, position: int, line: Name) -> tuple[str | list[str] | dict[str, object], Name]:
    """Return one line of `layers` as a level of ours."""
    del position
    free, apart = ":" in line.text, "|" in line.text
    if free and apart:
        words = "`|` and `:` stand in one layer: are these independent of each other, or not?"
        options.problems.append(options.made.problem(line.there, words, "write the one or the other"))
    texts = [text.strip() for text in line.text.split("|" if apart else ":")]
    for text in texts:
        bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
        if "*" in bare:
            words = f"`{text}`: a layer is one module, and import-linter knows no wildcards here"
            options.problems.append(options.made.problem(line.there, words, "list the modules, with `|` between them"))
        else:
            options.fits(Name(bare, line.there))
    if len(texts) == 1:
        return texts[0], line
    return ({"level": texts, "siblings": "free"} if free else texts), line


def _forbidden(options: Options, session: Session, where: Where) -> None:
    options.needs("source_modules", "forbidden_modules")
    _general(options, session, where)
    _each(options, where)
    _put_names(options, where, "source_modules", options.names("source_modules"), "from")
    forbidden = options.names("forbidden_modules")
    strangers = [name for name in forbidden if not (name.wild or session.is_internal(name.text))]
    _put_names(options, where, "forbidden_modules", forbidden, "to", absent=strangers)
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
    _general(options, session, where)
    _put_names(options, where, "modules", options.names("modules"))
    options.made.put((*where, "each"), True, (*options.there, "modules"))


def _protected(options: Options, session: Session, where: Where) -> None:
    options.needs("protected_modules", "allowed_importers")
    _general(options, session, where)
    whole = _each(options, where)
    protected = options.names("protected_modules")
    allowed = options.names("allowed_importers", needed=False)
    listed = [_spared(name, _each_pattern(name.text), not whole) for name in allowed]
    here, made = (*where, "importers"), options.made
    rows = {_spared(name, _each_pattern(name.text), not session.is_internal(name.text)): name for name in protected}
    made.put(here, dict.fromkeys(rows, listed), (*options.there, "protected_modules"))
    for key, name in rows.items():
        made.came_from((*here, key), name.there)
        if key.startswith("("):
            made.watch((*here, key), key, name.text, _SILENT if name.wild else _ABSENT)
        for position, one in enumerate(allowed):
            made.came_from((*here, key, position), one.there)


def _acyclic(options: Options, session: Session, where: Where) -> None:
    options.needs("ancestors")
    _general(options, session, where)
    _put_names(options, where, "ancestors", options.names("ancestors"), "modules", as_set=True, needed=True)
    # There 0 is the children of the ancestors alone, here 1 is.
    options.made.put((*where, "depth"), options.number("depth", 10) + 1, (*options.there, "depth"))
    if "skip_descendants" in options.table:
        spared = options.names("skip_descendants", needed=False)
        looked_at = {name.text for name in options.lines("ancestors")}
        for name in (name for name in spared if name.text in looked_at):
            words = f"`{name.text}` is to be skipped, and is an ancestor to be looked into"
            options.problems.append(options.made.problem(name.there, words, "take it out of one of the two"))
        _put_names(options, where, "skip_descendants", spared, "skip", as_set=True, needed=True)


def _private(options: Options, session: Session, where: Where) -> None:
    _general(options, session, where)
    if "packages_with_private_modules" in options.table:
        names = options.names("packages_with_private_modules", needed=False)
        _put_names(options, where, "packages_with_private_modules", names, "modules", as_set=True, needed=True)


def _general(options: Options, session: Session, where: Where) -> None:
    """Add what every rule has: kinds, help, and what is ignored."""
    made = options.made
    made.put((*where, "kinds"), session.kinds, options.there)
    if guidance := options.text("broken_contract_guidance").strip():
        made.put((*where, "help"), guidance, (*options.there, "broken_contract_guidance"))
    alerting = options.choice("unmatched_ignore_imports_alerting", tuple(_UNMATCHED), "error")
    lines = options.lines("ignore_imports")
    entries = [pair for line in lines for pair in _ignored(options, line, session, silent=alerting != "error")]
    if entries:
        _put(options, where, "ignore", entries, "ignore_imports")
        there = (*options.there, "unmatched_ignore_imports_alerting")
        made.put((*where, "unmatched-ignore"), _UNMATCHED[alerting], there)


def _ignored(options: Options, line: Name, session: Session, *, silent: bool) -> list[tuple[str, Name]]:
    """Return what a line of `ignore_imports` takes out, as imports of ours."""
    importer, arrow, imported = (part.strip() for part in line.text.partition("->"))
    if not (importer and arrow and imported):
        words = f"`{line.text}` is no import: it is written `importer -> imported`"
        options.problems.append(options.made.problem(line.there, words))
        return []
    if "__init__" in f"{importer}.{imported}".split(".") and silent:
        words = f"`{line.text}` ignores nothing: there a package's own file goes by the package's name"
        options.made.note(line.there, words, "take `.__init__` away")
        return []
    if not (options.fits(Name(importer, line.there)) and options.fits(Name(imported, line.there))):
        return []
    if imported == "*" and session.externals:
        options.made.note(line.there, "`*` means no package of others here, as it does for import-linter", "write `**`")
    anything = imported == "**" and session.externals
    return [(f"{_end(importer)} -> {'<any>' if anything else _end(imported)}", line)]


def _end(text: str) -> str:
    """Return an end of an import: there `**` is what lies below, here it is the module itself as well."""
    if text == "**":
        return text
    return _pattern(text) + (".**" if text.endswith(".**") else "")


def _pattern(text: str) -> str:
    """Return a name as archlint has it, where `**` may stand for nothing and all below a name is meant with it."""
    segments = text.split(".")
    if segments[-1] == "**":
        segments[-1] = "*"
    return ".".join("*.**" if segment == "**" else segment for segment in segments)


def _each(options: Options, where: Where) -> bool:
    """Have each match of a name judged by itself, with what lies below it or without; return whether with it."""
    whole = options.flag("as_packages", default=True)
    options.made.put((*where, "each"), "package" if whole else "module", (*options.there, "as_packages"))
    return whole


def _spared(name: Name, text: str, absent: bool) -> str:
    return f"({text})" if name.wild or absent else text


def _put_names(
    options: Options,
    where: Where,
    key: str,
    names: list[Name],
    ours: str = "",
    *,
    absent: Iterable[Name] = (),
    as_set: bool = False,
    needed: bool = False,
) -> None:
    """Add names under a key, `ours` where it is called otherwise; those with a wildcard may be absent."""
    missing = set(absent)
    pairs = []
    for name in names:
        text = _pattern(name.text) if as_set else _each_pattern(name.text)
        pairs.append((text if needed else _spared(name, text, name in missing), name))
    _put(options, where, ours or key, pairs, key)


def _each_pattern(text: str) -> str:
    """Return a name that fits a module as a whole: there `**` is one segment at least, here it may be none."""
    return ".".join("*.**" if segment == "**" else segment for segment in text.split("."))


def _put(options: Options, where: Where, ours: str, entries: list[tuple[str, Name]], key: str) -> None:
    """Add a list of names, each with its place, and watch those that may be absent."""
    made, here = options.made, (*where, ours)
    made.put(here, [text for text, _ in entries], (*options.there, key))
    for position, (text, name) in enumerate(entries):
        made.came_from((*here, position), name.there)
        if text.startswith("(") and ours not in ("ignore", "exhaustive-ignore"):
            made.watch((*here, position), text, name.text, _SILENT if name.wild else _ABSENT)


CONTRACTS: Final = {
    "acyclic_siblings": Contract("acyclic", (*_COMMON, "ancestors", "depth", "skip_descendants"), _acyclic),
    "forbidden": Contract(
        "forbidden",
        (*_COMMON, "allow_indirect_imports", "as_packages", "forbidden_modules", "source_modules"),
        _forbidden,
    ),
    "independence": Contract("independent", (*_COMMON, "modules"), _independence),
    "layers": Contract("layers", (*_COMMON, "containers", "exhaustive", "exhaustive_ignores", "layers"), _layers),
    "private_modules": Contract("private", (*_COMMON, "packages_with_private_modules"), _private),
    "protected": Contract("protected", (*_COMMON, "allowed_importers", "as_packages", "protected_modules"), _protected),
}
KNOWN: Final = tuple(CONTRACTS)
"""The types that are built into import-linter."""
