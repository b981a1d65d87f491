"""Tests that pytest would collect and nobody reads: a list of tests must not be silent about them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from archlint import git
from archlint.settings import Problem, Request, SettingsError

__all__ = ["require_tests", "unread_tests"]


def unread_tests(request: Request, modules: Mapping[str, str], changed: Iterable[str]) -> tuple[str, ...]:
    """
    Return the test files on disk that are none of the modules, sorted.

    Modules are named by file. Among what has changed are the files that git does not track.
    """
    root = request.settings.root
    inside = (path for path in changed if not path.startswith("../"))
    files = {*git.tracked(git.top(root), git.lead(root).rstrip("/")), *inside} - modules.keys()
    return git.present(root, filter(request.reach.suite.holds, files))


def require_tests(request: Request, modules: Mapping[str, str], changed: Iterable[str]) -> None:
    """Raise SettingsError where no module is a test: of no change could be said which tests it reaches."""
    suite = request.reach.suite
    if any(map(suite.holds, modules)):
        return
    unread = unread_tests(request, modules, changed)
    if unread:
        more = f", nor {len(unread) - 1:,} more" if unread[1:] else ""
        told = f"no test is read, not `{unread[0]}`{more}: which of them a change reaches is not known"
        problem = Problem(_key(request), told, help=_act(request, modules, unread[0]))
    else:
        where = f", in {' or '.join(suite.places)}" if suite.places else ""
        called = f"no file is a test, called {' or '.join(suite.names)}{where}"
        problem = Problem((), called, help="`python_files` and `testpaths` in pytest's settings say which files are")
    raise SettingsError.located(request.settings, [problem])


def _key(request: Request) -> tuple[str, ...]:
    return next(((key,) for key in ("roots", "packages") if key in request.settings.table), ())


def _act(request: Request, modules: Mapping[str, str], test: str) -> str:
    """Return what makes tests be read, one of them first."""
    roots = sorted({_root(path, name) for path, name in modules.items()})
    act = "let `packages` take in the tests, and `exclude` spare them"
    if "" not in roots:
        act = f"`roots = {json.dumps([*roots, _place(request.settings.root, roots, test)])}` takes in the tests"
    second = f'in a second file with `extends = ["{request.settings.file}"]`, named by `--config`'
    return f"{act}; where rules shall not see them, {second}"


def _place(root: Path, roots: Sequence[str], test: str) -> str:
    """Return the outermost folder around a test that holds no root, or the one around that where it is a package."""
    folders = [test[:end] for end, letter in enumerate(test) if letter == "/"]
    apart = (folder for folder in folders if not any(f"{one}/".startswith(f"{folder}/") for one in roots))
    found = next(apart, folders[-1] if folders else "")
    # What is a package is imported by its name, from the folder around it.
    package = git.read_file(root, "", f"{found}/__init__.py") is not None if found else False
    return (found.rpartition("/")[0] if package else found) or "."


def _root(path: str, name: str) -> str:
    """Return the folder that a module's name starts from; "" is that of the settings."""
    inner = name.count(".") + 1 + path.endswith("/__init__.py")
    return "/".join(path.split("/")[:-inner])
