"""`archlint check`, once its command line is understood; most calls that have nothing new to say end here."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from archlint.cli import exits
from archlint.cli.again import Call
from archlint.cli.wishes import Wishes

if TYPE_CHECKING:
    from archlint.settings import Looks, Settings

__all__ = ["checked"]


def checked(wishes: Wishes) -> int:
    """Judge what the wishes say, hand the report out, and return the exit code."""
    call = Call(wishes)
    code = call.repeat()
    if code is not None:
        return code
    # Not before: what is loaded from here on takes longer than all that was done until here.
    from archlint.cli.opening import opened, settings_file

    file = settings_file(wishes.config)
    tree: str | None = ""
    if wishes.hook:
        from archlint.cli.hook import tree_to_judge

        call.stand(file)
        tree = tree_to_judge(file)
    if tree is None:
        return exits.KEPT
    call.begin(file, tree)
    read = opened(file, tree, cache=not wishes.no_cache, looks=call.looks)
    code = call.resume(file, partial(_meaning, wishes, read, tree, call.looks))
    if code is not None:
        return code
    # Who judges, and the rooms below, take longer to load than all that was done until here.
    from archlint.cli.judging import judged

    return judged(wishes, read, file, tree, call)


def _meaning(wishes: Wishes, read: Settings, tree: str, looks: Looks | None, texts: Collection[str]) -> bytes:
    from archlint import report  # of what may have to be judged anew, it is hardly more than its door
    from archlint.settings import Request

    asked = Request(read, tree=tree, full_parse=wishes.full_parse, jobs=wishes.jobs, looks=looks, outputs=())
    return report.meaning(asked, texts)
