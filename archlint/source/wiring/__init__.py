"""
What couples modules without an import, by what packs say of frameworks: channels, and strings that name modules.

Files are searched for the names that packs know; what such a file says by itself is kept by its content. What a topic
may be is then found out across all files, without running one of them. `wired` is the verb; the nouns are light, as
every run has them.
"""

from typing import TYPE_CHECKING

from archlint.source.couplings import ANY, HOLE, ROLES, Forwarder, Reference, Site, Topic, Wiring
from archlint.startup import late

if TYPE_CHECKING:
    from archlint.source.wiring.wire import wired

__all__ = ["ANY", "HOLE", "ROLES", "Forwarder", "Reference", "Site", "Topic", "Wiring", "wired"]

if not TYPE_CHECKING:
    __getattr__ = late(__name__, {".wire": "wired"})
