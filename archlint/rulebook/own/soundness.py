"""What rules yield must be such that it can be shown: archlint's own see to it, and those of a team are looked at."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from archlint.graph import Breach, Graph
from archlint.settings import Problem

__all__ = ["unsound", "unsound_cut", "unsound_problem"]


def unsound(graph: Graph, breach: object) -> str:
    """Return what is wrong with a breach of this graph, in words; "" where nothing is."""
    if not isinstance(breach, Breach):
        return f"check yields {type(breach).__name__}, and not Breach"
    return next(_slips(graph, breach), "")


def unsound_cut(graph: Graph, imports: Any) -> str:
    """Return what is wrong with the imports that a cut gives, in words; "" where nothing is."""
    if not isinstance(imports, (tuple, list)):
        return f"the cut of a breach gives a tuple of imports, not {type(imports).__name__}"
    nodes = len(graph.names.all)
    for pair in imports:
        if not (
            isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(n, int) and 0 <= n < nodes for n in pair)
        ):
            return f"the cut of a breach is made of imports, pairs of nodes, not {pair!r}"
    return ""


def unsound_problem(problem: object) -> str:
    """Return what is wrong with a problem that a rule has with its options, in words; "" where nothing is."""
    if not isinstance(problem, Problem):
        return f"what is wrong with options is told as Problem, not {type(problem).__name__}"
    where: object = problem.where
    if not isinstance(where, tuple) or not all(isinstance(key, (str, int)) for key in where):
        return f'a Problem says where it is by keys, such as ("most",), not {where!r}'
    texts: tuple[object, ...] = problem.message, problem.label, problem.help
    return "" if all(isinstance(text, str) for text in texts) else "what a Problem says is text"


def _slips(graph: Graph, breach: Any) -> Iterator[str]:
    """Yield each slip. The types that Breach declares are not to be trusted here: nothing has checked them."""
    if not isinstance(breach.kind, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", breach.kind):
        yield f"the kind of a breach is made of a-z, 0-9 and -, not {breach.kind!r}"
    for name in ("message", "help", "tail", "head"):
        text = getattr(breach, name)
        if not isinstance(text, str) or "\n" in text:
            yield f"the {name} of a breach is one line of text, not {text!r}"
    if not breach.message:
        yield "a breach needs a message"
    for name in ("members", "names"):
        texts = getattr(breach, name)
        if not isinstance(texts, tuple) or not all(isinstance(text, str) for text in texts):
            yield f"the {name} of a breach are a tuple of names, not {texts!r}"
        elif list(texts) != sorted(texts):
            yield f"the {name} of a breach must be sorted, or its baseline would change from run to run"
    if breach.cut is not None and not callable(breach.cut):
        yield "the cut of a breach is a function that returns imports, or None"
    yield from _of_chain(graph, breach)


def _of_chain(graph: Graph, breach: Any) -> Iterator[str]:
    chain, nodes = breach.chain, len(graph.names.all)
    if not isinstance(chain, tuple) or not chain:
        yield f"the chain of a breach is a tuple of one node or more, not {chain!r}"
    elif not all(isinstance(node, int) and 0 <= node < nodes for node in chain):
        yield f"the chain of a breach is made of nodes, whole numbers below {nodes:,}, not {chain!r}"
    elif chain[0] >= graph.size:
        yield f"the chain of a breach starts at a first-party module, not at `{graph.name(chain[0])}`"
    else:
        for tail, head in pairwise(chain):
            if head not in graph.succ[tail]:
                ends = f"`{graph.name(tail)}` does not import `{graph.name(head)}`"
                yield f"the chain of a breach is made of imports, and {ends}"
                return
        if len(chain) > 1 and not {o.name for o in graph.occurrences(*chain[:2])} >= set(breach.names):
            yield f"the names of a breach are names of its import, not {breach.names!r}"
