"""Settings that were kept are those that would be read, or none."""

import os
import shutil
import tomllib
from functools import partial
from pathlib import Path

import pytest

from archlint.settings import Disk, Witness, keep, recalled, workspace

ALONE = {"archlint.toml": 'packages = ["shop"]\n[rules.x]\ntype = "acyclic"\n', "pyproject.toml": "[project]\n"}
LAID = {
    "archlint.toml": 'extends = ["base/a.toml", "base/b.toml"]\n[rules.x]\nseverity = "off"\n[components]\nw = ["w"]\n',
    "base/a.toml": '[rules.x]\ntype = "acyclic"\n[components]\nw = ["v"]\n[[declared]]\nimports = ["a -> b"]\n',
    "base/b.toml": '[rules."\N{SNOWMAN}"]\nmost = 3\nshare = 0.5\nbounds = [1.0, inf, true]\n',
}
WORKSPACE = {
    "archlint.toml": '[rules.x]\ntype = "acyclic"\n',
    "pyproject.toml": '[tool.uv.workspace]\nmembers = ["packages/*"]\n',
    "packages/water/pyproject.toml": '[project]\nname = "Water_Works"\n[tool.archlint.rules.y]\ntype = "acyclic"\n',
    "packages/wind/setup.py": "",
}
OUTERMOST = {"archlint.toml": "", "apps/shop/pyproject.toml": "", "apps/till/setup.cfg": "", "docs/conf.py": ""}


def written(folder, files, name="archlint.toml"):
    """Write files, by path, and return the settings file among them."""
    (folder / ".git").mkdir()
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / name


@pytest.fixture
def tree(tmp_path):
    """Give what writes files below the test's folder."""
    return partial(written, tmp_path)


def kept(file):
    """Read settings and keep them, and return them."""
    witness = Witness(Disk())
    read = workspace(file, witness)
    keep(file, read, witness)
    return read


@pytest.mark.parametrize("files", [ALONE, LAID, WORKSPACE, OUTERMOST])
def test_what_was_kept_comes_back_without_a_look_at_toml(tree, files, monkeypatch):
    file = tree(files)
    read = kept(file)
    monkeypatch.setattr(tomllib, "loads", None)

    found = recalled(file, Disk())

    assert found == read
    assert repr(found) == repr(read), "1 is not 1.0, and a list is no tuple"
    assert found is not None
    assert found.stands(("rules", "x")) == read.stands(("rules", "x"))


def test_a_member_remembers_what_stands_above_it(tree):
    file = tree(WORKSPACE, "packages/water/pyproject.toml")

    read = kept(file)

    assert read.inside == "water-works"
    assert recalled(file, Disk()) == read


def test_nothing_is_kept_at_first(tree):
    assert recalled(tree(ALONE), Disk()) is None


@pytest.mark.parametrize("files", [ALONE, LAID, WORKSPACE, OUTERMOST])
def test_nothing_comes_back_once_a_file_is_another(tree, tmp_path, files):
    file = tree(files)
    kept(file)

    for path in files:
        text = (tmp_path / path).read_bytes()
        (tmp_path / path).write_bytes(text + b"# another\n")
        changed = recalled(file, Disk())
        (tmp_path / path).write_bytes(text)
        # Of some files only the names count: what stands in a setup.py was never asked.
        assert changed is None or path.endswith(("setup.py", "setup.cfg", "conf.py", "shop/pyproject.toml"))
        assert recalled(file, Disk()) is not None


@pytest.mark.parametrize(
    ("files", "come"),
    [
        (ALONE, "pants.toml"),
        (ALONE, "hatch.toml"),
        (WORKSPACE, "packages/fire/pyproject.toml"),
        (WORKSPACE, "packages/wind/archlint.toml"),
        (OUTERMOST, "tools/setup.py"),
        (OUTERMOST, "apps/shop/__init__.py"),
    ],
)
def test_nothing_comes_back_once_a_file_has_come_or_gone(tree, tmp_path, files, come):
    file = tree(files)
    kept(file)

    (tmp_path / come).parent.mkdir(exist_ok=True)
    (tmp_path / come).touch()
    assert recalled(file, Disk()) is None

    kept(file)
    assert recalled(file, Disk()) is not None
    (tmp_path / come).unlink()
    assert recalled(file, Disk()) is None


def test_a_repository_that_begins_in_between_counts(tree, tmp_path):
    file = tree(WORKSPACE, "packages/water/pyproject.toml")
    kept(file)

    (tmp_path / "packages/.git").mkdir()

    assert recalled(file, Disk()) is None
    assert kept(file).inside == ""


def test_settings_of_one_folder_are_kept_side_by_side(tree, tmp_path):
    file = tree({**ALONE, "other.toml": '[rules.y]\ntype = "acyclic"\n'})
    reads = [kept(file), kept(tmp_path / "other.toml")]

    assert [recalled(file, Disk()), recalled(tmp_path / "other.toml", Disk())] == reads


def test_another_archlint_reads_for_itself(tree, monkeypatch):
    file = tree(ALONE)
    kept(file)

    monkeypatch.setattr("archlint.settings.kept.edition", lambda: b"another")

    assert recalled(file, Disk()) is None


def test_a_copy_of_a_folder_is_read_anew(tree, tmp_path):
    kept(tree({f"here/{path}": text for path, text in ALONE.items()}, "here/archlint.toml"))

    shutil.copytree(tmp_path / "here", tmp_path / "there")

    assert recalled(tmp_path / "there/archlint.toml", Disk()) is None


def test_settings_with_a_date_are_not_kept(tree):
    file = tree({"archlint.toml": "[[waivers]]\nuntil = 2027-01-01\n"})
    kept(file)

    assert recalled(file, Disk()) is None


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_a_file_that_cannot_be_read_is_no_ground_to_keep_anything(nobodys):
    file = written(nobodys, ALONE)
    (nobodys / "pyproject.toml").chmod(0)
    kept(file)
    (nobodys / "pyproject.toml").chmod(0o600)

    assert recalled(file, Disk()) is None


class Refusing(Disk):
    """A disk on which one file cannot be read."""

    def read(self, file: Path) -> bytes | None:
        if file.name == "hatch.toml":
            raise PermissionError(file.name)
        return super().read(file)


def test_a_disk_that_refuses_leaves_nothing_to_recall(tree):
    file = tree(ALONE)
    witness = Witness(Refusing())
    read = workspace(file, witness)
    keep(file, read, witness)

    assert not witness.sure
    assert recalled(file, Disk()) is None

    kept(file)
    assert recalled(file, Refusing()) is None
