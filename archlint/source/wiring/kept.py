"""What earlier runs found in contents: facts, and calls of some names. One that is not kept is found out again."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from archlint.settings import Cache, edition
from archlint.source.content import NAMELESS
from archlint.source.wiring.facts import Call, Class, Facts, Found, Function

__all__ = ["Kept"]

_FORMAT: Final = 2
"""Of marshal: it writes equal values as equal bytes."""
_NOTHING: Final = marshal.dumps(None, _FORMAT)


class Kept:
    """
    For each content, by its key: its facts, and what it has of a group of names.

    A group is any text that stands for what was looked for: what was found for another group says nothing of it.
    """

    def __init__(self, cache: Cache | None) -> None:
        """Take what was kept; without a cache nothing is."""
        self._cache = cache
        self._name = f"wiring-{sys.version_info[0]}.{sys.version_info[1]}"
        self._facts: dict[bytes, bytes] = {}
        self._groups: dict[str, dict[bytes, bytes]] = {}
        """By group and key; b"" for a content in which nothing of it stands."""
        self._used: set[str] = set()
        self._changed = False
        data = cache.recall(self._name, edition()) if cache else None
        if data is not None:
            with suppress(ValueError, EOFError, TypeError):
                self._facts, self._groups = marshal.loads(data)  # noqa: S302 - the cache takes nothing but what it wrote

    def facts(self, key: bytes) -> Facts | None:
        """Return the facts of a content; None where they are not known. LookupError where there can be none."""
        found = self._facts.get(key)
        if found is None:
            return None
        told = marshal.loads(found)  # noqa: S302 - as above
        if told is None:
            raise LookupError
        return _facts(told)

    def group(self, group: str, keys: Iterable[bytes]) -> Mapping[bytes, Found | None]:
        """Return what is known of contents, by their keys; None where nothing of the group stands in one."""
        known = self._groups.get(group, {})
        self._used.add(group)
        return {key: _found(known[key]) if known[key] else None for key in keys if key in known}

    def add(self, key: bytes, facts: Facts | None) -> None:
        """Take in the facts of a content; None where it cannot be parsed."""
        if self._cache and key != NAMELESS:
            self._changed = True
            self._facts[key] = _NOTHING if facts is None else marshal.dumps(_plain(facts), _FORMAT)

    def note(self, group: str, key: bytes, found: Found | None) -> None:
        """Take in what a content has of a group."""
        if self._cache and key != NAMELESS:
            self._changed = True
            self._used.add(group)
            empty = found is None or not any(found)
            data = b"" if empty or found is None else marshal.dumps((_rows(found.calls), found.literals), _FORMAT)
            self._groups.setdefault(group, {})[key] = data

    def keep(self, keys: frozenset[bytes]) -> None:
        """Keep what is known of these contents for later runs, if there is anything new."""
        if self._cache is None or not self._changed:
            return
        facts = {key: told for key, told in self._facts.items() if key in keys}
        groups = {
            group: {key: told for key, told in known.items() if key in keys}
            for group, known in self._groups.items()
            if group in self._used
        }
        self._cache.keep(self._name, edition(), [marshal.dumps((facts, groups), _FORMAT)])
        self._changed = False


def _rows(calls: tuple[Call, ...]) -> list[tuple[Any, ...]]:
    return [tuple(one) for one in calls]


def _plain(facts: Facts) -> tuple[Any, ...]:
    functions = {name: tuple(one) for name, one in facts.functions.items()}
    classes = {name: tuple(one) for name, one in facts.classes.items()}
    return facts.bindings, facts.fields, functions, classes, facts.stars


def _facts(told: Any) -> Facts:
    bindings, fields, functions, classes, stars = told
    return Facts(
        bindings,
        fields,
        {name: Function(*one) for name, one in functions.items()},
        {name: Class(*one) for name, one in classes.items()},
        stars,
    )


def _found(data: bytes) -> Found:
    calls, literals = marshal.loads(data)  # noqa: S302 - as above
    return Found(tuple(Call(*one) for one in calls), literals)
