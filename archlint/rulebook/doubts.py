"""
Rules that are sound and hardly what was meant: told as notes, so that whoever wrote them looks once more.

Only what can be told for certain: whoever is warned of nothing stops reading.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from archlint.graph import HIDDEN_KINDS, IMPORT_KINDS, Entry, Floors, Graph, Layer, dependencies
from archlint.rulebook.declared import Rule
from archlint.rulebook.roles import Cast
from archlint.settings import Problem, toml_value

__all__ = ["of_code", "of_settings"]

_SPELLED: Final = 8
"""Layers that a note writes anew; a longer list is left to its owner."""


def of_settings(
    rules: Iterable[Rule], general: Mapping[str, Sequence[Entry]], *, foreign: bool = False
) -> Iterator[Problem]:
    """Yield what can be seen without any code: rules that say what another says, ignores that stand above already."""
    judged = [rule for rule in rules if rule.severity != "off"]
    for _, group in sorted(_alike(judged).items()):
        yield from _repeated(group, foreign=foreign)
    above = {(lead, entry.text) for lead, entries in general.items() for entry in entries}
    yield from _of_no_use(judged)
    for entry in (entry for rule in judged for entry in rule.ignore if (rule.lead, entry.text) in above):
        words = f"`{entry.text}` is ignored, but the `ignore` of all rules does that already"
        yield Problem(entry.where, words, help="delete the line")


def of_code(rules: Iterable[Rule], views: dict[str, Graph], *, foreign: bool = False) -> Iterator[Problem]:
    """Yield what the code shows, of rules that were judged on these views of it: orders that order nothing."""
    for rule in rules:
        cast = Cast(views[rule.id], rule) if rule.id in views and _long(rule) else None
        orders = cast.orders if cast and not cast.contained and len(cast.stacks) == 1 else []
        if orders and len(orders[0].levels) > 2:
            yield from _idle_order(rule, views[rule.id], orders[0], foreign=foreign)


def _of_no_use(rules: Iterable[Rule]) -> Iterator[Problem]:
    """Yield what is said of dependencies without an import by rules that do not count them."""
    kinds = ", ".join(f'"{kind}"' for kind in (*IMPORT_KINDS[:2], *HIDDEN_KINDS))
    help_ = f"delete the line, or count what it speaks of: kinds = [{kinds}]"
    for rule in rules:
        if rule.confidence and not rule.wanted.kinds:
            words = f"`confidence` does nothing for `{rule.id}`, which counts neither strings nor channels"
            yield Problem((*rule.where, "confidence"), words, help=help_, at_key=True)
        if rule.direction and "channel" not in rule.kinds:
            words = f"`direction` does nothing for `{rule.id}`, which counts no channels"
            yield Problem((*rule.where, "direction"), words, help=help_, at_key=True)


def _alike(rules: Iterable[Rule]) -> dict[tuple[str, ...], list[Rule]]:
    """Return the rules that ask for the same as another, by what that is."""
    near: dict[tuple[str, frozenset[str]], list[Rule]] = {}
    for rule in rules:
        near.setdefault((rule.type, frozenset(entry.text for entry in rule.names)), []).append(rule)
    found: dict[tuple[str, ...], list[Rule]] = {}
    # To say all of a rule takes long, and few speak of the same names.
    for rule in (rule for group in near.values() if len(group) > 1 for rule in group):
        found.setdefault(_said(rule), []).append(rule)
    return found


def _said(rule: Rule) -> tuple[str, ...]:
    """Return all that a rule asks for, as text that is alike for rules that find the same in every codebase."""
    ignored = sorted(entry.text for entry in rule.ignore)
    asked = rule.where[:-1], sorted(rule.kinds), *rule.wanted[1:], ignored, _plain(rule.options)
    return rule.type, *map(repr, asked)


def _plain(value: Any) -> Any:
    """Return a value of options without the places where it stands; names in the order of the alphabet."""
    if isinstance(value, Entry):
        return value.text
    if isinstance(value, Layer):
        return sorted(_plain(entry) for entry in value.entries), value.siblings
    if dataclasses.is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, tuple):
        if {*map(type, value)} == {Entry}:
            return sorted(entry.text for entry in value)
        plain = [_plain(part) for part in value]
        return plain if any(isinstance(part, Layer) for part in value) else sorted(plain, key=repr)
    return value


def _repeated(rules: Sequence[Rule], *, foreign: bool) -> Iterator[Problem]:
    """Yield of rules that ask for the same all but the first; a warning says nothing that an error does not."""
    first, *others = sorted(rules, key=lambda rule: rule.severity)
    for rule in others:
        words = f"`{rule.id}` asks for the same as `{first.id}`, so each of its violations is told twice"
        help_ = f"delete {'one of the two' if foreign else f'[rules.{rule.id}]'}, or let it say something else"
        yield Problem(rule.where, words, help=help_, at_key=True)


def _long(rule: Rule) -> bool:
    """Whether an order of the rule has more than two layers, so that it is no accident if it orders nothing."""
    layers = getattr(rule.options, "layers", ())
    # A team's own rule may call anything `layers`.
    return isinstance(layers, tuple) and len(layers) > 2 and all(isinstance(layer, Layer) for layer in layers)


def _idle_order(rule: Rule, view: Graph, floors: Floors, *, foreign: bool) -> Iterator[Problem]:
    if _points_down(view, floors):
        return
    pairs = {(floors.floor[a], floors.floor[b]) for a, b in dependencies(view, floors.partition).pairs}
    between = {(a, b) for a, b in pairs if a != b and min(a, b) >= 0}
    if any(a < b for a, b in between):
        return
    where, layers = (*rule.where, "layers"), rule.options.layers
    if len(between) > 1:
        words = f"all imports between the layers of `{rule.id}` point up, as if it stood bottom first"
        help_ = f"turned around: {_written('layers', reversed(layers))}"
        yield Problem(where, words, help="turn it around" if foreign else help_, at_key=True)
    elif not between and _at_work(view, floors):
        words = (
            f"none of the {len(layers)} layers of `{rule.id}` imports another, and yet the upper ones may import the "
            "lower ones tomorrow"
        )
        entries = [Layer((entry,)) for layer in layers for entry in layer.entries]
        as_one = 'type = "independent"', _written("modules", entries)
        help_ = (
            f"if they are to keep apart: {'a contract of the type `independence`' if foreign else ', '.join(as_one)}"
        )
        yield Problem(where, words, help=help_, at_key=True)


def _points_down(view: Graph, floors: Floors) -> bool:
    """Whether some import leads from a layer to one below; of an order that is one, one of the first looked at does."""
    component, floor = floors.partition.component, floors.floor
    for part, selection in enumerate(floors.partition.parts):
        for node in selection.exactness:
            if component[node] == part and floor[part] >= 0:
                heads = (component[head] for head in view.succ[node])
                if any(head >= 0 and floor[head] > floor[part] for head in heads):
                    return True
    return False


def _at_work(view: Graph, floors: Floors) -> bool:
    """Whether every layer has to do with some module outside of it: of code that is not there yet nothing is said."""
    component, floor = floors.partition.component, floors.floor
    busy: set[int] = set()
    for tail, head in view.edges():
        if head < view.size and component[tail] != component[head]:
            busy |= {floor[component[node]] for node in (tail, head) if component[node] >= 0}
    return busy.issuperset(range(len(floors.levels)))


def _written(key: str, layers: Iterable[Layer]) -> str:
    """Return layers as TOML; of many the key alone."""
    names = [[entry.text for entry in layer.entries] for layer in layers]
    if len(names) > _SPELLED:
        return f"{key} = [...]"
    return f"{key} = {toml_value([one[0] if len(one) == 1 else one for one in names])}"
