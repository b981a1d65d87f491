"""The door: judging a real little codebase and handing out what was asked for."""

import json
import re
from pathlib import Path

import pytest

from archlint import report, settings
from archlint.settings import Course, Request

TOML = """\
[rules.shop]
type = "linked-list"
layers = ["shop.web", "shop.orders", "shop.db"]
"""


@pytest.fixture
def shop(tmp_path):
    """A shop whose web layer asks the tables, on line 2."""
    package = tmp_path / "shop"
    package.mkdir()
    (tmp_path / "archlint.toml").write_text(TOML)
    (package / "__init__.py").write_text("")
    (package / "web.py").write_text("import shop.orders\nfrom shop.db import ORDERS\n")
    (package / "orders.py").write_text("import shop.db\n")
    (package / "db.py").write_text("ORDERS = []\n")
    return tmp_path


def asked(folder, **wishes):
    return Request(settings.load(folder / "archlint.toml"), **wishes)


def test_each_output_gets_its_text_in_the_order_of_the_request(shop):
    written = report.write(asked(shop, outputs=(("json", "r.json"), ("concise", ""), ("text", "r.txt"))))
    texts = dict(written.texts)

    assert list(texts) == ["r.json", "", "r.txt"]
    assert json.loads(texts["r.json"])["summary"]["new"] == 1
    assert texts[""].startswith("shop/web.py:2:1: shop/skip: shop.web -> shop.db passes over shop.orders\n")
    assert " --> shop/web.py:2:1\n" in texts["r.txt"]


def test_the_report_says_what_the_exit_code_depends_on(shop):
    written = report.write(asked(shop))

    assert (written.failed, written.complete, written.answered, written.new) == (True, True, True, 1)
    assert (written.errors, written.problems) == ((), ())


def test_what_cannot_be_read_is_handed_on_with_its_place(shop):
    (shop / "shop" / "db.py").write_text("import (\n")
    written = report.write(asked(shop))

    assert not written.complete
    assert [(path, line) for path, line, _ in written.errors] == [("shop/db.py", 1)]


def test_a_declaration_that_does_not_fit_is_handed_on_and_named(shop):
    (shop / "archlint.toml").write_text(TOML + '[rules.regions]\ntype = "independent"\nmodules = ["shop.{eu,us}"]\n')
    written = report.write(asked(shop, outputs=(("text", ""),)))

    assert not written.complete
    assert written.problems
    assert (
        "Incomplete: 1 of 2 rules was not judged, its declaration does not fit the code: regions.\n"
        in written.texts[0][1]
    )


def test_colour_never_gets_into_a_file(shop):
    stdout, file = report.write(asked(shop, outputs=(("text", ""), ("text", "r.txt")), color=True)).texts

    assert "\x1b[" in stdout[1]
    assert "\x1b[" not in file[1]


def test_the_same_tree_gives_the_same_bytes(shop):
    outputs = (("text", ""), ("concise", "c"), ("json", "j"))

    assert report.write(asked(shop, outputs=outputs)).texts == report.write(asked(shop, outputs=outputs)).texts


def test_an_unknown_module_is_no_answer(shop):
    written = report.write(asked(shop, ask="explain", subject="shop.wbe"))

    assert not written.answered
    assert "error: nothing is called `shop.wbe`; did you mean `shop.web`?" in written.texts[0][1]


def test_a_module_is_explained_by_what_the_graph_knows(shop):
    written = report.write(asked(shop, ask="explain", subject="shop.web"))

    assert written.answered
    assert written.texts[0][1].startswith("shop.web: shop/web.py\nIt imports 2 modules: shop.db, shop.orders.\n")


def test_the_baseline_that_would_be_written_comes_up(shop):
    written = report.write(asked(shop, ask="baseline", outputs=()))

    assert written.texts == ()
    assert "\nshop skip shop.web -> shop.db\n" in written.baselines[0].text


def test_the_time_of_rendering_is_told_apart(shop):
    course = Course()
    report.write(asked(shop, course=course))

    assert course.timings["report"] >= 0


def test_a_misspelt_format_is_guessed():
    assert report.nearest_format("jsn") == "json"


def test_the_settings_name_formats_and_files():
    output = report.schema()["report"]["properties"]["output"]
    pattern = output["items"]["pattern"]

    assert output["default"] == ["text"]
    assert all(re.search(pattern, text) for text in ("text", "json=out/a=b.json", "concise=x"))
    assert not any(re.search(pattern, text) for text in ("texts", "json=", "serif=x", "=x", ""))


def test_every_format_has_a_golden_file_and_every_golden_file_a_format():
    kinds = {file.name.partition("-")[0] for file in (Path(__file__).parent / "golden").iterdir()}

    assert kinds - {"channels", "explain"} == set(report.format_names())
