"""
The plain command lines of `check`, read without click, which takes longer to load than a hook takes as a whole.

What is understood here is understood as click does; whatever else it is, click has it.
"""

from collections.abc import Sequence
from typing import Any, Final

from archlint.cli.wishes import Wishes

__all__ = ["plain"]

_FLAGS: Final = {f"--{name.replace('_', '-')}": name for name, off in Wishes()._asdict().items() if off is False}
_VALUES: Final = {
    "--config": "config",
    "--format": "format_",
    "--against": "against",
    "--fail-on": "fail_on",
    "--limit": "limit",
    "--jobs": "jobs",
    "--color": "color",
}
_NUMBERS: Final = {"limit", "jobs"}
_CHOICES: Final = {"color": ("auto", "always", "never"), "fail_on": ("loosened",)}


def plain(argv: Sequence[str]) -> Wishes | None:
    """
    Return the wishes of a `check` whose options are spelled out, each value a word of its own; None for all else.

    Paths are left to click where `check` is not written: the first could be a misspelt command.
    """
    named = argv[:1] == ["check"]
    given: dict[str, Any] = {"outputs": (), "paths": ()}
    words = iter(argv[1:] if named else argv)
    for word in words:
        if word in _FLAGS:
            given[_FLAGS[word]] = True
        elif word in _VALUES or word == "--output":
            value = next(words, "")
            if not value:
                return None
            if word == "--output":
                given["outputs"] += (value,)
            else:
                given[_VALUES[word]] = value
        elif named and word and not word.startswith("-"):
            given["paths"] += (word,)
        else:
            return None
    return _checked(given)


def _checked(given: dict[str, Any]) -> Wishes | None:
    """Return the wishes, where those that are not any text are what they may be."""
    for name in _NUMBERS & given.keys():
        if not (given[name].isascii() and given[name].isdigit()):
            return None
        given[name] = int(given[name])
    chosen = all(given[name] in words for name, words in _CHOICES.items() if name in given)
    return Wishes(**given) if chosen else None
