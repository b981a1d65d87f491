"""
Verdicts made by hand, about one small shop: web above orders above db, and regional payments that keep apart.

Each function tells a run that somebody could have; the expected reports stand in `golden`.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from archlint.settings import Problem, Request, Settings
from archlint.verdict import Baseline, Blind, End, JudgedRule, Note, Place, Step, Summary, Verdict, Violation

SHOP = JudgedRule(
    "shop", "linked-list", "Layers of the shop", "error", "each layer imports only the next one",
    "a layer two steps away may change without asking us", "archlint.toml", 4, True,
)  # fmt: skip
REGIONS = JudgedRule(
    "regions",
    "independent",
    "regions",
    "warning",
    "siblings know nothing of one another",
    "",
    "archlint.toml",
    12,
    True,
)  # fmt: skip
KNOTS = JudgedRule(
    "knots",
    "acyclic",
    "knots",
    "error",
    "no module can reach itself through its own imports",
    "",
    "archlint.toml",
    16,
    True,
)
RULES = (SHOP, REGIONS, KNOTS)

NOTHING = Summary(
    modules=885, imports=3072, rules=3, violations=0, new=0, known=0, waived=0, fixed=0, ignored=0, stale=0, outside=0,
    unread=0, unresolved=0, unresolved_dynamic=0, complete=True,
)  # fmt: skip

SKIP = Violation(
    rule="shop", type="linked-list", kind="skip", severity="error",
    importer="shop.web.cart", imported="shop.db.orm", tail="web", head="db",
    dependency="runtime", marks=(), names=("Order",),
    path="src/shop/web/cart.py", line=3, column=1, end_line=3, end_column=30, lines=(3,),
    chain=("shop.web.cart", "shop.db.orm"), steps=(), members=(), cut=(("shop.web.cart", "shop.db.orm"),),
    message="web -> db passes over orders",
    because="a layer two steps away may change without asking us",
    help="ask orders for it, or move the caller down a layer",
    fingerprint="shop skip shop.web.cart -> shop.db.orm", state="new",
    excerpt=("from shop.db.orm import Order",),
)  # fmt: skip

TYPING = SKIP._replace(
    importer="shop.orders.cart", imported="shop.web.forms", tail="orders", head="web", kind="back", names=("Form",),
    dependency="typing", path="src/shop/orders/cart.py", line=9, column=5, end_line=9, end_column=36,
    lines=(9, 12, 40, 51), chain=("shop.orders.cart", "shop.web.forms"),
    cut=(("shop.orders.cart", "shop.web.forms"),), message="orders -> web points back up",
    help="move what orders needs down, or let web hand it in as an argument",
    fingerprint="shop back shop.orders.cart -> shop.web.forms",
    excerpt=("    from shop.web.forms import Form",),
)  # fmt: skip

CHAIN = SKIP._replace(
    importer="shop.web.admin", imported="shop.db.orm", names=("daily",), path="src/shop/web/admin.py",
    end_column=31, chain=("shop.web.admin", "shop.reports", "shop.tools.rows", "shop.db.orm"),
    steps=(
        Step("shop.web.admin", "shop.reports", "src/shop/web/admin.py", 3, 1),
        Step("shop.reports", "shop.tools.rows", "src/shop/reports.py", 1, 7),
        Step("shop.tools.rows", "shop.db.orm", "src/shop/tools/rows.py", 26, 2),
    ),
    cut=(("shop.web.admin", "shop.reports"),), fingerprint="shop skip [web -> db]",
    excerpt=("from shop.reports import daily",),
)  # fmt: skip

CYCLE = SKIP._replace(
    rule="knots", type="acyclic", kind="cycle", importer="shop.orders.cart", imported="shop.stock.count",
    tail="shop.orders", head="shop.stock", names=("left",), path="src/shop/orders/cart.py", line=5, end_line=5,
    end_column=34, lines=(5,), chain=("shop.db", "shop.mail", "shop.orders", "shop.stock", "shop.tax"),
    members=("shop.db", "shop.mail", "shop.orders", "shop.stock", "shop.tax"),
    cut=(("shop.mail.sent", "shop.tax.rates"), ("shop.orders.cart", "shop.stock.count")),
    message="5 in a cycle: shop.orders -> shop.stock -> shop.orders", because="",
    help="cut 2 imports between 2 pairs; the cheapest first: shop.orders -> shop.stock",
    fingerprint="knots cycle {shop.db, shop.mail, shop.orders, shop.stock, shop.tax}",
    excerpt=("from shop.stock.count import left",),
)  # fmt: skip

SIBLING = SKIP._replace(
    rule="regions", type="independent", kind="sibling", severity="warning", importer="shop.payments.us.tax",
    imported="shop.payments.eu.tax", tail="payments.us", head="payments.eu", dependency="deferred",
    names=("half_up", "vat"), path="src/shop/payments/us/tax.py", line=14, column=5, end_line=17, end_column=6,
    lines=(14,), chain=("shop.payments.us.tax", "shop.payments.eu.tax"),
    cut=(("shop.payments.us.tax", "shop.payments.eu.tax"),), because="",
    message="payments.us -> payments.eu: siblings on one level stay apart",
    help="move what both need into a component of its own below them, or let their caller hand it in",
    fingerprint="regions sibling shop.payments.us.tax -> shop.payments.eu.tax",
    excerpt=("    from shop.payments.eu.tax import (", "        half_up,", "        vat,", "    )"),
)  # fmt: skip

UNCOVERED = SKIP._replace(
    type="linked-list", kind="uncovered", importer="shop.letters", imported="", tail="", head="", dependency="",
    names=(), path="src/shop/letters.py", line=1, end_line=1, end_column=1, lines=(1,), chain=("shop.letters",),
    cut=(), message="shop.letters stands in no layer of shop",
    help="put shop.letters into a layer, or into `exhaustive-ignore`",
    fingerprint="shop uncovered shop.letters", excerpt=('"""Letters to customers."""',),
)  # fmt: skip

BUS = SKIP._replace(
    rule="regions", type="independent", kind="sibling", importer="shop.payments.uk.ledger",
    imported="shop.payments.eu.events", tail="payments.uk", head="payments.eu", dependency="channel", names=(),
    path="src/shop/payments/uk/ledger.py", line=10, column=2, end_line=10, end_column=26, lines=(10,),
    chain=("shop.payments.uk.ledger", "shop.payments.us.till", "shop.payments.eu.events"), because="",
    steps=(
        Step("shop.payments.uk.ledger", "shop.payments.us.till", "src/shop/payments/uk/ledger.py", 10, 1),
        Step("shop.payments.us.till", "shop.payments.eu.events", "src/shop/payments/us/till.py", 3, 1, "celery `paid`"),
    ),
    cut=(("shop.payments.uk.ledger", "shop.payments.us.till"),),
    message="payments.uk -> payments.eu: siblings are independent of each other; src/shop/payments/eu/events.py:23 "
    "publishes `paid`, src/shop/payments/us/till.py:3 subscribes to it (celery, by the constant shop.topics.PAID)",
    help="move what both need into a component of its own below them, or let their caller hand it in",
    fingerprint="regions sibling [payments.uk -> payments.eu]", excerpt=("@subscriber(PAYMENT_MADE)",),
    via="celery", confidence="pattern", other=End("src/shop/payments/eu/events.py", 23, 5, "paid"),
)  # fmt: skip
MEETING = BUS._replace(
    chain=("shop.payments.uk.ledger", "shop.payments.eu.events"), steps=(), confidence="exact",
    cut=(("shop.payments.uk.ledger", "shop.payments.eu.events"),),
    fingerprint="regions sibling shop.payments.uk.ledger -> shop.payments.eu.events (channel)",
)  # fmt: skip
BLIND = (Blind("celery", 1, 12), Blind("django-signals", 2, 40))

IDLE = Note(
    "`shop.web.health -> shop.db.ping` is ignored, but nothing imports like that", "delete the line", "archlint.toml", 9
)
BROKEN_FILE = Place("src/shop/bad.py", 3, 5, "'(' was never closed")
MISFIT = Problem(("rules", "knots", "modules", 0), "no module matches `shop.stok`", "did you mean `shop.stock`?")


def request(**wishes: Any) -> Request:
    """Return what a person asked for; the settings are never opened by a format."""
    return Request(Settings(Path("/shop"), "archlint.toml", {"rules": {}}), **wishes)


def verdict(violations: Iterable[Violation] = (), rules: Sequence[JudgedRule] = RULES, **facts: Any) -> Verdict:
    """Return a verdict whose summary agrees with its parts; `facts` are fields of the summary or of the verdict."""
    found = tuple(violations)
    counts = {name: facts.pop(name) for name in NOTHING._fields if isinstance(facts.get(name), int)}
    whole = Verdict(
        violations=found, rules=tuple(rules), summary=NOTHING, errors=(), problems=(), notes=(), unresolved=(),
        dynamic=(), baselines=(Baseline("", False, "", 0, 0, 0),),
        failed=any(v.state == "new" and v.severity == "error" for v in found), unread_fails=True,
    )  # fmt: skip
    whole = whole._replace(**facts)
    summary = NOTHING._replace(
        rules=sum(rule.judged for rule in whole.rules),
        violations=len(found),
        new=sum(violation.state == "new" for violation in found),
        known=sum(violation.state == "known" for violation in found),
        stale=len(whole.notes),
        unresolved=len(whole.unresolved),
        unresolved_dynamic=len(whole.dynamic),
        complete=not whole.errors,
    )
    return whole._replace(summary=summary._replace(**counts))


def repeated(violation: Violation, number: int) -> list[Violation]:
    """Return as many violations, each in a file of its own, in report order."""
    names = [f"shop.web.page{i:04}" for i in range(number)]
    return [
        violation._replace(importer=name, path=f"src/{name.replace('.', '/')}.py", chain=(name, violation.imported))
        for name in names
    ]


def known(violations: Iterable[Violation]) -> list[Violation]:
    return [violation._replace(state="known", excerpt=()) for violation in violations]


BASELINE = Baseline("archlint-baseline.txt", True, "", 0, 0, 0)


def clean() -> Verdict:
    return verdict()


def clean_but_not_all_seen() -> Verdict:
    places = tuple(Place("src/shop/plugins.py", line, 5, "`name` is known at run time only") for line in (7, 9))
    gone = tuple(Place("src/shop/old.py", line, 1, "shop.gone does not exist") for line in range(1, 13))
    return verdict(unresolved=gone, dynamic=places, outside=31, ignored=4)


def every_kind() -> Verdict:
    return verdict([UNCOVERED, TYPING, CYCLE, SIBLING, CHAIN, SKIP], notes=(IDLE,))


def over_a_bus() -> Verdict:
    return verdict([MEETING, BUS, SIBLING], blind=BLIND)


def some_known() -> Verdict:
    return verdict([SKIP, TYPING, *known(repeated(SKIP, 4000))], baselines=(BASELINE,), fixed=2)


def all_known() -> Verdict:
    return verdict(known(repeated(SKIP, 1407)), baselines=(BASELINE,), fixed=2)


def all_fixed() -> Verdict:
    return verdict(baselines=(BASELINE,), fixed=1)


def only_warnings() -> Verdict:
    return verdict([SIBLING])


def only_unread() -> Verdict:
    return verdict(errors=(BROKEN_FILE, Place("src/shop/locked.py", 0, 0, "permission denied")), unread=2)


def unread_but_allowed() -> Verdict:
    return verdict(errors=(BROKEN_FILE,), unread=1, unread_fails=False, complete=True)


def partly_judged() -> Verdict:
    rules = (SHOP, REGIONS._replace(severity="off", judged=False), KNOTS._replace(judged=False))
    error = Place("archlint.toml", 17, 12, MISFIT.message)
    return verdict([SKIP], rules, errors=(error,), problems=(MISFIT,))


def nothing_judged() -> Verdict:
    rules = (KNOTS._replace(judged=False),)
    return verdict([], rules, errors=(Place("archlint.toml", 17, 12, MISFIT.message),), problems=(MISFIT,))


def all_switched_off() -> Verdict:
    return verdict([], [rule._replace(severity="off", judged=False) for rule in RULES])


def unread_and_seemingly_fixed() -> Verdict:
    """What the baseline lists may still stand in the file that nobody could read."""
    return verdict(known([SKIP]), baselines=(BASELINE,), errors=(BROKEN_FILE,), unread=1, fixed=7)


def warning_beside_known() -> Verdict:
    return verdict([SIBLING, *known([SKIP])], baselines=(BASELINE,))


def conflict_in_the_baseline() -> Verdict:
    error = Place("archlint-baseline.txt", 3, 1, "a merge conflict stands here: keep only lines that both sides have")
    return verdict(known([SKIP]), baselines=(BASELINE,), errors=(error,))


def one_of_each_count() -> Verdict:
    """Everything exactly once: where a plural would be wrong."""
    places = (Place("src/shop/plugins.py", 7, 5, "`name` is known at run time only"),)
    rules = (SHOP, REGIONS._replace(severity="off", judged=False))
    return verdict(
        [SKIP._replace(lines=(3, 8)), SIBLING, *known([TYPING])], rules, baselines=(BASELINE,), fixed=1, modules=1,
        imports=1, unresolved=places, dynamic=places, outside=1, ignored=1, notes=(IDLE,),
    )  # fmt: skip


def one_rule() -> Verdict:
    return verdict([], (SHOP,), modules=1, imports=1)


def hostile() -> Verdict:
    """Names and source by somebody who would like to rule the reader's terminal."""
    long = "shop." + "very_" * 38 + "long"
    red = SKIP._replace(
        message="web\x1b[31m -> db\r passes over \u202eorders", path="src/shop/\x1b]0;title\x07/cart.py", column=2,
        end_column=27, help="ring the bell \x07, then\ncall \x9b2J", because="line\none\u2028two \u200f",
        excerpt=("\tfrom shop.db import \x1b[2Jorm\x00",),
    )  # fmt: skip
    wide = SKIP._replace(
        importer=long, chain=(long, "shop.db.orm"), line=10, end_line=10, column=15, end_column=35, lines=(10,),
        excerpt=('s = "商店 \U0001f6d2e\u0301"; from shop.db import 表',),
    )  # fmt: skip
    endless = SKIP._replace(
        column=5001, end_column=5030, excerpt=("x = 1; " * 714 + "x;from shop.db.orm import Order;" + "y;" * 900,)
    )
    tall = SKIP._replace(
        line=98, end_line=109, end_column=2, lines=(98,),
        excerpt=("from shop.db.orm import (", *(f"    Column{i}," for i in range(10)), ")"),
    )  # fmt: skip
    error = Place("src/shop/\udcff.py", 1, 1, "not UTF-8: \x1b[0m")
    return verdict([red, wide, endless, tall], errors=(error,), unread=1)


def long_chain() -> Verdict:
    names = ["shop.web.admin", *(f"shop.tools.step{i}" for i in range(1, 30)), "shop.db.orm"]
    steps = tuple(Step(one, other, f"src/{one.replace('.', '/')}.py", 4, 1) for one, other in pairwise(names))
    cut = tuple((f"shop.tools.step{i}", f"shop.tools.step{i + 1}") for i in range(1, 8))
    return verdict([CHAIN._replace(chain=tuple(names), steps=steps, cut=cut)])


def exactly_256() -> Verdict:
    return verdict(repeated(SKIP, 256))


def five_thousand() -> Verdict:
    return verdict(repeated(SKIP, 5000))


def a_waiver_has_ended() -> Verdict:
    """One waiver fails by itself, another accepts a violation and ends soon."""
    policy = JudgedRule("policy", "policy", "policy", "error", "a waiver says why, and ends.", "", "", 0, True)
    ended = UNCOVERED._replace(
        rule="policy", type="policy", kind="waiver", importer="", path="archlint.toml", line=30, end_line=30, chain=(),
        message="the waiver of shop.web.admin -> shop.db.models ended on 2026-03-31", because="", help="mend it",
        fingerprint="policy waiver 1",
    )  # fmt: skip
    notice = Note(
        "the waiver of shop.web.cart -> shop.db.orm ends in 3 days", "mend it until then", "archlint.toml", 40
    )
    return verdict([ended, SKIP._replace(state="waived")], (*RULES, policy), notices=(notice,), waived=1)


def ten_thousand() -> Verdict:
    """As many as a large codebase has on the day when it declares its first rule, of four kinds."""
    kinds = (SKIP, CHAIN, CYCLE, SIBLING)
    found = [
        one._replace(path=f"src/shop/page{i // 3:04}.py", fingerprint=f"{one.fingerprint} {i}")
        for i in range(2500)
        for one in kinds
    ]
    return verdict(sorted(found, key=lambda one: one.path))
