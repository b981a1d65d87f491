"""Functions and classes without a word on imports are left out, and nobody can tell from what is said of the rest."""

import ast
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.source.extract import extract
from archlint.source.nouns import Unread
from archlint.source.outline import outline
from archlint.source.prefix import Prefix
from tests.source.programs import one_of
from tests.source.test_source_prefix import expected, said

INERT = [
    "x = 'import a'",
    'x = """\nimport a\ndef f():\n"""',
    "x = '''\n''', '''\nclass C:\n'''",
    "x = '\\'', \"\\\"\", r'\\'', b'\"', u\"'\"",
    "x = 'a\\\n# import a'",
    "x = ''; y = \"\"; z = '' ''",
    'x = """a"" \\""""',
    '# it\'s """ open',
    "x = 1  # '''",
    "x = f'{y}'",
    "x = f'{y!r:>{z}} it\"s {{}} {{{y}}}'",
    "x = f'{y[\"import a\"]}'",
    "x = f'''{y['a']} {\n y} '{z[\"b\"]}'\n'''",
    'x = f"""{y["a"]}\'\'\'"""',
    "x = rf'\\{y}\\'{z}', fr\"\\N{y}\"",
    "x = f'\\N{DASH}\\'' '\\n'",
    "x = f\"{'a' if y else 'b'}\"",
    "x = f'{y:%H:%M}' f\"{'{'}\"",
    "x = f'{ {1: 2}[1] }'",
    "x = y if'a'else f'b'",
    "x = (\n1,\n[2,\n{'b': (\n)}])",
    "x = (y\n@ z)",
    "x = 1 + \\\n2",
    "x = y[\n'def f(): import a'\n]",
    "if x: y\nelse: z",
    "match x:\n case [1]: pass",
    "return_ = lambda: (yield)",
    "x = f'{y=}', f'{y:{z}.{z}}'",
    "\x0c",
    "pass; x = 1;",
]
"""Lines without an import."""
SPEAKING = [
    "import b",
    "from c import (d,\n e)",
    "x = 1; import f",
    "if TYPE_CHECKING: import g",
    "if x: import h; y",
    "__all__ = ['i']",
    "__all__ += ['j']",
    "import_module('k')",
    "x = f'{__import__(\"l\")}'",
    "x = (1,\n__import__('m'))",
    "importlib.import_module('.n', __package__)",
    "from \\\n o \\\n import p",
]
OPENERS = [
    "def f():",
    "def f(\n  x='''\n'''\n):",
    "def f(x, y=(\n1, 2\n), *,\nz): # import",
    "async def f() -> 'x':",
    "class C:",
    "class C(\nB):",
    "class \\\nC:",
    "@deco\ndef f():",
    "@deco(\n1\n)\n\n# no\n@deco\nclass C:",
    "async \\\ndef f():",
    "if x:",
    "if TYPE_CHECKING:",
    "if not TYPE_CHECKING:",
    "for x in y:",
    "with x as y, z:",
    "with suppress(ImportError):",
    "while x:",
    "try:",
]
ONE_LINERS = ["def f(): pass", "class C: x = 'import a'", "@deco\ndef f(): return 1", "def f(): import q"]
AFTER = {"try:": ["except ImportError:", "except x:", "finally:"], "if x:": ["elif TYPE_CHECKING:", "else:"]}
AFTER |= {"if TYPE_CHECKING:": ["else:", "elif x:"], "if not TYPE_CHECKING:": ["else:"], "for x in y:": ["else:"]}


def _indented(text, indent):
    """Indent the first line and, where a statement begins, the others; what is inside strings and brackets stays."""
    found: list[str] = []
    for line in text.splitlines():
        begins = not found or line.startswith(("def", "class", "@", "else", " case"))
        found.append(indent + line if begins and line != "\x0c" else line)
    return "\n".join(found)


@cache
@st.composite
def blocks(draw, depth=0, indent=""):
    text = ""
    for _ in range(draw(st.integers(1, 4))):
        shape = draw(st.integers(0, 9)) if depth < 3 else draw(st.integers(0, 3))
        if shape < 3:
            text += _indented(draw(one_of(*INERT, *INERT, *ONE_LINERS)), indent) + "\n"
        elif shape == 3:
            text += _indented(draw(one_of(*SPEAKING)), indent) + "\n"
        else:
            opener = draw(one_of(*OPENERS))
            inner = blocks(depth + 1, indent + draw(one_of(" ", "  ", "    ", "    ", "\t")))
            text += _indented(opener, indent) + "\n" + draw(inner)
            tails = AFTER.get(opener, [])
            if tails and (opener == "try:" or draw(st.booleans())):
                text += f"{indent}{draw(one_of(*tails))}\n{draw(inner)}"
        text += draw(one_of("", "", "\n", "# ''' no\n", f"{indent}# import\n"))
    return text


@settings(max_examples=600, deadline=None)
@given(
    blocks(), st.sampled_from(["\n", "\n", "\r\n", "\r"]), st.sampled_from(["", "", "\ufeff", "import typing as T\n"])
)
def test_texts_of_nasty_pieces_say_the_same_to_a_naive_reader_of_the_whole(text, end, lead):
    content = (lead + text).replace("\n", end).encode()

    if (whole := expected(content)) is not None:
        assert said(content) == whole


@settings(max_examples=300, deadline=None)
@given(blocks())
def test_an_outline_is_a_tree_with_less_in_the_same_places(text):
    text += "import z\n"
    try:
        whole = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    part = outline(Prefix(text, True))
    if part:
        there, kept = places(whole), places(ast.parse(part.text))
        assert {kind for kind, _, _ in kept - there} <= {ast.Pass}
        assert len(kept - there) <= sum(issubclass(kind, UNITS) for kind, _, _ in there - kept)


UNITS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def places(tree):
    return {(type(node), node.lineno, node.col_offset) for node in ast.walk(tree) if isinstance(node, ast.stmt)}


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("x = 1\n", ""),
        ("import a\n", "import a\n"),
        ("import a\nx = 1\n", "import a\n"),
        ("def f():\n  x\nimport a\n", "pass\n\nimport a\n"),
        ("def f():\n  x\n\n\n# no\nimport a\n", "pass\n\n\n\n\nimport a\n"),
        ("class C:\n  def f(self): pass\n  import a\n", "class C:\n  pass\n  import a\n"),
        ("class C:\n  @x\n  @y(\n1)\n  def f(self): pass\n  import a\n", "class C:\n  pass\n\n\n\n  import a\n"),
        ("def f(\n):\n  x = (\n1)\n  y\ndef g(): import a\n", "pass\n\n\n\n\ndef g(): import a\n"),
        ("x = (y\n@ z)\ndef f(): x\nimport a\n", "x = (y\n@ z)\npass\nimport a\n"),
        ("def f(): '''\nimport b\n'''\nimport a\n", "pass\n\n\nimport a\n"),
        ("def f(): return 1, \\\n2\nimport a\n", "pass\n\nimport a\n"),
        ("def f(): f'{x}'\nimport a\n", "pass\nimport a\n"),
        ("def f(): f'{__import__()}'\nimport a\n", "def f(): f'{__import__()}'\nimport a\n"),
        ("def f():\n\tx\nimport a\n", "def f():\n\tx\nimport a\n"),
        ("if x:\n  def f(): x\n\x0celse: y\nimport a\n", "if x:\n  def f(): x\n\x0celse: y\nimport a\n"),
    ],
)
def test_what_is_left_of_a_text(text, part):
    found = outline(Prefix(text, True))
    assert found is not None
    assert found.text == part


@pytest.mark.parametrize(
    "text",
    [
        "def f(): f'{x['a']}'\nimport a\n",
        "def f(): f'{x!r:{\"a\"}}'\nimport a\n",
        "def f(): f'{x\\n}'\nimport a\n",
        "def f(): f'''{x # '''\n}'''\nimport a\n",
        "def f(): f'{'\nimport a\n",
        "def f(): f'''\nimport a\n",
        "x = 'a\nimport a\n",
        "x = (\ndef f(): pass\nimport a\n",
        "def f(): (\nimport a\n",
        "import (\n",
        "import a\nx = '''\nimport b",
        "@x\nimport a\n",
    ],
)
def test_nothing_is_left_out_where_versions_of_python_differ_or_the_text_is_no_python(text):
    assert outline(Prefix(text, True)) is None


@pytest.mark.parametrize("quotes", ["'''", '"""', "r'''"])
def test_a_string_that_is_open_at_the_end_must_be_closed_below(quotes):
    prefix = Prefix(f"import a\nx = {quotes}\nimport b", True)

    assert outline(prefix, f"c{quotes[-3:]}\n") == Prefix("import a\n", True)
    assert outline(prefix, "c") is None
    assert isinstance(extract("shop.py", f"{prefix.text}\ny\n".encode()), Unread)
