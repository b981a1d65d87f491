"""A browser for the whole session, and pages to open in it; each is written once."""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from archlint.cli import main
from archlint.verdict import Verdict
from tests.page import codebases
from tests.report.verdicts import request as wishes

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give the window; its tests say that they need a browser."""
    from tests.page.window import Window  # selenium is there where a browser is

    opened = Window(tmp_path_factory.mktemp("browser"))
    yield opened
    opened.driver.quit()


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write the page of the code in a folder with `archlint report`, and give the file."""

    def run(folder: Path, *words: str) -> Path:
        file = tmp_path_factory.mktemp("page") / "page.html"
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            assert main(["report", "--output", str(file), *words]) == 0
        return file

    return run


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write the page of a verdict that was made by hand."""

    def write(verdict: Verdict, **asked: Any) -> Path:
        file = tmp_path_factory.mktemp("page") / "page.html"
        file.write_text(
            import_module("archlint.report.formats.html").render(verdict, wishes(**asked)), encoding="utf-8"
        )
        return file

    return write


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the little shop, some of it known, some changed since the last commit."""
    folder = tmp_path_factory.mktemp("shop")
    shutil.copytree(ROOT / "fixtures" / "shop", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".archlint"))
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "open the shop")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["baseline"]) == 0
    codebases.change(folder)
    return folder


@pytest.fixture(scope="session")
def shop(report: Callable[..., Path], changed: Path) -> Path:
    """Give the page of that shop, compared with the commit."""
    return report(changed, "--against", "HEAD")


@pytest.fixture(scope="session")
def stack(report: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the page of sixteen layers that import one another every which way."""
    folder = tmp_path_factory.mktemp("stack")
    lay(folder, codebases.stack())
    return report(folder)


@pytest.fixture(scope="session")
def wired(report: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the page of code that a bus couples, and of which a rule counts that."""
    folder = tmp_path_factory.mktemp("wired")
    lay(folder, codebases.wired())
    return report(folder)


def lay(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
