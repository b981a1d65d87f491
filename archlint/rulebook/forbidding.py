"""What rules say of single imports that nobody has written, each by itself."""

from collections.abc import Iterable, Sequence

from archlint.graph import Graph, supposed
from archlint.rulebook.declared import Rule
from archlint.rulebook.findings import written_out
from archlint.rulebook.judging import judged
from archlint.rulebook.nouns import Finding
from archlint.settings import Request

__all__ = ["forbidden"]


def forbidden(
    request: Request, whole: Graph, rules: Sequence[Rule], pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, ...], Finding]:
    """Return what rules find of single imports that are supposed to be all there are, by rule and import."""
    node, size = whole.names.node, whole.size
    ends = ((node.get(tail, size), node.get(head, -1)) for tail, head in pairs)
    docket, _ = judged(request, supposed(whole, [pair for pair in ends if pair[0] < size and pair[1] >= 0]), rules)
    found = written_out(docket.pending)
    alone = (one for one in found if len(one.chain) == 2 and not one.swayed and not one.members and not one.measured)
    return {(one.rule, *one.chain): one for one in alone}
