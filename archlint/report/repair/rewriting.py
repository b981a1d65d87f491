"""One file rewritten: only the statements that edits name, and where a block has to be made for them, that block."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from archlint.report.repair.guarded import guarded
from archlint.report.repair.statement import names_of, rerouted, without
from archlint.report.repair.text import Change, Text, Unwritable
from archlint.startup import NamedTuple

__all__ = ["Edit", "changes"]

Edit = Mapping[str, Any]
"""As the rulebook gives it: line, column, name, do, importer, home, imported, to."""
Import = ast.Import | ast.ImportFrom


class Statement(NamedTuple):
    """One import statement of a file, and what is around it."""

    node: Import
    siblings: Sequence[ast.stmt]
    """All statements of its block."""
    before: str
    """What stands before it on its first line."""
    text: str
    """The statement as it is written, with line feeds alone."""
    after: str
    """What stands behind it on its last line."""
    end: str
    """The line end of its last line."""
    top: bool
    """Whether its block is the module itself."""

    @property
    def alone(self) -> bool:
        """Whether its lines hold nothing else but a comment behind it."""
        return not self.before.strip() and (not self.after.strip() or self.after.lstrip().startswith("#"))


def changes(text: Text, edits: Iterable[Edit]) -> tuple[Change, ...]:
    """Return what edits change in a file, by place. Raises Unwritable where one of them cannot be made."""
    by_place: dict[tuple[int, int], list[Edit]] = defaultdict(list)
    for one in edits:
        by_place[one["line"], one["column"]].append(one)
    found, guards = [], []
    tree = text.parsed()
    statements = {(one.node.lineno, len(one.before) + 1): one for one in _statements(text, tree)}
    for place, some in sorted(by_place.items()):
        statement = statements.get(place)
        if statement is None:
            raise Unwritable("written")
        change, moved = _change(statement, some)
        found.append(change)
        guards += moved
    return tuple(sorted([*found, *guarded(text, tree, guards)]))


def _statements(text: Text, tree: ast.Module) -> Iterator[Statement]:
    """Yield every import statement of a file."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            block = getattr(node, name, ())
            block = block if isinstance(block, list) else ()
            waiting += (one for one in block if not isinstance(one, (ast.Import, ast.ImportFrom, ast.Expr, ast.Assign)))
            for one in block:
                if isinstance(one, (ast.Import, ast.ImportFrom)):
                    yield _statement(text, one, block, top=node is tree)


def _statement(text: Text, node: Import, siblings: Sequence[ast.stmt], *, top: bool) -> Statement:
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    start = _characters(text.lines[first], node.col_offset)
    end = _characters(text.lines[last], node.end_col_offset or 0)
    lines = list(text.lines[first : last + 1])
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start:]
    written = "\n".join(line.removesuffix("\r") for line in lines)
    after = text.lines[last][end:].removesuffix("\r")
    return Statement(node, siblings, text.lines[first][:start], written, after, text.end_of(last), top)


def _characters(line: str, offset: int) -> int:
    """Return how many characters the first bytes of a line in UTF-8 are."""
    return offset if line.isascii() else len(line.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "replace"))


def _change(statement: Statement, edits: Sequence[Edit]) -> tuple[Change, list[str]]:
    """Return what is written in place of a statement, and the statements that move under `if TYPE_CHECKING:`."""
    try:
        return _written(statement, {_taken(statement, one): one for one in edits})
    except SyntaxError:
        raise Unwritable("written") from None


def _taken(statement: Statement, edit: Edit) -> str:
    """Return what an edit is about in the words of a statement, which may name a module by the end of its name."""
    names = [one.name for one in statement.node.names]
    whole: str = edit["imported"]
    for name in (edit["name"], whole, whole.rpartition(".")[2]):
        if name and name in names:
            return name
    raise Unwritable("written")


def _written(statement: Statement, edits: Mapping[str, Edit]) -> tuple[Change, list[str]]:
    moved = {name for name, one in edits.items() if one["do"] == "type-checking"}
    if (moved and not statement.top) or (moved and not statement.alone):
        raise Unwritable("placed" if not statement.top else "shared-line")
    left = [name for name in names_of(statement.text) if name not in edits]
    kept = [without(statement.text, edits.keys())] if left else []
    routes: dict[str, list[str]] = defaultdict(list)
    for name, one in edits.items():
        if one["do"] == "reroute":
            routes[_spelled(one, statement.node)].append(name)
    others = [name for name in names_of(statement.text) if name not in moved]
    guards = [without(statement.text, others) if others else statement.text] if moved else []
    new = [*kept, *(rerouted(statement.text, names, to) for to, names in sorted(routes.items()))]
    return _placed(statement, new), guards


def _spelled(edit: Edit, node: Import) -> str:
    """Return the module that an edit leads to as the statement spells such: with dots, where it has dots."""
    to: str = edit["to"]
    level = node.level if isinstance(node, ast.ImportFrom) else 0
    if not level:
        return to
    above = edit["home"].split(".")
    for up in range(level, len(above) + 1):
        package = ".".join(above[: len(above) + 1 - up])
        if f"{to}.".startswith(f"{package}."):
            return "." * up + to[len(package) + 1 :]
    return to


def _placed(statement: Statement, new: Sequence[str]) -> Change:
    """Return the lines with the new statements in place of the old one, and all else as it was."""
    first, last = statement.node.lineno - 1, (statement.node.end_lineno or statement.node.lineno) - 1
    if not new:
        if not statement.alone:
            raise Unwritable("shared-line")
        if len(statement.siblings) > 1 or statement.top:
            return Change(first, last + 1, "")
        new = ["pass"]
    if statement.alone:
        remark = statement.after if statement.after.strip() else ""
        lines = [f"{statement.before}{one}{remark}" for one in new[:-1]]
        lines.append(f"{statement.before}{new[-1]}{statement.after}")
        whole = "\n".join(lines)
    else:
        whole = f"{statement.before}{'; '.join(new)}{statement.after}"
    return Change(first, last + 1, f"{whole}\n".replace("\n", statement.end))
