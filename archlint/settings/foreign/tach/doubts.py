"""What tach's settings seem to say and do not: names that lead nowhere, and keys that do less than they promise."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.settings.foreign.tach.globs import fits, fits_anywhere, is_glob
from archlint.settings.foreign.tach.interfaces import offers
from archlint.settings.foreign.tach.nouns import ROOT, Dependency, Module
from archlint.settings.foreign.tach.project import Project
from archlint.settings.foreign.tach.roots import leads_to
from archlint.settings.foreign.tach.schema import OF_MODULE, RULES
from archlint.settings.foreign.tach.tree import Tree
from archlint.settings.problems import Problem
from archlint.settings.spelling import nearest

__all__ = ["doubts"]


def doubts(project: Project, tree: Tree, *, idle: bool) -> Iterator[Problem]:
    """Yield each doubt, where it is written; `idle` are settings out of which no rule has come."""
    if idle:
        message = "nothing here forbids an import of one module by another"
        help_ = "it takes two modules in which code stands, and what one of them `depends_on`"
        yield project.config.top.at("modules").problem(message, help_=help_, at_key=True)
    yield from _roots(project, tree)
    yield from _missing(project)
    for module in project.config.modules:
        yield from _names(project, module)
    yield from _interfaces(project)
    yield from _overruled(project)
    yield from _circles(project)
    yield from _unheard(project)


def _roots(project: Project, tree: Tree) -> Iterator[Problem]:
    for word in project.config.source_roots:
        if not any(leads_to(word.text, root) for root in tree.roots):
            yield word.at.problem(
                f"there is no folder `{word.text}`, so no code is looked for there", help_="delete it"
            )


def _missing(project: Project) -> Iterator[Problem]:
    for module in project.missing:
        if is_glob(module.path):
            message, near = f"no module matches `{module.path}`, so it says nothing", ""
        else:
            message = f"there is no module `{module.path}`, so what is said of it says nothing"
            near = nearest(module.path, project.known) or ""
        yield module.at.problem(message, help_=_near(near) or "delete it, or mend the name")


def _names(project: Project, module: Module) -> Iterator[Problem]:
    """Yield the names in the lists of a module that are no modules of tach."""
    known = (*project.known, ROOT)
    if not project.config.flag("exact"):
        for one in module.depends_on or ():
            if not any(fits(one.text, path) for path in known):
                yield _nobody(project, one, "allows nothing")
    for one in module.cannot_depend_on:
        if not any(fits(one.text, path) for path in known):
            yield _nobody(project, one, "forbids nothing")
    for word in module.visibility or ():
        if not any(fits_anywhere(word.text, "." if path == ROOT else path) for path in known):
            message = f"`{word.text}` is no module here, so it opens nothing to anybody"
            yield word.at.problem(message, help_=_near(nearest(word.text, project.known)))


def _nobody(project: Project, one: Dependency, effect: str) -> Problem:
    near = nearest(one.text, project.known)
    above = next((path for path in project.known if one.text.startswith(f"{path}.")), "")
    if above and not near:
        why = f"it is a part of `{above}`, which is one: name that, or give the part a [[modules]] of its own"
    else:
        why = "only what stands under [[modules]] can be named"
    kind = "no module here matches" if is_glob(one.text) else "no module here is called"
    return one.at.problem(f"{kind} `{one.text}`, so it {effect}", help_=_near(near) or why)


def _near(name: str | None) -> str:
    """Return the question whether another name was meant; notes have no place for it but their help."""
    return f"did you mean `{name}`?" if name else ""


def _interfaces(project: Project) -> Iterator[Problem]:
    for interface in project.config.interfaces:
        if not any(offers(interface, path) for path in project.known if path != ROOT):
            at = interface.offering[0].at if interface.offering else interface.at
            yield at.problem(
                "no module fits `from`, so this interface is nobody's", help_="`from` holds regular expressions"
            )
        for word in interface.expose:
            if _splits(word.text):
                message = f"`{word.text}`: tach takes `|` for two halves, of which only one is held to each end"
                yield word.at.problem(message, help_=f"archlint reads `({word.text})`; write it so, and both do")
        if interface.primitive:
            message = '`data_types = "primitive"` is not judged: archlint does not look at signatures'
            yield interface.at.problem(message)


def _splits(expression: str) -> bool:
    """Return whether an expression has a `|` outside of brackets."""
    depth = 0
    for index, sign in enumerate(expression):
        if index and expression[index - 1] == "\\":
            continue
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and not depth:
            return True
    return False


def _overruled(project: Project) -> Iterator[Problem]:
    """Yield what tach does not forbid although a module must not depend on it: the order of the layers comes first."""
    for module in project.modules.values():
        for one in module.cannot_depend_on:
            other = next((other for other in project.meant(one.text) if project.by_order(module, other)), None)
            if other:
                message = f"tach lets `{module.path}` import `{other.path}` all the same, as its layer is lower"
                yield one.at.problem(message, help_="archlint forbids it, as it is written here")


def _circles(project: Project) -> Iterator[Problem]:
    if not project.config.flag("forbid_circular_dependencies"):
        return
    message = "tach looks for circles in these settings alone: modules without `depends_on` may import each other"
    if any(module.depends_on is None for module in project.modules.values()):
        at = project.config.top.at("forbid_circular_dependencies")
        yield at.problem(message, help_="archlint looks for them in the code", at_key=True)


def _unheard(project: Project) -> Iterator[Problem]:
    """Yield the keys that archlint does not hear, or not all of."""
    top = project.config.top
    if top.table.get("respect_gitignore", True) is False:
        yield top.at("respect_gitignore").problem("archlint does not read what `.gitignore` leaves out", at_key=True)
    if top.table.get("include_string_imports"):
        message = 'of strings that name modules, archlint hears those that a call imports: `import_module("...")`'
        yield top.at("include_string_imports").problem(message, at_key=True)
    for plugin in top.table.get("plugins", {}):
        yield top.at("plugins", plugin).problem(f"archlint does not know what the plugin `{plugin}` finds", at_key=True)
    for key in top.table.get("rules", {}).keys() - set(RULES):
        message = f"`{key}` is no rule of tach, so it does nothing"
        yield top.at("rules", key).problem(message, help_=_near(nearest(key, RULES)), at_key=True)
    for index, table in enumerate(top.table.get("modules", ())):
        for key in table.keys() - OF_MODULE.keys() - {"paths"} if "paths" in table else ():
            yield top.at("modules", index, key).problem(f"`{key}` does nothing beside `paths`", at_key=True)
