"""What the fixture `archlint` gives: assertions about the dependency structure, written by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from archlint.pytest_plugin.judgement import Judgement, Unjudged, judgement
from archlint.report import ALL_JUDGED
from archlint.settings import nearest

__all__ = ["Architecture", "architecture"]


class Architecture:
    """
    The dependency structure of the code, judged once in a test run.

    A name that does not exist raises LookupError with the nearest one: no assertion about nothing holds.
    """

    def __init__(self, found: Judgement) -> None:
        self._judgement = found
        self._chains: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...] | None] = {}

    def check(self, *rules: str) -> None:
        """
        Raise AssertionError with the report where one of these rules, by ID, is broken; without an ID, any at all.

        What is known by the baseline, waived or a warning breaks none. A file that cannot be read breaks all: nobody
        knows what is in it.
        """
        __tracebackhide__ = True
        names = self._judgement.names
        for rule in rules:
            if rule not in names:
                raise LookupError(self._unknown(rule))
        wanted = (*dict.fromkeys(rules), ALL_JUDGED) if rules else names
        broken = [case.text for case in map(self._judgement.case, wanted) if case.failed]
        if broken:
            raise AssertionError("\n\n".join(["the code is not as its rules say", *broken]))

    def chain(self, importer: str, imported: str, *, kinds: Iterable[str] = ()) -> tuple[str, ...] | None:
        """
        Return the shortest chain of imports from one to the other, both ends included; None where there is none.

        Each is a module, which means what lies below it as well, or a component of the settings; the imported one may
        be a library. All kinds of imports count, unless `kinds` names some: runtime, deferred, typing, dynamic,
        declared. Those that the settings ignore for all rules do not.
        """
        __tracebackhide__ = True
        question = importer, imported, tuple(kinds)
        if question not in self._chains:
            found = self._judgement.chain(*question)
            if found.refused:
                raise LookupError(found.refused)
            if found.unread and not found.modules:
                raise AssertionError(f"no chain was found, but not all could be read\n\n{found.unread}")
            self._chains[question] = found.modules or None
        return self._chains[question]

    def _unknown(self, rule: str) -> str:
        if rule in self._judgement.off:
            return f"the rule `{rule}` is switched off, so nothing is known of it"
        names = self._judgement.names
        near = nearest(rule, names)
        return f"there is no rule `{rule}`; " + (f"did you mean `{near}`?" if near else f"there are {', '.join(names)}")


def architecture(config: pytest.Config) -> Architecture:
    """Return what the tests of a run share. Where the settings cannot be used, the test fails with the reason alone."""
    try:
        found = judgement(config)
        _ = found.names
    except Unjudged as error:
        pytest.fail(str(error), pytrace=False)
    return Architecture(found)
