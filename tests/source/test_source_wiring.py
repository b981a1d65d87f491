"""Across files: functions that hand topics on, strings that name modules, and what is kept of it all."""

import time
from pathlib import Path
from textwrap import dedent

import pytest

from archlint.settings import Request, Settings, read_pack
from archlint.source import ANY, HOLE, Code, Site, Wiring, read
from archlint.source.wiring.library import Library

PACKS = tuple(
    read_pack(file, file.read_text("utf-8"))
    for file in sorted((Path(__file__).parents[2] / "rules" / "packs").glob("*.toml"))
)


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")


def code(root: Path, *, cache: bool = False) -> Code:
    return read(Request(Settings(root, "archlint.toml", {}), packs=PACKS, cache=cache))


def wiring(root: Path, files: dict[str, str] | None = None) -> Wiring:
    write(root, files or {})
    return code(root).imports().wiring()


def told(sites: tuple[Site, ...]) -> list[tuple[int, str, list[str]]]:
    return [(one.module, one.role, list(map(spelled, one.topics))) for one in sites]


def spelled(topic: tuple[str, ...]) -> str:
    return "/".join(part.replace(HOLE, "{*}").replace(ANY, "*") for part in topic)


def references(root: Path, files: dict[str, str]) -> list[tuple[str, str, str, str]]:
    write(root, files)
    imports = code(root).imports()
    modules = imports.modules
    return [
        (modules[one.module], one.via, ":".join(filter(None, [modules[one.target], one.name])), one.confidence)
        for one in imports.wiring().references
        if one.via != "dotted-strings"
    ]


HOOKS = {
    "shop/__init__.py": "",
    "shop/tell.py": """
        from wagtail.hooks import get_hooks
        def ask(name, extra=None):
            return get_hooks(name)
        def ask_twice(hook):
            return ask(hook) + ask("fixed")
        class Asker:
            def __init__(self, kind):
                self.kind = kind
            def go(self):
                return get_hooks(f"{self.kind}") + get_hooks(self.kind)
    """,
    "shop/use.py": """
        from shop.tell import Asker, ask, ask_twice
        ask("one")
        ask(extra=1, name="two")
        ask_twice("three")
        Asker("four")
    """,
}


def test_who_calls_a_function_that_hands_a_topic_on_is_the_one_who_publishes(tmp_path: Path) -> None:
    found = wiring(tmp_path, HOOKS)

    assert {(module, topics[0]) for module, _, topics in told(found.sites)} == {
        (1, "fixed"),
        (2, "one"),
        (2, "two"),
        (2, "three"),
        (2, "four"),
    }
    assert [one.function for one in found.forwarders] == [
        "shop.tell.Asker.__init__",
        "shop.tell.ask",
        "shop.tell.ask_twice",
    ]
    assert found.unknown == ()
    assert {one.written for one in found.handing} >= {"name", "self.kind"}


def test_a_function_that_calls_itself_with_its_own_topic_comes_to_an_end(tmp_path: Path) -> None:
    text = "from wagtail.hooks import get_hooks\ndef f(x):\n    get_hooks(x)\n    f(x)\nf('a')\n"

    assert told(wiring(tmp_path, {"a.py": text}).sites) == [(0, "publish", ["a"])]


def test_a_model_sends_the_signals_of_its_being_saved_by_being_one(tmp_path: Path) -> None:
    files = {
        "sales/__init__.py": "",
        "sales/models.py": "import django.db.models as m\nclass Order(m.Model): ...\nclass Line(m.Model): ...\n",
        "mail/__init__.py": "",
        "mail/receivers.py": """
            from django.db.models import signals
            from django.dispatch import receiver
            from sales.models import Order
            @receiver([signals.post_save, signals.pre_delete], sender=Order)
            def changed(**kwargs): ...
            @receiver(signals.post_save, sender="sales.Line")
            def lined(**kwargs): ...
            signals.post_save.connect(changed)
        """,
    }

    sites = wiring(tmp_path, files).sites

    lead = "django.db.models.signals"
    assert [(role, topics) for _, role, topics in told(tuple(one for one in sites if not one.implied))] == [
        ("subscribe", [f"{lead}.post_save/sales.models.Order", f"{lead}.pre_delete/sales.models.Order"]),
        ("subscribe", [f"{lead}.post_save/sales.models.Line"]),
        ("subscribe", [f"{lead}.post_save/*"]),
    ]
    implied = [(one.line, one.topics[0][0].rpartition(".")[2], one.topics[0][1]) for one in sites if one.implied]
    assert sorted(implied) == [
        (2, "post_save", "sales.models.Order"),
        (2, "pre_delete", "sales.models.Order"),
        (3, "post_save", "sales.models.Line"),
    ]


def test_the_sender_of_a_signal_of_ones_own_does_not_count(tmp_path: Path) -> None:
    text = """
        from django.dispatch import Signal
        paid = Signal()
        def f(order):
            paid.send(sender=order)
        paid.connect(f, sender=int)
    """

    assert told(wiring(tmp_path, {"shop.py": text}).sites) == [
        (0, "publish", ["shop.paid/*"]),
        (0, "subscribe", ["shop.paid/*"]),
    ]


def test_a_task_is_sent_by_its_function_and_by_its_name(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/jobs.py": "from celery import shared_task, Celery\napp = Celery()\n@shared_task\ndef pay(): ...\n"
        "@app.task(name='ship it')\ndef ship(): ...\ndef plain(): ...\n",
        "shop/use.py": "from shop import jobs\njobs.pay.delay()\njobs.ship.apply_async()\njobs.plain.delay()\n"
        "jobs.app.send_task('shop.jobs.pay')\n",
    }

    assert told(wiring(tmp_path, files).sites) == [
        (1, "subscribe", ["shop.jobs.pay"]),
        (1, "subscribe", ["ship it"]),
        (2, "publish", ["shop.jobs.pay"]),
        (2, "publish", ["ship it"]),
        (2, "publish", ["shop.jobs.pay"]),
    ]


def test_strings_of_django(tmp_path: Path) -> None:
    found = references(
        tmp_path,
        {
            "site_/__init__.py": "",
            "site_/settings.py": 'import django\nINSTALLED_APPS = ["sales", "gone.app", "django.contrib.auth"]\n'
            'MIDDLEWARE = ["sales.middle.Timer"]\nMIDDLEWARE += ["sales.middle.Other"]\n'
            'AUTH_USER_MODEL = "sales.Customer"\nSOMETHING = "sales.middle"\n',
            "site_/urls.py": "from django.urls import include, path\nx = path('', include('sales.urls'))\n",
            "sales/__init__.py": "",
            "sales/apps.py": "import django.apps as a\nclass S(a.AppConfig):\n label = 'selling'\n name = 'sales'\n",
            "sales/urls.py": "",
            "sales/middle.py": "import django\nclass Timer: ...\nclass Other: ...\n",
            "sales/models.py": "from django.db import models\nclass Customer(models.Model): ...\n",
            "stock/__init__.py": "",
            "stock/models.py": "from django.db import models\nclass Item(models.Model):\n"
            "    owner = models.ForeignKey('selling.customer', models.CASCADE)\n"
            "    other = models.ForeignKey('sales.Customer', models.CASCADE)\n"
            "    twin = models.ForeignKey('self', models.CASCADE)\n",
        },
    )

    assert found == [
        ("site_.settings", "django-strings", "sales", "exact"),
        ("site_.settings", "django-strings", "sales.middle:Timer", "exact"),
        ("site_.settings", "django-strings", "sales.middle:Other", "exact"),
        ("site_.urls", "django-strings", "sales.urls", "exact"),
        ("stock.models", "django-models", "sales.models:Customer", "exact"),
    ]


def test_strings_that_are_imported_or_replaced(tmp_path: Path) -> None:
    found = references(
        tmp_path,
        {
            "shop/__init__.py": "",
            "shop/pay/__init__.py": "",
            "shop/pay/eu.py": "",
            "shop/pay/us.py": "rate = 1\n",
            "shop/load.py": "from importlib import import_module\ndef f(name):\n"
            "    import_module(f'shop.pay.{name}')\n    import_module(name)\n",
            "test_shop.py": "from unittest.mock import patch\n@patch('shop.pay.us.rate', 2)\ndef test_a(m):\n"
            "    with patch('shop.pay.gone.rate'): ...\n",
        },
    )

    assert found == [
        ("shop.load", "import-strings", "shop.pay.eu", "pattern"),
        ("shop.load", "import-strings", "shop.pay.us", "pattern"),
        ("test_shop", "mock-patch", "shop.pay.us:rate", "exact"),
    ]


def test_what_names_a_module_and_cannot_be_told_is_told_as_such(tmp_path: Path) -> None:
    text = "from importlib import import_module\ndef f(name):\n    import_module(name)\n"

    (site,) = wiring(tmp_path, {"a.py": text}).unknown_references

    assert (site.line, site.channel, site.role, site.written) == (3, "import-strings", "reference", "name")


def test_of_a_name_that_is_all_holes_nothing_is_told(tmp_path: Path) -> None:
    text = "import importlib\ndef load(base, name):\n    importlib.import_module(f'{base}.{name}')\n"

    (site,) = wiring(tmp_path, {"a.py": text}).unknown_references

    assert site.topics == ()


def test_a_string_may_name_what_stands_beside_it(tmp_path: Path) -> None:
    found = references(
        tmp_path,
        {
            "shop/__init__.py": "",
            "shop/models.py": """
                from django.db import models
                class Order(models.Model):
                    customer = models.ForeignKey("shop.Customer", on_delete=models.CASCADE)
                class Customer(models.Model):
                    pass
            """,
            "shop/schema.py": """
                from graphene import Field, ObjectType
                class Order(ObjectType):
                    customer = Field("shop.schema.Customer")
                class Customer(ObjectType):
                    orders = Field(lambda: Order)
            """,
        },
    )

    assert found == [
        ("shop.models", "django-models", "shop.models:Customer", "exact"),
        ("shop.schema", "import-strings", "shop.schema:Customer", "exact"),
    ]


def test_what_only_looks_like_the_name_of_its_own_module_is_none(tmp_path: Path) -> None:
    files = {"shop/__init__.py": "", "shop/bus.py": "NAME = 'shop.bus'\nOTHER = 'shop.rail'\n", "shop/rail.py": ""}
    write(tmp_path, files)
    imports = code(tmp_path).imports()

    (one,) = imports.wiring().references

    assert (imports.modules[one.target], one.confidence) == ("shop.rail", "possible")


def test_signals_of_frameworks_upon_blinker_are_known_by_their_names(tmp_path: Path) -> None:
    text = """
        import flask, flask_login.signals
        from flask_login import login_manager
        def told(*_): ...
        flask.request_started.connect(told)
        flask_login.signals.user_logged_in.connect(told)
        flask_login.login_manager.connect(told)
    """

    found = wiring(tmp_path, {"a.py": text}).sites

    assert [one.topics for one in found if one.channel == "blinker"] == [
        (("flask.request_started",),),
        (("flask_login.signals.user_logged_in",),),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[project]\nname = "shop"\n[project.entry-points."shop.pay"]\neu = "shop.eu:Gateway"\n'),
        ("setup.cfg", "[metadata]\nname = shop\n[options.entry_points]\nshop.pay =\n  eu = shop.eu:Gateway\n"),
    ],
)
def test_who_loads_a_group_depends_on_what_is_registered_under_it(tmp_path: Path, name: str, text: str) -> None:
    files = {
        name: text,
        "shop/__init__.py": "",
        "shop/eu.py": "class Gateway: ...\n",
        "shop/load.py": "from importlib.metadata import entry_points\nGROUP = 'shop.pay'\nentry_points(group=GROUP)\n",
    }
    write(tmp_path, files)

    (one,) = [each for each in wiring(tmp_path).references if each.via == "entry-points"]

    assert (one.module, one.target, one.name, one.path) == (2, 1, "Gateway", name)
    line = text.splitlines()[one.line - 1]
    assert line[one.column - 1 : one.end_column - 1] == "shop.eu:Gateway"


def test_what_python_cannot_parse_has_no_sites_and_is_counted(tmp_path: Path) -> None:
    files = {
        "a.py": "from wagtail.hooks import get_hooks\nget_hooks('a'\n",
        "b.py": "from wagtail.hooks import get_hooks\nget_hooks('b')\n",
        "c.py": f"from wagtail.hooks import get_hooks\nx = {'(' * 400}1{')' * 400}\n",
    }

    found = wiring(tmp_path, files)

    assert told(found.sites) == [(1, "publish", ["b"])]
    assert found.refused == 2


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the paths of the files that are parsed from now on."""
    paths: list[str] = []
    parse = Library._parse

    def noted(self: Library, node: int, content: bytes, wanted: object) -> object:
        paths.append(self.files.paths[node])
        return parse(self, node, content, wanted)  # type: ignore[arg-type]

    monkeypatch.setattr(Library, "_parse", noted)
    return paths


def test_what_has_not_changed_is_not_parsed_again(tmp_path: Path, parsed: list[str]) -> None:
    write(tmp_path, HOOKS)
    time.sleep(0.05)
    first = code(tmp_path, cache=True).imports().wiring()
    assert parsed
    parsed.clear()
    (whole,) = (tmp_path / ".archlint/cache").glob("wired-*")
    whole.unlink()

    assert code(tmp_path, cache=True).imports().wiring() == first
    assert parsed == []

    write(tmp_path, {"shop/use.py": HOOKS["shop/use.py"].replace('"one"', '"other"')})
    again = code(tmp_path, cache=True).imports().wiring()
    assert set(parsed) == {"shop/use.py"}
    assert again == wiring(tmp_path) != first


@pytest.mark.parametrize("harm", [b"", b"archlint cache 1\n", b"nothing of the kind" * 99])
@pytest.mark.parametrize("name", ["wiring-*", "wired-*"])
def test_a_harmed_file_of_the_cache_costs_time_and_nothing_else(tmp_path: Path, name: str, harm: bytes) -> None:
    write(tmp_path, HOOKS)
    first = code(tmp_path, cache=True).imports().wiring()
    for kept in (tmp_path / ".archlint/cache").glob("wir*"):
        kept.write_bytes((harm or kept.read_bytes()[:-7]) if kept.match(name) else b"")

    assert code(tmp_path, cache=True).imports().wiring() == first


REGISTERED = {
    "pyproject.toml": "[project.entry-points.'shop.pay']\neu = 'shop.eu:Gateway'\n",
    "shop/__init__.py": "",
    "shop/eu.py": "class Gateway: ...\n",
    "shop/load.py": "from importlib.metadata import entry_points\nentry_points(group='shop.pay')\n",
    "shop/tell.py": "from wagtail.hooks import get_hooks\nfrom shop.names import PAID\nget_hooks(PAID)\n",
    "shop/names.py": "PAID = 'paid'\n",
    "shop/other.py": "",
}


def test_a_wiring_is_kept_whole_and_read_in_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, REGISTERED)
    time.sleep(0.05)
    first = code(tmp_path, cache=True).imports().wiring()
    monkeypatch.delattr(Library, "search")
    monkeypatch.delattr(Library, "facts")

    assert code(tmp_path, cache=True).imports().wiring() == first
    assert first.references
    assert first.sites


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pyproject.toml", "[project.entry-points.'shop.pay']\neu = 'shop.tell:Gateway'\n"),
        ("shop/names.py", "PAID = 'sold'\n"),
        ("shop/load.py", "from importlib.metadata import entry_points\n\nentry_points(group='shop.pay')\n"),
        ("shop/other/__init__.py", ""),
        ("shop/eu/__init__.py", "class Gateway: ...\n"),
    ],
)
def test_what_changes_a_wiring_is_never_answered_from_what_was_kept(tmp_path: Path, path: str, text: str) -> None:
    write(tmp_path, REGISTERED)
    time.sleep(0.05)
    code(tmp_path, cache=True).imports().wiring()
    if path.endswith("/__init__.py"):
        (tmp_path / path.replace("/__init__", "")).unlink()
    write(tmp_path, {path: text})

    assert code(tmp_path, cache=True).imports().wiring() == wiring(tmp_path)


def test_other_packs_are_asked_anew(tmp_path: Path) -> None:
    write(tmp_path, REGISTERED)
    code(tmp_path, cache=True).imports().wiring()
    fewer = Request(Settings(tmp_path, "archlint.toml", {}), packs=tuple(one for one in PACKS if one.name != "wagtail"))

    assert all(one.channel != "wagtail-hooks" for one in read(fewer).imports().wiring().sites)


def test_a_run_knows_whether_any_text_has_changed_once_it_has_read_it_all(tmp_path: Path) -> None:
    write(tmp_path, HOOKS)
    time.sleep(0.05)
    first = code(tmp_path, cache=True)
    imports = first.imports()
    assert first.seen() == ()
    imports.wiring()
    seen = first.seen()
    assert seen
    assert code(tmp_path, cache=True).still(seen)

    write(tmp_path, {"shop/use.py": HOOKS["shop/use.py"].replace('"one"', '"other"')})
    changed = code(tmp_path, cache=True)
    assert changed.stamp == first.stamp
    assert not changed.still(seen)
