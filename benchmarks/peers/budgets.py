"""What archlint may cost, beside what it is held against: wishes, written down before anything was measured."""

from __future__ import annotations

from typing import Final, NamedTuple

from benchmarks.peers.tools import ARCHLINT, HOOK, PYTHON

__all__ = ["BUDGETS", "Budget"]


class Budget(NamedTuple):
    """One promise."""

    work: str
    corpus: str
    state: str
    tool: str
    """Which of archlint's commands."""
    peer: str
    """Whose CPU seconds are the yardstick; "" for a number of its own."""
    most: float
    hoped: float
    unit: str = "x"
    """
    `x` is a ratio of CPU seconds, `MiB` is peak memory.

    For judging alone, in a graph that stands, `s` are CPU seconds and `x judging` is the ratio of those.
    """


BUDGETS: Final = (
    Budget("Django, cold", "django", "cold", ARCHLINT, "lint-imports", 0.60, 0.40),
    Budget("Django, warm", "django", "warm", ARCHLINT, "lint-imports", 0.30, 0.07),
    Budget("Home Assistant, cold", "homeassistant", "cold", ARCHLINT, "lint-imports", 0.45, 0.28),
    Budget("Home Assistant, warm", "homeassistant", "warm", ARCHLINT, "lint-imports", 0.10, 0.033),
    Budget("Home Assistant, one file edited", "homeassistant", "edited", ARCHLINT, "lint-imports", 0.13, 0.045),
    Budget("Home Assistant, hook, index unchanged", "homeassistant", "index", HOOK, "lint-imports", 0.06, 0.011),
    Budget("Home Assistant, hook, one file staged", "homeassistant", "staged", HOOK, "lint-imports", 0.10, 0.03),
    Budget("100,000 modules, cold", "mono-100k", "cold", ARCHLINT, "lint-imports", 0.45, 0.28),
    Budget("100,000 modules, cold", "mono-100k", "cold", ARCHLINT, "ruff analyze graph", 1.0, 0.30),
    Budget("100,000 modules, cold", "mono-100k", "cold", ARCHLINT, "tach", 1.0, 0.50),
    Budget("100,000 modules, warm", "mono-100k", "warm", ARCHLINT, "lint-imports", 0.04, 0.015),
    Budget("100,000 modules, hook, index unchanged", "mono-100k", "index", HOOK, "lint-imports", 0.01, 0.001),
    Budget("100,000 modules, cold, memory", "mono-100k", "cold", ARCHLINT, "", 350, 200, "MiB"),
    Budget(
        "1,229 independent packages, judging", "homeassistant", "alone", ARCHLINT, "grimp", 0.01, 0.001, "x judging"
    ),
    Budget("1,229 independent packages, judging", "homeassistant", "alone", ARCHLINT, "", 0.5, 0.05, "s"),
    Budget("Home Assistant, hook, nothing relevant staged", "homeassistant", "beside", HOOK, PYTHON, 8, 2),
)
