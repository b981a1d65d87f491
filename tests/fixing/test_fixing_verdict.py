"""The second look: what the rewritten code would bring is found before anybody writes it."""

import json

import pytest

from archlint import settings, verdict
from archlint.report import opened
from archlint.report.repair import mending
from archlint.settings import Request
from tests.fixing.shops import CYCLE, DEEP, LAYERS, UNUSED

UNITS = {
    "archlint.toml": '[rules.api]\ntype = "public-api"\nexpose = { "shop.{part}" = ["."] }\n',
    "shop/__init__.py": "",
    "shop/physics/__init__.py": "from . import units\n\n__all__ = ['units']\n",
    "shop/physics/units/__init__.py": "from .sizes import Size as Size\n",
    "shop/physics/units/sizes.py": "class Size: ...\n",
    "shop/web.py": "from shop.physics.units.sizes import Size\n\nprint(Size)\n",
}
"""The package in between offers the name, and the one around it does not let outsiders take it there."""
BOTH = DEEP["archlint.toml"] + DEEP["archlint.toml"].replace("[rules.api]", "[rules.again]")
"""The same rule twice."""


def test_an_edit_that_would_bring_a_violation_is_not_made(tree, call):
    folder = tree(UNITS)

    told = json.loads(call("fix", "--write", "--format", "json").out)

    assert told["reasons"] == {"breaks": 1}
    assert (told["refused"][0]["refused"]["module"], told["mended"]) == ("api", [])
    assert (folder / "shop/web.py").read_text() == UNITS["shop/web.py"]


def request(folder):
    return Request(opened(folder / "archlint.toml", settings.Disk()), today="2026-11-28", outputs=())


def rows(first, change):
    return tuple(change(dict(row)) for row in first.repairs({one.fingerprint for one in first.violations}))


@pytest.fixture
def judged_so(monkeypatch):
    """Let the rulebook say something else of each violation than it does."""

    def change(how):
        judge = verdict.judge

        def judged(request, **more):
            found = judge(request, **more)
            return found._replace(repairs=lambda _: rows(found, how))

        monkeypatch.setattr(verdict, "judge", judged)

    return change


def test_an_edit_that_mends_nothing_is_not_made(tree, judged_so):
    folder = tree(LAYERS)
    judged_so(lambda row: {**row, "edits": [{**one, "to": "shop.db"} for one in row["edits"]]})

    found = mending.mended(request(folder))

    assert ([one.reason for one in found.refused.values()], found.files) == (["remains"], {})


def test_two_edits_of_one_name_are_not_both_made(tree, judged_so):
    folder = tree({**DEEP, "archlint.toml": BOTH})
    judged_so(
        lambda row: {
            **row,
            "edits": [{**one, "do": "remove" if "again" in row["fingerprint"] else "reroute"} for one in row["edits"]],
        }
    )

    found = mending.mended(request(folder))

    assert [one.reason for one in found.refused.values()].count("conflict") == 1


def test_a_file_that_has_gone_meanwhile_is_told(tree, judged_so):
    folder = tree(DEEP)

    def gone(row):
        (folder / "shop/web.py").unlink(missing_ok=True)
        return row

    judged_so(gone)

    found = mending.mended(request(folder)._replace(cache=False))

    assert [one.reason for one in found.refused.values()] == ["unread"]


def test_two_rules_that_forbid_one_import_are_mended_by_one_edit(tree, call):
    tree({**DEEP, "archlint.toml": BOTH})

    done = call("fix", "--write")

    assert done.out.endswith("2 of 2 violations are mended, in 1 file.\n")
    assert call("check").code == 0


def test_of_imports_that_keep_one_another_loaded_one_stays(tree, call):
    """Each of the two could go as the other loads what it loads; both cannot."""
    loud = "def query(): ...\n\n\nprint('connected')\n"
    tree(
        {
            "archlint.toml": UNUSED["archlint.toml"].replace('"shop.db"', '"shop.a", "shop.b"'),
            "shop/__init__.py": "",
            "shop/web.py": "from shop.a import query\nfrom shop.b import other\n",
            "shop/a.py": "import shop.b\n\n" + loud,
            "shop/b.py": "import shop.a\n\ndef other(): ...\n\nprint('b')\n",
        }
    )

    told = json.loads(call("fix", "--format", "json").out)

    assert (len(told["mended"]), told["reasons"]) == (1, {"effects": 1})


@pytest.mark.parametrize("shop", [DEEP, LAYERS, CYCLE], ids=["deep", "layers", "cycle"])
def test_an_overlay_is_judged_as_if_it_were_written(tree, shop):
    folder = tree(shop)
    asked = request(folder)
    found = mending.mended(asked)
    overlay = {path: one.after for path, one in found.files.items()}

    supposed = verdict.judge(asked._replace(overlay=overlay))
    untouched = verdict.judge(asked)
    for path, content in overlay.items():
        (folder / path).write_bytes(content)
    written = verdict.judge(asked)

    assert supposed.violations == written.violations == ()
    assert len(untouched.violations) == 1
    assert supposed.summary == written.summary
