"""What the rules say of themselves, as the command line shows it."""

import json

from archlint.report import listing, page, types

DECLARED = {
    "type": "linked-list",
    "name": "Layers of the shop",
    "layers": ["web", ["orders", "payments"], {"level": ["db"], "siblings": "free"}],
    "exhaustive": True,
    "because": "what is two layers away\nmay change",
    "severity": "warning",
}


def test_every_type_has_a_line_with_its_sentence():
    lines = listing().splitlines()

    assert [line.split()[0] for line in lines[: len(types())]] == list(types())
    assert "linked-list  each layer imports only the next one" in lines


def test_the_rules_of_the_settings_stand_below_the_types():
    lines = listing("text", {"shop": DECLARED, "acyclic": {}}).splitlines()

    assert lines[len(types()) :] == [
        "",
        "2 rules in the settings",
        "shop         linked-list (warning): Layers of the shop",
        "acyclic      acyclic",
        "",
        "One of them in full: archlint explain linked-list",
    ]


def test_the_list_for_programs_has_types_and_rules():
    found = json.loads(listing("json", {"shop": DECLARED}))

    assert found["schema"] == 1
    assert [one["type"] for one in found["types"]] == list(types())
    assert all(one["sentence"] for one in found["types"])
    assert found["rules"] == [{"id": "shop", "type": "linked-list"}]


def test_a_page_has_the_sections_of_the_rule_in_their_order():
    shown = page("linked-list")
    titles = [line for line in shown.splitlines()[1:] if line and line[0] != " "]

    assert shown.startswith("linked-list: each layer imports only the next one\n\nWhat it does\n    Layers stand")
    assert titles[:5] == ["What it does", "Why", "How to mend", "Blind spots", "Options"]
    assert all(title.startswith("Example (") for title in titles[5:])


def test_the_page_of_a_rule_begins_with_what_the_team_says():
    shown = page("linked-list", "text", "shop", DECLARED)

    assert shown.startswith(
        'Rule "shop": Layers of the shop\n'
        "    type:     linked-list\n"
        "    because:  what is two layers away may change\n"
        "    severity: warning\n"
        '    layers = ["web", ["orders", "payments"], { level = ["db"], siblings = "free" }]\n'
        "    exhaustive = true\n"
        "\n"
        "linked-list: "
    )
    assert shown.endswith("\nThis is the rule of that name. A module of that name: archlint explain module:shop\n")


def test_keys_with_dots_are_shown_in_quotes_as_toml_needs_them():
    shown = page("public-api", "text", "doors", {"expose": {"shop.orders": ["facade"]}})

    assert '    expose = { "shop.orders" = ["facade"] }\n' in shown


def test_a_name_that_no_module_can_have_needs_no_word_about_modules():
    assert "module:" not in page("linked-list", "text", "front-doors", DECLARED)


def test_the_page_for_programs_has_the_options_and_the_rule():
    found = json.loads(page("linked-list", "json", "shop", DECLARED))

    assert (found["schema"], found["type"]) == (1, "linked-list")
    assert found["options"]["layers"].startswith("Top first.")
    assert found["sections"][0]["title"] == "What it does"
    assert found["rule"] == {"id": "shop", **DECLARED}
    assert json.loads(page("linked-list", "json"))["rule"] is None


def test_what_somebody_wrote_into_the_settings_moves_no_cursor():
    shown = page("linked-list", "text", "shop", {"name": "\x1b[2J", "layers": ["\u202e"], "because": "\x07"})

    assert all(line.isprintable() for line in shown.splitlines())
