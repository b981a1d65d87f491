"""A file is parsed as far as it matters: what comes after changes nothing, and what is not provable is parsed whole."""

import ast
import warnings
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archlint.source.extract import extract
from archlint.source.facts import Facts
from archlint.source.prefix import disguised
from tests.source.naive import naive
from tests.source.programs import programs

TYPING = b"import typing as t\nfrom typing import TYPE_CHECKING as T\n"
BROKEN = [b"def (\n", b"x = '''", b"x = (", b"class A[T: int = 3[]: pass\n", b"  indented\n", b"\\"]


def said(content, name="shop.py", **how):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = extract(name, content, **how)
    assert isinstance(found, Facts), (found, content)
    return sorted(found.imports), sorted(found.opaque), found.exports, found.shared


def expected(content, name="shop.py"):
    """Return what the naive reader says; None where Python does not accept the text."""
    try:
        return naive(content, name == "__init__.py")
    except (SyntaxError, ValueError):
        return None


@settings(max_examples=400, deadline=None)
@given(programs(), st.sampled_from(["shop.py", "__init__.py"]))
def test_random_programs_say_the_same_to_a_naive_reader_of_the_whole(program, name):
    if (whole := expected(program, name)) is not None:
        assert said(program, name) == whole
        assert said(program, name, whole=True) == whole


@settings(max_examples=400, deadline=None)
@given(programs(), st.data())
def test_cut_anywhere_a_program_says_the_same_to_both_or_is_told(program, data):
    cut = program[: data.draw(st.integers(0, len(program)))]
    if (whole := expected(cut)) is not None:
        assert said(cut) == whole


@settings(max_examples=200, deadline=None)
@given(programs(), st.sampled_from(BROKEN))
@example(b"import a\n__import__(NAME)\nNAME = 'const'\n", BROKEN[0])
def test_what_is_broken_at_the_end_of_a_program_changes_no_fact_of_it(program, broken):
    plain = program.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    found = extract("shop.py", plain + b"\nx = 1\n" + broken)
    if (whole := expected(plain + b"\nx = 1\n")) is not None and isinstance(found, Facts):
        imports, opaque, exports, shared = whole
        # What a constant means only the whole file can tell: a call that takes one is then listed as not followed.
        lost = [one for one in imports if one not in found.imports] if b"NAME" in plain else []
        assert all(one[1] == "const" for one in lost), lost
        assert sorted(found.imports) == [one for one in imports if one not in lost]
        assert len(found.opaque) == len(opaque) + len(lost)
        assert set(opaque) <= set(found.opaque)
        assert (found.exports, found.shared) == (exports, shared)


@pytest.mark.parametrize("broken", [*BROKEN, b"x = " + b"(" * 5_000, b"x = " + b" + ".join([b"1"] * 20_000)])
def test_what_follows_the_last_import_is_not_looked_at_unless_that_is_asked(broken):
    content = b"import a\n\nx = 1\n" + broken

    assert [fact[1] for fact in said(content)[0]] == ["a"]
    if not broken.startswith(b"x = 1 "):  # some Pythons manage that sum
        assert not isinstance(extract("shop.py", content, whole=True), Facts)


@pytest.mark.parametrize(
    "content",
    [
        b"x = '\0'\n",
        b"x = '\xe9'\n",
        b"# coding: klingon\n",
        "import a\n".encode("utf-16"),
        b"# coding: utf-16\nx = 1\n",
    ],
)
def test_a_file_that_is_no_text_is_unread_wherever_that_shows(content):
    for text in (content, b"import a\n\n" + content):
        if text.startswith(b"import") and b"coding" in text:
            continue  # there it is a comment like any other
        assert not isinstance(extract("shop.py", text), Facts)


@pytest.mark.parametrize(
    "word",
    ["\ufb01 = 1", "\uff49mport_module('a')", "__\U0001d41all__ = ['a']", "__impor\uff54__('a')", "\uff45xtend_path()"],
)
def test_names_in_letters_that_python_takes_for_others_are_seen(word):
    content = f"from importlib import import_module\n\nx = 1\n{word}\n".encode()

    assert said(content, "__init__.py") == expected(content, "__init__.py")


@pytest.mark.parametrize(
    "encoding", ["utf-7", "utf_16_le", "shift_jis", "cp1252", "cp037", "latin-1", "utf8", "koi8-r"]
)
def test_the_encodings_in_which_bytes_are_letters_are_told_from_the_others(encoding):
    head = f"# coding: {encoding}\n".encode()
    for text in ("import a\n", "x = 'ä'\nimport b\n"):
        for body in (text.encode(encoding, "ignore"), b"+AGk-mport c\n"):
            whole = expected(head + body)
            assert whole is None or said(head + body) == whole


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("try:\n import a\n", "except ImportError: pass\n"),
        ("try:\n import a\n", "finally: pass\n"),
        ("try: pass\nexcept OSError:\n import a\n", "except ImportError: pass\n"),
        ("try: pass\nexcept OSError:\n import a\n", "x = 1\n"),
        ("try: pass\nexcept OSError:\n if b:\n  import a\n  x\n", " else: pass\nexcept Exception: pass\n"),
        ("try: pass\nexcept OSError:\n import a\n\n# no\n", "except:\n pass\n"),
        ("try: import a\nexcept OSError: import b\n", "except* ImportError: pass\n"),
        ("try:\n try: pass\n finally:\n  import a\n", "except ImportError: pass\n"),
        ("try:\n x\nexcept OSError:\n try: x\n finally:\n  import a\n", "except ImportError: pass\n"),
        ("try:\n x\nexcept OSError: x\nelse:\n import a\n", "finally: pass\n"),
        ("if T: import a\n", "else: pass\n"),
        ("if T:\n import a\n", "elif x: pass\n"),
        ("for x in y:\n import a\n", "else: pass\n"),
        ("match x:\n case 1:\n  import a\n", " case 2: pass\n"),
        ("class C:\n def f(self):\n  import a\n", "  x\n y\nz\n"),
        ("@x\ndef f(): import a\n", "@y\ndef g(): pass\n"),
    ],
)
def test_a_block_that_goes_on_after_the_last_import_is_judged_as_a_whole(head, tail):
    content = TYPING + (head + tail).encode()

    found = expected(content)
    if found is None:
        assert "except*" in tail
    else:
        assert said(content) == found
        assert said(TYPING + head.encode() + b"\n\n# only a comment\n\n" + tail.encode()) == expected(
            TYPING + head.encode() + b"\n\n# only a comment\n\n" + tail.encode()
        )


@pytest.mark.parametrize(
    "last",
    [
        "x = '''\n# '''; import b",
        'x = """\n# """; import b',
        "x = '''\nlong: ''' + y * 2; import b",
        "__path__ = extend_path(__path__, __name__)",
        "import_module('b')",
        "def f():\n return (__import__\n  ('b'))",
        "x = 1 \\\n ; import b",
        "if x: \\\n import b",
        f"x = '{'.' * 2_000}'; import b",
    ],
)
def test_the_last_word_is_found_where_one_would_not_look(last):
    content = f"from importlib import import_module\n\nx = 1\n\n{last}\n\ny = 2\n".encode()

    assert said(content, "__init__.py") == expected(content, "__init__.py")
    assert said(content, "__init__.py") != said(b"from importlib import import_module\n", "__init__.py")


def test_all_may_stand_anywhere():
    for line in ("__all__ = ['f']", "if x:\n __all__ = ['f']", "(__all__) = ['f']", "__all__\\\n = ['f']", "import b"):
        content = f"import a\n\ndef f(): pass\n\n{line}\n".encode()
        assert said(content) == expected(content)


@pytest.mark.parametrize("alias", ["from typing import TYPE_CHECKING as T", "import typing as T", "import a.T as T"])
def test_an_alias_of_type_checking_is_known_above_it(alias):
    test = "T" if "CHECKING" in alias else "T.TYPE_CHECKING"
    content = f"def f():\n if {test}: import a\n\n{alias}\n".encode()

    assert said(content) == expected(content)


def test_an_alias_of_import_module_is_followed_to_the_end():
    content = b"from importlib import import_module as load\n\nx = 1\n\ny = load('a')\n"

    assert said(content) == expected(content)
    assert [fact[1] for fact in said(content)[0]] == ["a", "importlib"]


@pytest.fixture
def parsed(monkeypatch):
    """Collect the texts that the parser is given."""
    texts = []

    def parse(text, path):
        texts.append(text)
        return ast.parse(text, path)

    monkeypatch.setattr("archlint.source.parsing.parsed", parse)
    return texts


REST = b"""
# import: no
def f(important):
    'To import is to be.'
    reimport = x.__all__
    print('__all__')
"""


def test_only_what_can_speak_of_imports_is_parsed(parsed):
    said(b"'The import of goods.'\nif x: import a\n" + REST)

    assert parsed == ["\nif x: import a\n"]


def test_imports_at_the_head_of_a_file_are_not_parsed_at_all(parsed):
    found = said(b"'The import of goods.'\nimport a\nfrom b import (\n    c,  # (\n)\n" + REST)

    assert parsed == []
    assert [fact[1:7] for fact in found[0]] == [("a", "", 2, 1, 2, 9), ("b", "c", 3, 1, 5, 2)]


def test_imports_in_functions_and_blocks_are_not_parsed_either(parsed):
    found = said(b"import a\nif x:\n  def f():\n    \n    from . import b\nelse:\n  import c\n" + REST)

    assert parsed == []
    assert [(fact[2] or fact[1], fact[3], fact[7], fact[8]) for fact in found[0]] == [
        ("a", 1, 0, 0),
        ("c", 7, 0, 2),
        ("b", 5, 1, 2),
    ]


def test_functions_and_classes_that_say_nothing_of_imports_are_not_parsed(parsed):
    said(b"x = 1\n@deco\ndef f(\n):\n  pass\n\nclass C:\n\n  def g(): pass\n  def h(): import a\n" + REST)

    assert parsed == ["x = 1\npass\n\n\n\n\nclass C:\n\n  pass\n  def h(): import a\n"]


def test_examples_in_the_last_docstrings_are_not_parsed(parsed):
    said(b"if x: import a\ndef f():\n  '''Call it.\n\n  from shop import f\n  '''\n")

    assert parsed == ["if x: import a\n"]


WORDS = ["TYPE_CHECKING", "import_module", "__import__", "__all__", "extend_path", "declare_namespace"]
DISGUISES = [
    *("\u212b", "\uff49", "\ufb01", "\u017f", "\u02e2", "\uff3f", "\u2170"),  # letters for others
    *("\u0301", "\u0327", "\u0338", "\u0344", "\u0f73", "\uff9e", "\u309b", "\u00b4", "\u3099", "\u1161"),  # marks
    *("\u00e9", "\u0152", "\u00df", "\u4e2d", "\uac00", "\U0001f600", "\u2014", "\ufeff", "\u09be"),  # letters, signs
]


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from([*WORDS, "mport", "e", "odule", "_", " ", "\n", *DISGUISES]) | st.characters(codec="utf-8")
    )
)
def test_a_word_is_disguised_if_python_would_find_others_than_there_are(parts):
    text = "".join(parts)
    plain = normalize("NFKC", text)

    if any(plain.count(word) != text.count(word) for word in WORDS):
        assert disguised(text)
