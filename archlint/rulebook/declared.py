"""The rules that the settings declare, each with its typed options."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from types import ModuleType
from typing import TYPE_CHECKING, Any

from archlint import graph
from archlint.graph import HIDDEN_KINDS, Entry, Graph, Wanted
from archlint.rulebook import card, packs, waivers
from archlint.rulebook.own import KEY, faults
from archlint.rulebook.own.faults import Unfit
from archlint.rulebook.pages import Page
from archlint.rulebook.shelf import BUILT_IN, Shelf, chosen
from archlint.settings import Part, Problem, Request, SettingsError, Where

if TYPE_CHECKING:
    from archlint.rulebook.plugins import Contract

__all__ = ["Rule", "declared", "general_ignores", "schema"]

ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
_FOLDERS = {
    "type": "array",
    "items": {"type": "string", "minLength": 1},
    "description": "Folders below this file's that hold rules of your own, a Python file each. archlint executes code "
    "from there: that of the rules that these settings use.",
    "default": [],
}


@dataclass(frozen=True)
class Rule:
    """One table `[rules.ID]`."""

    id: str
    """As reports name it: with its member of the workspace before it, "billing:layers"."""
    lead: str
    """What stands before the ID, "billing:"; "" for a rule of the top."""
    type: str
    name: str
    because: str
    help: str
    severity: str
    kinds: tuple[str, ...]
    confidence: str
    """The least of a dependency without an import that counts; "" where nobody says so, which is exact."""
    direction: str
    """Which end of a channel depends on the other; "" where nobody says so, which is the subscriber."""
    ignore: tuple[Entry, ...]
    unmatched: str
    """What an ignore that means no import does: error, note, silent; "" where nobody says so."""
    page: Page
    options: Any
    """The dataclass of the rule's file; None where the file cannot be used."""
    module: "ModuleType | Contract | None"
    """The rule's file, executed, or a contract's class; None where it cannot be used."""
    troubles: tuple[Problem, ...] = ()
    """Why there is no file that can be used: of a team's own rules, and of contracts that no rule stands for."""
    where: Where = ()
    """Path of the rule in the settings."""

    @property
    def wanted(self) -> Wanted:
        """What of the dependencies without an import counts."""
        hidden = frozenset(self.kinds) & frozenset(HIDDEN_KINDS)
        return Wanted(hidden, self.confidence or "exact", frozenset({self.direction or "subscriber"}))

    @property
    def hears(self) -> frozenset[str]:
        """Which kinds of what is no import it looks at."""
        measured = getattr(self.options, "measure", "") == "dynamic-topics"
        return self.wanted.kinds | {"channel"} if measured else self.wanted.kinds

    def view(self, whole: Graph, without: frozenset[tuple[int, int]] = frozenset()) -> Graph:
        """Return a whole graph as the rule is to see it, less the imports left out, in the words of the top."""
        return whole.seen(self.kinds, without, self.confidence or "exact", self.direction or "subscriber")

    @cached_property
    def names(self) -> tuple[Entry, ...]:
        """Every name that its options speak of, however deep it stands."""
        return tuple(card.entries(self.options))


def schema(request: Request | None = None) -> dict[str, Any]:
    """
    Return the top-level keys that this room and the rooms below read, as JSON Schema properties.

    With a request, only the cards of the rule types that its settings name are in it, and no other rule file is loaded;
    where it asks for the "schema", so are all of archlint's own. Raises SettingsError where a folder of the team's
    rules cannot be one.
    """
    shelf = chosen(request)
    named = _named(request.settings.table, shelf) if request else []
    ours = BUILT_IN.types() if request is None or request.ask == "schema" else ()
    wanted = sorted({*ours, *named})
    cards = {type_: card.card(type_, shelf) for type_ in wanted}
    conditions = [
        {"if": {"properties": {"type": {"const": type_}}, "required": ["type"]}, "then": each}
        for type_, each in cards.items()
    ]
    other = {
        "type": "object",
        "x-noun": "rule",
        "properties": {"type": {"enum": list(shelf.types()), "x-noun": "rule type"}},
        "required": ["type"],
        "allOf": conditions,
    }
    rules = {
        "type": "object",
        "description": "The rules: a table each, under an ID of your own, such as [rules.acyclic].",
        "propertyNames": {"pattern": ID, "x-noun": "rule ID", "x-form": "a-z, 0-9 and -"},
        "minProperties": 1,
        # Of hundreds of rules each would be held up to the condition of every type: whose type is plain is spared that.
        "properties": {**_by_id(request, cards), **cards},
        "additionalProperties": other,
    }
    ignore = {
        "type": "array",
        "items": {"type": "string", "minLength": 1},
        "description": "Imports that no rule looks at: `a -> b`.",
        "default": [],
    }
    below = graph.schema()
    policy = {**below["policy"], "properties": {**below["policy"]["properties"], **waivers.demands()}}
    return {
        **below,
        "policy": policy,
        "ignore": ignore,
        KEY: _FOLDERS,
        "rules": rules,
        **packs.schema(),
        **waivers.schema(),
    }


def declared(request: Request) -> list[Rule]:
    """
    Return the rules in the order of the settings, the top's first, also those whose file cannot be used.

    Inside a member of a workspace those of the other members are left out. Raises SettingsError with all that can never
    work.
    """
    rules = [rule for part in request.settings.heard for rule in _declared(request, part)]
    problems: list[Problem] = []
    for position, rule in enumerate(rules):
        try:
            # Rules that hold whatever the code is are refused; another tool lets them hold, see Hollow.
            problems += [] if request.settings.foreign else _faults(rule)
        except Unfit as error:
            rules[position] = replace(rule, module=None, troubles=_troubles(error, rule.where))
    if problems:
        raise SettingsError.located(request.settings, problems)
    return rules


def general_ignores(request: Request) -> dict[str, tuple[Entry, ...]]:
    """Return the imports that no rule of a part of the settings looks at, by what stands before the rules' IDs."""
    return {
        part.lead: _entries(part.settings.table.get("ignore", ()), (*part.where, "ignore"))
        for part in request.settings.parts
    }


def _by_id(request: Request | None, cards: Mapping[str, Any]) -> dict[str, Any]:
    """Return the card of each rule whose ID is that of no type."""
    rules = request.settings.table.get("rules", {}) if request and request.ask != "schema" else {}
    pairs = rules.items() if isinstance(rules, dict) else ()
    types = ((id_, rule.get("type")) for id_, rule in pairs if isinstance(rule, dict))
    return {id_: cards[type_] for id_, type_ in types if isinstance(type_, str) and type_ in cards}


def _named(table: Mapping[str, Any], shelf: Shelf) -> list[str]:
    """Return the rule types that settings name, as far as they can be made out before they are checked."""
    rules, known = table.get("rules", {}), shelf.types()
    pairs = rules.items() if isinstance(rules, dict) else ()
    names = {rule.get("type", id_) for id_, rule in pairs if isinstance(rule, dict)} | {id_ for id_, _ in pairs}
    return sorted(name for name in names if isinstance(name, str) and name in known)


def _declared(request: Request, part: Part) -> Iterator[Rule]:
    shelf = chosen(request._replace(settings=part.settings))
    page = cache(shelf.page)
    for id_, table in part.settings.table.get("rules", {}).items():
        yield _rule(part, id_, table, shelf, page(table.get("type", id_)))
    yield from map(partial(_left_out, request, part), part.settings.foreign.unjudged if part.settings.foreign else ())


def _left_out(request: Request, part: Part, contract: Any) -> Rule:
    """Return a contract of another tool that no rule stands for: its own code judges it, where that may be run."""
    where = (*part.where, *contract.where)
    plugin = None
    if contract.code and request.plugins:
        from archlint.rulebook.plugins import Contract  # who runs none does not wait for it

        plugin = Contract(part.settings.root, contract.name, where, contract.code)
    folder = contract.code.contract if plugin else ""
    return Rule(
        id=f"{part.lead}{contract.id}",
        lead=part.lead,
        type=contract.type,
        name=contract.name,
        because="",
        help="",
        severity="error",
        kinds=plugin.KINDS if plugin else card.DEFAULT_KINDS,
        confidence="",
        direction="",
        ignore=(),
        unmatched="",
        page=Page(f"`{folder}` says so" if folder else "no rule stands for this contract", (), {}, folder=folder),
        options=None,
        module=plugin,
        troubles=() if plugin else contract.problems,
        where=where,
    )


def _rule(part: Part, id_: str, table: Mapping[str, Any], shelf: Shelf, page: Page) -> Rule:
    type_ = table.get("type", id_)
    where = (*part.where, "rules", id_)
    try:
        module, options = shelf.load(type_), card.options(type_, table, where, shelf)
        troubles: tuple[Problem, ...] = ()
    except Unfit as error:
        module, options, troubles = None, None, _troubles(error, where)
    return Rule(
        id=f"{part.lead}{id_}",
        lead=part.lead,
        type=type_,
        name=table.get("name", f"{part.lead}{id_}"),
        because=table.get("because", ""),
        help=table.get("help", ""),
        severity=table.get("severity", "error"),
        kinds=tuple(table.get("kinds", getattr(module, "KINDS", card.DEFAULT_KINDS))),
        confidence=table.get("confidence", ""),
        direction=table.get("direction", ""),
        ignore=_entries(table.get("ignore", ()), (*where, "ignore")),
        unmatched=table.get("unmatched-ignore", ""),
        page=page,
        options=options,
        module=module,
        troubles=troubles,
        where=where,
    )


def _entries(texts: Iterable[str], where: tuple[str | int, ...]) -> tuple[Entry, ...]:
    return tuple(Entry(text, (*where, i)) for i, text in enumerate(texts))


def _troubles(error: Unfit, where: Where) -> tuple[Problem, ...]:
    """Tell what is wrong with a rule's file where the settings say which rule it is."""
    return tuple(faults.problems(error.faults, (*where, "type")))


def _faults(rule: Rule) -> list[Problem]:
    """What the rule's file says of its options; paths there are relative to it, unless they lead from the top."""
    ask = getattr(rule.module, "faults", None)
    found = list(ask(rule.options)) if ask else []
    return [p if p.where[: len(rule.where)] == rule.where else p._replace(where=(*rule.where, *p.where)) for p in found]
