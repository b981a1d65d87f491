"""Which modules a change can reach: those whose files differ from the base, and all that need them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, Final

from archlint import git, rulebook
from archlint.rulebook import Findings, Trail
from archlint.settings import Request
from archlint.verdict.unread_tests import require_tests, unread_tests

__all__ = ["affected"]

_CODE: Final = ".py"
Became = Mapping[str, str]
"""What has become of files, "added", "changed" or "gone", by path."""


def affected(request: Request, found: Findings) -> dict[str, Any]:
    """
    Return what a change since the base can reach, as plain values; docs/commands.md says what each key means.

    Raises SettingsError where test files are wanted and none is read, and GitError where git cannot say what differs.
    """
    trail = found.trail
    assert trail, "this is what was asked for"
    became = dict(_became(request))
    if request.reach.tests:
        require_tests(request, trail.modules, became)
    there = frozenset(trail.modules.values())
    before = _before(request, trail, became)
    gone = {name: path for path, name in before.items() if name not in there}
    other = frozenset(before.values())  # where such a name is there still, it leads to another file than then
    changed = {name: path for path, name in trail.modules.items() if name in other or _entry(path, became)}
    lost = _at(request, "affected").trail.dependants(gone) if gone else {}
    known = {*before, *(_entry(path, became) for path in trail.modules)}
    rows = _rows(request, trail.reached(changed, lost))
    unread = unread_tests(request, trail.modules, became) if became and request.reach.tests else ()
    return {
        "against": request.against,
        "base": request.base,
        "changed": sorted(_changed(changed, gone, before, became), key=lambda row: row["path"]),
        "affected": _tests(rows, unread) if request.reach.tests else list(rows),
        "unknown": sorted(became.keys() - known),
        "unread_tests": list(unread),
        "dynamic": [{"path": gap.path, "line": gap.line} for gap in found.dynamic],
    }


def _became(request: Request) -> Iterator[tuple[str, str]]:
    """Yield what has become of files, named from the settings' root, those outside of it included."""
    root = request.settings.root
    lead = git.lead(root)
    for path, state in git.since(git.top(root), request.base).items():
        yield posixpath.relpath(path, lead) if lead else path, state


def _before(request: Request, trail: Trail, became: Became) -> dict[str, str]:
    """Return what files were called at the base that were modules then and are none now; nothing is listed in vain."""
    stray = {path for path, state in became.items() if path.endswith(_CODE) and state != "added"}
    stray -= trail.modules.keys()
    if not stray:
        return {}
    modules = _at(request, "modules").answer["modules"]
    return {path: modules[path] for path in sorted(stray & modules.keys())}


def _at(request: Request, ask: str) -> Any:
    """Return what is found at the base, read by the settings of today."""
    return rulebook.apply(request._replace(tree=request.base, role="base", rules_from=request.tree, ask=ask))


def _entry(path: str, became: Became) -> str:
    """Return what tells that a file differs: itself, or a folder around it that is a repository; "" for nothing."""
    while path and path not in became:
        path = path.rpartition("/")[0]
    return path


def _changed(
    changed: Mapping[str, str], gone: Mapping[str, str], before: Mapping[str, str], became: Became
) -> Iterator[dict[str, str]]:
    for name, path in changed.items():
        state = "changed" if name in before.values() else became[_entry(path, became)]
        yield {"module": name, "path": path, "became": state}
    yield from ({"module": name, "path": path, "became": "gone"} for name, path in gone.items())


def _rows(request: Request, reached: Iterable[rulebook.Reached]) -> Iterator[dict[str, Any]]:
    for one in reached:
        test = request.reach.suite.holds(one.path)
        yield {"module": one.module, "path": one.path, "test": test, "because": list(one.chain)}


def _tests(rows: Iterable[dict[str, Any]], unread: Iterable[str]) -> list[dict[str, Any]]:
    """Return the tests among what is reached, and those of which nobody knows what they need: any change may be it."""
    more = ({"module": "", "path": path, "test": True, "because": []} for path in unread)
    return sorted([*(row for row in rows if row["test"]), *more], key=itemgetter("path"))
