"""What a team may write about a rule, and what becomes of it."""

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest

from archlint import rulebook
from archlint.graph import IMPORT_KINDS, Entry, Layer, Row
from archlint.rulebook import card, types
from archlint.rulebook.declared import declared
from archlint.rulebook.shelf import load
from archlint.settings import Request, Settings, SettingsError
from archlint.settings.schema import mistakes
from tests.graph.sketch import settings

EXAMPLE = """
roots = ["src"]
packages = ["shop"]
exclude = ["**/migrations/**"]
ignore = ["**.tests.** -> **"]

[components]
web = ["shop.web", "shop.api"]
orders = "shop.orders"
payments = ["shop.payments.{region}", "!shop.payments.testing"]
db = "shop.db"
kernel = ["shop.kernel", "shop.db.types"]

[rules.shop]
type = "linked-list"
layers = ["web", ["orders", "payments"], "db"]
foundation = ["kernel"]
because = "a layer two steps away may change without asking us"
help = "ask the layer between, or move the caller down"
ignore = ["shop.web.healthcheck -> shop.db.ping"]

[rules.regions]
type = "independent"
modules = ["payments"]
kinds = ["runtime", "deferred"]

[rules.inside-apps]
type = "layers"
containers = ["shop.orders", "shop.payments.{region}"]
layers = ["views", { level = ["services", "tasks"], siblings = "free" }, "(jobs)", "models"]
closed = ["services"]
exhaustive = true
exhaustive-ignore = ["(tests)"]

[rules.pure-domain]
type = "forbidden"
from = ["shop.*.domain"]
to = ["<third-party>", "!attrs", "shop.web"]
indirect = true
except-through = ["shop.ports"]

[rules.front-doors]
type = "public-api"
[rules.front-doors.expose]
"shop.payments.{region}" = [".", "api", "events.PaymentMade"]
"shop.orders" = ["facade"]
"shop.kernel" = []

[rules.acyclic]
severity = "warning"
name = "No knots"
depth = 2

[[declared]]
imports = ["shop.plugins -> shop.payments"]
because = "loaded by entry point"
"""


def document(table: dict[str, Any] | None = None) -> dict[str, Any]:
    request = None if table is None else Request(Settings(Path(), "archlint.toml", table))
    return {"type": "object", "properties": rulebook.schema(request), "additionalProperties": False}


def rule(toml: str) -> Any:
    [only] = declared(Request(settings(toml)))
    return only


def test_every_file_of_the_folder_stands_on_the_shelf():
    files = (Path(__file__).parents[2] / "rules").glob("*.py")

    assert types() == tuple(sorted(file.stem.replace("_", "-") for file in files))


@pytest.mark.parametrize("type_", types())
def test_a_card_is_a_json_schema(type_):
    jsonschema.Draft202012Validator.check_schema(card.card(type_))


def test_the_whole_schema_is_one_and_accepts_what_the_reference_shows():
    table = settings(EXAMPLE).table

    jsonschema.Draft202012Validator.check_schema(document())
    jsonschema.Draft202012Validator(document()).validate(table)
    assert mistakes(document(), table) == ()
    assert mistakes(document(dict(table)), table) == ()


@pytest.mark.parametrize("type_", types())
def test_the_defaults_of_a_card_are_those_of_the_options_and_fit_the_card(type_):
    properties = card.card(type_)["properties"]
    for field in dataclasses.fields(load(type_).Options):
        schema = properties[field.name.rstrip("_").replace("_", "-")]
        if field.default is dataclasses.MISSING or field.default is None:
            assert "default" not in schema
        else:
            # A table is rows in the options, and nothing in it is no row.
            written = json.loads(json.dumps(field.default))
            assert schema["default"] == ({} if schema.get("type") == "object" and not written else written)
            jsonschema.Draft202012Validator(schema).validate(schema["default"])


@pytest.mark.parametrize("type_", types())
def test_options_without_a_default_are_required_and_may_not_be_empty(type_):
    found = card.card(type_)
    required = [
        field.name.rstrip("_").replace("_", "-")
        for field in dataclasses.fields(load(type_).Options)
        if field.default is dataclasses.MISSING
    ]

    assert found["required"] == required
    for key in required:
        for empty in cast(list[object], [[], {}, ""]):
            assert not jsonschema.Draft202012Validator(found["properties"][key]).is_valid(empty)


@pytest.mark.parametrize("type_", types())
def test_every_option_is_described(type_):
    assert all(schema["description"] for schema in card.card(type_)["properties"].values())


def test_every_rule_counts_every_kind_of_imports_but_cycles_no_types():
    defaults = {type_: card.card(type_)["properties"]["kinds"]["default"] for type_ in types()}

    assert defaults.pop("acyclic") == [kind for kind in IMPORT_KINDS if kind != "typing"]
    assert defaults.pop("channel") == ["channel"]
    assert all(kinds == list(IMPORT_KINDS) for kinds in defaults.values())


def test_every_rule_may_count_what_is_no_import():
    for type_ in types():
        assert card.card(type_)["properties"]["kinds"]["items"]["enum"] == [*IMPORT_KINDS, "string", "channel"]


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("[rules]", "rule"),
        ("[rules.shop]\nlayers = ['a']", "type"),
        ("[rules.Shop]\ntype = 'acyclic'", "Shop"),
        ("[rules.acyclic]\ntype = 'layers'", "acyclic"),
        ("[rules.shop]\ntype = 'layer'\nlayers = ['a', 'b']", "layer"),
        ("[rules.acyclic]\nlayers = ['a']", "layers"),
        ("[rules.acyclic]\nscope = 'sibling'", "siblings"),
        ("[rules.acyclic]\ndepth = 'deep'", "depth"),
        ("[rules.acyclic]\nkinds = ['runtme']", "runtime"),
        ("[rules.acyclic]\nkinds = []", "kinds"),
        ("[rules.forbidden]\nfrom = ['a']", "to"),
        ("[rules.layers]\nlayers = ['a', { level = ['b'], sibling = 'free' }]", "siblings"),
    ],
)
def test_what_does_not_fit_is_refused_here_and_by_other_validators(toml, words):
    table = settings(toml).table

    said = mistakes(document(), table)

    assert any(words in " ".join((one.message, one.label, one.help, *map(str, one.where))) for one in said)
    assert not jsonschema.Draft202012Validator(document()).is_valid(table)


def test_options_know_where_each_name_stands():
    options = rule(
        "[rules.shop]\ntype = 'layers'\nlayers = ['a', ['b', 'c'], { level = ['d'], siblings = 'free' }]"
    ).options
    here = ("rules", "shop", "layers")

    assert options.layers == (
        Layer((Entry("a", (*here, 0)),)),
        Layer((Entry("b", (*here, 1, 0)), Entry("c", (*here, 1, 1)))),
        Layer((Entry("d", (*here, 2, "level", 0)),), "free"),
    )


def test_a_single_name_may_stand_for_a_list():
    assert rule("[rules.independent]\nmodules = 'shop.{x}'").options.modules == (
        Entry("shop.{x}", ("rules", "independent", "modules")),
    )


def test_a_row_knows_where_its_key_and_its_names_stand():
    here = ("rules", "public-api", "expose", "shop.orders")

    assert rule("[rules.public-api.expose]\n'shop.orders' = ['.', 'facade']").options.expose == (
        Row(Entry("shop.orders", here), (Entry(".", (*here, 0)), Entry("facade", (*here, 1)))),
    )


def test_names_in_python_and_in_toml_differ_by_dashes_alone():
    options = rule("[rules.forbidden]\nfrom = ['a']\nto = ['b']\nexcept-through = ['c']\nindirect = true").options

    assert [entry.text for entry in card.entries(options)] == ["a", "b", "c"]


def test_a_default_may_be_written_out():
    written = rule(
        "[rules.layers]\nlayers = ['a', 'b']\nfoundation = []\nclosed = []\ncontainers = []\n"
        "exhaustive = false\nexhaustive-ignore = []\nsiblings = 'independent'"
    )

    assert written.options == rule("[rules.layers]\nlayers = ['a', 'b']").options
    table = {"rules": {"layers": {"layers": ["a", "b"], "foundation": [], "containers": []}}}
    assert mistakes(document(), table) == ()


def test_every_rule_knows_its_own_words():
    found = rule("[rules.knots]\ntype = 'acyclic'\nname = 'No knots'\nbecause = 'b'\nhelp = 'h'\nignore = ['a -> b']")

    assert (found.id, found.type, found.name, found.because, found.help, found.severity) == (
        *("knots", "acyclic", "No knots", "b", "h", "error"),
    )
    assert found.ignore == (Entry("a -> b", ("rules", "knots", "ignore", 0)),)
    assert found.kinds == ("runtime", "deferred", "dynamic", "declared")


@pytest.mark.parametrize(
    ("toml", "where", "words"),
    [
        ("[rules.linked-list]", ("rules", "linked-list"), "needs `layers`"),
        ("[rules.linked-list]\nlayers = ['a', 'b']\nmodules = ['c']", ("rules", "linked-list", "modules"), "not both"),
        (
            "[rules.linked-list]\nmodules = ['c', 'd']\ncontainers = ['x']",
            ("rules", "linked-list", "containers"),
            "layers",
        ),
        ("[rules.layers]\nlayers = ['a.b']", ("rules", "layers", "layers"), "single layer"),
        ("[rules.layers]\nlayers = ['a', 'b']\nexhaustive = true", ("rules", "layers", "exhaustive"), "containers"),
        ("[rules.layers]\nlayers = ['a', 'b']\nclosed = ['c']", ("rules", "layers", "closed", 0), "no layer"),
        ("[rules.acyclic]\ndepth = 0", ("rules", "acyclic", "depth"), "from 1 on"),
        ("[rules.acyclic]\ndepth = 1\nscope = 'modules'", ("rules", "acyclic", "depth"), "siblings"),
        ("[rules.acyclic]\nscope = 'components'", ("rules", "acyclic", "scope"), "which components"),
    ],
)
def test_what_can_never_work_is_told_before_any_code_is_read(toml, where, words):
    with pytest.raises(SettingsError) as caught:
        declared(Request(settings(toml)))

    [one] = caught.value.problems
    assert one.problem.where == where
    assert words in f"{one.problem.message} {one.problem.help}"


def test_only_the_rules_that_settings_name_are_loaded():
    code = """
import sys
from pathlib import Path
from archlint import rulebook
from archlint.settings import Request, Settings
table = {"rules": {"acyclic": {}, "knots": {"type": "acyclic"}}}
rulebook.schema(Request(Settings(Path(), "archlint.toml", table)))
print(sorted(name for name in sys.modules if name.startswith("archlint.rules.")))
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert said.split() == ["['archlint.rules.acyclic']"]
