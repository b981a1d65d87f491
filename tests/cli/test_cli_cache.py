"""The whole verdict of runs that remember: side by side, interrupted, and after what makes other tools wrong."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.shops import SHOP

LOW = {
    "archlint.toml": '[rules.layers]\ntype = "layers"\nlayers = ["pkg.high", "pkg.newmod", "pkg.low"]\n',
    "pkg/__init__.py": "",
    "pkg/low.py": "from pkg import newmod\n",
    "pkg/high.py": "import pkg.low\n",
}


def verdict(call, *words):
    """Return what a run says that remembers, after a comparison with one that does not."""
    time.sleep(0.02)
    said, anew = call("check", *words), call("check", "--no-cache", *words)
    assert said == anew
    return said


def test_a_module_that_is_added_turns_a_green_run_red_and_back(tree, call):
    """Where resolved imports are kept, the file that has not changed goes on importing the package alone."""
    tree({**LOW, "archlint.toml": LOW["archlint.toml"].replace('"pkg.newmod", ', "")})
    assert verdict(call).code == 0

    tree({**LOW, "pkg/newmod.py": ""})
    assert verdict(call).code == 1

    Path("pkg/newmod.py").unlink()
    gone = verdict(call)
    assert gone.code == 2
    assert "pkg.newmod" in gone.err


def test_two_settings_in_one_folder_do_not_spoil_each_other(tree, call):
    """Where times are kept for all settings and facts for each, the first settings never see an edit again."""
    tree({**LOW, "pkg/newmod.py": "", "pkg/low.py": ""})
    Path("two.toml").write_text('exclude = ["pkg/none/"]\n' + LOW["archlint.toml"])
    Path("pkg/none").mkdir()
    Path("pkg/none/x.py").touch()
    for config in ("archlint.toml", "two.toml"):
        assert verdict(call, "--config", config).code == 0

    Path("pkg/low.py").write_text("from pkg import newmod\n")

    for config in ("two.toml", "archlint.toml", "two.toml"):
        assert verdict(call, "--config", config).code == 1


@pytest.mark.parametrize("command", ["check", "explain", "baseline"])
def test_who_wants_no_cache_finds_none_afterwards(tree, call, command):
    tree(SHOP)
    words = {"check": [], "explain": ["shop"], "baseline": []}[command]
    call(command, *words, "--no-cache")
    assert not Path(".archlint/cache").exists()


def start(environment, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "archlint", "check", *words],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_runs_side_by_side_all_say_the_same(tree, call, environment):
    tree(SHOP)
    for turn in range(3):
        Path("shop/more.py").write_text(f"import shop.db\nimport m{turn}\n")
        said = call("check", "--no-cache")
        for done in [start(environment) for _ in range(6)]:
            out, err = done.communicate(timeout=60)
            assert (done.returncode, out, err) == (said.code, said.out, said.err)
    left = [path.name for path in Path(".archlint/cache").iterdir() if path.suffix == ".tmp"]
    assert left == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_run_that_is_killed_at_any_moment_leaves_nothing_that_misleads(tree, call, environment):
    tree({**SHOP, **{f"shop/m{n}.py": f"import shop.db\nimport n{n}\n" for n in range(300)}})
    begun = time.monotonic()
    start(environment, "--no-cache").communicate(timeout=60)
    whole = time.monotonic() - begun
    chance = random.Random(4)
    for turn in range(25):
        Path("shop/more.py").write_text(f"import shop.db\nimport m{turn}\n")
        Path("shop/m0.py").write_text(f"import n{turn}\n")
        run = start(environment)
        time.sleep(chance.uniform(0.2, 1.1) * whole)
        run.send_signal(signal.SIGKILL)
        run.communicate(timeout=60)
        verdict(call)
