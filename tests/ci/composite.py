"""
A small runner of composite actions: it plays the steps of an action.yml that are shell, and takes note of the others.

It knows as much of GitHub's expressions, files and workflow commands as ours use, and stops at anything else rather
than guess. Commands are looked for in a log as GitHub's runner does it: `::name::` at the begin of a line, and
`##[name]` anywhere in one, as long as nobody has stopped that.
"""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml  # type: ignore[import-untyped]

__all__ = ["Annotation", "Played", "play", "steps_of"]

_TOKEN = re.compile(r"\s*(?:(?P<text>'[^']*')|(?P<sign>==|!=|&&|\|\||\(|\))|(?P<name>[a-z_][\w.-]*))", re.IGNORECASE)
_SIGNS = {"&&": " and ", "||": " or "}
_COMMAND = re.compile(r"^\s*::(?P<name>[\w-]+) ?(?P<values>[^:]*)::(?P<data>.*)$")
_OLD_COMMAND = re.compile(r"##\[(?P<name>[\w-]+) ?(?P<values>[^\]]*)\](?P<data>.*)$")
_HEREDOC = re.compile(r"^([\w-]+)<<(\w+)\n(.*?)\n?^\2$", re.MULTILINE | re.DOTALL)


class Annotation(NamedTuple):
    """What stands beside the lines of a change."""

    severity: str
    values: str
    message: str


class Played(NamedTuple):
    """How an action ended."""

    failed: bool
    log: str
    annotations: list[Annotation]
    summary: str
    outputs: dict[str, str]
    used: list[dict[str, Any]]
    """The steps of other actions that would have run, with all expressions filled in."""
    codes: dict[str, int]
    """The exit code of each shell step that ran, by its name."""


def steps_of(action: Path) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = yaml.safe_load(action.read_text("utf-8"))["runs"]["steps"]
    return steps


def play(
    action: Path,
    inputs: Mapping[str, str],
    github: Mapping[str, Any],
    variables: Mapping[str, str],
    instead: Mapping[str, Mapping[str, str]],
) -> Played:
    """Play an action; steps in `instead` are not run and have these outputs. `variables` are the whole environment."""
    declared = yaml.safe_load(action.read_text("utf-8"))
    context: dict[str, Any] = {"github": github, "steps": {}}
    defaults = {name: str(filled(one.get("default", ""), context)) for name, one in declared["inputs"].items()}
    assert inputs.keys() <= defaults.keys()
    context["inputs"] = {**defaults, **inputs}
    runner = _Runner(Path(variables["RUNNER_TEMP"]), Path(variables["GITHUB_WORKSPACE"]), variables)
    used = []
    for step in declared["runs"]["steps"]:
        if runner.failed or ("if" in step and not evaluated(step["if"], context)):
            continue
        id_ = step.get("id", step["name"])
        if id_ in instead or "uses" in step:
            context["steps"][id_] = {"outputs": dict(instead.get(id_, {}))}
            used += [filled(step, context)] if "uses" in step else []
        else:
            context["steps"][id_] = {"outputs": runner.run(step, filled(step.get("env", {}), context))}
    outputs = {name: filled(one["value"], context) for name, one in declared["outputs"].items()}
    return Played(runner.failed, runner.log, runner.annotations, runner.summary, outputs, used, runner.codes)


class _Runner:
    """Runs shell steps one after the other."""

    def __init__(self, temporary: Path, workspace: Path, variables: Mapping[str, str]) -> None:
        self._temporary, self._workspace, self._variables = temporary, workspace, variables
        self.failed, self.log, self.summary = False, "", ""
        self.annotations: list[Annotation] = []
        self.codes: dict[str, int] = {}

    def run(self, step: Mapping[str, Any], env: Mapping[str, str]) -> dict[str, str]:
        """Run a step and return its outputs."""
        assert step["shell"] == "bash"
        script, output, summary = (self._temporary / name for name in ("step.sh", "output", "summary"))
        script.write_text(step["run"])
        output.write_text("")
        summary.write_text("")
        files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self._workspace, env={**self._variables, **files, **env},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
        )  # fmt: skip
        self.codes[step["name"]] = done.returncode
        self.failed = done.returncode != 0
        self.log += done.stdout
        self.summary += summary.read_text("utf-8")
        return {**self._obeyed(done.stdout), **_written(output.read_text("utf-8"))}

    def _obeyed(self, log: str) -> dict[str, str]:
        """Do what the commands in a log say, and return the outputs that they set."""
        stopped, outputs = "", {}
        for line in log.splitlines():
            found = _COMMAND.search(line) or _OLD_COMMAND.search(line)
            if found is None:
                continue
            name, values, data = found["name"], found["values"], found["data"]
            if stopped:
                stopped = "" if name == stopped else stopped
            elif name == "stop-commands":
                stopped = data
            elif name == "set-output":
                outputs[values.removeprefix("name=").rstrip(";")] = data
            elif name in ("error", "warning", "notice"):
                self.annotations.append(Annotation(name, values, data))
            else:
                raise AssertionError(f"unknown command: {line}")
        assert not stopped, "nobody let commands be obeyed again"
        return outputs


def _written(text: str) -> dict[str, str]:
    found = {name: value for name, _, value in _HEREDOC.findall(text)}
    return {**found, **dict(line.split("=", 1) for line in _HEREDOC.sub("", text).split("\n") if line)}


def filled(value: Any, context: Mapping[str, Any]) -> Any:
    """Return a value of an action.yml with its expressions evaluated."""
    if isinstance(value, dict):
        return {name: filled(one, context) for name, one in value.items()}
    if not isinstance(value, str):
        return value
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: _text(evaluated(found[1], context)), value)


def evaluated(expression: str, context: Mapping[str, Any]) -> Any:
    """Return the value of an expression; a name that is nowhere is ""."""
    source, values, at = "", [], 0
    expression = expression.strip()
    while at < len(expression):
        token = _TOKEN.match(expression, at)
        assert token, f"cannot read this expression: {expression[at:]}"
        at = token.end()
        if token["sign"]:
            source += _SIGNS.get(token["sign"], f" {token['sign']} ")
        else:
            values.append(token["text"][1:-1] if token["text"] else _named(token["name"], context))
            source += f"_[{len(values) - 1}]"
    return eval(source, {"__builtins__": {}}, {"_": values})


def _named(name: str, context: Mapping[str, Any]) -> Any:
    value: Any = context
    for part in name.split("."):
        value = value.get(part, "") if isinstance(value, Mapping) else ""
    return value


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
