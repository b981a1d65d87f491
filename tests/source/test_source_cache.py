"""A run that remembers says what a run that does not says, and looks into nothing but what has changed."""

from __future__ import annotations

import time

import pytest

from archlint.settings import Cache, Request, Settings
from archlint.source import extraction, read
from archlint.source.extract import extract
from tests.source.codebases import write

SHOP = {
    "shop/__init__.py": "",
    "shop/db.py": "import os\n",
    "shop/web.py": "from shop import db, mail\n\ndef page(): ...\n",
    "shop/broken.py": "import (\n",
}


@pytest.fixture
def shop(tmp_path):
    """A codebase whose files are older than whatever is kept of them."""
    root = write(tmp_path, SHOP)
    settle(root)
    return root


def settle(root):
    """Wait until the file system's clock shows another time than the newest file does."""
    time.sleep(0.05)
    return root


@pytest.fixture
def parsed(monkeypatch):
    """The paths of all files that are parsed, as they are."""
    seen = []

    def noted(path, content, *, whole):
        seen.append(path)
        return extract(path, content, whole=whole)

    monkeypatch.setattr(extraction, "extract", noted)
    return seen


def run(root, tree="", **table):
    """Return stamp and imports of a run that remembers, after a comparison with one that does not."""
    settings = Settings(root, "archlint.toml", table)
    warm, cold = (read(Request(settings, tree=tree, cache=cache)) for cache in (True, False))
    said, anew = (comparable(code.imports()) for code in (warm, cold))
    assert said == anew
    assert warm.stamp == cold.stamp
    return warm.stamp, said


def comparable(imports):
    return {name: value for name, value in vars(imports).items() if not callable(value)}


def kept(root):
    return {path.name: path.read_bytes() for path in Cache(root).folder.iterdir()}


def test_what_has_not_changed_is_not_parsed_again_and_nothing_is_written(shop, parsed):
    run(shop)
    files, folder = kept(shop), Cache(shop).folder.stat()
    parsed.clear()

    read(Request(Settings(shop, "archlint.toml", {}))).imports()

    assert parsed == []
    assert kept(shop) == files
    assert Cache(shop).folder.stat() == folder
