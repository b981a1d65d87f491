"""Tests that pytest would collect and nobody reads: a list of tests must not be silent about them."""

from __future__ import annotations

import json
from collections.abc import Mapping

from archlint import git
from archlint.settings import Problem, Request, SettingsError

__all__ = ["require_tests", "unread_tests"]


def unread_tests(request: Request, modules: Mapping[str, str]) -> tuple[str, ...]:
    """Return the test files on disk that are none of the modules, which are named by file; sorted."""
    root = request.settings.root

    def unread(path: str) -> bool:
        return path not in modules and request.reach.suite.holds(path)

    return git.present(git.top(root), git.lead(root).rstrip("/"), unread)


def require_tests(request: Request, modules: Mapping[str, str]) -> None:
    """Raise SettingsError where no module is a test: of no change could be said which tests it reaches."""
    suite = request.reach.suite
    if any(map(suite.holds, modules)):
        return
    unread = unread_tests(request, modules)
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
    """Return what makes tests be read."""
    roots = sorted({_root(path, name) for path, name in modules.items()})
    first = test.rpartition("/")[0].partition("/")[0]
    if "" in roots or not first:
        act = "let `packages` take in the tests, and `exclude` spare them"
    else:
        # What is a package is imported by its name, from the folder around it.
        package = git.read_file(request.settings.root, "", f"{first}/__init__.py") is not None
        act = f"`roots = {json.dumps([*roots, '.' if package else first])}` takes in the tests"
    return (
        f'{act}; where rules shall not see them, in a second file with `extends = ["{request.settings.file}"]`, '
        "named by `--config`"
    )


def _root(path: str, name: str) -> str:
    """Return the folder that a module's name starts from; "" is that of the settings."""
    inner = name.count(".") + 1 + path.endswith("/__init__.py")
    return "/".join(path.split("/")[:-inner])
