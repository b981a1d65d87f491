"""
exhaustive: every module is in a component.

What it does
    Asks of each module whether one of the `[components]` names it. What none names is reported at the top: a package of
    which nothing is covered is one finding, with all its modules; of one that is covered in part, the children follow
    in turn. A package's own `__init__` is a module as well, and is named as `shop.__init__`.

Why
    Rules speak of components. A module that is in none is bound by none of them, and is a way around all: what may not
    be imported directly may be imported through it. New packages come without a word; here they have to give one.

How to mend
    Put the module into the component that it belongs to, or give it one of its own. What has no place in the
    architecture, such as migrations, can be left out: `modules = ["shop", "!shop.migrations"]`.

Blind spots
    A component may be named by no rule: that a module is in one does not say that anything binds it. Files that
    `exclude` leaves out are not read, and not missed here.

Options
    modules: Where to look: packages and modules; `!x` leaves out. Everything by default.
    besides: Components that do not count, such as one for all the rest: what is in these alone is in none.

Drawing
    modules = ["shop", "!shop.legacy"]

    [components]
    top = "shop.__init__"
    web = "shop.web"
    db = "shop.db.orm"

    shop -> shop.web.views
    shop.web.views -> shop.db.orm
    shop.legacy.till -> shop.db.orm
    shop.db.rows -> shop.db.orm            # want: uncovered
    shop.extras.a -> shop.extras.b         # want: uncovered

Drawing
    besides = ["rest"]

    [components]
    web = "shop.web"
    rest = "<first-party>"

    shop.web.views -> shop.db.orm
    shop.db.orm -> json                    # want: uncovered
"""

from collections.abc import Iterator
from dataclasses import dataclass

from archlint.graph import Breach, Entry, Graph, outside_components, refuse_unread, scope


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    modules: tuple[Entry, ...] = ()
    besides: tuple[Entry, ...] = ()


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each topmost module or package that stands in no component."""
    wanted = scope(graph, options.modules)
    refuse_unread(graph, wanted, "its modules are not known")
    nodes = {node for one in wanted for node in one.exactness if node < graph.size}
    uncounted = {node for one in graph.select(options.besides) for node in one.exactness}
    for name, inside in outside_components(graph, nodes, uncounted):
        # A set, so that a baseline knows what is left of a package of which some is covered by now.
        members = tuple(graph.name(node) for node in inside)
        what = f"the own file of {members[0]}" if name == f"{members[0]}.__init__" else name
        message = f"{what} stands in no component"
        if len(inside) > 1:
            message += f", {len(inside)} modules in all"
        help_ = f"name {name} under [components], or leave it out of the rule by `!{name}` in `modules`"
        yield Breach("uncovered", message, help_, chain=inside[:1], members=members)
