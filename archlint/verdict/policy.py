"""What the team demands of its waivers: `[policy]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from archlint.settings import Request
from archlint.startup import NamedTuple

__all__ = ["Policy", "keys", "policy_of"]

_KEYS: Final = ("because", "owner", "until", "approved-by", "rules")
"""What a waiver may be asked to say."""
_IDLE: Final = ("off", "warn", "error")
"""Of these the later asks for more."""


class Policy(NamedTuple):
    """The demands on the waivers of one part of the settings; a member asks for all that the top asks for."""

    needs: tuple[str, ...]
    """What each has to say, in the order of `_KEYS`."""
    max_days: int | None
    """How far ahead its last day may lie."""
    two_person: bool
    """Whether somebody else than the author of the import has to approve."""
    people: Mapping[str, tuple[str, ...]]
    """Who stands behind a handle: e-mail addresses, or other handles."""
    idle: str
    """What comes of a waiver that does nothing: "error", "warn" or "off"."""


def keys() -> dict[str, Any]:
    """Return the keys of `[policy]` that speak of waivers, as JSON Schema properties."""
    names = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
    return {
        "waiver-needs": {
            "type": "array",
            "items": {"enum": list(_KEYS), "x-noun": "waiver key"},
            "default": ["because"],
            "description": "What every waiver has to say. A reason is needed in any case.",
        },
        "waiver-max-days": {
            "type": "integer",
            "minimum": 1,
            "description": "How many days `until` may lie ahead; also makes `until` needed.",
        },
        "two-person": {
            "type": "boolean",
            "default": False,
            "description": "Whether each waiver needs `approved-by`, somebody else than the author of the import line "
            "by git, whose commit or Approved-by trailer brought the waiver.",
        },
        "people": {
            "type": "object",
            "additionalProperties": names,
            "default": {},
            "description": "Who stands behind a handle: e-mail addresses of one person, or handles of a team.",
        },
        "idle-waivers": {
            "enum": list(_IDLE),
            "default": "warn",
            "description": "What comes of a waiver that does nothing (any more): `error` fails, `warn` only says so, "
            "`off` says nothing.",
        },
    }


def policy_of(request: Request, lead: str) -> Policy:
    """Return the policy for the waivers of a part of the settings, by what stands before the IDs of its rules."""
    tables = [part.settings.table.get("policy", {}) for part in request.settings.parts if part.lead in ("", lead)]
    days = [table["waiver-max-days"] for table in tables if "waiver-max-days" in table]
    two_person = any(table.get("two-person", False) for table in tables)
    needs = {"because", *(key for table in tables for key in table.get("waiver-needs", ()))}
    needs |= {"until"} if days else set()
    needs |= {"approved-by"} if two_person else set()
    people: dict[str, tuple[str, ...]] = {}
    for table in tables:  # the top's first: no member says who they are
        for handle, behind in table.get("people", {}).items():
            people.setdefault(handle, tuple(behind))
    idle = max((table["idle-waivers"] for table in tables if "idle-waivers" in table), key=_IDLE.index, default="warn")
    return Policy(tuple(key for key in _KEYS if key in needs), min(days, default=None), two_person, people, idle)
