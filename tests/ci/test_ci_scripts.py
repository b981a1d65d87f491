"""The scripts of the template and of the page, run in a real repository with the variables of a CI system."""

import json
import os
import re
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from tests.ci.test_ci_forms import EXAMPLES, PAGE, TEMPLATE, scripts
from tests.cli.shops import SKIP

pytestmark = pytest.mark.git

_FENCED = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"sh '''\n(.*?)'''", re.DOTALL)


def shown():
    """Give every script of the page that checks."""
    text = PAGE.read_text("utf-8")
    found = [script for one in EXAMPLES for script in scripts(yaml.safe_load(one.text))]
    return [one for one in (*found, *_QUOTED.findall(text), *_FENCED.findall(text)) if "archlint check" in one]


@pytest.fixture
def shell(job, interpreter, tmp_path):
    """Run a script in the checkout; returns exit code and output."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "archlint").write_text(f'#!/bin/sh\nexec "{interpreter}" -I -m archlint "$@"\n')
    (tools / "archlint").chmod(0o755)

    def run(script, *, program="bash", **variables):
        path = {"PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
        done = subprocess.run(
            [program, "-e", "-c", script], cwd=job.workspace, env={**path, **variables},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
        )  # fmt: skip
        return done.returncode, done.stdout

    return run


def test_the_page_shows_as_many_scripts_as_it_has_recipes():
    assert len(shown()) == 5


@pytest.mark.parametrize("script", shown())
def test_a_script_of_the_page_judges_and_leaves_its_reports(script, job, shell):
    clean = shell(script)
    job.write(SKIP)

    broken = shell(script)

    assert (clean[0], broken[0]) == (0, 1), clean[1] + broken[1]
    assert "shop/skip" in broken[1]
    for file in re.findall(r"--output \w+=([\w.-]+)", script):
        assert (job.workspace / file).stat().st_size


@pytest.fixture
def gitlab(job, shell, interpreter):
    """Run the script of the template as a runner does, with its own variables where none are given."""
    template = yaml.safe_load(TEMPLATE.read_text("utf-8"))["archlint"]
    (script,) = template["script"]

    def run(**variables):
        ours = {"ARCHLINT_HOME": str(interpreter.parents[1]), "CI_PROJECT_DIR": str(job.workspace), "GITLAB_CI": "true"}
        return shell(script, program="sh", **{**template["variables"], **ours, "CI_PROJECT_ID": "1", **variables})

    return run


def reports(job):
    quality = json.loads((job.workspace / "gl-code-quality-report.json").read_bytes())
    return [one["check_name"] for one in quality], ET.parse(job.workspace / "archlint-junit.xml").getroot().get(
        "failures"
    )


def test_the_template_judges_a_branch(job, gitlab):
    assert gitlab()[0] == 0
    assert reports(job) == ([], "0")
    job.write(SKIP)

    code, said = gitlab()

    assert code == 1
    assert "shop/skip: shop.web -> shop.db" in said
    assert reports(job) == (["shop/skip"], "1")
    assert not (job.workspace / ".archlint").exists()


def test_words_and_folders_of_the_template_are_words_and_folders(job, gitlab):
    (job.workspace / "a b").mkdir()
    (job.workspace / "shop").rename(job.workspace / "a b/shop")
    (job.workspace / "archlint.toml").rename(job.workspace / "a b/archlint.toml")
    job.write({f"a b/{name}": text for name, text in SKIP.items()})

    code, said = gitlab(ARCHLINT_FOLDER="a b", ARCHLINT_ARGS="--limit 1 sh* $(touch pwned)")

    assert code == 2  # neither `sh*` nor `$(touch` is a file
    assert "sh*" in said
    assert not [*job.workspace.rglob("pwned*")]
    assert gitlab(ARCHLINT_FOLDER="a b", ARCHLINT_ARGS="--exit-zero --output json=found.json")[0] == 0
    assert Path(job.workspace, "a b/found.json").exists()


def test_the_template_uses_a_cache_that_somebody_carries(job, gitlab):
    gitlab(ARCHLINT_CACHE=str(job.temporary / "mine"))

    assert list((job.temporary / "mine").rglob("facts-*"))
