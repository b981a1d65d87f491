"""Settings of another tool as a person would have written them for archlint: TOML, with the comments of before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from archlint.settings.nouns import Settings
from archlint.settings.problems import Where
from archlint.settings.writing import toml_key, toml_value

__all__ = ["AS", "converted"]

AS: Final = ("ignore", "waivers", "baseline")
"""What becomes of ignored imports: they stay ignored, somebody accepts them, or they are known violations."""
_WIDE: Final = 100
_LAST: Final = ("help", "each", "kinds", "ignore", "unmatched-ignore")
"""Keys that stand behind those which say what the rule is about."""
_COMMENT: Final = re.compile(r"\s*[#;]+\s?(.*)")
_KINDS: Final = "as {tool} counts; without this line, imports by a name at run time count as well"


def converted(read: Settings, ignored: str = "ignore", left: Mapping[str, str] = MappingProxyType({})) -> str:
    """
    Return what settings of another tool say, as a settings file of archlint.

    `ignored` is one of AS: imports that are ignored become waivers, which still need an end; or they are left out, for
    a baseline to take in. Contracts that no rule stands for, and rules that are `left` out by their IDs, are named in
    comments with the reason.
    """
    general = {key: value for key, value in read.table.items() if key != "rules"}
    tables = {key: value for key, value in general.items() if isinstance(value, dict)}
    rules = {id_: rule for id_, rule in read.table.get("rules", {}).items() if id_ not in left}
    plain = [(key, value) for key, value in general.items() if key not in tables]
    blocks = [list(_heading(read)), [line for key, value in plain for line in _pair(read, (key,), key, value)]]
    blocks += [list(_table(read, key, value)) for key, value in tables.items()]
    counting = next((id_ for id_, rule in rules.items() if "kinds" in rule), "")
    for id_, rule in rules.items():
        shown = rule if ignored == "ignore" else {k: v for k, v in rule.items() if "ignore" not in k.split("-")}
        blocks.append(list(_rule(read, id_, shown, first=id_ == counting)))
        if ignored == "waivers":
            blocks += _waivers(read, id_, rule.get("ignore", ()))
    blocks.append(list(_left(read, left)))
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def _heading(read: Settings) -> Iterator[str]:
    tool = read.foreign.tool if read.foreign else "another tool"
    yield f"# What {read.file} says, in archlint's words. {tool} goes on reading that file."
    # What opens a file speaks of all of it, unless the first section follows at once.
    lines = read.text.split("\n")
    opening = next((i for i, line in enumerate(lines) if not _COMMENT.match(line)), 0)
    if opening and not lines[opening].strip():
        yield from (f"# {text}".rstrip() for text in _texts(lines[:opening]))


def _table(read: Settings, key: str, table: Mapping[str, Any]) -> Iterator[str]:
    yield f"[{toml_key(key)}]"
    for name, value in table.items():
        yield from _pair(read, (key, name), name, value)


def _rule(read: Settings, id_: str, rule: Mapping[str, Any], *, first: bool) -> Iterator[str]:
    where: Where = ("rules", id_)
    yield from _above(read, where)
    yield f"[rules.{toml_key(id_)}]"
    tables = [key for key, value in rule.items() if isinstance(value, dict)]
    said = [key for key in rule if rule[key] != [] and key not in tables and not (key == "name" and rule[key] == id_)]
    for key in sorted(said, key=lambda key: _LAST.index(key) if key in _LAST else -1):
        beside = _KINDS.format(tool=read.foreign.tool if read.foreign else "the other tool")
        lines = list(_pair(read, (*where, key), key, rule[key]))
        if first and key == "kinds" and len(lines) == 1:
            lines = [f"# {beside[:1].upper()}{beside[1:]}.", *lines]
        yield from lines
    for key in tables:
        yield f"[rules.{toml_key(id_)}.{toml_key(key)}]"
        for name, value in rule[key].items():
            yield from _pair(read, (*where, key, name), name, value)


def _waivers(read: Settings, id_: str, ignored: Sequence[str]) -> Iterator[list[str]]:
    """Yield a waiver for each reason that stands above ignored imports; those below it share it."""
    reasons: dict[str, list[str]] = {}
    reason = f"ignored in {read.file}"
    for position, text in enumerate(ignored):
        said = " ".join(_texts(_comments(read, ("rules", id_, "ignore", position))))
        reason = said or reason
        reasons.setdefault(reason, []).append(text)
    for why, imports in reasons.items():
        yield [
            "[[waivers]]",
            f"rules = [{toml_value(id_)}]",
            *_list("imports", [(text, []) for text in imports]),
            f"because = {toml_value(why)}",
        ]


def _left(read: Settings, left: Mapping[str, str]) -> Iterator[str]:
    for one in read.foreign.unjudged if read.foreign else ():
        yield f"# Left out, as no rule stands for it: `{one.name}`, of type {one.type}. {one.problems[0].message}"
    for id_, why in left.items():
        yield f"# Left out, as it says nothing: `{read.table['rules'][id_]['name']}`. {why}"


def _pair(read: Settings, where: Where, key: str, value: Any) -> Iterator[str]:
    """Yield a key with its value, and above it, or above its parts, the comments that stood there."""
    if isinstance(value, list):
        parts = [(one, _comments(read, (*where, position))) for position, one in enumerate(value)]
        yield from _list(key, parts)
    else:
        yield from _above(read, where) if len(where) > 1 else ()
        yield f"{toml_key(key)} = {toml_value(value)}"


def _list(key: str, parts: Sequence[tuple[Any, Sequence[str]]]) -> Iterator[str]:
    whole = f"{toml_key(key)} = [{', '.join(toml_value(one) for one, _ in parts)}]"
    if len(whole) <= _WIDE and not any(comments for _, comments in parts):
        yield whole
        return
    yield f"{toml_key(key)} = ["
    for one, comments in parts:
        yield from (f"    # {text}".rstrip() for text in _texts(comments))
        yield f"    {toml_value(one)},"
    yield "]"


def _above(read: Settings, where: Where) -> Iterator[str]:
    yield from (f"# {text}".rstrip() for text in _texts(_comments(read, where)))


def _comments(read: Settings, where: Where) -> list[str]:
    """Return the lines of nothing but a comment right above that in which a value, or the name of a table, stands."""
    place, around = read.place(where), read.place(where[:2]) if len(where) > 2 else None
    if where not in read.origins or place == around:
        return []
    lines = read.text.split("\n")[: place.line - 1 if place else 0]
    above: list[str] = []
    while lines and _COMMENT.match(lines[-1]):
        above.insert(0, lines.pop())
    return above


def _texts(comments: Sequence[str]) -> list[str]:
    found = map(_COMMENT.match, comments)
    return [match[1].strip() for match in found if match]
