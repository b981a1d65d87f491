"""The two streams: who listens, in which characters, in which colours, and who interrupts."""

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archlint.cli import main
from tests.cli.shops import SHOP, SKIP

posix = pytest.mark.skipif(os.name == "nt", reason="there are no such signals and pipes on Windows")
MAIN = [sys.executable, "-m", "archlint"]


@posix
def test_a_closed_pipe_ends_in_silence_with_the_code_of_the_verdict(tree, environment):
    """`archlint | head -1`, with a report that is larger than any pipe."""
    files = {f"shop/web/page{number}.py": "import shop.db\n" for number in range(400)}
    tree({**SHOP, **files, "shop/web/__init__.py": ""})
    Path("shop/web.py").unlink()
    ours = subprocess.Popen([*MAIN, "--limit", "0"], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    assert ours.stdout is not None
    ours.stdout.read(10)
    ours.stdout.close()
    _, err = ours.communicate()

    assert (ours.returncode, err) == (1, b"")


@posix
@pytest.mark.parametrize("words", [["--help"], ["rules"], ["--version"], ["check", "--format", "json"]])
def test_whoever_stopped_listening_before_the_first_word_hears_no_traceback(tree, environment, words):
    tree(SHOP)
    ours, theirs = os.pipe()
    os.close(ours)

    done = subprocess.run([*MAIN, *words], env=environment(), stdout=theirs, stderr=subprocess.PIPE, check=False)

    os.close(theirs)
    assert (done.returncode, done.stderr) == (0, b"")


@posix
def test_without_a_stdout_only_the_code_speaks(tree, environment):
    tree({**SHOP, **SKIP})

    done = subprocess.run(["sh", "-c", f"exec {sys.executable} -m archlint >&- 2>&-"], env=environment(), check=False)

    assert done.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("words", [["check"], ["rules"], ["check", "--format", "json"]])
def test_a_full_disk_behind_stdout_is_told_and_never_green(tree, environment, words):
    tree(SHOP)

    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*MAIN, *words], env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)

    assert done.returncode == 2
    assert done.stderr == b"error: cannot write to stdout: No space left on device\n"


@posix
def test_an_interrupt_ends_in_one_word_and_130(tree, environment):
    tree(SHOP)
    wait = "lambda request: (print('reading', flush=True), time.sleep(60))"
    # Who runs the tests may have interrupts ignored, which a process hands on to its children.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    names = "import sys, time, archlint.cli, archlint.source"
    code = f"{heard}; {names}; archlint.source.read = {wait}; sys.exit(archlint.cli.main([]))"
    ours = subprocess.Popen(
        [sys.executable, "-c", code], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )

    assert ours.stdout is not None
    ours.stdout.readline()
    ours.send_signal(signal.SIGINT)
    out, err = ours.communicate(timeout=20)

    assert (ours.returncode, out, err.strip()) == (130, b"", b"interrupted")


@pytest.fixture
def console(monkeypatch):
    """Put consoles of an encoding in place of stdout and stderr; the result tells what they show."""

    def encoded(encoding):
        streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict") for _ in range(2)]
        monkeypatch.setattr(sys, "stdout", streams[0])
        monkeypatch.setattr(sys, "stderr", streams[1])
        return lambda: [stream.buffer.getvalue().decode(encoding) for stream in streams]

    return encoded


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("ascii", "caf\\xe9 \\u65e5\\u672c \\U0001f40d"),
        ("cp1252", "caf\u00e9 \\u65e5\\u672c \\U0001f40d"),
        ("cp932", "caf\\xe9 \u65e5\u672c \\U0001f40d"),
        ("utf-16", "caf\u00e9 \u65e5\u672c \U0001f40d"),
    ],
)
def test_a_console_that_lacks_a_character_shows_its_code(tree, console, encoding, shown):
    because = 'because = "caf\u00e9 \u65e5\u672c \U0001f40d"\n'
    tree({**SHOP, **SKIP, "archlint.toml": SHOP["archlint.toml"] + because})
    said = console(encoding)

    assert main(["check"]) == 1

    out, err = said()
    assert f'= why:    "{shown}"' in out
    assert err == ""


@pytest.mark.parametrize("words", [["check"], ["rules"], ["config", "check"], ["explain", "shop"], ["baseline"]])
def test_settings_errors_too_are_shown_on_any_console(tree, console, words):
    tree({**SHOP, "archlint.toml": '[rules.acyclic]\n"\u65e5" = 1\n'})
    said = console("ascii")

    assert main(words) == (0 if words == ["rules"] else 2)

    _, err = said()
    assert err
    assert "archlint itself failed" not in err


def test_a_console_of_ascii_is_taken_at_its_word(tree, spawn, environment):
    tree({**SHOP, **SKIP, "archlint.toml": SHOP["archlint.toml"] + 'because = "caf\u00e9"\n'})

    done = spawn(env=environment(PYTHONIOENCODING="ascii"), encoding="ascii")

    assert '"caf\\xe9"' in done.out


@pytest.mark.parametrize("locale", ["C"])
def test_without_a_locale_the_report_is_the_same(tree, spawn, environment, locale):
    tree({**SHOP, **SKIP})

    bare = {**environment(LC_ALL=locale, LANG=locale), "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

    assert spawn(env=bare) == spawn()


@posix
def test_a_file_name_that_is_no_utf_8_is_shown_as_its_bytes(tree, spawn):
    root = tree({**SHOP, **SKIP})
    odd = os.fsencode(root) + b"/shop/caf\xe9.py"
    Path(os.fsdecode(odd)).write_text("import (\n")

    done = spawn("--output", "text", "--output", "json=out.json", "--output", "concise=out.txt")

    assert done.code == 2
    assert "Traceback" not in done.err
    assert "shop/caf\\udce9.py" in done.out
    assert Path("out.json").exists()
    assert Path("out.txt").exists()


class TestColour:
    """--color, then NO_COLOR, then FORCE_COLOR, then TERM, then whether stdout is a terminal."""

    @pytest.mark.parametrize(
        ("words", "variables", "coloured"),
        [
            ([], {}, False),
            (["--color", "always"], {}, True),
            (["--color", "always"], {"NO_COLOR": "1"}, True),
            ([], {"FORCE_COLOR": "1"}, True),
            ([], {"FORCE_COLOR": "0"}, False),
            ([], {"FORCE_COLOR": "false"}, False),
            ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
            ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
            (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ],
    )
    def test_without_a_terminal(self, tree, call, monkeypatch, words, variables, coloured):
        tree({**SHOP, **SKIP})
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

        assert ("\x1b[" in call(*words).out) == coloured

    @pytest.mark.parametrize(
        ("variables", "coloured"),
        [
            ({"TERM": "xterm"}, True),
            ({"TERM": "dumb"}, False),
            ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
            ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ],
    )
    def test_at_a_terminal(self, tree, call, monkeypatch, variables, coloured):
        tree({**SHOP, **SKIP})
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

        assert ("\x1b[" in call().out) == coloured

    def test_no_program_gets_colour(self, tree, call):
        tree({**SHOP, **SKIP})

        assert call("--color", "always", "--format", "json") == call("--format", "json")
        assert call("--color", "always", "--format", "concise") == call("--format", "concise")
