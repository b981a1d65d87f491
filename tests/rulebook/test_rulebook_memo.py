"""Findings that were kept are those that would be found, or they are found anew."""

import random
import shutil

import pytest

from archlint.rulebook import Ground, apply
from archlint.settings import Request, SettingsError, edition, workspace
from tests.fixtures.wants import FIXTURES, folders, settings
from tests.source.codebases import write

CACHE = ".archlint/cache"


def copied(folder, place):
    """Return a copy of a codebase without what earlier runs have kept there."""
    ignored = shutil.ignore_patterns(".archlint")
    return shutil.copytree(folder, place / folder.name, symlinks=True, ignore=ignored)


@pytest.fixture
def shop(tmp_path):
    """A copy of the shop, to be changed."""
    return copied(FIXTURES / "shop", tmp_path)


@pytest.fixture
def idle(monkeypatch):
    """Return a function that has judging refused from then on."""

    def refuse(*_):
        raise AssertionError("it was judged again")

    return lambda: monkeypatch.setattr("archlint.rulebook.applied.applied", refuse)


def plain(found):
    """Return findings as values, with what they give only when asked."""
    lines = {one.path: found.lines(one.path) for one in found.findings}
    everywhere = {path: [(1, 10_000)] for path in found.paths}
    prints = [one.fingerprint for one in found.findings]
    grounds = found.grounds(prints)
    late = {"outline": found.outline(), "retold": found.retold(prints, everywhere), "orphaned": found.orphaned([])}
    holds = [found.holds(each) for each in (*grounds.values(), {Ground("a", "b", "typing", "")})]
    late |= {"grounds": grounds, "holds": holds, "metrics": found.metrics(), "repairs": found.repairs(prints)}
    late["content"] = {one.path: found.content(one.path) for one in found.findings}
    links = found.links()
    linked = links.modules, [(pair, links.place(*pair)) for pair in links.pairs]
    late |= {"repairs": found.repairs(prints), "content": [found.content(path) for path in found.paths]}
    return found._asdict() | {"lines": lines, "picture": found.picture(), "links": linked, **late}


def outcome(folder, *, cache, file="archlint.toml", **wishes):
    """Return what is found, or why nothing is."""
    try:
        return plain(apply(Request(workspace(folder / file), cache=cache, **wishes)))
    except SettingsError as error:
        return error.args


def kept(folder):
    """Return what lies in the cache: the findings of each file, and its place on the disk."""
    return {file.name: (file.stat().st_ino, file.read_bytes()) for file in (folder / CACHE).glob("findings-*")}


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_what_is_kept_of_a_fixture_is_what_is_found_in_it(folder, tmp_path, idle):
    copy = copied(folder, tmp_path)
    file = settings(copy).file

    found = outcome(copy, cache=False, file=file)
    assert kept(copy) == {}
    assert outcome(copy, cache=True, file=file) == found
    before = kept(copy)

    if before:
        again = apply(Request(settings(copy), cache=True))
        assert plain(again) == found
        assert repr(again.findings) == repr(found["findings"]), "equal, and of the same types"
        idle()
        apply(Request(settings(copy), cache=True))
    assert kept(copy) == before, "what is as it was is not written again"


def test_all_fixtures_are_kept_whose_rules_are_ours_and_whose_settings_fit(tmp_path):
    left = set()
    for folder in folders():
        copy = copied(folder, tmp_path)
        refused = isinstance(outcome(copy, cache=True, file=settings(folder).file), tuple)
        left |= {folder.name} if not kept(copy) and not refused else set()

    assert left == {"theatre"}
    assert "rule-folders" in settings(FIXTURES / "theatre").table


EDITS = [
    ("archlint.toml", "regional payment rules", "the rules of payment in a region"),
    ("archlint.toml", "# A small shop", "\n# A small shop"),
    ("archlint.toml", 'siblings = "free"', 'siblings = "independent"'),
    ("archlint.toml", "exhaustive = true", "exhaustive = false"),
    ("archlint.toml", '"<third-party>", "web"', '"web"'),
    ("archlint.toml", '[rules.knots]\ntype = "acyclic"', '[rules.knots]\ntype = "acyclic"\nseverity = "warning"'),
    ("archlint.toml", 'web = "shop.web"', 'web = "shop.webb"'),
    ("archlint.toml", 'packages = ["shop"]', 'packages = ["shop"]\nignore = ["shop.web.** -> shop.db.**"]'),
    ("shop/web/stock.py", "import", "import os\nimport"),
    ("shop/orders/cart.py", "import", "# import\nimport"),
    ("shop/reports.py", "import", "import shop.db.tables, shop.web\nimport"),
    ("shop/kernel/money.py", "", "from shop.orders import cart\n"),
    ("shop/gone.py", "", "import shop.db.tables"),
]
"""A file, words in it, and what they become; made and taken back in any order."""


def test_no_order_of_edits_brings_back_what_is_no_more(shop):
    dice = random.Random(7)
    made: set[int] = set()
    for _ in range(60):
        made ^= {dice.randrange(len(EDITS))}
        for name in {name for name, *_ in EDITS}:
            _edited(shop, name, [EDITS[number][1:] for number in sorted(made) if EDITS[number][0] == name])

        assert outcome(shop, cache=True) == outcome(shop, cache=False)


def _edited(shop, name, changes):
    original, file = FIXTURES / "shop" / name, shop / name
    text = original.read_text(encoding="utf-8") if original.exists() else ""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    if text or original.exists():
        file.write_text(text, encoding="utf-8")
    else:
        file.unlink(missing_ok=True)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
        lambda data: data.replace(b"archlint cache", b"arch-int cache", 1),
        lambda _: b"#!/bin/sh\necho no findings\n",
    ],
)
def test_a_file_that_is_not_as_it_was_is_as_good_as_none(shop, spoil):
    found = outcome(shop, cache=True)
    (file,) = (shop / CACHE).glob("findings-*")
    whole = file.read_bytes()

    file.write_bytes(spoil(whole))

    assert outcome(shop, cache=True) == found
    assert file.read_bytes() == whole, "the next run finds it again"


def test_whole_files_that_say_something_else_are_judged_again(shop, monkeypatch):
    found = outcome(shop, cache=True)
    for payload in (b"", b"12345678", b"\0" * 100):
        monkeypatch.setattr("archlint.settings.Cache.recall", lambda *_, data=payload: memoryview(data))

        assert outcome(shop, cache=True) == found


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("calendars", "calendar"),
        lambda text: text + "# the end\n",
        lambda text: text.replace("exhaustive = true", ""),
    ],
)
def test_other_settings_are_judged_anew(shop, edit, idle):
    outcome(shop, cache=True)
    file = shop / "archlint.toml"
    file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8")
    idle()

    with pytest.raises(AssertionError):
        apply(Request(workspace(shop / "archlint.toml"), cache=True))


def test_another_archlint_judges_anew(shop, monkeypatch, idle):
    outcome(shop, cache=True)
    monkeypatch.setattr("archlint.rulebook.memo.edition", lambda: edition() + b"later")
    idle()

    with pytest.raises(AssertionError):
        apply(Request(workspace(shop / "archlint.toml"), cache=True))


def test_two_settings_in_one_folder_do_not_throw_each_other_out(shop, idle):
    one = (shop / "archlint.toml").read_text(encoding="utf-8")
    (shop / "other.toml").write_text(one.replace('[rules.knots]\ntype = "acyclic"', ""), encoding="utf-8")
    files = "archlint.toml", "other.toml"
    found = [len(apply(Request(workspace(shop / file), cache=True)).findings) for file in files]
    idle()

    assert found[0] > found[1]
    assert [len(apply(Request(workspace(shop / file), cache=True)).findings) for file in files] == found


@pytest.mark.parametrize(
    "wishes",
    [
        {"cross_check": True},
        {"ask": "explain", "subject": "shop.web"},
        {"ask": "config"},
        {"ask": "horoscope"},
        {"cache": False},
    ],
)
def test_some_wishes_neither_keep_nor_use_what_is_kept(shop, wishes):
    request = Request(workspace(shop / "archlint.toml"), **{"cache": True, **wishes})

    found = apply(request)

    assert kept(shop) == {}
    apply(Request(workspace(shop / "archlint.toml"), cache=True))
    assert apply(request).answer == found.answer
    assert apply(request).disagreements == found.disagreements


PROJECT = {
    "archlint.toml": """
        packages = ["pier"]
        [rules.undeclared]
        [rules.orphan]
        modules = ["pier"]
        [rules.no-cranes]
        type = "forbidden"
        from = ["pier"]
        to = ["cranes"]
    """,
    "pier/__init__.py": "",
    "pier/boats.py": "import rigging, sails",
    "pyproject.toml": '[project]\nname = "pier"\ndependencies = ["rigging", "cranes"]',
}
CHANGES = [
    {"pyproject.toml": '[project]\nname = "pier"\ndependencies = ["cranes", "sails"]'},
    {"pyproject.toml": '[project]\nname = "pier"\ndependencies = []'},
    {"requirements.txt": "sails"},
    {"uv.lock": '[[package]]\nname = "rigging"\ndependencies = [{ name = "sails" }]'},
    {".venv/lib/python3.12/site-packages/canvas-1.dist-info/RECORD": "sails/__init__.py,,"},
    {".venv/lib/python3.12/site-packages/cranes-1.dist-info/RECORD": "hoist.py,,"},
    {"pyproject.toml": PROJECT["pyproject.toml"] + '\n[project.scripts]\npier = "pier.boats:main"'},
    {"pyproject.toml": "[project"},
]


@pytest.mark.parametrize("changes", CHANGES)
@pytest.mark.parametrize("back", [True, False])
def test_what_project_files_say_is_looked_at_again(tmp_path, changes, back):
    first, then = (PROJECT, PROJECT | changes) if not back else (PROJECT | changes, PROJECT)
    write(tmp_path, first)
    before = outcome(tmp_path, cache=True)
    for name in first.keys() - then.keys():
        (tmp_path / name).unlink()
    write(tmp_path, then)

    assert outcome(tmp_path, cache=True) == outcome(tmp_path, cache=False) != before


def test_project_files_that_are_as_they_were_cost_no_judging(tmp_path, idle):
    write(tmp_path, PROJECT | CHANGES[4])
    found = outcome(tmp_path, cache=True)
    assert any("canvas" in one.message for one in found["findings"])
    idle()

    assert apply(Request(workspace(tmp_path / "archlint.toml"), cache=True)).findings == found["findings"]


def test_the_text_of_a_module_is_looked_at_again_where_a_rule_has_asked_for_it(tmp_path):
    door = 'packages = ["pier"]\n[rules.doors]\ntype = "public-api"\n[rules.doors.expose]\npier = ["berths.rent"]'
    write(tmp_path, {"archlint.toml": door, "pier/__init__.py": "", "pier/berths.py": "def rent(): ..."})
    before = outcome(tmp_path, cache=True)

    write(tmp_path, {"pier/berths.py": "def sell(): ..."})

    assert outcome(tmp_path, cache=True) == outcome(tmp_path, cache=False) != before


QUAY = {
    "archlint.toml": 'packages = ["quay"]\n[components]\npart = "quay.{part}"\n[rules.leak]',
    "quay/office.py": "from quay.berths import Rope",
    "quay/berths.py": "from quay.store import Rope",
    "quay/store.py": "class Rope: ...",
}


@pytest.mark.parametrize(
    "changes",
    [
        {"quay/berths.py": "from quay.store import Rope\nRope = list[Rope]"},
        {"quay/berths.py": "from quay.store import Rope\nglobals()['Rope'] = None"},
        {"quay/store.py": "def __getattr__(name): ..."},
    ],
)
@pytest.mark.parametrize("back", [True, False])
def test_who_owns_a_name_is_looked_at_again_though_all_imports_are_the_same(tmp_path, changes, back):
    first, then = (QUAY, QUAY | changes) if not back else (QUAY | changes, QUAY)
    write(tmp_path, first)
    before = outcome(tmp_path, cache=True)
    write(tmp_path, then)

    after = outcome(tmp_path, cache=True)

    assert after["findings"] == outcome(tmp_path, cache=False)["findings"]
    assert [len(each["findings"]) for each in (before, after)] == ([0, 1] if back else [1, 0])


def test_names_whose_modules_are_as_they_were_cost_no_judging(tmp_path, idle):
    write(tmp_path, QUAY)
    found = outcome(tmp_path, cache=True)
    idle()

    assert apply(Request(workspace(tmp_path / "archlint.toml"), cache=True)).findings == found["findings"]
