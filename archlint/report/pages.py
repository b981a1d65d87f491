"""What the rules say of themselves: the page of one, and the list of all. No code is looked at."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from archlint import verdict
from archlint.report.nouns import Draft
from archlint.report.phrases import agreeing, counted
from archlint.settings import Request, toml_value, visible
from archlint.verdict import Page, Trial

__all__ = ["document", "draft", "listing", "ordered", "page", "trials", "types"]

_EXAMPLE: Final = "Example (an import each line; `# want: KIND` stands where the rule reports one)"
_OWN_KEYS: Final = ("name", "because", "help", "severity")
"""What every rule may say about itself; shown before its options."""


def types(request: Request | None = None) -> tuple[str, ...]:
    """Return the names of all rule types, sorted; with a request, the team's own among them."""
    return verdict.types(request)


def ordered(type_: str, request: Request | None = None) -> bool:
    """Return whether a rule of this type has pairs of components to tell of, which needs the code."""
    return verdict.page(type_, request).ordered


def page(
    type_: str,
    format_: str = "text",
    id_: str = "",
    declared: Mapping[str, Any] | None = None,
    request: Request | None = None,
) -> str:
    """
    Return the page of a rule type that exists, as text or json, with a line end at the end.

    With the ID of a rule and its table from the settings, what the team says of it comes first. The team's own types
    are found by the request.
    """
    if format_ == "json":
        return _document(document(type_, id_, declared, request))
    return "\n".join(_page(verdict.page(type_, request), type_, id_, declared)) + "\n"


def listing(
    format_: str = "text", declared: Mapping[str, Mapping[str, Any]] | None = None, request: Request | None = None
) -> str:
    """
    Return one line for each rule type, as text or json; `declared` are the rules of the settings, by ID, if any.

    The team's own types are found by the request.
    """
    rules = declared or {}
    pages = {type_: verdict.page(type_, request) for type_ in types(request)}
    if format_ == "json":
        found = [{"type": type_, "sentence": page.sentence, "folder": page.folder} for type_, page in pages.items()]
        own = [{"id": id_, "type": table.get("type", id_)} for id_, table in rules.items()]
        return _document({"types": found, "rules": own})
    return "\n".join(_listing(pages, rules)) + "\n"


def draft(type_: str, root: Path) -> Draft:
    """Return the file of a new rule type, for whoever works in that folder."""
    return Draft(*verdict.draft(type_, root))


def trials(request: Request) -> tuple[str, bool]:
    """Return what becomes of the team's own rules on their own drawings, in lines, and whether all came true."""
    found = verdict.trials(request)
    lines = [line for trial in found for line in _trial(trial)]
    return "".join(f"{line}\n" for line in lines), not any(trial.slips for trial in found)


def _trial(trial: Trial) -> Iterator[str]:
    drawings = counted(trial.drawings, "drawing")
    if not trial.slips:
        yield f"{trial.type}: {drawings} {agreeing(trial.drawings, 'comes', 'come')} true ({visible(trial.path)})"
        return
    yield f"{trial.type}: not as its page draws it ({visible(trial.path)})"
    yield from (f"  {visible(slip)}" for slip in trial.slips)


def _listing(pages: Mapping[str, Page], rules: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    longest = max(map(len, [*pages, *rules]))
    for folder in sorted({page.folder for page in pages.values()}):
        inside = {name: page for name, page in pages.items() if page.folder == folder}
        if folder:
            yield ""
            yield f"{counted(len(inside), 'rule type')} of your own, run as code from {visible(folder)}"
        for name, page in inside.items():
            yield f"{name:<{longest}}  {visible(page.sentence) or '(its file has no page)'}"
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


def _page(found: Page, type_: str, id_: str, declared: Mapping[str, Any] | None) -> Iterator[str]:
    if declared is not None:
        yield from _declaration(type_, id_, declared)
        yield ""
    yield f"{type_}: {visible(found.sentence)}"
    if found.folder:
        yield f"(a rule type of your own: archlint runs it as code from {visible(found.folder)})"
    for title, text in found.sections:
        yield ""
        yield _EXAMPLE if title == "Drawing" else title
        yield from (f"    {visible(line)}".rstrip() for line in text.splitlines())
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
            yield f"    {key} = {visible(toml_value(value))}"


def document(
    type_: str, id_: str = "", declared: Mapping[str, Any] | None = None, request: Request | None = None
) -> dict[str, Any]:
    """Return the page of a rule type that exists, and what the settings say of a rule of it, as plain values."""
    found = verdict.page(type_, request)
    sections = [{"title": title, "text": text} for title, text in found.sections]
    rule = None if declared is None else {"id": id_, **declared}
    said = {"sentence": found.sentence, "sections": sections, "options": found.options, "folder": found.folder}
    return {"type": type_, **said, "rule": rule}


def _document(keys: Mapping[str, Any]) -> str:
    return json.dumps({"schema": 1, **keys}, indent=2) + "\n"


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))
