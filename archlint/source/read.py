"""The door's verb: settings -> the code, and everything that it imports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain

from archlint.settings import Cache, Problem, Request, SettingsError, nearest, timed
from archlint.source.discover import Codebase, discover
from archlint.source.disk import Disk
from archlint.source.extraction import extracted
from archlint.source.gather import gather
from archlint.source.ignore import Exclude
from archlint.source.nouns import Code, Imports, Projects, Unread
from archlint.source.options import Options, Pattern
from archlint.source.revision import Revision
from archlint.source.stamp import stamp
from archlint.source.store import Store
from archlint.source.survey import contents_in_git, contents_on_disk
from archlint.source.text import lines, shown
from archlint.source.tree import Tree
from archlint.source.witness import Witness, seen, still

__all__ = ["read"]


@timed("source")
def read(request: Request) -> Code:
    """
    Return the code under the settings' root, or in the git tree that the request names.

    Raises SettingsError where the settings `roots`, `packages` or `exclude` name what is not there, or where no module
    is found; git.GitError where a git tree is asked for and cannot be read.
    """
    settings = request.settings
    options = Options.of(settings)
    exclude = Exclude(tuple(pattern.text for pattern in options.exclude), options.rule_folders)
    disk = Disk(settings.root, exclude)
    tree: Tree = Revision(settings.root, request.tree, exclude) if request.tree else disk
    codebase, problems = discover(tree, options)
    # What only lies on this disk may be excluded as well: the same settings serve the hook, which reads the index.
    files = chain(tree.everything(), disk.everything() if request.tree else ())
    problems += _exclude_problems(exclude, options.exclude, files)
    if problems:
        raise SettingsError.located(settings, problems)
    store = Store(Cache(settings.root) if request.cache else None, whole=request.full_parse)
    paths = [module.path for module in codebase.modules]
    take = partial(extracted, tree, whole=request.full_parse, jobs=request.jobs)
    if isinstance(tree, Revision):
        contents = contents_in_git(take, tree.ids(paths), paths, store)
    else:
        contents = contents_on_disk(take, settings.root, paths, store)
    store.keep(set(contents))
    show = partial(_lines, tree)
    witnesses = Witness(tree, "tree"), Witness(disk, "disk")
    told = cache(partial(_projects, *witnesses, codebase))
    noted = partial(_lines, witnesses[0])
    pending: list[Callable[[], Imports]] = [
        partial(gather, codebase, store.stock, contents, lines=noted, projects=told)
    ]
    return Code(
        stamp=stamp(codebase, store.stock, contents),
        imports=cache(partial(_imports, request, pending)),
        lines=show,
        seen=partial(seen, witnesses),
        still=partial(still, witnesses),
    )


@timed("source")
def _imports(_: Request, pending: list[Callable[[], Imports]]) -> Imports:
    """Return what is pending, and let go of all facts: the columns are made of them, and twice would be too much."""
    return pending.pop()()


def _lines(tree: Tree, path: str) -> tuple[str, ...]:
    for _, content in tree.contents((path,)):
        if not isinstance(content, Unread):
            return lines(shown(content))
    return ()


def _projects(tree: Tree, disk: Tree, codebase: Codebase) -> Projects:
    # Most runs never ask.
    from archlint.source.projects import installed, projects

    paths = tuple(module.path for module in codebase.modules)
    return projects(tree, paths, partial(installed, disk))._replace(left_out=codebase.others | codebase.beside)


def _exclude_problems(exclude: Exclude, patterns: Sequence[Pattern], files: Iterable[str]) -> Iterator[Problem]:
    for position in sorted(exclude.broken):
        one = patterns[position]
        yield Problem(one.where, f"`{one.written}` is no pattern that .gitignore would understand")
    seen: list[str] = []
    for position in exclude.idle(_noted(files, seen)):
        one = patterns[position]
        known = {part for path in seen for part in (path, path.rpartition("/")[0], *path.split("/"))}
        near = nearest(one.written.strip("!*/"), known)
        if one.must_match:
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
