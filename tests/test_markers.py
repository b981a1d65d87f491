"""Tests that need git, Graphviz or the package index cannot drop out of CI unseen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SETTINGS = "[pytest]\nmarkers =\n    git: needs git\n    graphviz: needs dot\n    network: needs the index\n"


def outcome(folder: Path, test: str, **environment: str) -> tuple[int, str]:
    """Run one test under the suite's own conftest.py and give pytest's exit code and output."""
    (folder / "conftest.py").write_text(Path(__file__).with_name("conftest.py").read_text("utf-8"), "utf-8")
    (folder / "pytest.ini").write_text(SETTINGS, "utf-8")
    (folder / "test_it.py").write_text(f"import pytest\n\n{test}\n", "utf-8")
    ours = ("ARCHLINT_", "CI", "PIP_", "PYTEST_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    pytest_alone = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run(
        pytest_alone, cwd=folder, env={**inherited, **environment}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


FETCHES = "@pytest.mark.network\ndef test_it():\n    pass"
SKIPS = "@pytest.mark.{marker}\ndef test_it():\n    pytest.skip('cannot be had here')"


def test_a_skipped_git_test_fails_in_ci(tmp_path: Path) -> None:
    code, output = outcome(tmp_path, SKIPS.format(marker="git"), CI="true")

    assert code == pytest.ExitCode.TESTS_FAILED
    assert "no test may be skipped in CI. Skipped: cannot be had here" in output


def test_a_skipped_git_test_is_skipped_elsewhere(tmp_path: Path) -> None:
    code, output = outcome(tmp_path, SKIPS.format(marker="git"))

    assert code == pytest.ExitCode.OK
    assert "1 skipped" in output


def test_an_unmarked_test_may_not_be_skipped_in_ci_either(tmp_path: Path) -> None:
    code, output = outcome(tmp_path, "def test_it():\n    pytest.skip('not on this system')", CI="true")

    assert code == pytest.ExitCode.TESTS_FAILED
    assert "no test may be skipped in CI. Skipped: not on this system" in output


def test_without_git_its_tests_are_skipped_with_the_reason(tmp_path: Path) -> None:
    code, output = outcome(tmp_path, "@pytest.mark.git\ndef test_it():\n    pass", PATH=str(tmp_path))

    assert code == pytest.ExitCode.OK
    assert "there is no git on the path" in output


def test_without_graphviz_its_tests_are_skipped_with_the_reason(tmp_path: Path) -> None:
    test = "@pytest.mark.graphviz\ndef test_it():\n    pass"

    here, output = outcome(tmp_path, test, PATH=str(tmp_path))
    in_ci, _ = outcome(tmp_path, test, PATH=str(tmp_path), CI="true")

    assert (here, in_ci) == (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    assert "Graphviz is not installed" in output


def test_without_a_package_index_its_tests_are_skipped_with_the_reason(tmp_path: Path) -> None:
    nowhere = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PIP_CONFIG_FILE": os.devnull}

    code, output = outcome(tmp_path, FETCHES, **nowhere, ARCHLINT_FETCH="1")
    in_ci, _ = outcome(tmp_path, FETCHES, **nowhere, CI="true")

    assert (code, in_ci) == (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)
    assert "the package index does not answer: ERROR: Could not find a version" in output


def test_what_fetches_packages_waits_until_that_is_asked_for(tmp_path: Path) -> None:
    code, output = outcome(tmp_path, FETCHES)

    assert code == pytest.ExitCode.OK
    assert "1 skipped" in output
    assert "it fetches packages, which is done in CI and with ARCHLINT_FETCH=1" in output
