"""A corpus on the disk: a git repository in the cache, with the settings of all tools, as it was committed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks import monorepo
from benchmarks.peers.contracts import alone, as_archlint, as_import_linter, as_tach
from benchmarks.peers.corpora import Corpus
from benchmarks.peers.environments import CACHE, ENVIRONMENT
from tests.corpora.wheels import unpacked

__all__ = ["Size", "edit", "extend", "independent", "laid_out", "measured", "restore", "stage"]

_IDENTITY: Final = ("-c", "user.name=benchmarks", "-c", "user.email=benchmarks@example.invalid")
_QUICK: Final = ("-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "core.looseCompression=0")
_KEPT_OUT: Final = (".archlint/", ".import_linter_cache/", ".grimp_cache/", "__pycache__/")


class Size(NamedTuple):
    """How large a corpus is."""

    modules: int
    lines: int
    bytes: int


def laid_out(corpus: Corpus) -> Path:
    """Return the folder of a corpus, as if nobody had been there. It is made where it is not at hand."""
    tree = CACHE / "trees" / _named(corpus)
    if not tree.is_dir():
        tree.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=tree.parent) as folder:
            whole = Path(folder) / "whole"
            whole.mkdir()
            _fill(corpus, whole)
            _git(whole, "init", "--quiet", "--initial-branch=main")
            whole.rename(tree)
    restore(tree)
    for folder in _KEPT_OUT[:-1]:
        shutil.rmtree(tree / folder, ignore_errors=True)
    _settle(corpus, tree)
    return tree


def _named(corpus: Corpus) -> str:
    """Name a tree after all that it is made of."""
    recipe = repr(corpus.wheels) if corpus.wheels else Path(monorepo.__file__).read_text(encoding="utf-8")
    return f"{corpus.name}-{zlib.crc32(recipe.encode()):08x}"


def _fill(corpus: Corpus, place: Path) -> None:
    """Copy the Python files of wheels, or write the monorepo."""
    for wheel in corpus.wheels:
        for root in corpus.roots:
            package = unpacked(wheel) / root
            if package.is_dir():
                shutil.copytree(package, place / root, ignore=_no_python)
    if corpus.modules:
        monorepo.write(place, corpus.modules, monorepo.wheels())


def _no_python(folder: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not Path(folder, name).is_dir()]


def _settle(corpus: Corpus, tree: Path) -> None:
    """Write the settings of all tools, and commit what is new."""
    (tree / ".git/info/exclude").write_text("\n".join([*_KEPT_OUT, ""]), encoding="utf-8")
    texts = {
        "README.md": "Nothing that a linter of imports would read.\n",
        "archlint.toml": as_archlint(corpus.contracts),
        ".importlinter": as_import_linter(corpus.contracts, corpus.roots),
        "tach.toml": as_tach(corpus.contracts, corpus.roots, tree),
    }
    if corpus.alone:
        texts["alone.toml"] = alone(independent(corpus, tree))
    for name, text in texts.items():
        (tree / name).write_text(text, encoding="utf-8")
    _git(tree, "add", "--all")
    if _git(tree, "status", "--porcelain", "--untracked-files=no"):
        _git(tree, "commit", "--quiet", "--message=As it is measured")


def independent(corpus: Corpus, tree: Path) -> list[str]:
    """Return the packages that shall be independent, each by itself, sorted."""
    folder = tree / corpus.alone.replace(".", "/")
    return sorted(f"{corpus.alone}.{init.parent.name}" for init in folder.glob("*/__init__.py"))


def measured(corpus: Corpus, tree: Path) -> Size:
    """Return how large the Python files of a corpus are."""
    contents = [file.read_bytes() for root in corpus.roots for file in (tree / root).rglob("*.py")]
    return Size(len(contents), sum(content.count(b"\n") for content in contents), sum(map(len, contents)))


def edit(corpus: Corpus, tree: Path, number: int) -> None:
    """Change what a function of one file returns; its imports stay. Each number makes another file."""
    _append(corpus, tree, f"\n\ndef edited():\n    return {number}\n")


def extend(corpus: Corpus, tree: Path, number: int) -> None:
    """Let one file import one module more, another with each number."""
    files = sorted((tree / corpus.edited).parent.glob("*.py"))
    name = files[number % len(files)].relative_to(tree).with_suffix("").as_posix().replace("/", ".")
    _append(corpus, tree, f"\n\nimport {name.removesuffix('.__init__')}  # {number}\n")


def _append(corpus: Corpus, tree: Path, text: str) -> None:
    original = _git(tree, "show", f"HEAD:{corpus.edited}")
    (tree / corpus.edited).write_bytes(original + text.encode())


def stage(tree: Path, path: str) -> None:
    """Put a file into the index, as it lies in the tree."""
    _git(tree, "add", path)


def restore(tree: Path) -> None:
    """Make tree and index what was committed last."""
    if _git(tree, "rev-list", "--all", "--max-count=1"):
        _git(tree, "reset", "--quiet", "--hard")


def _git(tree: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(tree), *_IDENTITY, *_QUICK, *arguments]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=True).stdout
