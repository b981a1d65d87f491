"""What the rules say of themselves: the page of one, and the list of all. No code is looked at."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from archlint import verdict
from archlint.report.phrases import counted
from archlint.settings import visible

__all__ = ["document", "listing", "ordered", "page", "types"]

_EXAMPLE: Final = "Example (an import each line; `# want: KIND` stands where the rule reports one)"
_OWN_KEYS: Final = ("name", "because", "help", "severity")
"""What every rule may say about itself; shown before its options."""


def types() -> tuple[str, ...]:
    """Return the names of all rule types, sorted."""
    return verdict.types()


def ordered(type_: str) -> bool:
    """Return whether a rule of this type has pairs of components to tell of, which needs the code."""
    return verdict.page(type_).ordered


def page(type_: str, format_: str = "text", id_: str = "", declared: Mapping[str, Any] | None = None) -> str:
    """
    Return the page of a rule type that exists, as text or json, with a line end at the end.

    With the ID of a rule and its table from the settings, what the team says of it comes first.
    """
    if format_ == "json":
        return _document(document(type_, id_, declared))
    return "\n".join(_page(type_, id_, declared)) + "\n"


def listing(format_: str = "text", declared: Mapping[str, Mapping[str, Any]] | None = None) -> str:
    """Return one line for each rule type, as text or json; `declared` are the rules of the settings, by ID, if any."""
    rules = declared or {}
    if format_ == "json":
        found = [{"type": type_, "sentence": verdict.page(type_).sentence} for type_ in types()]
        own = [{"id": id_, "type": table.get("type", id_)} for id_, table in rules.items()]
        return _document({"types": found, "rules": own})
    return "\n".join(_listing(rules)) + "\n"


def _listing(rules: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    names = types()
    longest = max(map(len, [*names, *rules]))
    for name in names:
        yield f"{name:<{longest}}  {verdict.page(name).sentence}"
    if rules:
        yield ""
        yield f"{counted(len(rules), 'rule')} in the settings"
    for id_, table in rules.items():
        severity = table.get("severity", "error")
        told = table.get("type", id_) + (f" ({severity})" if severity != "error" else "")
        yield f"{id_:<{longest}}  {told}{_title(id_, table)}"
    yield ""
    yield "One of them in full: archlint explain linked-list"


def _title(id_: str, table: Mapping[str, Any]) -> str:
    return f": {_one_line(table['name'])}" if table.get("name", id_) != id_ else ""


def _page(type_: str, id_: str, declared: Mapping[str, Any] | None) -> Iterator[str]:
    found = verdict.page(type_)
    if declared is not None:
        yield from _declaration(type_, id_, declared)
        yield ""
    yield f"{type_}: {found.sentence}"
    for title, text in found.sections:
        yield ""
        yield _EXAMPLE if title == "Drawing" else title
        yield from (f"    {line}".rstrip() for line in text.splitlines())
    if id_.isidentifier():
        yield ""
        yield f"This is the rule of that name. A module of that name: archlint explain module:{id_}"


def _declaration(type_: str, id_: str, declared: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the settings say of a rule, first in the team's words, then its options as they could be written."""
    yield f'Rule "{id_}"{_title(id_, declared)}'
    said = {"type": type_, **{key: declared[key] for key in _OWN_KEYS[1:] if key in declared}}
    for key, value in said.items():
        yield f"    {key + ':':<9} {_one_line(value)}"
    for key, value in declared.items():
        if key != "type" and key not in _OWN_KEYS:
            yield f"    {key} = {_toml(value)}"


def document(type_: str, id_: str = "", declared: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the page of a rule type that exists, and what the settings say of a rule of it, as plain values."""
    found = verdict.page(type_)
    sections = [{"title": title, "text": text} for title, text in found.sections]
    rule = None if declared is None else {"id": id_, **declared}
    return {"type": type_, "sentence": found.sentence, "sections": sections, "options": found.options, "rule": rule}


def _document(keys: Mapping[str, Any]) -> str:
    return json.dumps({"schema": 1, **keys}, indent=2) + "\n"


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _toml(key)


def _toml(value: object) -> str:
    """Return an option as TOML, in one line."""
    if isinstance(value, str):
        return visible(json.dumps(value, ensure_ascii=False))
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(key)} = {_toml(entry)}' for key, entry in value.items())} }}"
    return str(value).lower() if isinstance(value, bool) else str(value)
