"""Large code: the page of Home Assistant, as `archlint init` leaves it, and that of thirty thousand modules."""

import os
import shutil

import pytest

from archlint.cli import main
from tests.corpora.wheels import Wheel, unpacked
from tests.page.codebases import huge
from tests.page.window import VIEWS

MEBIBYTE = 1024 * 1024
ROUNDS = 5

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.slow]


@pytest.fixture(scope="module")
def page(written):
    return written(huge())


def ready(window, file):
    """Return in how many milliseconds the page is ready after it was asked for, at best."""
    times = []
    for _ in range(ROUNDS):
        window.open(file)
        times.append(int(window.js("return Math.round(performance.now())")))
    return min(times)


@pytest.fixture(scope="module")
def initiated(report, tmp_path_factory):
    """Write the page of a wheel with the rule and the baseline that `archlint init` proposes."""

    def run(wheel):
        folder = tmp_path_factory.mktemp(wheel.distribution)
        same_disk = folder.stat().st_dev == unpacked(wheel).stat().st_dev
        shutil.copytree(
            unpacked(wheel), folder, dirs_exist_ok=True, copy_function=os.link if same_disk else shutil.copy
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            assert main(["init", "--yes"]) == 0
        return report(folder)

    return run


@pytest.mark.network
def test_home_assistant_is_small_and_ready_in_five_times_the_time_of_django(window, initiated):
    django, homeassistant = (initiated(wheel) for wheel in (Wheel("django", "5.2"), Wheel("homeassistant", "2024.3.3")))

    assert homeassistant.stat().st_size <= 0.5 * MEBIBYTE
    assert ready(window, homeassistant) <= 5 * ready(window, django)
    assert window.js("return archlint.report().summary.modules") > 800


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_thirty_thousand_modules_can_be_used(window, page, view):
    """A view that takes seconds, or draws tens of thousands of things, would be of no use to anybody."""
    window.open(page, "/overview" if view != "overview" else "/trend")

    window.driver.set_script_timeout(60)
    spent = window.driver.execute_async_script(
        "const [view, done] = arguments, began = performance.now(); location.hash = '/' + view;"
        "setTimeout(() => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))))",
        view,
    )

    assert spent < 3000
    assert 20 < window.js("return document.querySelectorAll('*').length") < 8000
    assert window.complaints() == []


def test_a_search_among_thirty_thousand_modules_answers_while_one_types(window, page):
    window.open(page)
    window.js("document.querySelector('#find').focus()")

    spent = window.js(
        "const find = document.querySelector('#find'), began = performance.now(); find.value = 'route_api_2999';"
        "find.dispatchEvent(new Event('input')); return performance.now() - began"
    )

    assert spent < 500
    assert window.texts("#found li")


def test_the_matrix_of_a_part_with_many_parts_is_paged(window, page):
    window.open(page, "/matrix?at=mall.area00")
    seen = window.text("#main")
    window.click(".foot button", 1)

    assert "from=60" in window.address
    assert window.text("#main") != seen
