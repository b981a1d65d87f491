"""The commands that explain: explain, rules, schema, config check."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from archlint import settings
from tests.cli.shops import SHOP, SKIP

CHECKOUT = Path(__file__).parents[2]


class TestExplain:
    """`archlint explain RULE | MODULE | "A -> B"`."""

    def test_a_rule_type_needs_no_settings(self, call):
        done = call("explain", "linked-list")

        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("linked-list: each layer imports only the next one\n")

    def test_a_rule_of_the_settings_wins_and_says_so(self, tree, call):
        tree({**SHOP, "shop/__init__.py": ""})

        done = call("explain", "shop")

        assert done.out.startswith('Rule "shop"\n')
        assert "archlint explain module:shop" in done.out
        assert call("explain", "module:shop").out.startswith("shop: shop/__init__.py\n")

    def test_a_rule_that_orders_components_ends_in_the_imports_between_them(self, tree, call):
        tree({**SHOP, **SKIP})

        done = call("explain", "shop")

        assert done.out.endswith(
            "\n\nImports between 3 components\n"
            "                   1  2  3\n"
            "    1 shop.web     -  1  1 skip\n"
            "    2 shop.orders  .  -  1\n"
            "    3 shop.db      .  .  -\n"
            "    2 pairs as declared, 1 not: skip.\n"
        )
        pairs = json.loads(call("explain", "shop", "--format", "json").out)["orders"][0]["pairs"]
        assert [(row["from"], row["to"], row["imports"], row["kinds"]) for row in pairs] == [
            ("shop.web", "shop.orders", 1, []),
            ("shop.web", "shop.db", 1, ["skip"]),
            ("shop.orders", "shop.db", 1, []),
        ]

    def test_the_page_of_a_rule_comes_also_where_the_code_cannot_be_read(self, tree, call):
        tree({"archlint.toml": SHOP["archlint.toml"]})

        text, document = call("explain", "shop"), call("explain", "shop", "--format", "json")

        assert (text.code, document.code) == (0, 0)
        assert text.out.startswith('Rule "shop"\n')
        assert "Imports between" not in text.out
        assert json.loads(document.out)["rule"]["id"] == "shop"
        assert text.err == document.err != ""

    def test_a_module_says_which_rules_name_it(self, tree, call):
        tree({**SHOP, **SKIP})

        done = call("explain", "shop.web")

        assert done.code == 0
        assert "layer 1 of 3: shop.web\n" in done.out
        assert "shop/skip: shop.web -> shop.db" in done.out

    def test_a_folder_without_a_module_of_its_own_is_known_by_what_lies_in_it(self, tree, call):
        tree(
            {
                "shop/web/cart.py": "import shop.db.orm\nimport json\n",
                "shop/db/orm.py": "",
                "shop/db/rows.py": "",
                "archlint.toml": '[rules.layers]\nlayers = ["shop.db", "shop.web"]\n',
            }
        )

        assert call("explain", "shop.db").out == (
            "shop.db: shop/db, a folder of 2 modules without one of its own\n"
            "It imports 0 modules.\nIt is imported by 1 module: shop.web.cart.\n\n"
            "1 rule speaks of its first module, shop.db.orm:\n  layers  layer 1 of 2: shop.db\n\n"
            "It takes part in 1 violation:\n  shop/web/cart.py:1: layers/back: shop.web -> shop.db points back up\n"
        )

    def test_an_import_says_what_it_breaks(self, tree, call):
        tree({**SHOP, **SKIP})

        assert "It breaks 1 rule:" in call("explain", "shop.web -> shop.db").out
        assert "It breaks no rule:" in call("explain", "shop.web->shop.orders").out

    def test_an_import_that_is_not_written_yet_is_judged_as_if_it_were(self, tree, call):
        tree({**SHOP, "shop/kernel.py": ""})

        told = call("explain", "shop.db -> shop.web").out
        assert "There is no such import, and no chain of imports leads from one to the other.\n" in told
        assert "Written as `import shop.web` at the top of shop.db, it would break 1 rule:\n  shop  would forb" in told
        assert (
            "it would break no rule:\n  shop  would allow it  abc is in none of its"
            in call("explain", "shop.db -> abc").out
        )

    def test_the_places_of_a_rule_that_does_not_fit_are_told_beside_its_page(self, tree, call):
        tree({**SHOP, "archlint.toml": '[rules.shop]\ntype = "layers"\nlayers = ["shop.web", "shop.bd"]\n'})

        done = call("explain", "shop")

        assert done.code == 0
        assert done.out.startswith('Rule "shop"\n')
        assert "did you mean `shop.db`?" in done.err

    def test_a_component_is_known_by_its_name(self, tree, call):
        tree({**SHOP, **SKIP})
        settings = Path("archlint.toml").read_text(encoding="utf-8")
        tree({"archlint.toml": f'{settings}\n[components]\nfront = ["shop.web"]\n'})

        assert call("explain", "front").out.startswith(
            "front: a component of 1 module\nIt imports 2 modules: shop.db, "
        )
        assert call("explain", "frnot").err.startswith("error: nothing is called `frnot`; did you mean `front`?\n")

    @pytest.mark.parametrize("subject", ["shop.web ->", " -> shop.db", "a -> -> b"])
    def test_an_import_has_two_ends(self, tree, call, subject):
        tree(SHOP)

        done = call("explain", subject)

        assert done.code == 2
        assert done.err.startswith(
            f'error: `{subject.strip()}` lacks an end: an import is written "importer -> imported"\n'
        )

    def test_between_packages_it_names_the_imports_of_what_lies_in_them(self, tree, call):
        deep = {"shop/web/__init__.py": "", "shop/web/cart.py": "import shop.db.orm\nimport shop.db_old\n"}
        tree(
            {
                **deep,
                "shop/db/__init__.py": "",
                "shop/db/orm.py": "",
                "shop/db_old.py": "",
                "archlint.toml": "[rules.acyclic]\n",
            }
        )

        told = call("explain", "shop.web -> shop.db").out

        said = "There is no such import, but 1 import between what lies in the two:\n  shop.web.cart -> shop.db.orm\n"
        assert told.startswith(f"shop.web -> shop.db\n{said}\n")

    def test_an_import_inside_a_cycle_is_a_part_of_it_wherever_it_is_reported(self, tree, call):
        tree({"archlint.toml": "[rules.acyclic]\n", "a.py": "import b\n", "b.py": "import c\n", "c.py": "import a\n"})

        for pair in ("a -> b", "b -> c", "c -> a"):
            assert "It breaks 1 rule:" in call("explain", pair).out
        for module in "abc":
            assert "It takes part in 1 violation:" in call("explain", f"module:{module}").out

    def test_long_lists_are_as_long_as_one_likes(self, tree, call):
        many = {f"shop/db/table{number:02}.py": "" for number in range(30)}
        imports = "".join(f"import shop.db.table{number:02}\n" for number in range(30))
        tree({**many, "shop/web.py": imports, "archlint.toml": '[rules.layers]\nlayers = ["shop.db", "shop.web"]\n'})

        assert "  ... and 10 more: --format json has all\n" in call("explain", "shop.web").out
        assert "  ... and 25 more: " in call("explain", "shop.web", "--limit", "5").out
        assert " more: " not in call("explain", "shop.web", "--limit", "0").out

    def test_json_is_for_programs(self, tree, call):
        tree({**SHOP, **SKIP})

        for subject in ("acyclic", "shop", "shop.web", "shop.web -> shop.db", "nobody"):
            assert json.loads(call("explain", subject, "--format", "json").out)["schema"] == 1

    @pytest.mark.parametrize(
        ("subject", "near"), [("shop.wbe", "shop.web"), ("shpo", "shop"), ("acylic", "acyclic"), ("a -> shop.d", "")]
    )
    def test_what_nobody_knows_is_told_with_the_nearest_name(self, tree, call, subject, near):
        tree(SHOP)

        done = call("explain", subject)

        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("error: nothing is called `")
        assert (f"did you mean `{near}`?" in done.err) == bool(near)

    def test_a_misspelt_rule_type_is_told_without_settings_too(self, call):
        done = call("explain", "acylic")

        assert done.code == 2
        assert done.err.startswith("error: there is no rule type `acylic`; did you mean `acyclic`?\n")

    def test_an_incomplete_answer_is_given_and_told(self, tree, call):
        tree({**SHOP, **SKIP, "shop/torn.py": "import (\n"})

        done = call("explain", "shop.web")

        assert done.code == 2
        assert done.out.startswith("shop.web: shop/web.py\n")
        assert done.err.endswith(" --> shop/torn.py:1\n")


class TestRules:
    """`archlint rules`."""

    def test_without_settings_the_types_are_listed(self, call):
        done = call("rules")

        assert (done.code, done.err) == (0, "")
        assert "linked-list  each layer imports only the next one\n" in done.out
        assert "in the settings" not in done.out

    def test_the_rules_of_the_settings_are_listed_too(self, tree, call):
        tree(SHOP)

        assert "1 rule in the settings\nshop         linked-list\n" in call("rules").out
        assert json.loads(call("rules", "--format", "json").out)["rules"] == [{"id": "shop", "type": "linked-list"}]

    def test_broken_settings_are_no_reason_to_list_nothing(self, tree, call):
        tree({"archlint.toml": "[rules.shop]\n"})

        done = call("rules")

        assert done.code == 0
        assert done.out == call("rules").out
        assert done.err == (
            "note: the settings have mistakes, so their rules are not listed; see `archlint config check`\n"
        )


class TestSchema:
    """`archlint schema`."""

    def test_it_is_a_json_schema(self, call):
        Draft202012Validator.check_schema(json.loads(call("schema").out))

    @pytest.mark.parametrize("folder", [CHECKOUT, *sorted(CHECKOUT.glob("fixtures/*/"))], ids=lambda path: path.name)
    def test_it_takes_all_settings_that_archlint_takes(self, call, folder):
        read = settings.load(settings.find(folder))
        file = str(read.root / read.file)
        fits = Draft202012Validator(json.loads(call("schema", "--config", file).out)).is_valid(dict(read.table))

        assert fits or call("config", "check", "--config", file).code == 2
        assert fits or folder.name not in (CHECKOUT.name, "shop")

    @pytest.mark.parametrize(
        "text", ["", "rules = 1", "[rules]", "[rules.acylic]", "[rules.acyclic]\nscop = 'x'", "roots = [1]"]
    )
    def test_settings_that_archlint_refuses_do_not_fit_it(self, tree, call, text):
        tree({"archlint.toml": text})
        read = settings.load(Path("archlint.toml"))

        assert call("config", "check").code == 2
        assert list(Draft202012Validator(json.loads(call("schema").out)).iter_errors(dict(read.table))) != []


class TestConfigCheck:
    """`archlint config check`: the settings alone."""

    def test_it_reads_no_code(self, tree, call):
        tree({"archlint.toml": SHOP["archlint.toml"], "shop/torn.py": "import ("})

        assert call("config", "check") == (0, "archlint.toml: 1 rule, no mistakes.\n", "")

    def test_rules_that_are_hardly_meant_are_told_and_are_no_mistakes(self, tree, call):
        tree({"archlint.toml": '[rules.acyclic]\n[rules.knots]\ntype = "acyclic"\n'})

        done = call("config", "check")

        assert (done.code, done.out) == (0, "archlint.toml: 2 rules, no mistakes.\n")
        assert done.err == (
            "note: `knots` asks for the same as `acyclic`, so each of its violations is told twice; "
            "delete [rules.knots], or let it say something else (archlint.toml:2)\n"
        )

    def test_all_mistakes_are_told_at_once(self, tree, call):
        tree(
            {"archlint.toml": 'root = ["src"]\n[rules.shop]\ntype = "liked-list"\n[rules.acyclic]\nscop = "modules"\n'}
        )

        done = call("config", "check")

        assert (done.code, done.out) == (2, "")
        for word in ("roots", "linked-list", "scope"):
            assert f"did you mean `{word}`?" in done.err
        assert done.err.endswith("3 errors in archlint.toml. Nothing was checked.\n")

    def test_a_baseline_that_cannot_be_read_is_a_mistake(self, tree, call):
        tree({**SHOP, "archlint-baseline.txt": "# known\n<<<<<<< ours\nshop skip shop.web -> shop.db\n"})

        done = call("config", "check")

        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("error: a merge conflict stands here")
        assert done.err.endswith(" --> archlint-baseline.txt:2\n")

    def test_a_rule_that_needs_a_type_is_told_the_nearest_one(self, tree, call):
        tree({"archlint.toml": "[rules.acylic]\n"})

        done = call("config", "check")

        assert "error: rule `acylic` needs `type`\n" in done.err
        assert "did you mean `acyclic`?" in done.err
        assert "= help: rule types: acyclic, " in done.err

    def test_an_empty_file_is_told_what_a_rule_looks_like(self, tree, call):
        tree({"archlint.toml": ""})

        assert "such as [rules.acyclic]" in call("config", "check").err
