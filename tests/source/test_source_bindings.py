"""What a module's text says of its own names, of those of others, and of what loading it does."""

import pytest

from archlint.source.bindings import Bound, symbols
from archlint.source.inertness import inert
from archlint.source.patching import patches


def bound(text, home="shop"):
    return symbols(text.split("\n"), home).bound


def test_each_way_of_binding_a_name_is_seen():
    text = (
        "import a.b\nimport a.b as c\nfrom d import e as f\nclass G: ...\ndef h(): inner = 1\n(i, *j), k[0] = l = m\n"
        "n: int\no: int = 1\np += 1\nfor q in (): ...\nwith r as s: ...\nif (t := 1): ...\n"
        "try: ...\nexcept E as u: ...\nmatch v:\n  case [w, *x] | {'y': y, **z}: ...\nlambda: (aa := 1)\n"
    )

    assert set(bound(text)) == set("acfGhijlopqstuwxyz")


def test_dots_lead_to_the_package_that_they_mean():
    text = "from . import a\nfrom .b import c\nfrom ..d import e\nfrom .... import f\n"

    assert [one.base for (one,) in bound(text, "shop.orders").values()] == [
        "shop.orders",
        "shop.orders.b",
        "shop.d",
        "",
    ]


def test_it_is_told_what_may_not_run_and_what_is_said_twice():
    text = "from a import b as b\nif c: from a import d\nif TYPE_CHECKING: from a import e\ntry: f = 1\nfinally: ...\n"
    told = bound(text)

    assert told["b"] == (Bound("a", "b", certain=True, said=True),)
    assert [told[name][0].certain for name in "bdef"] == [True, False, False, False]
    assert [told[name][0].typing for name in "bdef"] == [False, False, True, False]


@pytest.mark.parametrize(
    ("text", "opaque"),
    [
        ("globals()['a'] = 1", True),
        ("def f(): return globals()", True),
        ("import sys\nsys.modules[__name__] = object()", True),
        ("import sys\nsys.modules[__name__]", False),
        ("exec('a = 1')", True),
        ("exec('a = 1', {})", False),
        ("locals()['a'] = 1", True),
        ("locals().update(a=1)", True),
        ("update(vars())", True),
        ("def f(): return locals()", False),
        ("def f(names): return 1\nf(locals())", False),
        ("def f(names): names['a'] = 1\nf(locals())", True),
        ("from a import f\nf(locals())", True),
        ("if a:\n    b(locals())", True),
    ],
)
def test_names_that_are_set_unseen_are_noticed(text, opaque):
    assert symbols(text.split("\n"), "").opaque is opaque


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ('"""Doc."""\nimport a\nfrom b import c\nX = 1\nY: int = 2\nZ: int\n', True),
        ("def f(x=1): print(x)\n", True),
        ("def f(x=print()): ...\n", False),
        ("@property\ndef f(): ...\n", True),
        ("@app.route('/')\ndef f(): ...\n", False),
        ("class A(Exception):\n    '''Doc.'''\n    x: int = 1\n    def f(self): ...\nclass B(A): ...\n", True),
        ("from enum import Enum\nclass A(Enum):\n    X = 1\n", True),
        ("from typing import Generic, T\nclass A(Generic[T]): ...\n", True),
        ("from django import Model\nclass A(Model): ...\n", False),
        ("class A(metaclass=M): ...\n", False),
        ("class A:\n    register()\n", False),
        ("X = connect()\n", False),
        ("X.y = 1\n", False),
        ("x[0] = 1\n", False),
        ("if a: ...\n", False),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\n", True),
        ("print(1)\n", False),
        ("def (:\n", False),
    ],
)
def test_a_module_is_inert_if_it_does_nothing_but_define_names(text, answer):
    assert inert(text.split("\n")) is answer


@pytest.mark.parametrize(
    ("text", "texts", "names"),
    [
        ("patch('a.b.C')", {"a.b.C"}, set()),
        ("@mock.patch('a.b.C')\ndef test(): ...", {"a.b.C"}, set()),
        ("monkeypatch.setattr('a.b.C', 1)", {"a.b.C"}, set()),
        ("monkeypatch.setattr(b, 'C', 1)", {"C"}, set()),
        ("patch.object(b, 'C')", {"C"}, set()),
        ("patch.multiple('a.b', C=1)", {"a.b", "C"}, set()),
        ("from a import b\nb.C = 1", set(), {"C"}),
        ("from a import (\n    b,\n)\nb.C = 1", set(), {"C"}),
        ("import a.b\na.b.C = 1", set(), {"C"}),
        ("from a import b\nb.C == 1", set(), set()),
        ("self.C = 1", set(), set()),
        ("b = f()\nb.C = 1", set(), set()),
        ("print('a.b.C')", set(), set()),
    ],
)
def test_what_is_set_from_outside_is_noticed(text, texts, names):
    assert patches(text.split("\n")) == (texts, names)
