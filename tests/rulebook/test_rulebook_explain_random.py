"""What `explain "a -> b"` says of random imports, held up to what a check reports of the code with and without them."""

from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archlint.settings import SettingsError
from tests.graph.sketch import Statement, judged, read
from tests.rules.test_rules_random import LIBRARIES, MODULES, imports

REGIONS = [f"shop.eu.{letter}" for letter in "abcd"]
RULES = (
    {"type": "linked-list", "layers": REGIONS},
    {"type": "linked-list", "layers": ["shop.eu", "shop.us"], "foundation": ["shop.eu.k"]},
    {"type": "linked-list", "containers": ["shop.eu", "shop.us"], "layers": ["a", ["b", "c"], "d"]},
    {"type": "linked-list", "modules": REGIONS},
    {"type": "linked-list", "modules": ["shop.{region}.b", "shop.{region}.c"], "foundation": ["shop.eu.d"]},
    {"type": "layers", "layers": REGIONS, "closed": ["shop.eu.b"]},
    {"type": "layers", "layers": ["shop.{region}.a", ["shop.{region}.b", "shop.{region}.c"]], "siblings": "acyclic"},
    {"type": "layers", "containers": ["shop.eu"], "layers": ["a", ["b", "c"], "d"], "exhaustive": True},
    {"type": "independent", "modules": REGIONS},
    {"type": "independent", "modules": ["shop.{region}", "!shop.eu.k", "free.tools"]},
    {"type": "acyclic"},
    {"type": "acyclic", "modules": ["shop.eu", "!shop.eu.k"], "depth": 1},
    {"type": "acyclic", "scope": "modules"},
    {"type": "acyclic", "scope": "components", "modules": [*REGIONS, "shop.us"]},
    {"type": "forbidden", "from": ["shop.eu"], "to": ["shop.us", "<third-party>"], "except-through": ["shop.us.c"]},
    {"type": "forbidden", "from": ["shop.{region}.a"], "to": ["shop.{region}.d", "requests"], "indirect": False},
    {"type": "allowed", "imports": {"shop.eu": ["shop.us", "free"], "shop.us.a": ["shop.us"], "**": ["requests"]}},
    {"type": "allowed", "imports": {"shop.{r}.a": ["shop.{r}.b"], "shop.{r}.b": []}, "exact": True, "exhaustive": True},
    {"type": "protected", "importers": {"shop.us": ["shop.eu.a"], "requests": [], "shop.{r}.d": ["shop.{r}.c"]}},
    {"type": "forbidden", "from": ["shop.*"], "to": ["shop.*.a", "requests"], "each": "package"},
    {"type": "independent", "modules": ["shop.*.b", "free.tools"], "each": True},
    {"type": "protected", "importers": {"shop.*": ["shop.eu.a"], "shop.us.b": []}, "each": "module"},
    {"type": "acyclic", "modules": ["shop"], "skip": ["shop.eu"]},
    {"type": "leak", "modules": REGIONS},
    {"type": "private"},
    {"type": "required", "from": ["shop.eu"], "to": ["free"]},
    {"type": "stable", "modules": [*REGIONS, "shop.us"]},
    {"type": "orphan"},
    {"type": "public-api", "expose": {"shop.{region}": ["a", "b", "(k)"]}},
)
ANY = st.sampled_from([*MODULES, *LIBRARIES])


def code(edges):
    return read([Statement(*edge) for edge in edges], MODULES, known=["requests"])


def member(name, members):
    """Return the longest of the names that is the module or a package above it; "" for none."""
    return max((one for one in members if f"{name}.".startswith(f"{one}.")), key=len, default="")


def is_about(finding, edge):
    """Whether the report of a check names an import: its place, its chain, its cut, or two of its knot."""
    if not finding.members:
        return edge in (*pairwise(finding.chain), *(finding.cut or ()))
    steps = {(step.importer, step.imported) for step in finding.steps} or {(finding.importer, finding.imported)}
    if edge in steps or edge in finding.cut:
        return True
    tail, head = (member(name, {*finding.members, finding.tail, finding.head}) for name in edge)
    if finding.kind == "cycle":
        return tail != head and {tail, head} <= set(finding.members)
    return "" not in (tail, head) and ((tail == finding.tail) != (head == finding.head)) and tail != head


@settings(max_examples=700, deadline=None)
@given(edges=imports(libraries=LIBRARIES), rule=st.sampled_from(RULES), tail=st.sampled_from(MODULES), head=ANY)
def test_a_rule_forbids_what_a_check_reports_of_the_code_with_that_import(edges, rule, tail, head):
    assume(tail != head)
    toml = {"rules": {"drawn": rule}}
    try:
        answer = judged(code(edges), toml, ask="explain", subject=f"{tail} -> {head}").answer
    except SettingsError:
        assume(False)
    assume(answer["judged"])
    edge = tuple(answer["judged"].split(" -> "))
    with_it = judged(code({*edges, edge}), toml).findings
    before = {one.fingerprint for one in judged(code({*edges} - {edge}), toml).findings}

    reported = [one for one in with_it if one.fingerprint not in before or is_about(one, edge)]

    assert [row["verdict"] == "forbids" for row in answer["rules"]] == [bool(reported)]
    assert [row["count"] for row in answer["rules"]] == [len(reported)]
    assert [row["decisive"] for row in answer["rules"]] == [any(one.fingerprint not in before for one in reported)]
    assert {(row["kind"], row["message"]) for row in answer["violations"]} == {(f.kind, f.message) for f in reported}
    assert edge == (tail, head) or edge in edges


@settings(max_examples=150, deadline=None)
@given(edges=imports(), rule=st.sampled_from(RULES), tail=st.sampled_from(MODULES), head=st.sampled_from(MODULES))
def test_what_a_rule_ignores_or_does_not_count_it_passes_by(edges, rule, tail, head):
    assume(tail != head)
    spared = (
        {**rule, "ignore": [f"{tail} -> {head}"]},
        {**rule, "kinds": ["typing"]},
        {**rule, "severity": "off"},
    )
    toml = {"rules": {f"spared-{number}": one for number, one in enumerate(spared)}}

    answer = judged(code({*edges, (tail, head)}), toml, ask="explain", subject=f"{tail} -> {head}").answer

    assert [(row["verdict"], row["reason"]) for row in answer["rules"]] == [
        ("unseen", f"ignored by `{tail} -> {head}`"),
        ("unseen", "not of its kinds: runtime"),
        ("unseen", "it is switched off"),
    ]
    assert answer["violations"] == []


def test_a_second_import_to_one_side_of_a_branch_is_a_part_of_it():
    edges = [("shop.eu.a", "shop.eu.b"), ("shop.eu.a.views", "shop.eu.b"), ("shop.eu.a", "shop.eu.c")]
    toml = {"rules": {"drawn": {"type": "linked-list", "modules": REGIONS}}}

    (row,) = judged(code(edges), toml, ask="explain", subject="shop.eu.a.views -> shop.eu.b").answer["rules"]

    assert (row["verdict"], row["kind"], row["decisive"]) == ("forbids", "branch", False)


def test_what_is_taken_away_from_a_rule_is_no_part_of_its_cycles():
    edges = [("shop.eu.a", "shop.us"), ("shop.us", "shop.eu.a"), ("shop.eu.k", "shop.us")]
    toml = {"rules": {"drawn": {"type": "acyclic", "modules": ["shop", "!shop.eu.k"]}}}

    rows = [
        judged(code(edges), toml, ask="explain", subject=f"{tail} -> shop.us").answer["rules"][0]
        for tail in ("shop.eu.a", "shop.eu.k")
    ]

    assert [row["verdict"] for row in rows] == ["forbids", "allows"]
