"""What a comment in the code says of the imports of its line: `# archlint: waive[shop] because, until 2027-03-31`."""

from __future__ import annotations

import re
from typing import Final

from archlint.startup import NamedTuple

__all__ = ["Misread", "Said", "said"]

_FORM: Final = "write `# archlint: waive[ID] because, until 2027-03-31`"
_WHOLE: Final = re.compile(r"#\s*archlint:\s*waive\b\s*(?:\[([^\]]*)\])?\s*:?(.*)", re.IGNORECASE)
_CLAUSE: Final = re.compile(r"(?:^|,)\s*(until|owner|approved-by)\s+", re.IGNORECASE)
_DATED: Final = re.compile(r"\buntil\s+(?=\d{8}\b|\d{1,4}[-./]\d\d?[-./]\d)", re.IGNORECASE)
"""An end that looks like one, without its comma, too: what is taken for prose would never end."""
_OTHER: Final = re.compile(r"\s#\s.*")
"""Another comment on the same line, for another tool."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


class Misread(ValueError):
    """A comment that cannot be read; the message says why in words."""


class Said(NamedTuple):
    """What a comment says."""

    rules: tuple[str, ...]
    because: str
    owner: str = ""
    approved_by: str = ""
    until: str = ""
    """A day, as 2027-03-31."""


def said(text: str) -> Said:
    """Return what a comment says; raise Misread where it cannot be read."""
    found = _WHOLE.match(text)
    if not found:
        verb = text.partition(":")[2].partition("[")[0].strip()
        raise Misread(f"archlint reads no comment `{verb}`: {_FORM}")
    if found[1] is None:
        raise Misread(f"the comment names no rule that it waives: {_FORM}")
    rules = tuple(filter(None, (name.strip() for name in found[1].split(","))))
    if not rules:
        raise Misread(f"there is no rule between the brackets: {_FORM}")
    because, *rest = _CLAUSE.split(_DATED.sub(", until ", _OTHER.sub("", found[2])))
    clauses = dict(zip(map(str.lower, rest[::2]), (value.strip(" ,(") for value in rest[1::2]), strict=True))
    if 2 * len(clauses) < len(rest):
        raise Misread(f"the comment says one of until, owner and approved-by twice: {_FORM}")
    until = clauses.get("until", "").rstrip(".);")
    if until and not _is_day(until):
        raise Misread(f"`until {until}` names no day: {_FORM}")
    return Said(rules, because.strip(" ,("), clauses.get("owner", ""), clauses.get("approved-by", ""), until)


def _is_day(text: str) -> bool:
    from datetime import date

    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
