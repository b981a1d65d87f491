"""Who reads by keys, by ear, or with weak eyes: what axe-core finds, and what it does not judge, texts in drawings."""

import json

import pytest

from tests.page.window import VIEWS

pytestmark = [pytest.mark.browser, pytest.mark.git, pytest.mark.once]
BOTH = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
OPEN = {"matrix": "td.has", "layers": "g.pill", "violations": "a.opens"}

PALE = """
const parse = text => text.match(/[\\d.]+/g).map(Number);
const linear = value => (value /= 255) <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
const over = ([r, g, b, a = 1], ground) => [r, g, b].map((value, at) => value * a + ground[at] * (1 - a));
const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
const colour = text => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
const boxBelow = element => element.closest('g')?.querySelector(':scope > rect');
const ground = element => { const layers = [], drawn = element.closest('svg') && boxBelow(element);
  if (drawn) layers.push(colour(getComputedStyle(drawn).fill));
  for (let at = element; at; at = at.parentElement) layers.push(colour(getComputedStyle(at).backgroundColor));
  return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]); };
const found = [];
for (const element of document.body.querySelectorAll('*')) {
  const own = [...element.childNodes].filter(node => node.nodeType === 3 && node.data.trim());
  const aside = element.closest('.unseen, script, title, option, :disabled');
  if (!own.length || !element.checkVisibility() || aside) continue;
  const style = getComputedStyle(element);
  const below = ground(element);
  const ink = light(over(colour(element.closest('svg') ? style.fill : style.color), below)), paper = light(below);
  const contrast = (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
  if (contrast < 4.5) found.push(`${own[0].data.trim().slice(0, 30)} ${contrast.toFixed(2)}`);
}
return found;
"""
"""Return the texts whose contrast to what is painted below them is less than 4.5:1, in HTML and in drawings."""


@pytest.fixture(scope="module")
def axe(node):
    return node("process.stdout.write(require('axe-core').source)", "axe-core@4.11.0")


def judged(window, axe):
    """Return the rules of WCAG 2.2 A and AA, and of good practice, that axe finds broken, with what breaks them."""
    window.js(axe)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    run = (
        "const [tags, done] = arguments;axe.run({runOnly: tags}).then(found => done(JSON.stringify(found.violations)))"
    )
    found = json.loads(window.driver.execute_async_script(run, tags))
    return {one["id"]: [node["html"] for node in one["nodes"]] for one in found}


def shown(window, file, view, dark):
    window.open(file, f"/{view}", dark=dark)
    if view in OPEN:
        window.click(OPEN[view])
        assert window.text("#side")


@pytest.mark.npm
@pytest.mark.network
@pytest.mark.slow
@BOTH
def test_axe_finds_nothing_in_any_view(window, shop, axe, dark):
    for view in VIEWS:
        shown(window, shop, view, dark)

        assert judged(window, axe) == {}, view


@pytest.mark.npm
@pytest.mark.network
@pytest.mark.slow
def test_axe_finds_what_was_planted(window, shop, axe):
    window.open(shop)
    window.js("document.querySelector('#main').append(document.createElement('button'))")
    window.js("document.querySelector('h1').style.color = '#ccc'")

    assert judged(window, axe).keys() == {"button-name", "color-contrast"}


@pytest.mark.parametrize("view", VIEWS)
@BOTH
def test_no_text_is_pale_not_even_in_a_drawing(window, shop, view, dark):
    shown(window, shop, view, dark)

    assert window.js(PALE) == []


def test_a_pale_text_in_a_drawing_is_found(window, shop):
    window.open(shop, "/layers")
    window.js("document.querySelector('g.box text').style.fill = '#aaa'")
    window.js("document.querySelector('g.pill text').style.fill = 'rgb(200 200 200)'")

    assert len(window.js(PALE)) == 2


@pytest.mark.parametrize("view", VIEWS)
def test_all_that_can_be_clicked_can_be_reached_and_has_a_name(window, shop, view):
    shown(window, shop, view, False)
    script = """
        const reached = 'a[href], button, input, select, summary, [tabindex]';
        const named = e => e.getAttribute('aria-label') || e.innerText?.trim() || e.textContent.trim()
          || e.labels?.[0]?.innerText.trim() || e.getAttribute('title');
        const wanted = 'a, button, input, select, [role=button], [role=link], [role=gridcell]';
        const seen = [...document.querySelectorAll(wanted)];
        return seen.filter(e => e.checkVisibility() && !(e.matches(reached) && named(e))).map(e => e.outerHTML);
    """

    assert window.js(script) == []
