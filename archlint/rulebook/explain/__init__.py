"""Answer `explain`: what is known of a module, an import or the components of a rule, and what the rules say of it."""

from archlint.rulebook.explain.answer import explained

__all__ = ["explained"]
