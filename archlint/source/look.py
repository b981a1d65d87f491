"""A look at all files: they are listed, what is not known of them is read, and what they import can be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from archlint.settings import Looks, Problem, Request, SettingsError, nearest
from archlint.source.discover import Codebase, discover
from archlint.source.extraction import extracted
from archlint.source.gather import gather
from archlint.source.nouns import Imports, Projects
from archlint.source.options import Options, Pattern
from archlint.source.roots import present
from archlint.source.snapshot import Snapshot, taken
from archlint.source.stamp import plan, stamp
from archlint.source.store import Store
from archlint.source.survey import contents_in_git, contents_on_disk
from archlint.source.text import lines_of
from archlint.source.tree import Tree
from archlint.source.trees import Trees
from archlint.startup import NamedTuple

if TYPE_CHECKING:
    from archlint.source.revision import Revision
    from archlint.source.tracked import TrackedSnapshot

__all__ = ["Look", "look"]


class Look(NamedTuple):
    """What it has shown."""

    stamp: bytes
    """b"" where nobody has asked for it."""
    pending: list[Callable[[], Imports]]
    """One, which gives the imports."""
    snapshot: Snapshot | None
    """By which the next run may know all this of the disk; None where it could not trust it."""
    tracked: TrackedSnapshot | None
    """The same of a tree of git, whose identity it does not know yet."""


def look(request: Request, options: Options, trees: Trees, store: Store, *, named: bool, again: bool) -> Look:
    """
    Look at the files; `named` where their stamp is to be told, `again` where nothing new is kept, as it is known.

    Raises SettingsError where the settings do not fit them.
    """
    lasting = not (again or request.tree or request.overlay)
    moment = store.moment if lasting else None  # before anything is looked at that is to be kept
    everything: list[str] = []
    codebase = _found(request, options, trees, everything)
    paths = [module.path for module in codebase.modules]
    contents = _contents(request, trees.tree, paths, store)
    store.keep(set(contents))
    planned, digests = (plan(codebase), b"".join(map(store.stock.digest, contents))) if named else (b"", b"")
    name = stamp(planned, digests) if named else b""
    snapshot = None
    if moment and not everything and not codebase.unread:
        files = paths, store.signatures(paths)
        snapshot = taken(request.settings.root, trees.disk.ground, moment, files, (planned, digests, name))
    tracked = None
    if (revision := _revision(request, trees.tree)) and not everything:
        from archlint.source.tracked import TrackedSnapshot

        blobs = list(revision.ids(paths).values())
        tracked = TrackedSnapshot(paths, blobs, b"", revision.shape, planned, digests, name)
    noted = partial(lines_of, trees.witnesses[0])
    told = cache(partial(_projects, *trees.witnesses, codebase))
    # Whoever takes it lets go of all facts: the columns are made of them, and twice would be too much.
    read = partial(gather, codebase, store.stock, contents, lines=noted, projects=told)
    pending: list[Callable[[], Imports]] = [partial(_wired, request, trees, store, contents, read)]
    return Look(name, pending, snapshot, tracked)


def _revision(request: Request, tree: Tree) -> Revision | None:
    """Return a tree of git as what it is; on disk, nothing is loaded that reads such trees."""
    if not request.tree:
        return None
    from archlint.source.revision import Revision

    return tree if isinstance(tree, Revision) else None


def _wired(
    request: Request, trees: Trees, store: Store, contents: Sequence[int], read: Callable[[], Imports]
) -> Imports:
    """Return imports that can tell what couples their modules besides, if somebody asks."""
    if not request.packs:
        return read()
    from archlint.source.wiring import wired  # most runs ask for imports alone

    return wired(read(), request, trees.tree, tuple(map(store.stock.key, contents)))


def _found(request: Request, options: Options, trees: Trees, seen: list[str]) -> Codebase:
    """
    Return the codebase; where all files had to be looked at to see whether the settings fit, they come into `seen`.

    Raises SettingsError where they do not fit, unless they were written for another tree.
    """
    if request.role:
        return discover(trees.tree, present(trees.tree, options))[0]
    codebase, problems = discover(trees.tree, options)
    if not trees.disk.known:  # else they were looked for when it was found
        problems += _exclude_problems(trees, options.exclude, seen)
    if problems:
        raise SettingsError.located(request.settings, problems)
    return codebase


def _contents(request: Request, tree: Tree, paths: Sequence[str], store: Store) -> list[int]:
    take = partial(extracted, tree, whole=request.full_parse, jobs=request.jobs)
    if revision := _revision(request, tree):
        return contents_in_git(take, revision.ids(paths), paths, store)
    looks = request.looks or Looks(None)
    return contents_on_disk(take, looks.signatures, request.settings.root, paths, store, request.overlay)


def _projects(tree: Tree, disk: Tree, codebase: Codebase) -> Projects:
    # Most runs never ask.
    from archlint.source.projects import installed, projects

    paths = tuple(module.path for module in codebase.modules)
    return projects(tree, paths, partial(installed, disk))._replace(left_out=codebase.others | codebase.beside)


def _exclude_problems(trees: Trees, patterns: Sequence[Pattern], seen: list[str]) -> Iterator[Problem]:
    """Yield what is wrong with `exclude`; where all files had to be looked at for that, they come into `seen`."""
    exclude = trees.exclude
    # What only lies on this disk may be excluded as well: the same settings serve the hook, which reads the index.
    files = chain(trees.tree.everything(), () if trees.tree is trees.disk else trees.disk.everything())
    for position in sorted(exclude.broken):
        one = patterns[position]
        yield Problem(one.where, f"`{one.written}` is no pattern that .gitignore would understand")
    for position in exclude.idle({place for place, one in enumerate(patterns) if one.must_match}, _noted(files, seen)):
        one = patterns[position]
        known = {part for path in seen for part in (path, path.rpartition("/")[0], *path.split("/"))}
        near = nearest(one.written.strip("!*/"), known)
        yield Problem(
            one.where,
            f"`{one.written}` matches no file",
            label=f"did you mean `{near}`?" if near else "",
            help="patterns are relative to the folder of this file; one that excludes nothing can be taken out",
        )


def _noted(files: Iterable[str], seen: list[str]) -> Iterator[str]:
    for path in files:
        seen.append(path)
        yield path
