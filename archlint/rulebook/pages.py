"""The page of a rule: its docstring, in parts, and what is not in form about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from archlint.settings import nearest
from archlint.startup import NamedTuple

__all__ = ["DRAWING", "Page", "ill_formed", "read"]

DRAWING: Final = "Drawing"
_SECTIONS: Final = ("What it does", "Why", "How to mend", "Blind spots", "Options", DRAWING)


class Page(NamedTuple):
    """The docstring of a rule, in parts."""

    sentence: str
    """The first line, without the rule's name and the full stop."""
    sections: tuple[tuple[str, str], ...]
    """(title, text) in order, the text without its indentation; a title may occur twice (Drawing)."""
    options: dict[str, str]
    """What each option means."""
    ordered: bool = False
    """Whether a rule of this type tells pairs of components apart: its file says how they stand (`stacks`)."""
    folder: str = ""
    """The folder of the team's own rules that it comes from; "" for archlint's."""

    @property
    def drawings(self) -> tuple[str, ...]:
        """The texts of the drawings, in order."""
        return tuple(text for title, text in self.sections if title == DRAWING)


def read(docstring: str, *, ordered: bool = False, folder: str = "") -> Page:
    """Return the page that a docstring holds."""
    first, _, rest = docstring.strip().partition("\n")
    sentence = first.partition(": ")[2].removesuffix(".")
    parts = re.split(r"^(\S.*)\n", f"{rest}\n", flags=re.MULTILINE)[1:]
    sections = tuple((title, _dedented(body)) for title, body in zip(parts[::2], parts[1::2], strict=True))
    options = next((body for title, body in sections if title == "Options"), "")
    found = re.findall(r"^([a-z0-9-]+): (.*(?:\n +.*)*)", options, flags=re.MULTILINE)
    return Page(sentence, sections, {name: " ".join(words.split()) for name, words in found}, ordered, folder)


def _dedented(body: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in body.strip("\n").splitlines()).rstrip()


def ill_formed(docstring: str, type_: str) -> Iterator[tuple[str, str]]:
    """Yield (what is not in form, help) for the page of a rule type."""
    if not docstring.strip():
        yield "the file has no docstring, which is a rule's page", f"it begins with `{type_}: half a sentence.`"
        return
    page = read(docstring)
    if not docstring.strip().startswith(f"{type_}: ") or not page.sentence:
        yield (
            f"the page must begin with `{type_}: `, the name of the file",
            "half a sentence follows, which says what is good",
        )
    yield from _misplaced([title for title, _ in page.sections])


def _misplaced(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    order = f"the sections are, in this order: {', '.join(_SECTIONS)}; their text is indented by four"
    strange = [title for title in titles if title not in _SECTIONS]
    meant = {title: nearest(title, _SECTIONS) for title in strange}
    missing = [title for title in _SECTIONS if title not in titles and title not in meant.values()]
    for title, near in meant.items():
        yield f"the page has a section `{title}`", f"did you mean `{near}`?" if near else order
    if missing:
        yield f"the page has no section `{missing[0]}`", order
    elif not strange and list(dict.fromkeys(titles)) != list(_SECTIONS):
        yield "the sections of the page are out of order", order
