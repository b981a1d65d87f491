"""What a program of somebody else's is told: violations that are new, what was not judged, and notes, all alike."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256

from archlint.report.owners import crossing
from archlint.report.place import sentence
from archlint.settings import Request, visible
from archlint.startup import NamedTuple
from archlint.verdict import JudgedRule, Note, Place, Verdict, Violation

__all__ = ["INCOMPLETE", "NOTE", "Diagnostic", "diagnostics"]

INCOMPLETE = "incomplete"
"""The check of what could not be read or judged."""
NOTE = "note"
"""The check of what is no violation and should not stay."""


class Diagnostic(NamedTuple):
    """One thing to tell at one place. What is known or waived is none, unless that was asked for: it is accepted."""

    rule: str
    """"" where it is no violation."""
    check: str
    """`rule/kind`, or INCOMPLETE, or NOTE."""
    severity: str
    """error, warning or info; of what is known or waived always the last."""
    message: str
    """One line that can stand alone."""
    because: str
    help: str
    path: str
    """From the top of the repository, with "/"; bytes that are no UTF-8 are surrogates in it."""
    line: int
    """1-based, also where the whole file is meant."""
    column: int
    """1-based, in code points."""
    end_line: int
    end_column: int
    """The column after the last one; where that is the first one, no stretch of the line is at fault."""
    chain: tuple[tuple[str, str, str, int], ...]
    """(importer, imported, path, line) of each import of a chain; () where there is but one."""
    lines: tuple[str, ...]
    """The source from `line` to `end_line`; () where it is not known."""
    state: str
    """new, known or waived."""
    fingerprint: str
    """32 hexadecimal digits, no two alike in one verdict; the same after lines have moved."""
    of: str = ""
    """The fingerprint of the violation that it tells of, as the verdict has it; "" for all else."""
    owners: str = ""
    """Who imports from whom, where that was asked for and two owners are concerned."""

    @property
    def text(self) -> str:
        """What is known of it in lines: the message, why it matters, what to do."""
        because = [f"why: {self.because}"] if self.because else []
        help_ = [f"help: {self.help}"] if self.help else []
        return "\n".join([self.message, *because, *help_])


def diagnostics(verdict: Verdict, request: Request) -> tuple[Diagnostic, ...]:
    """Return all there is to tell, in report order: violations, then what was not judged, then notes."""
    seen = Counter[str]()
    return tuple(_numbered(one, seen) for one in _diagnostics(verdict, request))


def _diagnostics(verdict: Verdict, request: Request) -> Iterator[Diagnostic]:
    rules = {rule.id: rule for rule in verdict.rules}
    for violation in verdict.violations:
        if violation.state == "new" or request.show_known:
            yield _of_violation(violation, rules, request)
    for error in verdict.errors:
        # A policy may let files be unread; who is told of them as of an error would look for the red.
        severity = "warning" if verdict.summary.complete else "error"
        yield _of_place(error, INCOMPLETE, severity, "", request)
    for note in verdict.notes:
        yield _of_note(note, "error" if request.strict else "info", request)
    for notice in verdict.notices:
        yield _of_note(notice, "info", request)


def _of_violation(one: Violation, rules: Mapping[str, JudgedRule], request: Request) -> Diagnostic:
    path, line, column, end_line, end_column = one.path, one.line, one.column, one.end_line, one.end_column
    if not path:  # nothing in the code is at fault, so the rule is
        path, line, column, end_line, end_column = rules[one.rule].path, max(1, rules[one.rule].line), 1, 0, 1
    return Diagnostic(
        rule=one.rule,
        check=f"{one.rule}/{one.kind}",
        severity=one.severity if one.state == "new" else "info",
        message=sentence(one) if one.state == "new" else f"{one.state}: {sentence(one)}",
        because=visible(" ".join(one.because.split())),
        help="\n".join(map(visible, one.help.splitlines())),
        path=_from_top(path, request),
        line=line,
        column=column,
        end_line=max(line, end_line),
        end_column=end_column,
        chain=tuple((s.importer, s.imported, _from_top(s.path, request), max(1, s.line)) for s in one.steps),
        lines=one.excerpt if len(one.excerpt) == one.end_line - one.line + 1 else (),
        state=one.state,
        fingerprint=one.fingerprint,
        owners=crossing(one),
        of=one.fingerprint,
    )


def _of_place(place: Place, check: str, severity: str, help_: str, request: Request) -> Diagnostic:
    line, column = max(1, place.line), max(1, place.column)
    return Diagnostic(
        rule="",
        check=check,
        severity=severity,
        message=visible(place.message),
        because="",
        help=help_,
        path=_from_top(place.path, request),
        line=line,
        column=column,
        end_line=line,
        end_column=column,
        chain=(),
        lines=(),
        state="new",
        fingerprint=f"{check} {place.path} {place.message}",
    )


def _of_note(note: Note, severity: str, request: Request) -> Diagnostic:
    place = Place(note.path, note.line, 0, note.message)
    return _of_place(place, NOTE, severity, "\n".join(map(visible, note.help.splitlines())), request)


def _from_top(path: str, request: Request) -> str:
    """Settings may lie below the top of the repository, and extend files that lie elsewhere in it."""
    whole = posixpath.join(request.within, path)
    return posixpath.normpath(whole) if path.startswith("../") else whole


def _numbered(one: Diagnostic, seen: Counter[str]) -> Diagnostic:
    """Return it with a hash for its name: programs take what is named alike for one thing, and compare names only."""
    seen[one.fingerprint] += 1
    name = f"{one.fingerprint}\0{seen[one.fingerprint]}".encode("utf-8", "surrogateescape")
    return one._replace(fingerprint=sha256(name).hexdigest()[:32])
