"""What packages should offer: names that outsiders take from the inside of them, and who takes them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from archlint.graph import Doubt, Graph, Symbol, SymbolTable
from archlint.rulebook.declared import Rule
from archlint.rulebook.explain.subjects import near
from archlint.rulebook.findings import written_out
from archlint.rulebook.judging import Docket
from archlint.settings import Request

__all__ = ["demanded"]

_TYPE = "public-api"
_SHOWN = 3
"""So many of those that take a name are named."""
Key = tuple[str, str, str]
"""A package, a module in it, and a name of that."""


def demanded(request: Request, docket: Docket, rules: Sequence[Rule]) -> dict[str, Any]:
    """
    Return the names by how many modules take them, as plain values; docs/fix.md says what each key means.

    Of one package where the request's subject names it; else of those that public-api rules speak of, and without such
    rules of the packages that lie directly in the top-level ones.
    """
    whole = docket.whole
    whole = Graph(whole.names, whole.ledger, whole.reading._replace(lines=cache(whole.reading.lines)), whole.dialects)
    name = request.subject
    if name and not _is_package(whole, name):
        return {"known": False, "unknown": name, "near": near(whole, name)}
    taken = _by_rules(docket) if not name and any(rule.type == _TYPE for rule in rules) else None
    if taken is None:
        packages = [name] if name else list(_packages(whole))
        taken = {key: takers for package in packages for key, takers in _taken(whole, package).items()}
    table = SymbolTable(whole)
    rows = [_row(whole, table, key, takers) for key, takers in _joined(table, taken).items()]
    rows.sort(key=lambda row: (-row["modules"], row["key"]))
    return {"known": True, "names": rows}


def _is_package(whole: Graph, name: str) -> bool:
    node = whole.names.node.get(name, -1)
    return 0 <= node < whole.size and bool(whole.names.packages[node])


def _packages(whole: Graph) -> Iterator[str]:
    """Yield the packages that lie directly in the top-level ones."""
    return (
        name for node, name in enumerate(whole.names.modules) if name.count(".") == 1 and whole.names.packages[node]
    )


def _by_rules(docket: Docket) -> dict[Key, Counter[str]]:
    """Return what breaks the public-api rules: for each name of a module how often who imports it."""
    found: dict[Key, Counter[str]] = defaultdict(Counter)
    for finding in written_out(docket.pending):
        if finding.type == _TYPE and finding.imported:
            for name in finding.names:
                found[finding.head, finding.imported, name][finding.importer] += 1
    return found


def _taken(whole: Graph, package: str) -> dict[Key, Counter[str]]:
    """Return the same of all that outsiders take from the modules below a package."""
    inside = [node for node in whole.names.below(package) if node < whole.size]
    found: dict[Key, Counter[str]] = defaultdict(Counter)
    for head in inside:
        module = whole.name(head)
        for tail in whole.pred[head] if module != package else ():
            importer = whole.name(tail)
            if not f"{importer}.".startswith(f"{package}."):
                for one in whole.occurrences(tail, head):
                    if one.name not in ("", "*"):
                        found[package, module, one.name][importer] += 1
    return found


def _joined(table: SymbolTable, taken: dict[Key, Counter[str]]) -> dict[Key, Counter[str]]:
    """Return the same by the modules that define the names, where those lie in the package too."""
    joined: dict[Key, Counter[str]] = defaultdict(Counter)
    for (package, module, name), takers in taken.items():
        symbol = table.symbol(module, name)
        inside = isinstance(symbol, Symbol) and symbol.name == name and f"{symbol.module}.".startswith(f"{package}.")
        joined[package, symbol.module if inside and symbol.module != package else module, name] += takers
    return joined


def _row(whole: Graph, table: SymbolTable, key: Key, takers: Counter[str]) -> dict[str, Any]:
    package, module, name = key
    node = whole.names.node.get(package, -1)
    state, listed = "no-init", False
    if 0 <= node < whole.size and whole.names.packages[node]:
        listed = node in whole.exports
        symbol = table.symbol(module, name)
        doubt = symbol if isinstance(symbol, Doubt) else table.offers(node, name, symbol)
        state = _state(package, doubt)
    alias = name if listed else f"{name} as {name}"
    most = sorted(takers, key=lambda taker: (-takers[taker], taker))
    return {
        "key": f"{module}:{name}",
        "package": package,
        "module": module,
        "name": name,
        "modules": len(takers),
        "imports": takers.total(),
        "importers": most[:_SHOWN],
        "state": state,
        "where": whole.path(node) if node >= 0 else "",
        "line": f"from {module[len(package) :] or '.'} import {alias}",
        "listed": listed,
    }


def _state(package: str, doubt: Doubt | None) -> str:
    """
    Return what would have to be done.

    "offered" is for nothing, "missing" for an import, "unlisted" and "incidental" for saying that it is meant. All else
    is why it cannot be offered under its name: see `Doubt`.
    """
    if doubt is None:
        return "offered"
    return "missing" if doubt.reason in ("unbound", "lazy") and doubt.module == package else doubt.reason
