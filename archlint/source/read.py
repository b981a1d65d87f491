"""The door's verb: settings -> everything that was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from archlint.settings import Problem, Request, SettingsError, nearest, timed
from archlint.source.discover import discover
from archlint.source.disk import Disk
from archlint.source.gather import gather
from archlint.source.ignore import Exclude
from archlint.source.nouns import Imports
from archlint.source.options import Options
from archlint.source.revision import Revision
from archlint.source.tree import Tree

__all__ = ["read"]


@timed("source")
def read(request: Request) -> Imports:
    """
    Return what is under the settings' root, or in the git tree that the request names.

    Raises SettingsError where the settings `roots`, `packages` or `exclude` name what is not there, or where no module
    is found; git.GitError where a git tree is asked for and cannot be read.
    """
    settings = request.settings
    options = Options.of(settings)
    exclude = Exclude(options.exclude, options.rule_folders)
    disk = Disk(settings.root, exclude)
    tree: Tree = Revision(settings.root, request.tree, exclude) if request.tree else disk
    codebase, problems = discover(tree, options)
    # What only lies on this disk may be excluded as well: the same settings serve the hook, which reads the index.
    files = chain(tree.everything(), disk.everything() if request.tree else ())
    problems += _exclude_problems(exclude, files)
    if problems:
        raise SettingsError.located(settings, problems)
    return gather(tree, codebase, disk)


def _exclude_problems(exclude: Exclude, files: Iterable[str]) -> Iterator[Problem]:
    for position in sorted(exclude.broken):
        pattern = exclude.patterns[position]
        yield Problem(("exclude", position), f"`{pattern}` is no pattern that .gitignore would understand")
    seen: list[str] = []
    for position in exclude.idle(_noted(files, seen)):
        pattern = exclude.patterns[position]
        known = {part for path in seen for part in (path, path.rpartition("/")[0], *path.split("/"))}
        near = nearest(pattern.strip("!*/"), known)
        yield Problem(
            ("exclude", position),
            f"`{pattern}` matches no file",
            label=f"did you mean `{near}`?" if near else "",
            help="patterns are relative to the folder of this file; one that excludes nothing can be taken out",
        )


def _noted(files: Iterable[str], seen: list[str]) -> Iterator[str]:
    for path in files:
        seen.append(path)
        yield path
