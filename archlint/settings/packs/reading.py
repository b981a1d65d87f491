"""From the TOML text of a pack to the pack, or to all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from archlint.settings.document import parsed
from archlint.settings.nouns import Settings
from archlint.settings.packs.nouns import FORMS, SLOT_WORDS, SUBSCRIBER, Channel, Pack, Slot, StringReference, Usage
from archlint.settings.packs.schema import schema
from archlint.settings.problems import Problem, SettingsError, Where
from archlint.settings.schema import mistakes
from archlint.settings.spelling import nearest

__all__ = ["read_pack"]

_NUMBERED: Final = re.compile(r"<(made|module):[0-9]+>")
_KEYWORD: Final = re.compile(r"[^\W\d]\w*")
_DOTTED: Final = re.compile(r"[^\W\d][\w-]*(\.[^\W\d]\w*)*")
_CHAIN: Final = re.compile(r"[^\W\d]\w*(\(\))?(\.[^\W\d]\w*(\(\))?)*(\.\*)?")


def read_pack(file: Path, text: str) -> Pack:
    """Return the pack that a file holds. Raises SettingsError with all that is wrong with it, each at its place."""
    table = parsed(file, text)
    settings = Settings(file.parent, file.name, table, text=text)
    problems = mistakes(schema(), table) or tuple(_faults(table))
    if problems:
        raise SettingsError.located(settings, problems)
    return Pack(
        name=file.stem,
        about=table["about"],
        blind_spots=table.get("blind-spots", ""),
        channels=tuple(map(_channel, table.get("channel", ()))),
        references=tuple(map(_reference, table.get("reference", ()))),
        frameworks=_listed(table.get("frameworks")),
        tried=table.get("tried", False),
    )


def _channel(table: Mapping[str, Any]) -> Channel:
    lists = ("wildcard", "holes", "unwrap", "named", "known", "implied", "external", "own")
    return Channel(
        name=table["name"],
        publish=tuple(map(_usage, table.get("publish", ()))),
        subscribe=tuple(map(_usage, table.get("subscribe", ()))),
        about=table.get("about", ""),
        key=table.get("key", "string"),
        complete=table.get("complete", False),
        **{key: _listed(table.get(key)) for key in lists},
    )


def _usage(table: Mapping[str, Any]) -> Usage:
    form = next(form for form in FORMS if form in table)
    joined = table.get("join") or [table.get("topic", table.get("argument", _standard(form)))]
    return Usage(
        form=form,
        names=_listed(table[form]),
        on=_listed(table.get("on")),
        decorates=table.get("decorates", False),
        segments=tuple(map(_slots, joined)),
        handler=_slots(table["handler"]) if "handler" in table else (),
        extract=table.get("extract", ""),
    )


def _standard(form: str) -> Slot:
    """Return where a topic stands if nobody says so."""
    return "<object>" if form in ("method", "instance") else 0


def _reference(table: Mapping[str, Any]) -> StringReference:
    return StringReference(
        via=table["name"],
        usage=_usage(table) if any(form in table for form in FORMS) else None,
        attribute=_slots(table["attribute"]) if "attribute" in table else (),
        prefixes=_listed(table.get("prefix")),
        resolve=table.get("resolve", "name"),
        confidence=table.get("confidence", "exact"),
    )


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _slots(value: Any) -> tuple[Slot, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _faults(table: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what no schema can say."""
    channels, references = table.get("channel", []), table.get("reference", [])
    if not channels and not references:
        yield Problem((), "the pack says nothing", help="describe a [[channel]] or a [[reference]]")
    yield from _twice(channels)
    for place, channel in enumerate(channels):
        here = ("channel", place)
        if not channel.get("publish") and not channel.get("subscribe"):
            words = f"channel `{channel['name']}` has neither `publish` nor `subscribe`"
            yield Problem((*here, "name"), words, help="say by which calls code uses it: [[channel.publish]]")
        for role in ("publish", "subscribe"):
            for number, usage in enumerate(channel.get(role, ())):
                yield from _usage_faults(usage, (*here, role, number))
    for place, reference in enumerate(references):
        if reference.get("resolve") != "entry-point" or any(form in reference for form in FORMS):
            yield from _usage_faults(reference, ("reference", place))


def _twice(channels: list[Mapping[str, Any]]) -> Iterator[Problem]:
    seen = set()
    for place, channel in enumerate(channels):
        if channel["name"] in seen:
            words = f"channel `{channel['name']}` is described twice in this file"
            yield Problem(("channel", place, "name"), words, help="put both under one [[channel]]")
        seen.add(channel["name"])


def _usage_faults(table: Mapping[str, Any], where: Where) -> Iterator[Problem]:
    forms = [form for form in FORMS if form in table]
    if len(forms) != 1:
        words = f"both `{forms[0]}` and `{forms[1]}` stand here" if forms else "nothing says what code looks like here"
        yield Problem((*where, *forms[1:2]), words, help=f"write one of {', '.join(FORMS)}", at_key=bool(forms))
        return
    yield from _name_faults(table, forms[0], where)
    if "topic" in table and "join" in table:
        yield Problem((*where, "join"), "both `topic` and `join` say where the topic stands", at_key=True)
    for key in ("on", "decorates"):
        if key in table and forms[0] != "method":
            yield Problem((*where, key), f"`{key}` speaks of a `method`, and this is of `{forms[0]}`", at_key=True)
    for key in ("topic", "handler", "argument", "attribute"):
        if key in table:
            yield from _slot_faults(table[key], (*where, key))
    for number, value in enumerate(table.get("join", ())):
        yield from _slot_faults(value, (*where, "join", number))
    yield from _extract_faults(table.get("extract"), (*where, "extract"))


def _name_faults(table: Mapping[str, Any], form: str, where: Where) -> Iterator[Problem]:
    if form == "literal" and "argument" not in table and where[0] == "channel":
        yield Problem((*where, form), "a string that may stand anywhere is no topic", at_key=True)
    wanted = _CHAIN if form == "method" else _DOTTED
    for key in (form, "on"):
        value = table.get(key, ())
        for number, name in enumerate(_listed(value)):
            if name == SUBSCRIBER and key == "on":
                continue
            if not (wanted if key == form else _DOTTED).fullmatch(name):
                place = (*where, key) if isinstance(value, str) else (*where, key, number)
                yield Problem(place, f"`{name}` is no dotted name", help="write the full name: acme.bus.publish")


def _slot_faults(value: Any, where: Where) -> Iterator[Problem]:
    several = isinstance(value, list)
    for number, slot in enumerate(value if several else [value]):
        if isinstance(slot, int) or slot.startswith("=") or slot in SLOT_WORDS or _NUMBERED.fullmatch(slot):
            continue
        if not _KEYWORD.fullmatch(slot):
            near = nearest(slot, SLOT_WORDS)
            label = f"did you mean `{near}`?" if near else ""
            advice = f"a position, a keyword, =TEXT, or one of {', '.join(SLOT_WORDS)}"
            yield Problem((*where, number) if several else where, f"`{slot}` is no place in a call", label, advice)


def _extract_faults(pattern: str | None, where: Where) -> Iterator[Problem]:
    if pattern is None:
        return
    try:
        groups = re.compile(pattern).groups
    except re.error as error:
        yield Problem(where, f"this is no regular expression: {error}")
        return
    if groups != 1:
        words = f"the expression has {groups} groups, and one has to be the topic"
        yield Problem(where, words, help="write (?:...) for those that are not")
