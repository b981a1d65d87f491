"""
Find rules and read their pages. A rule is a file named after itself: `linked-list` lives in linked_list.py.

In a wheel the files lie in archlint/rules; in a checkout in `rules` beside the package. A `rules` folder that is not
archlint's own is never looked at, because loading a rule executes it.
"""

import importlib
import importlib.util
import re
import sys
from functools import cache
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

__all__ = ["Page", "load", "page", "types"]


class Page(NamedTuple):
    """The docstring of a rule, in parts."""

    sentence: str
    """The first line, without the rule's name and the full stop."""
    sections: tuple[tuple[str, str], ...]
    """(title, text) in order, the text without its indentation; a title may occur twice (Drawing)."""
    options: dict[str, str]
    """What each option means."""
    ordered: bool
    """Whether a rule of this type tells pairs of components apart: its file says how they stand (`stacks`)."""


@cache
def types() -> tuple[str, ...]:
    """Return the names of all rule types, sorted."""
    folder = _checkout()
    names = [f.name for f in (folder.iterdir() if folder else resources.files("archlint").joinpath("rules").iterdir())]
    return tuple(sorted(n.removesuffix(".py").replace("_", "-") for n in names if n.endswith(".py") and n[0] != "_"))


@cache
def load(type_: str) -> ModuleType:
    """Return the module of a rule type that exists."""
    stem = type_.replace("-", "_")
    name = f"archlint.rules.{stem}"
    folder = _checkout()
    if folder is None:
        return importlib.import_module(name)
    spec = importlib.util.spec_from_file_location(name, folder / f"{stem}.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"no loader for {folder / stem}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


def page(type_: str) -> Page:
    """Return the page of a rule type."""
    text = load(type_).__doc__ or ""
    first, _, rest = text.strip().partition("\n")
    sentence = first.partition(": ")[2].removesuffix(".")
    parts = re.split(r"^(\S.*)\n", rest, flags=re.MULTILINE)[1:]
    sections = tuple((title, _dedented(body)) for title, body in zip(parts[::2], parts[1::2], strict=True))
    options = next((body for title, body in sections if title == "Options"), "")
    found = re.findall(r"^([a-z-]+): (.*(?:\n +.*)*)", options, flags=re.MULTILINE)
    meanings = {name: " ".join(words.split()) for name, words in found}
    return Page(sentence, sections, meanings, hasattr(load(type_), "stacks"))


def _dedented(body: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in body.strip("\n").splitlines()).rstrip()


@cache
def _checkout() -> Path | None:
    """Return the `rules` folder of archlint's own checkout; None where archlint is installed (or a zip)."""
    package = Path(__file__).parent.parent
    folder = package.parent / "rules"
    project = package.parent / "pyproject.toml"
    if (package / "rules").is_dir() or not folder.is_dir() or not project.is_file():
        return None
    own = re.search(r'^name = "archlint"$', project.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return folder if own else None
