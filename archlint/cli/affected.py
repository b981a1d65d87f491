"""`archlint affected`: what a change can reach, for those who choose which tests to run."""

from typing import Final

import click

from archlint import git
from archlint.cli import exits
from archlint.cli.commands import config_option, format_option, jobs_option, no_cache_option
from archlint.cli.console import complain
from archlint.cli.opening import opened, settings_file
from archlint.cli.outputs import deliver, unread
from archlint.cli.progress import awaited
from archlint.cli.suite import suite
from archlint.settings import Reach, Request, visible

__all__ = ["affected"]

_FEW: Final = 5


@click.command(short_help="List what a change can reach, to choose tests.")
@click.option("--against", metavar="REV", required=True, help="The revision that the change began with.")
@click.option("--tests", is_flag=True, help="Only files that pytest collects tests from.")
@click.option("--modules", is_flag=True, help="Names of modules instead of files.")
@click.option("--typing", is_flag=True, help="Follow imports for type checkers, too.")
@config_option
@format_option
@jobs_option
@no_cache_option
def affected(
    against: str, tests: bool, modules: bool, typing: bool, config: str | None, format_: str, jobs: int, no_cache: bool
) -> int:
    """
    List the files that differ on disk from where the code left REV, and all that import them, directly or not.

    One a line on stdout, and nothing else. No rule is judged. Exit code 2 means that the list may lack something: a
    file could not be read, or tests are asked for and none is read.
    """
    file = settings_file(config)
    read = opened(file, cache=not no_cache)
    kinds = (*Reach().kinds, "typing") if typing else Reach().kinds
    request = Request(
        read,
        ask="affected",
        against=against,
        base=git.merge_base(git.top(file.parent), against, ""),
        reach=Reach(suite(read.root), kinds, tests=tests, modules=modules),
        cache=not no_cache,
        jobs=jobs,
        outputs=((format_, ""),),
    )
    written = awaited(request)
    whole = deliver(written, read, request)
    if written.unknown:
        complain(_unknown(written.unknown))
    if tests and written.unread_tests:
        complain(_unread_tests(written.unread_tests))
    if written.errors:
        complain(unread(written))
    return exits.KEPT if whole and written.complete else exits.MISUSED


def _unknown(paths: tuple[str, ...]) -> str:
    """Say of what nobody knows whom it reaches."""
    count = len(paths)
    what, whom = ("1 changed file is", "it") if count == 1 else (f"{count:,} changed files are", "them")
    return f"note: {what} no Python module that is read, so what depends on {whom} is not known: {_named(paths)}"


def _unread_tests(paths: tuple[str, ...]) -> str:
    """Say of which tests nobody knows what they need."""
    count = len(paths)
    what, they = ("1 test file is", "it is") if count == 1 else (f"{count:,} test files are", "they are")
    return f"note: {what} not read, so {they} listed whatever has changed: {_named(paths)}"


def _named(paths: tuple[str, ...]) -> str:
    left = f" and {len(paths) - _FEW:,} more" if len(paths) > _FEW else ""
    return ", ".join(visible(path) for path in paths[:_FEW]) + left
