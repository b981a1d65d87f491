"""Sites: calls by which code publishes and subscribes, and functions that only hand a topic on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from archlint.settings import SUBSCRIBER, Channel, Usage
from archlint.source.couplings import Forwarder, Site, Topic
from archlint.source.wiring.evaluation import Evaluation
from archlint.source.wiring.facts import Found
from archlint.source.wiring.slots import Slots, Stand
from archlint.source.wiring.topics import Named, named
from archlint.source.wiring.usages import Meant, Usages
from archlint.startup import NamedTuple

__all__ = ["End", "Sites", "Use"]

_MOST: Final = 400
"""So many functions may hand on topics; where there are more, something common was taken for a framework."""


class End(NamedTuple):
    """One end of a channel."""

    channel: Channel
    role: str


class Use(NamedTuple):
    """A call that publishes or subscribes, and how one gets there from the call that somebody wrote."""

    stand: Stand
    usage: Usage
    end: End
    through: str = ""
    """The function that hands the topic on."""
    inner: Use | None = None
    """What that function does with it."""


class Sites:
    """What was found in a codebase so far."""

    def __init__(self, evaluation: Evaluation, ends: Iterable[Meant[End]], model: Callable[[str], str]) -> None:
        self._evaluation = evaluation
        self._slots = Slots(evaluation)
        self._model = model
        self.usages = Usages(evaluation, ends)
        self.sites: set[Site] = set()
        self.unknown: set[Site] = set()
        self.handing: set[Site] = set()
        self.forwarders: dict[Forwarder, list[Use]] = {}
        self._waiting: list[Use] = []
        """Calls on what may subscribe, as is known when all has been looked at."""
        self._handed: dict[str, list[tuple[Forwarder, Use]]] = {}
        """What functions hand on, by their full names."""

    def look(self, node: int, found: Found) -> Iterator[Forwarder]:
        """Take in what a module has of the names of packs; yield functions that turn out to hand topics on."""
        for call in found.calls:
            stand = Stand(node, call)
            for meant in self.usages.of(stand, self.names(stand)):
                if meant.usage.on == (SUBSCRIBER,):
                    self._waiting.append(Use(stand, meant.usage, meant.of))
                else:
                    yield from self._take(Use(stand, meant.usage, meant.of))

    def settle(self) -> None:
        """Take in the calls on functions that subscribe: whoever calls one so publishes what it subscribes to."""
        topics: dict[tuple[str, str], set[Topic]] = {}
        for site in self.sites:
            if site.role == "subscribe" and site.handler:
                topics.setdefault((site.channel, site.handler), set()).update(site.topics)
        for use in self._waiting:
            values = self._slots.values(use.stand, ("<object>",))
            names = [one.text for one in values if one.kind == "object"]
            found = {topic for name in names for topic in topics.get((use.end.channel.name, name), ())}
            if found:
                declared = names[0] if len(names) == 1 else ""
                how = f"the function {names[0]}, which subscribes"
                self._add(use, use.stand, Named(tuple(sorted(found)), declared, how, ()))

    def _makes(self, node: int, channel: Channel) -> bool:
        """Return whether a module belongs to the framework that makes a channel."""
        name = f"{self._evaluation.naming.name(node)}."
        return any(name.startswith(f"{own}.") for own in channel.own)

    def hand_on(self, node: int, found: Found) -> Iterator[Forwarder]:
        """Take in what a module has of the names of functions that hand topics on; yield more of these."""
        for call in found.calls:
            stand = Stand(node, call)
            for name in self._called(stand):
                for forwarder, use in tuple(self._handed.get(name, ())):
                    yield from self._take(Use(stand, use.usage, use.end, forwarder.function, use))

    def names(self, stand: Stand) -> tuple[str, ...]:
        """Return the full names of what a call calls."""
        if stand.call.callee[0] == "=":
            return ()
        return self._evaluation.calling.names(stand.call.callee, stand.where)

    def _called(self, stand: Stand) -> Iterator[str]:
        """Yield the functions that a call runs: of a class its constructor."""
        for name in self.names(stand):
            home = self._evaluation.naming.home(name)
            if home and self._evaluation.naming.class_(home):
                for one in self._evaluation.definitions.attribute(name, "__init__", stand.where):
                    if one.term[0] == "g":
                        yield one.term[1]
            else:
                yield name

    def _take(self, use: Use) -> Iterator[Forwarder]:
        innermost = self._given(use)
        if innermost is None:
            return
        by_class = use.end.channel.key == "type"
        segments = (self._slots.classes if by_class else self._slots.segments)(innermost, use.usage)
        result = named(segments, use.end.channel, use.usage, use.end.role, self._model)
        if self._makes(use.stand.node, use.end.channel):
            if result.known and not result.parameters:
                self._add(use, innermost, result)
            return
        new = [one for told in result.parameters for one in self._handing(use, *told)]
        handed = any(self._is_handed(use, *told) for told in result.parameters)
        if result.topics or (result.parameters and not handed):
            self._add(use, innermost, result)
        elif handed:
            self.handing.add(self._site(use, innermost, result))
        yield from new

    def _given(self, use: Use) -> Stand | None:
        """Return the innermost call with what it is given on the way from the one that somebody wrote."""
        if use.inner is None:
            return use.stand
        found = self._evaluation.definitions.function_at(use.through)
        if found is None:
            return None
        call = use.stand.call
        passed = self._evaluation.calling.passed(use.through, found[1], call.arguments, call.keywords, use.stand.where)
        inner = use.inner
        return self._given(inner._replace(stand=inner.stand._replace(given={**use.stand.given, **passed})))

    def _is_handed(self, use: Use, function: str, parameter: str) -> bool:
        """Return whether callers of a function are looked at for what it hands on."""
        return use in self.forwarders.get(Forwarder(function, use.end.channel.name, use.end.role, parameter), ())

    def _handing(self, use: Use, function: str, parameter: str) -> Iterator[Forwarder]:
        forwarder = Forwarder(function, use.end.channel.name, use.end.role, parameter)
        known = self.forwarders.get(forwarder)
        if known is None:
            home = self._evaluation.naming.home(function)
            own = home is None or self._makes(home.node, use.end.channel)
            if own or len(self.forwarders) >= _MOST or self._is_packs(function, use.end):
                return
            known = self.forwarders[forwarder] = []
        if use in known:
            return
        known.append(use)
        self._handed.setdefault(function, []).append((forwarder, use))
        yield forwarder

    def _is_packs(self, function: str, end: End) -> bool:
        """Return whether a pack itself describes a function, so that its callers are known already."""
        meant = self.usages.named(function)
        return any(one.of == end for one in meant)

    def _add(self, use: Use, innermost: Stand, result: Named) -> None:
        (self.sites if result.known else self.unknown).add(self._site(use, innermost, result))

    def _site(self, use: Use, innermost: Stand, result: Named) -> Site:
        call = use.stand.call
        line, column, end_line, end_column = call.place
        through = f", through {use.through}" if use.through else ""
        return Site(
            module=use.stand.node,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            channel=use.end.channel.name,
            role=use.end.role,
            topics=result.topics if result.known else (),
            declared=result.declared,
            how=f"{result.how}{through}" if result.known else "",
            handler=self._handler(innermost, use.usage) if use.end.role == "subscribe" else "",
            written=self._written(use),
        )

    def _written(self, use: Use) -> str:
        if use.inner is None:
            return self._slots.written(use.stand, use.usage)
        return use.stand.call.written[""]

    def _handler(self, innermost: Stand, usage: Usage) -> str:
        if innermost.call.decorated:
            return self._evaluation.naming.name(innermost.node, innermost.call.decorated)
        term = self._slots.term(innermost, usage.handler) if usage.handler else None
        if term is None:
            return ""
        if term[0] == "c" and term[2] and term[1][-1] == "partial":
            term = term[2][0]
        found = {one.text for one in self._evaluation.values(term, innermost.where) if one.kind == "object"}
        return found.pop() if len(found) == 1 else ""
