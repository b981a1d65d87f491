"""Small projects with a tach.toml, made by chance: the same seed, the same project."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

NAMES = ("get_cart", "get_count", "make_order", "Thing", "Other")
EXPOSED = ("get_.*", "Thing", "make_order", ".*", "cart", "cart\\..*", "[a-z]+", "(orm|Thing)", "lines\\.get_.*", "\\*")
PLACES = (
    "{}",
    "{}",
    "{}",
    "def later():\n    {}",
    "try:\n    {}\nexcept ImportError:\n    pass",
    "class Lazy:\n    {}",
)
TYPED = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {}"

Table = dict[str, Any]


def _without_lists(settings: Table) -> None:
    for module in settings["modules"]:
        if module.get("depends_on"):
            module["depends_on"] = module["depends_on"][1:]


def _upside_down(settings: Table) -> None:
    if "layers" in settings:
        settings["layers"].reverse()


def _without_utilities(settings: Table) -> None:
    for module in settings["modules"]:
        module.pop("utility", None)


def _exposing_less(settings: Table) -> None:
    for interface in settings.get("interfaces", ()):
        interface["expose"] = interface["expose"][1:]


def _closed(settings: Table) -> None:
    if "layers" in settings:
        names = [one if isinstance(one, str) else one["name"] for one in settings["layers"]]
        settings["layers"] = [{"name": name, "closed": True} for name in names]


def _free(settings: Table) -> None:
    for module in settings["modules"]:
        module.pop("depends_on", None)


MUTATIONS: dict[str, Callable[[Table], None]] = {
    "lists less": _without_lists,
    "layers reversed": _upside_down,
    "no utilities": _without_utilities,
    "exposes less": _exposing_less,
    "all layers closed": _closed,
    "no lists": _free,
}


class Project:
    """Code and settings, before they are written down."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.root = self.chance.choice(["", "", "src/"])
        self.files: dict[str, list[str]] = {}
        self._tree()
        self.settings: Table = {}
        self._settings()
        self._imports()

    def write(self, folder: Path) -> None:
        """Write all files into a folder."""
        for path, lines in self.files.items():
            file = folder / self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join(f"{line}\n" for line in lines))
        (folder / "tach.toml").write_text(toml(self.settings))

    def mutated(self, mutation: str) -> Project | None:
        """Return the same code under settings that were changed once more; None where that changes nothing."""
        before = deepcopy(self.settings)
        MUTATIONS[mutation](self.settings)
        return self if self.settings != before else None

    @property
    def by_path(self) -> dict[str, Table]:
        """The settings of each module that is written out; the last counts."""
        return {path: one for one in self.settings["modules"] for path in one.get("paths", [one.get("path")])}

    @property
    def paths(self) -> list[str]:
        """The dotted names of all modules."""
        return [path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in self.files]

    def _tree(self) -> None:
        for top in self._some(["shop", "web", "lib", "shop_old"], 2):
            self._package(top, 1)
        for single in self._some(["run", "tools"], 0):
            self.files[f"{single}.py"] = []

    def _package(self, lead: str, depth: int) -> None:
        if depth == 1 or self._maybe(0.85):
            self.files[f"{lead}/__init__.py"] = []
        for name in self._some(["cart", "lines", "orm", "api"], 1):
            if depth < 3 and self._maybe(0.45):
                self._package(f"{lead}/{name}", depth + 1)
            else:
                self.files[f"{lead}/{name}.py"] = []

    def _settings(self) -> None:
        table = self.settings
        table["source_roots"] = [self.root.rstrip("/") or "."]
        if self._maybe(0.4):
            names = ["ui", "logic", "data", "base"][: self.chance.randint(2, 4)]
            table["layers"] = [{"name": one, "closed": True} if self._maybe(0.3) else one for one in names]
            if self._maybe(0.3):
                table["layers_explicit_depends_on"] = True
        if self._maybe(0.4):
            table["root_module"] = self.chance.choice(["allow", "dependenciesonly", "ignore", "forbid"])
        for key, likely in (("exact", 0.2), ("ignore_type_checking_imports", 0.3)):
            if self._maybe(likely):
                table[key] = key == "exact"
        if self._maybe(0.3):
            table["rules"] = {"local_imports": self.chance.choice(["off", "warn"])}
        if self._maybe(0.3):
            table["exclude"] = self._some(["**/api/orm.py", "shop/cart/**", "docs", "**/*__pycache__", "tools.py"], 1)
        table["modules"] = list(self._modules())
        if self._maybe(0.5):
            table["interfaces"] = [self._interface() for _ in range(self.chance.randint(1, 3))]

    def _modules(self) -> Iterator[Table]:
        chosen = self._some(self._above(), 2)
        self.modules = chosen
        if self._maybe(0.15):
            self.modules.append("<root>")
        if self._maybe(0.2):
            yield self._module({"path": self.chance.choice([f"{chosen[0]}.*", "shop.**", "**.orm", "lib.{cart,orm}"])})
        rest = list(self.modules)
        while rest:
            many = rest[: self.chance.choice([1, 1, 1, 2])]
            del rest[: len(many)]
            yield self._module({"path": many[0]} if len(many) == 1 else {"paths": many})

    def _above(self) -> list[str]:
        """Return every name that could be a module of tach, packages without a file of their own among them."""
        return sorted({path.rsplit(".", steps)[0] for path in self.paths for steps in (0, 1)})

    def _module(self, table: Table) -> Table:
        if self._maybe(0.8):
            own = [*table.get("paths", ()), table.get("path")] if self.settings.get("exact") else []
            listed = (self._dependency() for _ in range(self.chance.randint(0, 3)))
            table["depends_on"] = [one for one in listed if one not in own]
        if self._maybe(0.2):
            table["cannot_depend_on"] = [self.chance.choice(self.modules)]
        if "layers" in self.settings and self._maybe(0.7):
            layer = self.chance.choice(self.settings["layers"])
            table["layer"] = layer if isinstance(layer, str) else layer["name"]
        for key in ("utility", "unchecked"):
            if self._maybe(0.1):
                table[key] = True
        return table

    def _dependency(self) -> str | Table:
        if self.settings.get("exact") and self._maybe(0.95):
            return self.chance.choice(self.modules)
        path = self.chance.choice([*self.modules, *self.modules, "shop.*", "lib.**", "shop.nothing", "**"])
        return {"path": path, "deprecated": self._maybe(0.3)} if self._maybe(0.2) else path

    def _interface(self) -> Table:
        table: Table = {"expose": self._some(list(EXPOSED), 0)}
        if self._maybe(0.7):
            table["from"] = self._some([*self.modules, "shop.*"], 1)
        if self._maybe(0.3):
            table["visibility"] = self._some(self.modules, 1)
            table["exclusive"] = self._maybe(0.5)
        return table

    def _imports(self) -> None:
        """Let files import one another, in every form."""
        local = self.settings.get("rules", {}).get("local_imports", "error") != "error"
        most = self.chance.choice([0.2, 0.5, 1, 4])
        for path, lines in self.files.items():
            for _ in range(round(self.chance.uniform(0, most))):
                statement = self._statement(path)
                # What tach calls local is more than what stands in a function: told as a difference.
                place = self.chance.choice(PLACES[:4] if local else PLACES)
                if self._maybe(0.15):
                    place = TYPED
                lines.extend(place.format(statement).split("\n"))

    def _statement(self, path: str) -> str:
        target = self.chance.choice(self.paths)
        above, _, last = target.rpartition(".")
        forms = [f"import {target}", f"from {target} import {self._taken()}", f"from {target} import {self._taken()}"]
        if above:
            forms.append(f"from {above} import {last}")
        if relative := self._relative(path, target):
            forms += relative
        mark = self.chance.choice([f"  # tach-ignore(why) {last}", "  # tach-ignore"]) if self._maybe(0.1) else ""
        return self.chance.choice(forms) + mark

    def _relative(self, path: str, target: str) -> list[str]:
        """Return how a file may import a module relative to itself."""
        for dots, steps in ((".", 1), ("..", 2)):
            lead = ".".join(path.split("/")[:-steps])
            if lead and len(path.split("/")) > steps and target.startswith(f"{lead}."):
                rest = target.removeprefix(f"{lead}.")
                above, _, last = rest.rpartition(".")
                return [f"from {dots}{rest} import {self._taken()}", f"from {dots}{above} import {last}"]
        return []

    def _taken(self) -> str:
        return self.chance.choice(["*", ", ".join(self._some(list(NAMES), 1)[:2]), self.chance.choice(NAMES)])

    def _some(self, of: Sequence[str], least: int) -> list[str]:
        return self.chance.sample(list(of), self.chance.randint(min(least, len(of)), len(of)))

    def _maybe(self, likely: float) -> bool:
        return self.chance.random() < likely


def toml(table: Mapping[str, Any]) -> str:
    """Return settings as TOML; lists of tables come last."""
    plain = {key: value for key, value in table.items() if key not in ("modules", "interfaces")}
    lines = [f"{key} = {_value(value)}" for key, value in plain.items()]
    for key in [key for key in table if key not in plain]:
        lines += [line for row in table[key] for line in ("", f"[[{key}]]", toml(row))]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value)
