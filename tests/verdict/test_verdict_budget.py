"""The baseline of budgets: a stored value is known while nothing is above it, and it may only fall."""

import pytest
from hypothesis import given, settings

from archlint.verdict.baseline import Line, parse, text_of
from tests.verdict.test_verdict_baseline import Edge, check, imports, known, new

LAYERS = ["shop.a", ["shop.b", "shop.c"], "shop.d"]
TABLE = {
    "rules": {
        "out": {"type": "budget", "measure": "fan-out", "max": 1, "modules": ["shop.{part}", "free"]},
        "knot": {"type": "budget", "measure": "cycle-size", "max": 0},
        "skips": {"type": "budget", "measure": "skips", "max": 0, "modules": ["shop.a", "shop.b"], "layers": LAYERS},
    }
}
FAN = [("shop.a", "shop.b"), ("shop.a", "shop.c"), ("shop.a", "shop.d"), ("shop.a", "free")]


def values(edges: list[Edge]) -> dict[str, int]:
    return {one.fingerprint: one.measured[1] for one in check(edges, None, TABLE).violations if one.measured}


def stored(text: str) -> dict[str, int | None]:
    return {f"{line.rule} {line.kind} {line.what}": line.value for line in parse(text, "x")[0]}


def pruned(edges: list[Edge], text: str | None = None) -> str:
    return check(edges, text, TABLE, ask="baseline").baselines[0].text


@settings(max_examples=200, deadline=None)
@given(edges=imports(), now=imports())
def test_a_value_is_known_while_it_is_not_above_the_stored_one(edges, now):
    text = pruned(edges)
    verdict = check(now, text, TABLE)

    before, after = values(edges), values(now)
    assert stored(text) == before
    assert known(verdict) == {name for name, value in after.items() if value <= before.get(name, -1)}
    assert new(verdict) == after.keys() - known(verdict)
    assert verdict.failed == bool(new(verdict))


@settings(max_examples=200, deadline=None)
@given(edges=imports(), now=imports())
def test_pruning_lowers_to_what_is_left_and_never_raises(edges, now):
    before, after = values(edges), values(now)
    text = pruned(now, pruned(edges))

    assert stored(text) == {name: min(value, after[name]) for name, value in before.items() if name in after}
    assert pruned(now, text) == text
    assert check(now, text, TABLE).summary.fixed == 0
    assert new(check(edges, text, TABLE)) == {name for name, value in before.items() if value > after.get(name, -1)}


@settings(max_examples=200, deadline=None)
@given(edges=imports(), now=imports())
def test_accepting_stores_the_higher_value_in_place_of_the_lower_one(edges, now):
    text = pruned(edges)
    accepted = check(now, text, TABLE, ask="baseline", subject="out", because="we had to").baselines[0].text

    before, after = stored(text), values(now)
    raised = {name: after[name] for name in new(check(now, text, TABLE)) if name.startswith("out ")}
    assert stored(accepted) == {**before, **raised}
    assert len(parse(accepted, "x")[0]) == len(stored(accepted))
    assert {line.value for line in parse(accepted, "x")[0] if line.because} == set(raised.values())


def test_a_line_says_measure_component_and_value():
    assert pruned(FAN).splitlines()[2:] == [
        "out over-budget fan-out of shop.a = 4",
        "skips over-budget skips of shop.a = 1",
    ]


def test_a_lower_value_is_no_error_and_is_told_as_a_line_to_prune():
    verdict = check(FAN[:3], pruned(FAN), TABLE)

    assert not verdict.failed
    assert verdict.summary.known == 2
    assert verdict.summary.fixed == 1


def test_of_two_values_that_a_merge_left_the_higher_one_holds():
    text = "out over-budget fan-out of shop.a = 4\nout over-budget fan-out of shop.a = 3\n"

    assert check(FAN, text + "skips over-budget skips of shop.a = 1", TABLE).summary.new == 0
    assert "fan-out of shop.a = 4\n" in pruned(FAN, text)
    assert pruned(FAN, text).count("fan-out") == 1


@pytest.mark.parametrize("row", ["out over-budget fan-out of shop.a", "out over-budget fan-out of shop.b = 9"])
def test_another_component_or_no_value_covers_nothing(row):
    assert "out over-budget fan-out of shop.a" in new(check(FAN, row, TABLE))


def test_a_value_behind_an_import_does_not_cover_the_import():
    edges = [("shop.a", "shop.d")]

    assert new(check(edges, "list skip shop.a -> shop.d = 3")) == new(check(edges))


def test_a_value_of_more_digits_than_anything_has_is_no_value():
    row = f"out over-budget fan-out of shop.a = {'9' * 5000}"

    assert parse(row, "x")[0][0].value is None


def test_values_are_written_before_the_reason():
    line = Line("out", "over-budget", "fan-out of shop", because="May", value=12)

    assert text_of([line]).splitlines()[-1] == "out over-budget fan-out of shop = 12  # May"
    assert parse(text_of([line]), "x")[0] == (line,)
