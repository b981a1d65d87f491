"""What is kept comes back as it was, or not at all."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.settings import Cache

KEY = b"version 1"


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path)


def test_nothing_is_there_at_first_and_asking_leaves_nothing_behind(cache):
    assert cache.recall("facts", KEY) is None
    assert not cache.folder.parent.exists()


def test_what_was_kept_comes_back(cache):
    cache.keep("facts", KEY, [b"one", b"", b"two"])
    assert cache.recall("facts", KEY) == b"onetwo"
    cache.keep("facts", KEY, [])
    assert cache.recall("facts", KEY) == b""


@pytest.mark.parametrize("other", [b"", b"version 2", KEY + b"one", b"version"])
def test_another_key_finds_nothing(cache, other):
    cache.keep("facts", KEY, [b"one"])
    assert cache.recall("facts", other) is None


def test_what_a_killed_run_left_is_taken_away_and_what_others_write_is_not(cache):
    cache.keep("facts", KEY, [b"one"])
    old, young = (cache.folder / f"facts.{number}.tmp" for number in (1, 2))
    for file, hours in ((old, 2), (young, 0.5)):
        file.write_bytes(b"torn")
        os.utime(file, (time.time() - hours * 3600,) * 2)
    cache.keep("findings", KEY, [b"two"])
    assert not old.exists()
    assert young.exists()


def test_git_leaves_the_folder_alone(cache):
    cache.keep("facts", KEY, [b"one"])
    assert (cache.folder / ".gitignore").read_text() == "*\n"
    assert {path.name for path in cache.folder.iterdir()} == {".gitignore", "facts"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.keep("facts", KEY, [b"payload" * 3])
    return cache, (cache.folder / "facts").read_bytes()


@given(st.data())
def test_a_file_that_was_tampered_with_is_as_good_as_none(kept, data):
    cache, whole = kept
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped = bytes([whole[at] ^ data.draw(st.integers(1, 255))])
    harmed = data.draw(st.sampled_from([whole[:at], whole[:at] + flipped + whole[at + 1 :], whole + b"more", b""]))
    (cache.folder / "facts").write_bytes(harmed)
    assert cache.recall("facts", KEY) is None


def test_a_folder_that_cannot_be_made_is_no_trouble(tmp_path):
    (tmp_path / ".archlint").write_text("a file")
    cache = Cache(tmp_path)
    cache.keep("facts", KEY, [b"one"])
    assert cache.recall("facts", KEY) is None


def test_a_folder_that_came_with_a_clone_is_as_good_as_none(tmp_path, cache):
    cache.keep("facts", KEY, [b"all is well"])
    shutil.copytree(cache.folder, tmp_path / "clone/.archlint/cache")
    clone = Cache(tmp_path / "clone")
    assert clone.recall("facts", KEY) is None
    clone.keep("facts", KEY, [b"seen here"])
    assert clone.recall("facts", KEY) == memoryview(b"seen here")


def test_a_folder_that_the_environment_names_counts_wherever_it_was_carried_from(tmp_path, monkeypatch):
    root = tmp_path / "shop"
    for name in ("here", "there"):
        monkeypatch.setenv("ARCHLINT_CACHE", str(tmp_path / name))
        if name == "here":
            Cache(root).keep("facts", KEY, [b"one"])
            shutil.copytree(tmp_path / "here", tmp_path / "there")
    assert Cache(root).recall("facts", KEY) == memoryview(b"one")
    assert Cache(tmp_path / "other/shop").recall("facts", KEY) is None
    assert not root.exists()


def test_a_named_folder_may_be_relative(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARCHLINT_CACHE", "kept")
    Cache(Path("/srv/shop")).keep("facts", KEY, [b"one"])
    monkeypatch.setenv("ARCHLINT_CACHE", str(tmp_path / "kept"))
    assert Cache(Path("/srv/shop")).recall("facts", KEY) == memoryview(b"one")
