"""Answer `metrics` as plain values: about a whole codebase, or one component of it."""

from collections.abc import Sequence

from archlint.graph import Graph
from archlint.rulebook.declared import Rule
from archlint.rulebook.judging import Docket
from archlint.rulebook.metrics.codebase import codebase
from archlint.rulebook.metrics.component import component
from archlint.rulebook.metrics.wiring import Row, Wiring
from archlint.rulebook.picture import placed
from archlint.settings import Request, nearest

__all__ = ["metrics"]


def metrics(request: Request, docket: Docket, whole: Graph, rules: Sequence[Rule]) -> Row:
    """
    Return the metrics of the code, or of the component that is the request's subject; docs/metrics.md has them all.

    `whole` is the code less what no rule looks at. Where a rule orders the components, the imports that it looks at are
    those that count. Where nothing is called like the subject, `known` is False, `unknown` the name and `near` the
    nearest one.
    """
    found = placed(whole, [rule for rule in rules if rule.module and rule.severity != "off"])
    wiring = Wiring(docket.views.get(found.order, whole), found)
    if not request.subject:
        return codebase(wiring)
    labels = wiring.labels
    if request.subject not in labels:
        near = nearest(request.subject, labels)
        return {"known": False, "unknown": request.subject, "near": near, "components": labels}
    return component(wiring, labels.index(request.subject))
