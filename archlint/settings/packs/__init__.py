"""
Packs: what archlint is told of a framework, so that it sees coupling that no import shows.

A pack is data, a TOML file: by which calls and decorators code publishes and subscribes, where in them the topic
stands, and which strings a framework takes for the names of modules. Nothing in it is run.
"""

from archlint.settings.packs.nouns import FORMS, SLOT_WORDS, SUBSCRIBER, Channel, Pack, StringReference, Usage
from archlint.settings.packs.reading import read_pack

__all__ = ["FORMS", "SLOT_WORDS", "SUBSCRIBER", "Channel", "Pack", "StringReference", "Usage", "read_pack"]
