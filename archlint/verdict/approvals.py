"""
Whether somebody else than the author of an import has approved of its waiver: `[policy] two-person`.

The commit that brought the waiver as it reads now has to name the approver, as its author or in a trailer.
"""

import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from archlint import git
from archlint.rulebook import Waiver
from archlint.settings import Request, nearest, subtable
from archlint.verdict.policy import Policy, policy_of
from archlint.verdict.waivers import Fault, subject

__all__ = ["Approvals"]

Person = frozenset[str]
"""The e-mail addresses of somebody, and the handles that stand for them alone; in small letters."""


class Approvals:
    """What git knows of the waivers of a request."""

    def __init__(self, request: Request) -> None:
        self._request = request
        try:
            self._top = git.top(request.settings.root)
        except git.GitError as error:
            raise git.GitError(f"`two-person` asks git who has approved of a waiver: {error}") from None
        self._authors = cache(self._authors_of)
        self._lineage = cache(lambda path: git.Lineage(self._top, request.tree, path))
        self._rows = cache(lambda path, id_: _rows(path, self._lineage(path).content(id_)))

    def lack(self, one: Waiver) -> tuple[Fault, ...]:
        """Return what the approval of a waiver lacks. Raises GitError where git cannot say."""
        policy = policy_of(self._request, one.lead)
        return tuple(self._lacks(one, policy)) if policy.two_person and one.approved_by else ()

    def _lacks(self, one: Waiver, policy: Policy) -> Iterator[Fault]:
        meant = people(one.approved_by, policy.people)
        if not meant:
            near = nearest(one.approved_by, policy.people)
            guess = f"did you mean `{near}`?" if near else "say who that is: `[policy.people]`"
            yield Fault("not-approved", f"nobody stands behind `{one.approved_by}`, who approved {subject(one)}", guess)
            return
        brought = self._brought(one)
        if not brought:
            words = f"{subject(one)} is in no commit, so `{one.approved_by}` has not approved it yet"
            help_ = f"let `{one.approved_by}` commit it, or add their `Approved-by: Name <e-mail>` to the message"
            yield Fault("not-approved", words, help_, fails=not self._request.hook)
            return
        (commit,) = git.commits(self._top, [brought])
        present = [person for person in meant if person & {commit.author, *commit.approvers}]
        if not present:
            words = f"`{one.approved_by}` did not approve {subject(one)}, by commit {brought[:10]}"
            help_ = "let the waiver be committed with their trailer `Approved-by: Name <e-mail>`, or by them"
            yield Fault("not-approved", words, help_)
        elif all(self._wrote(person, one) for person in present):
            words = f"whoever approved {subject(one)} wrote the import"
            yield Fault("not-approved", words, f"let somebody else of `{one.approved_by}` approve it")

    def _wrote(self, person: Person, one: Waiver) -> bool:
        """Return whether somebody is the author of a line that the waiver means; of none that is not committed."""
        lines: dict[str, set[tuple[int, int]]] = {}
        for each in (each for covered in one.covers for each in covered):
            lines.setdefault(each.path, set()).add((each.line, each.end_line))
        return any(not person.isdisjoint(self._authors(path, tuple(sorted(all_)))) for path, all_ in lines.items())

    def _authors_of(self, path: str, spans: tuple[tuple[int, int], ...]) -> Person:
        ids = git.writers(self._top, self._request.tree, self._in_git(path), spans) or frozenset()
        return frozenset(commit.author for commit in git.commits(self._top, ids - {""}))

    def _brought(self, one: Waiver) -> str:
        """Return the commit that brought a waiver as it reads now; "" where none has."""
        path = self._in_git(one.path)
        if not one.where:
            ids = git.writers(self._top, self._request.tree, path, [(one.line, one.line)])
            return min(ids or {""})
        part = next(part for part in self._request.settings.parts if part.where == one.where[:-2])
        row = part.settings.table["waivers"][one.where[-1]]
        lineage = self._lineage(path)
        brought, earlier = "", [lineage.newest]
        while found := next((id_ for id_ in earlier if id_ and row in self._rows(path, id_)), ""):
            brought, earlier = found, list(lineage.before(found))
        return brought

    def _in_git(self, path: str) -> str:
        """Return a path from the settings' root as git has it."""
        whole = Path(os.path.normpath(self._request.settings.root.resolve() / path))
        if not whole.is_relative_to(self._top):
            raise git.GitError(
                f"{path} lies in another repository, so git cannot say here who approved of its waivers."
            )
        return whole.relative_to(self._top).as_posix()


def people(handle: str, behind: Mapping[str, Iterable[str]]) -> tuple[Person, ...]:
    """
    Return everybody who stands behind a handle; an e-mail address stands for itself.

    What lists addresses is one person with all of them; what lists handles is a team of those.
    """
    return tuple(_people(handle, {key.lower(): tuple(each) for key, each in behind.items()}, set()))


def _people(handle: str, behind: Mapping[str, tuple[str, ...]], seen: set[str]) -> Iterator[Person]:
    name = handle.lower()
    if name in seen:
        return
    seen.add(name)
    listed = [each.lower() for each in behind.get(name, ())]
    addresses = [each for each in listed if each not in behind and _is_address(each)]
    if addresses:
        yield frozenset({name, *addresses})
    elif not listed and _is_address(name):
        # Somebody with other addresses, too, is one person with all of them.
        yield frozenset({name}.union(*(set(each) for each in behind.values() if name in map(str.lower, each))))
    for each in listed:
        if each in behind:
            yield from _people(each, behind, seen)


def _is_address(text: str) -> bool:
    return "@" in text[1:]


def _rows(path: str, content: bytes | None) -> list[Any]:
    """Return the waivers of a version of a settings file; none where it cannot be read."""
    try:
        table = tomllib.loads((content or b"").decode("utf-8-sig"))
    except ValueError:
        return []
    rows = (subtable(table, "tool", "archlint") if path.endswith("pyproject.toml") else table).get("waivers", [])
    return rows if isinstance(rows, list) else []
