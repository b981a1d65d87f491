"""Every case in which a tool of this trade was seen to be wrong, and archlint's answer to it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from archlint.cli import main
from tests.compared.case import LAYERS, PACKAGE, changes, lay, shortened
from tests.compared.cases_files import FILES
from tests.compared.cases_imports import IMPORTS
from tests.compared.cases_settings import SETTINGS, STALE

PAGE = Path(__file__).parents[2] / "docs/compared.md"
ROW = re.compile(r"^\| (?P<case>.+?) \|(?P<peers>.*)\|(?P<answer>[^|]*)\|$", re.MULTILINE)
SEEDS = "the same code under five seeds of hashing"
CASES = [*IMPORTS, *FILES, *SETTINGS, *STALE]
ANSWERS = {**{case.name: case.answer for case in CASES}, SEEDS: "the same bytes"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_archlint_answers_as_it_should(case, tmp_path, monkeypatch, capsys):
    lay(tmp_path, {**PACKAGE, "archlint.toml": LAYERS})
    lay(tmp_path, case.files)
    case.arrange(tmp_path)
    monkeypatch.chdir(tmp_path / case.folder)
    capsys.readouterr()

    answers = []
    for step in changes(case):
        lay(tmp_path, step.files)
        code = main(["check", "--format", "json", *step.options])
        said = capsys.readouterr()
        answers.append(shortened(code, said.out, said.err))

    assert ", then ".join(answers) == case.answer


def test_one_tree_gives_the_same_bytes_under_five_seeds_of_hashing(tmp_path):
    names = [f"pkg.{layer}.{letter}" for layer in ("high", "low") for letter in "abcde"]
    text = "".join(f"import {name}\n" for name in names)
    lay(tmp_path, {f"{name.replace('.', '/')}.py": text for name in names} | {"archlint.toml": LAYERS})
    command = [sys.executable, "-m", "archlint", "check", "--config", str(tmp_path / "archlint.toml")]

    said = set()
    for seed in range(5):
        variables = {**os.environ, "PYTHONPATH": str(PAGE.parents[1]), "PYTHONHASHSEED": str(seed)}
        done = subprocess.run(command, env=variables, capture_output=True, check=False)
        said.add((done.returncode, done.stdout, done.stderr))

    assert [(code, out.count(b" --> ")) for code, out, _ in said] == [(1, 25)]


@pytest.mark.parametrize("name", ["low-er", "low.v2", "0001_initial", "new\nline"])
def test_a_file_that_no_import_can_name_is_counted_and_listed(tmp_path, capsys, name):
    lay(tmp_path, {**PACKAGE, "archlint.toml": LAYERS.replace('"pkg.low"', '"pkg.__init__"')})
    lay(tmp_path, {f"pkg/{name}.py": "import pkg.high\n"})

    code = main(["check", "--format", "json", "--config", str(tmp_path / "archlint.toml")])
    report = json.loads(capsys.readouterr().out)

    assert code == 0
    assert (report["summary"]["modules"], report["summary"]["imports"]) == (4, 1)
    assert sorted(report["outside"]) == sorted(["pkg.low", "pkg." + name.replace("\n", r"\n")])


def test_the_page_shows_every_case_with_the_answer_that_is_tested():
    text = PAGE.read_text(encoding="utf-8")
    rows = [row for row in ROW.finditer(text) if row["case"] != "case" and not row["case"].startswith("---")]

    if os.environ.get("ARCHLINT_GOLDEN") == "write":
        filled = ROW.sub(_filled, text)
        PAGE.write_text(filled, encoding="utf-8")
        rows = [row for row in ROW.finditer(filled) if row["case"] in ANSWERS]

    assert [row["case"] for row in rows] == list(ANSWERS)
    assert {row["case"]: row["answer"].strip() for row in rows} == ANSWERS
    assert all(row["peers"].count("|") == 2 for row in rows)


def _filled(row: re.Match[str]) -> str:
    answer = ANSWERS.get(row["case"])
    return f"| {row['case']} |{row['peers']}| {answer} |" if answer else row[0]
