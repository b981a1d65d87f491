"""The waivers of the settings and of the code, held up to what was read: which imports each of them means."""

from collections.abc import Iterator, Mapping
from typing import Any

from archlint import graph
from archlint.graph import Entry, Graph
from archlint.rulebook.ignores import is_ignore, spared
from archlint.rulebook.nouns import Gap
from archlint.rulebook.remarks import Misread, said
from archlint.rulebook.waiver import Statement, Waiver
from archlint.settings import Part, Problem, Request, nearest

__all__ = ["Import", "demands", "imports", "misnamed", "reads", "schema", "waivers"]

Import = tuple[str, str]
"""Importer and imported module, by name."""


def schema() -> dict[str, Any]:
    """Return the key of the settings that this file reads, as JSON Schema property."""
    texts = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
    keys = {
        "imports": {
            **texts,
            "description": "Imports that are wrong and accepted: `a -> b`; `a.**` is a and all below.",
        },
        "rules": {**texts, "description": "IDs of the rules that they may break; without it all rules."},
        "because": {"type": "string", "description": "Why it is accepted."},
        "owner": {"type": "string", "description": "The person or team that will mend it, as in CODEOWNERS."},
        "approved-by": {"type": "string", "description": "The person or team that accepted it, as in CODEOWNERS."},
        "until": {"type": "string", "format": "date", "description": "The last day; after it the waiver fails."},
    }
    row = {
        "type": "object",
        "x-noun": "waiver",
        "properties": keys,
        "required": ["imports"],
        "additionalProperties": False,
    }
    return {
        "waivers": {
            "type": "array",
            "description": "Imports that are wrong, known, and accepted by a person until a day.",
            "items": row,
            "default": [],
        }
    }


def demands() -> dict[str, Any]:
    """Return the keys of `[policy]` that this file reads, as JSON Schema properties."""
    return {
        "tach-ignore": {
            "enum": ["unheard", "heard", "explained"],
            "default": "unheard",
            "description": "Whether comments `# tach-ignore(reason)` are waivers of the imports that they ignore; "
            "`explained` also wants the reason of each.",
        }
    }


def imports(request: Request) -> tuple[Entry, ...]:
    """Return all imports that the settings waive, as they are written."""
    return tuple(
        entry for part in request.settings.heard for index, _ in _rows(part) for entry in _entries(part, index)
    )


def misnamed(request: Request) -> tuple[Problem, ...]:
    """Return a problem for each rule that a waiver of the settings names and nobody has declared."""
    known = _ids(request)
    return tuple(
        Problem((*part.where, "waivers", index, "rules", position), *_unknown(id_, known))
        for part in request.settings.heard
        for index, row in _rows(part)
        for position, id_ in enumerate(row.get("rules", ()))
        if not _meant(id_, part.lead, known)
    )


def waivers(request: Request, whole: Graph) -> tuple[tuple[Waiver, ...], tuple[Problem, ...], tuple[Gap, ...]]:
    """Return the waivers that can be read, what is wrong with those of the settings, and with those in the code."""
    problems = list(misnamed(request))
    found = [waiver for part in request.settings.heard for waiver in _of_settings(request, part, whole, problems)]
    misread: list[Gap] = []
    found += _of_code(request, whole, misread)
    found += _of_tach(request, whole)
    return tuple(found), tuple(problems), tuple(misread)


def reads(waiver: Waiver, rule: str) -> bool:
    """Return whether a waiver speaks of a rule."""
    return not waiver.rules or rule in waiver.rules


def _of_settings(request: Request, part: Part, whole: Graph, problems: list[Problem]) -> Iterator[Waiver]:
    known = _ids(request)
    for index, row in _rows(part):
        where = (*part.where, "waivers", index)
        path, place = request.settings.stands(where)
        covers = [_covered(part, whole, entry, problems) for entry in _entries(part, index)]
        rules = tuple(_meant(id_, part.lead, known) for id_ in row.get("rules", ()))
        if None in covers or "" in rules:
            continue
        until = row.get("until")
        yield Waiver(
            rules=rules,
            imports=tuple(row["imports"]),
            because=row.get("because", "").strip(),
            owner=row.get("owner", "").strip(),
            approved_by=row.get("approved-by", "").strip(),
            until=until.isoformat() if until else "",
            lead=part.lead,
            where=where,
            path=path,
            line=place.line if place else 1,
            column=place.column if place else 1,
            end_column=place.end_column if place else 1,
            covers=tuple(one for one in covers if one is not None),
            idle=False,
        )


def _covered(part: Part, whole: Graph, entry: Entry, problems: list[Problem]) -> tuple[Statement, ...] | None:
    """Return the statements that an entry means; a member speaks of what its own modules import alone."""
    pairs = graph.written(whole, entry, problems)
    if pairs is None:
        return None
    own = [pair for pair in pairs if pair[0] >= whole.size or part.holds(whole.path(pair[0]))]
    if pairs and not own:
        words = f"`{entry.text}` is imported by modules that lie elsewhere in the workspace"
        help_ = "a member waives what its own modules import; move the waiver to the settings beside the importer"
        problems.append(Problem(entry.where, words, help=help_))
        return None
    return _statements(whole, own)


def _of_code(request: Request, whole: Graph, misread: list[Gap]) -> Iterator[Waiver]:
    known = _ids(request)
    for node, line, column, text in whole.reading.remarks:
        path = whole.path(node)
        home = request.settings.part_of(path)
        if home not in request.settings.heard or is_ignore(text):
            continue
        try:
            spoken = said(text)
        except Misread as error:
            misread.append(Gap(path, line, column, str(error)))
            continue
        ids = {id_: _meant(id_, home.lead, known) for id_ in spoken.rules}
        if wrong := [id_ for id_, full in ids.items() if not full]:
            message, label = _unknown(wrong[0], known)
            misread.append(Gap(path, line, column, "; ".join(filter(None, [message, label]))))
            continue
        yield Waiver(
            rules=tuple(ids.values()),
            imports=("",),
            because=spoken.because,
            owner=spoken.owner,
            approved_by=spoken.approved_by,
            until=spoken.until,
            lead=home.lead,
            where=(),
            path=path,
            line=line,
            column=column,
            end_column=column + len(text),
            covers=(_statements(whole, graph.statements(whole, node, line)),),
            idle=False,
        )


def _of_tach(request: Request, whole: Graph) -> Iterator[Waiver]:
    """Yield the comments for tach, where the settings hear them."""
    asked = ((part.lead, part.settings.table.get("policy", {})) for part in request.settings.heard)
    heard = {lead: policy["tach-ignore"] for lead, policy in asked if policy.get("tach-ignore", "unheard") != "unheard"}
    if not heard:
        return
    for remark, one in spared(whole, _counted(request)):
        path = whole.path(remark.node)
        home = request.settings.part_of(path)
        if how := heard.get(home.lead):
            yield Waiver(
                rules=(),
                imports=("",),
                because=one.because or ("" if how == "explained" else "no reason is given, and none is asked for"),
                owner="",
                approved_by="",
                until="",
                lead=home.lead,
                where=(),
                path=path,
                line=remark.line,
                column=remark.column,
                end_column=remark.column + len(remark.text),
                covers=(one.statements,),
                idle=False,
            )


def _counted(request: Request) -> frozenset[str]:
    """Return the kinds of imports that some rule looks at."""
    kinds = [rule.get("kinds", graph.IMPORT_KINDS) for rule in request.settings.rules.values()]
    return frozenset(kind for some in kinds for kind in some)


def _statements(whole: Graph, pairs: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> tuple[Statement, ...]:
    every = {
        Statement(whole.name(tail), whole.name(head), one.path, one.line, one.end_line)
        for tail, head in pairs
        for one in whole.occurrences(tail, head)
    }
    return tuple(sorted(every))


def _rows(part: Part) -> Iterator[tuple[int, Mapping[str, Any]]]:
    yield from enumerate(part.settings.table.get("waivers", ()))


def _entries(part: Part, index: int) -> tuple[Entry, ...]:
    where = (*part.where, "waivers", index, "imports")
    return tuple(Entry(text, (*where, i)) for i, text in enumerate(part.settings.table["waivers"][index]["imports"]))


def _ids(request: Request) -> frozenset[str]:
    """Return the IDs of all rules of the workspace, as reports name them."""
    return frozenset(
        f"{part.lead}{id_}" for part in request.settings.parts for id_ in part.settings.table.get("rules", {})
    )


def _meant(id_: str, lead: str, known: frozenset[str]) -> str:
    """Return the rule that an ID means: in the settings of a member its own, else one of the top; "" for none."""
    return next((full for full in (f"{lead}{id_}", id_) if full in known), "")


def _unknown(id_: str, known: frozenset[str]) -> tuple[str, str]:
    name = id_.partition("/")[0]  # reports write `shop/skip`
    near = name if name in known else nearest(id_, sorted(known))
    return f"no rule has the ID `{id_}`", f"did you mean `{near}`?" if near else ""
