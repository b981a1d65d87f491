"""`archlint baseline`: write first, shrink only."""

from pathlib import Path

import pytest

from tests.cli.shops import SHOP, SKIP

BASELINE = Path("archlint-baseline.txt")


@pytest.fixture
def shop(tree):
    """A shop with one violation."""
    return tree({**SHOP, **SKIP})


def lines():
    return [line for line in BASELINE.read_text().splitlines() if not line.startswith("#")]


def test_the_first_run_writes_what_is_known_and_check_is_green(shop, call):
    done = call("baseline")

    assert done == (0, "archlint-baseline.txt: 1 line added, 0 lines taken out.\n", "")
    assert lines() == ["shop skip shop.web -> shop.db"]
    assert call().code == 0


def test_where_nothing_is_wrong_no_file_is_written(tree, call):
    tree(SHOP)

    assert call("baseline") == (0, "Nothing to write down: every rule holds.\n", "")
    assert not BASELINE.exists()


def test_it_is_written_beside_the_settings_whatever_the_folder(shop, call, monkeypatch):
    monkeypatch.chdir("shop")

    call("baseline")

    assert (shop / BASELINE).exists()


@pytest.mark.parametrize(
    "folder", ["a b", "a -> b", "a # b", "{{cookie.cutter}}", "new\nline", " ", "caf\u00e9", "\udce9"]
)
def test_names_that_no_import_can_say_are_known_as_well(tree, call, folder):
    files = {"one.py": "from . import two, three", "two.py": "from . import one", "three.py": ""}
    tree({f"shop/{folder}/{name}": text for name, text in files.items()})
    tree({"archlint.toml": '[rules.acyclic]\n[rules.forbidden]\nfrom = "**.one"\nto = "**.three"\n'})
    assert call().code == 1

    call("baseline")

    assert len(lines()) == 3
    assert call("check", "--strict").code == 0
    assert call("baseline", "--prune").code == 0
    assert len(lines()) == 3


def test_a_name_in_the_settings_counts_also_before_the_file_is_there(shop, tree, call):
    tree({"archlint.toml": 'baseline = "known.txt"\n' + SHOP["archlint.toml"]})
    assert call().code == 2

    assert call("baseline").out.startswith("known.txt: 1 line added")

    assert call().code == 0
    assert not BASELINE.exists()


def test_a_baseline_does_not_grow_by_itself(shop, tree, call):
    call("baseline")
    before = BASELINE.read_bytes()
    tree({"shop/orders.py": "import shop.web\n"})

    done = call("baseline")

    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("error: 1 violation is not in archlint-baseline.txt, which only shrinks\n")
    assert "archlint baseline --accept ID --because TEXT" in done.err
    assert BASELINE.read_bytes() == before


def test_prune_takes_out_what_is_fixed_and_adds_nothing(shop, tree, call):
    call("baseline")
    tree({"shop/web.py": "", "shop/orders.py": "import shop.web\n"})

    assert call("baseline", "--prune").out == "archlint-baseline.txt: 0 lines added, 1 line taken out.\n"

    assert lines() == []
    assert call().code == 1


def test_without_prune_what_is_fixed_is_told_and_left(shop, tree, call):
    call("baseline")
    before = BASELINE.read_bytes()
    tree({"shop/web.py": ""})

    done = call("baseline")

    told = "archlint-baseline.txt: 1 line fixed; `archlint baseline --prune` takes it out.\n"
    assert done == (0, told, "")
    assert BASELINE.read_bytes() == before


def test_nothing_to_prune_leaves_the_file_as_it_is(shop, call):
    call("baseline")
    before = BASELINE.stat().st_mtime_ns

    assert call("baseline", "--prune") == (0, "archlint-baseline.txt: nothing to take out.\n", "")
    assert BASELINE.stat().st_mtime_ns == before


def test_prune_does_not_write_a_first_baseline(shop, call):
    done = call("baseline", "--prune")

    assert done == (2, "", "error: there is no archlint-baseline.txt to prune; `archlint baseline` writes one\n")
    assert not BASELINE.exists()


def test_accept_adds_the_violations_of_one_rule_with_the_reason(shop, tree, call):
    both = SHOP["archlint.toml"] + '[rules.apart]\ntype = "independent"\nmodules = ["shop.web", "shop.db"]\n'
    tree({"archlint.toml": both, "shop/web.py": "from shop import db\n"})

    done = call("baseline", "--accept", "apart", "--because", "until  the\nmove")

    assert done.out == "archlint-baseline.txt: 1 line added, 0 lines taken out.\n"
    assert lines() == ["apart sibling shop.web -> shop.db  # until the move"]
    assert call().code == 1
    assert call("baseline", "--accept", "apart", "--because", "again").out == "archlint-baseline.txt: nothing to add.\n"


def test_accept_takes_out_nothing(shop, tree, call):
    call("baseline")
    tree({"shop/web.py": "", "shop/orders.py": "import shop.web\n"})

    call("baseline", "--accept", "shop", "--because", "for now")

    assert lines() == ["shop back shop.orders -> shop.web  # for now", "shop skip shop.web -> shop.db"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--accept", "shpo", "--because", "x"], "no rule has the ID `shpo`; did you mean `shop`?"),
        (["--accept", "zzz", "--because", "x"], "no rule has the ID `zzz`; archlint.toml declares shop"),
        (["--accept", "shop"], "--accept ID and --because TEXT go together"),
        (["--accept", "shop", "--because", "  "], "--accept ID and --because TEXT go together"),
        (["--because", "x"], "--accept ID and --because TEXT go together"),
        (["--prune", "--accept", "shop", "--because", "x"], "--prune takes lines out and --accept puts lines in"),
    ],
)
def test_words_that_make_no_sense_are_told_and_nothing_is_written(shop, call, words, message):
    done = call("baseline", *words)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: {message}")
    assert not BASELINE.exists()


class TestIncomplete:
    """What could not be judged must not be written down as fixed, nor as all there is."""

    @pytest.mark.parametrize("words", [[], ["--prune"], ["--accept", "shop", "--because", "x"]])
    @pytest.mark.parametrize(
        "files",
        [
            {"shop/torn.py": "import (\n"},
            {"shop/torn.py": "import (\n", "archlint.toml": SHOP["archlint.toml"] + '[policy]\nunread = "warn"\n'},
            {"archlint.toml": SHOP["archlint.toml"] + '[rules.acyclic]\nmodules = ["shpo"]\n'},
        ],
        ids=["unread", "unread is a warning", "misdeclared"],
    )
    def test_nothing_is_written(self, shop, tree, call, words, files):
        tree({**files, "archlint-baseline.txt": "shop skip shop.web -> shop.orders\n"})

        done = call("baseline", *words)

        assert done.code == 2
        assert done.err.endswith(
            "The baseline was left alone: what could not be judged must not be written down as fixed.\n"
        )
        assert BASELINE.read_text() == "shop skip shop.web -> shop.orders\n"

    def test_a_line_that_nobody_understands_is_not_lost(self, shop, tree, call):
        tree({"archlint-baseline.txt": "shop skip shop.web -> shop.db\nperhaps\n"})

        done = call("baseline", "--prune")

        assert done.code == 2
        assert " --> archlint-baseline.txt:2\n" in done.err
        assert BASELINE.read_text() == "shop skip shop.web -> shop.db\nperhaps\n"


def test_warnings_are_written_down_like_errors(shop, tree, call):
    tree({"archlint.toml": SHOP["archlint.toml"] + 'severity = "warning"\n'})

    call("baseline")

    assert lines() == ["shop skip shop.web -> shop.db"]
    assert call().out.startswith("Nothing new: ")


def test_a_rule_that_is_switched_off_keeps_its_lines(shop, tree, call):
    call("baseline")
    tree({"archlint.toml": SHOP["archlint.toml"] + 'severity = "off"\n'})

    assert call("baseline", "--prune").out == "archlint-baseline.txt: nothing to take out.\n"
    assert lines() == ["shop skip shop.web -> shop.db"]
