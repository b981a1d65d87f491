"""What one file says: kinds, marks, places, dynamic imports, exports, and files that cannot be read."""

import warnings

import pytest

from archlint.source.extract import extract
from archlint.source.facts import Facts
from archlint.source.nouns import KINDS, MARKS
from tests.source.codebases import reading, records


def facts(text):
    found = extract("shop.py", text if isinstance(text, bytes) else text.encode())
    assert isinstance(found, Facts), found
    return found


def kinds(text):
    """Return (what is imported, kind and marks), one a name, in the order of the text."""
    found = []
    for fact in facts(text).imports:
        marks = [mark for bit, mark in enumerate(MARKS) if fact.marks >> bit & 1]
        written = "." * fact.level + ".".join(part for part in (fact.base, fact.name) if part)
        found.append((written, " ".join([KINDS[fact.kind], *marks])))
    return found


def places(text):
    return [(fact.line, fact.column, fact.end_line, fact.end_column) for fact in facts(text).imports]


def test_each_name_of_each_statement_is_a_fact():
    text = "import a, b.c as d; from e import f as g, h\nfrom . import i\nfrom ..j.k import *\n"
    text += "from ... import (\n    l,\n)\n"

    assert kinds(text) == [(name, "runtime") for name in ("a", "b.c", "e.f", "e.h", ".i", "..j.k.*", "...l")]
    assert places(text) == [
        (1, 1, 1, 19),
        (1, 1, 1, 19),
        (1, 21, 1, 44),
        (1, 21, 1, 44),
        (2, 1, 2, 16),
        (3, 1, 3, 20),
        (4, 1, 6, 2),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("def f():\n import x", "deferred"),
        ("async def f():\n import x", "deferred"),
        ("class C:\n import x", "runtime"),
        ("def f():\n class C:\n  import x", "deferred"),
        ("class C:\n def f(self):\n  import x", "deferred"),
        ("def f():\n def g():\n  import x", "deferred"),
        ("def f():\n if a:\n  import x", "deferred conditional"),
        ("if a:\n def f():\n  import x", "deferred conditional"),
        ("with a:\n import x", "runtime"),
        ("async def f():\n async with a:\n  import x", "deferred"),
        ("async def f():\n async for a in b:\n  import x", "deferred conditional"),
        ("if a:\n import x", "runtime conditional"),
        ("if a: pass\nelif b:\n import x", "runtime conditional"),
        ("if a: pass\nelse:\n import x", "runtime conditional"),
        ("if False:\n import x", "runtime conditional"),
        ("if __name__ == '__main__':\n import x", "runtime conditional"),
        ("for a in b:\n import x", "runtime conditional"),
        ("for a in b: pass\nelse:\n import x", "runtime conditional"),
        ("while a:\n import x", "runtime conditional"),
        ("while a: pass\nelse:\n import x", "runtime conditional"),
        ("match a:\n case 1:\n  import x", "runtime conditional"),
        ("match a:\n case 1: pass\n case _ if b:\n  import x", "runtime conditional"),
    ],
)
def test_where_a_statement_stands_gives_its_kind_and_marks(text, kind):
    assert kinds(text) == [("x", kind)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("try:\n import x\nexcept ImportError: pass", "runtime optional"),
        ("try:\n import x\nexcept ModuleNotFoundError: pass", "runtime optional"),
        ("try:\n import x\nexcept Exception as e: pass", "runtime optional"),
        ("try:\n import x\nexcept BaseException: pass", "runtime optional"),
        ("try:\n import x\nexcept: pass", "runtime optional"),
        ("try:\n import x\nexcept builtins.ImportError: pass", "runtime optional"),
        ("try:\n import x\nexcept (OSError, ImportError): pass", "runtime optional"),
        ("try:\n import x\nexcept OSError: pass\nexcept ImportError: pass", "runtime optional"),
        ("try:\n import x\nexcept* ImportError: pass", "runtime optional"),
        ("try: pass\nexcept ImportError:\n import x", "runtime optional"),
        ("try: pass\nexcept ImportError: pass\nelse:\n import x", "runtime optional"),
        ("try: pass\nexcept ImportError: pass\nfinally:\n import x", "runtime"),
        ("try:\n import x\nexcept OSError: pass", "runtime"),
        ("try:\n import x\nexcept (OSError, KeyError): pass", "runtime"),
        ("try:\n import x\nexcept errors(): pass", "runtime"),
        ("try:\n import x\nfinally: pass", "runtime"),
        ("try:\n if a:\n  import x\nexcept ImportError: pass", "runtime optional conditional"),
        ("try:\n try:\n  import x\n finally: pass\nexcept ImportError: pass", "runtime optional"),
        ("try:\n def f():\n  import x\nexcept ImportError: pass", "deferred"),
        ("def f():\n try:\n  import x\n except ImportError: pass", "deferred optional"),
        ("with suppress(ImportError):\n import x", "runtime optional"),
        ("with a, contextlib.suppress(OSError, ImportError):\n import x", "runtime optional"),
        ("with suppress(OSError):\n import x", "runtime"),
        ("with suppress:\n import x", "runtime"),
    ],
)
def test_an_import_that_may_fail_is_optional(text, kind):
    assert kinds(text) == [("x", kind)]


TYPING = (
    "import typing, typing as t\nimport typing_extensions as te\nfrom typing import TYPE_CHECKING, TYPE_CHECKING as T\n"
)


@pytest.mark.parametrize(
    ("test", "inside", "otherwise"),
    [
        ("TYPE_CHECKING", "typing", "runtime"),
        ("typing.TYPE_CHECKING", "typing", "runtime"),
        ("t.TYPE_CHECKING", "typing", "runtime"),
        ("te.TYPE_CHECKING", "typing", "runtime"),
        ("T", "typing", "runtime"),
        ("not TYPE_CHECKING", "runtime", "typing"),
        ("not t.TYPE_CHECKING", "runtime", "typing"),
        ("TYPE_CHECKING and X", "typing", "runtime"),
        ("X and TYPE_CHECKING", "typing", "runtime"),
        ("not (TYPE_CHECKING and X)", "runtime", "typing"),
        ("TYPE_CHECKING or T", "typing", "runtime"),
        ("not TYPE_CHECKING or X", "runtime", "typing"),
        ("not not TYPE_CHECKING", "typing", "runtime"),
        ("TYPE_CHECKING or X", "runtime conditional", "runtime conditional"),
        ("not TYPE_CHECKING and X", "runtime conditional", "runtime conditional"),
        ("not (TYPE_CHECKING or X)", "runtime conditional", "runtime conditional"),
        ("other.TYPE_CHECKING", "runtime conditional", "runtime conditional"),
        ("TYPE_CHECKING()", "runtime conditional", "runtime conditional"),
        ("X", "runtime conditional", "runtime conditional"),
    ],
)
def test_type_checking_is_known_by_all_its_names_and_its_else_is_not(test, inside, otherwise):
    found = kinds(f"{TYPING}if {test}:\n import x\nelse:\n import y\n")

    assert found[-2:] == [("x", inside), ("y", otherwise)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("TYPE_CHECKING = False\nif TYPE_CHECKING:\n import x", "typing"),
        ("def f():\n if TYPE_CHECKING:\n  import x", "typing"),
        ("if TYPE_CHECKING:\n def f():\n  import x", "typing"),
        ("if TYPE_CHECKING:\n try:\n  import x\n except ImportError: pass", "typing optional"),
        ("if TYPE_CHECKING:\n if a:\n  import x", "typing conditional"),
        ("if a: pass\nelif TYPE_CHECKING:\n import x", "typing conditional"),
        ("if TYPE_CHECKING: pass\nelif a:\n import x", "runtime conditional"),
        ("while TYPE_CHECKING:\n import x", "runtime conditional"),
        ("if T:\n import x", "runtime conditional"),
    ],
)
def test_typing_goes_before_deferred_and_keeps_marks(text, kind):
    assert kinds(text) == [("x", kind)]


def test_the_name_for_type_checking_must_come_from_typing():
    assert kinds("from other import TYPE_CHECKING as T\nif T:\n import x")[-1] == ("x", "runtime conditional")


def test_columns_count_code_points():
    text = "x = 'äöü€𝄞'; import a\nif x: 'é'; from b import (c,\n  d); '€'\n\timport_ = 1; import e\n"

    assert places(text.replace("\timport_", "import_")) == [
        (1, 14, 1, 22),
        (2, 12, 3, 5),
        (2, 12, 3, 5),
        (4, 14, 4, 22),
    ]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("# -*- coding: latin-1 -*-\nx = 'é'; import a\n".encode("latin-1"), (2, 10, 2, 18)),
        ("#!x\n# vim: set fileencoding=cp1252 :\nx = '€'; import a\n".encode("cp1252"), (3, 10, 3, 18)),
        ("# coding: shift_jis\nx = '日本'; import a\n".encode("shift_jis"), (2, 11, 2, 19)),
        ("\ufeffimport a\n".encode(), (1, 1, 1, 9)),
        ("\ufeffx = 'é'; import a\n".encode(), (1, 10, 1, 18)),
        (b"x = 1\rimport a\ry = 2\r", (2, 1, 2, 9)),
        ("x = 'é'\ry = 'é'; import a\r".encode(), (2, 10, 2, 18)),
        ("x = 'é'\r\ny = 'é'; import a\r\n".encode(), (2, 10, 2, 18)),
        ("'''é\n\x0c\n\x85\u2028'''; import a\n".encode(), (3, 8, 3, 16)),
        (b"# \xe9\n# coding: latin-1-unix\nx = '\xe9'; import a", (3, 10, 3, 18)),
        (b"\n# coding: UTF_8-dos\nx = '\xc3\xa9'; import a", (3, 10, 3, 18)),
        (b"x = 1\n# coding: latin-1\nx = '\xc3\xa9'; import a", (3, 10, 3, 18)),
        (b"\x0cimport a\n", (1, 2, 1, 10)),
        (b"x = 1\n\x0c\nimport a", (3, 1, 3, 9)),
        (b"# coding: latin-1\rx = '\xe9'; import a\r", (2, 10, 2, 18)),
        (b"# no\r# no\r# coding: latin-1\rx = '\xc3\xa9'; import a\r", (4, 10, 4, 18)),
    ],
)
def test_encodings_marks_and_line_ends_are_those_of_python(content, place):
    assert places(content) == [place]


def test_names_are_normalised_as_python_does_it():
    assert kinds("import \ufb01le.\u210c\nfrom .\uff58 import \uff59") == [("file.H", "runtime"), (".x.y", "runtime")]


def test_an_empty_file_says_nothing():
    assert facts(b"") == Facts((), (), None)


@pytest.mark.parametrize(
    ("content", "line", "column", "words"),
    [
        (b"import a\ndef (\n", 2, 5, "cannot parse it: invalid syntax"),
        (b"if a:\nimport b\n", 2, 1, "cannot parse it: expected an indented block"),
        (b"x = 'abc\n", 1, 5, "cannot parse it: unterminated string"),
        ("é = 'abc\n".encode(), 1, 5, "cannot parse it: unterminated string"),
        (b"x = 1\nxy = '\0'\n", 2, 7, "there is a NUL byte in the text"),
        (b"x = '\xe9'\n", 1, 6, "the byte 0xe9 is no UTF-8 text; save the file as UTF-8, or declare its encoding"),
        ("x = 'é'\rfy = '".encode() + b"\xff'", 2, 7, "the byte 0xff is no UTF-8 text"),
        (b"\xef\xbb\xbfx = 1\nxy = '\xe9'\n", 2, 7, "the byte 0xe9 is no UTF-8 text"),
        (b"# coding: ascii\nx = '\xe9'\n", 2, 6, "the byte 0xe9 is no ASCII text"),
        (b"# coding: klingon\nx = 1\n", 1, 1, "the encoding of the file makes no sense: unknown encoding"),
        (
            b"\xef\xbb\xbf# coding: latin-1\n",
            1,
            1,
            "the encoding of the file makes no sense: the declared encoding is iso-8859-1",
        ),
        ("import a\n".encode("utf-16"), 1, 1, "the text is UTF-16"),
        (b"-" * 50_000 + b"1", 0, 0, "the code is nested too deeply for the parser of Python"),
        (b"(" * 5_000 + b")" * 5_000, 1, 201, "too many nested parentheses"),
    ],
)
def test_a_file_that_cannot_be_parsed_is_told_with_its_place(content, line, column, words):
    unread = extract("shop.py", content, whole=True)

    assert not isinstance(unread, Facts)
    assert extract("shop.py", content + b"\nimport a\n") == unread
    assert unread[:3] == ("shop.py", line, column)
    assert words in unread.message
    assert "\n" not in unread.message


def test_a_sum_of_20000_terms_ends_in_words_or_in_facts():
    found = extract("shop.py", b"import a\nx = " + b" + ".join([b"1"] * 20_000))

    assert isinstance(found, Facts) or "nested too deeply" in found.message


def test_a_thousand_elifs_are_no_obstacle():
    text = "if a:\n import x\n" + "".join(f"elif a == {number}:\n import x\n" for number in range(900))

    assert kinds(text) == [("x", "runtime conditional")] * 901


def test_one_unread_file_leaves_the_rest_as_it_is(tmp_path):
    imports = reading(tmp_path, {"a.py": "import b", "b.py": "def (\nimport a", "c.py": "import b"})

    assert [unread.path for unread in imports.unread] == ["b.py"]
    assert imports.modules == ("a", "b", "c")
    assert records(imports) == [("a", "b", "", "runtime"), ("c", "b", "", "runtime")]


def test_warnings_about_the_code_that_is_read_are_kept_quiet(tmp_path):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        reading(tmp_path, {"a.py": r"x = '\d'; y = 1 is 1; assert (1, 'a'); z = 0x1for x in y"})

    assert told == []


def test_code_that_is_read_never_runs(tmp_path):
    imports = reading(tmp_path, {"a/__init__.py": "raise SystemExit(7)", "b.py": "import a\nexit()"})

    assert records(imports) == [("b", "a", "", "runtime")]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("import importlib\nimportlib.import_module('a.b')", "a.b"),
        ("import importlib as il\nil.import_module('a.b')", "a.b"),
        ("from importlib import import_module\nimport_module('a.b')", "a.b"),
        ("from importlib import import_module as load\nload('a.b')", "a.b"),
        ("from importlib import import_module\nimport_module(name='a.b')", "a.b"),
        ("import importlib.util\nimportlib.import_module('a.b')", "a.b"),
        ("def f(): load('a.b')\nfrom importlib import import_module as load", "a.b"),
        ("__import__('a.b')", "a.b"),
        ("__import__('a' '.b', globals(), locals(), ['x'])", "a.b"),
        ("import builtins\nbuiltins.__import__('a.b')", "a.b"),
        ("__import__('b', level=1)", ".b"),
        ("__import__('b', globals(), None, [], 2)", "..b"),
        ("import importlib\nimportlib.import_module('.b', __package__)", ".b"),
        ("import importlib\nimportlib.import_module('..b', package=__name__)", "..b"),
        ("import importlib\nimportlib.import_module('.b', __spec__.parent)", ".b"),
        ("import importlib\nimportlib.import_module('.b', 'a.c')", "a.c.b"),
        ("import importlib\nimportlib.import_module('..b', package='a.c')", "a.b"),
        ("import importlib\nimportlib.import_module('.', package=__package__)", "."),
        ("import builtins as b\nb.__import__('a.b')", "a.b"),
        ("from builtins import __import__ as load\nload('a.b')", "a.b"),
        ("from builtins import __import__ as load\nload('b', level=2)", "..b"),
        ("__import__(NAME)\nNAME = 'a.b'", "a.b"),
        ("def f(): __import__(NAME)\n\nx = 1\nNAME: str = 'a.b'", "a.b"),
        ("NAME = '.b'\nimport importlib\nimportlib.import_module(NAME, __name__)", ".b"),
        ("NAME = 'b'\n__import__(name=NAME, level=1)", ".b"),
        ("import importlib\nload = importlib.import_module\nload('a.b')", "a.b"),
        ("def f():\n load: Loader = __import__\n load('a.b')", "a.b"),
        ("def f(): return load('a.b')\nfrom importlib import import_module\nload = import_module", "a.b"),
        ("import importlib\nimportlib.__import__('a.b')", "a.b"),
        ("from importlib import __import__ as load\nload('b', level=1)", ".b"),
        ("from importlib import *\nimport_module('a.b')", "a.b"),
        ("__builtins__.__import__('a.b')", "a.b"),
        ("import importlib\nimportlib.import_module('..b', PACKAGE)\nPACKAGE = 'a.c'", "a.b"),
        ("__import__('a.' + NAME + '.c')\nNAME = 'b'", "a.b.c"),
        ("__import__(f'a.{NAME}')\nNAME = 'b'", "a.b"),
        ("__import__(f'a.b')", "a.b"),
    ],
)
def test_a_dynamic_import_of_a_literal_is_followed(text, target):
    assert (target, "dynamic") in kinds(text)
    assert facts(text).opaque == ()


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        ("load(name)", "name"),
        ('load(f"shop.{part}")', 'f"shop.{part}"'),
        ("load('a' + b)", "'a' + b"),
        ("load('.b', package=where())", "'.b'"),
        ("load('.b')", "'.b'"),
        ("load('...b', 'a.c')", "'...b'"),
        ("load('')", "''"),
        ("load('a..b')", "'a..b'"),
        ("load(*names)", "*names"),
        ("load(\n  pick(1,\n    2))", "pick(1, 2)"),
        ("é = load('é' + x)", "'é' + x"),
        ("load(b'a')", "b'a'"),
        ("__import__(name, level=1)", "name"),
        ("load(NAME); NAME = 'a'; NAME = 'b'", "NAME"),
        ("load(NAME); NAME = 'a' if x else 'b'", "NAME"),
        ("load(NAME); NAME = OTHER = 'a'", "NAME"),
        ("load(NAME)\nif x: NAME = 'a'", "NAME"),
        ("load(NAME)\nNAME = 'a'\ndef f(NAME): pass", "NAME"),
        ("load(NAME)\nNAME = 'a'\nfrom x import y as NAME", "NAME"),
        ("load(NAME)\nNAME = 'a'\nimport NAME.x", "NAME"),
        ("load(NAME)\nNAME = 'a'\nfrom x import (NAME)", "NAME"),
        ("load(NAME)\nNAME = 'a'\nlambda NAME: x", "NAME"),
        ("load(NAME)\nNAME = 'a'\n[x for NAME in y]", "NAME"),
        ("load(NAME)\nNAME = 'a'\n(NAME := x)", "NAME"),
        ("load(NAME)\nNAME = 'a'\ndel NAME", "NAME"),
        ("load(NAME)\nNAME = 'a'\nclass NAME: pass", "NAME"),
        ("load(NAME)\nNAME = 'a'\nmatch x:\n case [*NAME]: pass", "NAME"),
        ("load(NAME)\nNAME = 'a'\nmatch x:\n case {**NAME}: pass", "NAME"),
        ("load(NAME)\nNAME = 'a'\ntry: pass\nexcept X as NAME: pass", "NAME"),
        ("load(NAME)\nclass C: NAME = 'a'", "NAME"),
        ("load(NAME)\nNAME = b'a'", "NAME"),
        ("load(x.NAME)\nNAME = 'a'", "x.NAME"),
        ("load('.b', PACKAGE)", "'.b'"),
        ("load(f'a.{NAME!r}')\nNAME = 'b'", "f'a.{NAME!r}'"),
        ("load('a.' * NAME)\nNAME = 'b'", "'a.' * NAME"),
        ("load(" + " + ".join(["x"] * 2_000) + ")", " + ".join(["x"] * 2_000)),
    ],
)
def test_a_dynamic_import_of_anything_else_is_told(call, argument):
    found = facts(f"from importlib import import_module as load\n{call}\n")

    assert [(one.line, one.column, one.text) for one in found.opaque] == [(2, 5 if "é =" in call else 1, argument)]
    assert "dynamic" not in [KINDS[fact.kind] for fact in found.imports]


@pytest.mark.parametrize(
    "text",
    [
        "import_module('a')",
        "from other import import_module\nimport_module('a')",
        "self.import_module('a')",
        "from importlib import import_module\nimport_module()",
        "# import_module('a')\n'__import__(1)'",
    ],
)
def test_what_only_looks_like_a_dynamic_import_is_none(text):
    found = facts(text)

    assert [fact for fact in found.imports if KINDS[fact.kind] == "dynamic"] == []
    assert found.opaque == ()


@pytest.mark.parametrize(
    ("line", "place", "text"),
    [
        ("map(load, names)", (2, 5), "load"),
        ("def f(importer=importlib.import_module): importer('a')", (2, 16), "importlib.import_module"),
        ("class C: load_ = staticmethod(__import__)", (2, 31), "__import__"),
        ("class C: load_ = __import__", (2, 18), "__import__"),
        ("class C:\n if x: load_ = __import__", (3, 16), "__import__"),
        ("self.load = load", (2, 13), "load"),
        ("other = load; third = other; third('a')", (2, 23), "other"),
        ("if (other := __import__): pass", (2, 14), "__import__"),
        ("return_ = {'é': load}", (2, 17), "load"),
    ],
)
def test_a_function_that_imports_and_is_handed_on_is_told(line, place, text):
    """Whoever gets it may import anything by it, and no call says what."""
    found = facts(f"from importlib import import_module as load\n{line}\n")

    assert found.opaque == ((*place, text),)


@pytest.mark.parametrize("line", ["__import__ = hook", "importlib.import_module = hook", "del importlib.import_module"])
def test_a_function_that_is_replaced_imports_nothing(line):
    assert facts(f"import importlib\n{line}\n").opaque == ()


def test_dynamic_imports_are_found_wherever_an_expression_stands():
    text = """\
from importlib import import_module as m
@m("decorator")
def f(a=m("default"), *, b: m("annotation") = 1) -> m("result"):
    return [m("comprehension") for x in m("iterable") if m("filter")]
class C(m("base"), metaclass=m("meta")):
    x: int = (lambda: m("lambda"))()
if m("test"):
    y = m("conditional")
try:
    m("optional")
except (m("handler"), ImportError):
    pass
with m("context") as z: pass
match m("subject"):
    case 1 if m("guard"): pass
while (w := m("walrus")): pass
print(f"{m('formatted')}", m(m("inner").name))
"""
    found = facts(text)
    names = {fact.base: fact for fact in found.imports if KINDS[fact.kind] == "dynamic"}

    expected = "decorator default annotation result comprehension iterable filter base meta lambda test conditional"
    expected += " optional handler context subject guard walrus formatted inner"
    assert set(names) == set(expected.split())
    assert {base for base, fact in names.items() if fact.marks} == {"conditional", "optional"}
    assert [one.text for one in found.opaque] == ['m("inner").name']
    assert (names["optional"].line, names["optional"].column, names["optional"].end_column) == (10, 5, 18)


def test_a_dynamic_import_deep_in_blocks_is_told_once():
    text = "def f():\n if a:\n  with b:\n   __import__(c)\n   __import__('d')\n"
    found = facts(text)

    assert found.opaque == ((4, 4, "c"),)
    assert kinds(text) == [("d", "dynamic conditional")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("__all__ = ['b', 'a']", ("a", "b")),
        ("__all__ = ('a',)", ("a",)),
        ("__all__: list[str] = ['a']", ("a",)),
        ("__all__ = ['a']\n__all__ += ['b']\n__all__ += ('c',)", ("a", "b", "c")),
        ("__all__ = ['a']\n__all__ = ['b']", ("b",)),
        ("__all__ = ['a']\nif x:\n __all__ += ['b']", ("a", "b")),
        ("if x:\n __all__ = ['a']\nelse:\n __all__ = ['b']", ("a", "b")),
        ("__all__ = []", ()),
        ("__all__ = ['a'] + other", None),
        ("__all__ = ['a']\n__all__ += other.__all__", None),
        ("__all__ = other\n__all__ = ['a']", ("a",)),
        ("__all__ = ['a', b]", None),
        ("__all__: list[str]", None),
        ("def f():\n __all__ = ['a']\nclass C:\n __all__ = ['a']", None),
        ("x = ['a']", None),
        ("__all__ = ['a']\n__all__.append('b')\n__all__.extend(['c', 'd'])", ("a", "b", "c", "d")),
        ("__all__ = ['a', 'b']\n__all__.remove('a')", ("b",)),
        ("__all__ = ['a', 'b']\nif x: __all__.remove('a')", ("a", "b")),
        ("__all__ = ['a']\nif x: __all__.append('b')", ("a", "b")),
        ("__all__ = ['a']\n__all__.extend(other.__all__)", None),
        ("__all__ = ['a']\nfor name in names: __all__.append(name)", None),
        ("__all__ = ['a']\n__all__.remove(name)", None),
        ("def public(f):\n __all__.append(f.__name__)\n return f\n__all__ = ['a']", None),
        ("__all__ = ['a']\nx = 1\ndef public(f): return __all__.append(f.__name__) or f", None),
        ("__all__ = ['a']\npublic = lambda f: __all__ . append(f.__name__) or f", None),
        ("__all__ = ['a']\n(__all__ # so\n.append)('b')", ("a", "b")),
        ("__all__ = ['a']\n__all__.sort()\nx = __all__.index('a')", ("a",)),
        ("__all__ = ['a']\nx = 1\n__all__ |= {'b'}", ("a", "b")),
    ],
)
def test_the_names_of_a_literal_all_are_known(text, names):
    assert facts(text).exports == names


@pytest.mark.parametrize(("codec", "unread"), [("idna", []), ("punycode", ["web.py"]), ("undefined", ["web.py"])])
def test_an_odd_codec_is_at_worst_one_unread_file(tmp_path, codec, unread):
    imports = reading(tmp_path, {"web.py": f"# coding: {codec}\nimport db\n", "db.py": "import web\n"})

    assert [one.path for one in imports.unread] == unread
    assert isinstance(imports.lines("web.py"), tuple)  # what there is of them
    assert ("db", "web", "", "runtime") in records(imports)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("__all__ = ['a'] + ['b']", ("a", "b")),
        ("__all__ = ['a', *['b'], *('c',)]", ("a", "b", "c")),
        ("__all__ = sorted(['b', 'a'])", ("a", "b")),
        ("__all__ = ['a'] + other.__all__", None),
        ("__all__ = ['a', *names]", None),
    ],
)
def test_names_that_add_up_to_all_are_known_where_each_is_written_down(tmp_path, text, names):
    imports = reading(tmp_path, {"shop/__init__.py": text, "shop/db.py": ""})

    assert imports.exports.get(0) == names


def test_an_error_below_leaves_a_dynamic_import_of_a_name_unresolved():
    found = facts("from importlib import import_module\n\nimport_module(NAME)\n\nNAME = 'a'\ndef (\n")

    assert [one.text for one in found.opaque] == ["NAME"]
