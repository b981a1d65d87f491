"""Imports in functions and blocks are read without the parser, or left to it; never read as something else."""

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.source.below import below
from archlint.source.facts import Facts
from archlint.source.heading import heading
from archlint.source.prefix import last_word
from tests.source.naive import naive
from tests.source.test_source_prefix import expected, said

SURE = [
    "x = 1\nimport a\n",
    "def f():\n    import a\n",
    "async def f(x, y=(1, 2)):\n    from . import (\n a,\n  b as c)  # d\n",
    "def f(\n    x: int,\n) -> None:\n    x = [\n      1,\n]\n    import a\n",
    "class A:\n    x = '''\n    import no\n'''\n    def f(self):\n        '''import no'''\n        from a import b\n",
    "try:\n    def f():\n        import a\nexcept ImportError:\n    pass\n",
    "with suppress(ImportError):\n    async def f():\n        import a\n",
    "if x:\n    import a\n",
    "if x:\n    y\nelif z:\n    import a\nelse:\n    import b\n",
    "for x in y:\n    import a\nelse:\n    import b\n",
    "async def f():\n    async for x in y:\n        import a\n",
    "while x:\n  def f():\n    if y:\n      import a\n",
    "if TYPE_CHECKING:\n    x = 1\n    from a import b\nelse:\n    from c import d\n",
    "if typing.TYPE_CHECKING:\n    def f():\n        import a\n",
    "def f():\n    x = 'é'  # import no\n    import a\n    y = import_me = reimport\n",
    "def f():\n    pass\n# import no\nx = 1\nimport a\n",
    "x = 1\n__all__ = [\n    'a',  # b\n]\n__all__ += ('c',)\n",
    "x = 1\n__all__ = x()\ndef f():\n    import a\n",
    "try:\n    import a\nexcept ImportError:\n    pass\n",
    "try:\n import a\nexcept (E, x.ImportError) as e:  # d\n import b\nelse:\n import c\nfinally:\n import d\n",
    "try:\n    import a\nexcept E:\n    pass\nexcept:\n    pass\n",
    "try:\n    import a\nexcept E:\n    x = 1\nfinally:\n    pass\n",
    "class A:\n    try:\n        if x:\n            import a\n    except ImportError:\n        pass\n",
    "def f():\n    try:\n        import a\n    finally:\n        pass\n",
    "def f():\n    try:\n        import a\n    except ImportError:\n        def g():\n            import b\n",
    "try:\n    x\nexcept E:\n    y\nelse:\n    import a\nz\n",
    "def f():\n    import_module('a')\n    import b\n",
    "def f():\n    __import__('a')\n    import b\n",
    "from importlib import import_module\nx = 1\ny = import_module('a'), 'é', import_module(f'b.{c}')\n",
    "def f(x):\n    import importlib\n    return importlib.import_module(x, '''\n''')  # import_module\n",
    "try:\n  import importlib\n  importlib.import_module('a')\nexcept ImportError:\n  x(importlib.import_module)\n",
    "def f():\n    'import_module'\n    import a\n",
    "from importlib import import_module\nx = 1\nload = import_module\nload('a')\n",
    "x = 1\nfrom importlib import import_module\nclass A:\n    load = import_module\n",
    "x = '''\n\n'''\nfrom importlib import *\nclass A:\n y = [import_module('a'), {\n 'a': import_module('b')}]; z\n",
    "try:\n import a\nexcept E:\n try:\n  import b\n except F:\n  x\n y\nexcept ():\n import d\nelse:\n import e\n",
]
"""What is read without the parser."""
UNSURE = [
    "x = 1; import a\n",
    "if x: import a\n",
    "x = 1\nimport a; y\n",
    "x = 1\nimport a, \\\n  b\n",
    "x = 1 + \\\n  2\nfrom \\\n a import b\n",
    "with suppress(ImportError):\n    import a\n",
    "try:\n    import a\nexcept* ImportError:\n    pass\n",
    "try:\n    import a\nexcept (x, (y)):\n    pass\n",
    "try:\n    import a\nexcept (E,\n  ImportError):\n    pass\n",
    "try:\n    import a\nexcept E.f(ImportError):\n    pass\n",
    "try:\n    import a\nexcept (E or ImportError):\n    pass\n",
    "try:\n    import a\nexcept E:\n    pass\n",
    "try:\n    import a\n    x = [\nb,\n]\nexcept ImportError:\n    pass\n",
    "try:\n    import a\n    x = 1 + \\\n2\nexcept ImportError:\n    pass\n",
    "x = 1\nif import_module('a'):\n    pass\n",
    "x = 1\nif x: import_module('a')\n",
    "x = (\n  import_module('a'))\n",
    "x = 1 + \\\n  import_module('a')\n",
    "x = f'{import_module(1)}'\nimport a\n",
    "x = 1\n__import__('a'); import b\n",
    "def f(x=__import__('a')):\n    pass\n",
    "x = 1\nfrom importlib import import_module as y\ny('a'); import_module('b')\n",
    "x = 1\nimport importlib as y\ny.import_module('b')\n",
    "try:\n    import a\nexcept E:\n    pass\nexcept (F, G):\n    import b\nx = (ImportError)\n",
    "try:\n  import a\nexcept E:\n  try:\n    import b\n  except Exception:\n    import c\nexcept ():\n  pass\nx\n",
    "x = '''\n\n'''\nfrom importlib import *\nclass A:\n    y = {\n  'a': import_module('b')}; z = 1\n",
    "match x:\n    case 1:\n        import a\n",
    "def f():\n    x = (1,\n  2)\n    x = [\n if_\nfor if_ in x\n ]\n    import a\n",
    "def f():\n    x = (\nif_)\n    import a\n",
    "if TYPE_CHECKING:\n    x = (a if b\nelse c)\n    import a\n",
    "if TYPE_CHECKING:\n    x = a if b \\\nelse c\n    import a\n",
    "if TYPE_CHECKING:\n    x = [y\nfor y in z]\n    import a\n",
    "def f():\n\timport a\n",
    "if not TYPE_CHECKING:\n    import a\n",
    "if TYPE_CHECKING and x:\n    import a\n",
    "if TYPE_CHECKING or T:\n    import a\n",
    "x = 1\n__lazy_modules__ = {'a'}\nimport a\n",
    "x = 1\nif x:\n    __all__ = ['a']\n",
    "def f():\n    __all__.append('b')\nx = 1\nimport a\n",
    "(__all__) = ['a']\nimport b\n",
    "x = 1\nimport é\n",
    "def f():\n    x = [\n1,\n]\n    import a\n",
]
"""What Python accepts, and the parser has to look at."""


def told(text):
    """Return what is said without the parser of what stands below the head; None where nothing is."""
    head = heading(text)
    return below(text, head, last_word(text, head.end, False))


@pytest.mark.parametrize("text", SURE)
def test_what_is_plain_is_read_and_as_a_naive_reader_would(text):
    head, found = heading(text), told(text)

    assert found
    if not found.sayings:
        facts = Facts((*head.statements, *found.statements), (), found.exports)
        assert (sorted(facts.imports), [], facts.exports, False) == naive(text.encode())
    assert said(text.encode()) == naive(text.encode())


@pytest.mark.parametrize("text", UNSURE)
def test_anything_else_is_left_to_the_parser(text):
    ast.parse(text)
    assert told(text) is None
    assert said(text.encode()) == naive(text.encode())


BLOCKS = [
    ["def f():"],
    ["async def f(x=(\n1)):"],
    ["class A(B):"],
    ["if x:"],
    ["if x:", "else:"],
    ["if x:", "elif y:", "else:"],
    ["if TYPE_CHECKING:"],
    ["if typing.TYPE_CHECKING:", "else:"],
    ["if TYPE_CHECKING:", "elif y:", "else:"],
    ["for x in y:", "else:"],
    ["while x:", "else:"],
    ["with x as y:"],
    ["with suppress(ImportError):"],
    ["try:", "finally:"],
    ["try:", "except ImportError:", "else:"],
    ["try:", "except E:", "else:", "finally:"],
    ["try:", "except E:", "except (F, x.ImportError) as e:"],
    ["try:", "except:"],
    ["try:", "except (E, F):", "finally:"],
    ["try:", "except (x\n, ImportError):"],
]
"""The lines that open the blocks of one statement."""
LINES = [
    "pass",
    "import a",
    "import b.c as d, e",
    "from .f import (g,\n  h)",
    "from . import *",
    "x = (\n1,\n)",
    "x = {\n'if': 1,\n  for_: 2}",
    "x = '''\nimport no\n  def f():\n'''",
    "# import no",
    "x = [y\nfor y in z\nif y]",
    "x = 1 + \\\n2",
    "x = y if z else \\\nimport_",
    "x = y if z \\\nelse a",
    "x = (y if z\nelse a)",
    "x = [y if z\nelse y for y in (\nz)]",
    "x = import_module('i'), 'é', __import__(i)",
    "import_module(\n'i' + j)",
    "from importlib import import_module",
    "x = y = import_module",
    "load = import_module",
    "load('k')",
    "'import_module'",
]


@st.composite
def blocks(draw, depth=0):
    """Return the statements of a block, each with its first line at the margin."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        if depth < 4 and draw(st.booleans()):
            for opener in draw(st.sampled_from(BLOCKS)):
                # Of a statement only the first line has to be indented.
                found += [opener, *(f"  {line}" for line in draw(blocks(depth + 1)))]
        else:
            found.append(draw(st.sampled_from(LINES)))
    return [*found, "pass"]


@settings(max_examples=300, deadline=None)
@given(blocks())
def test_blocks_in_blocks_say_what_a_naive_reader_says(lines):
    text = "\n".join(lines) + "\n"
    if (whole := expected(text.encode())) is not None:
        assert said(text.encode()) == whole
