"""
One import statement, rewritten: the only place that knows libcst.

Only the statement is parsed and printed, with its parentheses, comments and aliases; the file around it is not touched.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import libcst as cst

__all__ = ["names_of", "rerouted", "without"]


def names_of(statement: str) -> tuple[str, ...]:
    """Return what a statement takes, as it says: `b` of `from a import b`, `a.b` of `import a.b`; () for a star."""
    return tuple(one.evaluated_name for one in _aliases(_parsed(statement)))


def without(statement: str, names: Collection[str]) -> str:
    """Return a statement without some of what it takes, of which something has to be left."""
    tree = _parsed(statement)
    return _text(_only(tree, [one for one in _aliases(tree) if one.evaluated_name not in names]))


def rerouted(statement: str, names: Collection[str], to: str) -> str:
    """Return a statement that takes nothing but some names of another, from the module `to` as it is to be written."""
    import libcst as cst  # heavy: only who rewrites code waits for it

    tree = _parsed(statement)
    assert isinstance(tree, cst.ImportFrom), "only from such a statement names can be taken"
    chosen = _only(tree, [one for one in _aliases(tree) if one.evaluated_name in names])
    assert isinstance(chosen, cst.ImportFrom), "it stays what it is"
    dots = len(to) - len(to.lstrip("."))
    module = _dotted(to[dots:]) if to[dots:] else None
    return _text(chosen.with_changes(relative=[cst.Dot()] * dots, module=module))


def _dotted(name: str) -> cst.Name | cst.Attribute:
    import libcst as cst

    found: cst.Name | cst.Attribute | None = None
    for part in name.split("."):
        found = cst.Attribute(found, cst.Name(part)) if found else cst.Name(part)
    assert found, "a module has a name"
    return found


@lru_cache(1000)  # the same statement stands in many files
def _parsed(statement: str) -> cst.Import | cst.ImportFrom:
    """Return a statement as a tree. Raises SyntaxError where libcst knows of no such import."""
    import libcst as cst

    try:
        line = cst.parse_statement(statement)
    except cst.ParserSyntaxError as error:
        raise SyntaxError(error.message) from None
    only = line.body[0] if isinstance(line, cst.SimpleStatementLine) else None
    if not isinstance(only, (cst.Import, cst.ImportFrom)):
        raise SyntaxError("it is no plain import")
    return only


def _aliases(tree: cst.Import | cst.ImportFrom) -> Sequence[cst.ImportAlias]:
    import libcst as cst

    return () if isinstance(tree.names, cst.ImportStar) else tree.names


def _text(tree: cst.Import | cst.ImportFrom) -> str:
    import libcst as cst

    return cst.Module([]).code_for_node(tree)


def _only(tree: cst.Import | cst.ImportFrom, chosen: Sequence[cst.ImportAlias]) -> cst.Import | cst.ImportFrom:
    """Return the statement with some of its names, the last of which stands where the last one stood."""
    import libcst as cst

    every = _aliases(tree)
    if not chosen or chosen[-1] is every[-1]:
        return tree.with_changes(names=chosen)
    *others, last = chosen
    assert isinstance(last.comma, cst.Comma), "another name follows it"
    own, end = last.comma.whitespace_after, every[-1].comma
    said = isinstance(last.comma.whitespace_before, cst.ParenthesizedWhitespace)
    if isinstance(end, cst.Comma) or said:
        before = end.whitespace_after if isinstance(end, cst.Comma) else cst.SimpleWhitespace("")
        last = last.with_changes(comma=last.comma.with_changes(whitespace_after=_closing(own, before)))
        return tree.with_changes(names=[*others, last])
    tree = tree.with_changes(names=[*others, last.with_changes(comma=cst.MaybeSentinel.DEFAULT)])
    if isinstance(tree, cst.ImportFrom) and tree.rpar:
        # The last name was followed by no comma: what came before the parenthesis comes there again.
        closing = _closing(own, tree.rpar.whitespace_before)
        return tree.with_changes(rpar=tree.rpar.with_changes(whitespace_before=closing))
    return tree


def _closing(
    own: cst.BaseParenthesizableWhitespace, last: cst.BaseParenthesizableWhitespace
) -> cst.BaseParenthesizableWhitespace:
    """Return what stands behind a name that has become the last: its own comments, and the indentation of the end."""
    import libcst as cst

    if isinstance(own, cst.ParenthesizedWhitespace) and isinstance(last, cst.ParenthesizedWhitespace):
        return own.with_changes(indent=last.indent, last_line=last.last_line)
    if isinstance(last, cst.ParenthesizedWhitespace):
        return last.with_changes(
            first_line=last.first_line.with_changes(whitespace=cst.SimpleWhitespace(""), comment=None)
        )
    speaks = isinstance(own, cst.ParenthesizedWhitespace) and (own.first_line.comment or own.empty_lines)
    return own if speaks else last
