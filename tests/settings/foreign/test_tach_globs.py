"""Patterns of modules, held up to tach itself: which modules a list lets in, and which a `path` makes."""

import json
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from archlint.settings import Disk
from archlint.settings.foreign.tach.excluded import Excluded
from archlint.settings.foreign.tach.globs import fits, fits_anywhere, head, is_glob
from archlint.settings.foreign.tach.tree import Tree

ORACLE = Path(__file__).with_name("tach_oracle.py")
MODULES = ["a", "a.b", "a.b.c", "a.bb", "a.d", "a.d.b", "b", "z", "z.b", "ab", "ab.c"]
PIECES = ["a", "b", "*", "**", "b*", "?", "{b,d}", "[bd]", "*b"]
PATTERNS = [".".join(pieces) for size in (1, 2, 3) for pieces in product(PIECES, repeat=size) if "**.**" not in pieces]


def listed(pattern: str) -> str:
    """Return settings in which one module, `user`, may import what a pattern lets in, and imports all there are."""
    modules = "".join(f'[[modules]]\npath = "{name}"\n' for name in MODULES)
    return f'{modules}[[modules]]\npath = "user"\ndepends_on = ["{pattern}"]\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("globs")
    for name in MODULES:
        file = base / name.replace(".", "/") / "__init__.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    (base / "user.py").write_text("".join(f"import {name}\n" for name in MODULES))
    return base


def test_a_pattern_fits_the_modules_that_tach_lets_in(folder):
    patterns = [pattern for pattern in PATTERNS[::3] if is_glob(pattern)]
    oracle = subprocess.Popen([sys.executable, ORACLE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert oracle.stdin
    assert oracle.stdout
    with oracle:
        for pattern in patterns:
            (folder / "tach.toml").write_text(listed(pattern))
            oracle.stdin.write(f"{folder}\n")
            oracle.stdin.flush()
            told = json.loads(oracle.stdout.readline())["told"]
            text = json.dumps(told)
            barred = set(re.findall(r'"definition_module": ?"([^"]+)"', text))
            assert {name for name in MODULES if fits(pattern, name)} == set(MODULES) - barred, pattern
    assert len(patterns) > 200


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("a.**", ["a", "a.b", "a.b.c", "a.bb", "a.d", "a.d.b"]),
        ("**.b", ["a.b", "a.d.b", "b", "z.b"]),
        ("**", ["a", "ab", "b", "user", "z"]),
        ("a.{b,bb}", ["a.b", "a.bb"]),
    ],
)
def test_a_pattern_makes_the_modules_that_lie_there(folder, pattern, meant):
    tree = Tree(folder, (".",), Disk(), Excluded([]))

    assert sorted(path for path in tree.below(pattern) if fits(pattern, path)) == meant


def test_in_a_visibility_a_star_goes_over_dots():
    assert [name for name in MODULES if fits_anywhere("a.*", name)] == ["a.b", "a.b.c", "a.bb", "a.d", "a.d.b"]
    assert [name for name in MODULES if fits_anywhere("a", name)] == ["a"]


def test_what_stands_before_a_pattern_is_its_head():
    assert [head(pattern) for pattern in ("a.b.*", "**.b", "a", "a.b*.c")] == ["a.b", "", "a", "a"]


@pytest.mark.parametrize("pattern", ["a.[b", "a.{b", "[]"])
def test_a_pattern_that_opens_and_does_not_close_cannot_be_read(pattern):
    with pytest.raises(re.error):
        fits(pattern, "a")


@pytest.mark.parametrize(
    ("pattern", "left_out", "kept"),
    [
        ("docs", ["docs", "a/docs"], ["docs_old", "a/docs.py"]),
        ("**/*__pycache__", ["__pycache__", "a/__pycache__"], ["a"]),
        ("a/docs", ["a/docs"], ["b/a/docs"]),
        ("/docs", ["docs"], ["a/docs"]),
        ("a/**", ["a/b", "a/b/c"], ["a"]),
        ("docs/", ["docs"], ["doc"]),
        ("a/[", [], ["a/["]),
    ],
)
def test_exclude_leaves_out_what_gitignore_would(pattern, left_out, kept):
    excluded = Excluded([pattern])

    assert [path for path in (*left_out, *kept) if excluded.holds(path, folder=True)] == left_out


def test_a_slash_at_the_end_speaks_of_folders():
    assert not Excluded(["docs/"]).holds("docs", folder=False)
