"""
The settings of a company with forty teams, made up from the modules of Home Assistant.

Each integration belongs to a team, teams own chunks of the alphabet, and each team writes seven rules that its code
keeps, but for a few lines. So that they are kept, the import statements are looked up first, line by line: what that
gets wrong costs a violation more or less.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

__all__ = ["Integration", "apart", "components", "integrations", "many", "three", "written"]

RULES: Final = 300
COMPONENTS: Final = 2000
TEAMS: Final = 40
ALL: Final = "homeassistant.components"
PLATFORMS: Final = ("sensor", "binary_sensor", "switch", "light", "climate", "cover", "media_player", "button")
_IMPORT: Final = re.compile(
    rf"^\s*(?:from {ALL}\.(\w+)[\w.]* import|from \.\.(\w+)[\w.]* import|from (\w+)[\w.]* import|import (\w+))",
    re.MULTILINE,
)
_SEVERAL: Final = re.compile(r"^\s*from (?:homeassistant)?\.components import (\([^)]*\)|.*)", re.MULTILINE)

Table = dict[str, Any]


class Integration(NamedTuple):
    """One package below homeassistant.components."""

    name: str
    inside: tuple[str, ...]
    """Its modules, without its own name; sorted, as all below."""
    imports: tuple[str, ...]
    """The integrations that it imports."""
    importers: tuple[str, ...]
    """The integrations that import it."""
    alone: bool
    """Whether neither these nor the core import it."""
    libraries: tuple[str, ...]
    """What of third parties it alone imports."""

    @property
    def module(self) -> str:
        """Return its full name."""
        return f"{ALL}.{self.name}"

    @property
    def component(self) -> str:
        """Return its name in [components]."""
        return f"own-{self.name}"


def integrations(tree: Path) -> tuple[Integration, ...]:
    """Return all integrations of a tree of Home Assistant, by name."""
    folders = {init.parent.name: init.parent for init in (tree / "homeassistant/components").glob("*/__init__.py")}
    imports: dict[str, set[str]] = defaultdict(set)
    importers: dict[str, set[str]] = defaultdict(set)
    users: dict[str, set[str]] = defaultdict(set)
    for name, near, far in _statements(tree / "homeassistant"):
        if near in folders and near != name:
            imports[name].add(near)
            importers[near].add(name)
        elif far and name in folders and far not in sys.stdlib_module_names:
            users[far].add(name)
    libraries: dict[str, set[str]] = defaultdict(set)
    for library, by in users.items():
        if len(by) == 1:
            libraries[min(by)].add(library)
    return tuple(
        Integration(
            name,
            _inside(folder),
            tuple(sorted(imports[name])),
            tuple(sorted(importers[name] & folders.keys())),
            not importers[name],
            tuple(sorted(libraries[name])),
        )
        for name, folder in sorted(folders.items())
    )


def _statements(top: Path) -> Iterator[tuple[str, str, str]]:
    """Yield for each import the integration that it stands in, and what is imported: an integration, or a library."""
    for file in sorted(top.rglob("*.py")):
        parts = file.relative_to(top).parts
        name = parts[1] if parts[0] == "components" and len(parts) > 2 else ""
        text = file.read_text(encoding="utf-8")
        for listed in _SEVERAL.findall(text):
            yield from ((name, near, "") for near in re.findall(r"\w+", listed))
        for absolute, relative, source, module in _IMPORT.findall(text):
            far = source or module
            yield name, absolute or (relative if name else ""), "" if far == top.name else far


def _inside(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in folder.glob("*.py") if file.stem != "__init__"))


def components(found: Sequence[Integration]) -> Table:
    """Return two thousand components: each integration, its config flow and constants, and the parts of the core."""
    core = ("auth", "helpers", "scripts", "util", "core", "config", "loader", "config_entries", "const")
    table = {f"the-{name}": f"homeassistant.{name}" for name in core}
    table |= {one.component: one.module for one in found}
    parts = (
        (f"{part.replace('_', '-')}-{one.name}", f"{one.module}.{part}")
        for part in ("config_flow", "const")
        for one in found
        if part in one.inside
    )
    return table | dict(islice(parts, COMPONENTS - len(table)))


def apart(found: Sequence[Integration]) -> Table:
    """Return the independence of all integrations that nobody imports."""
    imported = [f"!{one.module}" for one in found if not one.alone]
    return {"type": "independent", "modules": [f"{ALL}.{{integration}}", *imported]}


def three(independence: Table) -> dict[str, Table]:
    """Return three rules as a small team would write them."""
    layers = ["homeassistant.scripts", "homeassistant.auth", "homeassistant.util"]
    return {
        "linked-list": {"layers": layers},
        "acyclic": {"modules": ["homeassistant.util", "homeassistant.auth", "homeassistant.scripts"]},
        "integrations": independence,
    }


def many(found: Sequence[Integration], independence: Table) -> dict[str, Table]:
    """Return the same three rules, seven more for each team, and those of the architects."""
    rules = three(independence)
    size = -(-len(found) // TEAMS)
    for number in range(TEAMS):
        team = found[number * size : (number + 1) * size]
        rules |= {f"team-{number + 1}-{name}": table for name, table in _of_team(number, team)}
    rules |= dict(islice(_of_architects(found), RULES - len(rules)))
    return rules


def _of_team(number: int, team: Sequence[Integration]) -> Iterator[tuple[str, Table]]:
    leaves = [one for one in team if one.alone]
    yield "neighbours", _sparing(number, team, {"type": "allowed", "imports": _neighbours(team)})
    yield "libraries", {"type": "protected", "importers": {lib: [one.module] for one in team for lib in one.libraries}}
    yield "apart", {"type": "independent", "modules": [one.component for one in leaves], **_kinds(number)}
    yield "kept-out", _kept_out(number, leaves)
    yield "inside", _inside_order(team)
    yield (
        "doors",
        {"type": "public-api", "expose": {one.module: _doors(one) for one in team if one.importers or one == team[0]}},
    )
    yield _seventh(number, team)


def _neighbours(team: Sequence[Integration]) -> dict[str, list[str]]:
    """Return who imports whom; of each fourth integration the last line is forgotten."""
    rows = {one.component: [f"own-{name}" for name in one.imports] for one in team}
    return {key: names[:-1] if place % 4 == 3 else names for place, (key, names) in enumerate(rows.items())}


def _sparing(number: int, team: Sequence[Integration], rule: Table) -> Table:
    """Return the rule of every other team with an import that it does not look at."""
    pairs = [(one.module, f"{ALL}.{one.imports[0]}") for one in team if one.imports]
    return {**rule, "ignore": [f"{pairs[0][0]}.** -> {pairs[0][1]}.**"]} if number % 2 else rule


def _kinds(number: int) -> Table:
    return {"kinds": ["runtime", "deferred"]} if number % 3 == 0 else {}


def _kept_out(number: int, leaves: Sequence[Integration]) -> Table:
    """Return what must not be reached: by the core the team's own, or by the team's own what is not for everybody."""
    own = [one.component for one in leaves]
    if number % 2:
        return {"type": "forbidden", "from": ["the-util", "the-helpers", "the-auth"], "to": own}
    away = {"indirect": False} if number % 4 else {"except-through": ["the-helpers", "the-core", f"{ALL}.recorder"]}
    return {"type": "forbidden", "from": own, "to": ["sqlalchemy", "the-scripts"], **away}


def _inside_order(team: Sequence[Integration]) -> Table:
    """Return one order for all integrations of a team; few have all its layers."""
    names = ["config_flow", PLATFORMS, "coordinator", "entity", "const"]
    layers = [f"({name})" if isinstance(name, str) else [f"({one})" for one in name] for name in names]
    crowded = [one.module for one in team if len({"config_flow", "sensor", "coordinator", "const"} & {*one.inside}) > 1]
    return {"type": "layers", "siblings": "free", "containers": crowded, "layers": layers}


def _doors(one: Integration) -> list[str]:
    return [".", *(name for name in one.inside if name not in ("config_flow", *PLATFORMS))]


def _seventh(number: int, team: Sequence[Integration]) -> tuple[str, Table]:
    modules = [one.module for one in team]
    flows = [f"{one.module}.config_flow" for one in team if "config_flow" in one.inside]
    started = [f"{ALL}.*.{name}" for name in ("config_flow", "diagnostics", *PLATFORMS)]
    return (
        ("no-knots", {"type": "acyclic", "modules": modules, "depth": 1}),
        ("flows", {"type": "required", "from": flows, "to": ["the-config_entries"]}),
        ("in-use", {"type": "orphan", "modules": modules, "entry-points": started + modules[: len(modules) // 2]}),
        ("covered", {"type": "exhaustive", "modules": modules}),
        ("steady", {"type": "stable", "modules": ["the-core", "the-util", *(one.component for one in team[:6])]}),
    )[number % 5]


def _of_architects(found: Sequence[Integration]) -> Iterator[tuple[str, Table]]:
    core = ["homeassistant.scripts", "homeassistant.auth", "homeassistant.helpers", "homeassistant.util"]
    yield "core-order", {"type": "layers", "layers": core, "closed": ["homeassistant.helpers"]}
    yield "core-covered", {"type": "exhaustive"}
    yield "core-steady", {"type": "stable", "modules": core}
    yield "core-in-use", {"type": "orphan", "modules": core, "entry-points": ["homeassistant.scripts"]}
    busiest = sorted(found, key=lambda one: (-len(one.importers), one.name))
    for one in busiest:
        rows = {one.component: [f"own-{name}" for name in one.importers]}
        yield f"guests-of-{one.name.replace('_', '-')}", {"type": "protected", "importers": rows}


def written(rules: Mapping[str, Table], named: Mapping[str, str]) -> str:
    """Return settings as TOML."""
    lines = ["[components]", *(f"{key} = {json.dumps(value)}" for key, value in named.items())] if named else []
    for id_, rule in rules.items():
        tables = {key: value for key, value in rule.items() if isinstance(value, dict)}
        lines += ["", f"[rules.{id_}]"]
        lines += [f"{key} = {json.dumps(value)}" for key, value in rule.items() if key not in tables]
        for key, table in tables.items():
            lines += ["", f"[rules.{id_}.{key}]"]
            lines += [f"{json.dumps(name)} = {json.dumps(value)}" for name, value in table.items()]
    return "\n".join(lines) + "\n"
