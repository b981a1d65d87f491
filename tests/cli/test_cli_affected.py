"""`archlint affected` inside real repositories, held up to what pytest, Python and a brute force say of them."""

import ast
from random import Random

import networkx as nx
import pytest

from tests.cli.changes import FILES, SETTINGS, lay, lines, pytest_in, told, work
from tests.cli.histories import History
from tests.git.repositories import Repository

pytestmark = pytest.mark.git

BAD = ("FAILED ", "ERROR ")
BROKEN = "raise RuntimeError('broken')\n"


def failing(folder):
    """The test files that do not pass; of a folder whose conftest breaks none does, and of the outermost one none."""
    tests = [name for name in FILES if name.rpartition("/")[2].startswith("test_") or name.endswith("_test.py")]
    done = pytest_in(folder, "--continue-on-collection-errors")
    if done.returncode == pytest.ExitCode.USAGE_ERROR:
        return sorted(tests)
    told = {line.split()[1].partition("::")[0] for line in done.stdout.splitlines() if line.startswith(BAD)}
    assert bool(told) == bool(done.returncode), done.stdout
    return sorted(one for one in tests if any(one == bad or one.startswith(f"{bad}/") for bad in told))


@pytest.mark.slow
@pytest.mark.parametrize("broken", sorted(name for name in FILES if name.endswith(".py")))
def test_the_tests_that_fail_with_a_module_are_those_that_are_told(broken, tmp_path, ask):
    work(tmp_path)
    file = tmp_path / broken
    file.write_text(BROKEN + file.read_text())

    assert lines(ask("--against", "HEAD", "--tests")) == failing(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("gone", sorted(name for name in FILES if name.endswith(".py")))
def test_the_tests_that_fail_without_a_module_are_among_those_that_are_told(gone, tmp_path, ask):
    """More are told than fail: a package goes on as a folder, and who needs what is gone need not use it."""
    work(tmp_path)
    (tmp_path / gone).unlink()

    listed = lines(ask("--against", "HEAD", "--tests"))

    assert {*failing(tmp_path)} - {gone} <= {*listed}
    assert all((tmp_path / one).exists() for one in listed)
    assert listed or "test" in gone


def test_the_fixture_is_sound(tmp_path):
    work(tmp_path)

    assert failing(tmp_path) == []


def test_the_recipe_of_the_documents_runs_only_what_a_change_can_reach(tmp_path, ask):
    work(tmp_path)
    lay(tmp_path, {"shop/db/orm.py": "TABLES = 3\n"})
    (tmp_path / "affected.txt").write_text(ask("--against", "HEAD", "--tests").out)

    done = pytest_in(tmp_path, "--continue-on-collection-errors", "@affected.txt")

    assert "FAILED tests/test_web.py::test_it - " in done.stdout
    assert "\n1 failed, 1 passed in " in done.stdout


@pytest.mark.parametrize("words", [[], ["--tests"], ["--modules"]])
def test_nothing_changed_reaches_nothing(words, tmp_path, ask):
    work(tmp_path)

    assert lines(ask("--against", "HEAD", *words)) == []


def test_what_imports_a_change_is_told_by_file_by_name_or_with_the_chain(tmp_path, ask):
    _, base = work(tmp_path)
    lay(tmp_path, {"shop/plugin.py": "NAME = 2\n"})

    assert lines(ask("--against", "HEAD")) == ["shop/loading.py", "shop/plugin.py", "tests/loading_test.py"]
    assert lines(ask("--against", "HEAD", "--modules")) == ["shop.loading", "shop.plugin", "tests.loading_test"]
    assert told(ask, "--tests") == {
        "schema": 1,
        "against": "HEAD",
        "base": base,
        "changed": [{"module": "shop.plugin", "path": "shop/plugin.py", "became": "changed"}],
        "affected": [
            {
                "module": "tests.loading_test",
                "path": "tests/loading_test.py",
                "test": True,
                "because": ["tests.loading_test", "shop.loading", "shop.plugin"],
            }
        ],
        "unknown": [],
        "unread_tests": [],
        "dynamic": [],
    }


def test_files_are_told_from_the_current_folder(tmp_path, ask, monkeypatch):
    work(tmp_path)
    lay(tmp_path, {"shop/plugin.py": "NAME = 2\n"})
    monkeypatch.chdir(tmp_path / "tests")

    assert lines(ask("--against", "HEAD")) == ["../shop/loading.py", "../shop/plugin.py", "loading_test.py"]
    assert told(ask)["affected"][-1]["path"] == "tests/loading_test.py"


def test_a_package_is_run_with_all_that_lies_in_it(tmp_path, ask):
    work(tmp_path)
    lay(tmp_path, {"shop/db/__init__.py": "X = 1\n"})

    assert lines(ask("--against", "HEAD", "--tests")) == ["tests/db/test_orm.py", "tests/test_web.py"]


def test_a_conftest_reaches_the_tests_below_its_folder_and_those_alone(tmp_path, ask):
    work(tmp_path)
    lay(tmp_path, {"tests/db/conftest.py": "import shop.money\n\nX = 1\n"})

    assert lines(ask("--against", "HEAD")) == ["tests/db/conftest.py", "tests/db/test_orm.py"]


def test_imports_for_type_checkers_are_followed_where_they_are_asked_for(tmp_path, ask):
    work(tmp_path)
    lay(tmp_path, {"shop/db/orm.py": "TABLES = 3\n"})

    plain, typing = (lines(ask("--against", "HEAD", *words)) for words in ([], ["--typing"]))

    assert set(typing) - set(plain) == {"shop/hints.py", "tests/test_hints.py"}


@pytest.mark.parametrize("staged", [False, True])
def test_a_module_that_is_new_counts_before_git_tracks_it(staged, tmp_path, ask):
    repository, _ = work(tmp_path)
    lay(tmp_path, {"shop/new.py": "import shop.plugin\n", "tests/test_new.py": "import shop.new\n"})
    lay(tmp_path, {".gitignore": "shop/ignored.py\n", "shop/ignored.py": ""})
    if staged:
        repository.git("add", "shop", "tests")

    found = told(ask)

    assert [(one["module"], one["became"]) for one in found["changed"]] == [
        ("shop.new", "added"),
        ("tests.test_new", "added"),
    ]
    assert [one["module"] for one in found["affected"]] == ["shop.new", "tests.test_new"]
    assert found["unknown"] == [".gitignore"]


@pytest.mark.parametrize(
    ("file", "reaches"),
    [
        ("shop/plugin.py", ["shop/loading.py", "tests/loading_test.py"]),
        ("shop/prices.py", ["tests/conftest.py", "tests/db/conftest.py"]),
        ("tests/db/conftest.py", ["tests/db/test_orm.py"]),
        ("shop/db/__init__.py", ["shop/db/orm.py", "shop/money.py", "shop/web.py", "tests/test_web.py"]),
        ("shop/db/orm.py", ["shop/money.py", "shop/web.py", "tests/db/conftest.py", "tests/db/test_orm.py"]),
    ],
)
def test_a_module_that_is_gone_reaches_those_who_imported_it(file, reaches, tmp_path, ask):
    work(tmp_path)
    (tmp_path / file).unlink()

    found = told(ask)

    assert [(one["path"], one["became"]) for one in found["changed"]] == [(file, "gone")]
    assert {*reaches} <= {one["path"] for one in found["affected"]}
    assert file not in {one["path"] for one in found["affected"]}
    gone = found["changed"][0]["module"]
    assert {one["because"][-1] for one in found["affected"]} == {gone}


def test_one_who_imported_what_is_gone_is_told_although_the_name_leads_elsewhere_now(tmp_path, ask):
    work(tmp_path, {"archlint.toml": SETTINGS, "shop.py": "import json\n", "json.py": "", "pick.py": "import shop\n"})
    (tmp_path / "json.py").unlink()

    assert lines(ask("--against", "HEAD")) == ["pick.py", "shop.py"]


def test_a_package_that_gives_way_to_a_file_of_its_name_has_changed(tmp_path, ask):
    files = {"archlint.toml": SETTINGS, "shop.py": "A = 1\n", "shop/__init__.py": "A = 2\n", "pick.py": "import shop\n"}
    work(tmp_path, files)
    (tmp_path / "shop/__init__.py").unlink()

    found = told(ask)

    assert found["changed"] == [{"module": "shop", "path": "shop.py", "became": "changed"}]
    assert [one["path"] for one in found["affected"]] == ["pick.py", "shop.py"]


def test_a_module_that_has_moved_reaches_by_both_names(tmp_path, ask):
    repository, _ = work(tmp_path)
    repository.git("mv", "shop/prices.py", "shop/costs.py")
    lay(tmp_path, {"shop/web.py": "import shop.costs\n"})

    found = told(ask)

    assert [(one["module"], one["became"]) for one in found["changed"]] == [
        ("shop.costs", "added"),
        ("shop.prices", "gone"),
        ("shop.web", "changed"),
    ]
    because = {one["module"]: one["because"] for one in found["affected"]}
    assert because["tests.test_prices"] == ["tests.test_prices", "tests.conftest", "shop.prices"]
    assert because["tests.test_web"] == ["tests.test_web", "shop.web"]


def test_what_the_other_branch_has_done_meanwhile_is_no_change_of_this_one(tmp_path, ask):
    repository, _ = work(tmp_path)
    repository.git("checkout", "--quiet", "-b", "side")
    lay(tmp_path, {"shop/plugin.py": "NAME = 2\n"})
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    lay(tmp_path, {"shop/prices.py": "PRICE = 7 + 0\n"})
    repository.commit()
    repository.git("checkout", "--quiet", "side")

    assert lines(ask("--against", "main", "--tests")) == ["tests/loading_test.py"]


def test_files_that_are_no_modules_are_told_apart_from_the_list(tmp_path, ask):
    work(tmp_path)
    data = {f"data/{number}.json": "{}" for number in range(6)}
    lay(tmp_path, {**data, "poetry.lock": "", "shop/plugin.py": "NAME = 2\n"})

    done = ask("--against", "HEAD", "--modules")

    assert done.out.splitlines() == ["shop.loading", "shop.plugin", "tests.loading_test"]
    assert done.err == (
        "note: 7 changed files are no Python module that is read, so what depends on them is not known: "
        "data/0.json, data/1.json, data/2.json, data/3.json, data/4.json and 2 more\n"
    )
    assert told(ask)["unknown"] == [*data, "poetry.lock"]


def test_a_repository_in_the_repository_is_one_change(tmp_path, ask):
    repository, _ = work(tmp_path)
    inner = Repository(tmp_path / "vendored")
    lay(inner.top, {"vendored.py": ""})
    inner.commit()
    lay(tmp_path, {"shop/plugin.py": "import vendored.vendored\n"})
    repository.git("add", "vendored", "shop")
    repository.git("commit", "--quiet", "--message", "vendor")
    lay(inner.top, {"vendored.py": "X = 1\n"})
    inner.commit()

    assert lines(ask("--against", "HEAD", "--tests")) == ["tests/loading_test.py"]


def test_paths_outside_of_the_project_are_not_known(tmp_path, ask, monkeypatch):
    ini = {"pytest.ini": "[pytest]\nnorecursedirs = data\n"}  # pytest's own would keep out ".."
    work(tmp_path, {f"backend/{path}": text for path, text in {**FILES, **ini}.items()})
    lay(tmp_path, {"frontend/test_app.py": "", "backend/shop/plugin.py": "NAME = 2\n"})
    monkeypatch.chdir(tmp_path / "backend")

    found = told(ask, "--tests")

    assert (found["unknown"], [one["path"] for one in found["affected"]], found["unread_tests"]) == (
        ["../frontend/test_app.py"],
        ["tests/loading_test.py"],
        [],
    )


def test_a_file_that_cannot_be_read_is_told_and_the_list_is_not_whole(tmp_path, ask):
    work(tmp_path)
    lay(tmp_path, {"shop/plugin.py": "import (\n"})

    done = ask("--against", "HEAD", code=2)

    assert done.out.splitlines() == ["shop/loading.py", "shop/plugin.py", "tests/loading_test.py"]
    assert "shop/plugin.py:1" in done.err


def test_a_second_call_draws_no_graph_and_says_the_same(tmp_path, ask, monkeypatch):
    work(tmp_path)
    (tmp_path / "shop/prices.py").unlink()
    lay(tmp_path, {"shop/db/orm.py": "TABLES = 3\n"})
    calls = [[*way, *words] for way in ([], ["--typing"]) for words in ([], ["--tests"], ["--format", "json"])]
    fresh = [ask("--against", "HEAD", "--no-cache", *words) for words in calls]

    assert [ask("--against", "HEAD", *words) for words in calls] == fresh
    monkeypatch.setattr("archlint.graph.drawn.drawn", None)
    assert [ask("--against", "HEAD", *words) for words in calls] == fresh
    # What has changed may be another, as long as what needs what is the same.
    lay(tmp_path, {"shop/web.py": FILES["shop/web.py"] + "\n\nX = 1\n"})
    assert "shop/web.py" in lines(ask("--against", "HEAD"))


def test_a_missing_baseline_is_no_concern_of_it(tmp_path, ask):
    work(tmp_path, {**FILES, "archlint.toml": 'baseline = "debts.txt"\n' + SETTINGS})

    assert lines(ask("--against", "HEAD")) == []


@pytest.mark.parametrize("words", [["--against", "nope"], [], ["--against", "HEAD", "--format", "yaml"]])
def test_a_misuse_is_told(words, tmp_path, ask):
    work(tmp_path)

    done = ask(*words, code=2)

    assert done.out == ""
    assert done.err.startswith("error: ")


def test_without_a_repository_there_is_nothing_to_compare_with(tree, ask):
    tree(FILES)

    assert "is not in a git repository" in ask("--against", "HEAD", code=2).err


def modules(files):
    """The imports of a history's files, by the syntax tree of all of each."""
    names = {path: path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in files}
    found = {}
    for path, text in files.items():
        if path.endswith(".py"):
            nodes = ast.walk(ast.parse(text))
            named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
            leads = {name[:i] for name in {*named, names[path]} for i, letter in enumerate(name) if letter == "."}
            found[names[path]] = named | leads - {names[path]}
    return found, {names[path]: text for path, text in files.items() if path.endswith(".py")}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_along_a_history_brute_force_over_both_trees_reaches_the_same(seed, tmp_path, ask):
    history = History(Repository(tmp_path), seed)
    random = Random(seed)
    seen = set()

    for _ in history.grow(25):
        commits = [commit for commit in history.repository.git("rev-list", "HEAD").split() if commit in history.states]
        base = random.choice(commits[1:])
        (now, texts), (then, before) = (modules(history.states[one].files()) for one in (commits[0], base))
        edges: nx.DiGraph[str] = nx.DiGraph(
            [(tail, head) for side in (now, then) for tail, heads in side.items() for head in heads]
        )
        edges.add_nodes_from([*now, *then])
        different = {name for name in {*texts, *before} if texts.get(name) != before.get(name)}
        reached = different.union(*(nx.ancestors(edges, name) for name in different)) & texts.keys()

        done = ask("--against", base, "--modules")

        assert done.out.splitlines() == sorted(reached)
        seen.add((bool(reached - different), bool(different - texts.keys()), reached == texts.keys()))
    assert {(True, True, False), (True, False, False)} <= seen
