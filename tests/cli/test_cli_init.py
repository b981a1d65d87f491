"""`archlint init`: a first rule, whole or not at all, never over what is there, and green at once."""

import os

import pytest

from tests.cli.terminals import talk

CHAIN = {
    "shop/__init__.py": "",
    "shop/web/__init__.py": "import shop.orders.cart\n",
    "shop/orders/__init__.py": "",
    "shop/orders/cart.py": "import shop.db.rows\n",
    "shop/db/__init__.py": "",
    "shop/db/rows.py": "import shop.web\n",
}
SETTINGS = """\
# Proposed by `archlint init`, out of the imports of 6 modules. It is yours now: change
# what is not meant, then run `archlint`. `archlint explain RULE` says what a rule asks for.
# What the code does not keep yet stands in archlint-baseline.txt, which may only shrink.

[rules.shop]
type = "linked-list"     # each layer imports only the next one
layers = [     # top first
  "shop.web",
  "shop.orders",
  "shop.db",
]
"""
WORDS = """\
6 modules, 3 imports: a linked list, top first.

  1  shop.web
  2  shop.orders
  3  shop.db

2 of 3 imports between them point down (67%).
1 points up; no other order has fewer:
  shop.db -> shop.web    1 up, none down; first: shop.db.rows -> shop.web
"""
CONTESTED = {
    "shop/__init__.py": "",
    "shop/web.py": "import shop.x.m1\n",
    **{f"shop/x/m{i}.py": f"import shop.y.m{i}\n" for i in range(10)},
    **{f"shop/y/m{i}.py": f"import shop.x.m{i}\n" for i in range(10)},
}


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".archlint/" not in path.as_posix()
    }


def test_what_it_writes_is_green_at_once_and_known_to_the_last_violation(tree, call):
    folder = tree(CHAIN)

    done = call("init", "--yes")

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        f"{WORDS}\nWrote archlint.toml and archlint-baseline.txt with 1 known violation.\n"
        "Next: run `archlint` to see that it is green, and commit what was written.\n"
    )
    assert (folder / "archlint.toml").read_text(encoding="utf-8") == SETTINGS
    assert call("check").out.startswith("Nothing new: 1 rule, 6 modules, 3 imports.\n1 known violation in ")
    assert "shop back shop.db.rows -> shop.web\n" in (folder / "archlint-baseline.txt").read_text(encoding="utf-8")


def test_without_a_terminal_it_says_what_it_would_write_and_writes_nothing(tree, call):
    folder = tree(CHAIN)

    done = call("init")

    assert done.code == 2
    assert done.out == f"{WORDS}\narchlint.toml would say:\n\n{SETTINGS}\n"
    assert done.err == (
        "error: nothing was written: there is no terminal to ask whether archlint.toml and archlint-baseline.txt with "
        "1 known violation may be\n  = help: `archlint init --yes` asks nothing\n"
    )
    assert files(folder) == CHAIN


def test_in_a_pyproject_it_adds_a_table_and_leaves_the_rest_as_it_is(tree, call):
    folder = tree({**CHAIN, "pyproject.toml": '[project]\r\nname = "shop" # ours\r\n'})

    assert call("init", "--yes", "--pyproject").code == 0

    text = (folder / "pyproject.toml").read_bytes().decode()
    assert text.startswith('[project]\r\nname = "shop" # ours\n\n# Proposed by')
    assert '[tool.archlint.rules.shop]\ntype = "linked-list"' in text
    assert call("check").code == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("archlint.toml", "[rules.acyclic]\n"),
        ("archlint.toml", "this is no TOML"),
        ("archlint.toml", ""),
        ("pyproject.toml", "[tool.archlint.rules.acyclic]\n"),
        ("archlint-baseline.txt", "shop back shop.a -> shop.b\n"),
    ],
)
@pytest.mark.parametrize("option", ["--yes", "--pyproject"])
def test_what_is_there_is_never_touched(tree, call, name, text, option):
    folder = tree({**CHAIN, name: text})

    done = call("init", "--yes", option)

    assert done.code == 2
    assert "nothing was written" in done.err or "there is no pyproject.toml here" in done.err
    assert files(folder) == {**CHAIN, name: text}


def test_settings_above_hold_here_too(tree, call, monkeypatch):
    folder = tree({**{f"inner/{name}": text for name, text in CHAIN.items()}, "archlint.toml": "[rules.acyclic]\n"})
    monkeypatch.chdir(folder / "inner")

    done = call("init", "--yes")

    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"error: there are settings already: {folder}/archlint.toml\n"
        "  = help: they hold in this folder, too: run `archlint`; nothing was written\n"
    )


STRANGERS = {
    "an empty folder": ({}, "error: there is no Python file to read in this folder\n"),
    "a folder without Python": ({"README.md": "shop"}, "error: there is no Python file to read in this folder\n"),
    "one module only": ({"shop.py": "import os\n"}, "error: 1 module: it has no parts that could stand in an order\n"),
}


@pytest.mark.parametrize("case", STRANGERS)
def test_where_there_is_nothing_to_propose_it_says_so(tree, call, case):
    given, words = STRANGERS[case]
    folder = tree(given)

    done = call("init", "--yes")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(words)
    assert "  = help: " in done.err
    assert files(folder) == given


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--pyproject"], "error: there is no pyproject.toml here to append to\n"),
        (["--keep", "shop.web"], "error: `--keep` takes two components, as 'shop.web -> shop.db'; `shop.web` is "),
        (["--top", "bd"], "error: no component is called `bd`; did you mean `shop.db`?\n"),
        (
            ["--keep", "web->db", "--keep", "db->web"],
            "error: no order keeps all of this: --keep 'shop.web -> shop.db', ",
        ),
        (["--from", "elsewhere"], "error: `--from` takes one of import-linter, tach"),
    ],
)
def test_what_it_cannot_do_is_told_before_anything_is_written(tree, call, options, words):
    folder = tree(CHAIN)

    done = call("init", "--yes", *options)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(words)
    assert files(folder) == CHAIN


def test_a_file_that_cannot_be_read_is_named_and_does_not_turn_the_first_check_red(tree, call):
    tree({**CHAIN, "shop/web/bad.py": "import shop.db\ndef (\nimport shop.db\n"})

    done = call("init", "--yes")

    assert "1 file cannot be read, so what it imports is not known: shop/web/bad.py.\n" in done.out
    checked = call("check")
    assert checked.code == 0
    assert "1 file could not be read" in checked.out


def test_a_pyproject_that_cannot_take_a_table_is_left_alone(tree, call):
    folder = tree({**CHAIN, "pyproject.toml": "tool = { x = 1 }\n"})

    done = call("init", "--yes", "--pyproject")

    assert done.code == 2
    assert done.err.startswith("error: pyproject.toml cannot take the settings: this table stands twice\n")
    assert files(folder) == {**CHAIN, "pyproject.toml": "tool = { x = 1 }\n"}


def test_where_the_settings_cannot_be_written_the_baseline_is_gone_again(tree, call, monkeypatch):
    folder = tree(CHAIN)
    replace = type(folder).replace

    def refuse(self, target):
        if str(target).endswith("archlint.toml"):
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(type(folder), "replace", refuse)

    done = call("init", "--yes")

    assert done.code == 2
    assert done.err == f"error: cannot write {folder}/archlint.toml: Permission denied\n"
    assert files(folder) == CHAIN


def test_pins_are_heeded(tree, call):
    folder = tree(CHAIN)

    assert call("init", "--yes", "--top", "db", "--keep", "web -> orders").code == 0

    layers = (folder / "archlint.toml").read_text(encoding="utf-8").split("layers")[1]
    assert layers.index('"shop.db"') < layers.index('"shop.web"') < layers.index('"shop.orders"')


def test_a_person_is_asked_what_the_imports_leave_open_and_before_anything_is_written(tree, environment):
    folder = tree(CONTESTED)
    questions = [("Your choice [3]: ", "2\n"), ("known violations? [Y/n]: ", "\n")]

    code, shown = talk(["init"], questions, environment())

    assert code == 0, shown
    assert "shop.x and shop.y import each other 10 and 10 times. Which is above?" in shown
    settings = (folder / "archlint.toml").read_text(encoding="utf-8")
    assert settings.index('"shop.y"') < settings.index('"shop.x"')
    assert "Wrote archlint.toml and archlint-baseline.txt with 10 known violations.\n" in shown


def test_who_leaves_has_lost_nothing_and_is_told_how_to_come_back(tree, environment):
    folder = tree(CONTESTED)
    questions = [("Your choice [3]: ", "2\n"), ("known violations? [Y/n]: ", "\x03")]

    code, shown = talk(["init"], questions, environment())

    assert code == 130
    assert "Nothing was written; `archlint init --keep 'shop.y -> shop.x'` begins where you were.\n" in shown
    assert files(folder) == CONTESTED


def test_who_says_no_gets_nothing_written(tree, environment):
    folder = tree(CHAIN)

    code, shown = talk(["init"], [("? [Y/n]: ", "n\n")], environment())

    assert code == 0
    assert shown.endswith("Nothing was written. `archlint init` proposes the same again.\n")
    assert files(folder) == CHAIN


@pytest.mark.git
def test_in_a_repository_git_is_told_how_to_merge_the_baseline(tree, call, repository):
    folder = tree(CHAIN)

    assert call("init", "--yes").code == 0
    assert (folder / ".gitattributes").read_text(encoding="utf-8") == "archlint-baseline.txt merge=union\n"


@pytest.mark.skipif(os.name == "nt", reason="folders are closed in another way there")
def test_the_same_code_gives_the_same_settings_whatever_the_hash_seed(tree, spawn, environment):
    folder = tree({**CONTESTED, "shop/z.py": "import shop.x.m1, shop.y.m2, shop.w\n", "shop/w.py": "import shop.z\n"})
    told = {spawn("init", env=environment(PYTHONHASHSEED=seed)).out for seed in ("1", "2", "3")}

    assert len(told) == 1
    assert folder.is_dir()


DJANGO = {
    "manage.py": "import config.settings\n",
    "config/__init__.py": "",
    "config/settings.py": "",
    "config/urls.py": "import orders.urls, stock.urls, people.urls\n",
    **{f"{app}/__init__.py": "" for app in ("orders", "stock", "people")},
    **{f"{app}/models.py": "" for app in ("orders", "stock", "people")},
    **{f"{app}/views.py": f"from {app} import models\n" for app in ("orders", "stock", "people")},
    **{f"{app}/urls.py": f"from {app} import views\n" for app in ("orders", "stock", "people")},
    "orders/lines.py": "import stock.models\n",
    "stock/lines.py": "import people.models\n",
    "orders/tests/__init__.py": "",
    "orders/tests/test_views.py": "import orders.views, stock.urls\n",
    "orders/migrations/m0001.py": "import stock.models\n",
}
LAID_OUT = {
    "apps of Django": (
        DJANGO,
        "3 apps of Django (orders, people and stock) keep an order inside: urls > views > models.\n",
    ),
    "a project in src": (
        {**{f"src/{name}": text for name, text in CHAIN.items()}, "tests/test_cart.py": "import shop.web\n"},
        "A project with its code in src/: shop.\n",
    ),
    "services": (
        {f"{one}/api.py": f"import {other}.api\n" for one, other in ("ab", "bc", "cd")} | {"d/api.py": ""},
        "Several packages beside each other, as services are: a, b, c and d.\n",
    ),
}


@pytest.mark.parametrize("case", LAID_OUT)
def test_code_is_known_by_the_way_it_is_laid_out_and_green_at_once(tree, call, case):
    given, words = LAID_OUT[case]
    folder = tree(given)

    done = call("init", "--yes")

    assert words in done.out
    assert (call("check", "--strict").code, call("config", "check").code) == (0, 0)
    if case == "apps of Django":
        settings = (folder / "archlint.toml").read_text(encoding="utf-8")
        assert '[rules.inside-apps]\ntype = "layers"\ncontainers = ["orders", "people", "stock"]\n' in settings
        assert (
            'ignore = ["**.migrations.** -> **", "**.tests.** -> **"]     # migrations and tests may import' in settings
        )
        assert "Set aside: migrations (1 module), tests (2 modules) and tools (1 module).\n" in done.out
