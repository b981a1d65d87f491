"""Contracts about real code: archlint says of each what import-linter says, and calls the same imports illegal."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from archlint import rulebook, settings
from archlint.rulebook import Unresolved
from archlint.settings import Disk, Names, Request
from tests.corpora.codebases import CODEBASES, Codebase
from tests.corpora.wheels import Wheel, at_hand, unpacked
from tests.settings.foreign.oracle import rulings

pytestmark = [pytest.mark.newest, pytest.mark.once]

LIBRARIES = ("requests", "yaml", "jinja2", "click", "numpy", "asgiref")
KEDRO = """\
[tool.importlinter]
root_package = "kedro"

[[tool.importlinter.contracts]]
name = "The framework stands on the library"
type = "layers"
containers = "kedro"
layers = [
    "framework.cli", "framework.session", "framework.context", "framework.project",
    "runner", "io", "pipeline", "config",
]
ignore_imports = ["kedro.framework.hooks.specs -> kedro.framework.context"]
unmatched_ignore_imports_alerting = "none"

[[tool.importlinter.contracts]]
name = "Pipelines and data are independent"
type = "independence"
modules = ["kedro.pipeline", "kedro.io"]

[[tool.importlinter.contracts]]
name = "Config knows nobody who runs"
type = "forbidden"
source_modules = ["kedro.config"]
forbidden_modules = ["kedro.runner", "kedro.io", "kedro.pipeline"]
"""
"""The shape in which kedro has its own, in a pyproject.toml."""


class Beside(Disk):
    """The disk, and a file that is not there."""

    def __init__(self, file: Path, text: str) -> None:
        self.file, self.text = file, text

    def read(self, file: Path) -> bytes | None:
        return self.text.encode() if file == self.file else super().read(file)

    def names(self, folder: Path) -> Names:
        return super().names(folder)


def marks(wheel: Wheel, *, slow: bool = False) -> Iterator[pytest.MarkDecorator]:
    if not at_hand(wheel):
        yield pytest.mark.network
    if slow:
        yield pytest.mark.slow


@pytest.mark.parametrize(
    "codebase",
    [pytest.param(one, id=one.package, marks=list(marks(one.wheel, slow=bool(one.few)))) for one in CODEBASES],
)
def test_contracts_about_real_code_are_judged_as_by_import_linter(codebase, tmp_path):
    assert_alike(unpacked(codebase.wheel), ".importlinter", contracts(codebase), tmp_path, sorted(codebase.unseen()))


@pytest.mark.parametrize("wheel", [pytest.param(w, marks=list(marks(w))) for w in [Wheel("kedro", "0.19.9")]], ids=str)
def test_contracts_of_a_pyproject_are_judged_as_by_import_linter(wheel, tmp_path):
    assert_alike(unpacked(wheel), "pyproject.toml", KEDRO, tmp_path, ["kedro/templates"])


def assert_alike(folder: Path, name: str, text: str, elsewhere: Path, unseen: list[str]) -> None:
    """Compare both tools, over the files that both see."""
    (elsewhere / name).write_text(text, encoding="utf-8")
    theirs = rulings(folder, str(elsewhere / name))
    read = settings.load(folder / name, Beside(folder / name, text))
    found = rulebook.apply(Request(read._replace(table={**read.table, "exclude": unseen}), cache=False))
    assert [problem.message for problem in found.problems] == []
    assert {one.why for one in theirs} == {""}
    assert {one.name for one in theirs} == {rule.name for rule in found.rules}
    own = set(read.table["packages"])
    for ruling in theirs:
        [rule] = [rule for rule in found.rules if rule.name == ruling.name]
        mine = [one for one in found.findings if one.rule == rule.id]
        pairs = [(one.importer, one.imported) for one in mine if len(one.chain) == 2 and not one.members]
        direct = {(tail, _top(head, own)) for tail, head in pairs if _is_there(folder, head, own)}
        assert ("broken" if mine else "kept", ruling.name) == (ruling.state, ruling.name)
        # An import of what is gone counts as one of the nearest module above it; there it is no import.
        lost = {(tail, head) for tail, head in direct - ruling.direct if _is_lost(tail, head, found.unresolved)}
        assert direct - lost == (ruling.direct or direct - lost), ruling.name


def _is_lost(tail: str, head: str, unresolved: Iterable[Unresolved]) -> bool:
    return any(one.importer == tail and one.target.startswith(f"{head}.") for one in unresolved)


def _is_there(folder: Path, module: str, own: set[str]) -> bool:
    """Whether a module lies in the folder: what another distribution adds to a package, import-linter does not see."""
    path = folder / module.replace(".", "/")
    return module.partition(".")[0] not in own or path.is_dir() or path.with_suffix(".py").is_file()


def _top(module: str, own: set[str]) -> str:
    """Return a module as import-linter knows it: of others the top-level package alone."""
    return module if module.partition(".")[0] in own else module.partition(".")[0]


def contracts(codebase: Codebase) -> str:
    """Return contracts of each type, as a team could have them about its code."""
    top, *_, bottom = codebase.layers
    siblings = [f"{codebase.siblings}.{name}" for name in codebase.few] or [f"{codebase.siblings}.*"]
    texts = [
        f"[importlinter]\nroot_package = {codebase.package}\ninclude_external_packages = True",
        contract("layers", "order", layers=[" : ".join(level) for level in codebase.layers]),
        contract("layers", "order and siblings", layers=[" | ".join(level) for level in codebase.layers]),
        contract("forbidden", "down there", source_modules=bottom, forbidden_modules=[*top, *LIBRARIES]),
        contract("forbidden", "by hand", source_modules=bottom, forbidden_modules=top, allow_indirect_imports=["True"]),
        contract(
            "forbidden",
            "children",
            source_modules=bottom,
            forbidden_modules=[f"{codebase.package}.*"],
            allow_indirect_imports=["True"],
        ),
        contract("independence", "siblings", modules=siblings),
        contract("protected", "owned", protected_modules=bottom, allowed_importers=top),
        contract("protected", "alone", protected_modules=bottom, allowed_importers=top, as_packages=["False"]),
        contract("acyclic_siblings", "circles", ancestors=[codebase.package], depth=["1"]),
        contract("private_modules", "private"),
    ]
    return "\n\n".join(texts) + "\n"


def contract(type_: str, name: str, **options: list[str]) -> str:
    """Return one contract of an INI file."""
    lines = [f"[importlinter:contract:{name.replace(' ', '-')}]", f"name = {name}", f"type = {type_}"]
    for key, values in options.items():
        lines += [f"{key} = {values[0]}"] if len(values) == 1 else [f"{key} =", *(f"    {value}" for value in values)]
    return "\n".join(lines)
