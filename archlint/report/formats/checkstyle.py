"""Checkstyle's XML, which many tools read that know no other linter: Jenkins, reviewdog, editors."""

from collections.abc import Iterator
from typing import Final

from archlint.report.diagnostics import Diagnostic, diagnostics
from archlint.report.xml import DECLARATION, attributes
from archlint.settings import Request
from archlint.verdict import Verdict

__all__ = ["render"]

_VERSION: Final = "4.3"
"""Of Checkstyle, as readers know it by its format."""


def render(verdict: Verdict, request: Request) -> str:
    """Return an element for each file, by path, and in it one for each line that is wrong."""
    files: dict[str, list[Diagnostic]] = {}
    for one in diagnostics(verdict, request):
        files.setdefault(one.path, []).append(one)
    return "".join(f"{line}\n" for line in _lines(files))


def _lines(files: dict[str, list[Diagnostic]]) -> Iterator[str]:
    yield DECLARATION
    yield f"<checkstyle{attributes(version=_VERSION)}>"
    for path, found in sorted(files.items()):
        yield f"  <file{attributes(name=path)}>"
        for one in found:
            place = attributes(line=one.line, column=one.column, severity=one.severity)
            yield f"    <error{place}{attributes(message=one.text, source=f'archlint.{one.check}')}/>"
        yield "  </file>"
    yield "</checkstyle>"
