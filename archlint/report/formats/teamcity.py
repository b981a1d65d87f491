"""
For TeamCity: service messages that make inspections, which a build shows by type and file.

TeamCity learns what a type is before it hears of the first inspection of that type, and takes 4,000 characters a value.
"""

import re
from collections.abc import Iterator
from typing import Final

from archlint.report.caps import encodable
from archlint.report.diagnostics import Diagnostic, diagnostics
from archlint.settings import Request, visible
from archlint.verdict import Verdict

__all__ = ["render"]

_LONGEST: Final = 4_000
_NAME: Final = 255
"""Characters of the name of a type."""
_SEVERITIES: Final = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}
_MARKS: Final = {"|": "||", "'": "|'", "[": "|[", "]": "|]", "\n": "|n", "\r": "|r"}
_SPECIAL: Final = re.compile(r"[|'\[\]\n\r]|[^\x00-\x7f]")


def render(verdict: Verdict, request: Request) -> str:
    """Return the types, then the inspections, a line each; "" where there is nothing to say."""
    found = diagnostics(verdict, request)
    said = {rule.id: visible(f"{rule.name}: {rule.sentence}") for rule in verdict.rules}
    types = {one.check: said.get(one.rule, "what keeps a run from being whole, or should not stay") for one in found}
    lines = [_type(check, description) for check, description in types.items()]
    return "".join(f"{line}\n" for line in (*lines, *_inspections(found)))


def _type(check: str, description: str) -> str:
    name = check[:_NAME]
    return _message("inspectionType", id=name, name=name, category="archlint", description=description)


def _inspections(found: tuple[Diagnostic, ...]) -> Iterator[str]:
    for one in found:
        yield _message(
            "inspection",
            typeId=one.check[:_NAME],
            message=one.text,
            file=visible(one.path),
            line=str(one.line),
            SEVERITY=_SEVERITIES[one.severity],
        )


def _message(name: str, /, **values: str) -> str:
    written = " ".join(f"{key}='{_escaped(value[:_LONGEST])}'" for key, value in values.items())
    return f"##teamcity[{name} {written}]"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(_escape, encodable(text))


def _escape(found: re.Match[str]) -> str:
    """Return what stands for one character; one beyond the first 65,536 is two units of UTF-16."""
    units = found[0].encode("utf-16-be")
    return _MARKS.get(found[0]) or "".join(f"|0x{units[at : at + 2].hex().upper()}" for at in range(0, len(units), 2))
