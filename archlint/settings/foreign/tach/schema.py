"""What tach's settings may say, as the JSON Schema that ours are held up to as well."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["DOMAIN", "OF_MODULE", "PROJECT", "RULES"]

_BOOL: Final = {"type": "boolean"}
_TEXT: Final = {"type": "string", "minLength": 1}
_TEXTS: Final = {"type": "array", "items": _TEXT}
_SEVERITY: Final = {"enum": ["error", "warn", "off"]}


def _table(noun: str, properties: dict[str, Any], *required: str, others: bool = False) -> dict[str, Any]:
    return {
        "type": "object",
        "x-noun": noun,
        "properties": properties,
        "required": list(required),
        "additionalProperties": others,
    }


_DEPENDENCIES: Final = {
    "type": "array",
    "items": {"anyOf": [_TEXT, _table("dependency", {"path": _TEXT, "deprecated": _BOOL}, "path")]},
}
OF_MODULE: Final = {
    "depends_on": _DEPENDENCIES,
    "cannot_depend_on": _DEPENDENCIES,
    "depends_on_external": _TEXTS,
    "cannot_depend_on_external": _TEXTS,
    "layer": _TEXT,
    "visibility": _TEXTS,
    "utility": _BOOL,
    "unchecked": _BOOL,
}
"""What a module may say, however it is named."""
_MODULES: Final = {
    "type": "array",
    "items": {
        "anyOf": [
            _table("module", {"path": _TEXT, **OF_MODULE, "strict": _BOOL}, "path"),
            # What else stands beside `paths` tach passes over, so it is a doubt and no mistake.
            _table("module", {"paths": _TEXTS, **OF_MODULE}, "paths", others=True),
        ]
    },
}
_INTERFACES: Final = {
    "type": "array",
    "items": _table(
        "interface",
        {
            "expose": _TEXTS,
            "from": _TEXTS,
            "visibility": _TEXTS,
            "data_types": {"enum": ["all", "primitive"]},
            "exclusive": _BOOL,
        },
        "expose",
    ),
}
_LAYERS: Final = {
    "type": "array",
    "items": {"anyOf": [_TEXT, _table("layer", {"name": _TEXT, "closed": _BOOL}, "name")]},
}
RULES: Final = (
    "unused_ignore_directives",
    "require_ignore_directive_reasons",
    "unused_external_dependencies",
    "local_imports",
)

PROJECT: Final[dict[str, Any]] = _table(
    "settings of tach",
    {
        "modules": _MODULES,
        "interfaces": _INTERFACES,
        "layers": _LAYERS,
        "cache": {"type": "object"},
        "external": _table("table", {"exclude": _TEXTS, "rename": _TEXTS}, others=True),
        "map": {"type": "object"},
        "plugins": {"type": "object"},
        "exclude": _TEXTS,
        "source_roots": _TEXTS,
        "source_root": _TEXT,  # until 0.9
        "exact": _BOOL,
        "ignore_type_checking_imports": _BOOL,
        "include_string_imports": _BOOL,
        "forbid_circular_dependencies": _BOOL,
        "layers_explicit_depends_on": _BOOL,
        "respect_gitignore": {"anyOf": [_BOOL, {"enum": ["if_git_repo"]}]},
        "root_module": {"enum": ["ignore", "allow", "dependenciesonly", "forbid"]},
        "rules": _table("table", dict.fromkeys(RULES, _SEVERITY), others=True),
        "disable_logging": _BOOL,  # until 0.20
        "use_regex_matching": _BOOL,  # until 0.25
    },
)
DOMAIN: Final[dict[str, Any]] = _table(
    "settings of a domain",
    {"root": _table("module", OF_MODULE), "modules": _MODULES, "interfaces": _INTERFACES},
)
