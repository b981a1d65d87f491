"""What is searched for in which package: call names as text, where a topic is spelt, and how many sites are drawn."""

from dataclasses import dataclass
from typing import Final

from tests.corpora.wheels import Wheel

__all__ = ["CORPORA", "Corpus", "Search", "Strand"]

_NAME: Final = r"(?:(?<=\)\.)|(?<![\w.])(?:\w+\.)*)"
"""What may stand before the last dot of a called name: names, or another call, of which nothing is taken."""
_TOPIC: Final = r"""\s*(?:\w+=)?(f?["'][^"'\n]*["']|(?:\w+\.)*[A-Z]\w+(?!\.[a-z_]*[A-Z]))"""
_STRING: Final = r"""[^"']*(["'][^"'\n]*["'])"""


@dataclass(frozen=True)
class Search:
    """A call name as a regular expression over a line, and where its topic is spelt in the text from there on."""

    call: str
    topic: str = r"(?!)"
    """Its groups are what the other end has to spell too; by default none is ever found."""
    singles: int = 0
    """Sites drawn alone, besides those in pairs."""


@dataclass(frozen=True)
class Strand:
    """Sites that could meet: who publishes and who subscribes; or, alone, strings that name something."""

    name: str
    publish: Search | None = None
    subscribe: Search | None = None
    reference: Search | None = None
    pairs: int = 0

    def searches(self) -> dict[str, Search]:
        """Return the searches by role."""
        roles = {"publish": self.publish, "subscribe": self.subscribe, "reference": self.reference}
        return {role: search for role, search in roles.items() if search}


@dataclass(frozen=True)
class Corpus:
    """A distribution, the folders of it that are searched, and what for."""

    wheel: Wheel
    folders: tuple[str, ...]
    strands: tuple[Strand, ...]


def _signals(pairs: int, sends: int, receivers: int, name: str = "signals") -> Strand:
    receiver = rf"{_NAME}(?:receiver\(|connect(?:_via)?\b\(?)"
    spelt = r"(?:\w*receiver\(\s*(?:signal=)?[\[(]?\s*|(?=[\w.]+\.connect))(?:\w+\.)*(\w+)(?:\.connect)?"
    return Strand(
        name,
        publish=Search(rf"{_NAME}\w+\.(?:send|send_robust|send_chained)\(", r"(?:\w+\.)*(\w+)\.send\w*\(", sends),
        subscribe=Search(receiver, spelt, receivers),
        pairs=pairs,
    )


def _calls(name: str, publish: str, subscribe: str, pairs: int, singles: tuple[int, int], before: str = "") -> Strand:
    """Return a strand both of whose ends are calls that take the topic as an argument, after another one or not."""
    return Strand(
        name,
        publish=Search(_NAME + publish, rf"[\w.]+\(\s*{before}{_TOPIC}", singles[0]),
        subscribe=Search(_NAME + subscribe, rf"[\w.]+\(\s*{before}{_TOPIC}", singles[1]),
        pairs=pairs,
    )


def _references(name: str, call: str, count: int) -> Strand:
    return Strand(name, reference=Search(call, singles=count))


def _dotted(package: str, count: int) -> Strand:
    return _references("dotted", rf"""(?<=["']){package}\.\w+\.[\w.]+(?=["'])""", count)


def _models(count: int) -> Strand:
    field = r"""\b(?:ForeignKey|OneToOneField|ManyToManyField|ParentalKey)\((?=\s*(?:to=)?["']|\s*$)"""
    return _references("related-model", field, count)


_SERVICES: Final = Strand(
    "services",
    publish=Search(rf"{_NAME}services\.(?:async_)?call\(", rf"[\w.]+\(\s*[^,]+,{_TOPIC}", 1),
    subscribe=Search(
        rf"{_NAME}(?:services\.(?:async_)?register|async_register_entity_service)\(",
        rf"(?:[\w.]+register\(\s*[^,]+,|[\w.]+entity_service\(){_TOPIC}",
        1,
    ),
    pairs=4,
)
_CALLBACKS: Final = Strand(
    "callbacks",
    publish=Search(rf"{_NAME}registry\.(?:publish|notify)\(", r"(?s).{0,200}?resources\.(\w+),\s*events\.(\w+)", 2),
    subscribe=Search(
        rf"{_NAME}registry\.(?:subscribe|receives)\(", r"(?s).{0,200}?resources\.(\w+),\s*\[?events\.(\w+)", 2
    ),
    pairs=6,
)
_CELERY: Final = Strand(
    "celery",
    publish=Search(rf"{_NAME}\w+\.(?:apply_async|delay)\(", r"(?:\w+\.)*(\w+)\.(?:apply_async|delay)\("),
    subscribe=Search(r"(?<=@)(?:\w+\.)?(?:task|shared_task)\b\(?", r"(?s).{0,200}?\bdef (\w+)"),
    pairs=2,
)
_EVENTS: Final = _calls("events", r"fire\(", r"subscribe\(", 4, (3, 2))
_QUEUE: Final = Strand(
    "queue",
    publish=Search(rf"{_NAME}(?:produce|produceEvent)\(", rf"(?s){_STRING}", 2),
    subscribe=Search(rf"{_NAME}[sS]tartConsuming\(", rf"(?s){_STRING}", 2),
    pairs=4,
)

CORPORA: Final = (
    Corpus(
        Wheel("homeassistant", "2024.3.3", sha256="6e1ec2c07441d63fdcfb8acd2c4bbb6f68bc97330855784d3623d10c38fe3577"),
        ("homeassistant",),
        (
            _calls(
                "dispatcher", r"(?:async_)?dispatcher_send\(", r"(?:async_)?dispatcher_connect\(", 5, (2, 2), r"[\w.]+,"
            ),
            _calls("bus", r"bus\.(?:async_)?fire\(", r"bus\.(?:async_)?listen(?:_once)?\(", 4, (2, 2)),
            _SERVICES,
        ),
    ),
    Corpus(
        Wheel("django-oscar", "4.2.1", sha256="adbb95ea0130859c204cc6fb221052d6d437ecbaa90800e8418a809f72645e9c"),
        ("oscar",),
        (
            _references("get-class", r"\bget_class\(", 5),
            _references("get-classes", r"\bget_classes\(", 2),
            _references("get-model", r"\bget_model\(", 4),
            _models(3),
            _dotted("oscar", 2),
            _signals(3, 1, 1),
        ),
    ),
    Corpus(
        Wheel("wagtail", "8.0.1", sha256="1e6ad5c7891a54efce1400e168298b5a2cc343b642cee89c31bf5ec30c98b26c"),
        ("wagtail",),
        (
            _calls("hooks", r"get_hooks\(", r"hooks\.register\(", 4, (1, 1)),
            _signals(3, 1, 1),
            _models(2),
            _dotted("wagtail", 2),
        ),
    ),
    Corpus(
        Wheel("pretix", "2026.8.0", sha256="a78932e698778d873530d67f25a57c28d1c09b1bfb1a22ec817c00d90397db85"),
        ("pretix",),
        (_signals(6, 2, 2), _CELERY, _models(2), _dotted("pretix", 3)),
    ),
    Corpus(
        Wheel("indico", "3.3.14", sha256="d98e030e0f21d22b9d9423d7cb3f9fca472ac5c2c4f3d8c5d7026ed3ed6c9811"),
        ("indico",),
        (_signals(6, 2, 2),),
    ),
    Corpus(
        Wheel("neutron", "29.0.0", sha256="6e998e2e55d233ff757f3ae1d53dd8dfd2cb455a01868e494c22fd6b8b0aba36"),
        ("neutron",),
        (_CALLBACKS, _dotted("neutron", 2)),
    ),
    Corpus(
        Wheel("octoprint", "1.11.8", sha256="21fef2f84f9b730dab905c3d22c0476f4877cadf6c129c8a75be8e5b5546241e"),
        ("octoprint",),
        (_EVENTS,),
    ),
    Corpus(
        Wheel("buildbot", "4.3.0", sha256="5cd502825b1bbacda2ac0b24e6da5107dbbc2c54f80cd53100f85a5b2e30c400"),
        ("buildbot",),
        (_QUEUE,),
    ),
    Corpus(
        Wheel("pretalx", "2026.2.1", sha256="41328c518838cf464582c136b3229e3872b82d91f78d8e396970f84baf29e9ae"),
        ("pretalx",),
        (_signals(3, 1, 1), _models(2), _dotted("pretalx", 2)),
    ),
    Corpus(
        Wheel("nautobot", "3.2.7", sha256="0742bcb18aaf08dc45891f2c410707d4c6467089944a01ad6a836b37899ca843"),
        ("nautobot",),
        (_signals(3, 1, 4), _models(4), _dotted("nautobot", 3)),
    ),
    Corpus(
        Wheel("ckan", "2.12.0", sha256="3b41cb4860286813fbcd18c57341e96edba266e2e492aeea92c4e03ce9e2934e"),
        ("ckan", "ckanext"),
        (_signals(2, 1, 1),),
    ),
)
