"""A team's own rules: found in the folders that its settings name, and read from the tree that is judged."""

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Final

from archlint import git
from archlint.rulebook.pages import Page, read
from archlint.settings import Problem, Request, SettingsError

__all__ = ["KEY", "Own", "found"]

KEY: Final = "rule-folders"
_FORM: Final = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*\.py")


@dataclass(frozen=True)
class Own:
    """The file of one rule."""

    type: str
    path: str
    """Relative to the settings' folder, with "/"."""
    folder: str
    """The folder as the settings name it, without a slash at its end."""
    root: Path
    """The settings' folder."""
    tree: str
    """Where the file is read, as in a request."""

    @cached_property
    def content(self) -> bytes:
        """The file's bytes, read when somebody asks: in a hook each file costs a call of git."""
        return git.read_file(self.root, self.tree, self.path) or b""

    @cached_property
    def page(self) -> Page:
        """The page; empty where the file cannot be read. Nothing is executed for it."""
        from archlint.rulebook.own import contract  # who has no such rule does not wait for it

        docstring, ordered = contract.seen(self.path, self.content)
        return read(docstring, ordered=ordered, folder=self.folder)

    @property
    def module(self) -> ModuleType:
        """The module. Raises Unfit where the file does not do what is asked of a rule."""
        from archlint.rulebook.own import contract

        return contract.module(self.type, self.path, self.content)

    def line_of(self, option: str) -> int:
        """Return the line of an option's field; 0 where it is not seen."""
        from archlint.rulebook.own import contract

        return contract.line_of(option, self.path, self.content)


def found(request: Request, built_in: Sequence[str]) -> dict[str, Own]:
    """Return the rules in the folders of the settings, by type. Raises SettingsError with all that is wrong there."""
    rules: dict[str, Own] = {}
    problems: list[Problem] = []
    folders = request.settings.table[KEY]
    for position, written in enumerate(folders if isinstance(folders, list) else ()):
        if not isinstance(written, str) or not written:
            continue  # the schema tells it
        where, folder = (KEY, position), posixpath.normpath(written)
        if mistake := _misplaced(request, folder, where):
            problems.append(mistake)
            continue
        for name in _files(request, folder) or ():
            if problem := _misnamed(name, folder, where, built_in, rules):
                # A folder that is named twice needs to be told once.
                problems += [problem] if problem not in problems else []
            else:
                path = f"{folder}/{name}"
                rules[_type(name)] = Own(_type(name), path, folder, request.settings.root, request.rule_tree)
    if problems:
        raise SettingsError.located(request.settings, problems)
    return rules


def _misplaced(request: Request, folder: str, where: tuple[str | int, ...]) -> Problem | None:
    """Return why the folder cannot hold rules, if so."""
    root = request.settings.root
    if folder == ".":
        return Problem(where, "rules need a folder of their own", help=f"put them below {root.name}, such as `rules`")
    inside = (root / folder).resolve().is_relative_to(root.resolve())
    if folder.startswith(("../", "/")) or folder == ".." or not inside:
        act = "rules run as code, so they come from where the settings do: put the folder below them"
        return Problem(where, f"`{folder}` does not lie below the folder of this file", help=act)
    files = _files(request, folder)
    if files is None:
        act = (
            f"`git add {folder}`" if request.rule_tree == git.INDEX else "`archlint new-rule NAME` writes a first rule"
        )
        return Problem(where, f"there is no folder `{folder}`{_tree(request)}", help=act)
    if not files:
        words = f"no rule stands in `{folder}`{_tree(request)}"
        return Problem(where, words, help="`archlint new-rule NAME` writes a first one; or delete the entry")
    return None


def _tree(request: Request) -> str:
    if not request.rule_tree:
        return ""
    return (
        " in git's index, which is what a hook judges"
        if request.rule_tree == git.INDEX
        else f" in `{request.rule_tree}`"
    )


def _files(request: Request, folder: str) -> tuple[str, ...] | None:
    """Return the names of the files that could be rules; what starts with an underscore is none."""
    names = git.list_folder(request.settings.root, request.rule_tree, folder)
    return None if names is None else tuple(n for n in names if n.endswith(".py") and n[0] not in "_.")


def _misnamed(
    name: str, folder: str, where: tuple[str | int, ...], built_in: Sequence[str], rules: dict[str, Own]
) -> Problem | None:
    path = f"{folder}/{name}"
    if not _FORM.fullmatch(name):
        form = "the file of a rule is named with a-z, 0-9 and _, such as `our_rule.py` for the type `our-rule`"
        return Problem(where, f"`{path}` cannot be the file of a rule", help=form)
    type_ = _type(name)
    if type_ in built_in:
        act = f"give the file a name of its own, or archlint would judge `{type_}` in two ways"
        return Problem(where, f"{path}:1: `{type_}` is a rule type of archlint itself", help=act)
    if type_ in rules and rules[type_].path == path:
        return Problem(where, f"`{folder}` is named twice", help="delete one of the two")
    if type_ in rules:
        return Problem(where, f"{path}:1: `{type_}` is also in {rules[type_].path}", help="rename one of them")
    return None


def _type(name: str) -> str:
    return name.removesuffix(".py").replace("_", "-")
