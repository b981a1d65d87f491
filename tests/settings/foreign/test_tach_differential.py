"""
Tach itself, asked about hundreds of projects made by chance, says what archlint says of their tach.toml.

Both are asked which imports are illegal: (file, module of tach that is imported, what forbids it). Where they differ,
one of `REASONS` has to explain it, and docs/coming-from-tach.md tells each of those.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from archlint import verdict
from archlint.report.opening import opened
from archlint.settings import Disk, Request, SettingsError
from archlint.verdict import Verdict, Violation
from tests.settings.foreign.tach_oracle import asked
from tests.settings.foreign.tach_projects import MUTATIONS, Project

pytestmark = [pytest.mark.once, pytest.mark.slow]

SEEDS = range(250)
OURS_ALONE = ("visibility", "no-circles", "root-module")
"""Rules that judge the code where tach looks at its settings alone."""

KINDS = {"public-api": "interface"}

Illegal = tuple[str, str, str]


class Case(NamedTuple):
    """One project and both verdicts on it."""

    name: str
    project: Project
    theirs: Mapping[str, Any]
    ours: Verdict | SettingsError


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """Return hundreds of projects, judged by both; each second one with its settings changed once more."""
    base = tmp_path_factory.mktemp("tach")
    projects = {f"{seed}": Project(seed) for seed in SEEDS}
    for seed in SEEDS[::3]:
        for mutation in MUTATIONS:
            if changed := Project(seed).mutated(mutation):
                projects[f"{seed}-{mutation}"] = changed
    for name, project in projects.items():
        project.write(base / name)
    told = asked([base / name for name in projects])
    return [
        Case(name, one, theirs, judged(base / name)) for (name, one), theirs in zip(projects.items(), told, strict=True)
    ]


def judged(folder: Path) -> Verdict | SettingsError:
    """Return what archlint says of a folder."""
    try:
        return verdict.judge(Request(settings=opened(folder / "tach.toml", Disk()), cache=False, limit=0))
    except SettingsError as error:
        return error


def illegal(case: Case) -> set[Illegal]:
    """Return the imports that tach finds illegal."""
    found: set[Illegal] = set()
    for one in case.theirs["told"]:
        told = one.get("Located", one.get("Global"))
        [(word, details)] = next(iter(told["details"].values())).items()
        if told["severity"] == "Error":
            kind = "interface" if word == "PrivateDependency" else "dependency"
            found.add((told["file_path"], details["definition_module"], kind))
    return found


def broken(case: Case) -> dict[Illegal, Violation]:
    """Return the imports that archlint finds illegal."""
    assert isinstance(case.ours, Verdict)
    assert all(case.theirs["unused"] and one.path == "tach.toml" for one in case.ours.errors), case.ours.errors
    return {
        (one.path, "<root>" if one.head == "root-module" else one.head, KINDS.get(one.type, "dependency")): one
        for one in case.ours.violations
        if (one.severity, one.state) == ("error", "new") and one.rule not in OURS_ALONE and one.kind != "missing"
    }


def explained(case: Case, one: Violation) -> str:
    """Return why archlint alone finds an import illegal; "" where nobody knows."""
    if one.rule.startswith("cannot-depend-on") and "layers" in case.project.settings:
        return "the order of the layers silences `cannot_depend_on`"
    lines = [case.project.files[one.path.removeprefix(case.project.root)][line - 1] for line in one.lines]
    if any("tach-ignore" in line for line in lines):
        return "a comment spares an import where it spares every statement of it in the file"
    if any(name in line.replace(" import ", ".") for line in lines for name in _left_out(case, one.imported)):
        return "an import of what is excluded is one of the package above it"
    return ""


def _left_out(case: Case, package: str) -> list[str]:
    """Return the modules below a package that `exclude` leaves out, as imports name them."""
    patterns = case.project.settings.get("exclude", ())
    paths = [path.removesuffix(".py").removesuffix("/__init__") for path in case.project.files if _fits(path, patterns)]
    names = (path.replace("/", ".") for path in paths)
    return [name for name in names if name.startswith(f"{package}.")]


def _fits(path: str, patterns: Sequence[str]) -> bool:
    return any(
        path.endswith(pattern.removeprefix("**")) if pattern.startswith("**") else path.startswith(pattern.rstrip("*"))
        for pattern in patterns
    )


def test_both_find_the_same_imports_illegal(cases):
    differences: list[str] = []
    reasons: Counter[str] = Counter()
    for case in cases:
        if "refused" not in case.theirs and isinstance(case.ours, Verdict):
            theirs, ours = illegal(case), broken(case)
            differences += (f"{case.name}: tach alone {one}" for one in theirs - ours.keys())
            for one in ours.keys() - theirs:
                reason = explained(case, ours[one])
                reasons[reason] += 1
                differences += [] if reason else [f"{case.name}: archlint alone {one}"]

    assert differences == []
    assert reasons.total() > 0


def test_both_refuse_the_same_settings(cases):
    alone = [case.name for case in cases if ("refused" in case.theirs) != isinstance(case.ours, SettingsError)]

    assert alone == []
    assert sum("refused" in case.theirs for case in cases) > 5


def test_lists_that_say_too_much_are_the_same(cases):
    """Under `exact`; what tach says of lists that it does not look into is another matter, see `needless`."""
    compared = 0
    for case in cases:
        if case.project.settings.get("exact") and isinstance(case.ours, Verdict) and "refused" not in case.theirs:
            theirs = {(path, dependency) for path, dependency in case.theirs["unused"]}
            words = (
                one.message.replace("root-module", "<root>") for one in case.ours.violations if one.kind == "missing"
            )
            ours = {_MISSING.findall(message)[0] for message in words}
            told = {name for one in case.ours.errors for name in _NAMED.findall(one.message)}
            left = {one for one in theirs - ours if told.isdisjoint(one)}
            assert {one for one in left if not needless(case, *one)} == set(), case.name
            assert ours - theirs == set(), case.name
            compared += len(ours)
    assert compared > 50


_NAMED = re.compile(r"`([^`]+)`")
_MISSING = re.compile(r"(\S+) may import (\S+), and nobody there does")


def needless(case: Case, path: str, dependency: str) -> str:
    """Return why tach says of a listed module that nothing needs it, although that is not known or not true."""
    modules = case.project.by_path
    if modules[path].get("unchecked"):
        return "tach does not look at the imports of this module"
    if any(sign in dependency for sign in "*{"):
        return "archlint does not ask patterns whether anything needs them"
    unread = path == "<root>" and case.project.settings.get("root_module", "ignore") == "ignore"
    if unread or _fits(f"{path.replace('.', '/')}.py", case.project.settings.get("exclude", ())):
        return "tach says so of the lists of a module that it does not look into"
    inside = (lines for file, lines in case.project.files.items() if file.startswith(path.replace(".", "/")))
    if any("tach-ignore" in line for lines in inside for line in lines):
        return "tach says so of what is imported, and spared by a comment"
    if modules.get(dependency, {}).get("utility") or "layer" in modules[path]:
        return "tach says so of what may be imported anyway, needed or not"
    return ""


def test_every_kind_of_verdict_is_among_them(cases):
    words = Counter(
        word for case in cases for one in case.theirs.get("told", ()) for word in _words(one) if case.theirs["failed"]
    )
    verdicts = Counter(case.theirs.get("failed") for case in cases)

    for word in (
        "UndeclaredDependency",
        "ForbiddenDependency",
        "LayerViolation",
        "ClosedLayerViolation",
        "PrivateDependency",
    ):
        assert words[word] > 20, word
    assert min(verdicts[True], verdicts[False]) > 100


def _words(one: Mapping[str, Any]) -> list[str]:
    details = one.get("Located", one.get("Global"))["details"]
    return list(next(iter(details.values())))


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_each_mutation_changes_what_is_illegal(cases, mutation):
    """Or the verdicts on changed settings would be the old ones, which show nothing."""
    by_name = {case.name: case for case in cases}
    changed = [case for case in cases if case.name.endswith(f"-{mutation}") and "refused" not in case.theirs]
    before = {case.name: by_name[case.name.partition("-")[0]] for case in changed}

    assert any(
        "refused" not in before[one.name].theirs and illegal(one) != illegal(before[one.name]) for one in changed
    )
