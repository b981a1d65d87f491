"""Why a violation is left, in words."""

from collections.abc import Mapping
from typing import Final

from archlint.settings import visible

__all__ = ["REASONS", "reason"]

REASONS: Final[Mapping[str, str]] = {
    "another": "`{name}` of {module} is something else",
    "breaks": "rewritten so, the code would break the rule {module} somewhere",
    "channel": "the modules meet on a topic, and there is no import to rewrite",
    "changed": "{module} binds `{name}` anew while the program runs",
    "conditional": "{module} binds `{name}` only under a condition",
    "conflict": "the same lines are rewritten otherwise for another violation",
    "cycle": "{module} may load the importer before it has `{name}` itself: a cycle of imports",
    "declared": "the import stands in the settings, and not in the code",
    "dynamic": "the import is a call",
    "effects": "loading {module} may do something, and nothing else is certain to load it",
    "encoding": "{module} cannot be decoded and come back byte for byte",
    "forbidden": "it could come from {module}, and a rule forbids that as well",
    "handed-on": "others take the name from {module}, or may",
    "incidental": "{module} imports `{name}` for its own use",
    "lazy": "{module} may give `{name}` by its `__getattr__`, and nothing says so before it runs",
    "line-ends": "{module} has lines that end in a lone carriage return, or lacks the last line end",
    "module": "{module} itself is imported, not a name of it",
    "needed": "{module} needs it while it runs",
    "no-import": "it comes of no import that could be rewritten",
    "no-package": "no package that {module} lies in is there for the importer, and no other module hands `{name}` on",
    "opaque": "{module} sets its names in ways that its text does not show",
    "outside": "{module} is not read, so what its names are is not known",
    "patched": "`{name}` of {module} is patched or set from outside, and would be met on another way",
    "placed": "the import stands in a function, a class or a condition of {module}",
    "private": "`{name}` begins with an underscore: {module} does not offer it",
    "quoted": "annotations in {module} would have to be put in quotes",
    "remains": "a second look at the rewritten code has found it all the same",
    "several": "{module} binds `{name}` more than once",
    "shared-line": "another statement stands on the same line of {module}",
    "star": "all names of {module} are taken (`import *`)",
    "string": "a string names {module}, and there is no import to rewrite",
    "submodule": "a module of {module} is called `{name}`, too",
    "syntax": "{module} cannot be parsed",
    "unbound": "{module} does not have `{name}`",
    "unlisted": "`{name}` is not in the `__all__` of {module}",
    "unloaded": "{module} offers `{name}`, and nothing that the importer imports loads it yet",
    "unread": "{module} cannot be read any more",
    "used": "{module} uses what it imports",
    "written": "the statement in {module} is not one that can be rewritten",
}
"""By the word that programs read. Which module and name it is about is filled in."""


def reason(word: str, module: str, name: str) -> str:
    """Return why a violation is left, as half a sentence."""
    if word == "breaks" and not module:
        return "a rule would not fit the rewritten code any more"
    return REASONS[word].format(module=visible(module), name=visible(name))
