"""`lazy import` as PEP 810 describes it, on Pythons that do not know it. No interpreter that does was at hand."""

import pytest

from archlint.source.extract import extract
from archlint.source.facts import Facts
from archlint.source.nouns import KINDS
from tests.source.codebases import reading


def kinds(text, **how):
    """Return (what is imported, kind, line, column, end column) of each name."""
    found = extract("shop.py", text if isinstance(text, bytes) else text.encode(), **how)
    assert isinstance(found, Facts), found
    return [
        (".".join(filter(None, [fact.base, fact.name])), KINDS[fact.kind], fact.line, fact.column, fact.end_column)
        for fact in found.imports
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lazy import json\n", [("json", "deferred", 1, 1, 17)]),
        ("lazy import a.b as c, d\n", [("a.b", "deferred", 1, 1, 24), ("d", "deferred", 1, 1, 24)]),
        ("lazy from json import dumps as d\n", [("json.dumps", "deferred", 1, 1, 33)]),
        ("lazy\timport  json", [("json", "deferred", 1, 1, 18)]),
        ("x = 'é'; lazy import json; y\n", [("json", "deferred", 1, 10, 26)]),
        ("\ufefflazy import json\n", [("json", "deferred", 1, 1, 17)]),
        ("\r# no\rlazy import json\r", [("json", "deferred", 3, 1, 17)]),
        (
            "import a\nlazy import b\nimport c\n",
            [("a", "runtime", 1, 1, 9), ("b", "deferred", 2, 1, 14), ("c", "runtime", 3, 1, 9)],
        ),
        ("if x:\n    lazy import b\n", [("b", "deferred", 2, 5, 18)]),
        ("if x: lazy import b\nelse: import c\n", [("b", "deferred", 1, 7, 20), ("c", "runtime", 2, 7, 15)]),
        ("with x:\n\tlazy from b import (c,\n d)\n", [("b.c", "deferred", 2, 2, 4), ("b.d", "deferred", 2, 2, 4)]),
        ("if TYPE_CHECKING:\n lazy import b\n", [("b", "typing", 2, 2, 15)]),
        ("'''\nlazy import no\n'''\nlazy import b\n", [("b", "deferred", 4, 1, 14)]),
    ],
)
def test_a_lazy_import_is_deferred_and_begins_at_its_first_word(text, expected):
    assert kinds(text) == kinds(text, whole=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "lazy = 1\nimport a\n",
        "try: pass\nexcept X as e:\n raise lazy from e\nimport a\n",
        "lazy\nimport a\n",
        "lazy; import a\n",
        "def lazy(): yield lazy\nimport a\n",
        "x = 'lazy import b'\nimport a\n",
        "match lazy:\n case lazy: pass\nimport a\n",
        "print(lazy); from a import b\n",
    ],
)
def test_the_word_is_a_name_like_any_other_where_no_import_follows(text):
    assert [kind for _, kind, *_ in kinds(text)] == ["runtime"]
    assert [kind for _, kind, *_ in kinds(f"lazy import z\n{text}")] == ["deferred", "runtime"]


@pytest.mark.parametrize("text", ["lazy import\n", "lazy def f(): pass\nimport a\n", "lazy import a b\n"])
def test_what_is_no_lazy_import_either_is_unread(text):
    assert not isinstance(extract("shop.py", text.encode()), Facts)


def test_the_words_are_looked_for_as_far_as_they_stand():
    text = "import a\n\nlazy import b\n\ndef f(): pass\n\ndef ( broken\n"

    assert [name for name, *_ in kinds(text)] == ["a", "b"]


def test_an_encoding_is_that_of_the_file():
    text = "# coding: latin-1\nx = 'ä'; lazy import b\n".encode("latin-1")

    assert kinds(text) == [("b", "deferred", 2, 10, 23)]


def test_the_rest_of_a_file_with_lazy_imports_is_as_ever(tmp_path):
    text = "lazy from b import c\nfrom importlib import import_module as load\n__all__ = ['x']\nload('b')\nload(d)\n"
    imports = reading(tmp_path, {"a.py": text, "b.py": ""})

    assert imports.unread == ()
    assert [KINDS[kind] for kind in imports.kind] == ["deferred", "runtime", "dynamic"]
    assert imports.exports == {0: ("x",)}
    assert [one.target for one in imports.dynamic] == ["d"]


@pytest.mark.parametrize(
    "names",
    ["['b', 'c.d']", "{'b', 'c.d'}", "('b', 'c.d')", "frozenset({'b', 'c.d'})", "['b'] + ['c.d']"],
)
def test_modules_that_are_named_as_lazy_are_deferred_below(names):
    text = "import b\n__lazy_modules__ = NAMES\nimport b, c, c.d, c.d.e as f\n"
    text += "from b import x\nfrom c.d import y\nfrom c import d\n"

    assert [(name, kind) for name, kind, *_ in kinds(text.replace("NAMES", names))] == [
        ("b", "runtime"),
        ("b", "deferred"),
        ("c", "runtime"),
        ("c.d", "deferred"),
        ("c.d.e", "runtime"),
        ("b.x", "deferred"),
        ("c.d.y", "deferred"),
        ("c.d", "runtime"),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("if x:\n import b", "deferred"),
        ("with x:\n import b", "deferred"),
        ("if TYPE_CHECKING:\n import b", "typing"),
        ("try:\n import b\nexcept ImportError: pass", "runtime"),
        ("try:\n import b\nfinally: pass", "runtime"),
        ("try: pass\nfinally:\n import b", "runtime"),
        ("class C:\n import b", "runtime"),
        ("def f():\n import b", "deferred"),
        ("from b import *", "runtime"),
        ("from . import b", "runtime"),
        ("__lazy_modules__ += ['x']\nimport b", "deferred"),
        ("__lazy_modules__ = ['x']\nimport b", "runtime"),
        ("__lazy_modules__ = names()\nimport b", "runtime"),
        ("lazy import b", "deferred"),
    ],
)
def test_naming_a_module_as_lazy_counts_where_the_word_would_be_allowed(text, kind):
    assert [kind for _, kind, *_ in kinds(f"__lazy_modules__ = {{'b'}}\n{text}\n")] == [kind]


def test_names_of_lazy_modules_in_a_class_are_names_of_the_class():
    text = "class C:\n __lazy_modules__ = ['b']\nimport b\n"

    assert [kind for _, kind, *_ in kinds(text)] == ["runtime"]
