"""`archlint check --against REV` inside real repositories: only what a change brings in is new."""

import json
from random import Random

import pytest

from tests.cli.histories import History, State
from tests.git.repositories import Repository

pytestmark = pytest.mark.git


def names_at(then: State, now: State) -> dict[int, str]:
    """What modules of then are called today; those that are gone keep the name they had."""
    today = {number: now.modules.get(number, name) for number, name in then.modules.items()}
    renamed = dict(zip(then.layers, now.layers, strict=True))
    return {n: today[n] if n in now.modules else _in(renamed, name) for n, name in then.modules.items()}


def _in(renamed: dict[str, str], name: str) -> str:
    shop, layer, module = name.split(".")
    return f"{shop}.{renamed[layer]}.{module}"


def pairs(violations):
    return {(one["importer"], one["imported"]) for one in violations}


def compared(call, revision):
    done = call("check", "--against", revision, "--format", "json")
    assert done.code in (0, 1), done.err
    report = json.loads(done.out)
    assert done.code == bool([one for one in report["violations"] if one["state"] == "new"])
    return report


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_thirty_commits_are_judged_as_a_model_knows_them(seed, tmp_path, call):
    history = History(Repository(tmp_path), seed)
    random = Random(seed)
    steps = []

    for step in history.grow(30):
        steps.append(step)
        now = history.states[history.head]
        ancestors = [
            commit for commit in history.repository.git("rev-list", "HEAD").split() if commit in history.states
        ]
        for base in {ancestors[1], random.choice(ancestors[1:])}:
            then = history.states[base]
            names = names_at(then, now)
            here = now.illegal(now.modules, now.imports)
            before = now.illegal(names, then.imports)

            report = compared(call, base)

            by_state = {
                state: pairs(v for v in report["violations"] if v["state"] == state) for state in ("new", "known")
            }
            assert by_state["new"] == here - before, (steps, base)
            assert by_state["known"] == here & before, (steps, base)
            assert pairs(report["against"]["fixed"]) == before - here, (steps, base)
            assert report["against"]["base"] == base
            assert bool(report["against"]["policy"]) == (now.strict != then.strict)
