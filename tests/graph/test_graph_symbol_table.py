"""Which symbol a name is: held up to Python, which imports the same modules and looks at the objects."""

import importlib
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint import graph
from archlint.graph import Doubt, Symbol, SymbolTable
from archlint.settings import Request, Settings

NAMES = ("A", "B", "_c", "d")
MODULES = ("zoo", "zoo.a", "zoo.b", "zoo.c", "zoo.d")
"""Each takes only from those behind it, so that Python can load them all."""
INIT = "zoo/__init__.py"


def table(folder):
    found = graph.build(Request(Settings(folder, "archlint.toml", {}), cache=False))
    return found, SymbolTable(found)


def written(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return table(folder)


@st.composite
def zoos(draw):
    """Modules that define names, take them from one another, under other names, and all at once."""
    files: dict = {}
    has: dict = {}
    for position in reversed(range(len(MODULES))):
        behind = MODULES[position + 1 :]
        module, own, lines = MODULES[position], set(), []
        for _ in range(draw(st.integers(0, 4))):
            kind, name = (
                draw(st.sampled_from(["class", "from", "from", "star", "value", "if"])),
                draw(st.sampled_from(NAMES)),
            )
            base = draw(st.sampled_from(behind)) if behind else ""
            if kind in ("class", "value") or not has.get(base):
                lines.append(f"class {name}: pass" if kind == "class" else f"{name} = object()")
            elif kind == "star":
                lines.append(f"from {base} import *")
                continue
            else:
                taken = f"from {base} import {draw(st.sampled_from(sorted(has[base])))} as {name}"
                lines.append(f"if True: {taken}" if kind == "if" else taken)
            own.add(name)
        if own and draw(st.booleans()):
            lines.append(f"__all__ = {sorted(draw(st.sets(st.sampled_from(sorted(own)))))!r}")
        files[INIT if module == "zoo" else f"{module.replace('.', '/')}.py"] = "\n".join(lines) + "\n"
        has[module] = own
    return files


def loaded(folder):
    """The modules as Python has them."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "zoo"]:
        del sys.modules[name]
    importlib.invalidate_caches()
    sys.path.insert(0, str(folder))
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        return {name: vars(importlib.import_module(name)) for name in reversed(MODULES)}
    finally:
        sys.path.remove(str(folder))
        sys.dont_write_bytecode = before


@settings(max_examples=150, deadline=None)
@given(zoos())
def test_names_that_are_said_to_be_one_symbol_are_one_object(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("zoo")
    _, found = written(folder, files)
    real = loaded(folder)
    objects: dict = {}
    for module in MODULES:
        for name in NAMES:
            symbol = found.symbol(module, name)
            if isinstance(symbol, Symbol):
                assert name in real[module] or not symbol.name, (module, name, symbol)
                objects.setdefault(symbol, set()).add(id(real[module].get(name)))
    assert all(len(same) == 1 for same in objects.values())
    assert all(name in real[module] for module, name in objects if name)


CASES = [
    ("a definition", {INIT: "", "zoo/a.py": "class A: ...\n"}, ("zoo.a", "A"), Symbol("zoo.a", "A")),
    ("handed on", {INIT: "from .a import A\n", "zoo/a.py": "A = 1\n"}, ("zoo", "A"), Symbol("zoo.a", "A")),
    ("another name", {INIT: "from .a import A as B\n", "zoo/a.py": "A = 1\n"}, ("zoo", "B"), Symbol("zoo.a", "A")),
    ("a star", {INIT: "from .a import *\n", "zoo/a.py": "A = 1\n"}, ("zoo", "A"), Symbol("zoo.a", "A")),
    (
        "not in the star",
        {INIT: "from .a import *\n", "zoo/a.py": "__all__ = ['B']\nA = B = 1\n"},
        ("zoo", "A"),
        Doubt("unbound", "zoo"),
    ),
    (
        "two stars",
        {INIT: "from .a import *\nfrom .b import *\n", "zoo/a.py": "A = 1\n", "zoo/b.py": "A = 1\n"},
        ("zoo", "A"),
        Doubt("several", "zoo"),
    ),
    (
        "a computed list",
        {INIT: "from .a import *\n", "zoo/a.py": "__all__ = f()\nA = 1\n"},
        ("zoo", "A"),
        Doubt("opaque", "zoo.a"),
    ),
    ("a library", {INIT: "from os import path\n"}, ("zoo", "path"), Symbol("os", "path")),
    ("a star of one", {INIT: "from os import *\n"}, ("zoo", "path"), Doubt("outside", "os")),
    (
        "overloads",
        {INIT: "from typing import overload\n@overload\ndef f(): ...\n@overload\ndef f(x): ...\ndef f(x=0): ...\n"},
        ("zoo", "f"),
        Symbol("zoo", "f"),
    ),
    ("twice", {INIT: "A = 1\nA = 2\n"}, ("zoo", "A"), Doubt("several", "zoo")),
    ("a loop", {INIT: "for A in (): ...\n"}, ("zoo", "A"), Symbol("zoo", "A")),
    ("deleted", {INIT: "A = 1\ndel A\n"}, ("zoo", "A"), Doubt("changed", "zoo")),
    ("global", {INIT: "A = 1\ndef f():\n    global A\n"}, ("zoo", "A"), Doubt("changed", "zoo")),
    (
        "for types",
        {INIT: "import typing\nif typing.TYPE_CHECKING:\n    from .a import A\n", "zoo/a.py": "A = 1\n"},
        ("zoo", "A"),
        Doubt("conditional", "zoo"),
    ),
    ("a submodule", {INIT: "from . import a\n", "zoo/a.py": ""}, ("zoo", "a"), Doubt("submodule", "zoo")),
    (
        "a circle",
        {INIT: "from .a import A\n", "zoo/a.py": "from zoo import A\n"},
        ("zoo", "A"),
        Doubt("several", "zoo"),
    ),
    ("lazy", {INIT: "def __getattr__(name): ...\n"}, ("zoo", "A"), Doubt("lazy", "zoo")),
    ("globals", {INIT: "A = 1\nglobals().update(A=2)\n"}, ("zoo", "A"), Doubt("opaque", "zoo")),
    ("broken", {INIT: "A = 1\ndef (:\n"}, ("zoo", "A"), Doubt("opaque", "zoo")),
]


@pytest.mark.parametrize(("files", "asked", "answer"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_name_is_followed_as_far_as_it_is_certain(tmp_path, files, asked, answer):
    _, found = written(tmp_path, files)

    symbol = found.symbol(*asked)

    assert symbol == answer or (isinstance(symbol, Doubt) and symbol.reason == answer.reason)
    assert type(symbol) is type(answer)


OFFERS = [
    ("listed", "from .a import A\n__all__ = ['A']\nA\n", None),
    ("not listed", "from .a import A as A\n__all__ = ['B']\n", "unlisted"),
    ("said twice", "from .a import A as A\nA\n", None),
    ("not used", "from .a import A\n", None),
    ("used", "from .a import A\nA\n", "incidental"),
    ("under a condition", "if f():\n    from .a import A\n", "conditional"),
    ("another one", "class A: ...\n", "another"),
    ("a list that is computed", "from .a import A\n__all__ = f()\n", "unlisted"),
    ("nothing", "", "unbound"),
]


@pytest.mark.parametrize(("text", "reason"), [case[1:] for case in OFFERS], ids=[case[0] for case in OFFERS])
def test_a_package_offers_what_it_means_to(tmp_path, text, reason):
    graph_, found = written(tmp_path, {INIT: text, "zoo/a.py": "class A: ...\n"})

    doubt = found.offers(graph_.names.node["zoo"], "A", Symbol("zoo.a", "A"))

    assert (doubt.reason if doubt else None) == reason
