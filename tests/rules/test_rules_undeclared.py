"""The rule that what is imported is declared: random workspaces in real files, held up to a literal reading."""

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint import rulebook
from archlint.rulebook import Findings
from archlint.settings import Request, SettingsError, load
from tests.source.codebases import write

MEMBERS = {"ferry": "harbour-ferry", "quay": "harbour-quay", "crane": "Harbour.Crane"}
LIBRARIES = {
    "yaml": "pyyaml",
    "requests.adapters": "requests",
    "google.cloud.storage": "google-cloud-storage",
    "google.cloud.kms_v1": "google-cloud-kms",
    "PIL.Image": "pillow",
    "ropes": "ropes",
}
DISTRIBUTIONS = sorted({*LIBRARIES.values(), *(name.lower().replace(".", "-") for name in MEMBERS.values())})
SPELLINGS = ("{}", "{}>=1", "{}[extra] ; python_version > '3'", "{} @ https://example.org/{}-1.tar.gz")
Declared = Mapping[str, Collection[str]]


def judged(folder: Path, files: Mapping[str, str]) -> Findings:
    return rulebook.apply(Request(load(write(folder, files) / "archlint.toml")))


def workspace(declared: Declared, group: Collection[str], locked: Declared, imports: Declared) -> dict[str, str]:
    """Return the files of a workspace: its root has a group for development, and its members import these modules."""
    files = {
        "pyproject.toml": f'[project]\nname = "harbour"\n[dependency-groups]\ndev = {json.dumps(sorted(group))}\n',
        "uv.lock": "".join(f"{package(name)}dependencies = {tables(needed)}\n" for name, needed in locked.items()),
    }
    roots = [f"packages/{member}/src" for member in MEMBERS]
    files["archlint.toml"] = f"roots = {json.dumps(roots)}\n[rules.undeclared]\n"
    for position, (member, name) in enumerate(MEMBERS.items()):
        wanted = [SPELLINGS[(position + i) % 4].replace("{}", one) for i, one in enumerate(sorted(declared[member]))]
        text = f"[project]\nname = {json.dumps(name)}\ndependencies = {json.dumps(wanted)}\n"
        files[f"packages/{member}/pyproject.toml"] = text
        lines = "".join(f"import {module}\n" for module in sorted(imports[member]))
        files[f"packages/{member}/src/{member}/__init__.py"] = f"import json\n{lines}"
    return files


def package(name: str) -> str:
    return f"[[package]]\nname = {json.dumps(name)}\n"


def tables(names: Collection[str]) -> str:
    return "[" + ", ".join(f"{{ name = {json.dumps(name)} }}" for name in sorted(names)) + "]"


some = st.sets(st.sampled_from(DISTRIBUTIONS), max_size=3)
by_member = st.fixed_dictionaries(dict.fromkeys(MEMBERS, some))


@settings(max_examples=300, deadline=None)
@given(
    declared=by_member,
    group=st.sets(st.sampled_from(DISTRIBUTIONS), max_size=1),
    locked=st.dictionaries(st.sampled_from(DISTRIBUTIONS), some, max_size=5),
    imports=st.fixed_dictionaries(dict.fromkeys(MEMBERS, st.sets(st.sampled_from([*LIBRARIES, *MEMBERS]), max_size=5))),
)
def test_an_import_is_declared_or_there_through_another_or_neither(declared, group, locked, imports):
    with TemporaryDirectory() as name:
        results = judged(Path(name), workspace(declared, group, locked, imports))

    distribution = {member: name.lower().replace(".", "-") for member, name in MEMBERS.items()}
    needs: networkx.DiGraph[str] = networkx.DiGraph()
    needs.add_nodes_from(DISTRIBUTIONS)
    needs.add_edges_from((one, other) for one, others in locked.items() for other in others)
    needs.add_edges_from((distribution[member], other) for member, others in declared.items() for other in others)
    expected = set()
    for member, modules in imports.items():
        own = {*declared[member], *group}
        for module in modules - {member}:
            wanted = distribution.get(module) or LIBRARIES[module]
            if wanted in own or wanted == distribution[member]:
                continue
            there = any(networkx.has_path(needs, one, wanted) for one in own)
            expected.add((member, module, "transitive" if there else "undeclared"))
    assert results.problems == ()
    assert expected == {(one.importer, one.imported, one.kind) for one in results.findings}
    for one in results.findings:
        assert f"packages/{one.importer}/pyproject.toml" in one.message + one.help


def alone(folder: Path, code: str, project: str, rule: str = "", files: Mapping[str, str] | None = None) -> Findings:
    """Judge one module `shop` in a project of its own, beside other files."""
    own = {"shop.py": code, "pyproject.toml": project, "archlint.toml": f"[rules.undeclared]\n{rule}\n"}
    return judged(folder, {**own, **(files or {})})


def told(results: Findings) -> list[str]:
    return [one.message for one in results.problems] or [one.message for one in results.findings]


PROJECT = '[project]\nname = "shop"\ndependencies = {}\n'


def test_a_name_that_no_source_knows_is_told_with_those_that_might_provide_it(tmp_path):
    results = alone(tmp_path, "import rigging\nimport yaml\n", PROJECT.format('["old-ropes", "sails", "pyyaml"]'))

    words = "nothing that pyproject.toml declares is known to provide; what old-ropes and sails provide is not known"
    assert told(results) == [f"shop imports rigging, which {words}"]
    assert results.findings[0].help == (
        "add what provides it (often called rigging) to the dependencies in pyproject.toml; if it stands there, say so "
        "in `names`"
    )


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        ('{ rigging = ["Old_Ropes"] }', []),
        ('{ rigging = ["sails", "old-ropes"] }', []),
        ('{ rigging = ["sails"] }', ["undeclared"]),
        ("{ rigging = [] }", []),
        ('{ "(gone)" = ["sails"] }', ["undeclared"]),
    ],
)
def test_a_team_teaches_names(tmp_path, names, kinds):
    results = alone(tmp_path, "import rigging.knots\n", PROJECT.format('["old-ropes"]'), f"names = {names}")

    assert [one.kind for one in results.findings] == kinds
    assert results.problems == ()


def test_a_taught_name_overrules_what_is_known(tmp_path):
    rule = '[rules.undeclared.names]\nyaml = ["ruamel-yaml"]\n"google.cloud.storage" = ["own-storage"]'

    results = alone(tmp_path, "import yaml\nfrom google.cloud import storage, kms\n", PROJECT.format("[]"), rule)

    assert [one.head for one in results.findings] == ["ruamel-yaml", "google-cloud-kms", "own-storage"]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ('{ riging = ["old-ropes"] }', "nothing is called `riging`"),
        ('{ "rigging.*" = ["old-ropes"] }', "`rigging.*` is no name of a module"),
        ('{ "!rigging" = ["old-ropes"] }', "`!rigging` is no name of a module"),
    ],
)
def test_a_taught_name_that_means_nothing_is_an_error(tmp_path, names, words):
    try:
        found = told(alone(tmp_path, "import rigging\n", PROJECT.format("[]"), f"names = {names}"))
    except SettingsError as error:
        found = [located.problem.message for located in error.problems]

    assert [words] == [message[: len(words)] for message in found]


def test_what_the_code_can_do_without_needs_no_declaration_unless_it_is_asked_for(tmp_path):
    code = "try:\n    import ujson\nexcept ImportError:\n    import json as ujson\n"

    assert alone(tmp_path, code, PROJECT.format("[]")).findings == ()
    [one] = alone(tmp_path, code, PROJECT.format("[]"), "optional = true").findings
    assert (one.kind, one.line) == ("undeclared", 2)


def test_nobody_has_to_declare_himself_or_the_standard_library_or_what_lies_beside_him(tmp_path):
    code = "import json, _typeshed, shop.parts, Shop, config.base, notes\n"
    files = {"config/base.py": "", "notes.py": ""}

    assert told(alone(tmp_path, code, PROJECT.format("[]"), files=files)) == []
    narrow = {**files, "archlint.toml": 'packages = ["shop"]\n[rules.undeclared]\n'}
    assert told(alone(tmp_path, code, PROJECT.format("[]"), files=narrow)) == []


def test_what_a_project_calls_its_own_from_its_folder_is_no_third_party(tmp_path):
    """Such a folder is a root of its own when it is used: a template, an example, a member that is no root."""
    files = {
        "template/requirements.txt": "wagtail\n",
        "template/site/urls.py": "import home.models, site.base, missing\n",
        "template/home/models.py": "",
    }

    results = alone(tmp_path, "import home\n", PROJECT.format("[]"), files=files)

    assert [(one.importer, one.imported) for one in results.findings] == [
        ("shop", "home"),
        ("template.site.urls", "missing"),
    ]


def test_a_file_of_the_project_itself_may_use_what_its_build_needs(tmp_path):
    project = PROJECT.format("[]") + '[build-system]\nrequires = ["setuptools>=61", "cython"]\n'

    files = {"setup.py": "import setuptools, Cython\n", "ropes/a.py": "import Cython\n"}

    results = alone(tmp_path, "", project, files=files)

    assert [one.importer for one in results.findings] == ["ropes.a"]


def test_several_missing_distributions_of_one_import_are_one_violation(tmp_path):
    results = alone(tmp_path, "from google.cloud import storage, kms, exceptions\n", PROJECT.format("[]"))

    missing = "google-cloud-core, google-cloud-kms and google-cloud-storage"
    assert told(results) == [f"shop imports google.cloud, and pyproject.toml does not declare {missing}"]


def test_a_longer_way_names_the_one_that_brings_it(tmp_path):
    lock = '[[package]]\nname = "{}"\n[package.dependencies]\n"{}" = ">=1"\n'
    files = {"poetry.lock": lock.format("a-lib", "b-lib") + lock.format("b-lib", "C.Lib")}

    results = alone(tmp_path, "import c_lib\n", PROJECT.format('["a-lib"]'), files=files)

    assert told(results) == [
        "shop imports c_lib, and pyproject.toml does not declare c-lib: it is there only through b-lib"
    ]


def test_a_module_in_no_project_is_told_for_each_import(tmp_path):
    files = {
        "packages/quay/pyproject.toml": PROJECT.format("[]").replace("shop", "quay"),
        "packages/quay/src/quay.py": "",
        "tools/survey.py": "import requests, json, quay\n",
        "archlint.toml": 'roots = ["packages/quay/src", "tools"]\n[rules.undeclared]\n',
    }

    results = judged(tmp_path, files)

    assert told(results) == [
        "survey imports quay of quay, and lies in no project that could declare it",
        "survey imports requests, and lies in no project that could declare it",
    ]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "no project file lies at or above the modules, so nobody declares anything"),
        ({"pyproject.toml": "[tool.ruff]\n"}, "no project file lies at or above the modules, so nobody declares"),
        ({"pyproject.toml": "[project\n"}, "pyproject.toml:1:9: "),
        ({"pyproject.toml": PROJECT.format("[]"), "uv.lock": "<<<<<<< HEAD\n"}, "uv.lock:1:1: "),
        (
            {"pyproject.toml": '[project]\nname = "shop"\ndynamic = ["dependencies"]\n'},
            "pyproject.toml does not list its dependencies, so nothing can be held against them",
        ),
    ],
)
def test_what_cannot_be_judged_is_an_error_in_words(tmp_path, files, words):
    own = {"shop.py": "import requests\n", "archlint.toml": "[rules.undeclared]\n"}

    [problem] = judged(tmp_path, {**own, **files}).problems

    assert problem.message[: len(words)] == words
    assert problem.where == ("rules", "undeclared")
    assert problem.help


def test_a_rule_that_only_teaches_names_speaks_of_every_module(tmp_path):
    """So no module counts as one that no rule names, and `explain` says that it judges this import too."""
    folder = write(tmp_path, {"shop.py": "import rigging\n", "pyproject.toml": PROJECT.format('["old-ropes"]')})
    text = '[rules.undeclared]\nnames = { rigging = ["old-ropes"] }\n[rules.orphan]\nentry-points = ["shop"]\n'
    read = load(write(folder, {"archlint.toml": text}) / "archlint.toml")

    results = rulebook.apply(Request(read, ask="explain", subject="shop -> rigging"))

    assert results.outside == ()
    assert [(rule["verdict"], rule["reason"][:5]) for rule in results.answer["rules"]] == [("allows", "kept:")] * 2
