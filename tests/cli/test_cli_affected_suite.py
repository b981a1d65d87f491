"""Which files `archlint affected` takes for tests: those that pytest collects from, started without a word."""

from pathlib import Path

import pytest

from tests.cli.changes import lay, pytest_in
from tests.git.repositories import Repository

pytestmark = pytest.mark.git

TEST = "def test_it():\n    pass\n"
TESTS = [
    *("test_top.py", "check_top.py", "shop/test_inner.py", "shop/build/test_built.py", "shop/.hidden/test_hidden.py"),
    *("tests/test_one.py", "tests/one_test.py", "tests/check_one.py", "tests/other.py", "tests/unit/test_two.py"),
    *("tests/data/test_sample.py", "tests/data/deep/check_sample.py", "tests/data.d/test_dot.py"),
    *("integration/test_three.py", "integration/unit/test_four.py", "integration/unit/odd-name_test.py"),
]
FILES = {
    "archlint.toml": "[rules.acyclic]\n",
    "conftest.py": "",
    **{path: TEST.replace("test_it", f"test_{number}") for number, path in enumerate(TESTS)},
}
PLACES = "testpaths = tests integration/unit\n"
CASES = {
    "nothing": {},
    "names": {"pytest.ini": "[pytest]\npython_files = check_*.py other.py\n"},
    "names on lines": {"tox.ini": "[pytest]\npython_files =\n    check_*.py\n    other.py\n"},
    "ends of paths": {"setup.cfg": "[tool:pytest]\npython_files = tests/*.py unit/*.py\n"},
    "a text in TOML": {"pyproject.toml": '[tool.pytest.ini_options]\npython_files = "check_*.py"\n'},
    "a list in TOML": {"pyproject.toml": '[tool.pytest.ini_options]\npython_files = ["check_*.py", "*_test.py"]\n'},
    "TOML without ini": {"pyproject.toml": '[tool.pytest]\npython_files = ["check_*.py"]\n'},
    "a file of TOML": {"pytest.toml": '[pytest]\npython_files = ["check_*.py"]\ntestpaths = ["tests"]\n'},
    "places": {"pytest.ini": f"[pytest]\n{PLACES}"},
    "places that fit patterns": {"pytest.ini": "[pytest]\ntestpaths = */unit tests/data*\n"},
    "a place that is a file": {"pytest.ini": "[pytest]\ntestpaths = tests/other.py integration\n"},
    "places of any depth": {"pytest.ini": "[pytest]\ntestpaths = ./**/unit\n"},
    "the place is all": {"pytest.ini": "[pytest]\ntestpaths = .\n"},
    "places that are not there": {"pytest.ini": "[pytest]\ntestpaths = nowhere\n"},
    "folders passed by": {"pytest.ini": "[pytest]\nnorecursedirs = data unit\n"},
    "a place in a folder passed by": {"pytest.ini": "[pytest]\nnorecursedirs = data\ntestpaths = tests/data\n"},
    "ways passed by": {"pytest.ini": "[pytest]\nnorecursedirs = tests/da* .*\n"},
    "an empty file of pytest alone": {"pytest.ini": "", "tox.ini": "[pytest]\npython_files = check_*.py\n"},
    "the first of two": {"pyproject.toml": "[tool.pytest.ini_options]\n", "tox.ini": "[pytest]\ntestpaths = tests\n"},
    "not of pytest": {"pyproject.toml": "[tool.black]\n", "setup.cfg": "[metadata]\nname = shop\n"},
    "beside what is not of pytest": {"pyproject.toml": "[tool.black]\n", "setup.cfg": f"[tool:pytest]\n{PLACES}"},
}


def collected(folder):
    """The files that pytest collects tests from, started in a folder."""
    done = pytest_in(folder, "--collect-only", "--import-mode=importlib")
    assert done.returncode == pytest.ExitCode.OK, done.stdout + done.stderr
    # Told from where its settings stand.
    base = next((one for one in (folder, *folder.parents) if (one / "pytest.ini").exists()), folder)
    names = {line.partition("::")[0] for line in done.stdout.splitlines() if "::" in line}
    return sorted((base / name).relative_to(folder).as_posix() for name in names)


def listed(call):
    """The tests that a change of what all of them need can reach."""
    done = call("affected", "--against", "HEAD", "--tests")
    assert done.code == 0, done.err
    return done.out.splitlines()


@pytest.mark.parametrize("case", CASES)
def test_tests_are_the_files_that_pytest_collects(case, tmp_path, call):
    repository = Repository(tmp_path)
    lay(tmp_path, {**FILES, **CASES[case]})
    repository.commit()
    lay(tmp_path, {"conftest.py": "X = 1\n"})

    assert listed(call) == collected(tmp_path) != []


def test_settings_of_pytest_above_tell_names_but_no_places(tmp_path, call, monkeypatch):
    """pytest takes `testpaths` only where it is started in the folder that they stand in."""
    repository = Repository(tmp_path)
    lay(tmp_path, {f"backend/{path}": text for path, text in FILES.items()})
    names, places = "python_files = check_*.py backend/test_*.py", "testpaths = backend/tests tests"
    lay(tmp_path, {"pytest.ini": f"[pytest]\n{names}\n{places}\nnorecursedirs = backend/i*\n"})
    repository.commit()
    lay(tmp_path, {"backend/conftest.py": "X = 1\n"})
    monkeypatch.chdir(tmp_path / "backend")

    assert listed(call) == collected(Path.cwd()) != []


@pytest.mark.parametrize("text", ["[tool\n", "[tool.pytest.ini_options]\npython_files = 3\n"])
def test_what_pytest_would_complain_of_is_passed_by(text, tmp_path, call):
    repository = Repository(tmp_path)
    lay(tmp_path, {**FILES, "setup.py": ""})
    repository.commit()
    lay(tmp_path, {"conftest.py": "X = 1\n"})
    plain = listed(call)
    lay(tmp_path, {"pyproject.toml": text})

    assert listed(call) == plain


def test_a_quote_without_its_end_is_passed_by(tmp_path, call):
    repository = Repository(tmp_path)
    lay(tmp_path, {**FILES, "tox.ini": "[pytest]\npython_files = 'check\n"})
    repository.commit()
    lay(tmp_path, {"conftest.py": "X = 1\n"})

    assert "tests/test_one.py" in listed(call)
