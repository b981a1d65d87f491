"""
Let pytest judge the dependency structure: `pytest --archlint`, and the fixture `archlint`.

pytest loads this file whether it is wanted or not, so it imports nothing of ours before somebody asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from archlint.pytest_plugin.architecture import Architecture

__all__ = ["Architecture", "archlint", "pytest_addoption", "pytest_configure"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("archlint", "dependency structure")
    group.addoption("--archlint", action="store_true", help="Hold the code up to the rules of archlint, one test each.")
    group.addoption("--archlint-config", metavar="FILE", help="Their settings; else the nearest, from rootdir up.")
    parser.addini("archlint_config", "Settings of archlint, from the folder of this file.")


def pytest_configure(config: pytest.Config) -> None:
    """Have the rules collected where they are wanted."""
    config.addinivalue_line("markers", "archlint: a rule of archlint; --archlint collects one test for each.")
    if config.getoption("archlint"):
        from archlint.pytest_plugin.items import guard

        guard(config)


@pytest.fixture(scope="session")
def archlint(pytestconfig: pytest.Config) -> Architecture:
    """The dependency structure of the code, for assertions: `archlint.check("shop")`, `archlint.chain("a", "b")`."""
    from archlint.pytest_plugin.architecture import architecture

    return architecture(pytestconfig)


def __getattr__(name: str) -> Any:
    if name == "Architecture":
        from archlint.pytest_plugin.architecture import Architecture

        return Architecture
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
