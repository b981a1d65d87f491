"""Out of which packages sites are drawn, and how many of each kind."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from tests.corpora.wheels import Wheel
from tests.wiring.searches import (
    BUS,
    CALLBACKS,
    CELERY,
    DISPATCHER,
    EVENTS,
    GET_CLASS,
    GET_CLASSES,
    GET_MODEL,
    HOOKS,
    IMPORTER,
    INCLUDE,
    QUEUE,
    RELATED_MODEL,
    SERVICES,
    SIGNALS,
    Strand,
    dotted,
)

__all__ = ["CORPORA", "Corpus", "Quota"]


class Quota(NamedTuple):
    """How many pairs are drawn of a strand, and how many sites alone, by role."""

    strand: Strand
    pairs: int = 0
    publish: int = 0
    subscribe: int = 0
    reference: int = 0


@dataclass(frozen=True)
class Corpus:
    """A distribution, the folders of it that are searched, and what is taken, by one drawing after the other."""

    wheel: Wheel
    folders: tuple[str, ...]
    drawings: tuple[tuple[Quota, ...], ...]


def _strings(strand: Strand, count: int) -> Quota:
    return Quota(strand, reference=count)


CORPORA: Final = (
    Corpus(
        Wheel("homeassistant", "2024.3.3", sha256="6e1ec2c07441d63fdcfb8acd2c4bbb6f68bc97330855784d3623d10c38fe3577"),
        ("homeassistant",),
        (
            (Quota(DISPATCHER, 5, 2, 2), Quota(BUS, 4, 2, 2), Quota(SERVICES, 4, 1, 1)),
            (Quota(DISPATCHER, 5, 4, 4), Quota(BUS, 3, 3, 3), Quota(SERVICES, 3, 3, 3), _strings(IMPORTER, 1)),
        ),
    ),
    Corpus(
        Wheel("django-oscar", "4.2.1", sha256="adbb95ea0130859c204cc6fb221052d6d437ecbaa90800e8418a809f72645e9c"),
        ("oscar",),
        (
            (
                _strings(GET_CLASS, 5),
                _strings(GET_CLASSES, 2),
                _strings(GET_MODEL, 4),
                _strings(RELATED_MODEL, 3),
                _strings(dotted("oscar"), 2),
                Quota(SIGNALS, 3, 1, 1),
            ),
            (
                _strings(GET_CLASS, 4),
                _strings(GET_CLASSES, 1),
                _strings(GET_MODEL, 2),
                _strings(dotted("oscar"), 2),
                _strings(IMPORTER, 1),
                Quota(SIGNALS, 2),
            ),
        ),
    ),
    Corpus(
        Wheel("wagtail", "8.0.1", sha256="1e6ad5c7891a54efce1400e168298b5a2cc343b642cee89c31bf5ec30c98b26c"),
        ("wagtail",),
        (
            (
                Quota(HOOKS, 4, 1, 1),
                Quota(SIGNALS, 3, 1, 1),
                _strings(RELATED_MODEL, 2),
                _strings(dotted("wagtail"), 2),
            ),
            (
                Quota(HOOKS, 2, 1, 1),
                Quota(SIGNALS, 2, 0, 2),
                _strings(GET_MODEL, 1),
                _strings(IMPORTER, 2),
                _strings(dotted("wagtail"), 1),
            ),
        ),
    ),
    Corpus(
        Wheel("pretix", "2026.8.0", sha256="a78932e698778d873530d67f25a57c28d1c09b1bfb1a22ec817c00d90397db85"),
        ("pretix",),
        (
            (Quota(SIGNALS, 6, 2, 2), Quota(CELERY, 2), _strings(RELATED_MODEL, 2), _strings(dotted("pretix"), 3)),
            (Quota(SIGNALS, 3, 1, 2), Quota(CELERY, 2, 1, 0), _strings(RELATED_MODEL, 2), _strings(IMPORTER, 1)),
        ),
    ),
    Corpus(
        Wheel("indico", "3.3.14", sha256="d98e030e0f21d22b9d9423d7cb3f9fca472ac5c2c4f3d8c5d7026ed3ed6c9811"),
        ("indico",),
        ((Quota(SIGNALS, 6, 2, 2),), (Quota(SIGNALS, 4, 2, 2), _strings(IMPORTER, 1))),
    ),
    Corpus(
        Wheel("neutron", "29.0.0", sha256="6e998e2e55d233ff757f3ae1d53dd8dfd2cb455a01868e494c22fd6b8b0aba36"),
        ("neutron",),
        (
            (Quota(CALLBACKS, 6, 2, 2), _strings(dotted("neutron"), 2)),
            (Quota(CALLBACKS, 3, 2, 2), _strings(IMPORTER, 2), _strings(dotted("neutron"), 1)),
        ),
    ),
    Corpus(
        Wheel("octoprint", "1.11.8", sha256="21fef2f84f9b730dab905c3d22c0476f4877cadf6c129c8a75be8e5b5546241e"),
        ("octoprint",),
        ((Quota(EVENTS, 4, 3, 2),), (Quota(EVENTS, 2, 3, 2),)),
    ),
    Corpus(
        Wheel("buildbot", "4.3.0", sha256="5cd502825b1bbacda2ac0b24e6da5107dbbc2c54f80cd53100f85a5b2e30c400"),
        ("buildbot",),
        ((Quota(QUEUE, 4, 2, 2),), (Quota(QUEUE, 4, 1, 1),)),
    ),
    Corpus(
        Wheel("pretalx", "2026.2.1", sha256="41328c518838cf464582c136b3229e3872b82d91f78d8e396970f84baf29e9ae"),
        ("pretalx",),
        (
            (Quota(SIGNALS, 3, 1, 1), _strings(RELATED_MODEL, 2), _strings(dotted("pretalx"), 2)),
            (Quota(SIGNALS, 1, 1, 1), Quota(CELERY, 2), _strings(IMPORTER, 1), _strings(INCLUDE, 1)),
        ),
    ),
    Corpus(
        Wheel("nautobot", "3.2.7", sha256="0742bcb18aaf08dc45891f2c410707d4c6467089944a01ad6a836b37899ca843"),
        ("nautobot",),
        (
            (Quota(SIGNALS, 3, 1, 4), _strings(RELATED_MODEL, 4), _strings(dotted("nautobot"), 3)),
            (Quota(SIGNALS, 0, 0, 3), _strings(GET_MODEL, 2), _strings(IMPORTER, 2), _strings(INCLUDE, 1)),
        ),
    ),
    Corpus(
        Wheel("ckan", "2.12.0", sha256="3b41cb4860286813fbcd18c57341e96edba266e2e492aeea92c4e03ce9e2934e"),
        ("ckan", "ckanext"),
        ((Quota(SIGNALS, 2, 1, 1),), (Quota(SIGNALS, 1, 2, 2), _strings(IMPORTER, 1))),
    ),
)
