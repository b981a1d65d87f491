"""`leak` held up to a naive reading of whole syntax trees, over random codebases."""

import ast
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from archlint import rulebook
from archlint.settings import Request, load
from tests.settings.texts import Text
from tests.source.codebases import write

PARTS = ("p.a", "p.b", "p.c", "lib")
FILES = {
    "p.a": "p/a/__init__.py",
    "p.a.m": "p/a/m.py",
    "p.b": "p/b/__init__.py",
    "p.b.m": "p/b/m.py",
    "p.c": "p/c/__init__.py",
    "p.c.m": "p/c/m.py",
    "p.free": "p/free.py",
}
NAMES = ("X", "Y", "_Z", "m")
SOURCES = (*FILES, "lib")
FORMS = (
    *("{name} = 1", "class {name}: ...", "from {source} import {name}", "from {source} import {other} as {name}"),
    *("from {source} import {name} as {name}", "import {source} as {name}", "from {source} import *"),
    *("if condition:\n    from {source} import {name}", "if condition:\n    {name} = 1", "{name}: int"),
    *("try:\n    from {source} import {name}\nexcept ImportError:\n    {name} = None", "__all__ = ['{name}']"),
    *("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from {source} import {name}", "del {name}"),
    *("def function():\n    from {source} import {name}", "def change():\n    global {name}\n    {name} = 1"),
    *("globals()['{name}'] = 1", "if condition:\n    from {source} import *", "({name} := 1)"),
)
STATEMENT = st.builds(
    lambda form, name, other, source: form.format(name=name, other=other, source=source),
    *(st.sampled_from(each) for each in (FORMS, NAMES, NAMES, SOURCES)),
)
HANDED_ON = ("from {source} import {name}", "from {source} import {name} as {other}", "from {source} import *")


@st.composite
def codebases(draw):
    """Draw modules that hand names on to each other, with some statements that may have to do with that."""
    code: dict[str, list[str]] = {module: [] for module in FILES}
    for _ in range(draw(st.integers(1, 3))):
        name, way = draw(st.sampled_from(NAMES)), draw(st.lists(st.sampled_from([*FILES]), min_size=3, unique=True))
        code[way[0]].append(f"{name} = 1")
        for giver, taker in pairwise(way):
            form, other = draw(st.sampled_from(HANDED_ON)), draw(st.sampled_from(NAMES))
            code[taker].append(form.format(source=giver, name=name, other=other))
            name = other if "{other}" in form else name
    for module, text in draw(st.lists(st.tuples(st.sampled_from([*FILES]), STATEMENT), max_size=3)):
        code[module].insert(draw(st.integers(0, len(code[module]))), text)
    return {module: "\n".join(texts) for module, texts in code.items()}


HANDED = dict.fromkeys(FILES, "") | {"p.c": "from p.a.m import X", "p.b.m": "from p.c import X"}


@settings(max_examples=250, deadline=None)
@example(code=HANDED | {"p.a.m": "from p.a.m import X"}, facades=set())
@example(code=HANDED | {"p.a.m": "X = 1\nfrom lib import *"}, facades=set())
@given(code=codebases(), facades=st.sets(st.sampled_from([*FILES, "p.b.__init__"]), max_size=1))
def test_what_is_told_is_what_whole_syntax_trees_show(code, facades):
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), {FILES[module]: text for module, text in code.items()} | {"p/__init__.py": ""})
        found = leaks(root, facades)

    assert found == Naive(code, facades).leaks()


def leaks(root, facades):
    """Return (importer, imported, name) of all that is told."""
    # Nobody may import the library in this code, and it is a component all the same.
    modules = [one if one != "lib" else "(lib)" for one in PARTS]
    text = f'packages = ["p"]\n[rules.leak]\nmodules = {modules}\nfacades = {sorted(facades)}'
    told = rulebook.apply(Request(load(root / "archlint.toml", Text(text)), cache=False))
    assert told.problems == ()
    assert {one.kind for one in told.findings} <= {"leak"}
    return {(one.importer, one.imported, name) for one in told.findings for name in one.names}


class Naive:
    """All statements of all modules, by their full trees; nothing is looked up but what they say."""

    def __init__(self, code, facades):
        self.trees = {module: ast.parse(text) for module, text in code.items()} | {"p": ast.parse("")}
        self.facades = {one for one in self.trees for entry in facades if is_in(one, entry)}

    def leaks(self):
        """Return (importer, imported, name) of each name that is handed on from a third component."""
        return {
            (importer, one.module, alias.name)
            for importer, tree in self.trees.items()
            for one in ast.walk(tree)
            if isinstance(one, ast.ImportFrom) and one.module in self.trees and importer != one.module
            for alias in one.names
            if self.leaks_over(importer, one.module, alias.name)
        }

    def leaks_over(self, importer, imported, name):
        if name == "*" or f"{imported}.{name}" in self.trees:
            return False
        ends = [part(importer), part(imported)]
        origin = self.origin(imported, name)
        return None not in ends and ends[0] != ends[1] and part(origin) not in (None, *ends)

    def origin(self, module, name):
        """Return the module that a name belongs to; None where more than one thing may happen."""
        seen = set()
        while (module, name) not in seen:
            seen.add((module, name))
            if module in self.facades or module == "lib" or not name:
                return module
            step = self.step(module, name) if module in self.trees else None
            if step in (None, (module, name)):
                return step and module
            module, name = step
        return None

    def step(self, module, name):
        """Return what a name is in the module that it is taken from, itself where it is defined; None if in doubt."""
        bound, stars, submodule = self.bound(module, name), self.brought(module, name), f"{module}.{name}" in self.trees
        if bound and not submodule and not self.stars(module) and all(kind == "own" for kind, *_ in bound):
            return module, name
        if stars is None or self.is_shaken(module, name):
            return None
        if not bound and not stars:
            return (f"{module}.{name}", "") if submodule else None
        if submodule or len(bound) + len(stars) != 1:
            return None
        return (stars[0], name) if stars else self.taken(module, name, *bound[0])

    def taken(self, module, name, kind, base, other):
        if kind in ("own", "perhaps"):
            return module, name
        if kind == "typing" or (base, other) == (module, name):
            return None
        if other and f"{base}.{other}" in self.trees:
            return None if self.bound(base, other) else (f"{base}.{other}", "")
        return base, other

    def bound(self, module, name):
        """Return how statements outside of functions bind a name: own, from (with its origin), perhaps, typing."""
        kinds = {True: "from", False: "perhaps", None: "typing"}
        found = []
        for one, certain in outside_functions(self.trees[module].body):
            if isinstance(one, ast.ImportFrom):
                said = [(each.asname or each.name, one.module, each.name) for each in one.names]
                found += [(kinds[certain], *origin) for bound, *origin in said if bound == name]
            elif isinstance(one, ast.Import):
                found += [(kinds[certain], each.name, "") for each in one.names if each.asname == name]
            elif isinstance(one, ast.ClassDef | ast.FunctionDef):
                found += [("own", "", "")] if one.name == name else []
            elif isinstance(one, ast.Assign | ast.Expr):
                stored = [each for each in ast.walk(one) if isinstance(each, ast.Name)]
                found += [("own", "", "") for each in stored if each.id == name and isinstance(each.ctx, ast.Store)]
        return found

    def stars(self, module):
        return [
            (one.module, certain)
            for one, certain in outside_functions(self.trees[module].body)
            if isinstance(one, ast.ImportFrom) and one.names[0].name == "*"
        ]

    def brought(self, module, name):
        """Return the modules whose names are all taken and that have this one; None where that is not certain."""
        found = []
        for base, certain in self.stars(module):
            has = self.has(base, name, set())
            if has is None or (has and not certain):
                return None
            found += [base] if has else []
        return found

    def has(self, module, name, seen):
        if module not in self.trees:
            return None
        listed = self.listed(module)
        if listed is not None:
            return name in listed
        if name.startswith("_") or module in seen:
            return False
        if self.is_opaque(module):
            return None
        if self.bound(module, name):
            return True
        inner = [self.has(base, name, seen | {module}) for base, _ in self.stars(module)]
        return None if None in inner else any(inner)

    def listed(self, module):
        told = [one for one in self.trees[module].body if ast.unparse(one).startswith("__all__ =")]
        return ast.literal_eval(told[-1].value) if told else None

    def is_shaken(self, module, name):
        """Whether something else than a binding decides what the name is."""
        texts = {ast.unparse(one) for one in ast.walk(self.trees[module])}
        return self.is_opaque(module) or f"del {name}" in texts or f"global {name}" in texts

    def is_opaque(self, module):
        return "globals()" in {ast.unparse(one) for one in ast.walk(self.trees[module]) if isinstance(one, ast.Call)}


def outside_functions(body, certain=True):
    """Yield (statement, whether it runs in any case; None for type checkers alone)."""
    for one in body:
        if isinstance(one, ast.If):
            typing = ast.unparse(one.test) == "TYPE_CHECKING"
            yield from outside_functions(one.body, None if typing else False)
        elif isinstance(one, ast.Try):
            yield from outside_functions([*one.body, *one.handlers[0].body], False)
        else:
            yield one, certain


def part(module):
    return next((one for one in PARTS if module and is_in(module, one)), None)


def is_in(module, entry):
    if entry.endswith(".__init__"):
        return module == entry.removesuffix(".__init__")
    return f"{module}.".startswith(f"{entry}.")
