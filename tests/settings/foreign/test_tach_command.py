"""The commands where the settings are tach's: what a run keeps, what git has staged, what is known already."""

import pytest

from archlint.cli import main
from tests.git.repositories import Repository

LIBS = '[[modules]]\npath = "libs.*"\ndepends_on = []\n'


@pytest.fixture
def project(tree):
    return tree({"tach.toml": LIBS, "libs/__init__.py": "", "libs/mail.py": "", "libs/money.py": "import libs.mail\n"})


def check(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["check", "--format", "concise", *options])
    return code, capsys.readouterr().out


def test_a_module_that_is_added_fits_a_pattern_of_settings_that_are_kept(project, tree, capsys):
    assert check(capsys)[1].count("not-allowed") == 1
    assert check(capsys)[1].count("not-allowed") == 1

    tree({"libs/stock.py": "import libs.money\n"})
    assert check(capsys)[1].count("not-allowed") == 2

    (project / "libs/stock.py").unlink()
    assert check(capsys)[1].count("not-allowed") == 1


def test_a_domain_that_is_added_is_read_although_settings_are_kept(project, tree, capsys):
    assert check(capsys)[0] == 1
    tree({"tach.toml": '[[modules]]\npath = "libs.mail"\n'})
    assert check(capsys)[0] == 0

    tree({"libs/tach.domain.toml": '[[modules]]\npath = "money"\ndepends_on = []\n'})
    code, said = check(capsys)

    assert code == 1
    assert "libs/money.py:1:1: depends-on/not-allowed: libs.money -> libs.mail" in said
    (project / "libs/tach.domain.toml").unlink()
    assert check(capsys)[0] == 0


@pytest.mark.git
def test_a_hook_reads_the_settings_and_the_modules_that_are_staged(project, tree, capsys):
    repository = Repository(project)
    tree({"libs/money.py": ""})
    repository.commit()
    tree({"libs/money.py": "import libs.mail\n"})

    assert check(capsys, "--hook")[0] == 0
    repository.git("add", ".")
    assert check(capsys, "--hook")[0] == 1
    tree({"tach.toml": LIBS.replace("[]", '["libs.*"]')})
    assert check(capsys, "--hook")[0] == 1
    repository.git("add", ".")
    assert check(capsys, "--hook")[0] == 0


@pytest.mark.git
def test_what_was_wrong_at_the_base_is_not_new(project, tree, capsys):
    Repository(project).commit()

    assert check(capsys, "--against", "HEAD")[0] == 0
    tree({"libs/mail.py": "import libs.money\n"})
    assert check(capsys, "--against", "HEAD")[1].count("libs.mail -> libs.money") == 1


def test_what_is_wrong_today_can_be_known_from_now_on(project, capsys):
    assert main(["baseline"]) == 0
    assert (project / "archlint-baseline.txt").read_text().count("depends-on") == 1
    assert check(capsys)[0] == 0


def test_settings_of_archlint_count_first_and_a_tach_toml_can_be_named(project, tree, capsys):
    tree({"archlint.toml": "[rules.acyclic]\n"})

    assert check(capsys)[0] == 0
    assert check(capsys, "--config", "tach.toml")[0] == 1


def test_a_module_that_is_nobodys_neighbour_any_more_is_only_told(project, tree, capsys):
    tree({"tach.toml": LIBS + '[[modules]]\npath = "libs.gone"\n'})

    assert check(capsys)[0] == 1
    (project / "libs/money.py").write_text("")
    assert check(capsys)[0] == 0
    assert check(capsys, "--strict")[0] == 1
