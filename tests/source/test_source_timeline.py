"""Read commit by commit, a history says of each what a whole reading of it says."""

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from archlint import git, source
from archlint.settings import Request, Settings
from tests.git.repositories import Repository

pytestmark = pytest.mark.git

PACKAGES = ("shop", "shop/web", "shop/db", "lib", "lib/deep", "space/inner")
STEMS = ("__init__", "a", "b", "web", "db", "deep")


def spelled(random: Random) -> str:
    """Return a line that speaks of imports, of something that may or may not be there."""
    way = random.choice(PACKAGES).replace("/", ".")
    name = random.choice([*STEMS[1:], "Thing", "_hidden"])
    return random.choice(
        [
            f"import {way}.{name}",
            f"from {way} import {name}",
            f"from {way}.{name} import {random.choice(STEMS[1:])}, Thing",
            f"from {way} import *",
            f"from . import {name}",
            f"from .. import {name}",
            f"from .{name} import Thing",
            f"def late():\n    import {way}.{name}",
            "import os, json.decoder",
            "from google.cloud import storage",
            f"__all__ = {random.sample(STEMS, 2)!r}",
            "__path__ = __import__('pkgutil').extend_path(__path__, __name__)",
            "import importlib\nimportlib.import_module(name)",
            "if True:\n    import lib  # archlint: ignore",
            "this is no python",
            "# a remark",
        ]
    )


class Wild:
    """A repository to which all kinds of things happen."""

    def __init__(self, top: Path, seed: int) -> None:
        self.repository = Repository(top)
        self.top, self.random = top, Random(seed)
        self.repository.commit(lib__a_py="")

    def path(self) -> Path:
        return self.top / self.random.choice(PACKAGES) / f"{self.random.choice(STEMS)}.py"

    def written(self) -> None:
        file = self.path()
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_symlink() or file.is_dir():
            return
        file.write_text("\n".join(spelled(self.random) for _ in range(self.random.randrange(4))) + "\n")

    def lines_added(self) -> None:
        for file in self.files()[:1]:
            file.write_text(f"# one line more\n{file.read_text()}")

    def deleted(self) -> None:
        for file in self.files()[:1]:
            file.unlink()

    def moved(self) -> None:
        target = self.path()
        for file in self.files()[:1]:
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                file.rename(target)

    def linked(self) -> None:
        link = self.path()
        if not link.exists() and not link.is_symlink():
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(os.path.relpath(self.top / "lib" / "a.py", link.parent))

    def beside(self) -> None:
        file = self.path().with_suffix(self.random.choice([".so", ".pyi", ".txt"]))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(self.random.random()))

    def left_out(self) -> None:
        file = self.top / "shop" / "old" / f"{self.random.choice(STEMS)}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("import lib.a\n")

    def files(self) -> list[Path]:
        found = sorted(path for path in self.top.glob("**/*.py") if not path.is_symlink())
        return self.random.sample(found, len(found))

    def grow(self, steps: int) -> Iterator[str]:
        rare = [self.linked, self.beside, self.left_out]
        kinds = [*[self.written] * 6, self.lines_added, self.deleted, self.moved, *rare]
        for _ in range(steps):
            for _ in range(self.random.randrange(1, 4)):
                self.random.choice(kinds)()
            self.repository.git("add", "--all")
            self.repository.git("commit", "--quiet", "--allow-empty", "--message", "a step")
            yield self.repository.git("rev-parse", "HEAD")


def said(read: source.Imports) -> dict[str, Any]:
    """Return all of it, names spelled out: their order is nobody's business."""
    lazy = ("lines", "projects", "distributions", "names")
    plain = {key: value for key, value in read._asdict().items() if key not in lazy}
    return plain | {"name": [read.names[name] for name in read.name], "exports": dict(read.exports)}


@pytest.mark.parametrize("seed", range(6))
def test_what_is_imported_at_a_commit_is_what_a_whole_reading_says(tmp_path, seed):
    wild = Wild(tmp_path, seed)
    line = [wild.repository.git("rev-parse", "HEAD"), *wild.grow(40)]
    table = {"exclude": ["old/"], **({"roots": ["lib", ""]} if seed % 2 else {})}
    request = Request(Settings(tmp_path, "archlint.toml", table), role="base")
    timeline = source.Timeline(request, git.listing(tmp_path, line[0]))
    steps = list(git.changes(tmp_path, line))
    timeline.learn((one for step in steps for one in step), lambda *_: None)
    last = timeline.imports()
    judged = 0
    for commit, step in zip(line[1:], steps, strict=True):
        if timeline.advance(step):
            last, judged = timeline.imports(), judged + 1
            whole = source.read(request._replace(tree=commit, cache=False)).imports()
            assert said(last) == said(whole), commit
        else:
            # Lines may have moved; what is imported has not.
            whole = source.read(request._replace(tree=commit, cache=False)).imports()
            moving = ("line", "column", "end_line", "end_column", "unresolved", "dynamic", "unread", "remarks")
            then, now = ({k: v for k, v in said(each).items() if k not in moving} for each in (last, whole))
            assert then == now, commit
    assert 5 < judged


def test_what_a_star_import_loads_follows_what_the_package_says_of_its_names(tmp_path):
    repository = Repository(tmp_path)
    repository.write(main_py="from shop import *\n", shop__a_py="", shop__b_py="")
    line = []
    for name in "ab":
        (tmp_path / "shop" / "__init__.py").write_text(f"__all__ = ['{name}']\n")
        line.append(repository.commit())
    request = Request(Settings(tmp_path, "archlint.toml", {}), role="base")
    timeline = source.Timeline(request, git.listing(tmp_path, line[0]))
    (step,) = git.changes(tmp_path, line)
    timeline.learn(step, lambda *_: None)
    for commit, name in zip(line, "ab", strict=True):
        read = timeline.imports()
        assert said(read) == said(source.read(request._replace(tree=commit, cache=False)).imports())
        assert [read.modules[target] for target in read.target] == ["shop", f"shop.{name}"]
        timeline.advance(step)


def test_what_somebody_looked_at_beside_the_imports_is_looked_at_again(tmp_path):
    repository = Repository(tmp_path)
    line = [repository.commit(shop_py="import os\n", **{"notes.txt": "one", "pyproject.toml": "[project]\n"})]
    line.append(repository.commit(**{"notes.txt": "two"}))
    line.append(repository.commit(**{"pyproject.toml": "[project]\nname = 'shop'\n"}))
    request = Request(Settings(tmp_path, "archlint.toml", {}), role="base")
    notes, project = git.changes(tmp_path, line)

    timeline = source.Timeline(request, git.listing(tmp_path, line[0]))
    timeline.learn((), lambda *_: None)
    timeline.imports()
    assert (timeline.advance(notes), timeline.advance(project)) == (False, False)

    timeline = source.Timeline(request, git.listing(tmp_path, line[0]))
    timeline.learn((), lambda *_: None)
    read = timeline.imports()
    assert read.projects().all == ()
    assert (timeline.advance(notes), timeline.advance(project)) == (False, True)
    assert [one.name for one in timeline.imports().projects().all] == ["shop"]
