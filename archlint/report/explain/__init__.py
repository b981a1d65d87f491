"""The answer to `archlint explain` about a module, an import or the components of a rule, as text or json."""

from archlint.report.explain.render import render

__all__ = ["render"]
