"""Read what couples modules without an import: channels that they meet on, and strings that name them."""

from archlint.source.wiring.nouns import ANY, HOLE, ROLES, Forwarder, Reference, Site, Wiring

__all__ = ["ANY", "HOLE", "ROLES", "Forwarder", "Reference", "Site", "Wiring"]
