"""The line that tells a waiting person what goes on."""

import io
import re
import time
from types import SimpleNamespace

import pytest

from archlint import report
from archlint.cli import progress
from archlint.settings import Request, Settings, timed


class Screen(io.StringIO):
    """A terminal that keeps all that was ever written."""

    def isatty(self):
        return True

    def shown(self):
        """Return the line as it stands there in the end."""
        line = ""
        for text in self.getvalue().split("\r"):
            line = text + line[len(text) :]
        return line.rstrip()


@pytest.fixture
def screen(monkeypatch):
    stream = Screen()
    # pytest puts its own stderr in place when the test begins, after its fixtures.
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=stream))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "_PATIENCE", 0.1)
    monkeypatch.setattr(progress, "_BEAT", 0.01)
    return stream


@pytest.fixture
def slowly(monkeypatch, tmp_path):
    """Let each of two rooms take its time."""

    @timed("source")
    def read(request):
        time.sleep(0.3)

    @timed("report")
    def write(request):
        read(request)
        time.sleep(0.2)

    monkeypatch.setattr(report, "write", write)
    return Request(Settings(tmp_path, "archlint.toml", {}))


def test_whoever_waits_sees_the_room_at_work_and_afterwards_nothing(screen, slowly):
    progress.awaited(slowly)

    said = screen.getvalue()
    assert said.index("Reading imports  0 s") < said.index("Writing the report  0 s")
    assert screen.shown() == ""


def test_what_is_quick_shows_nothing(screen, slowly, monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 5)

    progress.awaited(slowly)

    assert screen.getvalue() == ""


@pytest.mark.parametrize("surroundings", [{"CI": "true"}, {"PRE_COMMIT": "1"}, {"TERM": "dumb"}])
def test_nothing_is_shown_where_nobody_watches(screen, slowly, monkeypatch, surroundings):
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)

    progress.awaited(slowly)

    assert screen.getvalue() == ""


def test_quiet_shows_nothing(screen, slowly):
    progress.awaited(slowly, quiet=True)

    assert screen.getvalue() == ""


def test_no_terminal_shows_nothing(slowly, monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=stream))

    progress.awaited(slowly)

    assert stream.getvalue() == ""


def test_the_line_is_erased_when_the_work_fails(screen, slowly, monkeypatch):
    work = report.write

    def fail(request):
        work(request)
        raise AssertionError("the graph has no end")

    monkeypatch.setattr(report, "write", fail)

    with pytest.raises(AssertionError):
        progress.awaited(slowly)
    assert "Reading imports" in screen.getvalue()
    assert screen.shown() == ""


def test_long_work_shows_a_bar_its_pace_and_how_long_it_will_take(screen, tmp_path, monkeypatch):
    def write(request):
        request.course.count("Judging commits", 0, 4_000)
        time.sleep(0.3)
        request.course.count("Judging commits", 1_000, 4_000)
        time.sleep(0.3)

    monkeypatch.setattr(report, "write", write)
    progress.awaited(Request(Settings(tmp_path, "archlint.toml", {})))

    said = screen.getvalue()
    shown = re.findall(r"Judging commits \[(#*) *\] ([\d,]+) of 4,000, ([\d,]+) a second(?:, (\d+) s left)?", said)
    assert {(len(bar), done) for bar, done, *_ in shown} == {(0, "0"), (5, "1,000")}
    paces = [(int(pace.replace(",", "")), int(left)) for _, done, pace, left in shown if done == "1,000"]
    assert all(abs(pace * left - 3_000) <= pace for pace, left in paces)
    assert screen.shown() == ""
