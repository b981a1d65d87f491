"""Answer what is known of a module, an import or the components of a rule, what the rules say of it, and `chain`."""

from archlint.rulebook.explain.answer import explained
from archlint.rulebook.explain.chains import chain

__all__ = ["chain", "explained"]
