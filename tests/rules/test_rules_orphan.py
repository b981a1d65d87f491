"""The rule that every module is imported by somebody, held up to its sentence on random graphs."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint import rulebook
from archlint.graph.rows import bits
from archlint.rulebook import Findings
from archlint.settings import Request, load
from tests.graph.random_graphs import masks
from tests.graph.sketch import Statement, judged, read
from tests.source.codebases import write

MODULES = (
    *("free", "shop", "shop.__main__", "shop.eu", "shop.eu.a", "shop.eu.a.views", "shop.eu.b", "shop.eu.b.rows"),
    *("shop.us", "shop.us.c", "tool"),
)
Edge = tuple[str, str]


def orphans(edges: Iterable[Edge], **options: object) -> Findings:
    keys = {key.replace("_", "-"): value for key, value in options.items()}
    imported = read([Statement(*edge) for edge in edges], MODULES)
    return judged(imported, {"rules": {"drawn": {"type": "orphan", **keys}}})


@st.composite
def imports(draw: st.DrawFn) -> list[Edge]:
    """Few imports, so that some modules are left alone."""
    size = len(MODULES)
    mask = draw(masks(size * size)) & draw(masks(size * size)) & draw(masks(size * size)) & draw(masks(size * size))
    pairs = ((MODULES[bit // size], MODULES[bit % size]) for bit in bits(mask))
    return [pair for pair in pairs if pair[0] != pair[1]]


@settings(max_examples=500, deadline=None)
@given(
    edges=imports(),
    entry_points=st.lists(st.sampled_from(MODULES), max_size=2, unique=True),
    modules=st.sampled_from([[], ["shop"], ["shop.eu", "tool"]]),
)
def test_an_orphan_is_what_nobody_imports_and_nothing_starts(edges, entry_points, modules):
    results = orphans(edges, entry_points=entry_points, modules=modules)

    def lies_in(module: str, name: str) -> bool:
        return (module + ".").startswith(name + ".")

    started = {m for m in MODULES if m.endswith("__main__") or any(lies_in(m, name) for name in entry_points)}
    fine = started | {head for _, head in edges}
    for package in MODULES:
        below = [m for m in MODULES if m != package and lies_in(m, package)]
        if any(m in started or any(head == m and tail != package for tail, head in edges) for m in below):
            fine.add(package)
    asked = [m for m in MODULES if not modules or any(lies_in(m, name) for name in modules)]
    assert results.problems == ()
    assert sorted(set(asked) - fine) == sorted(one.importer for one in results.findings)
    assert {one.kind for one in results.findings} <= {"orphan"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"entry_points": ["shop.eu.z"]}, "no module matches `shop.eu.z`"),
        ({"entry_points": ["json"]}, "`json` is not read, so it is no entry point of this code"),
        ({"modules": ["json"]}, "`json` is not read, so who imports it does not matter here"),
        ({"modules": ["!shop"]}, "`!shop` takes away from nothing: this list names nothing else"),
    ],
)
def test_names_that_mean_none_of_the_modules_are_errors(options, words):
    [problem] = orphans([("shop", "json")], **options).problems

    assert problem.message == words


def test_a_module_that_only_a_declared_dependency_leads_to_is_imported():
    toml = {"rules": {"orphan": {}}, "declared": [{"imports": ["json -> tool"], "because": "a plugin"}]}
    imported = read([Statement("free", "json")], ["tool"])

    assert [one.importer for one in judged(imported, toml).findings] == ["free"]


def test_scripts_and_plugins_of_project_files_are_no_orphans_wherever_the_project_lies(tmp_path):
    text = '[project]\nname = "x"\nscripts = {{ x = "{}:main" }}\n'
    files = {
        "pyproject.toml": text.format("top.cli"),
        **dict.fromkeys(["top/cli.py", "top/loose.py", "setup.py", "in/tool/run.py", "in/tool/loose.py"], ""),
        "in/setup.cfg": "[metadata]\nname = y\n[options.entry_points]\nplugins = y = in.tool.run:Y [extra]\n",
        "in/setup.py": "",
        "in/tool/setup.py": "",
        "archlint.toml": "[rules.orphan]\n",
    }

    results = rulebook.apply(Request(load(write(tmp_path, files) / "archlint.toml")))

    assert [one.importer for one in results.findings] == ["in.tool.loose", "in.tool.setup", "top.loose"]


def test_an_import_of_a_kind_that_does_not_count_brings_nothing_to_life():
    imported = read(["free -> tool [typing]", "tool -> free"])

    assert judged(imported, {"rules": {"orphan": {}}}).findings == ()
    [one] = judged(imported, {"rules": {"orphan": {"kinds": ["runtime"]}}}).findings
    assert (one.importer, one.path, one.line) == ("tool", "tool.py", 1)


def test_entry_points_do_not_make_all_other_modules_strangers_to_the_rules():
    """The report counts modules that no rule speaks of: this one speaks of all, whatever its entry points are."""
    assert orphans([("shop", "tool")], entry_points=["shop"]).outside == ()
