"""What is read: real packages, several of them together, and a monorepo in three sizes; and what is asked of each."""

from __future__ import annotations

from typing import Final, NamedTuple

from benchmarks.peers.contracts import Contracts
from tests.corpora.wheels import Wheel

__all__ = ["CORPORA", "Corpus"]


class Corpus(NamedTuple):
    """One codebase."""

    name: str
    title: str
    contracts: Contracts
    edited: str
    """The file that is changed where one is; a module like most, whom few import."""
    wheels: tuple[Wheel, ...] = ()
    modules: int = 0
    """The size of a generated monorepo; 0 for wheels."""
    roots: tuple[str, ...] = ("mono",)
    """Its top-level packages."""
    alone: str = ""
    """The package whose children shall be independent, all of them, as a question of its own."""
    rounds: int = 7


def _monorepo(modules: int, areas: int, libraries: int, rounds: int = 7) -> Corpus:
    """Return the question to a monorepo: the order of its areas, and that of the layers inside the top area."""
    return Corpus(
        f"mono-{modules // 1000}k",
        f"generated, {modules // 1000}k",
        Contracts(
            layers=tuple(f"mono.area{area:02}" for area in range(areas)),
            forbidden=(f"mono.area{areas - 1:02}", "mono.area00"),
            inside=tuple(f"mono.area00.lib{library:03}" for library in range(libraries)),
            names=("api", "app", "domain", "infra", "util"),
        ),
        edited="mono/area00/lib000/app/mod03.py",
        modules=modules,
        rounds=rounds,
    )


_DJANGO: Final = Wheel("django", "5.2")
_HOME_ASSISTANT: Final = "homeassistant.components"

CORPORA: Final = (
    Corpus(
        "django",
        "Django 5.2",
        Contracts(
            layers=("django.contrib", "django.forms", "django.db", "django.utils"),
            forbidden=("django.utils", "django.contrib.admin"),
            independent=("django.contrib.gis", "django.contrib.humanize", "django.contrib.postgres"),
        ),
        edited="django/contrib/humanize/apps.py",
        wheels=(_DJANGO,),
        roots=("django",),
    ),
    Corpus(
        "homeassistant",
        "Home Assistant 2024.3.3",
        Contracts(
            layers=("homeassistant.scripts", "homeassistant.auth", "homeassistant.util"),
            forbidden=("homeassistant.helpers", "homeassistant.scripts"),
            independent=tuple(
                f"{_HOME_ASSISTANT}.{name}"
                for name in ("alexa", "automation", "cast", "cloud", "hue", "knx", "mqtt", "zha")
            ),
        ),
        edited="homeassistant/components/hue/diagnostics.py",
        wheels=(Wheel("homeassistant", "2024.3.3"),),
        roots=("homeassistant",),
        alone=_HOME_ASSISTANT,
    ),
    Corpus(
        "eight",
        "eight packages",
        Contracts(
            layers=("wagtail", "django", "airflow", "sqlalchemy"),
            forbidden=("sqlalchemy", "django"),
            independent=("networkx", "sympy", "transformers", "twisted"),
        ),
        edited="twisted/words/tap.py",
        wheels=(
            Wheel("apache-airflow-core", "3.3.2"),
            _DJANGO,
            Wheel("networkx", "3.7"),
            Wheel("sqlalchemy", "2.1.9"),
            Wheel("sympy", "1.14.0"),
            Wheel("transformers", "5.23.0"),
            Wheel("twisted", "26.10.0"),
            Wheel("wagtail", "8.0.1"),
        ),
        roots=("airflow", "django", "networkx", "sqlalchemy", "sympy", "transformers", "twisted", "wagtail"),
    ),
    _monorepo(1_000, areas=5, libraries=2),
    _monorepo(10_000, areas=20, libraries=5),
    _monorepo(100_000, areas=20, libraries=50, rounds=3),
)
"""Small ones first."""
