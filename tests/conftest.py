"""
What the whole suite shares: a test that needs git, Graphviz, a browser or the package index says so by a marker.

Where one of them is absent, its tests are skipped with the reason. What fetches packages takes minutes, and waits to be
asked for by ARCHLINT_FETCH=1. Where the environment says CI=true all is asked for, and any skip is a failure: a gate
that quietly tries less than it promises is no gate.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path

import pytest


def _in_ci() -> bool:
    return os.environ.get("CI") == "true"


def _git_is_absent() -> str:
    return "" if shutil.which("git") else "there is no git on the path"


def _npm_is_absent() -> str:
    return "" if shutil.which("npm") else "there is no npm on the path"


def _graphviz_is_absent() -> str:
    return "" if shutil.which("dot") else "there is no dot on the path: Graphviz is not installed"


def _browser_is_absent() -> str:
    missing = [name for name in ("chromium", "chromedriver") if not shutil.which(name)]
    return f"there is no {' and no '.join(missing)} on the path" if missing else ""


@cache
def _index_is_absent() -> str:
    if not (_in_ci() or os.environ.get("ARCHLINT_FETCH")):
        return "it fetches packages, which is done in CI and with ARCHLINT_FETCH=1"
    with tempfile.TemporaryDirectory() as folder:
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--retries", "1", "--no-deps", "--dest", folder]
        done = subprocess.run([*download, "click"], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    said = next((line for line in done.stderr.splitlines() if line.startswith("ERROR")), "pip gave no reason")
    return f"the package index does not answer: {said}"


_ABSENT: dict[str, Callable[[], str]] = {
    "browser": _browser_is_absent,
    "git": _git_is_absent,
    "graphviz": _graphviz_is_absent,
    "npm": _npm_is_absent,
    "network": _index_is_absent,
}


def pytest_configure() -> None:
    """Let the command line say on a CI system what it says anywhere: there it would add to its text."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "TEAMCITY_VERSION"):
        os.environ.pop(name, None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: of several processes none is to wait in the end for one that began it last."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose marker names something that is not here."""
    for marker, absent in _ABSENT.items():
        if item.get_closest_marker(marker) and (reason := absent()):
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure in CI."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and _in_ci():
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"no test may be skipped in CI. {reason}"
    return report


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Run a script of Node's, for which packages of these names are installed; returns what it prints."""

    def run(script: str, *packages: str) -> str:
        folder = tmp_path_factory.mktemp("node")
        words = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *packages]
        subprocess.run(words, cwd=folder, check=True)
        done = subprocess.run(["node", "-e", script], cwd=folder, capture_output=True, encoding="utf-8", check=True)
        return done.stdout

    return run


@pytest.fixture
def nobodys(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that the test reads as somebody who is not root: root may read everything, whatever its mode."""
    if os.geteuid() != 0:
        yield tmp_path
        return
    nobody = 65534
    # Not below tmp_path, which only its owner may enter.
    with tempfile.TemporaryDirectory() as folder:
        os.chown(folder, nobody, nobody)
        os.seteuid(nobody)
        try:
            yield Path(folder)
        finally:
            os.seteuid(0)


@pytest.fixture
def outside_of_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git say what it says where no hook runs and nobody has settings of his own."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
