"""Who owns both ends of a violation, in words."""

from archlint.report.phrases import agreeing, listed
from archlint.settings import visible
from archlint.verdict import Violation

__all__ = ["crossing"]

_MOST = 3
"""So many owners of one end are named."""


def crossing(violation: Violation) -> str:
    """Return who imports from whom; "" where the same own both ends, and where nobody is known to own one."""
    importer, imported = violation.owners
    if not importer or not imported or set(importer) == set(imported):
        return ""
    verb = agreeing(len(importer), "imports", "import")
    return visible(f"{listed(importer, _MOST)} {verb} from {listed(imported, _MOST)}")
