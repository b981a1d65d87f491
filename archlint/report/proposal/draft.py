"""The settings that a proposal comes to, as a person would have written them: TOML with the reasons as comments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from archlint.report.phrases import counted, listed
from archlint.settings import toml_key, toml_value
from archlint.verdict import types

__all__ = ["written"]

_WIDE: Final = 100
_BASELINE: Final = "archlint-baseline.txt"
_WHY: Final = {
    "linked-list": "each layer imports only the next one",
    "layers": "imports point down, never up",
    "independent": "none of these imports another, and none shall",
    "acyclic": "nothing comes back to itself by its own imports",
}
_LEFT: Final = {
    "start": "what starts the program, or tells its version",
    "alone": "what imports none of the others and is imported by none",
    "minor": "what few imports lead to and from; a way through it counts all the same",
}
_NAMES: Final = 12
_ASIDE: Final = {
    "tests": "tests",
    "migrations": "migrations",
    "examples": "examples",
    "generated": "generated code",
    "vendored": "code of others",
    "tools": "what lies beside the code",
}


def written(answer: Mapping[str, Any], shared: bool) -> str:
    """Return the settings; shared, they stand in a pyproject.toml under [tool.archlint]."""
    lead = "tool.archlint." if shared else ""
    blocks = [
        list(_heading(answer)),
        list(_general(answer, shared)),
        list(_components(answer, lead)),
        list(_rule(answer, lead)),
        list(_inside(answer, lead)),
        list(_policy(answer, lead)),
        list(_left_out(answer)),
    ]
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def _heading(answer: Mapping[str, Any]) -> Iterator[str]:
    modules = counted(answer["modules"], "module")
    yield f"# Proposed by `archlint init`, out of the imports of {modules}. It is yours now: change"
    yield "# what is not meant, then run `archlint`. `archlint explain RULE` says what a rule asks for."
    if answer["cost"] and answer["type"] in ("layers", "linked-list"):
        yield f"# What the code does not keep yet stands in {_BASELINE}, which may only shrink."


def _general(answer: Mapping[str, Any], shared: bool) -> Iterator[str]:
    rows = [row for row in answer["aside"] if row["ignored"]]
    whose = list(dict.fromkeys(_ASIDE[row["what"]] for row in rows))
    why = [f"{listed(whose)} may import what they like"] if rows else []
    if answer["facades"]:
        why.append(f"what a package's own file hands on is not followed ({', '.join(answer['facades'])})")
    entries = [*(f"{row['pattern']}.** -> **" for row in rows), *(f"{name} -> **" for name in answer["facades"])]
    if entries and shared:
        yield "[tool.archlint]"
    if entries:
        yield from _list("ignore", entries, "; ".join(why))


def _components(answer: Mapping[str, Any], lead: str) -> Iterator[str]:
    if not answer["components"]:
        return
    yield f"[{lead}components]"
    for name, members in answer["components"].items():
        row = next(row for row in answer["contested"] if {row["one"], row["other"]} <= set(members))
        there = f"{row['one']} -> {row['other']} {row['imports']:,} times"
        yield f"# {there}, and back {row['back']:,} times: no order is to be seen."
        yield from _list(name, members)


def _rule(answer: Mapping[str, Any], lead: str) -> Iterator[str]:
    type_ = answer["type"]
    id_ = _id(answer)
    yield f"[{lead}rules.{id_}]"
    yield _beside(f'type = "{type_}"', _WHY[type_])
    if type_ in ("independent", "acyclic"):
        modules = answer["packages"] if type_ == "acyclic" else [one for level in answer["levels"] for one in level]
        yield from _list("modules", modules)
    else:
        yield from _layers(answer["levels"])
        if answer["foundation"]:
            yield from _list(
                "foundation", answer["foundation"], "nearly everybody imports these; they may import only each other"
            )
    if answer["kinds"] and answer["type"] != "acyclic":  # which leaves them out by itself
        yield from _list("kinds", answer["kinds"], "what is imported for type checkers alone may point anywhere")


def _inside(answer: Mapping[str, Any], lead: str) -> Iterator[str]:
    """Yield the rule over what is built alike, if there is one."""
    inside = answer["inside"]
    if not inside:
        return
    packages = counted(len(inside["packages"]), "package")
    alike = inside["what"].removeprefix("packages that are ")
    yield f"# {packages} are {alike}: the same order holds inside of each."
    yield f"[{lead}rules.{inside['id']}]"
    yield 'type = "layers"'
    yield from _list("containers", inside["containers"])
    levels = [[f"({name})" for name in level] for level in inside["levels"]]
    yield from _layers(levels, "; in brackets, as not all of them have it")
    if answer["kinds"]:
        yield from _list("kinds", answer["kinds"])


def _layers(levels: Sequence[Sequence[str]], more: str = "") -> Iterator[str]:
    several = any(len(level) > 1 for level in levels)
    alone = "; an inner list is one level, whose members leave each other alone" if several else ""
    yield _beside("layers = [", f"top first{more or alone}")
    for level in levels:
        if len(level) == 1:
            yield f"  {toml_value(level[0])},"
        else:
            yield from (f"  {line}" for line in _items(level, "[", "],"))
    yield "]"


def _policy(answer: Mapping[str, Any], lead: str) -> Iterator[str]:
    if answer["unread"]:
        paths = listed(answer["unread"], 3)
        yield f"[{lead}policy]"
        yield from _comment(f"Without this line a run fails on what cannot be read: {paths}")
        yield 'unread = "warn"'


def _left_out(answer: Mapping[str, Any]) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for name, reason in answer["left"].items():
        by_reason.setdefault(reason, []).append(name)
    if by_reason and answer["type"] in ("layers", "linked-list"):
        yield "# In no layer:"
        for reason in (one for one in _LEFT if one in by_reason):
            yield from _comment(f"- {_LEFT[reason]}: {listed(by_reason[reason], _NAMES)}")


def _id(answer: Mapping[str, Any]) -> str:
    """Return the rule's ID: the package that it is about, unless that is the name of a type."""
    packages = answer["packages"]
    plain = re.sub(r"[^a-z0-9]+", "-", packages[0].lower()).strip("-") if len(packages) == 1 else "order"
    return plain if plain and plain not in types() else "order"


def _list(key: str, entries: Sequence[str], why: str = "") -> Iterator[str]:
    """Yield a key with a list: on one line where it fits, the reason beside or above it."""
    whole = f"{toml_key(key)} = [{', '.join(map(toml_value, entries))}]"
    if len(whole) <= _WIDE:
        if why and len(whole) + len(why) + 7 > _WIDE + 20:
            yield f"# {why[:1].upper()}{why[1:]}."
            yield whole
        else:
            yield _beside(whole, why)
        return
    if why:
        yield f"# {why[:1].upper()}{why[1:]}."
    yield from _items(entries, f"{toml_key(key)} = [", "]")


def _items(entries: Sequence[str], before: str, after: str) -> Iterator[str]:
    whole = f"{before}{', '.join(map(toml_value, entries))}{after}"
    if len(whole) <= _WIDE:
        yield whole
        return
    yield before
    line = "  "
    for entry in entries:
        if len(line) + len(entry) > _WIDE - 4 and line.strip():
            yield line.rstrip()
            line = "  "
        line += f"{toml_value(entry)}, "
    yield line.rstrip()
    yield after


def _comment(words: str) -> Iterator[str]:
    indent = "#  " if words.startswith("- ") else "#"
    line = "#"
    for word in words.split():
        if len(line) + len(word) >= _WIDE:
            yield line
            line = indent
        line += f" {word}"
    yield line


def _beside(text: str, why: str) -> str:
    return f"{text}     # {why}" if why else text
