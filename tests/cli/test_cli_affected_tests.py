"""A list of tests by `archlint affected --tests` where the settings leave out some tests, or all."""

import pytest

from tests.cli.changes import FILES, SETTINGS, lay, lines, told, work

pytestmark = pytest.mark.git


def test_a_list_of_tests_needs_tests_that_are_read(tmp_path, ask):
    work(tmp_path, {**FILES, "archlint.toml": 'packages = ["shop"]\n' + SETTINGS})

    done = ask("--against", "HEAD", "--tests", code=2)

    assert done.out == ""
    assert done.err == (
        "error: no test is read, not `tests/db/test_orm.py`, nor 5 more: which of them a change reaches is not known\n"
        " --> archlint.toml:1:12\n"
        "  |\n"
        '1 | packages = ["shop"]\n'
        "  |            ^^^^^^^^\n"
        "  = help: let `packages` take in the tests, and `exclude` spare them; where rules shall not see them, in a "
        'second file with `extends = ["archlint.toml"]`, named by `--config`\n'
        "\n"
        "1 error in archlint.toml. Nothing was checked.\n"
    )


@pytest.mark.parametrize(
    ("src", "test", "more", "roots"),
    [
        ("src", "tests/test_web.py", {}, '["src", "tests"]'),
        ("src", "tests/unit/test_web.py", {}, '["src", "tests"]'),
        ("src", "tests/test_web.py", {"tests/__init__.py": ""}, '["src", "."]'),
        ("src", "test_web.py", {}, '["src", "."]'),
        ("parts/shop/src", "parts/shop/tests/test_web.py", {}, '["parts/shop/src", "parts/shop/tests"]'),
    ],
)
def test_it_says_which_roots_would_take_in_the_tests(src, test, more, roots, tmp_path, ask):
    code = {f"{src}/{path}": text for path, text in FILES.items() if path.startswith("shop/")}
    settings = SETTINGS if src == "src" else f'roots = ["{src}"]\n{SETTINGS}'
    work(tmp_path, {**code, test: FILES["tests/test_web.py"], **more, "archlint.toml": settings})

    done = ask("--against", "HEAD", "--tests", code=2)

    assert done.err.startswith(
        f"error: no test is read, not `{test}`: which of them a change reaches is not known\n --> archlint.toml"
    )
    assert (
        f"  = help: `roots = {roots}` takes in the tests; where rules shall not see them, in a second file" in done.err
    )
    lay(tmp_path, {"tests.toml": f'extends = ["archlint.toml"]\nroots = {roots}\n'})
    lay(tmp_path, {f"{src}/shop/db/orm.py": "TABLES = 3\n"})

    assert ask("--against", "HEAD", "--tests", "--config", "tests.toml").out.splitlines() == [test]


def test_where_no_file_is_a_test_it_says_what_tests_are_called(tmp_path, ask):
    words = "[pytest]\ntestpaths = checks\npython_files = check_*.py\n"
    work(tmp_path, {**FILES, "pytest.ini": words, "checks/a.txt": ""})

    done = ask("--against", "HEAD", "--tests", code=2)

    assert done.err.startswith(
        "error: no file is a test, called check_*.py, in checks\n"
        " --> archlint.toml\n"
        "  = help: `python_files` and `testpaths` in pytest's settings say which files are\n"
    )


UNREAD = {
    **FILES,
    "archlint.toml": 'packages = ["shop", "tests"]\n' + SETTINGS,
    "checks/test_all.py": "import shop.plugin\n\n\ndef test_it():\n    assert shop.plugin.NAME\n",
}


def test_a_test_that_is_not_read_is_listed_with_every_change(tmp_path, ask):
    work(tmp_path, UNREAD)
    lay(tmp_path, {"shop/hints.py": "X = 1\n", "checks/new_test.py": "", ".gitignore": "test_ignored.py\n"})
    lay(tmp_path, {"checks/test_ignored.py": ""})

    done = ask("--against", "HEAD", "--tests")

    assert done.out.splitlines() == ["checks/new_test.py", "checks/test_all.py", "tests/test_hints.py"]
    assert done.err == (
        "note: 2 changed files are no Python module that is read, so what depends on them is not known: "
        ".gitignore, checks/new_test.py\n"
        "note: 2 test files are not read, so they are listed whatever has changed: "
        "checks/new_test.py, checks/test_all.py\n"
    )
    assert ask("--against", "HEAD", "--tests", "--modules").out.splitlines() == [
        "checks/new_test.py",
        "checks/test_all.py",
        "tests.test_hints",
    ]
    found = told(ask, "--tests")
    assert found["unread_tests"] == ["checks/new_test.py", "checks/test_all.py"]
    assert found["affected"][1] == {"module": "", "path": "checks/test_all.py", "test": True, "because": []}


def test_a_test_that_is_not_read_is_no_concern_where_nothing_has_changed_or_tests_are_not_asked_for(tmp_path, ask):
    work(tmp_path, UNREAD)

    assert lines(ask("--against", "HEAD", "--tests")) == []

    lay(tmp_path, {"shop/hints.py": "X = 1\n"})

    assert lines(ask("--against", "HEAD")) == ["shop/hints.py", "tests/test_hints.py"]
    assert told(ask)["unread_tests"] == []


def test_a_test_that_is_gone_is_not_listed(tmp_path, ask):
    repository, _ = work(tmp_path, UNREAD)
    lay(tmp_path, {"checks/test_late.py": ""})
    repository.git("add", ".")
    (tmp_path / "checks/test_late.py").unlink()
    (tmp_path / "checks/test_all.py").unlink()
    (tmp_path / "tests/test_hints.py").unlink()

    assert ask("--against", "HEAD", "--tests").out == ""


def test_a_second_settings_file_takes_in_the_tests(tmp_path, ask):
    more = {
        "archlint.toml": 'packages = ["shop"]\n' + SETTINGS,
        "tests.toml": 'extends = ["archlint.toml"]\npackages = ["shop", "tests"]\n',
    }
    work(tmp_path, {**FILES, **more})
    lay(tmp_path, {"shop/plugin.py": "NAME = 2\n"})

    assert lines(ask("--against", "HEAD", "--tests", "--config", "tests.toml")) == ["tests/loading_test.py"]
