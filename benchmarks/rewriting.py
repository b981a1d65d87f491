"""
What `archlint fix` rewrites in real packages, how fast, and whether they are still what they were.

    python -m benchmarks.rewriting [sqlalchemy] [sympy] [--no-tests]

Each package comes as its sdist, with its test suite, and is copied twice. One copy is rewritten: every import from the
inside of a package next to the top one that could come by that package. Then both are installed into environments of
their own, every module is imported, and a part of the package's tests is run, in both: whatever fails, and how, has to
be the same. A second run of `archlint fix` has to change nothing. It fetches from the package index, takes half an hour
with tests, and prints a table as docs/fix.md has it; figures.json beside the copies holds all of it. The exit code is 1
where something differs.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.process import run

_HOME: Final = (
    Path(os.environ.get("ARCHLINT_BENCHMARKS") or Path.home() / ".cache" / "archlint-benchmarks") / "rewriting"
)
_IMPORT: Final = """
import importlib, json, sys, warnings
warnings.simplefilter("ignore")
failed = {}
for name in sys.stdin.read().split():
    try:
        importlib.import_module(name)
    except BaseException as error:
        failed[name] = f"{type(error).__name__}: {error}"[:200]
print("\\n" + json.dumps(failed))
"""


class Package(NamedTuple):
    """A package that has a public inside."""

    version: str
    settings: str
    needs: tuple[str, ...]
    """What its tests need."""
    source: str
    """The folder in which its top-level package lies."""
    tests: tuple[str, ...]
    """What pytest is called with."""


PACKAGES: Final = {
    "sqlalchemy": Package(
        "2.0.44",
        'roots = ["lib", "."]\npackages = ["sqlalchemy", "test"]\n[rules.api]\ntype = "public-api"\n'
        'expose = { "sqlalchemy.{part}" = ["."] }\n',
        ("pytest==8.4.2", "typing_extensions==4.15.0", "greenlet==3.2.4"),
        "lib",
        ("test/base", "test/engine", "test/sql", "-p", "no:logging", "--db", "sqlite"),
    ),
    "sympy": Package(
        "1.14.0",
        'packages = ["sympy"]\n[rules.api]\ntype = "public-api"\nexpose = { "sympy.{part}" = ["."] }\n',
        ("pytest==8.4.2", "mpmath==1.3.0", "hypothesis==6.140.0"),
        ".",
        ("sympy/logic", "sympy/sets", "sympy/utilities"),
    ),
}


def main() -> int:
    """Measure the packages of the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", default=[], metavar="PACKAGE", help=f"of {', '.join(PACKAGES)}; all")
    parser.add_argument("--no-tests", action="store_true", help="leave out the tests of the packages")
    asked = parser.parse_args()
    rows = {name: measured(name, PACKAGES[name], tests=not asked.no_tests) for name in asked.packages or PACKAGES}
    (_HOME / "figures.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    print(
        "| package | modules | violations | mended | files | CPU s | modules/s | imports fail, before = after | tests |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name, row in rows.items():
        print(f"| {name} | {' | '.join(map(str, _cells(row)))} |")
    return int(not all(row["same"] for row in rows.values()))


def measured(name: str, package: Package, *, tests: bool) -> dict[str, Any]:
    """Return the figures of one package."""
    before, after = _copies(name, package)
    python = _environment(name, package)
    report = _HOME / f"{name}-fix.json"
    fix = [sys.executable, "-m", "archlint", "fix", "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    spent = run([*fix, "--format", "json"], after, report, environment)
    told = json.loads(report.read_text(encoding="utf-8"))
    subprocess.run([*fix, "--write"], cwd=after, env=environment, check=True, stdout=subprocess.DEVNULL)
    again = subprocess.run(fix, cwd=after, env=environment, check=True, capture_output=True).stdout
    modules = _modules(before, package)
    imported = [_imported(python, folder, package, modules) for folder in (before, after)]
    outcomes = [_tested(python, folder, name, package) if tests else {} for folder in (before, after)]
    return {
        "modules": told["summary"]["modules"],
        "violations": len(told["mended"]) + len(told["refused"]),
        "mended": len(told["mended"]),
        "names": sum(len(one["edits"]) for one in told["mended"]),
        "files": len(told["files"]),
        "refused": dict(Counter(one["refused"]["reason"] for one in told["refused"]).most_common()),
        "seconds": round(spent.seconds, 1),
        "imports": [len(one) for one in imported],
        "tests": [dict(Counter(one.values())) for one in outcomes],
        "again": len(again),
        "same": imported[0] == imported[1] and outcomes[0] == outcomes[1] and not again,
    }


def _cells(row: dict[str, Any]) -> list[object]:
    tests = ", ".join(f"{count:,} {word}" for word, count in sorted(row["tests"][0].items())) or "not run"
    same = "same" if row["same"] else "DIFFERENT"
    speed = row["modules"] / row["seconds"]
    counts = [f"{row[key]:,}" for key in ("modules", "violations", "mended", "files")]
    return [*counts, row["seconds"], f"{speed:.0f}", f"{row['imports'][0]} ({same})", tests]


def _copies(name: str, package: Package) -> tuple[Path, Path]:
    """Return two fresh copies of a package, with settings."""
    sdist = _HOME / f"{name}-{package.version}.tar.gz"
    _HOME.mkdir(parents=True, exist_ok=True)
    if not sdist.exists():
        wanted = ["--no-deps", "--no-binary", ":all:", "--quiet", "--dest", str(_HOME), f"{name}=={package.version}"]
        subprocess.run([sys.executable, "-m", "pip", "download", *wanted], check=True)
    copies = []
    for which in ("before", "after"):
        folder = _HOME / which / name
        shutil.rmtree(folder, ignore_errors=True)
        with tarfile.open(sdist) as archive:
            archive.extractall(folder, filter="data")
        (whole,) = folder.iterdir()
        (whole / "archlint.toml").write_text(package.settings, encoding="utf-8")
        copies.append(whole)
    return copies[0], copies[1]


def _environment(name: str, package: Package) -> Path:
    """Return the Python of an environment with what the package needs, and without the package itself."""
    folder = _HOME / "environments" / name
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *package.needs], check=True)
    return python


def _modules(folder: Path, package: Package) -> list[str]:
    source = folder / package.source
    (top,) = (one for one in PACKAGES if (source / one).is_dir())
    names = (file.relative_to(source).with_suffix("").parts for file in sorted((source / top).rglob("*.py")))
    return [".".join(parts[:-1] if parts[-1] == "__init__" else parts) for parts in names if parts[-1] != "__main__"]


def _imported(python: Path, folder: Path, package: Package, modules: list[str]) -> dict[str, str]:
    """Return which modules cannot be imported, all in one process, and why."""
    words = [str(python), "-c", _IMPORT]
    told = {"PYTHONPATH": str(folder / package.source), "PATH": os.environ["PATH"], "HOME": str(_HOME)}
    done = subprocess.run(
        words, cwd=folder, env=told, input="\n".join(modules), capture_output=True, text=True, check=True
    )
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return {name: why.replace(str(folder), "") for name, why in found.items()}


def _tested(python: Path, folder: Path, name: str, package: Package) -> dict[str, str]:
    """Return how each test ended."""
    report = folder.parent / "tests.xml"
    words = [str(python), "-m", "pytest", "-q", f"--junitxml={report}", *package.tests]
    told = {**os.environ, "PYTHONPATH": str(folder / package.source), "PYTHONHASHSEED": "0", "HOME": str(_HOME)}
    with (folder.parent / "tests.txt").open("w", encoding="utf-8") as out:
        subprocess.run(words, cwd=folder, env=told, stdout=out, stderr=subprocess.STDOUT, check=False)
    found = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - the same
        ended = next((one.tag for one in case if one.tag in ("failure", "error", "skipped")), "passed")
        found[f"{name} {case.get('classname')}.{case.get('name')}"] = ended
    return found


if __name__ == "__main__":
    sys.exit(main())
