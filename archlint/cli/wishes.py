"""What `archlint check` was asked for."""

from dataclasses import dataclass

__all__ = ["Wishes"]


@dataclass(frozen=True)
class Wishes:
    """The command line of `check`, option by option."""

    paths: tuple[str, ...]
    config: str | None
    format_: str | None
    outputs: tuple[str, ...]
    hook: bool
    limit: int
    strict: bool
    exit_zero: bool
    statistics: bool
    cross_check: bool
    full_parse: bool
    color: str
    quiet: bool
    timings: bool
