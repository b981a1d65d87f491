"""Names, paths, reasons and source lines are texts, whatever they say."""

import pytest

from tests.page.codebases import HARM, LONG, RIGHT_TO_LEFT, SCRIPT, harmful
from tests.page.window import VIEWS

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture(scope="module")
def page(written):
    return written(harmful(), paths=(HARM,))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [400, 1400])
def test_what_would_do_harm_is_shown_as_it_stands(window, page, view, width):
    window.open(page, f"/{view}", width=width)
    for selector in ("a.opens", "g.pill", "td.has"):
        if window.texts(selector):
            window.click(selector)

    assert window.js("return window.harm ?? null") is None
    assert window.js("return document.querySelectorAll('img, main script, aside script, iframe').length") == 0
    assert window.complaints() == []
    assert window.js("return document.documentElement.scrollWidth") <= width
    # Nobody has judged the past of this code, so the trend has nothing to tell.
    assert view == "trend" or window.js("return document.body.textContent.includes(arguments[0])", HARM)


def test_a_search_for_harm_finds_it_and_does_none(window, page):
    window.open(page)
    window.press("/", "<img")

    assert any(HARM in found for found in window.texts("#found li"))
    assert window.js("return window.harm ?? null") is None


def test_every_text_comes_through_unchanged(window, page):
    window.open(page)

    report = window.js("return archlint.report()")
    told = str(report)
    assert report["violations"][0]["because"] == SCRIPT
    assert report["errors"][0] == {"path": HARM, "line": 1, "column": 1, "message": SCRIPT}
    assert RIGHT_TO_LEFT in "".join(one["imported"] for one in report["violations"])
    assert LONG in told


def test_an_address_cannot_bring_in_what_is_not_there(window, page):
    window.open(page, f"/matrix?at={HARM}&tail={HARM}&violation={SCRIPT}")
    window.go(f"/{HARM}")

    assert window.js("return window.harm ?? null") is None
    assert window.complaints() == []
