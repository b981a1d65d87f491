"""
What has become of the settings, in words: which rules allow more than at the base, and which less.

What a rule allows is not read out of its options, see `effects`; what else the settings say is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from archlint import rulebook
from archlint.rulebook import Findings
from archlint.settings import Part, Request, Settings
from archlint.verdict.accepting import accepted
from archlint.verdict.effects import effects
from archlint.verdict.precedent import Precedent, read_like
from archlint.verdict.shift import Shift

__all__ = ["shifts"]

_SILENT: Final = frozenset({"type", "name", "because", "help", "severity", "ignore", "kinds"})
"""Keys of a rule that have words of their own here, or change nothing."""
_WORDS: Final = frozenset({"baseline", "components", "policy", "rules", "waivers"})
"""Keys of the settings that are no names of modules, though a module may be called so."""
Table = Mapping[str, Any]


def shifts(request: Request, found: Findings, precedent: Precedent) -> tuple[Shift, ...]:
    """Return what has changed of rules, policy, waivers and baselines; nothing where the base had no settings."""
    if request.former is None:
        return ()
    former = _today(request.former, precedent.renames.today)
    told = (
        list(_of_settings(request, former, found, lifted=precedent.renames.lifted))
        if _said(former) != _said(request.settings)
        else []
    )
    return (*told, *accepted(request, former, found, precedent))


def _said(settings: Settings) -> list[tuple[str, Table]]:
    return [(part.lead, part.settings.table) for part in settings.parts]


def _of_settings(request: Request, former: Settings, found: Findings, *, lifted: bool) -> Iterator[Shift]:
    yield from _reading(request, former)
    now = _rules(request.settings)
    before = _rules(former)
    seen = {} if lifted else effects(request, former, found)
    if lifted:
        words = "packages have moved into those around them, so what became legal of the rules' names cannot be told"
        yield Shift(words, loosens=False)
    general = [text for part in former.parts for text in part.settings.table.get("ignore", ())]
    for part in request.settings.parts:
        yield from _more_ignored("every rule", part.settings.table.get("ignore", ()), general)
        yield from _policy(part, former)
    for id_ in sorted({*now, *before}):
        yield from _rule(id_, before.get(id_), now.get(id_), seen.get(id_, []))


def _rules(settings: Settings) -> dict[str, Table]:
    """Return the tables of all rules that are not off, by ID as reports name it."""
    return {id_: table for id_, table in settings.rules.items() if table.get("severity") != "off"}


def _today(settings: Settings, today: Callable[[str], str]) -> Settings:
    """Return settings with the names of today: what they say of modules that have moved they say of these."""
    members = (one._replace(settings=one.settings and _today(one.settings, today)) for one in settings.members)
    return settings._replace(table=_renamed(settings.table, today), members=tuple(members))


def _renamed(value: Any, today: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return today(value)
    if isinstance(value, Mapping):
        return {key if key in _WORDS else today(key): _renamed(each, today) for key, each in value.items()}
    return [_renamed(each, today) for each in value] if isinstance(value, list) else value


def _reading(request: Request, former: Settings) -> Iterator[Shift]:
    """Tell of modules that are read no more because the settings say so, and of those that are now."""
    as_before = request._replace(settings=read_like(request.settings, former), role="former")
    if as_before.settings.table == request.settings.table and as_before.settings.members == request.settings.members:
        return
    then, now = (
        frozenset(rulebook.apply(one._replace(ask="modules")).answer["modules"]) for one in (as_before, request)
    )
    if lost := then - now:
        yield Shift(f"{_modules(lost)} no longer read, such as {min(lost)}", loosens=True)
    if new := now - then:
        yield Shift(f"{_modules(new)} read now that {_were(new)} not", loosens=False)


def _modules(paths: frozenset[str]) -> str:
    return f"{len(paths):,} module{' is' if len(paths) == 1 else 's are'}"


def _were(paths: frozenset[str]) -> str:
    return "was" if len(paths) == 1 else "were"


def _rule(id_: str, before: Table | None, now: Table | None, seen: Sequence[Shift]) -> Iterator[Shift]:
    if now is None or before is None:
        gone = now is None
        yield Shift(f"rule {id_} is {'gone' if gone else 'new'}", loosens=gone)
        if gone:
            yield from (one for one in seen if one.loosens)
        return
    told = list(_declaration(id_, before, now)) if before != now else []
    if told or seen:
        yield from told
        yield from seen or [Shift(f"rule {id_}: no import of today is judged otherwise for it", loosens=False)]


def _declaration(id_: str, before: Table, now: Table) -> Iterator[Shift]:
    """Yield how a rule is declared otherwise."""
    if before["type"] != now["type"]:
        yield Shift(f"rule {id_} is of type {now['type']}, and was {before['type']}", loosens=False)
    was, is_ = before.get("severity", "error"), now.get("severity", "error")
    if was != is_:
        yield Shift(f"rule {id_} is {_article(is_)} now, and was {_article(was)}", loosens=is_ == "warning")
    yield from _more_ignored(f"rule {id_}", now.get("ignore", ()), before.get("ignore", ()))
    if before.get("kinds") != now.get("kinds"):
        fewer = sorted({*before.get("kinds", ())} - {*now.get("kinds", ())}) if now.get("kinds") else []
        words = f"no longer counts {', '.join(fewer)}" if fewer else "counts other kinds of imports"
        yield Shift(f"rule {id_} {words}", loosens=bool(fewer))
    for key in sorted({*before, *now} - _SILENT):
        if before.get(key) != now.get(key):
            yield _option(id_, key, before.get(key), now.get(key))


def _option(id_: str, key: str, was: Any, is_: Any) -> Shift:
    if isinstance(was, int) and isinstance(is_, int):
        return Shift(f"rule {id_}: `{key}` is {_plain(is_)}, and was {_plain(was)}", loosens=key == "max" and is_ > was)
    return Shift(f"rule {id_}: `{key}` is another", loosens=False)


def _plain(value: Any) -> str:
    return str(value).lower()


def _article(severity: str) -> str:
    return f"{'an' if severity == 'error' else 'a'} {severity}"


def _more_ignored(who: str, now: Iterable[str], before: Iterable[str]) -> Iterator[Shift]:
    known = {*before}
    yield from (Shift(f"{who} ignores `{text}` now", loosens=True) for text in now if text not in known)


def _policy(part: Part, former: Settings) -> Iterator[Shift]:
    now = part.settings.table.get("policy", {})
    before: Table = next((one.settings.table.get("policy", {}) for one in former.parts if one.lead == part.lead), {})
    for key in sorted({*now, *before}):
        was, is_ = before.get(key), now.get(key)
        if was != is_:
            yield Shift(f"policy: `{key}` {_policy_words(was, is_)}", loosens=_demands_less(key, was, is_))


def _policy_words(was: Any, is_: Any) -> str:
    if isinstance(was, dict) or isinstance(is_, dict):
        return "is another"
    if is_ is None:
        return f"is gone, and was {_plain(was)}"
    return f"is {_plain(is_)}" + ("" if was is None else f", and was {_plain(was)}")


def _demands_less(key: str, was: Any, is_: Any) -> bool:
    if key == "waiver-max-days":
        return is_ is None or (was is not None and is_ > was)
    if key == "waiver-needs":
        return bool({*(was or ["because"])} - {*(is_ if is_ is not None else ["because"])})
    if key == "two-person":
        return bool(was) and not is_
    return key == "people" or (key == "unread" and is_ == "warn")
