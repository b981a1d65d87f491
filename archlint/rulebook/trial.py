"""Try a team's rules on the drawings of their own pages, as archlint's tests do with its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from archlint.rulebook.applying import apply
from archlint.rulebook.declared import schema
from archlint.rulebook.own import KEY, Own
from archlint.rulebook.own.faults import Unfit, problems
from archlint.rulebook.shelf import chosen
from archlint.settings import Request, SettingsError, check, load
from archlint.startup import NamedTuple

__all__ = ["Trial", "trials"]


class Trial(NamedTuple):
    """What has come of the drawings of one rule."""

    type: str
    path: str
    """Its file, relative to the settings' folder."""
    drawings: int
    slips: tuple[str, ...]
    """What did not come true, a line each; empty where all did."""


def trials(request: Request) -> tuple[Trial, ...]:
    """Return what becomes of each rule in the folders of the settings, by type. Their code runs for it."""
    return tuple(_trial(rule) for _, rule in sorted(chosen(request).own.items()))


def _trial(rule: Own) -> Trial:
    texts = rule.page.drawings
    try:
        _ = rule.module
        slips = [slip for number, text in enumerate(texts, 1) for slip in _slips(rule, text, number)]
    except Unfit as error:
        slips = [problem.message for problem in problems(error.faults, ())]
    return Trial(rule.type, rule.path, len(texts), tuple(dict.fromkeys(slips)))


def _slips(rule: Own, text: str, number: int) -> Iterator[str]:
    """Draw it in a folder of its own, judge it there, and yield what differs from what it wants."""
    from tempfile import TemporaryDirectory

    from archlint.rulebook import drawing  # only who tries rules waits for it

    with TemporaryDirectory() as name:
        folder = Path(name)
        try:
            drawn = drawing.parse(text)
            wants = drawing.build(drawn, rule.type, folder)
            found = apply(_settled(rule, folder))
        except ValueError as error:
            yield f"drawing {number}: {error}"
            return
        except SettingsError as error:
            yield from (one.problem.message for one in error.problems)
            return
    if found.problems:
        yield from (problem.message for problem in found.problems)
        return
    if not wants:
        yield f"drawing {number}: no line breaks the rule; `# want: kind` stands where one does"
    said = Counter((f.importer, f.line, f.kind) for f in found.findings)
    wanted = Counter((*place, kind) for place, kinds in wants.items() for kind in kinds)
    lines = dict(drawing.lines(drawn))
    for (importer, line, kind), _ in sorted((wanted - said).items()):
        yield f"drawing {number}: `{lines[importer, line]}` wants {kind}, and the rule does not report it"
    for (importer, line, kind), _ in sorted((said - wanted).items()):
        yield f"drawing {number}: `{lines.get((importer, line), importer)}` shows {kind}, and does not want it"


def _settled(rule: Own, folder: Path) -> Request:
    """Put the rule's file beside the drawing, where its settings find it; return the request to judge it."""
    file = folder / rule.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(rule.content)
    settings = folder / "archlint.toml"
    settings.write_text(f'{KEY} = ["{rule.folder}"]\n{settings.read_text("utf-8")}', encoding="utf-8")
    request = Request(load(settings))
    check(request.settings, lambda part: {"type": "object", "properties": schema(Request(part))})
    return request
