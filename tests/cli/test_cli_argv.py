"""The plain command lines of `check` mean what click says they mean; the others are left to it."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.cli.argv import plain
from archlint.cli.check import check
from archlint.cli.program import run
from archlint.cli.wishes import Wishes
from tests.cli.shops import SHOP

FLAGS = ("hook", "strict", "exit-zero", "statistics", "cross-check", "full-parse", "no-cache", "quiet", "timings")
WORDS = (
    *(f"--{flag}" for flag in FLAGS),
    *("--config", "--format", "--output", "--limit", "--jobs", "--color", "--help", "--version", "-h"),
    *("--limit=3", "--format=json", "--config=", "--qui", "--no-such", "-q", "--", "-", ""),
    *("check", "rules", "config", "shop", "shop/web.py", "chekc", "text", "json=report.json"),
    *("auto", "never", "always", "0", "7", "007", "-1", "+1", "1_0", "x", "\N{SUPERSCRIPT TWO}", " 5", "A\udcff"),
)
TYPICAL: tuple[list[str], ...] = (
    [],
    ["check"],
    ["check", "--hook"],
    ["--hook", "--config", "shop/archlint.toml"],
    ["--quiet", "--format", "json", "--output", "text=a.txt", "--output", "dot"],
    ["check", "shop", "--limit", "0", "--jobs", "2", "shop/web.py", "--color", "never"],
    ["--strict", "--exit-zero", "--statistics", "--cross-check", "--no-cache", "--full-parse", "--timings"],
)


def as_click_has_it(argv):
    """Return the wishes that click reads, or None where it reads none."""
    with patch("archlint.cli.check.checked", return_value=0) as checked, patch("archlint.cli.program.complain"):
        run(argv)
    return checked.call_args.args[0] if checked.called else None


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=7), st.booleans())
def test_what_is_read_here_is_read_alike_by_click(words, named):
    argv = ["check", *words] if named else words

    wishes = plain(argv)

    assert wishes is None or wishes == as_click_has_it(argv)


@pytest.mark.parametrize("argv", TYPICAL)
def test_what_hooks_and_gates_say_is_read_here(argv):
    wishes = plain(argv)

    assert wishes is not None
    assert wishes == as_click_has_it(argv)


@pytest.mark.parametrize("flag", FLAGS)
def test_each_flag_is_read_here(flag):
    assert plain([f"--{flag}"]) == Wishes._make({**Wishes()._asdict(), flag.replace("-", "_"): True}.values())


def test_every_option_of_check_is_a_wish():
    assert {param.name for param in check.params} == set(Wishes._fields)


@pytest.mark.parametrize(
    "argv",
    [
        *(["chekc"], ["shop"], ["rules"], ["--help"], ["check", "-h"], ["--config"], ["check", ""]),
        *(["--jobs", word] for word in ("many", "-1")),
        *(["--limit", word] for word in ("many", "-1", "1_0", "\N{SUPERSCRIPT TWO}")),
    ],
)
def test_what_could_be_meant_otherwise_is_left_to_click(argv):
    assert plain(argv) is None


def test_a_plain_check_starts_without_click(tree, spawn):
    tree(SHOP)
    tell = "import atexit; atexit.register(lambda: print('click' in sys.modules, file=sys.stderr))"

    assert spawn("check", "--quiet", code=tell) == (0, "", "False\n")
    assert spawn("check", "--limit=3", "--quiet", code=tell) == (0, "", "True\n")
