"""
Runs `archlint check` once for all that a workflow shows: log, annotations, summary, SARIF, and the page of the comment.

It ends with 0 whatever the verdict is: a later step of the action passes that on, when everything has been shown.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from workflow import annotate, event, given, literally, outputs

_SWITCHES: Final = {"comment": ("true", "false"), "cache": ("true", "false"), "sarif": ("true", "false", "auto")}
_STRANGERS: Final = ("issue_comment", "pull_request_target", "workflow_run")
"""Events whose jobs may write to the repository although what they check out was written by anybody."""
_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")
_LONGEST: Final = 20_000
"""Characters of the log that a page repeats where there is no report."""
_DIFFERENCES: Final = ("components", "dependencies", "policy")
"""What of a comparison is news to a reviewer although nothing fails."""


class Misused(Exception):
    """What the workflow asks for cannot be; the message says so."""


def main() -> int:
    """Check, show, and set the outputs; 2 where the inputs of the action are wrong."""
    reports = Path(os.environ["RUNNER_TEMP"]) / "archlint"
    reports.mkdir(exist_ok=True)
    files = {name: reports / f"report.{name}" for name in ("github", "json", "markdown", "sarif")}
    try:
        _look_at_switches()
        folder = _folder()
        if given("sarif-file"):
            files["sarif"] = _workspace() / given("sarif-file")
        command = [*_archlint(), *_wanted(files), *_compared(folder), *_more_words()]
    except Misused as mistake:
        annotate("error", str(mistake))
        return 2
    for file in files.values():
        file.unlink(missing_ok=True)  # the action may be used twice in a job
    done = subprocess.run(
        command, cwd=folder, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    _show(files, done.returncode, done.stdout.decode("utf-8", "replace"))
    _tell(files, done.returncode)
    return 0


def _look_at_switches() -> None:
    for name, words in _SWITCHES.items():
        if given(name) not in words:
            raise Misused(
                f"The input `{name}` is `{given(name)}`; it can be {' or '.join(f'`{one}`' for one in words)}."
            )


def _workspace() -> Path:
    return Path(os.environ["GITHUB_WORKSPACE"])


def _folder() -> Path:
    name = given("working-directory")
    folder = _workspace() / name
    if not folder.is_dir():
        raise Misused(f"There is no folder `{name}` to check in. Does actions/checkout stand before this step?")
    return folder


def _archlint() -> list[str]:
    # Isolated: a folder on PYTHONPATH, or the current one, could hold a module of the judged code with a name that
    # archlint imports.
    return [sys.executable, "-I", "-X", "utf8", "-m", "archlint", "check"]


def _wanted(files: dict[str, Path]) -> list[str]:
    return ["--output", "text", *(word for name, file in files.items() for word in ("--output", f"{name}={file}"))]


def _more_words() -> list[str]:
    try:
        words = shlex.split(given("args"))
    except ValueError as error:
        raise Misused(f"The input `args` cannot be taken apart into words: {error}.") from None
    kept = given("cache") == "true" or "ARCHLINT_CACHE" in os.environ
    return words if kept else ["--no-cache", *words]


def _compared(folder: Path) -> list[str]:
    revision = _base(folder) if given("against") == "auto" else given("against")
    if revision in ("", "none"):
        return []
    more = [f"--fail-on={given('fail-on')}"] if given("fail-on") else []
    return [f"--against={revision}", *more]


def _base(folder: Path) -> str:
    """Return what a change is to be merged into; "" where the event is about no change."""
    about = event()
    if isinstance(about.get("merge_group"), dict):
        return str(about["merge_group"]["base_sha"])
    branch = os.environ.get("GITHUB_BASE_REF", "")
    if not branch:
        return ""
    # The merge that GitHub has made for this run has the base as its first parent, also where a checkout of two commits
    # has brought no branch along. A merge that somebody else has made may have anything there.
    merged = _commit(folder, "HEAD") == os.environ.get("GITHUB_SHA") and bool(_commit(folder, "HEAD^2"))
    if merged and not _commit(folder, f"refs/remotes/origin/{branch}"):
        return "HEAD^1"
    return f"origin/{branch}"


def _commit(folder: Path, revision: str) -> str:
    """Return the commit that a revision names; "" where there is none."""
    words = ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False).stdout.strip()


def _environment() -> dict[str, str]:
    variables = {name: value for name, value in os.environ.items() if not name.startswith("INPUT_")}
    if given("cache") == "true":
        variables["ARCHLINT_CACHE"] = os.environ["CACHE"]
    if os.environ.get("GITHUB_EVENT_NAME") in _STRANGERS:
        variables.setdefault("ARCHLINT_NO_OWN_RULES", "1")
    return variables


def _show(files: dict[str, Path], code: int, log: str) -> None:
    """Show the report in the log, beside the lines, and as the summary of the step."""
    with literally():
        print(log, end="" if log.endswith("\n") else "\n", flush=True)
    if files["github"].exists():
        print(files["github"].read_text("utf-8"), end="", flush=True)
    if not files["markdown"].exists():
        files["markdown"].write_text(_page_of(code, log), "utf-8")
        annotate("error", f"archlint ended with exit code {code} before there was a verdict; the log says why.")
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(files["markdown"].read_text("utf-8"))


def _page_of(code: int, log: str) -> str:
    said = _COLOUR.sub("", log).strip()[-_LONGEST:]
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", said)), default=0))
    return f"## archlint: no verdict\n\nIt ended with exit code {code} and this:\n\n{fence}text\n{said}\n{fence}\n"


def _tell(files: dict[str, Path], code: int) -> None:
    report = json.loads(files["json"].read_bytes()) if files["json"].exists() else {}
    counts = report.get("summary", {})
    written = {name: str(file) if file.exists() else "" for name, file in files.items()}
    outputs(
        exit_code=str(code),
        new=str(counts.get("new", "")),
        known=str(counts.get("known", "")),
        json_file=written["json"],
        markdown_file=written["markdown"],
        sarif_file=written["sarif"],
        telling=_word(code != 0 or counts.get("new", 0) > 0 or _moved(report.get("against") or {})),
        upload=_word(written["sarif"] != "" and _may_upload()),
    )


def _word(fact: object) -> str:
    return "true" if fact else "false"


def _moved(against: dict[str, Any]) -> bool:
    """Return whether a comparison found anything of another shape than before."""
    return any(_filled(against.get(name)) for name in _DIFFERENCES)


def _filled(value: object) -> bool:
    return any(map(_filled, value.values())) if isinstance(value, dict) else bool(value)


def _may_upload() -> bool:
    """Return whether the report goes to code scanning; the token of a fork may not write there."""
    if given("sarif") != "auto":
        return given("sarif") == "true"
    about = event()
    head = (about.get("pull_request") or {}).get("head") or {}
    home = (head.get("repo") or {}).get("full_name")
    is_public = (about.get("repository") or {}).get("private") is False
    return is_public and ("pull_request" not in about or home == os.environ.get("GITHUB_REPOSITORY"))


if __name__ == "__main__":
    sys.exit(main())
