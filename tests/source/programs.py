"""Random Python that is full of words which mean nothing, and of imports where one would not look for them."""

from functools import cache

from hypothesis import strategies as st

SIMPLE = """\
import a
import a.b as c; x = 1
x = 1; import d
from e import (f,
    g)  # ) import
from . import h
from \\
  .i import j
from .n \\
  import m, k as l
import \\
 o
x = 'import k'; y = "'"; z = '"'
x = '''
import l
from m import n
'''
x = \"\"\"'''; import no
  # \"; import no
def f():
 import no\"\"\"; import yes
# import o: import p
# it's "quoted"; import q
x = f'{y!r} import {z}'
x = f\"\"\"
{a}
import q
\"\"\"
__all__ = ['a']
__all__ += ['b']
(__all__) = ['c']
__all__: list[str] = ['d', *('e',)]
__all__ \\
 = ['f']
other.__all__ = __all__ == ['g']
x = __all__ = ['h']
from importlib import import_module
import importlib as il
import_module('x')
il.import_module('.x', 'y.z')
from importlib import import_module as load
load('y')
(__import__)('z')
__import__(name)
x = [import_module
 ('w') for x in y]
x = lambda: __import__('v', level=1)
extend_path(x, y)
x = (
1,
import_ if 0 else 2,
# import x)
)
lazy = 1
__lazy_modules__ = {'a', 'd'}
__lazy_modules__ += ['e']
__import__(NAME)
NAME = 'const'
raise lazy from x
x = \\
  'abc; import nope'
x = 'a\\
import b'
from typing import TYPE_CHECKING as T
import typing as t
pass
print(x := 3, 'é€𝄞'); import é
reimport = import_me = 1
return
if x: import r
while x: y; import r; z
class C: from s import *
x = {1: lazy}; y[a:b] = 2
"""

OPENERS = """\
if a:
if T:
if not t.TYPE_CHECKING:
if TYPE_CHECKING:
for x in import_module('u'):
while x:
with suppress(ImportError):
with a, b as c:
async def f():
def f(x=__import__('t')):
class C(B):
@import_module('deco')
@dec
def f() -> 'import x':
"""


def _pieces(text):
    """Return statements of one or more lines; a line that ends a statement is one whose pieces compile together."""
    found, piece = [], ""
    for line in text.splitlines():
        piece += line + "\n"
        if _whole(piece):
            found.append(piece)
            piece = ""
    assert not piece
    return found


def _whole(piece):
    for form in (piece, f"def f():\n {piece}", f"{piece} pass", f"async def f():\n {piece}  pass"):
        try:
            compile(form, "piece", "exec", 0x400)
        except SyntaxError:
            continue
        return not piece.lstrip().startswith("@") or "def" in piece
    return False


STATEMENTS = _pieces(SIMPLE)
HEADS = _pieces(OPENERS)
HANDLERS = ["except ImportError:\n", "except (OSError, KeyError):\n", "except x.Exception as e:\n", "except OSError:\n"]
TAILS = ["", "else:\n", "finally:\n", "else: import els\n", "finally: import fin\n"]


@cache
def one_of(*texts):
    """Return a strategy of one of these; to make it anew for each draw would cost more than the draw."""
    return st.sampled_from(texts)


@cache
@st.composite
def blocks(draw, depth=0, indent=""):
    """Draw the text of a block: a few statements, some of them with blocks."""
    text = ""
    for _ in range(draw(st.integers(1, 3))):
        text += draw(one_of("", "", "\n", f"{indent}# import: not\n", "\x0c\n", "  # import less\n"))
        shape = draw(st.integers(0, 9)) if depth < 3 else 0
        inner = blocks(depth + 1, indent + draw(one_of(" ", "    ", "\t")))
        if shape < 6:
            text += indent + draw(one_of(*STATEMENTS))
        elif shape < 8:
            head = draw(one_of(*HEADS))
            text += "".join(f"{indent}{line}\n" for line in head.splitlines()) + draw(inner)
            if head.startswith(("if", "while", "for")):
                text += _tail(draw, inner, indent, TAILS[:2] + TAILS[3:4])
        elif shape == 8:
            text += f"{indent}try:\n{draw(inner)}"
            for handler in draw(st.lists(one_of(*HANDLERS), min_size=1, max_size=3)):
                text += f"{indent}{handler}{draw(inner)}"
            text += _tail(draw, inner, indent, TAILS)
        else:
            deeper = blocks(depth + 1, f"{indent}  ")
            text += f"{indent}match x:\n" + "".join(f"{indent} case {n}:\n{draw(deeper)}" for n in range(2))
    return text


def _tail(draw, inner, indent, tails):
    tail = draw(one_of(*tails))
    return f"{indent}{tail}" + (draw(inner) if tail.endswith(":\n") else "") if tail else ""


@st.composite
def programs(draw):
    """Draw the bytes of a program, in one of the ways in which bytes of a program may come."""
    text = draw(blocks())
    lead = draw(one_of("", "", "\ufeff", "# -*- coding: latin-1 -*-\n", "# coding: utf-8\n", "#!import x\n"))
    codec = "latin-1" if "latin" in lead else "utf-8"
    text = (lead + text).replace("\n", draw(one_of("\n", "\n", "\r\n", "\r")))
    return text.encode(codec, "replace")
