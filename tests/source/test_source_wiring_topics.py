"""Every way of naming a topic comes to what a reader of the code says: each case is a small codebase of its own."""

from pathlib import Path
from textwrap import dedent

import pytest

from archlint.settings import Request, Settings, read_pack
from archlint.source import ANY, HOLE, Site, Wiring, read

BUS = """
about = "A bus."
frameworks = ["acme"]
[[channel]]
name = "bus"
wildcard = "*"
holes = ["#"]
unwrap = ["acme.Topic"]
[[channel.publish]]
call = "acme.publish"
topic = [0, "topic"]
[[channel.publish]]
method = "bus.fire"
topic = 0
[[channel.subscribe]]
call = "acme.subscribe"
topic = [0, "topic"]
handler = [1, "handler"]
[[channel]]
name = "objects"
key = "object"
known = ["acme.signals.*"]
named = ["acme.named"]
[[channel.publish]]
method = "send"
on = ["acme.Signal", "acme.named", "acme.Space.make"]
[[channel.subscribe]]
method = "connect"
on = ["acme.Signal", "acme.named", "acme.Space.make"]
handler = 0
[[channel]]
name = "pairs"
[[channel.publish]]
call = "acme.call"
join = [[0, "domain"], [1, "service"]]
[[channel]]
name = "tuples"
key = "tuple"
[[channel.publish]]
call = "acme.produce"
topic = 0
[[channel]]
name = "tables"
[[channel.publish]]
assign = "__tablename__"
[[channel.subscribe]]
call = "acme.sql"
topic = 0
extract = '(?i)from (\\w+)'
[[channel]]
name = "events"
key = "type"
[[channel.publish]]
call = "acme.emit"
topic = 0
[[channel.subscribe]]
call = "acme.listen"
topic = 0
[[channel]]
name = "hooks"
[[channel.publish]]
method = "hook.*"
topic = "<method>"
[[channel.subscribe]]
instance = "acme.Marker"
topic = ["specname", "<name>"]
"""


def read_wiring(root: Path, files: dict[str, str], *packs: str, cache: bool = False) -> Wiring:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    known = tuple(read_pack(root / f"pack{number}.toml", text) for number, text in enumerate(packs or (BUS,)))
    return read(Request(Settings(root, "archlint.toml", {}), packs=known, cache=cache)).imports().wiring()


def spelled(site: Site) -> list[str]:
    return ["/".join(part.replace(HOLE, "{*}").replace(ANY, "*") for part in topic) for topic in site.topics]


OTHER = """
    from enum import Enum, StrEnum, auto
    SENT = "sent"
    PREFIX = "shop"
    BOTH = f"{PREFIX}_{SENT}"
    class Event(Enum):
        PAID = "paid"
    class Auto(StrEnum):
        LOST = auto()
    class Names:
        KEPT = "kept"
    TABLE = {"a": "first", "b": "second"}
    try:
        from gone import TWICE
    except ImportError:
        TWICE = "twice"
    def made(kind, tail="x"):
        return f"{kind}/{tail}"
"""
HEAD = "import acme\nfrom acme import publish\nfrom shop.other import *\nfrom shop import other\n"
CASES = {
    "a literal": ('publish("sent")', ["sent"]),
    "a keyword": ('publish(topic="sent")', ["sent"]),
    "an alias of the function": ('from acme import publish as tell\ntell("sent")', ["sent"]),
    "the module of the function": ('acme.publish("sent")', ["sent"]),
    "a constant of the module": ('MINE = "mine"\npublish(MINE)', ["mine"]),
    "a constant by a star": ("publish(SENT)", ["sent"]),
    "a constant of another module": ("publish(other.SENT)", ["sent"]),
    "a constant under another name": ("from shop.other import SENT as S\npublish(S)", ["sent"]),
    "a constant put together": ("publish(other.BOTH)", ["shop_sent"]),
    "a constant behind a package": ("import shop\npublish(shop.SENT)", ["sent"]),
    "a member of an enumeration": ("publish(other.Event.PAID)", ["paid"]),
    "the value of a member": ("publish(other.Event.PAID.value)", ["paid"]),
    "a member that names itself": ("publish(other.Auto.LOST)", ["lost"]),
    "a class attribute": ("publish(other.Names.KEPT)", ["kept"]),
    "an inherited one": ("class Mine(other.Names): pass\npublish(Mine.KEPT)", ["kept"]),
    "an f-string": ('publish(f"{other.SENT}_now")', ["sent_now"]),
    "a hole": ('def f(x):\n    publish(f"sent_{x}")', ["sent_{*}"]),
    "two holes are one": ('def f(x, y):\n    publish(f"{x}{y}_sent")', ["{*}_sent"]),
    "a hole that is formatted": ('publish(f"n_{3.5:.2f}")', ["n_{*}"]),
    "a sum": ('publish("a_" + other.SENT)', ["a_sent"]),
    "percent": ('publish("%s.%s" % ("a", other.SENT))', ["a.sent"]),
    "percent by name": ('publish("%(k)s!" % {"k": "a"})', ["a!"]),
    "format": ('publish("{}.{x}".format("a", x=other.SENT))', ["a.sent"]),
    "braces that are none": ('publish("{{{0}}}".format("a"))', ["{a}"]),
    "join": ('publish(".".join(["a", other.SENT]))', ["a.sent"]),
    "upper": ('publish("sent".upper())', ["SENT"]),
    "a conditional": ('publish("a" if acme else "b")', ["a", "b"]),
    "or": ('publish(None or "b")', ["b"]),
    "a loop over literals": ('for x in ("b", "a"):\n    publish(x)', ["a", "b"]),
    "a loop over a constant": ('ALL = ["b", other.SENT]\nfor x in ALL:\n    publish(x)', ["b", "sent"]),
    "a loop over pairs": ('for k, v in (("a", 1), ("b", 2)):\n    publish(k)', ["a", "b"]),
    "a loop over items": ("for k, v in other.TABLE.items():\n    publish(v)", ["first", "second"]),
    "a loop over an enumeration": ("for x in other.Event:\n    publish(x)", ["paid"]),
    "a comprehension": ('[publish(x) for x in ("b", "a")]', ["a", "b"]),
    "a subscript": ('publish(other.TABLE["a"])', ["first"]),
    "an unknown subscript": ("def f(x):\n    publish(other.TABLE[x])", ["first", "second"]),
    "a dictionary's get": ('publish(other.TABLE.get("b", "c"))', ["c", "second"]),
    "a local name": ('def f():\n    x = "a"\n    publish(x)', ["a"]),
    "a local name of two values": ('def f(y):\n    x = "a"\n    if y:\n        x = "b"\n    publish(x)', ["a", "b"]),
    "a name that a function changes": ('X = "a"\ndef f():\n    global X\n    X = "b"\npublish(X)', ["a", "b"]),
    "a name bound in two ways": ("publish(other.TWICE)", ["gone.TWICE", "twice"]),
    "what a function returns": ('publish(other.made("a"))', ["a/x"]),
    "and by keyword": ('publish(other.made(tail="t", kind="k"))', ["k/t"]),
    "what a property returns": (
        'class A:\n @property\n def x(self):\n  return f"{self.k}!"\n k = "a"\n def f(self):\n  publish(self.x)',
        ["a!"],
    ),
    "an attribute of self": (
        'class A:\n    def __init__(self):\n        self.x = "a"\n    def f(self):\n        publish(self.x)',
        ["a"],
    ),
    "an attribute by annotation": (
        'class A:\n    x = "a"\nclass B:\n    def f(self, a: "A | None"):\n        publish(a.x)',
        ["a"],
    ),
    "an attribute of a made object": ('class A:\n    x = "a"\ndef f():\n    a = A()\n    publish(a.x)', ["a"]),
    "a wrapper": ('T = acme.Topic[int]("a")\npublish(T)', ["a"]),
    "an attribute that a run sets": ('setattr(other.Names, "LATE", "late")\npublish(other.Names.LATE)', []),
    "an attribute of a foreign base": ("class N(acme.Names): pass\npublish(N.LATE)", ["shop.a.N.LATE"]),
    "a constant of another package": ("from acme import names\npublish(names.SENT)", ["acme.names.SENT"]),
    "getattr with a default": ('publish(getattr(other.Names, "KEPT", "z"))', ["kept", "z"]),
    "a chain of attributes": ('def f(hass):\n    hass.bus.fire("a")', ["a"]),
    "a local name for the method": ('def f(hass):\n    fire = hass.bus.fire\n    fire("a")', ["a"]),
    "partial": ('from functools import partial\npartial(publish, "a")', ["a"]),
    "one of two unknown": ('def f(x):\n    publish("a" if x else x())', ["{*}", "a"]),
    "a shadowed constant": ("SENT = 1\ndef f():\n    SENT = 'inner'\n    publish(SENT)", ["inner"]),
    "a lambda's parameter is not the constant": ("f = lambda SENT: publish(SENT)", []),
    "what is unpacked": ("def f(*args):\n    publish(*args)", []),
    "what a run decides": ("publish(input())", []),
}


@pytest.mark.parametrize("case", CASES)
def test_a_topic_is_what_a_reader_says(tmp_path: Path, case: str) -> None:
    code, expected = CASES[case]
    files = {"shop/__init__.py": "from shop.other import SENT", "shop/other.py": OTHER, "shop/a.py": HEAD + code}

    found = read_wiring(tmp_path, files)

    (site,) = found.sites or found.unknown
    assert spelled(site) == expected
    assert bool(found.unknown) == (not expected)


def test_a_name_that_is_no_import_of_the_framework_is_no_site(tmp_path: Path) -> None:
    code = 'import acme\ndef publish(x): ...\npublish("a")\n'

    assert read_wiring(tmp_path, {"a.py": code}) == Wiring()


def test_a_module_that_knows_nothing_of_the_framework_is_left_alone(tmp_path: Path) -> None:
    found = read_wiring(tmp_path, {"a.py": 'def f(hass):\n    hass.bus.fire("a")\n'})

    assert found == Wiring()


def test_a_site_tells_where_it_is_how_it_was_found_and_who_handles_it(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/names.py": 'PAID = "paid"\n',
        "shop/mail.py": """
            import acme
            from shop.names import PAID
            def on_paid(event): ...
            ü = 1; acme.subscribe(
                PAID, on_paid)
        """,
    }

    (site,) = read_wiring(tmp_path, files).sites

    assert site[1:5] == (5, 8, 6, 19)
    assert (site.declared, site.handler, site.written) == ("shop.names.PAID", "shop.mail.on_paid", "PAID")
    assert site.how == "the constant shop.names.PAID"


def test_an_object_is_known_by_where_it_is_defined(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "from shop.signals import paid",
        "shop/signals.py": "import acme\nclass Own(acme.Signal): ...\npaid = Own()\nspace = acme.Space()\n"
        'lost = space.make("x")\nother = acme.named("other")\n',
        "shop/a.py": "import shop\nshop.paid.send(1)\nfrom shop import signals as s\ns.lost.send()\ns.other.send()\n",
        "shop/b.py": "from shop import paid as p\nfrom acme.signals import started\n"
        "@p.connect\ndef heard(x): ...\nstarted.connect(heard)\n"
        "class Engine: ...\nengine = Engine()\nengine.connect(heard)\n",
    }

    found = read_wiring(tmp_path, files).sites

    assert [(site.role, spelled(site), site.handler) for site in found] == [
        ("publish", ["shop.signals.paid"], ""),
        ("publish", ["shop.signals.lost"], ""),
        ("publish", ["other"], ""),
        ("subscribe", ["shop.signals.paid"], "shop.b.heard"),
        ("subscribe", ["acme.signals.started"], "shop.b.heard"),
    ]


def test_topics_of_several_segments(tmp_path: Path) -> None:
    code = """
        import acme
        def f(x):
            acme.call("light", f"turn_{x}")
            acme.call(x(), "turn_on")
            acme.produce(("builds", str(x), "done"))
            acme.produce(("builds", None, "done"))
            acme.subscribe("*")
            acme.subscribe("shop.#")
    """

    found = read_wiring(tmp_path, {"a.py": code}).sites

    expected = [
        ["light/turn_{*}"], ["{*}/turn_on"], ["builds/{*}/done"], ["builds/*/done"], ["*"], ["shop.{*}"],
    ]  # fmt: skip
    assert [spelled(site) for site in found] == expected


def test_events_are_known_by_their_class(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/events.py": "class Event: ...\nclass Paid(Event):\n    def __init__(self, order): ...\n",
        "shop/a.py": "import acme\nfrom shop.events import Paid\n"
        "def f(order, given: Paid, other):\n    acme.emit(Paid(order))\n    acme.emit(given)\n    acme.emit(other())\n",
        "shop/b.py": "import acme\nfrom shop import events\nacme.listen(events.Paid, print)\n",
    }

    found = read_wiring(tmp_path, files)

    assert [spelled(site) for site in found.sites] == [["shop.events.Paid"]] * 3
    assert [site.line for site in found.unknown] == [6]


def test_values_that_are_assigned_and_texts_that_name_them(tmp_path: Path) -> None:
    code = """
        import acme
        class Order:
            __tablename__ = "orders"
        acme.sql("SELECT * FROM orders")
        acme.sql("SELECT 1")
    """

    found = read_wiring(tmp_path, {"a.py": code})

    assert [(site.role, spelled(site)) for site in found.sites] == [("publish", ["orders"]), ("subscribe", ["orders"])]
    assert found.unknown == ()


def test_a_marker_decorates_under_whatever_name(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/marks.py": "import acme\nimpl = acme.Marker('shop')\n",
        "shop/plugin.py": "from shop.marks import impl\n@impl\ndef paid(order): ...\n@impl(specname='lost')\n"
        "def gone(order): ...\n",
        "shop/core.py": "import shop.marks\ndef f(pm):\n    pm.hook.paid(order=1)\n",
    }

    found = read_wiring(tmp_path, files).sites

    said = [(site.role, spelled(site), site.handler) for site in found]
    assert said == [
        ("publish", ["paid"], ""),
        ("subscribe", ["paid"], "shop.plugin.paid"),
        ("subscribe", ["lost"], "shop.plugin.gone"),
    ]
