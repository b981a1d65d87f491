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
    words: tuple[str, ...]
    """Plain texts, one of which stands in every line that holds such a call: that is much faster to look for."""
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


def _calls(name: str, publish: Search, subscribe: Search, before: str = "") -> Strand:
    """Return a strand both of whose ends are calls that take the topic as an argument, after another one or not."""
    topic = rf"[\w.]+\(\s*{before}{_TOPIC}"
    ends = [Search(_NAME + end.call, end.words, topic) for end in (publish, subscribe)]
    return Strand(name, publish=ends[0], subscribe=ends[1])


def dotted(package: str) -> Strand:
    """Return strings of at least three names, the first of which is the package."""
    name = rf"""(?<=["']){package}\.\w+\.[\w.]+(?=["'])"""
    return Strand("dotted", reference=Search(name, (package,)))


SIGNALS: Final = Strand(
    "signals",
    publish=Search(rf"{_NAME}\w+\.(?:send|send_robust|send_chained)\(", (".send",), r"(?:\w+\.)*(\w+)\.send\w*\("),
    subscribe=Search(
        rf"{_NAME}(?:receiver\(|connect(?:_via)?\b\(?)",
        ("receiver(", "connect"),
        r"(?:\w*receiver\(\s*(?:signal=)?[\[(]?\s*|(?=[\w.]+\.connect))(?:\w+\.)*(\w+)(?:\.connect)?",
    ),
)
"""Django's and blinker's alike: an object sends, a decorator or a method connects."""
DISPATCHER: Final = _calls(
    "dispatcher",
    Search(r"(?:async_)?dispatcher_send\(", ("dispatcher_send(",)),
    Search(r"(?:async_)?dispatcher_connect\(", ("dispatcher_connect(",)),
    before=r"[\w.]+,",
)
BUS: Final = _calls(
    "bus",
    Search(r"bus\.(?:async_)?fire\(", ("fire(",)),
    Search(r"bus\.(?:async_)?listen(?:_once)?\(", ("listen(", "listen_once(")),
)
SERVICES: Final = Strand(
    "services",
    publish=Search(rf"{_NAME}services\.(?:async_)?call\(", ("services.",), rf"[\w.]+\(\s*[^,]+,{_TOPIC}"),
    subscribe=Search(
        rf"{_NAME}(?:services\.(?:async_)?register|async_register_entity_service)\(",
        ("register(", "async_register_entity_service("),
        rf"(?:[\w.]+register\(\s*[^,]+,|[\w.]+entity_service\(){_TOPIC}",
    ),
)
HOOKS: Final = _calls(
    "hooks", Search(r"get_hooks\(", ("get_hooks(",)), Search(r"hooks\.register\(", ("hooks.register(",))
)
CALLBACKS: Final = Strand(
    "callbacks",
    publish=Search(
        rf"{_NAME}registry\.(?:publish|notify)\(",
        ("registry.",),
        r"(?s).{0,200}?resources\.(\w+),\s*events\.(\w+)",
    ),
    subscribe=Search(
        rf"{_NAME}registry\.(?:subscribe|receives)\(",
        ("registry.",),
        r"(?s).{0,200}?resources\.(\w+),\s*\[?events\.(\w+)",
    ),
)
CELERY: Final = Strand(
    "celery",
    publish=Search(
        rf"{_NAME}\w+\.(?:apply_async|delay)\(",
        (".apply_async(", ".delay("),
        r"(?:\w+\.)*(\w+)\.(?:apply_async|delay)\(",
    ),
    subscribe=Search(r"(?<=@)(?:\w+\.)?(?:task|shared_task)\b\(?", ("@",), r"(?s).{0,200}?\bdef (\w+)"),
)
EVENTS: Final = _calls("events", Search(r"fire\(", ("fire(",)), Search(r"subscribe\(", ("subscribe(",)))
QUEUE: Final = Strand(
    "queue",
    publish=Search(rf"{_NAME}(?:produce|produceEvent)\(", ("produce",), _STRING),
    subscribe=Search(rf"{_NAME}[sS]tartConsuming\(", ("tartConsuming(",), _STRING),
)

GET_CLASS: Final = Strand("get-class", reference=Search(r"\bget_class\(", ("get_class(",)))
GET_CLASSES: Final = Strand("get-classes", reference=Search(r"\bget_classes\(", ("get_classes(",)))
GET_MODEL: Final = Strand("get-model", reference=Search(r"\bget_model\(", ("get_model(",)))
RELATED_MODEL: Final = Strand(
    "related-model",
    reference=Search(
        r"""\b(?:ForeignKey|OneToOneField|ManyToManyField|ParentalKey)\((?=\s*(?:to=)?["']|\s*$)""",
        ("Key(", "ToOneField(", "ToManyField("),
    ),
)
IMPORTER: Final = Strand(
    "importer",
    reference=Search(rf"{_NAME}(?:import_string\w*|import_module|import_class|import_object)\(", ("import_",)),
)
INCLUDE: Final = Strand("include", reference=Search(r"""\binclude\((?=["'])""", ("include(",)))
