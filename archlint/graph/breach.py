"""What a rule yields: one place where the graph is not as declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from archlint.graph.patterns import Entry
from archlint.graph.wiring.nouns import Meeting, Site
from archlint.startup import NamedTuple

__all__ = ["Account", "Breach", "Cut", "Import", "Use"]

Import = tuple[int, int]
"""An edge: (importing node, imported node)."""
Cut = Callable[[], tuple[Import, ...]]
"""Gives the fewest imports whose removal mends the breach; asked for only where somebody will read it."""


class Use(NamedTuple):
    """One of the places that a breach of many comes of."""

    chain: tuple[int, ...]
    """The import or the chain of imports; a module by itself where no import is followed."""
    by: str = ""
    """What it is put down to, the same for all that make one thing: what should change, or what depends on what."""
    name: str | None = None
    """The one name of the import that counts, "" for the module itself; None for the import as a whole."""
    cut: Cut = tuple
    """Gives the imports whose removal ends it."""
    place: tuple[int, int] | None = None
    """Line and column in the file of a module by itself; None for its beginning."""


class Account(NamedTuple):
    """How a breach came about, for those who ask what a change had to do with it."""

    uses: Callable[[], Iterable[Use]]
    """Gives all that it comes of, in any order: without some of it there would be no such breach, or a lesser one."""
    told: Callable[[Breach, Sequence[Use]], tuple[Breach, Use]]
    """Gives the breach in the words for who has added some of that, one at least, by place; and where to show it."""


class Breach(NamedTuple):
    """One violation, before it is known where it stands in the files."""

    kind: str
    """One of the kinds of the report, such as skip, back or cycle; docs/settings.md lists them."""
    message: str
    """What was seen, in one line without a full stop."""
    help: str
    """The one next act."""
    tail: str = ""
    """Label of the importing component, also of the one that imports all members; "" where there is none."""
    head: str = ""
    """Label of the imported component, also of the one that all members import; "" where there is none."""
    chain: tuple[int, ...] = ()
    """Nodes from importer to imported: two for a direct import, one for a module that breaks a rule by itself."""
    members: tuple[str, ...] = ()
    """What a set such as a cycle or a branch is made of, sorted; it is the identity of such a breach, else empty."""
    cut: Cut | None = None
    """None where there is no import to cut."""
    names: tuple[str, ...] = ()
    """Only these names of the import break the rule; empty means the import as a whole."""
    entry: Entry | None = None
    """The name in the settings that breaks the rule by itself; then there is no chain, but `tail` and `head`."""
    measured: tuple[str, int] | None = None
    """A measure and its value, where a component (`tail`) has too much of it; a baseline knows it up to its value."""
    account: Account | None = None
    """Of what it comes besides its chain; None where that is all."""
    by: str = ""
    """"string" or "channel" where it is about that alone, of all that couples the two modules of its chain; else ""."""
    at: Site | Meeting | None = None
    """The site, or the two ends of the channel, that it is about and stands at; None for imports."""
    about: str = ""
    """What it is about besides its modules, as a part of what it is known by: "publishes payment.made"."""
