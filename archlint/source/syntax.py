"""Bytes of Python -> its syntax tree, also where `lazy import` is newer than the Python that runs (PEP 810)."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Final

from archlint.source.text import decoded, lines

__all__ = ["FAULTS", "is_lazy", "parsed", "tree_of"]

FAULTS: Final = (SyntaxError, ValueError, RecursionError, MemoryError)
"""What says that there is no tree."""

_LAZY: Final = re.compile(r"\blazy[ \t\f]+(?:import|from|\\)")
_Place = tuple[int, int]
"""Line, 1-based, and column, 0-based and in code points."""


def parsed(content: bytes | str, path: str) -> ast.Module:
    """
    Return the syntax tree. Call it with warnings silenced.

    Raises one of FAULTS where there is none.
    """
    try:
        return _compiled(content, path)
    except SyntaxError as error:
        tree = _with_lazy(content, path)
        if tree is None:
            raise error from None
        return tree


def tree_of(text: Sequence[str]) -> ast.Module | None:
    """Return the syntax tree of the lines of a file, without a warning to anybody; None where there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return parsed("\n".join(text), "<module>")
    except FAULTS:
        return None


def is_lazy(statement: ast.Import | ast.ImportFrom) -> bool:
    """Return whether an import is loaded on first use, because it says so."""
    return bool(getattr(statement, "is_lazy", 0))


def _compiled(source: bytes | str, path: str) -> ast.Module:
    # dont_inherit: the file's own future imports count, not ours.
    tree = compile(source, path, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    assert isinstance(tree, ast.Module)
    return tree


def _with_lazy(content: bytes | str, path: str) -> ast.Module | None:
    """
    Return the tree of a text with lazy imports, each as Python 3.15 would have it; None where there is none.

    `lazy import a` is read as `lazy;import a`, so that everything stays where it is. Then the import gets the word.
    """
    try:
        whole = content if isinstance(content, str) else decoded(content)
    except (SyntaxError, LookupError, ValueError):
        return None
    text = list(lines(whole)) if _LAZY.search(whole) else []
    starts = {}
    for (line, column), start in _lazy_words(text):
        after = column + len("lazy")
        text[line - 1] = f"{text[line - 1][:after]};{text[line - 1][after + 1 :]}"
        starts[_in_bytes(start, text)] = _in_bytes((line, column), text)
    if not starts:
        return None
    tree = _compiled("\n".join(text), path)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)) and (node.lineno, node.col_offset) in starts:
            node.lineno, node.col_offset = starts[node.lineno, node.col_offset]
            node.is_lazy = 1  # type: ignore[union-attr]
    return tree


def _in_bytes(place: _Place, text: list[str]) -> _Place:
    return place[0], len(text[place[0] - 1][: place[1]].encode())


def _lazy_words(text: list[str]) -> Iterator[tuple[_Place, _Place]]:
    """Yield the places of `lazy` and of `import` or `from` behind it, wherever the two begin a statement."""
    import tokenize

    beginnings = {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    aside = {tokenize.NL, tokenize.COMMENT}
    begins, lazy = True, None
    try:
        for token in tokenize.generate_tokens(iter([f"{line}\n" for line in text]).__next__):
            if token.type in aside:
                continue
            if lazy and token.string in ("import", "from"):
                yield lazy, token.start
            lazy = token.start if begins and token.string == "lazy" else None
            begins = token.type in beginnings or token.string in (";", ":")
    except (tokenize.TokenError, SyntaxError):
        return  # what cannot be read has no lazy imports, and the compiler will say so
