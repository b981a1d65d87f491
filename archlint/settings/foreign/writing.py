"""What all contracts have in common on their way to rules: kinds, help, what is ignored, and lists of names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from archlint.settings.foreign.options import Name, Options
from archlint.settings.foreign.session import Session
from archlint.settings.problems import Where

__all__ = ["ABSENT", "SILENT", "each_pattern", "general", "put", "put_each", "put_names", "spared"]

_UNMATCHED: Final = {"error": "error", "warn": "note", "none": "silent"}
SILENT: Final = "import-linter says nothing of a wildcard that matches nothing"
ABSENT: Final = "import-linter says nothing of a package that nobody imports, or that is misspelt"


def general(options: Options, session: Session, where: Where) -> None:
    """Add what every rule has: kinds, help, and what is ignored."""
    made = options.made
    made.put((*where, "kinds"), session.kinds, options.there)
    if guidance := options.text("broken_contract_guidance").strip():
        made.put((*where, "help"), guidance, (*options.there, "broken_contract_guidance"))
    alerting = options.choice("unmatched_ignore_imports_alerting", tuple(_UNMATCHED), "error")
    lines = options.lines("ignore_imports")
    entries = [pair for line in lines for pair in _ignored(options, line, session, silent=alerting != "error")]
    if entries:
        put(options, where, "ignore", entries, "ignore_imports")
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
    for end in (importer, imported):
        options.made.spell(_end(end), end)
    anything = imported == "**" and session.externals
    return [(f"{_end(importer)} -> {'<any>' if anything else _end(imported)}", line)]


def _end(text: str) -> str:
    """Return an end of an import: there `**` is what lies below, here it is the module itself as well."""
    if text == "**":
        return text
    return set_pattern(text) + (".**" if text.endswith(".**") else "")


def set_pattern(text: str) -> str:
    """Return a name as archlint has it, where `**` may stand for nothing and all below a name is meant with it."""
    segments = text.split(".")
    if segments[-1] == "**":
        segments[-1] = "*"
    return ".".join("*.**" if segment == "**" else segment for segment in segments)


def put_each(options: Options, where: Where) -> bool:
    """Have each match of a name judged by itself, with what lies below it or without; return whether with it."""
    whole = options.flag("as_packages", default=True)
    options.made.put((*where, "each"), "package" if whole else "module", (*options.there, "as_packages"))
    return whole


def spared(name: Name, text: str, absent: bool) -> str:
    """Return a name, in brackets where it may be absent: because of a wildcard, or for another reason."""
    return f"({text})" if name.wild or absent else text


def put_names(
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
        text = set_pattern(name.text) if as_set else each_pattern(name.text)
        pairs.append((text if needed else spared(name, text, name in missing), name))
    put(options, where, ours or key, pairs, key)


def each_pattern(text: str) -> str:
    """Return a name that fits a module as a whole: there `**` is one segment at least, here it may be none."""
    return ".".join("*.**" if segment == "**" else segment for segment in text.split("."))


def put(options: Options, where: Where, ours: str, entries: list[tuple[str, Name]], key: str) -> None:
    """Add a list of names, each with its place, and watch those that may be absent."""
    made, here = options.made, (*where, ours)
    made.put(here, [text for text, _ in entries], (*options.there, key))
    for position, (text, name) in enumerate(entries):
        made.came_from((*here, position), name.there)
        made.spell(text.strip("()"), name.text)
        if text.startswith("(") and ours not in ("ignore", "exhaustive-ignore"):
            made.watch((*here, position), text, name.text, SILENT if name.wild else ABSENT)
