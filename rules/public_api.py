"""
public-api: outsiders import only what a package exposes.

What it does
    For each package listed, modules outside of it may import only what is named, relative to the package: a module
    (with everything below it), one name of a module (`events.PaymentMade`), or `"."`, the package itself: the names in
    its `__all__`, without one all names that do not start with an underscore. Inside, everything may import everything.

Why
    What nobody outside can reach can be changed without asking anybody. A package with a front door can be rebuilt behind it.

How to mend
    Import the name from where it is exposed. If it is not, and outsiders need it, that is a decision about the package's
    API: expose it, or give the outsiders a function that does what they really want.

Blind spots
    Attributes reached through an exposed object (`shop.orders.cart.models`) are not imports. Names set at run time are
    unknown to `"."`.

Options
    expose: For each package what outsiders may import, relative to it. With a capture, one match is an outsider to another.

Drawing
    [expose]
    "shop.payments.{region}" = [".", "api", "events.PaymentMade"]

    shop.web.views -> shop.payments.eu
    shop.web.views -> shop.payments.eu.api.v2
    shop.web.views -> shop.payments.eu.events:PaymentMade
    shop.payments.eu.api -> shop.payments.eu.rates
    shop.web.admin -> shop.payments.eu.events:PaymentLost     # want: private
    shop.web.admin -> shop.payments.eu.rates                  # want: private
    shop.payments.us.api -> shop.payments.eu.rates            # want: private
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from archlint.graph import Binding, Breach, Entry, Graph, Misdeclared, Row, parse
from archlint.settings import Problem, nearest

Doors = dict[str, list[str]]
"""For each package the names that it exposes, relative to it."""


@dataclass(frozen=True)
class Options:
    expose: tuple[Row, ...]


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each import by an outsider of what its package does not expose."""
    doors = _doors(graph, options.expose)
    for tail, head in graph.edges():
        for package in _above(graph.name(head), doors):
            if not _within(graph.name(tail), package):
                yield from _judged(graph, tail, head, package, doors[package])


def _doors(graph: Graph, rows: tuple[Row, ...]) -> Doors:
    """Return what each package exposes; rows that name the same package add up. Raises Misdeclared for names of nothing."""
    doors: Doors = {}
    problems: list[Problem] = []
    for row in rows:
        packages = graph.packages([row.key])
        for package, binding, _ in packages:
            offered = (_filled(entry, binding) for entry in row.entries)
            doors.setdefault(package, []).extend(text for text in offered if _exists(graph, package, text))
        missing = (e for e in row.entries if not any(_exists(graph, p, _filled(e, b)) for p, b, _ in packages))
        problems += [_nothing(graph, e, [p for p, _, _ in packages]) for e in missing if not e.text.startswith("(")]
    if problems:
        raise Misdeclared(problems)
    return doors


def _filled(entry: Entry, binding: Binding) -> str:
    return "." if entry.text == "." else parse(entry.text).filled(binding)


def _exists(graph: Graph, package: str, text: str) -> bool:
    """A module below the package, a name of one, or a name that the package has in `__all__` or somebody takes from it."""
    if text == "." or any(_within(name, package) and _relative(name, package, text) for name in graph.names.modules):
        return True
    module, _, name = text.rpartition(".")
    node = graph.names.node.get(f"{package}.{module}" if module else package)
    if node is None or module:
        return node is not None
    taken = (o.name for tail in graph.pred[node] for o in graph.occurrences(tail, node))
    return name in graph.exports.get(node, ()) or name in taken


def _nothing(graph: Graph, entry: Entry, packages: list[str]) -> Problem:
    below = {name[len(p) + 1 :] for p in packages for name in graph.names.modules if name.startswith(p + ".")}
    near = nearest(entry.text, sorted(below))
    message = f"`{packages[0]}` has nothing called `{entry.text}` to expose"
    return Problem(
        entry.where, message, f"did you mean `{near}`?" if near else "", help="names here are relative to the package"
    )


def _above(name: str, doors: Mapping[str, object]) -> Iterator[str]:
    """Yield the listed packages that a module lies in, itself among them."""
    while name:
        if name in doors:
            yield name
        name = name.rpartition(".")[0]


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def _relative(name: str, package: str, text: str) -> bool:
    """Whether a name below a package is what the text exposes, or lies below that."""
    return name != package and parse(text).regex.match(name[len(package) + 1 :]) is not None


def _judged(graph: Graph, tail: int, head: int, package: str, door: list[str]) -> Iterator[Breach]:
    target = graph.name(head)
    if "." in door and _listed(graph, package, target):
        return
    if any(text != "." and _relative(target, package, text) for text in door):
        return
    taken = [occurrence.name for occurrence in graph.occurrences(tail, head)]
    private = sorted({name for name in taken if not _open(graph, head, name, package, door)})
    if private:
        cut = partial(tuple, [(tail, head)])
        message = f"{graph.name(tail)} -> {target}{_which(target, private, package)}"
        names = tuple(private)
        yield Breach(
            "private", message, _advice(package, door), graph.name(tail), package, (tail, head), (), cut, names
        )


def _which(target: str, private: list[str], package: str) -> str:
    """Say what of the module is private: some names, or with "" among them the module itself."""
    if "" not in private:
        return f": {', '.join(private)} {'is' if len(private) == 1 else 'are'} private to {package}"
    return f" is private to {package}" if target != package else ": the package itself is not exposed"


def _advice(package: str, door: list[str]) -> str:
    if not door:
        return f"{package} exposes nothing: let it do the work itself, or expose what outsiders need"
    offered = ", ".join(dict.fromkeys("the package itself" if text == "." else text for text in door))
    return f"import it from what {package} exposes: {offered}"


def _listed(graph: Graph, package: str, target: str) -> bool:
    """
    Whether a child of the package stands in its `__all__`.

    `from package import words` gives the function of that name where the package binds one, although a module is called so too.
    """
    node = graph.names.node.get(package)
    return node is not None and target[len(package) + 1 :] in graph.exports.get(node, ())


def _open(graph: Graph, head: int, name: str, package: str, door: list[str]) -> bool:
    """Whether outsiders may take this name from the module; "" is the module itself."""
    target = graph.name(head)
    if target == package and "." in door:
        public = graph.exports.get(head)
        if name in ("", "*") or (name in public if public is not None else not name.startswith("_")):
            return True
    path = ".".join(filter(None, [target[len(package) + 1 :], name]))
    return bool(name) and any(text != "." and parse(text).regex.fullmatch(path) for text in door)
