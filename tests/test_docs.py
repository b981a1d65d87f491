"""
What the documents say is so: commands print what is shown, links lead somewhere, settings are valid, lists are whole.

A ```console block runs in a folder of its own that holds the shop below, made ready by the scene that the comment above
the block names: `<!-- scene: grown -->`. The block shows all that the command prints, stdout first.

After a change of words that is meant, write the blocks, the pictures and the pages of the rules anew and read the
difference: `ARCHLINT_GOLDEN=write pytest tests/test_docs.py`.
"""

import importlib
import json
import os
import re
import runpy
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from archlint import report, rulebook, settings
from archlint.cli import main
from archlint.cli.program import commands
from tests.corpora.codebases import CODEBASES
from tests.fixtures import wants

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")])
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]

SHOP = {
    "shop/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/cart.py": "from shop.orders import basket\nfrom shop.db.orm import query\n",
    "shop/orders/__init__.py": "",
    "shop/orders/basket.py": "from shop.db.orm import query\n",
    "shop/db/__init__.py": "",
    "shop/db/orm.py": "def query(): ...\n",
}
"""The codebase that the documents talk about; its settings are the first that the README shows."""


_FENCE = re.compile(
    r"(?:<!-- scene: (?P<scene>[\w-]+) -->\n)?^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_HOOK = re.compile(r"\bid: ([\w-]+)")


class Block(NamedTuple):
    """A fenced block of a document."""

    page: str
    line: int
    language: str
    text: str
    scene: str
    """What the comment above it names, or ""."""


def blocks(language: str) -> Iterator[Block]:
    for page, name in zip(PAGES, NAMES, strict=True):
        text = page.read_text(encoding="utf-8")
        for found in _FENCE.finditer(text):
            if found["language"] == language:
                line = text.count("\n", 0, found.start("text"))
                yield Block(name, line, language, found["text"], found["scene"] or "")


def each(language: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("block", list(blocks(language)), ids=lambda block: f"{block.page}:{block.line}")


def write(block: Block, text: str) -> None:
    """Put the text into the place of the block's."""
    page = ROOT / block.page
    fence = f"```{block.language}\n"
    shown = page.read_text(encoding="utf-8")
    page.write_text(shown.replace(f"{fence}{block.text}```", f"{fence}{text}```", 1), encoding="utf-8")


WAIVER = """
[[waivers]]
rules = ["shop"]
imports = ["shop.web.cart -> shop.db.orm"]
because = "the cart is rewritten in spring"
owner = "@shop/web"
"""


CONTRACTS = """\
[importlinter]
root_package = shop

[importlinter:contract:cart]
name = The cart asks the orders
type = forbidden
source_modules =
    shop.web
forbidden_modules =
    shop.db
    shop.*.migrations
allow_indirect_imports = True
"""


def grown() -> None:
    """Lay out the shop, which breaks its rule once."""
    first = next(block for block in blocks("toml") if block.page == "README.md")
    for name, text in {**SHOP, "archlint.toml": first.text}.items():
        file = Path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def bare() -> None:
    """Lay out the shop as it is before anybody has declared an order."""
    grown()
    Path("archlint.toml").unlink()


def misspelt() -> None:
    """Let a name be wrong."""
    grown()
    change("archlint.toml", '"shop.web"', '"shop.webb"')


def worse() -> None:
    """Write the baseline, then skip a layer once more."""
    grown()
    main(["baseline"])
    Path("shop/web/admin.py").write_text("from shop.db.orm import query\n", encoding="utf-8")


def better() -> None:
    """Write the baseline, then mend what it lists."""
    grown()
    main(["baseline"])
    change("shop/web/cart.py", "from shop.db.orm import query\n", "")


def waived() -> None:
    """Let an owner accept what breaks the rule."""
    grown()
    with Path("archlint.toml").open("a", encoding="utf-8") as file:
        file.write(WAIVER)


def entangled() -> None:
    """Let the tables know the cart: for its type alone, and the prices, which need nothing of it."""
    grown()
    Path("shop/db/orm.py").write_text(
        "from __future__ import annotations\n\n"
        "from shop.orders.basket import VAT\nfrom shop.web.cart import Cart\n\n\n"
        "def query(): ...\ndef save(cart: Cart): return VAT\n",
        encoding="utf-8",
    )
    change("shop/orders/basket.py", "import query\n", "import query\n\nVAT = 19\n")
    change("archlint.toml", 'type = "linked-list"', 'type = "linked-list"\nkinds = ["runtime", "deferred"]')


def offering() -> None:
    """Let the orders hand on what the cart takes from the tables, and somebody import a table as a module."""
    grown()
    change("shop/web/cart.py", "import query\n", "import query\n\nquery()\n")
    Path("shop/orders/__init__.py").write_text("from shop.db.orm import query as query\n", encoding="utf-8")
    Path("shop/web/admin.py").write_text("import shop.db.orm\n", encoding="utf-8")


def owned() -> None:
    """The same shop, with a team for each layer."""
    grown()
    teams = "/shop/web/ @shop/web\n/shop/orders/ @shop/orders\n/shop/db/ @shop/data\n"
    Path("CODEOWNERS").write_text(teams, encoding="utf-8")


def contracted() -> None:
    """The same shop, whose order stands in import-linter's settings."""
    grown()
    Path("archlint.toml").unlink()
    Path(".importlinter").write_text(CONTRACTS, encoding="utf-8")


def compared() -> None:
    """Commit the shop without what breaks its rule, and add that; dates and names are those of every run."""
    grown()
    cart = Path("shop/web/cart.py").read_text(encoding="utf-8")
    change("shop/web/cart.py", "from shop.db.orm import query\n", "")
    person = {f"GIT_{who}_{what}": said for who in ("AUTHOR", "COMMITTER") for what, said in COMMITTED.items()}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for words in (["init", "--quiet", "--initial-branch=main"], ["add", "."], ["commit", "--quiet", "-m", "Open"]):
        subprocess.run(["git", *words], env={**os.environ, **person, **alone}, check=True)
    Path("shop/web/cart.py").write_text(cart, encoding="utf-8")


WIRED = {
    "shop/topics.py": 'MADE = "payment.made"\nLOST = "payment.lost"\n',
    "shop/payments/__init__.py": "",
    "shop/payments/eu.py": (
        "from blinker import signal\n\nfrom shop.topics import LOST, MADE\n\n\n"
        "def pay(amount):\n    signal(MADE).send(amount=amount)\n    signal(LOST).send()\n"
    ),
    "shop/payments/us.py": (
        "from blinker import signal\n\nfrom shop.topics import MADE\n\n\n"
        "@signal(MADE).connect\ndef book(_, amount): ...\n"
    ),
    "shop/audit.py": (
        "from blinker import signal\n\n\ndef note(_, **facts): ...\n\n\ndef watch(events):\n"
        '    for event in events():\n        signal(f"payment.{event}").connect(note)\n\n\n'
        "def watch_all(names):\n    signal(names.pop()).connect(note)\n"
    ),
}


def wired() -> None:
    """Let payments of two regions meet on a signal, without an import between them."""
    grown()
    for name, text in WIRED.items():
        file = Path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    rule = next(block for block in blocks("toml") if block.page == "docs/channels.md")
    Path("archlint.toml").write_text(rule.text, encoding="utf-8")


COMMITTED = {"NAME": "Shop", "EMAIL": "shop@example.org", "DATE": "2026-01-01T00:00:00Z"}
SCENES = {
    scene.__name__: scene
    for scene in (bare, grown, misspelt, worse, better, waived, entangled, offering, owned, contracted, compared, wired)
}


def change(name: str, old: str, new: str) -> None:
    text = Path(name).read_text(encoding="utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.git
@each("console")
def test_a_command_prints_what_the_page_shows(block, tmp_path, monkeypatch, capsys):
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    SCENES[block.scene]()
    capsys.readouterr()

    printed = []
    for line in block.text.splitlines():
        if line.startswith("$ archlint"):
            main(shlex.split(line)[2:])
            said = capsys.readouterr()
            printed.append(f"{line}\n{said.out}{said.err}")

    if os.environ.get("ARCHLINT_GOLDEN") == "write":
        write(block, "".join(printed))
    assert block.text == "".join(printed)


@pytest.mark.parametrize(
    "block", [one for one in blocks("mermaid") if one.scene], ids=lambda block: f"{block.page}:{block.line}"
)
def test_a_picture_of_the_shop_is_what_archlint_draws(block, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    SCENES[block.scene]()
    capsys.readouterr()

    main(["check", "--format", "mermaid"])
    drawn = capsys.readouterr().out

    if os.environ.get("ARCHLINT_GOLDEN") == "write":
        write(block, drawn)
    assert block.text == drawn


def test_the_picture_of_archlint_has_the_boxes_and_arrows_of_today_whatever_their_numbers():
    """A number moves with nearly each commit; an arrow is a change of the design. `make docs` writes both."""
    picture = runpy.run_path(str(ROOT / "docs/pictures/components.py"))

    if os.environ.get("ARCHLINT_GOLDEN") == "write":
        picture["main"]([])
    assert picture["main"](["--check"]) == 0, "run `make docs`, and read the difference"


@each("toml")
def test_settings_that_a_page_shows_are_valid(block, tmp_path):
    if "[[channel" in block.text:  # a pack, which is a file of its own
        assert settings.read_pack(tmp_path / "acme.toml", block.text)
        return
    file = tmp_path / "shop" / "archlint.toml"
    if "[[channel]]" in block.text:  # a pack, held up to a schema of its own
        assert settings.read_pack(file, block.text).channels
        return
    for folder in ("shop", "platform"):
        (tmp_path / folder).mkdir()
    # What the page on `extends` builds upon.
    (tmp_path / "platform/archlint.toml").write_text('[rules.no-orm-in-domain]\ntype = "acyclic"\n', encoding="utf-8")
    file.write_text(block.text if "[rules" in block.text else f"{block.text}\n[rules.acyclic]\n", encoding="utf-8")

    read = settings.load(file)

    settings.check(read, lambda part: report.settings_schema(settings.Request(part)))


@each("yaml")
def test_hooks_that_a_page_shows_exist(block):
    manifest = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")

    assert set(_HOOK.findall(block.text)) <= set(_HOOK.findall(manifest))


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere(name):
    page = ROOT / name
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if link.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def anchors(page: Path) -> set[str]:
    """Give the names that GitHub makes of the headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def words(name: str) -> set[str]:
    """Give all that a page sets in code, and the first word of each."""
    codes = re.findall(r"`([^`\n]+)`", (ROOT / name).read_text(encoding="utf-8"))
    return {*codes, *(code.split()[0] for code in codes if code.strip())}


def test_the_settings_page_names_every_key():
    properties = report.settings_schema()["properties"]
    rules = properties["rules"]["properties"].values()
    nested = {f"{key}.{inner}" for key in ("policy", "report") for inner in properties[key]["properties"]}
    keys = (properties.keys() - {"policy", "report"}) | nested | {key for rule in rules for key in rule["properties"]}

    assert keys - words("docs/settings.md") == set()


def test_the_settings_page_names_every_kind_of_violation_and_no_other():
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([\w-]+)` \|", text.partition("## What the report calls a violation")[2], re.MULTILINE)
    schema = json.loads(resources.files("archlint.report").joinpath("report-1.schema.json").read_text("utf-8"))
    violation = schema["properties"]["violations"]["items"]
    violation = schema["$defs"][violation["$ref"].rpartition("/")[2]] if "$ref" in violation else violation

    assert len(listed) == len(set(listed))
    assert set(listed) == broken_somewhere()
    assert set(listed) <= set(violation["properties"]["kind"]["anyOf"][0]["enum"])


def broken_somewhere() -> set[str]:
    """Give each kind that some drawing or fixture wants: those that rules can yield."""
    sections = [section for type_ in rulebook.types() for section in rulebook.page(type_).sections]
    drawings = [body for title, body in sections if title == "Drawing"]
    drawn = {word for body in drawings for want in re.findall(r"# want: (.+)", body) for word in want.split(", ")}
    fixtures = {kind for folder in wants.folders() for kind in wanted_kinds(folder)}
    return drawn | fixtures


def wanted_kinds(folder: Path) -> Iterator[str]:
    """Yield each kind that a fixture wants of a rule type of archlint; a team's own rules have words of their own."""
    rules = wants.settings(folder).table.get("rules", {})
    own = {id_ for id_, rule in rules.items() if rule.get("type", id_) not in rulebook.types()}
    for want in wants.wanted(folder):
        id_, _, kind = want.words.partition("/")
        if not want.manner and id_ not in own:
            yield kind


def test_the_commands_page_names_every_command_and_option():
    said = words("docs/commands.md")
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")

    for path, command in every_command(commands, "archlint"):
        assert f"`{path}" in text
        assert {name for param in command.params for name in param.opts if name.startswith("--")} <= said, path


def every_command(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    # Asked by name: most are loaded only when somebody calls them.
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from every_command(command, f"{path} {name}")
        elif command:
            yield f"{path} {name}", command


def test_the_pages_name_every_format():
    assert set(report.format_names()) <= words("docs/commands.md")


def test_the_readme_names_every_rule_type_and_no_other():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("## The rules")[2].partition("\n## ")[0]

    assert set(re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE)) == set(rulebook.types())


def test_the_readme_names_the_codebases_that_are_tried():
    text = (ROOT / "README.md").read_text(encoding="utf-8").lower().replace("home assistant", "homeassistant")
    claimed = re.search(r"\bon (django.*?) also\b", text, re.DOTALL)

    assert claimed
    assert set(re.findall(r"\w+", claimed[1])) - {"and"} == {codebase.package for codebase in CODEBASES}


def test_every_room_has_the_verb_that_the_architecture_page_gives_it():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", text, re.MULTILINE)
    house = tomllib.loads((ROOT / "archlint.toml").read_text(encoding="utf-8"))["rules"]["house"]["layers"]
    levels = [level["level"][0] if isinstance(level, dict) else level for level in house]

    assert [f"archlint.{room}" for room, _ in rows] == levels[1:]
    for room, verb in rows:
        door = importlib.import_module(f"archlint.{room}")
        assert verb in door.__all__
        assert callable(getattr(door, verb))


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("docs/rules/")])
def test_files_that_a_page_names_exist(name):
    """A path may be given from the top, from the package, or from a room of it; the rules speak of others' files."""
    roots = (ROOT, ROOT / "archlint")
    for code in words(name):
        if re.fullmatch(
            r"[\w./]+/[\w.]+\.(py|toml|json|svg)|(?:archlint|docs|rules|tests|fixtures)/(?:[\w/]+/)?", code
        ):
            assert any((root / code).exists() for root in roots), code


@pytest.mark.parametrize("name", NAMES)
def test_targets_that_a_page_names_exist(name):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^    make (\w+)|`make (\w+)`", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE):
        assert re.search(rf"^{''.join(target)}:", makefile, re.MULTILINE), target


def test_the_picture_shows_what_archlint_prints():
    picture = runpy.run_path(str(ROOT / "docs/pictures/terminal.py"))

    if os.environ.get("ARCHLINT_GOLDEN") == "write":
        picture["main"]([])
    assert picture["main"](["--check"]) == 0


def test_the_pages_of_the_rules_say_what_the_rules_say():
    """One command writes them all: `make docs`."""
    writer = runpy.run_path(str(ROOT / "docs/rules/write.py"))

    if os.environ.get("ARCHLINT_GOLDEN") == "write":
        writer["main"]([])
    assert writer["main"](["--check"]) == 0, "run `make docs`, and read the difference"
