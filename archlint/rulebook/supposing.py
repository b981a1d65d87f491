"""What `whatif` is to suppose: from names as somebody wrote them to modules that move and imports that go."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping
from typing import Any

from archlint.graph import Graph
from archlint.rulebook.explain.subjects import Subject, near, subject
from archlint.settings import Part, Request

__all__ = ["supposed"]


class Refused(Exception):
    """It cannot be supposed. The arguments say why, and what to do."""


def supposed(request: Request, graph: Graph, full: Graph) -> dict[str, Any]:
    """
    Return what becomes of the modules and imports of the graph, as plain values.

    What is cut may also be what couples modules without an import, as far as the `full` graph has it.

    `known`, then `moved` and `packages` (new names by old ones), `pairs` (imports that go, by the new names), and for
    people `moves` and `cuts`, an entry for each thing that was supposed. Else `refused`, why, and `help`.
    """
    try:
        moves = [_move(request, graph, old, new) for what, old, new in request.supposing if what == "move"]
        moved = _together(moves)
        cuts = [_cut(full, moved, *ends) for what, *ends in request.supposing if what == "cut"]
    except Refused as refusal:
        reason, help_ = refusal.args
        return {"known": False, "refused": reason, "help": help_}
    pairs = {(moved.get(a, a), moved.get(b, b)) for one in cuts for a, b in one["imports"]}
    packages = {one["from"]: one["to"] for one in moves if one["package"]}
    return {"known": True, "moved": moved, "packages": packages, "pairs": sorted(pairs), "moves": moves, "cuts": cuts}


def _move(request: Request, graph: Graph, old: str, new: str) -> dict[str, Any]:
    """Return one move: which modules get which names, who imports them, and which file becomes a package."""
    one = subject(graph, old)
    if one is None or one.what in ("component", "outside"):
        raise Refused(*_unmovable(graph, old, one))
    if not all(word.isidentifier() and not keyword.iskeyword(word) for word in new.split(".")):
        raise Refused(f"`{new}` is no name that an import could have", "write it with dots: `shop.orders.cart`")
    moved = {graph.name(node): new + graph.name(node)[len(old) :] for node in one.nodes}
    if old == new:
        raise Refused(f"`{old}` is called so already", "name the place that it should move to")
    _refuse_taken(graph, moved, f"to move it in there, call it `{new}.{old.rpartition('.')[2]}`")
    _refuse_unread(request, old, new)
    _refuse_abroad(request, graph, one, new)
    above = new.rpartition(".")[0]
    plain = above in graph.names.node and not graph.names.packages[graph.names.node[above]] and above not in moved
    inside = set(one.nodes)
    importers = sorted({tail for node in one.nodes for tail in graph.pred[node]} - inside)
    imports = sum(head in inside for tail in importers for head in graph.succ[tail])
    return {
        "from": old,
        "to": new,
        "package": len(one.nodes) > 1,
        "modules": moved,
        "importers": [graph.name(tail) for tail in importers],
        "imports": imports,
        "becomes_package": above if plain else "",
    }


def _unmovable(graph: Graph, old: str, one: Subject | None) -> tuple[str, str]:
    if one is None:
        return (
            f"nothing is called `{old}`{_guess(graph, old)}",
            "what moves is a module, or a package as a whole",
        )
    if one.what == "outside":
        return f"`{old}` is not read: it belongs to others", "what moves is a module of your own"
    return f"`{old}` is a component, not a module", "name the package or the modules that it is made of"


def _guess(graph: Graph, name: str) -> str:
    found = near(graph, name)
    return f"; did you mean `{found}`?" if found else ""


def _refuse_taken(graph: Graph, moved: Mapping[str, str], help_: str) -> None:
    there = {graph.name(node) for node in range(len(graph.names.all))} - moved.keys()
    for new in sorted(moved.values()):
        if new in there:
            own = graph.names.node[new] < graph.size
            raise Refused(f"`{new}` is there already", help_ if own else "name a place that is free")


def _refuse_unread(request: Request, old: str, new: str) -> None:
    """Refuse a name that the settings would not read: whatever lies there breaks no rule."""
    packages = request.settings.table.get("packages")
    if packages and not any(f"{new}.".startswith(f"{name}.") for name in packages):
        words = f"`{new}` would not be read: the settings read {', '.join(packages)}"
        raise Refused(words, f"move `{old}` to a name in one of them")


def _refuse_abroad(request: Request, graph: Graph, one: Subject, new: str) -> None:
    """Refuse a move between members of a workspace: whose a module is depends on its file, which stays where it is."""
    above = new
    while above and not any(f"{name}.".startswith(f"{above}.") for name in graph.names.modules):
        above = above.rpartition(".")[0]
    beside = subject(graph, above) if above else None
    if beside is None or beside.node >= graph.size or len(request.settings.parts) < 2:
        return
    here, there = (request.settings.part_of(graph.path(node)) for node in (one.node, beside.node))
    if here != there:
        words = f"`{one.name}` would move out of {_called(here)} into {_called(there)}"
        raise Refused(words, "`whatif` moves modules within one member of a workspace only")


def _called(part: Part) -> str:
    return f"the member `{part.folder}`" if part.folder else "the top of the workspace"


def _together(moves: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the new names of all that moves, of which nothing may move twice, nor two to one place."""
    moved: dict[str, str] = {}
    for one in moves:
        for old, new in one["modules"].items():
            if old in moved:
                raise Refused(f"`{old}` is to move twice", "name each module once")
            if new in moved.values():
                raise Refused(f"two modules are to be called `{new}`", "name a place for each")
            moved[old] = new
    return moved


def _cut(graph: Graph, moved: Mapping[str, str], importer: str, imported: str) -> dict[str, Any]:
    """Return the imports from one end to the other: the one that is written so, else all between what lies in both."""
    back = {new: old for old, new in moved.items()}
    tail, head = (_end(graph, back.get(name, name)) for name in (importer, imported))
    edges = [(tail.node, head.node)] if _written(graph, tail, head) else list(_between(graph, tail, head))
    if not edges:
        turned = _written(graph, head, tail) or any(_between(graph, head, tail))
        words = f"`{importer}` does not import `{imported}`, so there is nothing to cut"
        help_ = f'`archlint explain "{importer} -> {imported}"` shows how they relate'
        raise Refused(words, f"`{imported}` imports `{importer}`: was that meant?" if turned else help_)
    first = [graph.occurrences(*edge)[0] for edge in edges]
    names = [(graph.name(a), graph.name(b)) for a, b in edges]
    places = [{"path": one.path, "line": one.line, "kind": one.kind} for one in first]
    return {"from": importer, "to": imported, "imports": names, "places": places}


def _end(graph: Graph, name: str) -> Subject:
    one = subject(graph, name)
    if one is None or one.node < 0:
        raise Refused(f"nothing is called `{name}`{_guess(graph, name)}", "an import is cut from a module to a module")
    return one


def _written(graph: Graph, tail: Subject, head: Subject) -> bool:
    exact = all(one.what in ("module", "outside") for one in (tail, head))
    return exact and head.node in graph.succ[tail.node]


def _between(graph: Graph, tail: Subject, head: Subject) -> Iterable[tuple[int, int]]:
    tails, heads = set(tail.nodes) - set(head.nodes), set(head.nodes) - set(tail.nodes)
    return ((node, other) for node in sorted(tails) for other in graph.succ[node] if other in heads)
