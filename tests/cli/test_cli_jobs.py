"""`--jobs`: the same bytes out, and nothing that runs on, however a run ends."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.shops import SHOP, SKIP

PROC = Path("/proc/self/stat").is_file()
LONG = "".join(f"x{n} = {n}\n" for n in range(15_000)) + "import shop.db\n"
"""A file that takes a while to read."""


@pytest.mark.parametrize("format_", ["text", "json", "concise"])
def test_any_number_of_jobs_says_the_same(tree, call, format_):
    tree({**SHOP, **SKIP, "shop/torn.py": "import (\n"})

    done = {call("check", "--no-cache", "--format", format_, *jobs) for jobs in ([], *(["--jobs", n] for n in "01237"))}

    assert len(done) == 1
    assert done.pop().code == 2


def test_explain_and_baseline_take_it_too(tree, call):
    tree({**SHOP, **SKIP})

    assert call("explain", "shop.web", "--jobs", "3") == call("explain", "shop.web")
    assert call("baseline", "--jobs", "2").code == 0
    assert json.loads(call("check", "--format", "json", "--no-cache", "--jobs", "2").out)["summary"]["new"] == 0


@pytest.mark.parametrize("command", ["check", "baseline", "explain shop"])
@pytest.mark.parametrize("number", ["-1", "two"])
def test_no_other_number_is_one(tree, call, command, number):
    tree(SHOP)

    done = call(*command.split(), "--jobs", number)

    assert done.code == 2
    assert "--jobs" in done.err


def of_session(session):
    """Return the processes of a session by id, less those that have ended and are only waiting to be taken note of."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            _, _, rest = stat.read_text(encoding="utf-8").rpartition(")")
            state, _, _, owner, *_ = rest.split()
            if int(owner) == session and state != "Z":
                found.append(int(stat.parent.name))
    return sorted(found)


def awaited(wanted):
    """Wait until something is true, for ten seconds at most, and return whether it came to be."""
    deadline = time.monotonic() + 10
    while not wanted() and time.monotonic() < deadline:
        time.sleep(0.02)
    return wanted()


@pytest.fixture
def running(tree, environment):
    """Start a check in a session of its own, in which three processes read, and return it."""
    tree({**SHOP, **{f"shop/long{n}.py": LONG for n in range(24)}})
    # Who runs the tests may have interrupts ignored, which a process hands on to its children.
    code = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code += "; from archlint.cli import main; sys.exit(main(['check', '--jobs', '3']))"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(
        command, env=environment(), start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert awaited(lambda: len(of_session(process.pid)) == 4), of_session(process.pid)
        yield process
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.skipif(not PROC, reason="processes are counted where the system lists them")
class TestEnds:
    """A run that is ended from outside while several processes read."""

    @pytest.mark.parametrize("everybody", [True, False], ids=["the terminal tells all", "one is told"])
    def test_an_interrupt_ends_all_in_one_word(self, running, everybody):
        (os.killpg if everybody else os.kill)(running.pid, signal.SIGINT)

        out, err = running.communicate(timeout=10)

        assert (running.returncode, out, err.strip()) == (130, b"", b"interrupted")
        assert of_session(running.pid) == []

    @pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
    def test_readers_of_a_run_that_was_killed_end_by_themselves(self, running, number):
        os.kill(running.pid, number)

        out, err = running.communicate(timeout=10)

        assert (running.returncode, out, err) == (-number, b"", b"")
        assert awaited(lambda: of_session(running.pid) == [])

    def test_readers_that_are_killed_cost_time_and_no_answer(self, running, call):
        for reader in of_session(running.pid)[1:]:
            os.kill(reader, signal.SIGKILL)

        out, err = running.communicate(timeout=60)

        expected = call("check", "--no-cache", "--jobs", "1")
        assert (running.returncode, out.decode(), err.decode()) == expected
        assert of_session(running.pid) == []
