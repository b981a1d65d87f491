"""Text that stays text in Markdown: no markup, no HTML, and nobody is called who is only spelled like an account."""

import re
from typing import Final

from archlint.report.caps import encodable
from archlint.settings import visible

__all__ = ["code", "prose"]

_CALLS: Final = re.compile(r"([@#!$%~&](?=[\w\"])|:(?=[\w+-]+:))")
"""How GitHub and GitLab begin people, issues, merge requests, snippets, milestones, labels, epics and emoji."""
_NOTHING: Final = "&#8203;"
"""A space of no width: who reads sees none, and who looks for a name after the sign finds none."""
_MARKUP: Final = re.compile(r"([\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])|^[-+=#])")
_NUMBERED: Final = re.compile(r"^(\d+)([.)])")
_HTML: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def prose(text: str) -> str:
    """Return the text, on one line, as it is read; addresses in it become links as they do anywhere."""
    line = encodable(visible(" ".join(text.split())))
    spaced = _CALLS.sub("\\1\0", line).translate(_HTML)
    plain = _NUMBERED.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", spaced))
    return plain.replace("\0", _NOTHING)


def code(text: str) -> str:
    """Return the text, on one line, set as code, whatever backticks it has."""
    line = encodable(visible(text)) or " "
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    pad = " " if line[0] in "` " or line[-1] in "` " else ""
    return f"{fence}{pad}{line}{pad}{fence}"
