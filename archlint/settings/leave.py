"""Whether settings may bring rules that run as code: whoever runs archlint has the last word."""

from __future__ import annotations

import os
from typing import Final

from archlint.settings.nouns import Settings
from archlint.settings.problems import Problem, SettingsError

__all__ = ["plugins_allowed", "require_leave"]

REFUSAL: Final = "ARCHLINT_NO_OWN_RULES"
"""Set, it keeps settings from bringing code: for those who run archlint on what they have not read."""

PERMISSION: Final = "ARCHLINT_ALLOW_PLUGINS"
"""Set, it is as if every call said --allow-plugins."""


def plugins_allowed(read: Settings, asked: bool) -> bool:
    """Return whether contract types of the settings' own may be run: it was asked for, and nobody forbids code."""
    wanted = asked or bool(os.environ.get(PERMISSION))
    return wanted and read.foreign is not None and not os.environ.get(REFUSAL)


def require_leave(read: Settings) -> None:
    """Raise SettingsError where the settings bring code, and whoever runs archlint will have none of it."""
    if os.environ.get(REFUSAL) and read.table.get("rule-folders"):
        words = f"these settings bring rules that run as code, and {REFUSAL} is set"
        act = f"unset {REFUSAL} where you trust this code; nothing of it was run"
        raise SettingsError.located(read, [Problem(("rule-folders",), words, help=act, at_key=True)])
