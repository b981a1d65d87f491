"""What a change can reach: a list for other programs to go by."""

import json
import posixpath
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from archlint.settings import Request, typed, visible
from archlint.verdict import Verdict

__all__ = ["render"]


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """
    Return the list: in text one a line and nothing else, be it names of modules or files; or all that is known as json.

    Files are told from the current folder, where they will be used; in json from the settings' root.
    """
    answer = verdict.answer
    if format_ == "json":
        return json.dumps({"schema": 1, **answer}, indent=2) + "\n"
    # What has no name, as nobody reads it, goes by its file.
    names = {row["path"]: row["module"] if request.reach.modules else "" for row in answer["affected"]}
    told = [name or path for path, name in zip(_from_here(request.settings.root, names), names.values(), strict=True)]
    return "".join(f"{visible(one)}\n" for one in sorted(told))


def _from_here(root: Path, paths: Iterable[str]) -> Iterator[str]:
    """Yield paths as a person would type them; the way to a folder is found once."""
    if typed(root) == ".":
        yield from paths
        return
    way = cache(lambda folder: typed(root / folder))
    for path in paths:
        folder, _, file = path.rpartition("/")
        lead = way(folder)
        yield file if lead == "." else posixpath.join(lead, file)
