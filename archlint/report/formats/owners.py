"""For teams: whose code imports whose, through which components, and how much of that breaks a rule."""

from collections.abc import Iterator, Sequence
from typing import Final

from archlint.report.caps import showing
from archlint.report.closing import closing
from archlint.report.phrases import agreeing, counted
from archlint.report.place import note, place
from archlint.settings import Request, visible
from archlint.verdict import Coupling, Couplings, Note, Verdict

__all__ = ["render"]

_PARTS: Final = 3
"""So many pairs of components are told of two teams."""
_NOBODY: Final = "(nobody)"
_HEAD: Final = f"{'imports':>9} {'new':>9} {'known':>9}  owners"
_PAD: Final = " " * 33
_NONE: Final = """\
There is no CODEOWNERS file at the top of the repository, so nobody is known to own the code.
  = help: write one, a pattern and its owners in each line, as in `/src/shop/web/ @shop/web`
  = help: it is looked for as .github/CODEOWNERS, CODEOWNERS, docs/CODEOWNERS and .gitlab/CODEOWNERS"""


def render(verdict: Verdict, request: Request) -> str:
    """Return the report; never in colour. Of more couplings than the limit the heaviest are told."""
    found = verdict.couplings()
    paragraphs = [
        "\n".join(_overview(found)) if found.path else _NONE,
        "\n".join(_table(found.all, request.limit)),
        "\n".join(_notes(verdict.owner_notes(), request.limit)),
        "\n".join(closing(verdict, request)),
    ]
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _overview(found: Couplings) -> Iterator[str]:
    """Say how much of the code has an owner, and how many imports concern two."""
    have = agreeing(found.owners, "has", "have")
    owned = found.modules - found.unowned
    by = f"By {visible(found.path)}, as {found.dialect} reads it"
    said = [
        f"{by}, {counted(found.owners, 'owner')} {have} {owned:,} of {counted(found.modules, 'module')}",
        f"{found.shared:,} of them {agreeing(found.shared, 'has', 'have')} several owners" if found.shared else "",
        f"nobody owns {found.unowned:,}" if found.unowned else "",
    ]
    yield f"{'; '.join(filter(None, said))}."
    crossing = found.imports - found.inside
    lead = agreeing(crossing, "leads", "lead")
    yield f"{crossing:,} of {counted(found.imports, 'import')} {lead} from the code of one owner into that of another."
    if any(one.new or one.known for one in found.all):
        yield "A pair of modules counts once; new and known are the pairs that break a rule."


def _table(all_: Sequence[Coupling], limit: int) -> Iterator[str]:
    heaviest = sorted(all_, key=lambda one: (-one.new, -one.imports, -one.known, one.importer, one.imported))
    told = frozenset(heaviest[: limit or len(all_)])
    if told:
        yield _HEAD
    for one in all_:
        if one in told:
            yield from _rows(one)
    if left := showing(len(told), len(all_), "couplings"):
        yield f"{left}, the heaviest: --limit 0 shows all"


def _notes(all_: Sequence[Note], limit: int) -> Iterator[str]:
    told = all_[: limit or len(all_)]
    yield from (f"{note(one)} ({place(one.path, one.line)})" for one in told)
    if left := showing(len(told), len(all_), "notes"):
        yield f"{left}: --limit 0 shows all"


def _rows(one: Coupling) -> Iterator[str]:
    ends = visible(f"{one.importer or _NOBODY} -> {one.imported or _NOBODY}")
    yield f"{one.imports:>9,} {one.new:>9,} {one.known:>9,}  {ends}"
    importer, imported, path, line = one.first
    for tail, head, imports in one.components[:_PARTS]:
        if (tail, head) != (importer, imported):
            yield _PAD + visible(f"{tail} -> {head}: {imports:,}")
    if len(one.components) > _PARTS:
        yield f"{_PAD}and {counted(len(one.components) - _PARTS, 'more pair')}"
    yield _PAD + f"{place(path, line)}: " + visible(f"{importer} -> {imported}")
