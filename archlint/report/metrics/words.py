"""What each metric says, in a line: what is counted, and what is good."""

from collections.abc import Mapping
from typing import Any, Final

from archlint.report.phrases import counted
from archlint.settings import visible

__all__ = ["label", "sentence"]

_CODEBASE: Final = {
    "skips": "imports pass over a layer; 0 is a linked list",
    "back": "imports point up; 0 is good: what points up ties the layers to one another",
    "component-fan-out": "other components are imported by {component}, the most; few is good",
    "component-cycle": "components need one another in the largest cycle; 0 is good",
    "module-cycle": "modules need one another in the largest cycle; 0 is good",
    "tangle": "imports have to go to leave no cycle of components{proof}; 0 is good",
    "entry-modules": "modules are imported from outside of their component; few doors are good",
    "private-names": "names that other components or modules take are private; 0 is good",
    "propagation-cost": "pairs of modules: a change of one can reach the other; low is good",
    "adjacency": "imports lead to the next layer; all of them would be a linked list",
    "path-score": "imports could stay if these components became a list{proof}; many is good",
}
_UNORDERED: Final = {
    "skips": "imports are shortcuts, as there is a longer way; 0 is a list",
    "back": "imports point back; 0 is good; another cut of this size may name others",
    "adjacency": "imports lead to what is next without a choice; all of them would be a list",
}
"""Where no order is declared."""
_COMPONENT: Final = {
    "skips": "imports of other components pass over a layer; 0 is a linked list",
    "back": "imports of other components point up; 0 is good",
    "component-fan-in": "other components import it; the more, the dearer its changes",
    "component-fan-out": "other components are imported by it; few is good",
    "fan-in": "modules outside import it; the more, the dearer its changes",
    "fan-out": "modules outside are imported by it; few is good",
    "cycle-size": "modules of it need one another in its largest cycle; 0 is good",
    "entry-modules": "modules of it are imported from outside; few doors are good",
    "private-names": "names that are taken from outside are private; 0 is good",
    "visibility-fan-in": "modules outside come to need it by some chain; few lets it change freely",
    "visibility-fan-out": "modules outside it comes to need by some chain; few lets it be understood alone",
    "adjacency": "imports of other components lead to the next layer; all is a linked list",
}
_LABELS: Final = {
    "step": "to the next layer",
    "skip": "past a layer",
    "sibling": "to another component of the same layer",
    "branch": "to one of several that are next",
    "join": "to one that others are next to as well",
    "back": "up",
    "foundation": "to the foundation, which anyone may import",
    "unplaced": "from or to what the order says nothing of",
}
_SHAPED: Final = {
    "step": "to the one that is next",
    "skip": "past what lies on a longer way",
    "back": "back, so that there is a cycle",
}


def sentence(number: Mapping[str, Any], *, about: str, ordered: bool) -> str:
    """Return what a number of the codebase, or of a component, says."""
    words = _CODEBASE if about == "codebase" else _COMPONENT
    name = number["metric"]
    chosen = words[name] if ordered else _UNORDERED.get(name, words[name])
    return chosen.format(component=visible(number.get("component", "")) or "none", proof=_proof(number))


def label(name: str, *, ordered: bool) -> str:
    """Return where imports of this label lead."""
    return _LABELS[name] if ordered else _SHAPED.get(name, _LABELS[name])


def _proof(number: Mapping[str, Any]) -> str:
    """Say whether a number that had to be searched for is the best there is."""
    if "bound" not in number or not number["of"]:
        return ""
    if number["metric"] == "tangle":
        bound = counted(number["bound"], "import")
        return ", proven to be the fewest" if number["proven"] else f", the fewest known, {bound} at least"
    return ", proven to be the most" if number["proven"] else f", the most known, {number['bound']:,} at most"
