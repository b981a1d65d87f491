"""The rules that the settings declare, each with its typed options."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from archlint import graph
from archlint.graph import Entry
from archlint.rulebook import card, shelf
from archlint.settings import Problem, Request, SettingsError

__all__ = ["Rule", "declared", "general_ignore", "schema"]

ID = "^[a-z0-9]+(-[a-z0-9]+)*$"


@dataclass(frozen=True)
class Rule:
    """One table `[rules.ID]`."""

    id: str
    type: str
    name: str
    because: str
    help: str
    severity: str
    kinds: tuple[str, ...]
    ignore: tuple[Entry, ...]
    options: Any
    """The dataclass of the rule's file."""

    @property
    def module(self) -> ModuleType:
        """The rule's file."""
        return shelf.load(self.type)

    @property
    def where(self) -> tuple[str, str]:
        """Path of the rule in the settings."""
        return "rules", self.id


def schema(table: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """
    Return the top-level keys that this room and the rooms below read, as JSON Schema properties.

    With settings given, only the cards of the rule types that they name are in it: no other rule file is loaded.
    """
    wanted = shelf.types() if table is None else _named(table)
    chosen = [
        {"if": {"properties": {"type": {"const": t}}, "required": ["type"]}, "then": card.card(t)} for t in wanted
    ]
    other = {
        "type": "object",
        "x-noun": "rule",
        "properties": {"type": {"enum": list(shelf.types()), "x-noun": "rule type"}},
        "required": ["type"],
        "allOf": chosen,
    }
    rules = {
        "type": "object",
        "description": "The rules: a table each, under an ID of your own, such as [rules.acyclic].",
        "propertyNames": {"pattern": ID, "x-noun": "rule ID", "x-form": "a-z, 0-9 and -"},
        "minProperties": 1,
        "properties": {t: card.card(t) for t in wanted},
        "additionalProperties": other,
    }
    ignore = {
        "type": "array",
        "items": {"type": "string", "minLength": 1},
        "description": "Imports that no rule looks at: `a -> b`.",
        "default": [],
    }
    return {**graph.schema(), "ignore": ignore, "rules": rules}


def declared(request: Request) -> list[Rule]:
    """Return the rules in the order of the settings; raise SettingsError with all that can never work."""
    rules = [_rule(id_, table) for id_, table in request.settings.table["rules"].items()]
    problems = [problem for rule in rules for problem in _faults(rule)]
    if problems:
        raise SettingsError.located(request.settings, problems)
    return rules


def general_ignore(request: Request) -> tuple[Entry, ...]:
    """Return the imports that no rule looks at."""
    return _entries(request.settings.table.get("ignore", ()), ("ignore",))


def _named(table: Mapping[str, Any]) -> list[str]:
    """Return the rule types that settings name, as far as they can be made out before they are checked."""
    rules = table.get("rules", {})
    pairs = rules.items() if isinstance(rules, dict) else ()
    names = {rule.get("type", id_) for id_, rule in pairs if isinstance(rule, dict)} | {id_ for id_, _ in pairs}
    return sorted(name for name in names if isinstance(name, str) and name in shelf.types())


def _rule(id_: str, table: Mapping[str, Any]) -> Rule:
    type_ = table.get("type", id_)
    where = "rules", id_
    return Rule(
        id=id_,
        type=type_,
        name=table.get("name", id_),
        because=table.get("because", ""),
        help=table.get("help", ""),
        severity=table.get("severity", "error"),
        kinds=tuple(table.get("kinds", getattr(shelf.load(type_), "KINDS", card.DEFAULT_KINDS))),
        ignore=_entries(table.get("ignore", ()), (*where, "ignore")),
        options=card.options(type_, table, where),
    )


def _entries(texts: Iterable[str], where: tuple[str | int, ...]) -> tuple[Entry, ...]:
    return tuple(Entry(text, (*where, i)) for i, text in enumerate(texts))


def _faults(rule: Rule) -> list[Problem]:
    """What the rule's file says of its options; paths there are relative to it, unless they start with `rules`."""
    faults = getattr(rule.module, "faults", None)
    found = list(faults(rule.options)) if faults else []
    return [p if p.where[:1] == ("rules",) else p._replace(where=(*rule.where, *p.where)) for p in found]
