"""What is shipped: the wheel, the source distribution, the editable install, the hook manifest."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from hatchling.build import build_editable
from pre_commit.clientlib import load_manifest

import archlint
from archlint.settings import foreign_places

ROOT = Path(__file__).resolve().parent.parent


def build(source: Path, folder: Path, *what: str) -> Path:
    """Build into the folder without the network, and give the one wheel that came out."""
    command = [sys.executable, "-m", "build", "--no-isolation", *what, "--outdir", str(folder), str(source)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout
    (wheel,) = folder.glob("*.whl")
    return wheel


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files(folder: str) -> set[str]:
    """Give the files below a folder of the checkout, relative to the checkout, less what runs have left there."""
    left = {"__pycache__", ".archlint"}
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file() and left.isdisjoint(path.parts))
    return {path.relative_to(ROOT).as_posix() for path in found}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a wheel that was built from a source distribution, which lies beside it."""
    return build(ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


def test_the_wheel_holds_every_file_of_the_package_and_the_rules_inside_it(built: Path) -> None:
    expected = files("archlint") | {f"archlint/{name}" for name in files("rules")}

    actual = {name for name in contents(built) if ".dist-info/" not in name}

    assert expected == actual
    assert "archlint/rules/linked_list.py" in actual
    assert "archlint/py.typed" in actual


def test_the_wheel_has_no_top_level_package_but_its_own(built: Path) -> None:
    info = f"archlint-{archlint.__version__}.dist-info"

    assert {"archlint", info} == {name.split("/")[0] for name in contents(built)}


def test_the_wheel_tells_the_version_of_the_code(built: Path) -> None:
    metadata = contents(built)[f"archlint-{archlint.__version__}.dist-info/METADATA"]

    assert archlint.__version__ == BytesParser().parsebytes(metadata)["Version"]


def test_a_wheel_from_the_checkout_is_the_one_from_the_source_distribution(built: Path, tmp_path: Path) -> None:
    direct = build(ROOT, tmp_path, "--wheel")

    assert contents(built) == contents(direct)


def test_the_source_distribution_holds_what_its_suite_needs(built: Path) -> None:
    (archive,) = built.parent.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}

    assert not (files("tests") | files("fixtures") | files("rules")) - names
    assert {"archlint.toml", ".pre-commit-hooks.yaml", "README.md", "LICENSE"} <= names


def test_an_editable_install_copies_no_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    installed = contents(tmp_path / build_editable(str(tmp_path)))

    assert str(ROOT) == installed["_archlint.pth"].decode()
    assert not [name for name in installed if name.endswith(".py")]


def test_every_dependency_has_its_sentence_of_reason(project: dict[str, Any]) -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    block = text.partition("\ndependencies = [\n")[2].partition("\n]")[0]

    reasoned = re.findall(r'^  # [A-Z][^\n]*\.\n  "([^"]+)",$', block, re.MULTILINE)

    assert project["project"]["dependencies"] == reasoned


def test_every_python_we_claim_is_one_we_allow(project: dict[str, Any]) -> None:
    claimed = re.findall(r"Python :: 3\.(\d+)", "\n".join(project["project"]["classifiers"]))

    assert project["project"]["requires-python"] == f">=3.{min(map(int, claimed))}"


def test_the_hook_manifest_is_one_that_pre_commit_takes() -> None:
    hooks = {hook["id"]: hook for hook in load_manifest(ROOT / ".pre-commit-hooks.yaml")}

    assert {"archlint", "archlint-config"} == hooks.keys()
    assert [False, False] == [hook["pass_filenames"] for hook in hooks.values()]


@pytest.mark.parametrize(
    "command", ["validate-manifest .pre-commit-hooks.yaml", "validate-config .pre-commit-config.yaml"]
)
def test_the_hook_files_are_ones_that_prek_takes(command: str) -> None:
    done = subprocess.run([Path(sys.executable).with_name("prek"), *command.split()], cwd=ROOT, check=False)

    assert done.returncode == 0


@pytest.mark.parametrize(
    ("path", "watched"),
    [
        ("pyproject.toml", True),
        ("archlint.toml", True),
        ("services/pay/archlint.toml", True),
        ("archlint-baseline.txt", True),
        (".github/CODEOWNERS", True),
        *((name, True) for tool in ("import-linter", "tach") for name in foreign_places(tool)),
        ("shop/web/tach.domain.toml", True),
        ("my-archlint.toml", False),
        ("my-tach.toml", False),
        ("pyproject.toml.orig", False),
        ("shop/web.py", False),
    ],
)
def test_the_settings_hook_watches_settings_only(path: str, watched: bool) -> None:
    hooks = {hook["id"]: hook for hook in load_manifest(ROOT / ".pre-commit-hooks.yaml")}

    assert watched == bool(re.search(hooks["archlint-config"]["files"], path))
