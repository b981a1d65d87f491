"""What is searched for: call names as text, and where what they publish or subscribe to is spelt behind them."""

from dataclasses import dataclass
from typing import Final

__all__ = [
    "BUS",
    "CALLBACKS",
    "CELERY",
    "DISPATCHER",
    "EVENTS",
    "GET_CLASS",
    "GET_CLASSES",
    "GET_MODEL",
    "HOOKS",
    "IMPORTER",
    "INCLUDE",
    "QUEUE",
    "RELATED_MODEL",
    "SERVICES",
    "SIGNALS",
    "Search",
    "Strand",
    "dotted",
]

_NAME: Final = r"(?:(?<=\)\.)|(?<![\w.])(?:\w+\.)*)"
"""What may stand before the last dot of a called name: names, or another call, of which nothing is taken."""
_TOPIC: Final = r"""\s*(?:\w+=)?(f?["'][^"'\n]*["']|(?:\w+\.)*[A-Z]\w+(?!\.[a-z_]*[A-Z]))"""
_STRING: Final = r"""(?s)[^"']*(["'][^"'\n]*["'])"""


@dataclass(frozen=True)
class Search:
    """A call name as a regular expression over a line, and where its topic is spelt in the text from there on."""

    call: str
    topic: str = r"(?!)"
    """Its groups are what the other end has to spell too; by default none is ever found."""


@dataclass(frozen=True)
class Strand:
    """Sites that could meet: who publishes and who subscribes; or, alone, strings that name something."""

    name: str
    publish: Search | None = None
    subscribe: Search | None = None
    reference: Search | None = None

    def searches(self) -> dict[str, Search]:
        """Return the searches by role."""
        roles = {"publish": self.publish, "subscribe": self.subscribe, "reference": self.reference}
        return {role: search for role, search in roles.items() if search}


def _calls(name: str, publish: str, subscribe: str, before: str = "") -> Strand:
    """Return a strand both of whose ends are calls that take the topic as an argument, after another one or not."""
    topic = rf"[\w.]+\(\s*{before}{_TOPIC}"
    return Strand(name, publish=Search(_NAME + publish, topic), subscribe=Search(_NAME + subscribe, topic))


def _references(name: str, call: str) -> Strand:
    return Strand(name, reference=Search(call))


def dotted(package: str) -> Strand:
    """Return strings of at least three names, the first of which is the package."""
    return _references("dotted", rf"""(?<=["']){package}\.\w+\.[\w.]+(?=["'])""")


SIGNALS: Final = Strand(
    "signals",
    publish=Search(rf"{_NAME}\w+\.(?:send|send_robust|send_chained)\(", r"(?:\w+\.)*(\w+)\.send\w*\("),
    subscribe=Search(
        rf"{_NAME}(?:receiver\(|connect(?:_via)?\b\(?)",
        r"(?:\w*receiver\(\s*(?:signal=)?[\[(]?\s*|(?=[\w.]+\.connect))(?:\w+\.)*(\w+)(?:\.connect)?",
    ),
)
"""Django's and blinker's alike: an object sends, a decorator or a method connects."""
DISPATCHER: Final = _calls(
    "dispatcher", r"(?:async_)?dispatcher_send\(", r"(?:async_)?dispatcher_connect\(", r"[\w.]+,"
)
BUS: Final = _calls("bus", r"bus\.(?:async_)?fire\(", r"bus\.(?:async_)?listen(?:_once)?\(")
SERVICES: Final = Strand(
    "services",
    publish=Search(rf"{_NAME}services\.(?:async_)?call\(", rf"[\w.]+\(\s*[^,]+,{_TOPIC}"),
    subscribe=Search(
        rf"{_NAME}(?:services\.(?:async_)?register|async_register_entity_service)\(",
        rf"(?:[\w.]+register\(\s*[^,]+,|[\w.]+entity_service\(){_TOPIC}",
    ),
)
HOOKS: Final = _calls("hooks", r"get_hooks\(", r"hooks\.register\(")
CALLBACKS: Final = Strand(
    "callbacks",
    publish=Search(rf"{_NAME}registry\.(?:publish|notify)\(", r"(?s).{0,200}?resources\.(\w+),\s*events\.(\w+)"),
    subscribe=Search(
        rf"{_NAME}registry\.(?:subscribe|receives)\(", r"(?s).{0,200}?resources\.(\w+),\s*\[?events\.(\w+)"
    ),
)
CELERY: Final = Strand(
    "celery",
    publish=Search(rf"{_NAME}\w+\.(?:apply_async|delay)\(", r"(?:\w+\.)*(\w+)\.(?:apply_async|delay)\("),
    subscribe=Search(r"(?<=@)(?:\w+\.)?(?:task|shared_task)\b\(?", r"(?s).{0,200}?\bdef (\w+)"),
)
EVENTS: Final = _calls("events", r"fire\(", r"subscribe\(")
QUEUE: Final = Strand(
    "queue",
    publish=Search(rf"{_NAME}(?:produce|produceEvent)\(", _STRING),
    subscribe=Search(rf"{_NAME}[sS]tartConsuming\(", _STRING),
)

GET_CLASS: Final = _references("get-class", r"\bget_class\(")
GET_CLASSES: Final = _references("get-classes", r"\bget_classes\(")
GET_MODEL: Final = _references("get-model", r"\bget_model\(")
RELATED_MODEL: Final = _references(
    "related-model", r"""\b(?:ForeignKey|OneToOneField|ManyToManyField|ParentalKey)\((?=\s*(?:to=)?["']|\s*$)"""
)
IMPORTER: Final = _references("importer", rf"{_NAME}(?:import_string\w*|import_module|import_class|import_object)\(")
INCLUDE: Final = _references("include", r"""\binclude\((?=["'])""")
