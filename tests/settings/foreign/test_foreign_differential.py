"""
Random codebases with random contracts, judged by archlint and by import-linter itself: they are of one mind.

Each project is judged as it is, and twice more: without what it ignores, and with its layers turned around. What
archlint does otherwise on purpose stands in `REFUSED`, each with its reason.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from archlint.cli import main
from tests.settings.foreign.codebases import KINDS, Project, lay, projects, text_of
from tests.settings.foreign.judged import verdicts
from tests.settings.foreign.oracle import linted, rulings

pytestmark = [pytest.mark.newest, pytest.mark.once]

REFUSED = {
    "must have include_external_packages=True": "imports of packages of others are seen, whether asked for or not",
    "subpackages of external packages are not valid": "archlint knows what is imported of a package of others",
}
"""Where import-linter judges nothing and archlint does, with a note: a part of its words, and why."""
OPTIONS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("type_", KINDS)
def test_both_say_the_same_of_every_contract(type_):
    judged = {"kept": 0, "broken": 0, "refused": 0}

    @OPTIONS
    @given(project=projects(type_))
    def holds(project):
        for state in _held_up(project, _without_ignores(project), _turned_around(project)):
            judged[state] += 1

    holds()
    assert min(judged.values()) > 0, f"these projects try too little: {judged}"


@pytest.mark.parametrize("type_", ["layers", "forbidden"])
def test_the_commands_end_alike(type_, capfd):
    tried = []

    @settings(max_examples=6, deadline=None, suppress_health_check=[*HealthCheck])
    @given(project=projects(type_))
    def ends(project):
        with tempfile.TemporaryDirectory() as name:
            lay(Path(name), project)
            theirs = rulings(Path(name), ".importlinter")
            if any(one.state == "refused" for one in theirs):
                return  # it stops at the first of these
            code = main(["check", "--no-cache", "--config", f"{name}/.importlinter"])
            capfd.readouterr()
            done = linted(Path(name))
            assert {one.name: one.state.upper() for one in theirs} == done.states
            assert code == done.code
            tried.append(code)

    ends()
    assert tried


def _held_up(*versions: Project) -> Iterator[str]:
    """Hold both verdicts of each project, whose code is the same, up to each other; yield those of import-linter."""
    with tempfile.TemporaryDirectory() as name:
        lay(Path(name), versions[0])
        for version in versions:
            (Path(name) / ".importlinter").write_text(text_of(version))
            yield from _states(Path(name), version)


def _states(folder: Path, project: Project) -> Iterator[str]:
    theirs = rulings(folder, ".importlinter")
    ours = {one.name: one for one in verdicts(folder, ".importlinter")}
    for ruling in theirs:
        mine = ours[ruling.name]
        if any(words in ruling.why for words in REFUSED):
            assert any("import-linter refuses" in note for note in mine.notes)
            continue
        assert (ruling.state, ruling.why) == (mine.state, ruling.why), f"{ruling}\n{mine}\n{project}"
        if ruling.state == "broken":
            assert ruling.direct == {(tail, _top(head)) for tail, head in mine.direct}, f"{ruling}\n{mine}\n{project}"
    yield from (one.state for one in theirs)


def _top(module: str) -> str:
    """Return a module as import-linter knows it: of others the top-level package alone."""
    return module if re.match(r"(shop|lib)\b", module) else module.partition(".")[0]


def _without_ignores(project: Project) -> Project:
    def bare(contract):
        return contract._replace(options=tuple(pair for pair in contract.options if pair[0] != "ignore_imports"))

    return project._replace(contracts=tuple(map(bare, project.contracts)))


def _turned_around(project: Project) -> Project:
    def turned(contract):
        options = ((key, values[::-1] if key == "layers" else values) for key, values in contract.options)
        return contract._replace(options=tuple(options))

    return project._replace(contracts=tuple(map(turned, project.contracts)))
