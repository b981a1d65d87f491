"""What a drawing must keep: arrows go around boxes, boxes lie apart, nothing is left out in silence."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.git, pytest.mark.once]

BOXES = "const boxes = [...document.querySelectorAll('#main svg g.box > rect')].map(e => e.getBBox());"
OVERLAPPING = f"""{BOXES}
return boxes.flatMap((a, at) => boxes.slice(at + 1).filter(b => a.x < b.x + b.width && b.x < a.x + a.width
  && a.y < b.y + b.height && b.y < a.y + a.height)).length;
"""
THROUGH = f"""{BOXES}
const within = (at, from, size) => at > from + 1 && at < from + size - 1;
const inside = (box, p) => within(p.x, box.x, box.width) && within(p.y, box.y, box.height);
return [...document.querySelectorAll('#main svg path.edge')].filter(path => {{
  const length = path.getTotalLength();
  for (let at = 0; at <= length; at += 20) {{
    const point = path.getPointAtLength(at);
    if (boxes.some(box => inside(box, point))) return true;
  }}
  return false;
}}).length;
"""
CROSSED = """
const paths = [...document.querySelectorAll('#main svg g.arrow')].map(g => g.querySelector('path.edge'));
const upright = paths.flatMap((path, way) => {
  const d = path.getAttribute('d');
  const lane = d.match(/Q(-?[\\d.]+) [\\d.]+ -?[\\d.]+ ([\\d.]+)V([\\d.]+)/);
  return lane ? [{way, x: +lane[1], top: Math.min(lane[2], lane[3]), bottom: Math.max(lane[2], lane[3])}] : [];
});
const meet = (a, b) => a.x === b.x && a.top < b.bottom && b.top < a.bottom;
return upright.flatMap((a, at) => upright.slice(at + 1).filter(b => meet(a, b))).length;
"""


@pytest.mark.parametrize(
    "address", ["/layers", "/graph", "/graph?at=.&max=600", "/graph?max=600", "/graph?focus=house.floor03"]
)
def test_no_arrow_leads_through_a_box_and_no_box_over_another(window, stack, address):
    window.open(stack, address)

    assert window.js("return document.querySelectorAll('#main svg path.edge').length") > 5
    assert window.js(THROUGH) == 0
    assert window.js(OVERLAPPING) == 0


def test_an_arrow_through_a_box_would_be_seen(window, stack):
    window.open(stack, "/layers")
    window.js("document.querySelector('path.edge').setAttribute('d', 'M0 0L900 900')")

    assert window.js(THROUGH) == 1


def test_arrows_of_one_lane_never_run_over_one_another(window, stack):
    window.open(stack, "/layers")

    assert window.js("return document.querySelectorAll('#main g.arrow').length") > 40
    assert window.js(CROSSED) == 0


def test_numbers_on_arrows_stand_apart(window, stack):
    window.open(stack, "/layers")

    overlapping = OVERLAPPING.replace("g.box > rect", "g.pill > rect")
    assert window.js(overlapping) == 0


@pytest.mark.parametrize("width", [400, 1280])
def test_words_in_a_box_stand_apart_however_long_they_are(window, report, tmp_path, width):
    layers = [f"shop.{name}" for name in ("presentation", "administration_of_orders", "db")]
    (tmp_path / "archlint.toml").write_text(f'[rules.house]\ntype = "linked-list"\nlayers = {layers}\n')
    for layer in layers:
        folder = tmp_path / layer.replace(".", "/")
        folder.mkdir(parents=True)
        for number in range(40):
            (folder / f"part{number}.py").write_text("")
    window.open(report(tmp_path), "/layers", width=width)

    overlapping = OVERLAPPING.replace("g.box > rect", "g.box > text")
    assert window.js("return document.querySelectorAll('#main svg g.box > text').length") == 9
    assert window.js(overlapping) == 0


def test_the_layers_tell_every_dependency_in_the_picture_or_say_how_many_they_leave_out(window, stack):
    window.open(stack, "/layers")
    drawn = len(window.texts("g.arrow"))
    left = re.search(r"(\d+) more arrows?", window.text("#main"))

    window.open(stack, "/matrix")
    cells = window.js("return document.querySelectorAll('td.has').length")

    assert drawn + (int(left[1]) if left else 0) == cells


def test_a_graph_of_few_arrows_says_of_how_many(window, stack):
    window.open(stack, "/graph?max=20")

    assert len(window.texts("g.arrow")) == 20
    assert re.search(r"Shown are the 20 strongest of \d+ arrows", window.text("#main"))


def test_a_linked_list_has_ink_only_beside_its_diagonal(window, report, tmp_path):
    layers = [f"list.part{number}" for number in range(6)]
    (tmp_path / "list").mkdir()
    (tmp_path / "archlint.toml").write_text(f'[rules.house]\ntype = "linked-list"\nlayers = {layers}\n')
    for number in range(6):
        below = f"import list.part{number + 1}\n" if number < 5 else ""
        (tmp_path / f"list/part{number}.py").write_text(below)
    window.open(report(tmp_path), "/matrix")

    ink = window.js("return [...document.querySelectorAll('td.has')].map(e => e.dataset.j - e.dataset.i)")

    assert ink == [1] * 5
    assert window.text("h1") == "5 of 5 imports between layers lead to the next one"
    assert window.js("return document.querySelectorAll('td.room').length") == 0


def test_what_is_known_looks_other_than_what_is_new(window, shop):
    window.open(shop, "/matrix")
    script = "[...document.querySelectorAll(arguments[0])].map(e => getComputedStyle(e).backgroundColor)"

    new, known = window.js(f"return {script}", "td.up.new"), window.js(f"return {script}", "td.up.known")

    assert new
    assert known
    assert not set(new) & set(known)
