"""How one thing comes to depend on another, in words."""

from collections.abc import Iterator, Sequence

from archlint.report.explain.hidden import hidden
from archlint.report.explain.rows import Row, limited
from archlint.report.phrases import agreeing, counted, listed
from archlint.report.place import place
from archlint.report.terminal import Paint
from archlint.settings import visible

__all__ = ["besides", "steps", "why"]


def why(answer: Row, limit: int, paint: Paint) -> Iterator[str]:
    """Yield the shortest chain, where the chains begin, what would end them, and what is allowed instead."""
    importer, _, imported = visible(answer["subject"]).partition(" -> ")
    if not answer["way"]:
        alone = importer == imported
        yield "Both are the same." if alone else f"No chain of imports leads from {importer} to {imported}."
        yield from hidden(answer, limit)
        return
    chain = answer["way"]
    yield paint("headline", f"{importer} comes to use {imported} by {_by(chain)}:")
    yield from steps(chain)
    yield from _entries(answer, limit)
    yield from _cut(answer, limit)
    yield from hidden(answer, limit)
    yield from besides(answer)


def besides(answer: Row) -> Iterator[str]:
    """Yield how the same can be had without breaking a rule, and since when the import is there."""
    for route in answer["routes"][:1]:
        names = listed([visible(name) for name in route["names"]], 3)
        users = f"{counted(route['users'], 'module')} {agreeing(route['users'], 'takes', 'take')} it from there"
        yield ""
        yield f"Another way that no rule forbids: {visible(route['by'])} hands on {names}; {users}."
    since = answer["since"]
    if since:
        yield ""
        yield f"There since {since['id'][:10]} of {since['day']}: {visible(since['subject'])}"


def steps(rows: Sequence[Row]) -> Iterator[str]:
    """Yield imports one below the other, with their places."""
    links = [f"{visible(row['importer'])} -> {visible(row['imported'])}" for row in rows]
    longest = max(map(len, links), default=0)
    for row, text in zip(rows, links, strict=True):
        yield f"  {text:<{longest}}  {place(row['path'], row['line'])} ({row['kind']})"


def _by(chain: Sequence[Row]) -> str:
    return "an import" if len(chain) == 1 else f"a chain of {len(chain):,} imports, which is the shortest"


def _entries(answer: Row, limit: int) -> Iterator[str]:
    entries = answer["entries"]
    if [_ends(row) for row in entries] == [_ends(answer["way"][0])]:
        return
    yield ""
    yield f"All ways begin with one of {counted(len(entries), 'import')}:"
    yield from limited(list(steps(entries)), limit)


def _cut(answer: Row, limit: int) -> Iterator[str]:
    cut = answer["cut"]
    if [_ends(row) for row in cut] == [_ends(row) for row in answer["way"]]:
        yield ""
        yield "Without that import there is no way."
        return
    yield ""
    these = agreeing(len(cut), "this import", f"these {len(cut):,} imports")
    yield f"Without {these} there is no way{'; fewer are not enough' if len(cut) > 1 else ''}:"
    yield from limited(list(steps(cut)), limit)


def _ends(row: Row) -> tuple[str, str]:
    return row["importer"], row["imported"]
