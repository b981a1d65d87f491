"""
public-api: outsiders import only what a package exposes.

What it does
    For each package listed, modules outside of it may import only what is named, relative to the package: a module
    (with everything below it), one name of a module (`events.PaymentMade`), or `"."`, the package itself: the names in
    its `__all__`, without one all names that do not start with an underscore. Inside, everything may import everything.
    Of a package that is one of the `[components]`, what another component names more exactly is outside.

    `/.../` is a regular expression. It exposes what it fits from the first to the last letter, and nothing below that:
    `/get_.*/` the names that begin so, and `/services/` the module but none of its names.

Why
    What nobody outside can reach can be changed without asking anybody. A package with a front door can be rebuilt
    behind it.

How to mend
    Import the name from where it is exposed. If it is not, and outsiders need it, that is a decision about the
    package's API: expose it, or give the outsiders a function that does what they really want.

Blind spots
    An `__all__` that is computed, or that a function adds to, is not known; then all names without an underscore count
    as public.
    Attributes reached through an exposed object (`shop.orders.cart.models`) are not imports. Names set at run time are
    unknown to `"."`.

Options
    expose: For each package what outsiders may import, relative to it; `!x` takes away again. With a capture, one match
        is an outsider to another.
    outsiders: Whom the rule binds: of those outside, these. Everyone by default.

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

Drawing
    outsiders = ["shop.web"]
    [expose]
    "shop.stock" = ["/(get|find)_.*/", "/shelves/"]

    shop.web.views -> shop.stock:get_count
    shop.web.views -> shop.stock.shelves
    shop.jobs.count -> shop.stock.lines
    shop.web.admin -> shop.stock:forget_count                 # want: private
    shop.web.lists -> shop.stock.shelves:Shelf                # want: private
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from archlint.graph import (
    Binding,
    Breach,
    Entry,
    Graph,
    Misdeclared,
    Pattern,
    PatternError,
    Row,
    parse,
    refuse_unread,
    table_faults,
)
from archlint.settings import Problem, nearest

RELATIVE = ("expose",)
"""Tables whose lists are relative to their keys, and name nothing by themselves."""


_EXPRESSION = re.compile(r"!?/(.*)/")
_NAMELESS = "//"
"""The expression that fits nothing but the package itself."""


@dataclass(frozen=True)
class Options:
    """What outsiders may import of which package."""

    expose: tuple[Row, ...]
    outsiders: tuple[Entry, ...] = ()


class Expression:
    """A regular expression between slashes, which fits what is exposed as a whole."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.regex = re.compile(_EXPRESSION.sub(r"\1", text))


@dataclass
class Door:
    """What one row exposes of one package, relative to it."""

    own: bool = False
    """Whether the package itself is exposed, with its public names."""
    offered: list[Pattern | Expression] = field(default_factory=list)
    barred: list[Pattern | Expression] = field(default_factory=list)
    """What `!` takes away again."""


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    yield from table_faults(options.expose)
    for entry in (entry for row in options.expose for entry in row.entries if _EXPRESSION.fullmatch(entry.text)):
        try:
            Expression(entry.text)
        except re.error as error:
            yield Problem(entry.where, f"`{entry.text}` is no regular expression: {error}")


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each import by an outsider of what its package does not expose."""
    doors = _doors(graph, options.expose)
    inside = _inside(graph, options.expose)
    bound = _bound(graph, options.outsiders)
    for head in sorted(frozenset[int]().union(*inside.values())):
        # Many take the same few names of a module.
        above = (package for package in _above(graph.name(head), doors) if head in inside[package])
        private = {package: cache(partial(_private, graph, head, package, doors[package])) for package in above}
        for tail in graph.pred[head]:
            for package, is_private in private.items() if bound is None or tail in bound else ():
                if tail not in inside[package]:
                    names = tuple(sorted(filter(is_private, graph.taken(tail, head))))
                    if names:
                        yield _breach(graph, (tail, head), package, names, _advice(package, doors[package]))


def _inside(graph: Graph, rows: tuple[Row, ...]) -> dict[str, frozenset[int]]:
    """Return the modules of each package; of a component, none that another one names more exactly."""
    inside: dict[str, frozenset[int]] = {}
    for row in rows:
        meant = frozenset(node for one in graph.select([row.key]) for node in one.exactness)
        for package, _, _ in graph.packages([row.key]):
            inside[package] = inside.get(package, frozenset()) | meant.intersection(graph.names.below(package))
    return inside


def _bound(graph: Graph, outsiders: tuple[Entry, ...]) -> frozenset[int] | None:
    """Return the modules that the rule binds; None for all."""
    selected = graph.select(outsiders)
    refuse_unread(graph, selected, "what it imports is not known")
    return frozenset(node for one in selected for node in one.exactness) if outsiders else None


def _doors(graph: Graph, rows: tuple[Row, ...]) -> dict[str, list[Door]]:
    """Return the doors of each package: rows that name one package add up. Raises Misdeclared for names of nothing."""
    doors: dict[str, list[Door]] = {}
    problems: list[Problem] = []
    for row in rows:
        try:
            packages = graph.packages([row.key])
        except Misdeclared as error:
            problems += (problem._replace(at_key=True) for problem in error.problems)
            continue
        added = {package: Door() for package, _, _ in packages}
        for package, door in added.items():
            doors.setdefault(package, []).append(door)
        for entry in row.entries:
            filled = {package: _filled(entry, binding) for package, binding, _ in packages}
            try:
                hung = [_hang(graph, added[package], package, text) for package, text in filled.items()]
            except PatternError as error:
                problems.append(Problem(entry.where, str(error)))
                continue
            if hung and not any(hung) and not (parse(entry.text).optional or graph.names.lenient):
                problems.append(_nothing(graph, entry, sorted(filled)))
    if problems:
        raise Misdeclared(problems)
    return doors


def _filled(entry: Entry, binding: Binding) -> str:
    """Return what an entry is for one package: with captures of the package's name filled in."""
    text = entry.text
    for name, value in binding:
        text = text.replace("{" + name + "}", value)
    return text


def _hang(graph: Graph, door: Door, package: str, text: str) -> bool:
    """Add an entry to the door of a package that has something of that name; return whether it has."""
    if text == ".":
        door.own = True
        return True
    if _EXPRESSION.fullmatch(text):
        (door.barred if text.startswith("!") else door.offered).append(Expression(text))
        return True
    pattern = parse(text)
    read = package.partition(".")[0] in graph.names.tops  # of a library nothing is known but what is imported
    if read and not graph.names.matches(parse(f"{package}.{pattern.text}")) and not _named(graph, package, pattern):
        return False
    (door.barred if text.startswith("!") else door.offered).append(pattern)
    return True


def _named(graph: Graph, package: str, pattern: Pattern) -> bool:
    """Whether the last segment may be a name of a module of the package, or of the package itself."""
    module, _, name = pattern.text.rpartition(".")
    matches = graph.names.exact(parse(f"{package}.{module}" if module else package))
    return any(not name.isidentifier() or _has(graph, match.node, name) for match in matches)


def _has(graph: Graph, node: int, name: str) -> bool:
    """
    Whether a module may have the name: it exports it, its text speaks of it or takes over all of another's names.

    Whether somebody imports it is not asked alone: its last import may go without making the settings wrong.
    """
    text = "\n".join(graph.reading.lines(graph.path(node)))
    if name in graph.exports.get(node, ()) or re.search(rf"\b{re.escape(name)}\b|\bimport\s*\*", text):
        return True
    return any(o.name == name for tail in graph.pred[node] for o in graph.occurrences(tail, node))


def _nothing(graph: Graph, entry: Entry, packages: list[str]) -> Problem:
    below = {name[len(p) + 1 :] for p in packages for name in graph.names.modules if name.startswith(p + ".")}
    near = nearest(entry.text, sorted(below))
    message = f"`{packages[0]}` has nothing called `{entry.text}` to expose"
    label = f"did you mean `{near}`?" if near else ""
    return Problem(entry.where, message, label, "names here are relative to the package")


def _above(name: str, doors: Mapping[str, object]) -> Iterator[str]:
    """Yield the listed packages that a module lies in, itself among them."""
    while name:
        if name in doors:
            yield name
        name = name.rpartition(".")[0]


def _private(graph: Graph, head: int, package: str, doors: list[Door], name: str) -> bool:
    """Whether a name of a module, "" for the module itself, is for its package alone."""
    module = graph.name(head)[len(package) + 1 :]
    public = graph.exports.get(graph.names.node.get(package, -1))
    return not any(_open(door, module, name, public) for door in doors)


def _breach(graph: Graph, edge: tuple[int, int], package: str, names: tuple[str, ...], help_: str) -> Breach:
    importer, imported = map(graph.name, edge)
    message = f"{importer} -> {imported}{_which(imported, names, package)}"
    return Breach("private", message, help_, importer, package, edge, cut=partial(tuple, [edge]), names=names)


def _open(door: Door, module: str, name: str, public: Sequence[str] | None) -> bool:
    """
    Whether outsiders may take this name of this module, which is relative to the package; "" is the module itself.

    `public` is the `__all__` of the package; None where it has none.
    """
    if any(_covers(pattern, module, name) for pattern in door.barred):
        return False
    if any(_covers(pattern, module, name) for pattern in door.offered):
        return True
    if not door.own:
        return False
    if module:
        # `from package import words` gives the function of that name where the package binds one, although a module
        # is called so too.
        return not name and module in (public or ())
    return name in ("", "*") or (name in public if public is not None else not name.startswith("_"))


def _covers(pattern: Pattern | Expression, module: str, name: str) -> bool:
    """Whether the pattern is this module, a package above it, or this name of it."""
    if isinstance(pattern, Expression):
        return pattern.regex.fullmatch(".".join(filter(None, (module, name)))) is not None
    if pattern.own_file:
        return pattern.is_name(module)
    if module and pattern.means(module):
        return True
    return bool(name) and pattern.is_name(f"{module}.{name}" if module else name)


def _which(target: str, private: tuple[str, ...], package: str) -> str:
    """Say what of the module is private: some names, or with "" among them the module itself."""
    if "" not in private:
        return f": {', '.join(private)} {'is' if len(private) == 1 else 'are'} private to {package}"
    return f" is private to {package}" if target != package else ": the package itself is not exposed"


def _advice(package: str, doors: list[Door]) -> str:
    names = [pattern.text for door in doors for pattern in door.offered]
    offered = ["the package itself"] if any(door.own for door in doors) or _NAMELESS in names else []
    offered += [name for name in names if name != _NAMELESS]
    if not offered:
        return f"{package} exposes nothing: let it do the work itself, or expose what outsiders need"
    return f"import it from what {package} exposes: {', '.join(dict.fromkeys(offered))}"
