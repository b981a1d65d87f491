"""Keys and values as TOML writes them, each in one line."""

from __future__ import annotations

import json
import re
from typing import Final

__all__ = ["toml_key", "toml_value"]

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def toml_key(name: str) -> str:
    """Return a key as TOML, without quotes where it needs none."""
    return name if _BARE.fullmatch(name) else toml_value(name)


def toml_value(value: object) -> str:
    """Return text, a number, a flag, or lists and tables of them as TOML."""
    if isinstance(value, str):
        # JSON's escapes are TOML's, but TOML wants one for DEL, too.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{toml_key(key)} = {toml_value(one)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return str(value).lower() if isinstance(value, bool) else str(value)
