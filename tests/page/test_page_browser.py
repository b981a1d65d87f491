"""The page in a real browser: it opens from a file, asks nobody, and does what keys, links and addresses say."""

import base64
import gzip
import json
import re
import shutil
from urllib.parse import unquote

import pytest
from selenium.webdriver import Keys

from archlint.cli import main
from tests.page.codebases import HARM
from tests.page.window import VIEWS

pytestmark = [pytest.mark.browser, pytest.mark.git, pytest.mark.once]
BOTH = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def drawn(window):
    """Return all that a person reads in the view and beside it, but for the sentence on what the mouse is over."""
    return window.text("#main").replace(window.text(".says") or "\0", ""), window.text("#side")


@pytest.mark.parametrize("view", VIEWS)
@BOTH
def test_every_view_opens_from_a_file_with_one_request_and_no_complaint(window, shop, view, dark):
    window.open(shop, f"/{view}", dark=dark)

    assert [shop.as_uri()] == [address.partition("#")[0] for address in window.requests()]
    assert window.complaints() == []
    assert window.text("h1")
    assert window.texts("[aria-current=page]") == [view.title()]
    assert (window.js("return getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)") == dark


def test_a_script_that_is_not_the_pages_own_is_refused(window, shop, tmp_path):
    """The browser heeds the policy: else a page without complaints would prove nothing."""
    other = tmp_path / "other.html"
    planted = "<script>window.planted = true</script><img src='https://example.org/x.png'></body>"
    other.write_text(shop.read_text("utf-8").replace("</body>", planted), encoding="utf-8")

    window.open(other)

    refused = " ".join(window.complaints())
    assert "script-src" in refused
    assert "img-src" in refused
    assert window.js("return window.planted") is None
    assert len(window.requests()) == 2, "and a request more would have been seen"


def test_the_facts_of_the_page_are_those_of_the_json_report(window, shop, changed, monkeypatch, capsys):
    monkeypatch.chdir(changed)
    assert main(["check", "--against", "HEAD", "--format", "json"]) == 1
    expected = json.loads(capsys.readouterr().out)

    window.open(shop)

    assert json.loads(window.js("return JSON.stringify(archlint.report())")) == expected
    assert expected["violations"]
    assert expected["against"]["fixed"]


@pytest.mark.parametrize("number", range(1, 8))
def test_a_number_opens_its_view(window, shop, number):
    window.open(shop, "/overview" if number > 1 else "/layers")

    window.press(str(number))

    assert window.address == f"/{VIEWS[number - 1]}"
    assert window.texts("[aria-current=page]") == [VIEWS[number - 1].title()]


def test_the_matrix_is_walked_and_opened_by_keys_alone(window, shop):
    window.open(shop)
    window.press("3")
    for _ in range(40):
        window.press(Keys.TAB)
        if window.focused().startswith("TD"):
            break

    window.press(Keys.ARROW_DOWN, Keys.END, Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    said, cell = window.text(".says"), window.focused()
    row, column = window.js("const e = document.activeElement; return [e.dataset.i, e.dataset.j]")
    window.js("document.querySelector('td.has.new').focus()")
    wrong = window.focused()
    window.press(Keys.ENTER)

    assert (row, column) == ("1", "2")
    assert cell.startswith("TD")
    assert said.startswith("orders ")
    assert window.focused().startswith("H2")
    assert "new violation" in window.text("#side")
    window.press(Keys.ESCAPE)
    assert window.text("#side") == ""
    assert window.focused() == wrong


def test_a_key_typed_into_a_field_is_no_command(window, shop):
    window.open(shop, "/violations")
    window.click("input[aria-label='Filter by module or file']")
    window.js("document.querySelector('#main input').focus()")

    window.press("3/")

    assert window.address.startswith("/violations")
    assert window.js("return document.querySelector('#main input').value") == "3/"


def test_search_finds_a_module_by_keys_alone(window, shop):
    window.open(shop)

    window.press("/")
    window.press("orm")
    found = window.texts("#found li")
    window.press(Keys.ENTER)

    assert found[0] == "shop.db.orm"
    assert window.address == "/graph?focus=shop.db.orm"
    assert window.text("h1") == "shop.db.orm"


def test_search_walks_its_finds_and_says_when_there_are_none(window, shop):
    window.open(shop)
    window.press("/")
    window.press("pay")
    window.press(Keys.ARROW_DOWN)
    second = window.texts("#found li")[1]
    chosen = window.texts("#found [aria-selected=true]")
    window.press(*[Keys.BACKSPACE] * 3, "nowhere")

    assert chosen == [second]
    assert window.texts("#found li") == ["Nothing is called like that"]
    window.press(Keys.ESCAPE)
    assert window.js("return document.querySelector('#found').hidden")


def test_violations_are_filtered_and_the_last_page_is_the_last(window, stack):
    window.open(stack, "/violations")
    back = "return document.querySelectorAll('.foot button')[0].disabled"
    following = "return document.querySelectorAll('.foot button')[1].disabled"
    seen = []
    for _ in range(20):  # far more pages than there are
        seen.append((window.text(".foot span"), len(window.texts(".findings tbody tr")), window.js(back)))
        if window.js(following):
            break
        window.click(".foot button", 1)

    told = window.js("return archlint.report().violations.length")
    assert sum(rows for _, rows, _ in seen) == told > 100
    assert [disabled for _, _, disabled in seen] == [True] + [False] * (len(seen) - 1)
    assert all(re.fullmatch("Rows [0-9,]+\u2013[0-9,]+", words) for words, *_ in seen), (
        "no page tells how many there are"
    )


def test_what_fits_no_filter_is_said(window, shop):
    window.open(shop, "/violations?q=nowhere")

    assert "No violation fits this filter." in window.text("#main")


@pytest.mark.parametrize("state", ["new", "known"])
def test_a_filter_shows_what_the_report_has(window, shop, state):
    window.open(shop, f"/violations?state={state}")

    found = window.js("return archlint.report().violations.filter(one => one.state === arguments[0]).length", state)
    assert found == len(window.texts(".findings tbody tr")) > 0


def test_the_address_brings_everything_back(window, stack):
    """Each state is made by clicks, then opened anew from its address."""
    window.open(stack, "/violations")
    window.js(
        "const e = document.querySelector('#main input'); e.value = 'floor0'; e.dispatchEvent(new Event('input'))"
    )
    window.click(".foot button", 1)
    window.click("a.opens", 3)
    made = [(window.address, drawn(window))]
    window.go("/layers")
    window.click(".tools input")
    window.click("g.box", 2)
    window.click("g.pill", 5)
    made.append((window.address, drawn(window)))
    hidden = window.js("return document.querySelectorAll('.gone, .dim').length")
    window.go("/matrix")
    window.click("button.twist", 1)
    window.click("td.has", 4)
    made.append((window.address, drawn(window)))
    window.go("/graph")
    window.js("const e = document.querySelector('select'); e.value = '20'; e.dispatchEvent(new Event('change'))")
    made.append((window.address, drawn(window)))

    assert all(side for _, (_, side) in made[:3])
    for address, shown in made:
        window.open(stack, address)
        assert drawn(window) == shown, unquote(address)
    window.open(stack, made[1][0])
    assert window.js("return document.querySelectorAll('.gone, .dim').length") == hidden > 0


def test_back_leads_to_what_was_seen_before(window, shop):
    window.open(shop, "/matrix")
    first = window.text("#main")
    window.click("tbody th a")
    assert window.text("#main") != first

    window.driver.back()
    window.wait("return location.hash === '#/matrix'")

    assert window.text("#main") == first


@pytest.mark.parametrize(
    "address", ["/nowhere", "/matrix?at=nowhere", "/graph?focus=nowhere", "/violations?from=x", "//?&"]
)
def test_an_address_that_means_nothing_shows_what_comes_nearest(window, shop, address):
    window.open(shop, address)

    assert window.text("h1")
    assert window.complaints() == []


def test_the_theme_can_be_turned_over(window, shop):
    window.open(shop)
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = window.js(ground)

    window.click("#theme")

    assert window.js(ground) != light
    assert window.js("return document.querySelector('#theme').getAttribute('aria-label')") == "Switch to light colours"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [400, 800, 1400])
def test_no_view_scrolls_sideways(window, shop, view, width):
    window.open(shop, f"/{view}", width=width)

    assert window.js("return document.documentElement.scrollWidth") <= width
    assert window.js("return document.querySelector('#main').innerText.length") > 20


def test_a_printed_page_has_the_view_and_no_controls(window, shop):
    window.open(shop, "/violations")
    window.click("a.opens")

    window.looks(media="print")

    seen = "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).length"
    assert window.js(seen, "#tabs, .search, #theme, .tools, .foot button, .close") == 0
    assert window.js(seen, ".findings tbody tr, #side h2") > 1
    window.looks()


def test_without_scripts_the_page_names_the_json_report(window, shop):
    window.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        window.driver.get(shop.as_uri())
        words = window.driver.find_element("tag name", "main").text
    finally:
        window.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    assert "archlint check --format json" in words


def test_places_lead_to_the_source_where_the_settings_say_where_it_is(window, shop, changed, report, tmp_path):
    folder = tmp_path / "linked"
    shutil.copytree(changed, folder)
    url = "https://code.example.org/{rev}/{path}#L{line}"
    with (folder / "archlint.toml").open("a") as file:
        file.write(f'\n[report]\nsource-url = "{url}"\n')
    window.open(shop, "/violations")
    without = window.texts("a.place")

    window.open(report(folder), "/violations")

    script = "const e = document.querySelector('a.place'); return [e.href, e.rel, e.innerText]"
    href, rel, text = window.js(script)
    path, _, line = text.partition(":")
    assert without == []
    assert re.fullmatch(rf"https://code\.example\.org/[0-9a-f]{{40}}/{re.escape(path)}#L{line}", href)
    assert rel == "noopener noreferrer"


def test_without_a_history_the_trend_names_the_command_that_brings_one(window, shop):
    window.open(shop, "/trend")

    assert window.text("#main").startswith("No history yet")
    assert "archlint history" in window.text("#main")


@pytest.fixture
def remembered(shop, tmp_path):
    """Give a page that carries what `archlint history --format json` tells of four commits."""
    text = shop.read_text("utf-8")
    (packed,) = re.findall(r'id="data">([^<]+)<', text)
    told = json.loads(gzip.decompress(base64.b64decode(packed)))
    days = ("2026-01-01", "2026-02-01", "2026-03-01", "2026-11-01")
    numbers = [(10, 4), (12, 4), (11, 3), (8, 5)]
    told["history"] = {
        "points": [
            {"commit": f"{at}" * 40, "date": day, "subject": f"{HARM} {at}", "new": at, "fixed": 0,
             "numbers": {"modules": 20 + at, "imports": 30, "violations": bad, "kind skip": skips}}
            for at, (day, (bad, skips)) in enumerate(zip(days, numbers, strict=True))
        ],
        "events": [{"commit": "3" * 40, "date": days[3], "subject": "mend", "event": "fixed", "message": HARM}],
    }  # fmt: skip
    file = tmp_path / "remembered.html"
    again = base64.b64encode(gzip.compress(json.dumps(told).encode())).decode()
    file.write_text(text.replace(packed, again), encoding="utf-8")
    return file


@BOTH
def test_the_trend_tells_how_each_number_has_moved(window, remembered, dark):
    window.open(remembered, "/trend", dark=dark)

    titles = window.texts(".charts h2")
    labels = window.js("return [...document.querySelectorAll('.chart')].map(e => e.getAttribute('aria-label'))")
    dots = "return [...document.querySelector('.chart').querySelectorAll('circle')].map(e => +e.getAttribute('cx'))"
    places = window.js(dots)
    assert window.text("h1") == "Violations fell from 10 to 8 since 2026-01-01"
    assert titles == [
        "violations 8 \u22122 since 2026-01-01",
        "kind skip 5 +1 since 2026-01-01",
        "modules 23 +3 since 2026-01-01",
        "imports 30 unchanged since 2026-01-01",
    ]
    assert labels[0] == "violations went from 10 to 8"
    assert len(places) == 4
    assert places[3] - places[2] > 4 * (places[1] - places[0]), "a long time is long"
    assert HARM in window.text(".events")
    assert window.complaints() == []
