"""
Contract types for teams that stay with import-linter: a head beside `cli` that `lint-imports` loads.

    [importlinter]
    contract_types =
        linked_list: archlint.contracts.LinkedList
        budget: archlint.contracts.Budget

They judge the graph that import-linter has drawn, with grimp's own algorithms, and know nothing of archlint's rooms: so
they say what the rules of the same names say, of all that stands in that graph and of nothing else. docs/contracts.md
has their options.
"""

from archlint.contracts.budget import Budget
from archlint.contracts.linked_list import LinkedList

__all__ = ["Budget", "LinkedList"]
