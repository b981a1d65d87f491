"""What a contract of the type `layers` comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from archlint.settings.foreign.options import Name, Options
from archlint.settings.foreign.session import Session
from archlint.settings.foreign.writing import general, put, put_names
from archlint.settings.problems import Where
from archlint.startup import NamedTuple

__all__ = ["layers"]


class _Level(NamedTuple):
    """One line of `layers`."""

    line: Name
    texts: tuple[str, ...]
    """The modules on it, those that may be absent in brackets."""
    free: bool
    """Whether they may import each other: `a : b`, and not `a | b`."""

    @property
    def written(self) -> Any:
        """The level as archlint has it."""
        if len(self.texts) == 1:
            return self.texts[0]
        return {"level": list(self.texts), "siblings": "free"} if self.free else list(self.texts)


def layers(options: Options, session: Session, where: Where) -> None:
    """Add the options of the rule."""
    options.needs("layers")
    general(options, session, where)
    levels = [_level(options, line) for line in options.lines("layers", once=False)]
    _refuse_nested(options, levels)
    options.end()
    if len(levels) == 1 and len(levels[0].texts) > 1 and not levels[0].free:
        words = "this is no order: `|` makes one layer of modules that are independent of each other"
        options.made.note(levels[0].line.there, words, "for an order, each stands on a line of its own, topmost first")
    _put_levels(options, (*where, "layers"), levels)
    if "containers" in options.table:
        put_names(options, where, "containers", options.names("containers"), as_set=True)
    if options.flag("exhaustive", default=False):
        _put_exhaustive(options, where)


def _level(options: Options, line: Name) -> _Level:
    """Return what stands on a line, and add what is wrong with it."""
    free, apart = ":" in line.text, "|" in line.text
    if free and apart:
        words = "`|` and `:` stand in one layer: are these independent of each other, or not?"
        options.problems.append(options.made.problem(line.there, words, "write the one or the other"))
    texts = tuple(text.strip() for text in line.text.split("|" if apart else ":"))
    for text in texts:
        if "*" in text:
            words = f"`{text}`: a layer is one module, and import-linter knows no wildcards here"
            options.problems.append(options.made.problem(line.there, words, "list the modules, with `|` between them"))
        else:
            options.fits(Name(_bare(text), line.there))
    return _Level(line, texts, free)


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _refuse_nested(options: Options, levels: Iterable[_Level]) -> None:
    """Add a mistake for each layer that stands twice, or lies in another one."""
    seen: list[str] = []
    for there, name in ((level.line.there, _bare(text)) for level in levels for text in level.texts):
        if name in seen:
            options.problems.append(options.made.problem(there, f"`{name}` is a layer twice", "keep one"))
        elif other := next((one for one in seen if _holds(one, name) or _holds(name, one)), ""):
            outer, inner = sorted((name, other), key=len)
            words = f"the layer `{inner}` lies in the layer `{outer}`"
            help_ = "import-linter refuses that; in archlint's own settings the more exact name wins"
            options.problems.append(options.made.problem(there, words, help_))
        seen.append(name)


def _holds(one: str, other: str) -> bool:
    return other.startswith(f"{one}.")


def _put_levels(options: Options, here: Where, levels: Sequence[_Level]) -> None:
    """Add the levels; each name of several on a line has its own place in it."""
    made = options.made
    made.put(here, [level.written for level in levels], (*options.there, "layers"))
    for position, level in enumerate(levels):
        made.came_from((*here, position), level.line.there)
        lead = (*here, position, "level") if isinstance(level.written, dict) else (*here, position)
        for place, text in enumerate(level.texts if len(level.texts) > 1 else ()):
            made.came_from((*lead, place), level.line.there, text)


def _put_exhaustive(options: Options, where: Where) -> None:
    if "containers" not in options.table:
        options.wrong(("exhaustive",), "`exhaustive` needs `containers`: whose children are to be layers?")
    options.made.put((*where, "exhaustive"), True, (*options.there, "exhaustive"))
    spared = [(f"({name.text})", name) for name in options.lines("exhaustive_ignores")]
    put(options, where, "exhaustive-ignore", spared, "exhaustive_ignores")
    options.made.spell("exhaustive-ignore", "exhaustive_ignores")
