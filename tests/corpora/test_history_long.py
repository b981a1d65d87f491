"""
A history of a thousand commits: the releases of a framework, each difference split into one commit a file.

What is judged commit by commit is held up to whole readings of some of them, a run that is killed to one that is not.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import archlint
from archlint import report, rulebook, settings
from archlint.settings import Request
from tests.cli.replayed import log, replayed
from tests.corpora.wheels import Wheel, unpacked

pytestmark = [pytest.mark.git, pytest.mark.network, pytest.mark.once, pytest.mark.slow]

RELEASES = ("4.1", "4.2", "5.0", "5.1", "5.2")
COMMITS = 1_000
SETTINGS = """\
packages = ["django"]

[rules.layers]
type = "layers"
layers = ["django.contrib", "django.forms", "django.db", "django.core", "django.utils"]

[rules.acyclic]
modules = ["django"]
"""


def files(version: str) -> dict[str, bytes]:
    top = unpacked(Wheel("django", version))
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(top.glob("django/**/*.py"))}


def steps() -> Iterator[dict[str, bytes | None]]:
    """Yield what each commit changes: first a whole release, then one file after the other."""
    now = files(RELEASES[0])
    yield dict(now)
    for version in RELEASES[1:]:
        then, now = now, files(version)
        for path in sorted(then.keys() | now.keys()):
            if then.get(path) != now.get(path):
                yield {path: now.get(path)}


def stream() -> Iterator[bytes]:
    for number, (_, step) in enumerate(zip(range(COMMITS), steps(), strict=False), 1):
        subject = f"step {number}".encode()
        yield b"commit refs/heads/main\ncommitter Ada <> %d +0000\ndata %d\n%s\n" % (
            1_700_000_000 + number * 3600,
            len(subject),
            subject,
        )
        for path, content in step.items():
            if content is None:
                yield b"D %s\n" % path.encode()
            else:
                yield b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(content), content)


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("long")
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", "."], cwd=top, check=True)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=top, input=b"".join(stream()), check=True)
    (top / "archlint.toml").write_text(SETTINGS)
    return top


def start(top: Path, *words: str) -> subprocess.Popen[str]:
    code = "import sys\nfrom archlint.cli import main\nsys.exit(main())"
    variables = {**os.environ, "PYTHONPATH": str(Path(archlint.__file__).parents[1])}
    command = [sys.executable, "-c", code, "history", *words]
    return subprocess.Popen(command, cwd=top, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def run(top: Path, *words: str) -> tuple[str, str]:
    process = start(top, *words)
    out, err = process.communicate()
    assert process.returncode == 0, err
    return out, err


def found(top: Path, commit: str) -> set[str]:
    """Return what a whole reading of a commit finds."""
    read = report.opened(top / "archlint.toml", settings.Disk())
    request = Request(read, tree=commit, role="base", today="2026-11-28", cache=False)
    return {one.fingerprint for one in rulebook.apply(request).findings}


def test_a_thousand_commits_are_what_whole_readings_say_and_are_parsed_once(long):
    _, err = run(long)
    paced = re.fullmatch(r"Judged 1,000 commits in [\d.]+ s, ([\d,]+) a second; ([\d,]+) files parsed\.\n", err)
    assert paced, err
    assert int(paced[2].replace(",", "")) > COMMITS
    states = list(replayed(log(long)))
    assert len(states) == COMMITS
    for commit, standing, _ in states[:: COMMITS // 9]:
        assert standing == found(long, commit), commit
    # Without a log all is judged again, and nothing is parsed again.
    whole = log(long).read_bytes()
    log(long).unlink()
    assert run(long)[1].endswith("; 0 files parsed.\n")
    assert log(long).read_bytes() == whole
    assert run(long)[1] == "Nothing had to be judged: the log knows it all.\n"


def test_a_run_that_is_killed_again_and_again_comes_to_the_same_log(long):
    run(long)
    file = log(long)
    whole = file.read_bytes()
    file.unlink()
    for part in range(1, 4):
        enough = part * len(whole) // 4
        process = start(long)
        while process.poll() is None and not (file.exists() and file.stat().st_size > enough):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL, "it was to be killed in the middle"
        assert whole.startswith(file.read_bytes().rpartition(b"\n")[0])
    run(long)
    assert file.read_bytes() == whole


def test_of_each_violation_the_commit_that_brought_it_in_is_known(long):
    out, _ = run(long, "--format", "json")
    told = json.loads(out)
    origins = list(replayed(log(long)))[-1][2]
    assert {one["violation"]: one["commit"] for one in told["violations"]} == origins
    later = [one for one in told["violations"] if one["subject"] != "step 1"]
    assert later, "a history that brings nothing in tries nothing"
    line = [commit for commit, _, _ in replayed(log(long))]
    for one in [one for one in later if one["kind"] != "cycle"][:3]:
        before = line[line.index(one["commit"]) - 1]
        assert one["violation"] in found(long, one["commit"])
        assert one["violation"] not in found(long, before)
