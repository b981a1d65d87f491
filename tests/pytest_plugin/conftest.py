"""A shop of three layers, for pytest runs within the test run."""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import archlint
from tests.cli.shops import SHOP

Lay = Callable[..., Path]
INI = "[pytest]\naddopts = --strict-markers -p no:cacheprovider -p no:tach\nfilterwarnings = error\n"


@pytest.fixture(scope="session", autouse=True)
def _loaded() -> None:
    """Load all of archlint: what an inner run in this process loads it drops again, and would leave in halves."""
    for module in walk_packages(archlint.__path__, "archlint."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


@pytest.fixture(autouse=True)
def _without_tach(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the plugin of tach, which the suite installs, out of the inner runs: it cannot be loaded twice."""
    assert pytester.path.is_dir(), "a fixture that forgets what was set before it"
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:tach")


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Lay:
    """Lay out the shop and what changes it, in the folder where the inner pytest runs; warnings are errors there."""
    monkeypatch.setenv("PYTHONWARNINGS", "error")

    def lay(*changes: Mapping[str, str]) -> Path:
        files = {"pytest.ini": INI, **SHOP}
        for change in changes:
            files |= change
        for name, text in files.items():
            file = pytester.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return pytester.path

    return lay
