"""What CI systems are told besides, where nobody asked for a report; and from where paths are told."""

import json
from pathlib import Path

import pytest

from tests.cli.shops import SHOP, SKIP

COMMAND = "::error file=shop/web.py,line=1,endLine=1,col=1,endColumn=20,title=archlint shop/skip::shop.web -> shop.db"


@pytest.fixture
def github(monkeypatch, tmp_path):
    """Surroundings of a step on GitHub; gives the file of its summary."""
    file = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    return file


@pytest.fixture
def gitlab(monkeypatch, tmp_path):
    """Surroundings of a job on GitLab; gives the file of its report."""
    monkeypatch.setenv("GITLAB_CI", "true")
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    return tmp_path / "gl-code-quality-report.json"


class TestGitHub:
    """Annotations after the text, and a summary."""

    def test_the_text_stays_and_annotations_and_a_summary_are_added(self, tree, call, github):
        tree({**SHOP, **SKIP})

        done = call("check")

        text, _, rest = done.out.partition("::")
        assert (done.code, done.err) == (1, "")
        assert text.endswith("Explain one: archlint explain shop\n")
        assert f"::{rest}".startswith(COMMAND)
        assert github.read_text().startswith("## archlint: 1 new violation\n")

    def test_a_summary_is_added_to_what_is_there(self, tree, call, github):
        tree(SHOP)
        github.write_text("# Others\n")

        assert call("check").code == 0
        assert github.read_text().startswith("# Others\n\n## archlint: nothing new\n")

    def test_a_summary_that_has_no_room_is_told_and_stays_as_it_is(self, tree, call, github):
        tree(SHOP)
        github.write_text("x" * 1024 * 1024)

        done = call("check")

        assert (done.code, github.stat().st_size) == (0, 1024 * 1024)
        assert done.err.startswith(f"note: cannot write {github}: with 1,048,576 bytes it has no room")

    def test_a_summary_that_cannot_be_written_changes_nothing_else(self, tree, call, github):
        tree({**SHOP, **SKIP})
        github.mkdir()

        done = call("check")

        assert done.code == 1
        assert done.err == f"note: cannot write {github}: Is a directory\n"

    def test_without_a_summary_there_are_annotations(self, tree, call, github, monkeypatch):
        tree({**SHOP, **SKIP})
        monkeypatch.delenv("GITHUB_STEP_SUMMARY")

        assert COMMAND in call("check").out
        assert not github.exists()

    @pytest.mark.parametrize("words", [["--format", "text"], ["--output", "text"], ["--format", "concise"]])
    def test_who_asks_for_a_report_gets_that_one_alone(self, tree, call, github, words):
        tree({**SHOP, **SKIP})

        assert "::error" not in call("check", *words).out
        assert not github.exists()

    def test_settings_ask_as_well(self, tree, call, github):
        tree({**SHOP, **SKIP, "archlint.toml": SHOP["archlint.toml"] + '[report]\noutput = ["text"]\n'})

        assert "::error" not in call("check").out
        assert not github.exists()

    def test_a_clean_run_has_no_annotation(self, tree, call, github):
        tree(SHOP)

        assert "::" not in call("check").out


class TestGitLab:
    """A Code Quality report beside the text."""

    def test_a_report_is_written_and_told(self, tree, call, gitlab):
        tree({**SHOP, **SKIP})

        done = call("check")

        assert done.code == 1
        assert "shop/skip" in done.out
        assert done.err.startswith(f"note: wrote {gitlab}; ")
        assert json.loads(gitlab.read_text())[0]["check_name"] == "shop/skip"

    def test_the_report_of_somebody_else_is_left_alone(self, tree, call, gitlab):
        tree(SHOP)
        gitlab.write_text("[]")

        assert call("check").err.startswith(f"note: {gitlab} is there already and was left alone")
        assert gitlab.read_text() == "[]"

    def test_who_asks_for_a_report_gets_that_one_alone(self, tree, call, gitlab):
        tree(SHOP)

        assert call("check", "--format", "text").err == ""
        assert not gitlab.exists()


LOGS = {
    "azure": ("TF_BUILD", "True", "##vso[task.logissue type=error;sourcepath=shop/web.py;linenumber=1;columnnumber=1;"),
    "teamcity": ("TEAMCITY_VERSION", "2026.1", "##teamcity[inspectionType id='shop/skip' name='shop/skip' "),
}


@pytest.mark.parametrize("name", LOGS)
class TestLogs:
    """Azure Pipelines and TeamCity read commands out of the log."""

    def test_the_text_stays_and_commands_are_added(self, tree, call, monkeypatch, name):
        variable, value, command = LOGS[name]
        tree({**SHOP, **SKIP})
        plain = call("check")
        monkeypatch.setenv(variable, value)

        done = call("check")

        assert (done.code, done.err) == (1, "")
        assert done.out.startswith(plain.out + command)

    def test_who_asks_for_a_report_gets_that_one_alone_and_a_clean_run_has_none(self, tree, call, monkeypatch, name):
        variable, value, _ = LOGS[name]
        monkeypatch.setenv(variable, value)
        tree(SHOP)
        assert "##" not in call("check").out
        tree(SKIP)

        assert "##" not in call("check", "--format", "text").out
        assert "##" not in call("check", "--output", "concise").out


class TestPaths:
    """Reports for others tell paths from the top of the repository."""

    def test_settings_in_a_folder_of_a_repository(self, tree, call, repository, monkeypatch, tmp_path):
        tree({f"apps/a/{name}": text for name, text in {**SHOP, **SKIP}.items()})
        monkeypatch.chdir(tmp_path / "apps/a")

        assert "::error file=apps/a/shop/web.py," in call("check", "--format", "github").out
        assert " --> shop/web.py:1:1\n" in call("check").out

    def test_settings_at_the_top_and_outside_of_any_repository(self, tree, call, repository, tmp_path):
        tree({**SHOP, **SKIP})

        assert "file=shop/web.py," in call("check", "--format", "github").out
        (tmp_path / ".git").rename(tmp_path / "git")
        assert "file=shop/web.py," in call("check", "--format", "github").out

    def test_a_worktree_has_a_file_where_others_have_a_folder(self, tree, call, tmp_path, monkeypatch):
        tree({".git": "gitdir: elsewhere\n", **{f"b/{name}": text for name, text in {**SHOP, **SKIP}.items()}})
        monkeypatch.chdir(tmp_path / "b")

        assert "file=b/shop/web.py," in call("check", "--format", "github").out


@pytest.mark.parametrize("others", [[], ["--output", "text"], ["--output", "concise"]])
def test_every_violation_has_its_columns_in_bytes_whatever_the_limit(tree, call, others):
    line = 's = "🛮"; from shop import db\n'
    tree({**SHOP, **{f"shop/web{n}.py": line for n in range(3)}, "archlint.toml": LAYERS})

    call("check", "--limit", "1", "--output", "rdjson=r.json", *others)

    found = json.loads(Path("r.json").read_text())["diagnostics"]
    assert [one["location"]["range"]["start"]["column"] for one in found] == [13] * 3


LAYERS = '[rules.shop]\ntype = "linked-list"\nlayers = ["shop.{web0,web1,web2}", "shop.orders", "shop.db"]\n'
