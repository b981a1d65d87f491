"""Put the violations where they stand among the imports from module to module."""

from collections import Counter
from collections.abc import Iterable

from archlint.rulebook import Links
from archlint.verdict.components import Edge, Network, Node, States, Wire
from archlint.verdict.nouns import Violation

__all__ = ["network"]


def network(links: Links, violations: Iterable[Violation]) -> Network:
    """
    Return the modules and imports, each violation counted once: at its import, else at the module that is to blame.

    One through other modules stands at the first import of its chain, as in reports. What is no module of the code has
    no place here: a waiver that has ended, say.
    """
    number = {module.name: node for node, module in enumerate(links.modules)}
    pairs = frozenset(links.pairs)
    counts: dict[tuple[int, ...], Counter[str]] = {}
    for one in violations:
        ends = (one.steps[0].importer, one.steps[0].imported) if one.steps else (one.importer, one.imported)
        tail, head = (number.get(name, -1) for name in ends)
        spot = (tail, head) if (tail, head) in pairs else (tail,)
        counts.setdefault(spot, Counter())[one.state] += 1

    def states(*spot: int) -> States:
        found = counts.get(spot)
        return States(found["new"], found["known"], found["waived"]) if found else States()

    return Network(
        tuple(Node(*module, states(node)) for node, module in enumerate(links.modules)),
        tuple(Edge(*pair, *links.place(*pair), links.statements(*pair), states(*pair)) for pair in links.pairs),
        tuple(Wire(*wire) for wire in links.wires),
    )
