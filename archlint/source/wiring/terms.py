"""
Expressions as terms: plain tuples that keep what may tell a topic, and can be kept themselves.

    ("s", text)                     a string, or a number as it is written in one
    ("z",)                          None
    ("n", name)                     a name
    ("a", term, attribute)
    ("f", terms)                    what is put together: an f-string, a sum
    ("%", term, term)               the old way of formatting
    ("fmt", term, terms, {name: term})
    ("c", term, terms, {name: term})    a call
    ("t", terms), ("l", terms)      a tuple; a list or a set
    ("o", terms)                    one of them: a conditional, an `or`
    ("d", terms, terms)             a dictionary
    ("i", term, term)               a subscript
    ("e", term), ("ei", term, position)     an item of what is gone over; a part of such an item
    ("*", term)                     what is unpacked into arguments
    ("?",)                          whatever else

Beside these a name may be bound to a function or class, ("fn", qualified name) and ("cl", qualified name), or to what
is imported: ("im", level, module, name).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any, Final

__all__ = ["NONE", "UNKNOWN", "Shadows", "Term", "chain", "last_name", "term"]

Term = tuple[Any, ...]
Shadows = Mapping[str, Term]
"""What names mean inside of a lambda or a comprehension."""

UNKNOWN: Final[Term] = ("?",)
NONE: Final[Term] = ("z",)
_DEEPEST: Final = 24
"""Expressions in expressions beyond this tell no topic."""
_LONGEST: Final = 200
"""So many items of one list, and no more, may be topics."""


def term(node: ast.expr | None, shadows: Shadows, depth: int = 0) -> Term:
    """Return an expression as a term."""
    made = _MADE.get(type(node))
    if made is None or depth > _DEEPEST:
        return UNKNOWN
    return made(node, shadows, depth + 1)


def chain(found: Term) -> tuple[str, ...]:
    """Return the parts of a chain of attributes, `("hass", "bus", "fire")`; of a call "name()"; else ()."""
    parts: list[str] = []
    suffix = ""
    while True:
        match found:
            case ("a", base, name):
                parts.append(name + suffix)
                found, suffix = base, ""
            case ("n", name):
                parts.append(name + suffix)
                return tuple(reversed(parts))
            case ("c", function, _, _):
                found, suffix = function, "()"
            case ("i", base, _):
                found, suffix = base, "[]"
            case _:
                return tuple(reversed(parts)) if parts else ()


def last_name(node: ast.expr) -> str:
    """Return the last name of what is called, "fire" of `hass.bus.fire`; "" where it has none."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _constant(node: ast.Constant, _: Shadows, __: int) -> Term:
    value = node.value
    if value is None:
        return NONE
    if isinstance(value, (str, int)):
        return ("s", str(value))
    return ("s", value.decode("utf-8", "replace")) if isinstance(value, bytes) else UNKNOWN


def _name(node: ast.Name, shadows: Shadows, _: int) -> Term:
    return shadows.get(node.id) or ("n", node.id)


def _attribute(node: ast.Attribute, shadows: Shadows, depth: int) -> Term:
    return ("a", term(node.value, shadows, depth), node.attr)


def _joined(node: ast.JoinedStr, shadows: Shadows, depth: int) -> Term:
    return ("f", [term(part, shadows, depth) for part in node.values])


def _formatted(node: ast.FormattedValue, shadows: Shadows, depth: int) -> Term:
    plain = node.conversion in (-1, ord("s")) and node.format_spec is None
    return term(node.value, shadows, depth) if plain else UNKNOWN


def _sum(node: ast.BinOp, shadows: Shadows, depth: int) -> Term:
    left, right = term(node.left, shadows, depth), term(node.right, shadows, depth)
    match node.op:
        case ast.Add():
            return ("f", [left, right])
        case ast.Mod():
            return ("%", left, right)
        case ast.BitOr():
            return ("o", [left, right])
    return UNKNOWN


def _call(node: ast.Call, shadows: Shadows, depth: int) -> Term:
    arguments = [term(one, shadows, depth) for one in node.args]
    by_name = {one.arg: term(one.value, shadows, depth) for one in node.keywords if one.arg}
    if isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return ("fmt", term(node.func.value, shadows, depth), arguments, by_name)
    return ("c", term(node.func, shadows, depth), arguments, by_name)


def _tuple(node: ast.Tuple, shadows: Shadows, depth: int) -> Term:
    return ("t", _items(node.elts, shadows, depth))


def _list(node: ast.List | ast.Set, shadows: Shadows, depth: int) -> Term:
    return ("l", _items(node.elts, shadows, depth))


def _items(nodes: list[ast.expr], shadows: Shadows, depth: int) -> list[Term]:
    return [term(one, shadows, depth) for one in nodes] if len(nodes) <= _LONGEST else [UNKNOWN]


def _dict(node: ast.Dict, shadows: Shadows, depth: int) -> Term:
    if len(node.keys) > _LONGEST:
        return UNKNOWN
    keys = [term(one, shadows, depth) if one else UNKNOWN for one in node.keys]
    return ("d", keys, [term(one, shadows, depth) for one in node.values])


def _conditional(node: ast.IfExp, shadows: Shadows, depth: int) -> Term:
    return ("o", [term(node.body, shadows, depth), term(node.orelse, shadows, depth)])


def _either(node: ast.BoolOp, shadows: Shadows, depth: int) -> Term:
    return ("o", [term(one, shadows, depth) for one in node.values]) if isinstance(node.op, ast.Or) else UNKNOWN


def _subscript(node: ast.Subscript, shadows: Shadows, depth: int) -> Term:
    return ("i", term(node.value, shadows, depth), term(node.slice, shadows, depth))


def _wrapped(node: ast.Await | ast.NamedExpr, shadows: Shadows, depth: int) -> Term:
    return term(node.value, shadows, depth)


def _starred(node: ast.Starred, shadows: Shadows, depth: int) -> Term:
    return ("*", term(node.value, shadows, depth))


def _comprehension(node: ast.ListComp | ast.SetComp | ast.GeneratorExp, shadows: Shadows, depth: int) -> Term:
    return ("l", [term(node.elt, inside(node.generators, shadows, depth), depth)])


def _dict_comprehension(node: ast.DictComp, shadows: Shadows, depth: int) -> Term:
    known = inside(node.generators, shadows, depth)
    return ("d", [term(node.key, known, depth)], [term(node.value, known, depth)])


def inside(generators: list[ast.comprehension], shadows: Shadows, depth: int = 0) -> dict[str, Term]:
    """Return what names mean inside of a comprehension."""
    known = dict(shadows)
    for one in generators:
        known |= targets(one.target, term(one.iter, known, depth))
    return known


def targets(target: ast.expr, gone_over: Term) -> dict[str, Term]:
    """Return what the target of a loop is bound to, by name."""
    if isinstance(target, ast.Name):
        return {target.id: ("e", gone_over)}
    if isinstance(target, (ast.Tuple, ast.List)):
        parts = {one.id: ("ei", gone_over, at) for at, one in enumerate(target.elts) if isinstance(one, ast.Name)}
        deeper = (one for one in target.elts if not isinstance(one, ast.Name))
        return parts | {one.id: UNKNOWN for each in deeper for one in ast.walk(each) if isinstance(one, ast.Name)}
    return {}


_MADE: Final[dict[type, Callable[[Any, Shadows, int], Term]]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.JoinedStr: _joined,
    ast.FormattedValue: _formatted,
    ast.BinOp: _sum,
    ast.Call: _call,
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Set: _list,
    ast.Dict: _dict,
    ast.IfExp: _conditional,
    ast.BoolOp: _either,
    ast.Subscript: _subscript,
    ast.Await: _wrapped,
    ast.NamedExpr: _wrapped,
    ast.Starred: _starred,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _dict_comprehension,
}
