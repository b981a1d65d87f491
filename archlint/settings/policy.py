"""Which of two policies asks for more: what extends one may ask for more than it, never for less."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

__all__ = ["loosened"]

_WORDS: Final = ("off", "warn", "error")
"""Of these the later asks for more."""


def loosened(demanded: object, asked: object) -> Iterator[tuple[str, str]]:
    """Yield each key of a policy that asks for less than was demanded, and what was, as TOML."""
    if not isinstance(demanded, dict) or not isinstance(asked, dict):
        return
    for key, demand in demanded.items():
        if key in asked and _less(demand, asked[key]):
            yield key, _toml(demand)


def _less(demand: Any, ask: Any) -> bool:
    """Return whether a value asks for less than another; of two types, whoever checks the settings will complain."""
    if isinstance(demand, bool) or isinstance(ask, bool):
        return demand is True and ask is False
    if isinstance(demand, int) and isinstance(ask, int):
        return ask > demand  # a limit in days: more of them is more freedom
    if isinstance(demand, list) and isinstance(ask, list):
        return any(one not in ask for one in demand)
    if isinstance(demand, dict) and isinstance(ask, dict):  # who stands behind a name: more people is more freedom
        return any(isinstance(ask.get(name), list) and _less(ask[name], behind) for name, behind in demand.items())
    if demand in _WORDS and ask in _WORDS:
        return _WORDS.index(ask) < _WORDS.index(demand)
    return False


def _toml(value: Any) -> str:
    """Return a value of a policy as a person writes it in TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_toml(key)} = {_toml(inner)}' for key, inner in value.items())} }}"
    return f'"{value}"' if isinstance(value, str) else str(value)
