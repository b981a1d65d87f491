"""Where something stands, and what it is, in one line that editors and grep understand."""

from typing import Final

from archlint.settings import visible
from archlint.verdict import Note, Violation

__all__ = ["headline", "note", "one_line", "place", "sentence", "title"]

_SPELLED: Final = 4
"""Modules of a chain that one line spells out."""


def place(path: str, line: int, column: int = 0) -> str:
    """Return `path:line:column`, without what is 0; "" for no path."""
    at = f":{line}{f':{column}' if column else ''}" if line else ""
    return f"{visible(path)}{at}"


def title(violation: Violation) -> str:
    """Return rule and kind; a warning says that it is one."""
    prefix = "warning: " if violation.severity == "warning" else ""
    return f"{prefix}{violation.rule}/{violation.kind}"


def headline(violation: Violation) -> str:
    """Return rule, kind and message; a warning says that it is one."""
    return f"{title(violation)}: {visible(violation.message)}"


def one_line(violation: Violation) -> str:
    """Return the violation in one line: its place, what it is, and the modules where the message does not name them."""
    at = place(violation.path, violation.line, violation.column)
    return ": ".join(filter(None, [at, headline(violation)])) + _modules(violation)


def sentence(violation: Violation) -> str:
    """Return the message, and the modules where it does not name them."""
    return visible(violation.message) + _modules(violation)


def note(one: Note) -> str:
    """Return a note in one line: what was seen and what to do."""
    return visible(f"note: {one.message}; {one.help}" if one.help else f"note: {one.message}")


def _modules(violation: Violation) -> str:
    if violation.members or not violation.imported:
        return ""
    names = list(violation.chain)
    if len(names) > _SPELLED:
        names[2:-1] = [f"... {len(names) - 3} more ..."]
    chain = " -> ".join(names)
    return "" if chain in violation.message else f" ({visible(chain)})"
