"""
Rules on random graphs, held up to grimp, to networkx, and to searches that follow the definitions word by word.

The modules are always the same: two regions with four layers each, some modules that stand in none, and two libraries.
Which imports which is drawn.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise, permutations

import grimp
import networkx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archlint.graph.rows import bits
from archlint.rulebook import Finding, Findings
from archlint.settings import SettingsError
from tests.graph.random_graphs import masks
from tests.graph.sketch import Statement, judged, read

MODULES = (
    *("free", "free.tools", "shop", "shop.eu", "shop.us", "shop.reports"),
    *("shop.eu.a", "shop.eu.a.views", "shop.eu.b", "shop.eu.b.cart", "shop.eu.c", "shop.eu.d", "shop.eu.k"),
    *("shop.us.a", "shop.us.b", "shop.us.c", "shop.us.c.rows", "shop.us.d", "shop.us.extra"),
)
LIBRARIES = ("requests", "requests.adapters")

Edge = tuple[str, str]


@st.composite
def imports(draw: st.DrawFn, modules: tuple[str, ...] = MODULES, libraries: tuple[str, ...] = ()) -> list[Edge]:
    """Imports between the modules, from none to a third of all that could be."""
    heads = (*modules, *libraries)
    mask = draw(masks(len(modules) * len(heads)))
    for _ in range(draw(st.integers(1, 5))):
        mask &= draw(masks(len(modules) * len(heads)))
    pairs = (divmod(bit, len(heads)) for bit in bits(mask))
    return [(modules[tail], heads[head]) for tail, head in pairs if modules[tail] != heads[head]]


def found(edges: Iterable[Edge], type_: str, **options: object) -> Findings:
    """Return what a rule finds in these imports."""
    keys = {key.rstrip("_").replace("_", "-"): value for key, value in options.items()}
    imported = read([Statement(*edge) for edge in edges], MODULES)
    return judged(imported, {"rules": {"drawn": {"type": type_, **keys}}})


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def graph_of(edges: Iterable[Edge], leave_out: Callable[[str], bool] = lambda name: False) -> "networkx.DiGraph[str]":
    """The graph of these imports without some modules."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(module for module in MODULES if not leave_out(module))
    graph.add_edges_from(edge for edge in edges if not any(map(leave_out, edge)))
    return graph


def free_distance(
    edges: Iterable[Edge], tails: Collection[str], heads: Collection[str], barred: Collection[str]
) -> int:
    """Return the length of the shortest chain over one or more modules that are no ends and not barred; 0 for none."""
    graph = graph_of(edges, lambda name: name in barred and name not in tails and name not in heads)
    interior = graph.subgraph(set(graph) - set(tails) - set(heads)).copy()
    for tail, head in graph.edges:
        if tail in tails and head in interior:
            interior.add_edge("<start>", head)
        if tail in interior and head in heads:
            interior.add_edge(tail, "<end>")
    if not {"<start>", "<end>"} <= set(interior) or not networkx.has_path(interior, "<start>", "<end>"):
        return 0
    return int(networkx.shortest_path_length(interior, "<start>", "<end>"))


def assert_chains(findings: Iterable[Finding], edges: Collection[Edge]) -> None:
    """Each chain goes along imports that exist, and stands in the fingerprint by its ends alone."""
    for one in findings:
        assert set(pairwise(one.chain)) <= set(edges)
        assert one.fingerprint == f"drawn {one.kind} " + (
            f"[{one.tail} -> {one.head}]" if len(one.chain) > 2 else " -> ".join(one.chain)
        )


# Layers, linked lists and independence: what grimp says.

LEVELS = (
    [["a"], ["b"], ["c"], ["d"]],
    [["a", "b"], ["c"], ["d"]],
    [["a"], ["b", "c"], ["d"]],
    [["d"], ["a"]],
    [["b"], ["a", "c", "d"]],
    [["a", "b", "c", "d"]],
)
CONTAINERS: tuple[list[str], ...] = ([], ["shop.eu"], ["shop.eu", "shop.us"], ["shop.{region}", "!shop.reports"])
stacks = st.tuples(
    st.sampled_from(["layers", "linked-list"]),
    st.sampled_from(LEVELS),
    st.sampled_from(CONTAINERS),
    st.sampled_from(["independent", "free"]),
    st.sets(st.sampled_from("abcd")),
)


def placed(levels: list[list[str]], package: str) -> list[list[str]]:
    return [[f"{package}.{name}" for name in level] for level in levels]


def said_by_grimp(edges: Iterable[Edge], levels: list[list[str]], siblings: str, closed: AbstractSet[str]) -> set[Edge]:
    """Return the pairs of layers that grimp finds illegal."""
    graph = grimp.ImportGraph()
    for module in MODULES:
        graph.add_module(module)
    for importer, imported in edges:
        graph.add_import(importer=importer, imported=imported)
    illegal = graph.find_illegal_dependencies_for_layers(
        [
            grimp.Layer(*level, independent=siblings == "independent", closed=bool(closed & set(level)))
            for level in levels
        ]
    )
    return {(one.importer, one.imported) for one in illegal}


def foundation_pairs(edges: Collection[Edge], levels: list[list[str]], foundation: str) -> set[Edge]:
    """Return the layers that the foundation reaches over modules of none."""
    layers = [name for level in levels for name in level]
    barred = {module for module in MODULES if any(within(module, name) for name in [*layers, foundation])}
    own = {module for module in MODULES if within(module, foundation)}
    pairs = set()
    for layer in layers:
        heads = {module for module in MODULES if within(module, layer)}
        direct = any(tail in own and head in heads for tail, head in edges)
        if direct or free_distance(edges, own, heads, barred):
            pairs.add((foundation, layer))
    return pairs


@settings(max_examples=1200, deadline=None)
@given(edges=imports(), stack=stacks, grounded=st.booleans())
def test_layers_forbid_what_grimp_forbids(edges, stack, grounded):
    type_, levels, containers, siblings, closed = stack
    both = containers not in ([], ["shop.eu"])
    absolute = [placed(levels, package) for package in ("shop.eu", "shop.us")[: 1 + both]]
    options: dict[str, object] = {"layers": levels if containers else absolute[0], "siblings": siblings}
    if containers:
        options["containers"] = containers
    closed = {name for name in closed if any(name in level for level in levels)}
    if type_ == "layers":
        options["closed"] = [name if containers else f"shop.eu.{name}" for name in sorted(closed)]
    grounded = grounded and not both
    if grounded:
        options["foundation"] = ["k"] if containers else ["shop.eu.k"]

    if siblings == "free" and len(levels) == 1 and not grounded:
        with pytest.raises(SettingsError, match="can never be broken"):
            found(edges, type_, **options)
        return
    results = found(edges, type_, **options)

    expected: set[Edge] = set()
    for stacked in absolute:
        everyone = {name for level in stacked for name in level}
        shut = {n for n in everyone if type_ == "linked-list" or n.rpartition(".")[2] in closed}
        seen = [edge for edge in edges if not grounded or "shop.eu.k" not in edge]
        expected |= said_by_grimp(seen, stacked, siblings, shut)
        if grounded:
            expected |= foundation_pairs(edges, stacked, "shop.eu.k")
    assert not results.problems
    assert expected == {(one.tail, one.head) for one in results.findings}
    assert_chains(results.findings, edges)
    for stacked in absolute:
        named = [name for level in stacked for name in level] + (["shop.eu.k"] if grounded else [])
        assert_all_told(results, edges, named)


@settings(max_examples=300, deadline=None)
@given(edges=imports(), levels=st.sampled_from(LEVELS), closed=st.sets(st.sampled_from("abcd")))
def test_without_paths_layers_forbid_what_grimp_forbids_without_the_modules_of_none(edges, levels, closed):
    [placed_] = [placed(levels, "shop.eu")]
    named = {name for level in placed_ for name in level}
    shut = [f"shop.eu.{name}" for name in sorted(closed) if f"shop.eu.{name}" in named]
    seen = [edge for edge in edges if all(any(within(end, name) for name in named) for end in edge)]

    results = found(edges, "layers", layers=placed_, closed=shut, indirect=False)

    assert not results.problems
    assert {(one.tail, one.head) for one in results.findings} == said_by_grimp(seen, placed_, "independent", {*shut})
    assert all(len(one.chain) == 2 for one in results.findings)


def assert_all_told(results: Findings, edges: Collection[Edge], components: Collection[str]) -> None:
    """Of each illegal pair all direct imports are told, and the shortest chain over free modules where there is one."""
    told = defaultdict(list)
    for one in results.findings:
        told[one.tail, one.head].append(one.chain)
    members = {name: {module for module in MODULES if within(module, name)} for name in components}
    barred = set().union(*members.values())
    for (tail, head), chains in told.items():
        if tail not in members:
            continue
        direct = {edge for edge in edges if edge[0] in members[tail] and edge[1] in members[head]}
        longer = [chain for chain in chains if len(chain) > 2]
        distance = free_distance(edges, members[tail], members[head], barred)
        assert direct == {chain for chain in chains if len(chain) == 2}
        assert ([distance] if distance else []) == [len(chain) - 1 for chain in longer]
        assert all(barred.isdisjoint(chain[1:-1]) for chain in longer)


@settings(max_examples=300, deadline=None)
@given(
    edges=imports(),
    chosen=st.lists(
        st.sampled_from(["shop.eu", "shop.us.a", "shop.us.c", "free", "shop.us.d"]), min_size=2, unique=True
    ),
)
def test_independence_forbids_what_grimp_forbids(edges, chosen):
    results = found(edges, "independent", modules=chosen)

    assert said_by_grimp(edges, [chosen], "independent", set()) == {(one.tail, one.head) for one in results.findings}
    assert_chains(results.findings, edges)
    assert_all_told(results, edges, chosen)


@settings(max_examples=60, deadline=None)
@given(edges=imports())
def test_the_minimum_cut_of_a_chain_ends_the_chains(edges):
    """Without the imports to cut no chain is left, and with any one of them there still is one."""
    results = found(edges, "independent", modules=["shop.eu", "shop.us", "free"])

    for one in results.findings:
        if len(one.chain) > 2:
            assert one.cut is not None
            left = [edge for edge in edges if edge not in one.cut]
            assert one.fingerprint not in fingerprints(left)
            assert all(one.fingerprint in fingerprints([*left, spared]) for spared in one.cut)


def fingerprints(edges: Iterable[Edge]) -> set[str]:
    return {one.fingerprint for one in found(edges, "independent", modules=["shop.eu", "shop.us", "free"]).findings}


# Cycles: what networkx says.


def knots(graph: "networkx.DiGraph[str]") -> set[frozenset[str]]:
    return {frozenset(knot) for knot in networkx.strongly_connected_components(graph) if len(knot) > 1}


def told_knots(results: Findings) -> set[frozenset[str]]:
    assert all(one.kind == "cycle" for one in results.findings)
    return {frozenset(one.members) for one in results.findings}


def assert_the_cut_ends_all(edges: Collection[Edge], results: Findings, **options: object) -> None:
    cut = {edge for one in results.findings for edge in one.cut or ()}
    assert cut <= set(edges)
    assert found([edge for edge in edges if edge not in cut], "acyclic", **options).findings == ()


@settings(max_examples=200, deadline=None)
@given(edges=imports())
def test_cycles_of_modules_are_strong_components(edges):
    results = found(edges, "acyclic", scope="modules")

    assert knots(graph_of(edges)) == told_knots(results)
    assert_the_cut_ends_all(edges, results, scope="modules")


@settings(max_examples=200, deadline=None)
@given(edges=imports(), package=st.sampled_from(["shop", "shop.eu", "free"]))
def test_cycles_of_the_modules_of_a_package_are_strong_components_in_there(edges, package):
    results = found(edges, "acyclic", scope="modules", modules=[package])

    assert knots(graph_of(edges, lambda name: not within(name, package))) == told_knots(results)


def children(edges: Iterable[Edge], package: str) -> "networkx.DiGraph[str]":
    """The graph of the children of a package; imports of and by the package's own file are nobody's."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    lead = f"{package}." if package else ""
    for tail, head in edges:
        if tail.startswith(lead) and head.startswith(lead):
            one, other = (lead + name.removeprefix(lead).partition(".")[0] for name in (tail, head))
            if one != other:
                graph.add_edge(one, other)
    return graph


PACKAGES = ("", "free", "shop", "shop.eu", "shop.us", "shop.eu.a", "shop.eu.b", "shop.us.c")


@settings(max_examples=400, deadline=None)
@given(
    edges=imports(), depth=st.sampled_from([None, 1, 2, 3]), roots=st.sampled_from([[], ["shop"], ["shop.eu", "free"]])
)
def test_cycles_of_siblings_are_strong_components_of_the_children_of_each_package(edges, depth, roots):
    """Without `modules` the packages listed are all top-level ones, which are siblings too."""
    options: dict[str, object] = {} if depth is None else {"depth": depth}
    options |= {"modules": roots} if roots else {}
    results = found(edges, "acyclic", **options)

    def level(package: str) -> int | None:
        for root in roots or ["free", "shop"]:
            if within(package, root):
                return str.count(package, ".") - str.count(root, ".")
        return 0 if not package and not roots else None

    looked_at = [p for p in PACKAGES if (at := level(p)) is not None and (depth is None or at < depth)]
    assert set().union(*(knots(children(edges, package)) for package in looked_at)) == told_knots(results)
    assert_the_cut_ends_all(edges, results, **options)


def test_what_is_taken_away_is_in_no_cycle():
    edges = [("shop.eu", "shop.us"), ("shop.us", "shop.reports"), ("shop.reports", "shop.eu")]

    assert 1 == len(found(edges, "acyclic", modules=["shop"]).findings)
    assert 0 == len(found(edges, "acyclic", modules=["shop", "!shop.us"]).findings)
    assert 0 == len(found(edges, "acyclic", modules=["shop", "!shop.us"], scope="modules").findings)


COMPONENTS = ["shop.eu.a", "shop.eu.b", "shop.eu.c", "shop.us", "free.tools"]


def quotient(edges: Collection[Edge], components: Iterable[str]) -> "networkx.DiGraph[str]":
    """The graph of components: an arc for each import, and for each chain over modules of none."""
    members = {name: {module for module in MODULES if within(module, name)} for name in components}
    barred = set().union(*members.values())
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(members)
    for (tail, tails), (head, heads) in permutations(members.items(), 2):
        direct = any(edge[0] in tails and edge[1] in heads for edge in edges)
        if direct or free_distance(edges, tails, heads, barred):
            graph.add_edge(tail, head)
    return graph


@settings(max_examples=200, deadline=None)
@given(edges=imports())
def test_cycles_of_components_are_strong_components_of_their_dependencies(edges):
    results = found(edges, "acyclic", scope="components", modules=COMPONENTS)

    assert knots(quotient(edges, COMPONENTS)) == told_knots(results)
    assert_the_cut_ends_all(edges, results, scope="components", modules=COMPONENTS)


@settings(max_examples=200, deadline=None)
@given(edges=imports())
def test_siblings_that_may_form_no_cycle_are_told_of_cycles_alone(edges):
    results = found(edges, "layers", layers=[{"level": COMPONENTS, "siblings": "acyclic"}])

    assert knots(quotient(edges, COMPONENTS)) == told_knots(results)


# A linked list without an order: the shape, by the definitions.


@settings(max_examples=400, deadline=None)
@given(edges=imports(), grounded=st.booleans())
def test_the_shape_of_components_without_an_order_follows_its_definitions(edges, grounded):
    options = {"modules": COMPONENTS} | ({"foundation": ["shop.eu.k"]} if grounded else {})
    results = found(edges, "linked-list", **options)

    seen = [edge for edge in edges if not grounded or "shop.eu.k" not in edge]
    graph = quotient(seen, COMPONENTS)
    places: networkx.DiGraph[int] = networkx.condensation(graph)
    place = places.graph["mapping"]
    kept = networkx.transitive_reduction(places)
    first = {number: min(data["members"]) for number, data in places.nodes(data=True)}
    shortcuts = {
        (tail, head)
        for tail, head in graph.edges
        if place[tail] != place[head] and not kept.has_edge(place[tail], place[head])
    }
    told = defaultdict(set)
    for one in results.findings:
        told[one.kind].add(
            (one.tail, one.head) if one.kind in ("shortcut", "back") else (one.tail + one.head, one.chain)
        )
    by_list: Mapping[str, set[object]] = {
        "branch": {(first[n], ordered(first[o] for o in kept.successors(n))) for n in kept if kept.out_degree(n) > 1},
        "join": {(first[n], ordered(first[o] for o in kept.predecessors(n))) for n in kept if kept.in_degree(n) > 1},
    }
    grounds = foundation_pairs(edges, [COMPONENTS], "shop.eu.k") if grounded else set()
    assert knots(graph) == {frozenset(one.members) for one in results.findings if one.kind == "cycle"}
    assert shortcuts == told["shortcut"]
    assert by_list["branch"] == told["branch"]
    assert by_list["join"] == told["join"]
    assert grounds == told["back"]


def ordered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


@settings(max_examples=200, deadline=None)
@given(edges=imports())
def test_components_are_found_to_be_a_list_just_where_each_has_one_neighbour_on_either_side(edges):
    results = found(edges, "linked-list", modules=COMPONENTS)

    graph = quotient(edges, COMPONENTS)
    listed = networkx.is_directed_acyclic_graph(graph) and all(
        graph.out_degree(name) <= 1 and graph.in_degree(name) <= 1 for name in graph
    )
    assert listed == (not results.findings)


# Forbidden: a plain search of paths.

SIDES = ["shop.eu.a", "shop.eu", "shop.us", "shop.us.c", "shop.reports", "free.tools", "requests", "shop"]


def side(one: str, others: Collection[str]) -> set[str]:
    """Return what is of this name: not what a name of the other side names as exactly, or more so."""
    named = {module for module in (*MODULES, *LIBRARIES) if within(module, one)}
    rivals = [other for other in others if other.count(".") >= one.count(".")]
    return {module for module in named if not any(within(module, rival) for rival in rivals)}


@settings(max_examples=800, deadline=None)
@given(
    edges=imports(libraries=LIBRARIES),
    from_=st.lists(st.sampled_from([n for n in SIDES if n != "requests"]), min_size=1, max_size=2, unique=True),
    to=st.lists(st.sampled_from(SIDES), min_size=1, max_size=2, unique=True),
    doors=st.sampled_from([[], ["shop.eu.b"], ["free", "shop.eu.c"], ["shop.reports"]]),
    indirect=st.booleans(),
)
def test_forbidden_finds_what_a_search_of_paths_finds(edges, from_, to, doors, indirect):
    assume("requests" not in to or any(head in LIBRARIES for _, head in edges))
    through = doors if indirect else []
    results = found(edges, "forbidden", from_=from_, to=to, except_through=through, indirect=indirect)

    barred = {module for module in MODULES if any(within(module, door) for door in through)}
    pairs = {(a, b): (side(a, to) - barred, side(b, from_)) for a in from_ for b in to}
    assert bool(results.problems) == (not any(tails and heads for tails, heads in pairs.values()))
    direct = {edge for tails, heads in pairs.values() for edge in edges if edge[0] in tails and edge[1] in heads}
    assert direct == {one.chain for one in results.findings if len(one.chain) == 2}
    assert_chains(results.findings, edges)
    longer = {(one.tail, one.head): one.chain for one in results.findings if len(one.chain) > 2}
    for pair, (tails, heads) in pairs.items():
        distance = free_distance(edges, tails, heads, barred) if indirect else 0
        assert distance == max(0, len(longer.get(pair, ())) - 1)
        if indirect:
            near = any(tail in tails and head in heads for tail, head in edges)
            assert bool(reached(edges, tails, barred) & heads) == (near or bool(distance))


def reached(edges: Iterable[Edge], tails: Collection[str], barred: Collection[str]) -> set[str]:
    """Return what a chain from one of the tails may come to, through anything but what is barred."""
    graph = graph_of(edge for edge in edges if edge[0] not in barred)
    return {head for tail in tails for head in networkx.descendants(graph, tail)}


@pytest.mark.parametrize("edge", [("shop.eu.a", "shop.us"), ("shop.us.c", "shop.eu")])
def test_a_door_that_is_itself_forbidden_is_still_forbidden(edge):
    """`except-through` speaks of what a chain passes on its way, not of where it ends."""
    assert 1 == len(found([edge], "forbidden", from_=[edge[0]], to=[edge[1]]).findings)
    assert 1 == len(found([edge], "forbidden", from_=[edge[0]], to=[edge[1]], except_through=[edge[1]]).findings)


@pytest.mark.parametrize(
    ("type_", "options", "words"),
    [
        ("acyclic", {"modules": ["requests"]}, "`requests` is not read"),
        ("acyclic", {"modules": ["shop.reports"]}, "a cycle needs two modules"),
        ("acyclic", {"modules": ["shop"], "scope": "components"}, "a cycle needs two components"),
        ("forbidden", {"from": ["shop.eu", "requests"], "to": ["free"]}, "`requests` is not read"),
        ("forbidden", {"from": ["shop"], "to": ["shop"]}, "can never be broken"),
        ("forbidden", {"from": ["shop.{eu}"], "to": ["(gone)"]}, ""),
        ("independent", {"modules": ["shop"]}, "independence needs two components"),
        ("independent", {"modules": ["requests", "json"]}, "can never be broken"),
        ("layers", {"layers": ["shop.eu", "(gone)"]}, "can never be broken"),
        ("linked-list", {"layers": ["requests", "json"]}, "can never be broken"),
        ("linked-list", {"modules": ["shop"]}, "a list needs two components"),
    ],
)
def test_a_rule_that_can_never_be_broken_is_told_so(type_, options, words):
    results = found([("shop.eu", "requests"), ("free", "json")], type_, **options)

    assert [words] == [one.message[one.message.index(words) :][: len(words)] for one in results.problems] or not words
    assert results.findings == ()


# Public APIs: a literal reading.

SHELVES = ("shop.eu", "shop.eu.a", "shop.us")
OFFERS = (".", "a", "a.views", "b.Cart", "*.cart", "c.**", "Order", "b.__init__", "!a.views", "!b.Cart", "!Order")
TAKEN = ("", "Order", "Cart", "_hidden", "*")
TEXTS = dict.fromkeys(MODULES, "Order = Cart = 1")
rows_of_offers = st.lists(
    st.tuples(st.sampled_from(SHELVES), st.lists(st.sampled_from(OFFERS), max_size=4, unique=True)),
    min_size=1,
    max_size=3,
    unique_by=lambda row: row[0],
)


def stands_for(offer: str, path: list[str]) -> bool:
    """Whether an offer with stars stands for exactly this path."""
    first, _, rest = offer.partition(".")
    if first == "**":
        return (
            not path or stands_for("**", path[1:])
            if not rest
            else any(stands_for(rest, path[i:]) for i in range(len(path) + 1))
        )
    if not path or first not in ("*", path[0]):
        return False
    return stands_for(rest, path[1:]) if rest else len(path) == 1


def offered(offer: str, module: list[str], name: str) -> bool:
    """Whether an offer is this module, or a package above it, or this name of it; `__init__` is a package alone."""
    if offer.endswith(".__init__"):
        return stands_for(offer.removesuffix(".__init__"), module)
    starts = any(stands_for(offer, module[:end]) for end in range(1, len(module) + 1))
    return starts or (name != "" and stands_for(offer, [*module, name]))


def exposed(offers: Collection[str], module: list[str], name: str, public: Collection[str] | None) -> bool:
    """The settings' sentence, word by word."""
    if any(offered(offer[1:], module, name) for offer in offers if offer.startswith("!")):
        return False
    if any(offered(offer, module, name) for offer in offers if offer != "." and not offer.startswith("!")):
        return True
    if "." not in offers:
        return False
    if module:
        return len(module) == 1 and name == "" and module[0] in (public or ())
    return name in ("", "*") or (name in public if public is not None else not name.startswith("_"))


@settings(max_examples=800, deadline=None)
@given(edges=imports(), names=st.binary(min_size=16, max_size=16), rows=rows_of_offers, listed=st.booleans())
def test_a_public_api_is_what_its_package_names(edges, names, rows, listed):
    statements = [Statement(tail, head, TAKEN[names[i % 16] % len(TAKEN)]) for i, (tail, head) in enumerate(edges)]
    exports = {"shop.eu": ("Order", "b")} if listed else {}
    imported = read(statements, MODULES, exports=exports, texts=TEXTS)

    results = judged(imported, {"rules": {"drawn": {"type": "public-api", "expose": dict(rows)}}})

    private = defaultdict(set)
    for one in statements:
        for package, offers in rows:
            if within(one.imported, package) and not within(one.importer, package):
                module = one.imported.removeprefix(package).split(".")[1:]
                if not exposed(offers, module, one.name, exports.get(package)):
                    private[one.importer, one.imported].add(one.name)
    if results.problems:
        assert all("has nothing called" in one.message for one in results.problems)
        return
    assert private.keys() == {(one.importer, one.imported) for one in results.findings}
    assert all({*one.names} <= private[one.importer, one.imported] for one in results.findings)
