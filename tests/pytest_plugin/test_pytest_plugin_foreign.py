"""`pytest --archlint` where the only settings are import-linter's."""

pytest_plugins = ["pytester"]

CONTRACTS = """\
[importlinter]
root_package = shop

[importlinter:contract:order]
name = The database knows no web
type = layers
layers =
    shop.web
    shop.db
"""


def test_each_contract_is_a_test(shop, pytester):
    folder = shop({".importlinter": CONTRACTS, "shop/db.py": "import shop.web\n"})
    (folder / "archlint.toml").unlink()

    done = pytester.runpytest("--archlint")

    done.assert_outcomes(failed=1, passed=2)
    done.stdout.fnmatch_lines(["*order*", "*shop.db -> shop.web points back up*"])
