"""The form of all that is to be pasted: held up to the schemas of those who read it, and to shellcheck."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml  # type: ignore[import-untyped]
from pre_commit.clientlib import load_config

from tests.ci.composite import steps_of

ROOT = Path(__file__).resolve().parents[2]
ACTION = ROOT / "action.yml"
TEMPLATE = ROOT / "docs/ci/gitlab.yml"
PAGE = ROOT / "docs/ci.md"
SHELLS = ("run", "bash")
_EXAMPLE = re.compile(r"^(?:<!-- schema: ([\w.-]+) -->\n)?^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """A fenced YAML file of the page."""

    schema: str
    text: str


EXAMPLES = [Example(*found) for found in _EXAMPLE.findall(PAGE.read_text("utf-8"))]


def judged(schema: str, file: Path) -> tuple[int, str]:
    """Return what check-jsonschema, which brings the schemas along, says of a file."""
    more = ["--data-transform", schema.removeprefix("vendor.")] if "gitlab" in schema or "azure" in schema else []
    more += ["--regex-variant", "nonunicode"] if "azure" in schema else []  # its patterns are of an older dialect
    words = [str(Path(sys.executable).with_name("check-jsonschema")), "--builtin-schema", schema, *more, str(file)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def shellchecked(text: str, shell: str) -> str:
    words = [str(Path(sys.executable).with_name("shellcheck")), "--norc", f"--shell={shell}", "-"]
    return subprocess.run(words, input=text, capture_output=True, text=True, check=False).stdout


def scripts(example: Any) -> Iterator[str]:
    """Yield all shell that an example holds, at any depth."""
    if isinstance(example, dict):
        yield from (text for name, text in example.items() if name in SHELLS and isinstance(text, str))
        for one in example.values():
            yield from scripts(one)
    elif isinstance(example, list):
        for one in example:
            yield from scripts(one)


def test_the_action_is_one_that_github_takes():
    assert judged("vendor.github-actions", ACTION) == (0, "ok -- validation done\n")


def test_the_template_is_one_that_gitlab_takes():
    assert judged("vendor.gitlab-ci", TEMPLATE) == (0, "ok -- validation done\n")


def test_a_form_that_is_wrong_is_seen(tmp_path):
    """Else the tests above might ask for nothing."""
    wrong = tmp_path / "action.yml"
    wrong.write_text(ACTION.read_text("utf-8").replace("shell: bash", "shel: bash", 1))
    assert judged("vendor.github-actions", wrong)[0] == 1
    wrong.write_text(TEMPLATE.read_text("utf-8").replace("when: always", "when: maybe"))
    assert judged("vendor.gitlab-ci", wrong)[0] == 1


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.schema)
def test_an_example_is_one_that_its_reader_takes(example, tmp_path):
    file = tmp_path / "example.yaml"
    file.write_text(example.text, "utf-8")

    if example.schema == "pre-commit":
        assert load_config(str(file))["repos"]
    else:
        assert judged(example.schema, file) == (0, "ok -- validation done\n")


def test_examples_are_there_for_each_of_them():
    assert {one.schema for one in EXAMPLES} == {
        "vendor.github-workflows", "vendor.gitlab-ci", "vendor.azure-pipelines", "pre-commit",
    }  # fmt: skip


def test_no_script_of_the_action_holds_an_expression():
    """What is between the braces would be put into the script as code, whoever has chosen it."""
    runs = [step["run"] for step in steps_of(ACTION) if "run" in step]

    assert len(runs) == 4
    assert [run for run in runs if "${{" in run] == []


def test_no_script_of_an_example_holds_an_expression():
    found = [script for one in EXAMPLES for script in scripts(yaml.safe_load(one.text))]

    assert len(found) == 6
    assert [script for script in found if "${{" in script] == []


def test_actions_of_others_are_pinned_to_a_commit():
    text = ACTION.read_text("utf-8")
    pinned = re.findall(r"^ +uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", text, re.MULTILINE)

    assert len(pinned) == 3 == text.count("uses: ")


def test_every_input_is_handed_to_a_step_and_read_there():
    declared = yaml.safe_load(ACTION.read_text("utf-8"))["inputs"].keys()
    handed = {word for step in steps_of(ACTION) for word in re.findall(r"inputs\.([\w-]+)", str(step))}
    variables = {name for step in steps_of(ACTION) for name in step.get("env", {}) if name.startswith("INPUT_")}
    code = "".join(file.read_text("utf-8") for file in sorted((ROOT / ".ci/action").glob("*.*")))
    switches = {"comment", "cache", "sarif"}
    read = switches | set(re.findall(r'given\("([\w-]+)"\)', code)) | {"python"}

    assert handed == set(declared) == read
    assert variables == {f"INPUT_{name.upper().replace('-', '_')}" for name in read}


def test_the_page_names_every_input_with_its_default_and_every_output():
    text = PAGE.read_text("utf-8")
    declared = yaml.safe_load(ACTION.read_text("utf-8"))
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*?) ?\|", text, re.MULTILINE))

    assert rows.keys() == declared["inputs"].keys()
    for name, one in declared["inputs"].items():
        assert rows[name] == ("that of the job" if name == "token" else f"`{one['default']}`" * bool(one["default"]))
    assert [name for name in declared["outputs"] if f"`{name}`" not in text] == []


def test_the_page_names_every_variable_of_the_template():
    variables = set(yaml.safe_load(TEMPLATE.read_text("utf-8"))["archlint"]["variables"]) - {"GIT_DEPTH"}
    named = set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE))

    assert variables | {"ARCHLINT_CACHE"} == named


def test_shell_is_what_shellcheck_takes():
    assert shellchecked((ROOT / ".ci/action/install.sh").read_text("utf-8"), "bash") == ""
    for step in steps_of(ACTION):
        assert shellchecked(step.get("run", ""), "bash") == ""
    job = yaml.safe_load(TEMPLATE.read_text("utf-8"))["archlint"]
    assert shellchecked("\n".join(["set -e", *job["before_script"], *job["script"]]), "sh") == ""
    for one in EXAMPLES:
        for script in scripts(yaml.safe_load(one.text)):
            assert shellchecked(script, "bash") == ""
    assert "SC2086" in shellchecked("echo $words", "bash")
