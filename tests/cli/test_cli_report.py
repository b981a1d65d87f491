"""`archlint report`, and the page as one output among others: where it goes, what is said, and how it ends."""

import base64
import gzip
import json
import re
import sys

import pytest

from tests.cli.shops import SHOP, SKIP


def test_a_page_is_written_and_said_to_be(tree, call):
    folder = tree({**SHOP, **SKIP})

    done = call("report")

    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(
        r"Wrote archlint-report\.html \(\d+ KiB\)\. Open it in a browser; it needs no network\.\n", done.out
    )
    assert (folder / "archlint-report.html").read_text("utf-8").startswith("<!doctype html>\n")


def test_report_and_check_write_the_same_page(tree, call):
    folder = tree({**SHOP, **SKIP})

    assert call("report", "--output", "one.html").code == 0
    assert call("check", "--output", "text", "--output", "html=two.html").code == 1

    assert (folder / "one.html").read_bytes() == (folder / "two.html").read_bytes()


def test_two_writes_give_the_same_bytes_whatever_the_seed_of_hashes(tree, spawn, environment):
    folder = tree({**SHOP, **SKIP, ".github/CODEOWNERS": "* @shop/web\n"})
    for seed in ("1", "2"):
        done = spawn("report", "--no-cache", "--output", f"{seed}.html", env=environment(PYTHONHASHSEED=seed))
        assert (done.code, done.err) == (0, "")

    assert (folder / "1.html").read_bytes() == (folder / "2.html").read_bytes()


def test_a_file_in_a_folder_that_is_not_there_is_refused(tree, call):
    tree(SHOP)

    done = call("report", "--output", "pages/shop.html")

    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error: there is no folder pages to write shop.html into\n"
        "  = help: `archlint report --help` shows what it takes\n"
    )


@pytest.mark.parametrize("name", ["archlint.toml", "shop/web.py"])
def test_code_and_settings_are_never_replaced_by_a_page(tree, call, name):
    folder = tree(SHOP)

    done = call("report", "--output", name)

    assert done.code == 2
    assert "is code or settings, and a report would replace it" in done.err
    assert (folder / name).read_text("utf-8") == SHOP[name]


def test_what_cannot_be_read_is_said_and_the_page_is_written_all_the_same(tree, call):
    folder = tree({**SHOP, "shop/bad.py": "import (\n"})

    done = call("report")

    assert done.code == 2
    assert "shop/bad.py:1" in done.err
    assert (folder / "archlint-report.html").exists()


def test_settings_that_mean_nothing_leave_the_old_page_alone(tree, call):
    folder = tree({**SHOP, "archlint.toml": "[rules.shop]\ntype = 'layer'\n", "archlint-report.html": "old"})

    assert call("report").code == 2
    assert (folder / "archlint-report.html").read_text() == "old"


@pytest.mark.git
def test_a_revision_that_nobody_knows_is_told(tree, call, repository):
    tree(SHOP)
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")

    done = call("report", "--against", "nowhere")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: git knows no revision `nowhere`.")


@pytest.mark.skipif(sys.platform == "win32", reason="a browser that is a shell script")
def test_open_shows_the_page_in_a_browser(tree, spawn, environment):
    folder = tree(SHOP)
    browser = folder / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {folder}/opened\n')
    browser.chmod(0o755)

    done = spawn("report", "--open", env=environment(BROWSER=f"{browser} %s"))

    assert (done.code, done.err) == (0, "")
    assert (folder / "opened").read_text().strip() == (folder / "archlint-report.html").as_uri()


def test_where_there_is_no_browser_it_says_where_the_page_is(tree, call, monkeypatch):
    folder = tree(SHOP)
    monkeypatch.setattr("webbrowser.open", lambda _: False)

    done = call("report", "--open")

    assert done.code == 0
    assert done.err == f"note: no browser could be opened here; the page is {folder / 'archlint-report.html'}\n"


@pytest.mark.parametrize("url", ["ftp://example.org/{path}", "javascript:alert(1)", "/{path}"])
def test_an_address_of_source_that_is_none_of_the_web_is_refused(tree, call, url):
    tree({**SHOP, "archlint.toml": f'{SHOP["archlint.toml"]}\n[report]\nsource-url = "{url}"\n'})

    done = call("report")

    assert done.code == 2
    assert f'source-url = "{url}"' in done.err
    assert "it is made of `https://`, and an address with `{path}`" in done.err


@pytest.mark.git
def test_the_page_tells_what_the_history_has_found_and_judges_nothing_for_it(tree, call, repository):
    folder = tree(SHOP)
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree(SKIP)
    repository("commit", "--quiet", "--all", "-m", "go straight to the tables")
    assert call("report", "--output", "before.html").code == 0
    assert call("history").code == 0

    assert call("report", "--output", "after.html").code == 0

    before, after = (carried(folder / name)["history"] for name in ("before.html", "after.html"))
    assert before is None
    assert [(one["new"], one["numbers"]["violations"]) for one in after["points"]] == [(0, 0), (1, 1)]
    assert [one["event"] for one in after["events"]][-1] == "appeared"


def carried(file):
    (packed,) = re.findall(r'id="data">([^<]+)<', file.read_text("utf-8"))
    return json.loads(gzip.decompress(base64.b64decode(packed)))
