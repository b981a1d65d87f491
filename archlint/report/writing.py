"""Judge, and render the verdict in every format that was asked for."""

import importlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, cast

from archlint import verdict
from archlint.report import formats as folder
from archlint.report.closing import executed
from archlint.report.nouns import Baseline, Contest, Report
from archlint.report.place import note, place
from archlint.settings import Request, nearest, timed
from archlint.verdict import Verdict

__all__ = ["format_names", "nearest_format", "reported", "schema", "write"]

_WITH_SOURCE: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("new",),
    "rdjson": ("new",),
    "html": ("new", "known", "waived"),
}
"""
Formats that need source, and of violations in which states; for the others no file is opened again, and there may be
thousands.
"""
_WITH_ALL_SOURCE: Final = ("html", "rdjson")
"""Those of them that need it for each violation, whatever the limit of what is spelled out."""
_WITH_OWNERS: Final[Mapping[str, tuple[str, ...]]] = {
    "text": ("new",),
    "markdown": ("new",),
    "json": ("new", "known", "waived"),
    "html": ("new", "known", "waived"),
}
"""Formats that name the owners of both ends, and of violations in which states."""
_SOURCE_URL: Final = {
    "type": "string",
    "pattern": "^https?://",
    "x-form": "`https://`, and an address with `{path}` and, where wanted, `{line}` and `{rev}` in it",
    "description": "Where a file can be seen in a browser: `{path}`, `{line}` and `{rev}`, the commit, are filled in.",
}
_TOLD_BY: Final = {
    "suggest-api": "suggesting",
    "why": "explain",
    **dict.fromkeys(("forwarders", "publishers", "subscribers", "unknown-topics"), "channels"),
}
"""The modules that render answers, where they are not called as what is asked."""
Render = Callable[[Verdict, Request], str]
Answer = Callable[[Verdict, Request, str], str]


@timed("report")
def write(request: Request) -> Report:
    """
    Return the report on the code that the request's settings describe: one text for each of its outputs.

    `explain`, `affected` and `metrics` are answered as text or json. Raises SettingsError where nothing can be judged.
    """
    names = [name for name, _ in request.outputs]
    limit = 0 if any(name in _WITH_ALL_SOURCE for name in names) else request.limit
    found = verdict.judge(
        request._replace(limit=limit),
        excerpts={state for name in names for state in _WITH_SOURCE.get(name, ())},
        owners={state for name in names for state in _WITH_OWNERS.get(name, ())} if request.ask == "check" else (),
    )
    return reported(
        found, request, tuple((file, _rendered(found, request, name, file)) for name, file in request.outputs)
    )


def reported(found: Verdict, request: Request, texts: tuple[tuple[str, str], ...]) -> Report:
    """Return the report on a verdict that has been rendered."""
    return Report(
        texts=texts,
        failed=found.failed,
        complete=found.summary.complete,
        answered=found.answer.get("known", True),
        unknown=tuple(found.answer.get("unknown", ())) if request.ask == "affected" else (),
        judged=found.answer.get("judged", 0) if request.ask == "history" else 0,
        read=found.answer.get("read", 0) if request.ask == "history" else 0,
        unread_tests=tuple(found.answer.get("unread_tests", ())),
        contests=tuple(Contest(**row) for row in found.answer.get("contested", ())),
        new=found.summary.new,
        remarks=tuple(f"{note(one)} ({place(one.path, one.line)})" for one in found.notes),
        notes=len(found.notes),
        errors=tuple((error.path, error.line, error.message) for error in found.errors),
        problems=found.problems,
        disagreements=found.disagreements,
        without_modules=found.without_modules,
        executed=executed(found.rules),
        idle=found.prunable,
        baselines=tuple(Baseline(*one) for one in found.baselines),
    )


@cache
def format_names() -> tuple[str, ...]:
    """Return the names of all formats, sorted."""
    import pkgutil  # hardly anybody asks

    return tuple(sorted(module.name for module in pkgutil.iter_modules(folder.__path__)))


def nearest_format(name: str) -> str:
    """Return the format that was probably meant, or ""."""
    return nearest(name, format_names())


def schema(request: Request | None = None) -> dict[str, Any]:
    """Return the top-level keys that this room and the rooms below read, as JSON Schema properties."""
    output = {
        "type": "array",
        "items": {
            "type": "string",
            "pattern": f"^({'|'.join(format_names())})(=.+)?$",
            "x-noun": "output",
            "x-form": f"a format ({', '.join(format_names())}), and `=FILE` where it is not for stdout",
        },
        "minItems": 1,
        "default": ["text"],
        "description": "What a check writes: `FORMAT` to stdout, `FORMAT=FILE` to a file. `--output` replaces it.",
    }
    report = {
        "type": "object",
        "description": "How findings are reported.",
        "properties": {"output": output, "source-url": _SOURCE_URL},
        "additionalProperties": False,
    }
    return {**verdict.schema(request), "report": report}


def _rendered(found: Verdict, request: Request, name: str, file: str) -> str:
    # Colours are for the terminal; a file is read by who knows what.
    wish = request._replace(color=request.color and not file)
    # Only what is asked for is loaded.
    if request.ask != "check":
        answer = importlib.import_module(f"archlint.report.{_TOLD_BY.get(request.ask, request.ask)}")
        return cast("Answer", answer.render)(found, wish, name)
    format_ = importlib.import_module(f"{folder.__name__}.{name}")
    return cast("Render", format_.render)(found, wish)
