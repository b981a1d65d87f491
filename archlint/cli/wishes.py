"""What `archlint check` was asked for."""

from __future__ import annotations

from archlint.startup import NamedTuple

__all__ = ["Wishes"]


class Wishes(NamedTuple):
    """The command line of `check`, option by option; the defaults are those of the options."""

    paths: tuple[str, ...] = ()
    config: str | None = None
    format_: str | None = None
    outputs: tuple[str, ...] = ()
    hook: bool = False
    against: str | None = None
    fail_on: str | None = None
    limit: int = 50
    strict: bool = False
    exit_zero: bool = False
    statistics: bool = False
    show_known: bool = False
    cross_check: bool = False
    full_parse: bool = False
    allow_plugins: bool = False
    no_cache: bool = False
    jobs: int = 0
    color: str = "auto"
    quiet: bool = False
    timings: bool = False
