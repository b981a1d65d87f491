"""
channel: what goes over a bus or a signal is published and taken by those who may.

What it does
    Looks at the topics that a pattern of `topics` means, and at every place in the code that publishes or subscribes to
    one of them, as the packs describe the frameworks. Of these it asks what the options say: who may publish, who may
    subscribe, that both ends lie in one component, that a topic is declared once, that nobody is left without the other
    end. Each place that is not so is one finding per module and topic. A pattern that means no topic is an error.

Why
    What two packages say to each other over a bus couples them as an import does, and nothing in their imports shows
    it. Whoever may publish a topic decides what all its subscribers hear; a topic that is spelled out in two places is
    renamed in one of them.

How to mend
    Publish and subscribe where it is allowed, and let that module call you. Import the constant that names the topic,
    from both ends. If one more module publishes it by right, add it to the list.

Blind spots
    Topics that are known at run time only are coupled to nobody, and each run says how many there are; `budget` with
    `dynamic-topics` keeps them few. Whoever publishes or subscribes in another repository is not seen: where a pack
    does not say so by `external`, an end that is missing here may be there.

Options
    topics: Which topics: names or patterns, in which `*` is any text, such as `payment.*`, with or without the
        framework before it, `celery:payment.*`; a signal is called by the full name of its object. `!x` takes away
        again.
    publishers: Who may publish them. Anyone by default.
    subscribers: Who may subscribe to them. Anyone by default.
    private: Whether both ends have to lie in one and the same of the `[components]`.
    declared-once: Whether all modules that use a topic have to take it from one constant or object.
    orphans: Whether one end may be missing. False makes a finding of each module that publishes what nobody takes, or
        takes what nobody publishes.

Drawing
    topics = ["payment.*"]
    publishers = ["shop.payments"]
    subscribers = ["shop.ledger", "shop.mail"]

    shop.payments.eu publishes payment.made
    shop.ledger.books subscribes to payment.made
    shop.mail.thanks subscribes to payment.made
    shop.web.checkout publishes payment.made       # want: topic
    shop.web.checkout subscribes to payment.lost   # want: topic
    shop.web.checkout publishes basket.filled

Drawing
    topics = ["*"]
    private = true

    [components]
    eu = "shop.payments.eu"
    us = "shop.payments.us"

    shop.payments.eu.till publishes eu.paid
    shop.payments.eu.books subscribes to eu.paid
    shop.payments.us.books subscribes to eu.paid   # want: topic

Drawing
    topics = ["payment.*"]
    declared-once = true
    orphans = false

    shop.payments publishes payment.made by shop.topics:MADE
    shop.ledger subscribes to payment.made by shop.topics:MADE
    shop.mail subscribes to payment.made           # want: topic
    shop.mail publishes payment.thanked            # want: topic
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from archlint.graph import (
    CONFIDENCES,
    Breach,
    Entry,
    Graph,
    Meeting,
    Misdeclared,
    Selection,
    Site,
    dynamic,
    fits,
    holed,
    listed,
    may_fit,
    spelled,
)
from archlint.settings import Problem, nearest

KINDS = ("channel",)
_SAID: Final = {"publish": "publishes", "subscribe": "subscribes to"}
_OTHERS: Final = {"publish": "subscribes to", "subscribe": "publishes"}


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    topics: tuple[Entry, ...] = field(metadata={"aside": True})
    publishers: tuple[Entry, ...] = ()
    subscribers: tuple[Entry, ...] = ()
    private: bool = False
    declared_once: bool = False
    orphans: bool = True


class Use(NamedTuple):
    """A topic that a site may be about."""

    site: Site
    topic: str
    """As it is written for a person."""
    whole: bool
    """Nothing of it is known at run time only."""
    open: bool
    """It could be any."""


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    if not (options.publishers or options.subscribers or options.private or options.declared_once) and options.orphans:
        help_ = "say more of them: `publishers`, `subscribers`, `private`, `declared-once`, or `orphans = false`"
        yield Problem(("topics",), "topics alone forbid nothing", help=help_, at_key=True)


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each module that publishes or takes a topic as it should not. Raises Misdeclared."""
    meant = Meant(graph, options.topics)
    meant.refuse_nothing()
    uses = list(meant.uses())
    for role, entries in (("publish", options.publishers), ("subscribe", options.subscribers)):
        if entries:
            yield from _uninvited(graph.select(entries), [use for use in uses if use.site.role == role])
    if options.private:
        yield from _leaving(graph, meant)
    if options.declared_once:
        yield from _written_out(uses)
    if not options.orphans:
        yield from _alone(graph, uses)


class Meant:
    """Which topics the settings mean."""

    def __init__(self, graph: Graph, entries: Iterable[Entry]) -> None:
        self._graph = graph
        self._entries = [entry for entry in entries if not entry.text.startswith("!")]
        self._without = [entry.text[1:] for entry in entries if entry.text.startswith("!")]
        self._least = graph.wanted.confidence if graph.wanted else CONFIDENCES[0]
        self._means = fits if self._least == CONFIDENCES[0] else may_fit

    def of(self, channel: str, topic: tuple[str, ...]) -> bool:
        """Return whether they mean a topic, as certainly as the rule wants it."""
        if any(fits(text, channel, topic) for text in self._without):
            return False
        return any(self._means(entry.text, channel, topic) for entry in self._entries)

    def uses(self) -> Iterator[Use]:
        """Yield each site with each topic of it that is meant."""
        for site in self._graph.wiring.sites:
            meant = (topic for topic in site.topics if self.of(site.channel, topic))
            yield from (Use(site, spelled(topic), not holed(topic), dynamic(topic)) for topic in meant)

    def meetings(self) -> Iterator[Meeting]:
        """Yield each two sites that meet on a topic that is meant, as certainly as the rule wants it."""
        counted = CONFIDENCES[: CONFIDENCES.index(self._least) + 1]
        found = (link for link in self._graph.wiring.links if link.confidence in counted)
        yield from (met for met in map(self._graph.wiring.meeting, found) if self.of(met.via, met.topic))

    def refuse_nothing(self) -> None:
        """Raise Misdeclared where an entry means no topic: no rule may guard an empty room."""
        known = {(site.channel, topic) for site in self._graph.wiring.sites for topic in site.topics}
        problems = [
            _no_topic(entry, known)
            for entry in self._entries
            if not self._graph.names.lenient and not any(self._means(entry.text, *one) for one in known)
        ]
        if problems:
            raise Misdeclared(problems)


def _no_topic(entry: Entry, known: Collection[tuple[str, tuple[str, ...]]]) -> Problem:
    words = f"no topic matches `{entry.text}`"
    if not known:
        return Problem(entry.where, f"{words}: nothing is published or subscribed to that a pack describes")
    maybe = sorted(spelled(topic) for channel, topic in known if may_fit(entry.text, channel, topic))
    if maybe:
        label = f"`{maybe[0]}` may be one, as far as it is known before run time"
        return Problem(entry.where, words, label, help='confidence = "pattern" counts what may be one')
    texts = {text for channel, topic in known for text in (spelled(topic), f"{channel}:{spelled(topic)}")}
    near = nearest(entry.text, sorted(texts))
    return Problem(entry.where, words, f"did you mean `{near}`?" if near else "", help="`archlint channels` lists them")


def _uninvited(found: Collection[Selection], uses: Iterable[Use]) -> Iterator[Breach]:
    invited = {node for selection in found for node in selection.exactness}
    labels = [selection.label for selection in found]
    for use in uses:
        if use.site.node not in invited:
            message = f"{use.site.module} {_SAID[use.site.role]} `{use.topic}`, which only {listed(labels)} may"
            yield _at(use, message, f"let {listed(labels, 'or')} do it for you, and call that", _SAID[use.site.role])


def _leaving(graph: Graph, meant: Meant) -> Iterator[Breach]:
    parts = [part for parts in graph.components.values() for part in parts]
    if not parts:
        raise Misdeclared([Problem((), "`private` compares components, and there are no [components]")])
    component = graph.assign(parts).component
    for met in meant.meetings():
        edge = met.subscriber.node, met.publisher.node
        edge = edge if edge[1] in graph.succ[edge[0]] else edge[::-1]
        if edge[1] in graph.succ[edge[0]] and not component[edge[0]] == component[edge[1]] >= 0:
            topic = spelled(met.topic)
            ends = [parts[component[node]].label if component[node] >= 0 else graph.name(node) for node in edge]
            message = f"{ends[0]} and {ends[1]} meet on `{topic}`, which is to stay in one component"
            help_ = "let one of the two call the other by what it exposes, or give the topic to what both may know"
            cut = partial(tuple, [edge])
            yield Breach("topic", message, help_, ends[0], ends[1], edge, cut=cut, at=met, about=f"by {topic}")


def _written_out(uses: Iterable[Use]) -> Iterator[Breach]:
    """Yield the modules that do not take a topic from where most take it."""
    by_topic: dict[tuple[str, str], list[Use]] = {}
    for use in uses:
        if use.whole and not use.site.implied:
            by_topic.setdefault((use.site.channel, use.topic), []).append(use)
    for (_, topic), group in sorted(by_topic.items()):
        modules = {use.site.module for use in group}
        counts = Counter(use.site.declared for use in group if use.site.declared)
        [home] = sorted(counts, key=lambda name: (-counts[name], name))[:1] or [""]
        for use in group if len(modules) > 1 else ():
            if not home:
                message = f"`{topic}` is written out in {len(modules)} modules"
                yield _at(use, message, "give it a name in one module, and let the others import that", "names")
            elif use.site.declared != home:
                here = f"is {use.site.declared} here" if use.site.declared else "is written out here"
                yield _at(use, f"`{topic}` {here}, and {home} elsewhere", f"import {home}", "names")


def _alone(graph: Graph, uses: Iterable[Use]) -> Iterator[Breach]:
    """Yield the modules that publish what nobody takes, or take what nobody publishes."""
    wiring = graph.wiring
    met = {end for link in wiring.links for end in link[:2]}
    joined = {wiring.sites[end] for end in met}
    for use in uses:
        site = use.site
        outside = any(channel == site.channel and fits(text, "", (use.topic,)) for channel, text in wiring.external)
        if not (site in joined or site.implied or use.open or outside):
            message = f"{site.module} {_SAID[site.role]} `{use.topic}`, and nobody {_OTHERS[site.role]} it"
            help_ = "delete it, or say in a pack that the other end is elsewhere: external = [...]"
            yield _at(use, message, help_, f"alone {_SAID[site.role]}")


def _at(use: Use, message: str, help_: str, does: str) -> Breach:
    """Return what is wrong with one end; `does` is what the module does with the topic, for it to be known by."""
    site = use.site
    return Breach("topic", message, help_, site.module, chain=(site.node,), at=site, about=f"{does} {use.topic}")
