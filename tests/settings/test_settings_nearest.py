"""The word that was meant is guessed, nonsense is not, and the order of what is known does not matter."""

from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archlint.settings import nearest
from archlint.settings.spelling import nearby

KEYS = [
    "layers",
    "modules",
    "foundation",
    "siblings",
    "containers",
    "exhaustive",
    "exhaustive-ignore",
    "type",
    "name",
    "because",
]
RULES = ["linked-list", "layers", "independent", "acyclic", "forbidden", "public-api"]
MODULES = [
    "shop",
    "shop.api",
    "shop.database",
    "shop.database.orm",
    "shop.orders",
    "shop.orders.models",
    "shop.payments.de.rounding",
    "shop.payments.models",
    "shop.web",
    "shop.web.cart",
]


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("layer", KEYS, "layers"),
        ("Layers", KEYS, "layers"),
        ("exhaustive_ignore", KEYS, "exhaustive-ignore"),
        ("fundation", KEYS, "foundation"),
        ("sibling", KEYS, "siblings"),
        ("tpye", KEYS, "type"),
        ("becuase", KEYS, "because"),
        ("contain", KEYS, "containers"),
        ("linked-lst", RULES, "linked-list"),
        ("linkedlist", RULES, "linked-list"),
        ("LinkedList", RULES, "linked-list"),
        ("linked", RULES, "linked-list"),
        ("independence", RULES, "independent"),
        ("public_api", RULES, "public-api"),
        ("shop.databse", MODULES, "shop.database"),
        ("shop.databse.orm", MODULES, "shop.database.orm"),
        ("Shop.Web", MODULES, "shop.web"),
        ("shop.wbe", MODULES, "shop.web"),
        ("web.cart", MODULES, "shop.web.cart"),
        ("src.shop.web.cart", MODULES, "shop.web.cart"),
        ("shop.db.orm", MODULES, "shop.database.orm"),
        ("pay.rounding", MODULES, "shop.payments.de.rounding"),
        ("shop.billing.models", MODULES, "shop.orders.models"),
        ("shop.web.crat", MODULES, "shop.web.cart"),
        ("shp.web.crt", MODULES, "shop.web.cart"),
        ("exha", KEYS, ""),
        ("xyzzy", KEYS, ""),
        ("owner", KEYS, ""),
        ("q", KEYS, ""),
        ("", KEYS, ""),
        ("layers", [], ""),
        ("shop.zebra", MODULES, ""),
        ("other.models", MODULES, ""),
        ("numpy.linalg", MODULES, ""),
        ("shop.web.zebra", MODULES, ""),
    ],
)
def test_the_word_that_was_meant(word, known, meant):
    assert nearest(word, known) == meant


@given(st.text("ab.-_A", max_size=6), st.lists(st.text("ab.-_", max_size=6), max_size=8), st.randoms())
@example("A._", ["._", "._"], Random(0))
def test_the_guess_is_a_known_word_whatever_the_order(word, known, random):
    guess = nearest(word, known)

    shuffled = list(known)
    random.shuffle(shuffled)
    assert nearest(word, iter(shuffled)) == guess
    assert nearest(word, frozenset(known)) == guess
    assert guess in {*known, ""}
    assert nearby(word, shuffled, 3) == nearby(word, known, 3)


@given(st.lists(st.text("abcdefgh", min_size=5, max_size=9), min_size=1, max_size=5, unique=True), st.data())
def test_a_known_word_with_two_letters_swapped_is_never_nonsense(known, data):
    word = data.draw(st.sampled_from(known))
    at = data.draw(st.integers(0, len(word) - 2))

    assert nearest(word[:at] + word[at + 1] + word[at] + word[at + 2 :], known)


def test_the_right_one_of_a_hundred_thousand_names_is_found():
    known = [
        f"company.components.part{n % 1000}.{kind}{n}" for n in range(25_000) for kind in ("model", "view", "db", "api")
    ]

    assert nearest("company.components.part77.modle3077", known) == "company.components.part77.model3077"
    assert nearest("company.components.zebra.stripes", known) == ""


def test_the_nearest_words_come_best_first():
    assert nearby("mesure", ["b", "measure", "a", "measured"], 2) == ("measure", "measured")
