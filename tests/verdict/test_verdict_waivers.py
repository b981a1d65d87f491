"""
Waivers: what they accept, what they fail for, what is told of them.

Which violations they accept is held up to the words of decision 11, read literally: a violation of one import by that
import, any other by a run over the code without the waived imports.
"""

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.verdict import Verdict
from tests.graph.sketch import Statement, read, weighed
from tests.verdict.test_verdict_baseline import MODULES, RULES, Edge, check, covered, frozen, imports

DAY = "2026-11-24"
LIST = {"list": {"type": "linked-list", "layers": ["shop.a", "shop.b", "shop.d"]}}
SKIP = [("shop.a", "shop.d")]


@st.composite
def waivers(draw: st.DrawFn) -> list[dict[str, Any]]:
    pairs = st.tuples(st.sampled_from(MODULES), st.sampled_from(MODULES)).filter(lambda pair: pair[0] != pair[1])
    texts = st.one_of(pairs.map(" -> ".join), st.sampled_from(["shop.a.** -> **", "** -> shop.d", "shop.{x} -> free"]))
    rules = st.lists(st.sampled_from(sorted(RULES)), min_size=1, max_size=4, unique=True)
    found = []
    for _ in range(draw(st.integers(1, 3))):
        row: dict[str, Any] = {"imports": draw(st.lists(texts, min_size=1, max_size=6)), "because": "x"}
        found.append(row | ({"rules": draw(rules)} if draw(st.booleans()) else {}))
    return found


def meant(text: str, edge: Edge) -> bool:
    """Read an import of a waiver literally, as far as the ones above go."""
    tail, head = text.split(" -> ")
    if text == "shop.{x} -> free":
        return edge[0].count(".") == 1 and edge[0].startswith("shop.") and edge[1] == "free"
    return all(
        one in ("**", name) or (one.endswith(".**") and f"{name}.".startswith(one[:-2]))
        for one, name in ((tail, edge[0]), (head, edge[1]))
    )


def waived(rows: list[dict[str, Any]], rule: str, edges: list[Edge]) -> set[Edge]:
    texts = [text for row in rows if rule in row.get("rules", [rule]) for text in row["imports"]]
    return {edge for edge in edges if any(meant(text, edge) for text in texts)}


def weigh(edges: list[Edge], rows: object, rules: object = LIST, **wishes: object) -> Verdict:
    policy = wishes.pop("policy", {})
    return check(edges, None, {"rules": rules, "waivers": rows, "policy": policy}, today=DAY, **wishes)


@settings(max_examples=300, deadline=None)
@given(edges=imports(), rows=waivers())
def test_a_violation_is_waived_where_nothing_is_left_of_it_without_the_waived_imports(edges, rows):
    verdict = weigh(edges, rows, RULES)

    @cache
    def out(rule: str) -> set[Edge]:
        return waived(rows, rule, edges)

    @cache
    def left(rule: str) -> Verdict:
        return check([edge for edge in edges if edge not in out(rule)], None, {"rules": {rule: RULES[rule]}})

    for one in verdict.violations:
        if one.steps or one.members:
            assert (one.state == "waived") == (not covered_by_parts(one, left(one.rule)))
        else:
            assert (one.state == "waived") == ((one.importer, one.imported) in out(one.rule))


def covered_by_parts(one, left):
    """Whether a violation is left, or of a set a part."""
    return one.fingerprint in {other.fingerprint for other in left.violations} or any(
        covered(other, [one]) for other in left.violations if other.members
    )


@settings(max_examples=200, deadline=None)
@given(edges=imports(), rows=waivers())
def test_a_waiver_changes_the_state_of_violations_and_nothing_else(edges, rows):
    before, after = check(edges), weigh(edges, rows, RULES)

    assert {one.fingerprint for one in before.violations} == {one.fingerprint for one in after.violations}
    assert {one._replace(state="", excerpt=()) for one in before.violations} == {
        one._replace(state="", excerpt=()) for one in after.violations
    }
    assert after.summary.waived + after.summary.new == before.summary.new
    assert sum(one.accepts for one in after.waivers) >= after.summary.waived


@settings(max_examples=200, deadline=None)
@given(edges=imports(), rows=waivers())
def test_each_waived_violation_is_waived_by_a_waiver_that_is_not_called_unused(edges, rows):
    verdict = weigh(edges, rows, RULES)
    idle = [row for row, one in zip(rows, sorted(verdict.waivers, key=lambda one: one.line), strict=True)]

    # What is said to do nothing can go, and the verdict stays as it is.
    needed = [row for row in idle if not all_unused(row, verdict)]
    assert states(weigh(edges, needed, RULES)) == states(verdict)


def all_unused(row, verdict):
    return any(
        one.state == "unused"
        and one.imports == tuple(row["imports"])
        and set(one.rules) == set(row.get("rules", ()))
        and not one.accepts
        for one in verdict.waivers
    )


def states(verdict):
    return {one.fingerprint: one.state for one in verdict.violations}


@settings(max_examples=100, deadline=None)
@given(edges=imports(), rows=waivers())
def test_what_is_waived_is_written_into_no_baseline(edges, rows):
    verdict = weigh(edges, rows, RULES, ask="baseline")

    assert verdict.baselines[0].new == verdict.summary.new
    text = verdict.baselines[0].text
    again = check(edges, text, {"rules": RULES, "waivers": rows}, today=DAY)
    assert again.summary.new == 0
    assert again.summary.waived == verdict.summary.waived


def row(**more: object) -> list[dict[str, object]]:
    return [{"imports": ["shop.a -> shop.d"], "because": "the console goes", **more}]


def told(verdict: Verdict) -> list[str]:
    return [one.message for one in verdict.violations if one.kind == "waiver"]


def until(text: str):
    from datetime import date

    return date.fromisoformat(text)


def test_a_waived_violation_is_reported_counted_and_no_failure():
    verdict = weigh(SKIP, row())

    assert [one.state for one in verdict.violations] == ["waived"]
    assert (verdict.summary.violations, verdict.summary.new, verdict.summary.waived) == (1, 0, 1)
    assert not verdict.failed
    assert [(one.state, one.accepts, one.days) for one in verdict.waivers] == [("active", 1, None)]


def test_a_waiver_holds_on_its_last_day_and_fails_on_the_next():
    last, over = weigh(SKIP, row(until=until(DAY))), weigh(SKIP, row(until=until("2026-11-23")))

    assert not last.failed
    assert [one.message for one in last.notices] == ["the waiver of `shop.a -> shop.d` ends today"]
    assert over.failed
    assert told(over) == ["the waiver of `shop.a -> shop.d` ended on 2026-11-23"]
    assert over.waivers[0].state == "expired"
    assert [one.id for one in over.rules] == ["list", "policy"]


def test_what_an_expired_waiver_accepts_is_told_at_one_place_and_not_at_forty():
    verdict = weigh([*SKIP, ("shop.a.x", "shop.d")], row(imports=["shop.a.** -> shop.d"], until=until("2026-01-01")))

    assert [one.state for one in verdict.violations] == ["new", "waived", "waived"]
    assert verdict.violations[0].help.startswith("mend the 2 violations that it accepts")


@pytest.mark.parametrize(("day", "words"), [("2026-12-08", ["in 14 days, on 2026-12-08"]), ("2026-12-09", [])])
def test_an_end_is_told_fourteen_days_ahead_and_never_fails(day, words):
    verdict = weigh(SKIP, row(until=until(day)), strict=True)

    assert [one.message.partition(" ends ")[2] for one in verdict.notices] == words
    assert not verdict.failed


@pytest.mark.parametrize(
    ("policy", "more", "words"),
    [
        ({}, {"because": " "}, ["gives no reason"]),
        ({"waiver-needs": []}, {"because": ""}, ["gives no reason"]),
        ({"waiver-needs": ["owner", "until"]}, {}, ["has no owner", "never ends"]),
        ({"waiver-needs": ["owner"]}, {"owner": "@shop/web"}, []),
        ({"waiver-needs": ["rules"]}, {}, ["names no rule"]),
        ({"waiver-max-days": 10}, {}, ["never ends"]),
        ({"waiver-max-days": 10}, {"until": until("2026-12-04")}, []),
        ({"waiver-max-days": 10}, {"until": until("2026-12-05")}, ["ends in 11 days, and the policy allows 10"]),
    ],
)
def test_a_waiver_says_what_the_policy_asks_for(policy, more, words):
    verdict = weigh(SKIP, row(**more), policy=policy)

    assert told(verdict) == [f"the waiver of `shop.a -> shop.d` {word}" for word in words]
    assert verdict.failed == bool(words)
    assert verdict.summary.waived == 1


def test_an_import_that_is_gone_is_told_with_its_entry():
    rows = row(imports=["shop.a -> shop.d", "shop.b -> shop.a"])
    verdict = weigh(SKIP, rows)

    assert [one.message for one in verdict.notes] == ["`shop.b -> shop.a` is waived, but nothing imports like that"]
    assert not verdict.failed
    assert weigh(SKIP, rows, strict=True).failed


def test_a_waiver_of_what_no_rule_forbids_is_told():
    verdict = weigh([*SKIP, ("shop.b", "shop.d")], row(imports=["shop.b -> shop.d"]))

    assert [one.message for one in verdict.notes] == ["no rule forbids what the waiver of `shop.b -> shop.d` accepts"]
    assert verdict.waivers[0].state == "unused"


def test_of_a_waiver_for_a_rule_that_was_not_judged_nothing_is_said():
    rules = {**LIST, "off": {"type": "acyclic", "severity": "off"}}
    verdict = weigh([*SKIP, ("shop.b", "shop.d")], row(imports=["shop.b -> shop.d"], rules=["off"]), rules)

    assert verdict.notes == ()


def test_a_name_that_matches_nothing_is_an_error_with_the_nearest_one():
    verdict = weigh(SKIP, row(imports=["shop.a -> shop.dd"], rules=["lst"]))

    assert {(one.message, one.label) for one in verdict.problems} == {
        ("no module matches `shop.dd` in `shop.a -> shop.dd`", "did you mean `shop.d`?"),
        ("no rule has the ID `lst`", "did you mean `list`?"),
    }
    assert not verdict.summary.complete
    assert [one.state for one in verdict.violations] == ["new"], "the rules are judged all the same"


def test_a_line_of_the_baseline_is_not_needed_where_a_waiver_accepts():
    stored = frozen(SKIP)
    verdict = check(SKIP, stored, {"rules": RULES, "waivers": row(imports=["shop.a -> **"])}, today=DAY)

    assert {one.state for one in verdict.violations} == {"waived"}
    assert verdict.summary.fixed == len(stored.splitlines()) - 2


def test_a_waiver_that_ends_needs_to_know_the_day():
    with pytest.raises(ValueError, match="what day it is"):
        check(SKIP, None, {"rules": LIST, "waivers": row(until=until(DAY))})


def test_a_waived_measure_is_what_is_left_without_the_waived_imports():
    fan = [("shop.a", "shop.b"), ("shop.a", "shop.c"), ("shop.a", "shop.d")]
    rules = {"out": {"type": "budget", "measure": "fan-out", "max": 1, "modules": ["shop.a"]}}

    assert weigh(fan, row(imports=["shop.a -> shop.b"]), rules).summary.waived == 0
    assert weigh(fan, row(imports=["shop.a -> shop.b", "shop.a -> shop.c"]), rules).summary.waived == 1


def test_a_missing_import_cannot_be_waived():
    rules = {"audit": {"type": "required", "from": ["shop.a.x"], "to": ["shop.d"]}}
    verdict = weigh([("shop.a.x", "shop.b"), ("shop.b", "shop.d")], row(imports=["shop.a.** -> **"]), rules)

    assert [one.state for one in verdict.violations] == ["new"]


def test_the_order_of_waivers_is_that_of_owners_and_days():
    rows = [
        {"imports": ["shop.a -> shop.d"], "because": "x", "owner": owner, **({"until": until(day)} if day else {})}
        for owner, day in [("@b", "2027-01-01"), ("@b", ""), ("@a", "2028-01-01"), ("@b", "2026-12-31")]
    ]
    found = weigh(SKIP, rows).waivers

    assert [(one.owner, one.until) for one in found] == [
        ("@a", "2028-01-01"),
        ("@b", "2026-12-31"),
        ("@b", "2027-01-01"),
        ("@b", ""),
    ]


def test_a_pair_is_waived_wherever_it_is_written():
    statements = [Statement("shop.a", "shop.d"), Statement("shop.a", "shop.d")]
    verdict = weighed(read(statements, MODULES), {"rules": LIST, "waivers": row()}, today=DAY)

    assert verdict.summary.waived == verdict.summary.violations == 1
