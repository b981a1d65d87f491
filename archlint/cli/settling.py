"""The end of `archlint init`: ask whether what was shown may be written, and write all of it or nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from archlint import settings
from archlint.cli import exits
from archlint.cli.baseline import made_mergeable
from archlint.cli.console import complain, say
from archlint.cli.files import write_together
from archlint.report import Baseline
from archlint.startup import NamedTuple

__all__ = ["Draft", "interactive", "settled"]


class Draft(NamedTuple):
    """What would be written."""

    file: Path
    """The settings file."""
    text: str
    """All that it would hold."""
    root: Path
    """The folder that the paths of the baselines are relative to."""
    baselines: Sequence[Baseline]
    """Those that change, in the order in which they are told."""

    @property
    def named(self) -> str:
        """The files in one phrase, each baseline with what becomes of it."""
        words = [self.file.name, *(_change(self.root / one.path, one) for one in self.baselines)]
        return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def interactive() -> bool:
    """Return whether there is a person at a terminal who can be asked."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def settled(draft: Draft, *, yes: bool, again: str, source: str = "", left: str = "") -> int | None:
    """
    Write a draft where somebody wants it, `yes` without asking; return None, or an exit code where nothing was written.

    `again` is the command that asks nothing, `source` the file that it comes of, `left` what is said to who declines.
    """
    if not yes and not interactive():
        complain(
            f"error: nothing was written: there is no terminal to ask whether {draft.named} may be\n"
            f"  = help: `{again}` asks nothing"
        )
        return exits.MISUSED
    if not yes and not click.confirm(f"Write {draft.named}?", default=True):
        complain(f"Nothing was written.{left}")
        return exits.KEPT
    write_together([*((draft.root / one.path, one.text) for one in draft.baselines), (draft.file, draft.text)])
    say(f"Wrote {draft.named}{f', out of {source}' if source else ''}.\n")
    for one in draft.baselines:
        if not one.exists:
            made_mergeable(draft.root / one.path)
    return None


def _change(file: Path, known: Baseline) -> str:
    """Return what becomes of a baseline: it is new, or gets more, or gives what a member has now."""
    if not known.added:
        return f"{settings.typed(file)} without {known.removed:,} of them"
    more = "more " if known.exists else ""
    return f"{settings.typed(file)} with {known.added:,} {more}known violation{'' if known.added == 1 else 's'}"
