"""What a change can reach, a line each, for whoever selects tests."""

import json
import posixpath
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any, Final

from archlint.settings import Request
from archlint.verdict import Verdict

__all__ = ["render"]

_TESTS: Final = ("test_*.py", "*_test.py")
"""As pytest names the files in which it looks for tests."""


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """Return the paths, or all that is known of them as json; with the subject "tests" of files with tests alone."""
    answer = verdict.answer
    rows = [row | {"test": _is_test(row)} for row in answer["affected"]]
    shown = [row for row in rows if row["test"] or "tests" not in request.subject]
    if format_ == "json":
        told = {"schema": 1, "against": request.against, "base": request.base}
        return json.dumps({**told, **answer, "affected": shown}, indent=2) + "\n"
    key = "module" if "modules" in request.subject else "path"
    return "".join(f"{row[key]}\n" for row in shown)


def _is_test(row: Mapping[str, Any]) -> bool:
    name = posixpath.basename(row["path"])
    return any(fnmatchcase(name, pattern) for pattern in _TESTS)
