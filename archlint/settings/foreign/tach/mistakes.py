"""What is wrong with tach's settings, so that nothing is to be judged by them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archlint.settings.foreign.tach.globs import fits, fits_anywhere, is_glob
from archlint.settings.foreign.tach.nouns import ROOT, At, Config, Dependency, Module, Word
from archlint.settings.foreign.tach.project import Project
from archlint.settings.problems import Problem, Where
from archlint.settings.spelling import nearest

__all__ = ["mistakes", "needless"]


def mistakes(project: Project) -> Iterator[Problem]:
    """Yield every mistake, each where it is written."""
    yield from project.twice
    yield from _patterns(project.config)
    yield from _expressions(project.config)
    yield from _layers(project)
    yield from _invisible(project)
    yield from _root(project)


def _patterns(config: Config) -> Iterator[Problem]:
    """Yield the patterns that cannot be read."""
    if config.flag("use_regex_matching"):
        message = "`use_regex_matching` makes `exclude` a list of regular expressions, which no tach of today reads"
        yield config.top.at("use_regex_matching").problem(message, help_="write them as globs, and delete this line")
    for module in config.modules:
        lists = (*(module.depends_on or ()), *module.cannot_depend_on)
        named = [(module.path, module.at), *((one.text, one.at) for one in lists)]
        yield from (_unread(text, at) for text, at in named if is_glob(text) and not _is_read(text))
        yield from (_unread(one.text, one.at) for one in module.visibility or () if not _is_read(one.text))


def _is_read(text: str) -> bool:
    try:
        fits(text, "")
        fits_anywhere(text, "")
    except re.error:
        return False
    return True


def _unread(text: str, at: At) -> Problem:
    return at.problem(f"`{text}` is no pattern", help_="close what it opens: `[...]`, `{a,b}`")


def _expressions(config: Config) -> Iterator[Problem]:
    """Yield the regular expressions that cannot be read; tach itself crashes over them."""
    for interface in config.interfaces:
        for word in (*interface.expose, *interface.offering):
            try:
                re.compile(word.text)
            except re.error as error:
                help_ = "tach itself ends with a crash here"
                yield word.at.problem(f"`{word.text}` is no regular expression: {error}", help_=help_)


def _layers(project: Project) -> Iterator[Problem]:
    layers = project.layers
    for index, layer in enumerate(project.config.layers):
        if layers[layer.name] != index:
            yield layer.at.problem(f"the layer `{layer.name}` is listed twice", help_="delete one of the two")
    for word in _once(module.layer for module in project.config.modules if module.layer):
        if word.text not in layers:
            near = nearest(word.text, layers)
            label = f"did you mean `{near}`?" if near else ""
            there = f"`layers` lists {', '.join(f'`{name}`' for name in layers)}" if layers else "`layers` lists none"
            yield word.at.problem(f"there is no layer `{word.text}`", label, there)


def _once(words: Iterator[Word]) -> Iterator[Word]:
    seen: set[tuple[str, Where]] = set()
    for word in words:
        key = word.at.source.file, word.at.where
        if key not in seen:
            seen.add(key)
            yield word


def _invisible(project: Project) -> Iterator[Problem]:
    """Yield what is listed although it is not for the module that lists it, as tach does."""
    for module in project.modules.values():
        for one in module.depends_on or ():
            other = project.modules.get(one.text)
            if other and other.path != module.path and other.visibility is not None and not _sees(module, other):
                seen = ", ".join(f"`{word.text}`" for word in other.visibility) or "nobody"
                message = f"`{module.path}` may not depend on `{other.path}`: its `visibility` names {seen}"
                yield one.at.problem(
                    message, help_=f"take it out of the list, or add `{module.path}` to that visibility"
                )


def _sees(module: Module, other: Module) -> bool:
    path = "." if module.path == ROOT else module.path
    return any(_is_read(word.text) and fits_anywhere(word.text, path) for word in other.visibility or ())


def _root(project: Project) -> Iterator[Problem]:
    """Yield where the code in no module is spoken of although it must not be."""
    how = project.config.root_module
    if how not in ("forbid", "dependenciesonly"):
        return
    for module in project.config.modules:
        if module.path == ROOT and how == "forbid":
            yield module.at.problem(f'`{ROOT}` is defined, and `root_module = "forbid"` allows no code there')
        for one in module.depends_on or ():
            if one.text == ROOT:
                yield one.at.problem(f'`{ROOT}` is listed, and with `root_module = "{how}"` nothing may depend on it')


def needless(project: Project) -> Iterator[Problem]:
    """Yield what is listed and nobody can need, where lists must not say too much; all else can be judged."""
    if project.config.flag("exact"):
        for module in (*project.modules.values(), *project.bare):
            for one in module.depends_on or () if not module.pattern else ():
                if why := _needless(project, module, one):
                    known = one.text in project.known or is_glob(one.text)
                    near = "" if known else nearest(one.text, project.known)
                    label = f"did you mean `{near}`?" if near else ""
                    yield one.at.problem(why, label, "`exact` wants lists without it")


def _needless(project: Project, module: Module, one: Dependency) -> str:
    """Return why nobody can need what a module lists; "" where only the code can tell."""
    if module in project.bare:
        return f"`{module.path}` has no code of its own here, so it needs nothing"
    if any(entry is one for _, entry in project.listed(module)):
        return ""
    if any(one.text == other.text for other in module.cannot_depend_on):
        return f"`{one.text}` is listed, and `cannot_depend_on` takes it away again"
    if fits(one.text, module.path):
        return f"`{module.path}` lists itself, which it needs not"
    if one.text in project.known:
        return f"`{one.text}` has no code of its own here, so nothing needs it"
    return f"`{one.text}` is listed and is no module here, so nothing needs it"
