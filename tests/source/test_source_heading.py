"""The imports at the head of a file are read without the parser: what is not surely understood is left to it."""

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.source.facts import Facts
from archlint.source.heading import heading
from tests.source.naive import naive

SURE = [
    "\n",
    "   \n",
    "\x0c\n",
    "# import a\n",
    "  # 'é'\n",
    '"""A docstring.\n\nimport no\n"""\n',
    "'''It''s \"one\".'''  # too\n",
    'r"one"\n',
    "''\n",
    "import a\n",
    "import a.b  as\tc , d # e\n",
    "from a import b\n",
    "from\t.. import  b as c,d\n",
    "from ...a.b import *\n",
    "from a import (b)\n",
    "from a import(b, # )\n\tc as d\n , e\n,)  # f\n",
    "import importlib, importlib.util as u, a as importlib\n",
    "from a import __import__, b as c\n",
    "from lazy import match, case, type, _, lazy\n",
    "if TYPE_CHECKING:\n  # c\n\n  import a\n # d\n  from b import (\n c,)  # e\n\n# f\n",
    "if typing.TYPE_CHECKING: # c\n    import a as b\n",
]
"""Lines that are read without the parser."""
UNSURE = [
    "import a; b\n",
    "import a \\\n , b\n",
    "from a import (b as\n c)\n",
    "from a import (b, \\\n c)\n",
    "from . a import b\n",
    "from a . b import c\n",
    "import é\n",
    "from a import (\n é)\n",
    "from a import b, é\n",
    "\x0cimport a\n",
    "if x: import a\n",
    "x = 1\n",
    "'''a''' 'b'\n",
    "'''\\''''\n",
    "'''a'''; import b\n",
    "u'''a''' 'import b'\n",
    "lazy = 1\n",
    "from.import a\n",
    "if TYPE_CHECKING: import a\n",
    "if TYPE_CHECKING:\n  import a\nelse:\n  import b\n",
    "if TYPE_CHECKING:\n  import a\n# c\nelif x:\n  import b\n",
    "if TYPE_CHECKING:\n  import a\n\\\nelse:\n  import b\n",
    "if TYPE_CHECKING:\n  import a\n  x = 1\n",
    "if TYPE_CHECKING:\n  import a; b\n",
    "if TYPE_CHECKING:\n\timport a\n",
    "if TYPE_CHECKING:\n  if x:\n    import a\n",
    "if TYPE_CHECKING:\n  'a'\n  import a\n",
    "if not TYPE_CHECKING:\n  import a\n",
    "from importlib import import_module as load\n",
    "from a import b, import_module as load\n",
    "import a, builtins as b\n",
    "from builtins import (  # c\n  __import__ as load,\n)\n",
    "if TYPE_CHECKING:\n  import importlib as i\n",
]
"""Lines that Python accepts, and that are left to the parser."""
WRONG = [
    "import\n",
    "import a b\n",
    "import if\n",
    "import a.None\n",
    "import a as in\n",
    "import .a\n",
    "import a,\n",
    "import 1a\n",
    "from import a\n",
    "from 1 import a\n",
    "from class.b import a\n",
    "from a import\n",
    "from a import b,\n",
    "from a import b.c\n",
    "from a import (b.c)\n",
    "from a import ()\n",
    "from a import (,)\n",
    "from a import (b,,)\n",
    "from a import (*)\n",
    "from a import *, b\n",
    "from a import b as\n",
    "from a import (b\n",
    "from a import for\n",
    "  import a\n",
    "if TYPE_CHECKING:\n  import a\n   import b\n",
    "if TYPE_CHECKING:\n    import a\n  import b\n",
    "if TYPE_CHECKING:\nimport a\n",
    "'''a\n",
    '"a\n',
]
"""Lines that Python does not accept."""


def told(found):
    """Return what a heading says, name by name."""
    return list(Facts(tuple(found.statements), (), None).imports)


@pytest.mark.parametrize("line", SURE)
def test_a_plain_line_is_read(line):
    ast.parse(line)
    assert told(heading(f"{line}import z\n"))[-1].base == "z"


@pytest.mark.parametrize("line", [*UNSURE, *WRONG])
def test_any_other_line_ends_the_heading(line):
    found = heading(f"import a\n{line}import z\n")

    assert [fact.base for fact in told(found)] == ["a"]
    assert (found.end, found.lines) == (len("import a\n"), 1)


def test_those_lists_are_what_they_are_called():
    for line in UNSURE:
        ast.parse(line)
    for line in WRONG:
        with pytest.raises(SyntaxError):
            ast.parse(line)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*SURE, *SURE, *UNSURE]), max_size=12), st.booleans())
def test_a_heading_says_what_a_naive_reader_says_of_its_lines(lines, ended):
    text = "".join(lines)
    text = text if ended else text.removesuffix("\n")
    found = heading(text)
    above = text[: found.end]

    assert not ended or above.count("\n") == found.lines
    assert sorted(told(found)) == naive(above.encode())[0]
