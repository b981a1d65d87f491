"""`archlint check`: what it judges, where it writes, how it exits."""

import json
import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from archlint.cli.paths import relative
from tests.cli.shops import SHOP, SKIP


def test_check_is_what_archlint_does_without_a_command(tree, call):
    tree({**SHOP, **SKIP})

    assert call("check") == call()
    assert call("check", "shop", "--format", "concise") == call("shop", "--format", "concise")
    assert call("--format", "json") == call("check", "--format", "json")


def test_a_codebase_that_keeps_its_rules_exits_0_and_says_what_was_seen(tree, call):
    tree(SHOP)

    done = call()

    assert done.code == 0
    assert done.out.startswith("1 rule holds: 4 modules, 2 imports.\n")
    assert done.err == ""


def test_a_new_violation_exits_1(tree, call):
    tree({**SHOP, **SKIP})

    done = call("--format", "concise")

    assert done.code == 1
    assert done.out.startswith("shop/web.py:1:1: shop/skip: shop.web -> shop.db passes over shop.orders")


def test_a_warning_never_changes_the_code(tree, call):
    tree({**SHOP, **SKIP, "archlint.toml": SHOP["archlint.toml"] + 'severity = "warning"\n'})

    done = call()

    assert done.code == 0
    assert "warning: shop/skip" in done.out


def test_a_file_that_a_package_hides_is_told_and_fails_only_when_strict(tree, call):
    tree({**SHOP, "shop/db/__init__.py": ""})

    done = call()

    assert done.code == 0
    assert (
        "note: this file was not read: the module `shop.db` is shop/db/__init__.py; "
        "nobody can import it: delete it, or give it another name (shop/db.py)\n"
    ) in done.out
    assert call("--strict").code == 1


@pytest.mark.parametrize("file", ["shop/db.py", "archlint.toml"])
def test_a_report_never_replaces_code_or_settings(tree, call, file):
    tree(SHOP)
    before = Path(file).read_bytes()

    done = call("--output", f"json={file}")

    assert done.code == 2
    assert "name another file" in done.err
    assert Path(file).read_bytes() == before


def test_exactly_256_violations_exit_1(tree, call):
    """Exit codes are taken modulo 256: who returns a count is green there."""
    files = {f"shop/web/page{number}.py": "import shop.db\n" for number in range(256)}
    tree({**SHOP, **files, "shop/web/__init__.py": ""})
    Path("shop/web.py").unlink()

    done = call("--format", "json")

    assert json.loads(done.out)["summary"]["new"] == 256
    assert done.code == 1


def test_exit_zero_is_0_for_violations_and_for_nothing_else(tree, call):
    tree({**SHOP, **SKIP})
    assert call("--exit-zero").code == 0

    tree({"shop/torn.py": "import (\n"})
    assert call("--exit-zero").code == 2


def test_2_wins_over_1_with_everything_judged_and_printed(tree, call):
    tree({**SHOP, **SKIP, "shop/torn.py": "import (\n"})

    done = call()

    assert done.code == 2
    assert "shop/skip: shop.web -> shop.db" in done.out
    assert " --> shop/torn.py:1:" in done.out


def test_a_declaration_that_does_not_fit_the_code_leaves_the_other_rules_judged(tree, call):
    rules = SHOP["archlint.toml"] + '[rules.apart]\ntype = "independent"\nmodules = ["shop.web", "shop.orderz"]\n'
    tree({**SHOP, **SKIP, "archlint.toml": rules})

    done = call()

    assert done.code == 2
    assert "shop/skip: shop.web -> shop.db" in done.out
    assert "did you mean `shop.orders`?" in done.err
    assert done.err.endswith("1 error in archlint.toml. The rule that it stands in was not judged.\n")


def test_the_settings_are_found_from_a_folder_below(tree, call, monkeypatch):
    tree({**SHOP, **SKIP})
    above = call()
    monkeypatch.chdir("shop")

    assert call() == above


def test_the_same_bytes_come_out_from_any_folder_with_config(tree, call, monkeypatch, tmp_path_factory):
    root = tree({**SHOP, **SKIP})
    here = call("--format", "json")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))

    assert call("--config", str(root / "archlint.toml"), "--format", "json") == here


class TestPaths:
    """PATH: the whole graph is judged, and what lies elsewhere is neither shown nor counted."""

    def test_only_what_lies_under_a_path_is_shown_and_fails(self, tree, call):
        tree({**SHOP, **SKIP})

        assert call("shop/web.py").code == 1
        assert call("shop").code == 1
        assert call("shop/orders.py", "shop/db.py").code == 0
        assert "in shop/orders.py and shop/db.py" in call("shop/orders.py", "shop/db.py").out

    def test_a_path_is_read_from_the_current_folder(self, tree, call, monkeypatch):
        tree({**SHOP, **SKIP})
        monkeypatch.chdir("shop")

        assert call("web.py").code == 1
        assert call("orders.py").code == 0
        assert call("..").code == 1

    def test_a_path_that_is_not_there_is_told_with_the_nearest_name(self, tree, call):
        tree(SHOP)

        done = call("check", "shop/wbe.py")

        assert done == (2, "", "error: there is no file or folder `shop/wbe.py`; did you mean `shop/web.py`?\n")

    def test_a_path_outside_of_the_project_is_no_silent_green(self, tree, call, tmp_path_factory):
        root, other = tree(SHOP), tmp_path_factory.mktemp("other")

        done = call("check", str(other))

        assert done == (2, "", f"error: {other} lies outside of {root}, the folder of archlint.toml\n")

    def test_a_path_under_which_nothing_is_judged_is_no_silent_green(self, tree, call):
        tree({**SHOP, "docs/index.md": "# The shop\n"})

        done = call("docs")

        assert done.code == 2
        assert done.out.startswith("Nothing was judged in docs")
        assert done.err == "error: no module that is judged lies under docs\n"

    def test_among_others_such_a_path_is_a_note(self, tree, call):
        tree({**SHOP, "docs/index.md": "# The shop\n"})

        done = call("docs", "shop")

        assert done.code == 0
        assert done.err == "note: no module that is judged lies under docs\n"

    def test_a_link_counts_as_what_it_leads_to(self, tree, call, tmp_path_factory):
        root = tree({**SHOP, **SKIP})
        link = tmp_path_factory.mktemp("links") / "to-the-shop"
        link.symlink_to(root)

        assert call("--config", f"{link}/archlint.toml", f"{root}/shop/web.py").code == 1
        assert call(f"{link}/shop/web.py").code == 1

    def test_a_linked_file_that_leads_out_of_the_project_stands_for_itself(self, tree, call, tmp_path_factory):
        tree(SHOP)
        real = tmp_path_factory.mktemp("shared") / "real.py"
        real.write_text("import shop.db\n")
        Path("shop/web.py").unlink()
        Path("shop/web.py").symlink_to(real)

        assert call("shop/web.py").code == 1

    def test_a_path_of_windows_is_named_with_slashes(self):
        root = PureWindowsPath(r"C:\work\Project")

        assert relative(PureWindowsPath(r"c:\work\project\src\shop\web.py"), root) == "src/shop/web.py"
        assert relative(root, root) == "."
        assert relative(PureWindowsPath(r"D:\work\Project\src"), root) is None
        assert relative(PurePosixPath("/srv/projects"), PurePosixPath("/srv/project")) is None


class TestOutputs:
    """Reports go to stdout and into files, one run for all."""

    def test_one_run_feeds_all(self, tree, call):
        tree({**SHOP, **SKIP})

        done = call("--output", "concise", "--output", "json=out.json", "--output", "text=out.txt")

        assert done.code == 1
        assert done.out == call("--format", "concise").out
        assert Path("out.json").read_text() == call("--format", "json").out
        assert Path("out.txt").read_text() == call("--format", "text").out

    def test_files_carry_no_colour(self, tree, call):
        tree({**SHOP, **SKIP})

        done = call("--color", "always", "--output", "text", "--output", "text=out.txt")

        assert "\x1b[" in done.out
        assert "\x1b[" not in Path("out.txt").read_text()

    def test_the_settings_may_name_outputs_and_the_command_line_replaces_them(self, tree, call, monkeypatch):
        output = '[report]\noutput = ["concise", "json=out.json"]\n'
        root = tree({**SHOP, "archlint.toml": SHOP["archlint.toml"] + output})
        monkeypatch.chdir("shop")

        done = call()
        assert done.out == call("--format", "concise").out
        assert json.loads((root / "out.json").read_text())["summary"]["modules"] == 4

        (root / "out.json").unlink()
        call("--format", "text")
        assert not (root / "out.json").exists()

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--format", "jsn"], "there is no format `jsn`; did you mean `json`?"),
            (["--output", "xyz=out"], "there is no format `xyz`; there are "),
            (["--output", "=out"], "there is no format ``; there are "),
            (["--output", "json="], "`json=` names no file; without `=` the report goes to stdout"),
            (["--output", "json=no/where/out"], "there is no folder no/where to write out into"),
            (["--output", "json=shop"], "shop is a folder; name a file in it"),
            (["--output", "json=out", "--output", "text=out"], "two reports cannot share one file: out"),
            (["--output", "json", "--format", "text"], "stdout carries one format; give the others a file: "),
        ],
    )
    def test_outputs_that_cannot_be_are_told_before_anything_is_judged(self, tree, call, words, message):
        tree({**SHOP, **SKIP})

        done = call(*words)

        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"error: {message}")
        assert not Path("out").exists()

    def test_two_formats_for_stdout_are_told_in_the_settings_too(self, tree, call):
        tree({**SHOP, "archlint.toml": SHOP["archlint.toml"] + '[report]\noutput = ["text", "json"]\n'})

        done = call()

        assert done.code == 2
        assert "error: stdout carries one format" in done.err
        assert " --> archlint.toml:5:10\n" in done.err

    def test_a_file_is_replaced_whole_and_keeps_its_mode(self, tree, call):
        tree(SHOP)
        Path("out.json").write_text("old")
        Path("out.json").chmod(0o640)
        before = Path("out.json").stat().st_ino

        call("--output", "json=out.json")

        assert Path("out.json").stat().st_ino != before
        assert Path("out.json").stat().st_mode & 0o777 == 0o640
        assert sorted(path.name for path in Path().iterdir()) == [".archlint", "archlint.toml", "out.json", "shop"]

    def test_a_new_file_gets_the_mode_that_any_program_would_give_it(self, tree, call):
        tree(SHOP)
        before = os.umask(0o027)
        try:
            call("--output", "json=out.json")
        finally:
            os.umask(before)

        assert Path("out.json").stat().st_mode & 0o777 == 0o640

    def test_a_link_is_written_through(self, tree, call):
        tree(SHOP)
        Path("real.json").write_text("old")
        Path("link.json").symlink_to("real.json")

        assert call("--output", "json=link.json").code == 0

        assert Path("link.json").is_symlink()
        assert json.loads(Path("real.json").read_text())["schema"] == 1

    @pytest.mark.skipif(os.name == "nt", reason="there are no such pipes on Windows")
    def test_a_pipe_is_written_through_as_any_device_would_be(self, tree, call):
        """Never tried on a real device: a bug would put a plain file in the place of /dev/null."""
        tree(SHOP)
        os.mkfifo("pipe")
        reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)

        assert call("--output", "json=pipe").code == 0

        assert Path("pipe").is_fifo()
        assert json.loads(os.read(reader, 65_536))["schema"] == 1
        os.close(reader)

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
    def test_a_report_that_cannot_be_written_is_exit_2_and_the_others_are_written(self, tree, call):
        tree({**SHOP, **SKIP})
        Path("full.json").symlink_to("/dev/full")

        done = call("--output", "json=full.json", "--output", "concise", "--output", "text=out.txt")

        assert done.code == 2
        assert "shop/skip" in done.out
        assert Path("out.txt").exists()
        assert done.err == "error: cannot write full.json: No space left on device\n"


class TestQuiet:
    """--quiet: nothing where there is nothing to mend."""

    def test_it_says_nothing_when_all_is_well(self, tree, call):
        tree(SHOP)

        assert call("--quiet") == (0, "", "")

    def test_what_is_to_mend_is_said_all_the_same(self, tree, call):
        tree({**SHOP, **SKIP})
        assert call("--quiet") == call()

        tree({"archlint.toml": SHOP["archlint.toml"] + 'severity = "warning"\n'})
        assert call("--quiet") == call()

        tree({**SHOP, "archlint.toml": SHOP["archlint.toml"] + 'ignore = ["shop.web -> shop.db"]\n'})
        assert call("--quiet") == call()

    def test_a_program_gets_its_report_in_any_case(self, tree, call):
        tree(SHOP)

        assert json.loads(call("--quiet", "--format", "json").out)["summary"]["complete"]


def test_strict_fails_on_what_does_nothing(tree, call):
    tree({**SHOP, "archlint.toml": SHOP["archlint.toml"] + 'ignore = ["shop.web -> shop.db"]\n'})

    assert call().code == 0
    assert call("--strict").code == 1


def test_limit_0_spells_out_all(tree, call):
    files = {f"shop/web/page{number}.py": "import shop.db\n" for number in range(60)}
    tree({**SHOP, **files, "shop/web/__init__.py": ""})
    Path("shop/web.py").unlink()

    assert call().out.count(" = why:") == 50
    assert call("--limit", "3").out.count(" = why:") == 3
    assert call("--limit", "0").out.count(" = why:") == 60


def test_statistics_count_by_rule_and_pair(tree, call):
    tree({**SHOP, **SKIP})

    done = call("--statistics")

    assert done.code == 1
    assert "        1         0  shop/skip\n" in done.out


def test_timings_go_to_stderr_and_leave_the_report_alone(tree, call):
    tree({**SHOP, **SKIP})

    done = call("--timings")

    rows = [line.split("s CPU") for line in done.err.splitlines()]
    spent = {name.strip(): float(seconds) for seconds, name in rows}
    assert done.out == call().out
    assert list(spent)[:5] == ["source", "graph", "rulebook", "verdict", "report"]
    total = spent.pop("in all")
    spent.pop("in all, in other processes", 0)  # of all that this process ever started
    assert sum(spent.values()) == pytest.approx(total, abs=0.01)
