"""What a rewritten file has in common with the one before: all but the statements that were to be rewritten."""

import ast
import asyncio
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from archlint import settings
from archlint.report.repair.rewriting import changes
from archlint.report.repair.statement import names_of, rerouted, without
from archlint.report.repair.text import Text, Unwritable

FOLDERS = [Path(str(module.__file__)).parent for module in (asyncio, settings)]
FILES = sorted(file for folder in FOLDERS for file in folder.rglob("*.py"))


def edit(node, name, do="reroute", to="other.place"):
    place = {"path": "x.py", "line": node.lineno, "column": node.col_offset + 1, "name": name}
    return {**place, "do": do, "importer": "own.home.module", "home": "own.home", "imported": "", "to": to}


def froms(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.names[0].name != "*"]


def expected(tree, moved):
    """The syntax tree that a file should have: what was moved stands behind what was left of its statement."""

    class Moving(ast.NodeTransformer):
        def visit_ImportFrom(self, node):
            names = moved.get((node.lineno, node.col_offset), ())
            there = [one for one in node.names if one.name in names]
            left = [one for one in node.names if one.name not in names]
            kept = [ast.ImportFrom(node.module, left, node.level)] if left else []
            return [*kept, *([ast.ImportFrom("other.place", there, 0)] if there else [])]

    return ast.dump(Moving().visit(tree))


@pytest.mark.parametrize(("which", "ends"), [("all", "\n"), ("first", "\r\n"), ("last", "\n")])
def test_what_stands_around_a_statement_in_real_files_stays_byte_for_byte(which, ends):
    touched = 0
    for file in FILES:
        source = file.read_bytes().replace(b"\n", ends.encode())
        tree = ast.parse(source)
        nodes = froms(tree)
        # Statements on one line with others are tried in test_fixing_forms.
        lines = [node.lineno for node in nodes]
        nodes = [node for node in nodes if lines.count(node.lineno) == 1 and not node.level]
        chosen = {"all": slice(None), "first": slice(1), "last": slice(-1, None)}[which]
        moved = {(node.lineno, node.col_offset): {one.name for one in node.names[chosen]} for node in nodes}
        edits = [edit(node, name) for node in nodes for name in sorted(moved[node.lineno, node.col_offset])]
        text = Text(source)
        found = changes(text, edits)

        after = text.changed(found)

        touched += len(found)
        assert ast.dump(ast.parse(after)) == expected(ast.parse(source), moved), file
        own = {line for node in nodes for line in range(node.lineno, node.end_lineno + 1)}
        stays = [line for number, line in enumerate(source.split(b"\n"), 1) if number not in own]
        left = iter(after.split(b"\n"))
        assert all(line in left for line in stays), file  # in this order
        assert after.count(b"\r\n") == (after.count(b"\n") if ends == "\r\n" else 0)
    assert touched > 100


NAMES = st.sampled_from(["alpha", "beta", "gamma", "delta"])
GAP = st.sampled_from(["", " ", "  # said of it", "\n    # above the next\n", "\n", "\n\n        "])


@st.composite
def statements(draw):
    """A statement in parentheses, with comments and line ends wherever Python allows them, and some of its names."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    words = [f"{name} as {name[0]}" if draw(st.booleans()) else name for name in names]

    def gap():
        text = draw(GAP)
        return f"{text}\n" if "#" in text and not text.endswith("\n") else text

    inner = "".join(f"{gap()}{word}{gap()},{gap()}" for word in words[:-1])
    end = f"{gap()}{words[-1]}{gap()}" + (f",{gap()}" if draw(st.booleans()) else "")
    some = [name for name in names if draw(st.booleans())] or names[:1]
    return names, f"from a.b import ({inner}{end})", some


@given(statements())
@hypothesis.settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_part_of_a_statement_can_go_or_come_by_another_way(drawn):
    names, text, some = drawn
    (before,) = froms(ast.parse(text))
    assert names_of(text) == tuple(names)

    (moved,) = froms(ast.parse(rerouted(text, some, "..p.q")))
    left = froms(ast.parse(without(text, some))) if len(some) < len(names) else []

    assert (moved.module, moved.level) == ("p.q", 2)
    aliases = {one.name: one.asname for one in before.names}
    assert {one.name: one.asname for one in moved.names} == {name: aliases[name] for name in some}
    assert [one.name for node in left for one in node.names] == [name for name in names if name not in some]
    assert all(node.module == "a.b" for node in left)


@given(statements())
@hypothesis.settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_comment_is_lost(drawn):
    names, text, some = drawn

    parts = [rerouted(text, some, "p"), *([without(text, some)] if len(some) < len(names) else [])]

    assert sum(part.count("#") for part in parts) >= text.count("#")


FORMS = {
    "one line": (
        "from shop.orders.cart import Cart  # the cart\n",
        "from shop.orders import Cart  # the cart\n",
    ),
    "an alias": ("from shop.orders.cart import Cart as C\n", "from shop.orders import Cart as C\n"),
    "odd blanks": ("from  shop . orders .cart  import  Cart\n", "from  shop.orders  import  Cart\n"),
    "some of several": (
        "from shop.orders.cart import Cart, Other  # noqa\n",
        "from shop.orders.cart import Other  # noqa\nfrom shop.orders import Cart  # noqa\n",
    ),
    "parentheses": (
        "from shop.orders.cart import (  # head\n    Cart,  # of Cart\n    Other,  # of Other\n)\n",
        (
            "from shop.orders.cart import (  # head\n    Other,  # of Other\n)\n"
            "from shop.orders import (  # head\n    Cart,  # of Cart\n)\n"
        ),
    ),
    "a backslash": ("from shop.orders.cart \\\n    import Cart\n", "from shop.orders \\\n    import Cart\n"),
    "in a function": (
        "def f():\n\tfrom shop.orders.cart import Cart, Other\n\treturn Cart\n",
        "def f():\n\tfrom shop.orders.cart import Other\n\tfrom shop.orders import Cart\n\treturn Cart\n",
    ),
    "others on its line": (
        "import os; from shop.orders.cart import Cart, Other; import sys\n",
        "import os; from shop.orders.cart import Other; from shop.orders import Cart; import sys\n",
    ),
    "the only one of a block": (
        "if 1: from shop.orders.cart import Cart\n",
        "if 1: from shop.orders import Cart\n",
    ),
    "no last line end": ("from shop.orders.cart import Cart", "from shop.orders import Cart"),
    "carriage returns": (
        "import os\r\nfrom shop.orders.cart import Cart\r\n",
        "import os\r\nfrom shop.orders import Cart\r\n",
    ),
    "a mark and letters": (
        "\ufefff = 'ä'; from shop.orders.cart import Cart\n",
        "\ufefff = 'ä'; from shop.orders import Cart\n",
    ),
    "dots": ("from ..orders.cart import Cart\n", "from ..orders import Cart\n"),
    "more dots": ("from .cart import Cart\n", "from ..orders import Cart\n"),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_a_statement_stays_what_it_is(form):
    before, after = FORMS[form]
    text = Text(before.encode())
    (node,) = froms(text.parsed())
    column = len(before.removeprefix("\ufeff").split("\n")[node.lineno - 1].encode()[: node.col_offset].decode())
    one = {**edit(node, "Cart", to="shop.orders"), "column": column + 1, "home": "shop.web"}

    assert text.changed(changes(text, [one])).decode() == after


REMOVALS = {
    "a line": ("import os\nfrom a import b  # so\nimport sys\n", "import os\nimport sys\n"),
    "one of several": ("from a import b, c\n", "from a import c\n"),
    "all that a block has": ("if 1:\n    from a import b\nx = 1\n", "if 1:\n    pass\nx = 1\n"),
    "all that a class has": ("class A:\n    from a import (\n        b,\n    )\n", "class A:\n    pass\n"),
    "all that a file has": ("from a import b\n", ""),
}


@pytest.mark.parametrize("form", REMOVALS)
def test_what_goes_leaves_no_trace(form):
    before, after = REMOVALS[form]
    text = Text(before.encode())
    (node,) = froms(text.parsed())

    assert text.changed(changes(text, [edit(node, "b", do="remove")])).decode() == after


GUARDS = {
    "a block that is there": (
        "from typing import TYPE_CHECKING\nfrom a import b\nif TYPE_CHECKING:\n  import c\n\nx = 1\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  import c\n  from a import b\n\nx = 1\n",
    ),
    "a flag that is there": (
        "import typing as t\nfrom a import b\n\nx = 1\n",
        "import typing as t\n\nif t.TYPE_CHECKING:\n    from a import b\n\nx = 1\n",
    ),
    "nothing that is there": (
        '"""Doc."""\nimport os\r\nfrom a import (\r\n    b,  # so\r\n)\r\n\r\nx = 1\r\n'.replace('"""\n', '"""\r\n'),
        (
            '"""Doc."""\r\nimport os\r\nfrom typing import TYPE_CHECKING\r\n\r\nif TYPE_CHECKING:\r\n'
            "    from a import (\r\n        b,  # so\r\n    )\r\n\r\nx = 1\r\n"
        ),
    ),
    "one of several": (
        "from a import b, c\n",
        "from a import c\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from a import b\n",
    ),
}


@pytest.mark.parametrize("form", GUARDS)
def test_what_only_annotations_need_moves_under_a_guard(form):
    before, after = GUARDS[form]
    text = Text(before.encode())
    node = next(one for one in froms(text.parsed()) if one.module == "a")

    assert text.changed(changes(text, [edit(node, "b", do="type-checking")])).decode() == after


@pytest.mark.parametrize(
    ("source", "word"),
    [("x = 1\n", "written"), ("from a import c\n", "written"), ("import os; from a import b\n", "shared-line")],
)
def test_what_is_not_there_as_it_should_be_is_not_written(source, word):
    text = Text(source.encode())
    column = source.find("from") + 1 or 1
    one = edit(ast.parse("import os").body[0], "b", do="remove") | {"column": column}

    with pytest.raises(Unwritable, match=word):
        changes(text, [one])
