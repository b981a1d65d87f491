"""What a change can reach: a list for other programs to go by."""

import json

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
    rows = answer["affected"]
    if request.reach.modules:
        told = [row["module"] for row in rows]
    else:
        told = [typed(request.settings.root / row["path"]) for row in rows]
    return "".join(f"{visible(one)}\n" for one in sorted(told))
