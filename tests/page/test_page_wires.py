"""What couples modules without an import, in a real browser: dotted with a ring, with both ends, and on demand only."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.git, pytest.mark.once]
RINGS = ".arrow.wired path[marker-end*=ring]"


def says(window, selector):
    return window.js("return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", selector)


def test_a_coupling_without_an_import_is_dotted_and_ends_in_a_ring(window, wired):
    window.open(wired, "/graph")

    assert says(window, ".arrow.wired title") == [
        "shop.payments.us depends on shop.payments.eu: no import of its own, 1 channel, 1 new violation"
    ]
    (ring,) = window.js(
        "return [...document.querySelectorAll(arguments[0])].map(e => e.getBoundingClientRect().width)", RINGS
    )
    assert ring > 50, "it is really drawn"
    assert "Dotted, with a ring at its end" in window.text("#main")


def test_the_switch_takes_it_out_and_the_address_keeps_that(window, wired):
    window.open(wired, "/graph")
    window.click(".tools input[type=checkbox]", 1)

    assert says(window, ".arrow.wired title") == []
    assert "wires=off" in window.address
    assert "Dotted" not in window.text("#main")
    # A violation is no less one: it stays.
    assert any("shop.payments.us" in one and "1 new violation" in one for one in says(window, ".arrow title"))


def test_both_ends_stand_beside_it(window, wired):
    window.open(wired, "/graph?tail=*shop.payments.us&head=*shop.payments.eu")
    told = window.text("#side")

    assert "0 imports, 1 channel, 1 new violation." in told
    for words in (
        "shop/payments/us/__init__.py:3",
        "channel, blinker",
        "payment.made",
        "shop/payments/eu/__init__.py:4",
    ):
        assert words in told


def test_an_import_and_a_channel_between_two_are_one_arrow_with_both_told(window, wired):
    window.open(wired, "/graph?at=.&tail=shop.mail&head=shop.payments")

    assert says(window, ".arrow.wired title") == []
    assert "1 import, 1 channel, allowed by every rule." in window.text("#side")


def test_a_module_is_told_with_those_it_is_coupled_with(window, wired):
    window.open(wired, "/graph?focus=shop.payments.us")

    assert "1 module more is coupled with it without an import" in window.text("#main")
    assert says(window, ".arrow.wired title") == [
        "shop.payments.us depends, by 1 channel, on shop.payments.eu: 1 new violation"
    ]


def test_the_matrix_has_a_cell_for_it(window, wired):
    window.open(wired, "/matrix")

    assert says(window, "td.has.new, td.has:not(.fine)") == ["∘"]
    assert "∘ without an import" in window.text("#main")


def test_the_table_has_a_column_for_it(window, wired):
    window.open(wired, "/graph")

    assert "Without an import" in says(window, "table.list th")
    assert ["1 channel", "1 channel"] == [cell for cell in says(window, "table.list td") if "channel" in cell]


def test_where_no_rule_counts_it_nothing_speaks_of_it(window, stack):
    window.open(stack, "/graph")

    assert "Strings and channels" not in window.text("#main")
    assert "Without an import" not in says(window, "table.list th")
