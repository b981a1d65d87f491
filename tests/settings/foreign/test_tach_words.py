"""
What archlint says of a tach.toml that is wrong, and of one that says less than it seems to.

The outputs lie in golden/tach-words.txt, and a person has read them: `ARCHLINT_GOLDEN=write pytest` on this file writes
them anew.
"""

import os
from pathlib import Path

import pytest

from archlint.cli import main

GOLDEN = Path(__file__).parent / "golden/tach-words.txt"
CODE = {
    "shop/__init__.py": "",
    "shop/cart.py": "from shop import orm\n",
    "shop/orm.py": "",
    "web.py": "import shop.cart\n",
}
CART = '[[modules]]\npath = "shop.cart"\n'
ORM = '[[modules]]\npath = "shop.orm"\n'
MISTAKES = {
    "an unknown key": 'source_rots = ["."]\n' + CART,
    "an unknown key of a module": CART + "depend_on = []\n",
    "an unknown key of an interface": CART + '[[interfaces]]\nexpose = []\nfor = ["web"]\n',
    "a module without a path": "[[modules]]\ndepends_on = []\n",
    "wrong types": 'exact = "yes"\nlayers = "ui"\n[[modules]]\npath = 3\ndepends_on = "shop"\n',
    "modules as a table": '[modules]\npath = "shop.cart"\n',
    "a dependency without a path": CART + "depends_on = [{ deprecated = true }]\n",
    "a module defined twice": CART + '[[modules]]\npaths = ["shop.orm", "shop.cart"]\n',
    "a layer that is not listed": 'layers = ["ui", "data"]\n' + CART + 'layer = "dta"\n',
    "a layer where none is listed": CART + 'layer = "data"\n',
    "a layer that is listed twice": 'layers = ["ui", "ui"]\n' + CART + 'layer = "ui"\n',
    "a regular expression that is none": CART + '[[interfaces]]\nexpose = ["get_(.*"]\nfrom = ["shop.cart"]\n',
    "a pattern that is none": '[[modules]]\npath = "shop.[cart"\n',
    "not for this module": CART + 'depends_on = ["shop.orm"]\n' + ORM + 'visibility = ["web"]\n',
    "the root where it is forbidden": 'root_module = "forbid"\n' + CART + 'depends_on = ["<root>"]\n',
    "an unknown severity": '[rules]\nlocal_imports = "never"\n' + CART,
    "no TOML": '[[modules]\npath = "shop.cart"\n',
    "expressions in exclude": "use_regex_matching = true\n" + CART,
    "lists that say too much": "exact = true\n" + CART + 'depends_on = ["shop.ormm", "shop.cart"]\n' + ORM,
}
DOUBTS = {
    "names that lead nowhere": '[[modules]]\npath = "shop.carts"\ndepends_on = []\n'
    '[[modules]]\npath = "shop.*.models"\n'
    + CART
    + 'depends_on = ["shop.orms", "shop.orm.rows", "lib.*", "shop.orm"]\ncannot_depend_on = ["shop.ormz"]\n'
    + ORM
    + 'depends_on = []\nvisibility = ["shop.cart", "webb"]\n',
    "expressions that are split, and interfaces of nobody": CART
    + "depends_on = []\n"
    + ORM
    + '[[interfaces]]\nexpose = ["get_.*|find_.*"]\nfrom = ["shop.orm"]\n'
    + '[[interfaces]]\nexpose = ["x"]\nfrom = ["shop.carts"]\ndata_types = "primitive"\n',
    "what tach does not look at": 'layers = ["ui", "data"]\nforbid_circular_dependencies = true\n'
    + CART
    + 'layer = "ui"\ncannot_depend_on = ["shop.orm"]\n'
    + ORM
    + 'layer = "data"\n',
    "what archlint does not hear": 'source_roots = [".", "lib/src"]\nrespect_gitignore = false\n'
    'include_string_imports = true\n[plugins.django]\nsettings_module = "x"\n[rules]\nlocal_import = "off"\n'
    '[[modules]]\npaths = ["shop.cart", "shop.orm"]\nbogus = 1\ndepends_on = []\n',
    "nothing that forbids anything": CART,
}


@pytest.fixture
def said(tmp_path, monkeypatch, capsys):
    """Return what `archlint check` prints of the shop with such settings, and how it ends."""

    def ask(toml: str) -> str:
        for path, text in {**CODE, "tach.toml": toml}.items():
            file = tmp_path / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
        monkeypatch.chdir(tmp_path)
        code = main(["check", "--no-cache"])
        told = capsys.readouterr()
        return f"{told.out}{told.err}[{code}]\n"

    return ask


def test_the_words_are_as_they_were_read(said):
    shown = "\n".join(f"## {name}\n\n{said(toml)}" for name, toml in {**MISTAKES, **DOUBTS}.items())
    if os.environ.get("ARCHLINT_GOLDEN") == "write":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(shown)

    assert shown == GOLDEN.read_text()


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_ends_the_run_with_2_and_says_where_it_stands(said, name):
    shown = said(MISTAKES[name])

    assert shown.endswith("[2]\n")
    assert "--> tach.toml:" in shown
    assert "Traceback" not in shown


def test_a_file_that_is_no_text_is_told_and_not_passed_over(said, tmp_path, capsys):
    said(CART)
    (tmp_path / "tach.toml").write_bytes("[[modules]]".encode("utf-16"))

    assert main(["check"]) == 2
    assert "the file is UTF-16, not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("name", DOUBTS)
def test_a_doubt_does_not_fail(said, name):
    shown = said(DOUBTS[name])

    assert "error:" not in shown
    assert "note: " in shown
