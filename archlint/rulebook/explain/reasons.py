"""Why a rule that looks at an import has nothing against it, in words. Whether it has is never decided here."""

from __future__ import annotations

import dataclasses

from archlint.graph import compatible
from archlint.rulebook.declared import Rule
from archlint.rulebook.roles import Cast, Role
from archlint.startup import NamedTuple

__all__ = ["reason"]

Said = tuple[str, str]
"""(verdict, reason): allows or unseen."""


class _End(NamedTuple):
    """One end of the import."""

    name: str
    roles: list[Role]

    def plays(self, option: str) -> bool:
        return any(role.option == option for role in self.roles)

    def placed(self) -> list[Role]:
        """Where it stands in the rule's orders."""
        return [role for role in self.roles if role.order >= 0]


def reason(cast: Cast, tail: int, head: int) -> Said:
    """Return why a rule does not forbid an import: `allows`, or `unseen` where it speaks of neither end."""
    one, other = (_End(cast.graph.name(node), cast.roles(node)) for node in (tail, head))
    options = {field.name for field in dataclasses.fields(cast.rule.options)}
    if cast.silent:
        return "allows", _kept(cast.rule)
    if not one.roles and not other.roles:
        return "unseen", "it names neither end"
    if cast.orders:
        return _in_order(cast.rule, one, other)
    if {"from_", "to"} <= options:
        return "allows", _from_side_to_side(cast.rule, one, other)
    if not other.roles or not (one.roles or cast.tabled):
        return "allows", f"it names only {one.name if one.roles else other.name}"
    return "allows", (cast.tabled and _in_table(one, other)) or _kept(cast.rule)


def _kept(rule: Rule) -> str:
    return f"kept: {rule.page.sentence}"


def _in_table(one: _End, other: _End) -> str:
    """Return which row of a table brings the two together; "" where none does by itself."""
    shared = {role.component for role in one.roles} & {role.component for role in other.roles}
    if shared:
        return f"both are in {min(shared)}"
    for owner, listed in ((one, other), (other, one)):
        rows = {role.by for role in owner.roles if not role.row} | {"**"}
        for role in listed.roles:
            if role.row in rows:
                return f"the row of `{role.row}` lists {role.component}"
    return ""


def _from_side_to_side(rule: Rule, one: _End, other: _End) -> str:
    if not one.plays("from"):
        return f"`from` does not name {one.name}"
    if not other.plays("to"):
        return f"`to` does not name {other.name}"
    if one.plays("except-through"):
        return f"{one.name} is a door: `except-through` names it"
    return "one side names both of them more exactly" if one.plays("to") or other.plays("from") else _kept(rule)


def _in_order(rule: Rule, one: _End, other: _End) -> Said:
    tails, heads = one.placed(), other.placed()
    if not tails and not heads:
        return "unseen", "neither end is in one of its components"
    if not tails or not heads:
        free = other.name if tails else one.name
        return "allows", f"{free} is in none of its components; only a path that leads on through it counts"
    together = [(tail, head) for tail in tails for head in heads if tail.order == head.order]
    if not together:
        return "allows", "the order holds inside each container, and these are two"
    return "allows", _downward(rule, *together[0])


def _downward(rule: Rule, tail: Role, head: Role) -> str:
    if tail.component == head.component:
        return f"both are in {tail.component}"
    if head.option == "foundation":
        return f"{head.component} is foundation" + ("" if tail.option == "foundation" else ": any layer may import it")
    if not tail.level or not head.level:
        return _kept(rule)
    if tail.level == head.level:
        return f"siblings of one level, which are {head.siblings}"
    if not compatible(tail.binding, head.binding):
        return f"no order holds between {tail.component} and {head.component}: their captures differ"
    down = head.level - tail.level
    return "the next layer" if down == 1 else f"{down} layers below" if down > 1 else _kept(rule)
