"""The codebases to read, and the rules that a team could have written for them."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from tests.corpora.walk import Stack
from tests.corpora.wheels import Wheel

__all__ = ["CODEBASES", "Codebase", "settings", "stacks"]

_EVERY_KIND: Final = ["runtime", "deferred", "typing", "dynamic", "declared"]
_SEEN_BY_GRIMP: Final = ["runtime", "deferred", "typing"]


class Codebase(NamedTuple):
    """One wheel, and rules for it."""

    wheel: Wheel
    package: str
    layers: list[list[str]]
    """Levels, top first, for the rules `layers` and `linked-list`."""
    closed: list[str]
    """Layers that may not be passed over, for the rule `layers`."""
    foundation: list[str]
    """For the rule `linked-list`."""
    siblings: str
    """The package whose children shall be independent."""
    few: tuple[str, ...] = ()
    """Those of them that are shown to grimp, which would need a minute for a thousand; empty for all."""
    bare: Mapping[str, str] = MappingProxyType({})
    """Folders without `__init__.py`, which grimp does not enter, and the files in them."""

    gone: tuple[str, ...] = ()
    """First-party modules that are imported and are truly not there."""

    def unseen(self) -> set[str]:
        """Return the files that grimp does not see."""
        return {f"{folder}/{file}" for folder, files in self.bare.items() for file in files.split()}


def settings(codebase: Codebase, as_grimp: bool = False, without: str = "") -> str:
    """Return the rules as a team writes them, without one; where wanted, with nothing but what grimp sees and knows."""
    capture = ",".join(codebase.few) if as_grimp and codebase.few else "each"
    kinds = _SEEN_BY_GRIMP if as_grimp else _EVERY_KIND
    rules: dict[str, dict[str, object]] = {
        "layers": {"layers": codebase.layers, "closed": codebase.closed},
        "linked-list": {"layers": codebase.layers, "foundation": [] if as_grimp else codebase.foundation},
        "independent": {"modules": [f"{codebase.siblings}.{{{capture}}}"]},
    }
    lines = [f"exclude = {sorted(codebase.unseen()) if as_grimp else []}"]
    rules.pop(without, None)
    for rule, options in rules.items():
        lines += [f"[rules.{rule}]", f"kinds = {kinds}"]
        # What is empty is left out, as a person would.
        lines += [f"{key} = {value}" for key, value in options.items() if value]
    return "\n".join(lines)


def stacks(codebase: Codebase, modules: Collection[str], as_grimp: bool = False) -> dict[str, Stack]:
    """Return by the ID of each rule what it asks for."""
    everyone = [name for level in codebase.layers for name in level]
    lead = f"{codebase.siblings}."
    names = {module.removeprefix(lead).partition(".")[0] for module in modules if module.startswith(lead)}
    chosen = codebase.few if as_grimp and codebase.few else sorted(names)
    return {
        "layers": Stack(codebase.layers, codebase.closed, []),
        "linked-list": Stack(codebase.layers, everyone, codebase.foundation),
        "independent": Stack([[lead + name for name in chosen]], [], []),
    }


CODEBASES = [
    Codebase(
        Wheel("django", "5.2"),
        "django",
        layers=[
            ["django.contrib"],
            ["django.views"],
            ["django.forms", "django.template"],
            ["django.db"],
            ["django.core"],
        ],
        closed=["django.db"],
        foundation=["django.utils", "django.conf"],
        siblings="django.contrib",
    ),
    Codebase(
        Wheel("wagtail", "8.0.1"),
        "wagtail",
        layers=[
            ["wagtail.contrib"],
            ["wagtail.admin"],
            ["wagtail.images", "wagtail.documents"],
            ["wagtail.blocks"],
            ["wagtail.models"],
        ],
        closed=["wagtail.images", "wagtail.documents"],
        foundation=["wagtail.utils"],
        siblings="wagtail.contrib",
        gone=("wagtail.project_template.project_name.settings.local",),
        bare={
            "wagtail/admin/tests/formats": "en/__init__.py en/formats.py",
            "wagtail/contrib/legacy": """
                richtext/tests/__init__.py richtext/tests/test_templatetag.py sitemiddleware/__init__.py
            """,
            "wagtail/project_template": """
                home/__init__.py home/apps.py home/migrations/0001_initial.py home/migrations/0002_create_homepage.py
                home/migrations/__init__.py home/models.py home/tests.py project_name/__init__.py
                project_name/settings/__init__.py project_name/settings/base.py project_name/settings/dev.py
                project_name/settings/production.py project_name/urls.py project_name/wsgi.py search/__init__.py
                search/views.py
            """,
            "wagtail/test/streamfield_migrations": """
                apps.py factories.py migrations/0001_initial.py migrations/__init__.py models.py testutils.py
            """,
        },
    ),
    Codebase(
        Wheel("apache-airflow-core", "3.3.2"),
        "airflow",
        layers=[
            ["airflow.cli"],
            ["airflow.api_fastapi"],
            ["airflow.jobs", "airflow.dag_processing"],
            ["airflow.serialization"],
            ["airflow.models"],
        ],
        closed=["airflow.serialization"],
        foundation=["airflow.utils", "airflow._shared"],
        siblings="airflow.api_fastapi",
        gone=("airflow.models.mappedoperator",),
    ),
    Codebase(
        Wheel("sqlalchemy", "2.1.9"),
        "sqlalchemy",
        layers=[
            ["sqlalchemy.ext"],
            ["sqlalchemy.orm"],
            ["sqlalchemy.dialects", "sqlalchemy.connectors"],
            ["sqlalchemy.engine", "sqlalchemy.pool"],
            ["sqlalchemy.sql"],
        ],
        closed=["sqlalchemy.orm"],
        foundation=["sqlalchemy.util"],
        siblings="sqlalchemy.dialects",
    ),
    Codebase(
        Wheel("homeassistant", "2024.3.3"),
        "homeassistant",
        layers=[
            ["homeassistant.components"],
            ["homeassistant.auth"],
            ["homeassistant.config_entries"],
            ["homeassistant.helpers"],
            ["homeassistant.core"],
        ],
        closed=[],
        foundation=["homeassistant.util", "homeassistant.const"],
        siblings="homeassistant.components",
        bare={
            "homeassistant/components/knx/helpers": "keyring.py",
            "homeassistant/components/recorder/auto_repairs/states": "schema.py",
        },
        few=(
            *("alexa", "automation", "cast", "cloud", "conversation", "esphome", "frontend", "google_assistant"),
            *("history", "homekit", "http", "hue", "knx", "logbook", "lovelace", "media_player", "mqtt", "recorder"),
            *("script", "websocket_api", "zha", "zwave_js"),
        ),
    ),
]
