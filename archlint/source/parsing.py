"""What files say that do not say all by their head: by the lines below it, or by a parse of what matters."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from archlint.source.below import Below, below
from archlint.source.constants import may_be_constant
from archlint.source.dynamic import EVERY_LINE, Calls, Target, call_lines, plainly_imported
from archlint.source.exports import Exports, speaks_of_changes, speaks_of_exports
from archlint.source.facts import Facts, Opaque, Phrase, Statement
from archlint.source.guards import (
    COMPOUND,
    CONDITIONAL,
    DEFERRED,
    INNER,
    OPTIONAL,
    TRIED,
    TYPING,
    Guards,
    may_change,
    speaks_of_typing,
)
from archlint.source.heading import NOTHING, Heading
from archlint.source.naming import is_package
from archlint.source.nouns import KINDS, Unread
from archlint.source.outline import outline
from archlint.source.prefix import Prefix, prefixes
from archlint.source.shared import shares, speaks_of_sharing
from archlint.source.statements import import_statements
from archlint.source.syntax import FAULTS, is_lazy, parsed
from archlint.source.text import Lines
from archlint.source.unread import explained
from archlint.startup import NamedTuple

__all__ = ["understood"]

_RUNTIME, _DEFERRED, _TYPING, _DYNAMIC = range(len(KINDS))
_MARKS = OPTIONAL | CONDITIONAL
_LAZY_MODULES = "__lazy_modules__"
"""Names modules that are imported as if the statement said `lazy` (PEP 810)."""


def understood(path: str, content: bytes, text: str | None, head: Heading, last: int, *, whole: bool) -> Facts | Unread:
    """
    Return what a file says, or why that cannot be known.

    Of its legible text, where there is such, the head is read, and the last word that matters is known; of a `whole`
    file nothing is.
    """
    part = _from_parts(path, content, text, head, last) if text is not None and not whole else None
    if part and not part.asks:
        return part.facts
    try:
        return _Reading(path, content, text, parsed(content, path), whole=True).facts()
    except FAULTS as error:
        return part.facts if part else Unread(path, *explained(error, content))


class _Part(NamedTuple):
    """What a part of a file says."""

    facts: Facts
    asks: bool = False
    """Whether a target stands under a name: if that is a constant, the whole file tells."""


def _from_parts(path: str, content: bytes, text: str, head: Heading, last: int) -> _Part | None:
    """Return the facts by as little of a file's legible text as is enough to know them; None where nothing is."""
    if head.names_flags(text):
        head = NOTHING
    elif head != NOTHING and (rest := below(text, head, last)):
        # A text that begins with something else may be no program at all.
        told = _from_lines(path, content, text, head, rest)
        if told:
            return told
    for part in _parts(text, head.end, last):
        try:
            # The lines above are there and empty, so that all places are those of the file.
            words = "\n" * head.lines + part.text
            tree = parsed(words, path)
        except SyntaxError:
            continue
        except FAULTS:
            return None
        if part.closed or not may_change(tree):
            reading = _Reading(path, content, words, tree, head.statements)
            return None if reading.renames else _Part(reading.facts(), reading.asks(text))
    return None


def _from_lines(path: str, content: bytes, text: str, head: Heading, rest: Below) -> _Part | None:
    """Return the facts by what is read without a tree of the text; None where calls go by names of the file's own."""
    said = *head.statements, *rest.statements
    if not rest.sayings:
        return _Part(Facts(said, (), rest.exports))
    reading = _Reading(path, content, None, ast.Module([one for one, _ in rest.sayings], []), said)
    facts = reading.heard(rest)
    return _Part(facts, reading.asks(text)) if facts else None


def _parts(text: str, start: int, last: int) -> Iterator[Prefix]:
    """Yield what may suffice of the text from a start on, less and more."""
    for prefix in prefixes(text, start, last):
        less = outline(prefix, text[start + len(prefix.text) :])
        if less:
            yield less
        if less != prefix:
            yield prefix


class _Reading:
    """One walk through one file."""

    def __init__(
        self,
        path: str,
        content: bytes,
        words: str | None,
        tree: ast.Module,
        above: Sequence[Statement] = (),
        *,
        whole: bool = False,
    ) -> None:
        """
        Take the tree of a `whole` file, or of enough of it.

        The `words` are the text of what is in the tree, in its lines; None where the text does not show them. What the
        first lines of the file say stands `above`, if they are not in the tree.
        """
        self._tree = tree
        self._may_share = is_package(path) and (words is None or speaks_of_sharing(words))
        self._lines = Lines(content)
        self._guards = Guards(import_statements(tree) if words is None or speaks_of_typing(words) else ())
        self._may_change = words is None or speaks_of_changes(words)
        self._exports = Exports() if words is None or speaks_of_exports(words) else None
        self._lazy = Exports(_LAZY_MODULES) if words is None or _LAZY_MODULES in words else None
        self._imported = [*above]
        self._opaque: list[Opaque] = []
        lines = EVERY_LINE if words is None else call_lines(words)
        known = plainly_imported(phrase for form, _ in above for phrase in form[0]) if lines else ()
        self._calls = Calls(tree, lines, known, whole=whole) if lines else None

    @property
    def renames(self) -> bool:
        """Whether calls that import go by a name that the file itself chose."""
        return bool(self._calls and self._calls.renamed)

    def asks(self, text: str) -> bool:
        """Return whether only the tree of the whole text tells the meaning of a name; known once the facts are."""
        return any(may_be_constant(name, text) for name in self._calls.asks) if self._calls else False

    def facts(self) -> Facts:
        """Return what the file says."""
        calls, exports = self._calls, self._exports
        noting = [names for names in (exports, self._lazy) if names]
        for statement, context in self._statements():
            kind = type(statement)
            if kind is ast.ImportFrom:
                self._import_from(statement, context)  # type: ignore[arg-type]
            elif kind is ast.Import:
                self._import(statement, context)  # type: ignore[arg-type]
            elif calls:
                for target in calls.of(statement):
                    self._call(target, context)
            for names in noting if not context & INNER else ():
                names.note(statement, certain=not context & ~TRIED)
        if exports and self._may_change:
            exports.weigh(self._tree)
        shared = self._may_share and shares(self._tree)
        return Facts(tuple(self._imported), tuple(self._opaque), exports.names if exports else None, shared)

    def heard(self, rest: Below) -> Facts | None:
        """Return what the file says, of whose calls the statements are the tree; None where one gets another name."""
        assert self._calls, "the text does not show that there are none"
        if self._calls.named:
            return None
        for statement, marks in rest.sayings:
            for target in self._calls.of(statement):
                self._call(target, marks)
        return Facts(tuple(self._imported), tuple(self._opaque), rest.exports)

    def _statements(self) -> Iterator[tuple[ast.stmt, int]]:
        """Yield every statement with its context, in the order of the text."""
        # No recursion: 2,000 `elif` are a nest as deep.
        waiting = [(iter(self._tree.body), 0)]
        while waiting:
            statements, context = waiting[-1]
            for statement in statements:
                yield statement, context
                if type(statement) in COMPOUND:
                    blocks = self._guards.blocks(statement, context)
                    waiting.extend((iter(body), inner) for body, inner in reversed(blocks))
                    break
            else:
                waiting.pop()

    def _import(self, statement: ast.Import, context: int) -> None:
        said = [((0, one.name, ""), self._kind(statement, context, one.name)) for one in statement.names]
        phrases, kinds = zip(*said, strict=True)
        # Of those that are not alike each is a statement of its own.
        parts = [(phrases, kinds[0])] if len({*kinds}) == 1 else [((phrase,), kind) for phrase, kind in said]
        for part, kind in parts:
            self._add(part, statement, kind, context)

    def _import_from(self, statement: ast.ImportFrom, context: int) -> None:
        level, module = statement.level, statement.module or ""
        phrases = [(level, module, alias.name) for alias in statement.names]
        kind = self._kind(statement, context, "" if level or phrases[0][2] == "*" else module)
        self._add(phrases, statement, kind, context)

    def _add(self, phrases: Iterable[Phrase], node: ast.stmt | ast.expr, kind: int, context: int) -> None:
        line, column, end_line, end_column = self._where(node)
        form = tuple(sorted({*phrases})), column, end_line - line, end_column, kind, context & _MARKS
        self._imported.append((form, line))

    def _kind(self, statement: ast.Import | ast.ImportFrom, context: int, module: str) -> int:
        """Return the kind of an import; `module` is its full name where `__lazy_modules__` may speak of it, else ""."""
        if context & TYPING:
            return _TYPING
        if context & DEFERRED or is_lazy(statement):
            return _DEFERRED
        named = self._lazy and not context & (INNER | TRIED) and module in (self._lazy.names or ())
        return _DEFERRED if named else _RUNTIME

    def _call(self, target: Target, context: int) -> None:
        if target.name or target.level:
            self._add([(target.level, target.name, "")], target.place, _DYNAMIC, context)
        else:
            where = self._where(target.place)
            self._opaque.append(Opaque(*where[:2], self._lines.between(*self._where(target.argument))))

    def _where(self, node: ast.stmt | ast.expr) -> tuple[int, int, int, int]:
        """Return first line and column, last line and the column after it."""
        line, end_line = node.lineno, node.end_lineno or node.lineno
        end = self._lines.column(end_line, node.end_col_offset or 0)
        return line, self._lines.column(line, node.col_offset), end_line, end
