"""Comments for tach, `# tach-ignore(reason) names`: what they waive where the settings hear them."""

import json

import pytest

from archlint.cli import main

SETTINGS = """
[rules.doors]
type = "forbidden"
from = ["web"]
to = ["shop"]
[policy]
tach-ignore = "{}"
"""
SHOP = {"shop/__init__.py": "", "shop/cart.py": "", "shop/orm.py": "Order = Line = 1\n"}


@pytest.fixture
def states(tmp_path, monkeypatch, capsys):
    """Return what says of each illegal import of web.py whether it is new or waived."""

    def ask(text: str, policy: str = "heard", *options: str) -> tuple[int, dict[str, str], list[str]]:
        for path, content in {**SHOP, "web.py": text, "archlint.toml": SETTINGS.format(policy)}.items():
            file = tmp_path / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(content)
        monkeypatch.chdir(tmp_path)
        code = main(["check", "--format", "json", *options])
        told = json.loads(capsys.readouterr().out)
        found = {one["imported"] or one["rule"]: one["state"] for one in told["violations"]}
        return code, found, [note["message"] for note in told["notes"]]

    return ask


def test_a_comment_waives_the_import_on_its_line_and_one_alone_that_on_the_next(states):
    text = "import shop.cart  # tach-ignore(it goes)\n# tach-ignore(so does this)\nimport shop.orm\n"

    assert states(text) == (0, {"shop.cart": "waived", "shop.orm": "waived"}, [])


def test_nobody_hears_it_unless_the_settings_say_so(states):
    text = "import shop.cart  # tach-ignore(it goes)\n"

    assert states(text, "unheard") == (1, {"shop.cart": "new"}, [])


def test_names_behind_the_reason_are_ends_of_what_is_taken(states):
    text = "import shop.cart, shop.orm  # tach-ignore(it goes) shop.cart\n"

    assert states(text) == (1, {"shop.cart": "waived", "shop.orm": "new"}, [])
    assert states("from shop.orm import Order  # tach-ignore Order\n")[1] == {"shop.orm": "waived"}
    assert states("from shop.orm import Order, Line  # tach-ignore Order\n")[1] == {"shop.orm": "new"}


def test_in_a_bracket_a_comment_speaks_of_the_names_on_its_own_line(states):
    text = "from shop import (\n    cart,  # tach-ignore(it goes)\n    orm,\n)\n"

    assert states(text) == (1, {"shop.cart": "waived", "shop.orm": "new"}, [])
    assert states(text.replace("(\n", "(  # tach-ignore(both)\n", 1))[1] == {
        "shop.cart": "waived",
        "shop.orm": "waived",
    }


def test_two_comments_may_spare_one_import_together(states):
    text = "from shop.orm import (\n    Order,  # tach-ignore(a)\n    Line,  # tach-ignore(b)\n)\n"

    assert states(text) == (0, {"shop.orm": "waived"}, [])
    assert states(text.replace("  # tach-ignore(b)", "")) == (1, {"shop.orm": "new"}, [])


def test_of_two_statements_that_import_the_same_both_have_to_be_spared(states):
    text = "import shop.orm  # tach-ignore(a)\ndef later():\n    import shop.orm\n"

    assert states(text)[1] == {"shop.orm": "new"}


def test_where_reasons_are_asked_for_a_comment_without_one_is_a_violation(states):
    text = "import shop.cart  # tach-ignore\n"

    assert states(text)[:2] == (0, {"shop.cart": "waived"})
    assert states(text, "explained")[:2] == (1, {"shop.cart": "waived", "policy": "new"})


def test_a_comment_without_use_is_told(states):
    text = "import json  # tach-ignore(it goes)\nx = 1  # tach-ignore\n"

    code, found, notes = states(text)

    assert (code, found) == (0, {})
    assert notes == [
        "no rule forbids what this comment waives",
        "this comment waives nothing: no import stands on its line",
    ]


@pytest.mark.parametrize(
    ("how", "code", "notes", "found"), [("off", 0, 0, []), ("warn", 0, 1, []), ("error", 1, 0, ["policy"])]
)
def test_what_comes_of_a_waiver_without_use_the_policy_says(states, how, code, notes, found):
    answer = states("import json  # tach-ignore(it goes)\n", f'heard"\nidle-waivers = "{how}')

    assert (answer[0], list(answer[1]), len(answer[2])) == (code, found, notes)


def test_what_stands_in_a_string_is_no_comment(states):
    text = 'x = """\n# tach-ignore\n"""; import shop.cart\n'

    assert states(text)[1] == {"shop.cart": "new"}


def test_what_tach_cannot_read_is_no_comment_for_it(states):
    assert states("import shop.cart  # tach-ignore: because\n")[1] == {"shop.cart": "new"}
