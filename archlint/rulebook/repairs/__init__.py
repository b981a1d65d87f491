"""How violations could be mended by rewriting their imports, as far as that is certain to change nothing else."""

from archlint.rulebook.repairs.proposals import repairs

__all__ = ["repairs"]
