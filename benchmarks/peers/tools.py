"""How each tool is called: from nothing, with its cache, as a hook."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.peers.contracts import ALONE
from benchmarks.peers.corpora import Corpus

__all__ = ["ARCHLINT", "HOOK", "PYTHON", "TOOLS", "Command", "Tools", "alone", "called", "listing"]

ARCHLINT: Final = "archlint"
HOOK: Final = "archlint --hook"
PYTHON: Final = "python -c pass"
TOOLS: Final[Mapping[str, str]] = {
    ARCHLINT: "judges all contracts",
    "lint-imports": "judges all contracts",
    "tach": "judges direct imports only; keeps no cache",
    "ruff analyze graph": "judges nothing: reads, and prints what each file imports; keeps no cache",
    "grimp": "judges nothing: builds the graph that lint-imports judges",
}
"""What the peers can be asked, in the order of the tables. A hook of lint-imports is lint-imports."""

_GRAPH: Final = "import grimp; grimp.build_graph(*{roots}, cache_dir={cache})"
_ALONE: Final = """\
import grimp, json, time
names = json.load(open("{names}"))
graph = grimp.build_graph(*{roots}, cache_dir=None)
began = time.process_time()
found = graph.find_illegal_dependencies_for_layers([grimp.Layer(*names, independent=True)])
judging = time.process_time() - began
print(json.dumps({{"pairs": sorted({{(each.importer, each.imported) for each in found}}), "judging": judging}}))
"""


Command = Sequence[str | Path]


class Tools(NamedTuple):
    """The folders with the commands."""

    archlint: Path
    peers: Path


def called(tools: Tools, name: str, corpus: Corpus, cold: bool) -> Command:
    """Return the command of a tool; the folder of the corpus is the current one."""
    roots = list(corpus.roots)
    graph = _GRAPH.format(roots=roots, cache=None if cold else "'.grimp_cache'")
    no_cache = ["--no-cache"] if cold else []
    commands: dict[str, Command] = {
        ARCHLINT: [tools.archlint / "archlint", "check", *no_cache],
        HOOK: [tools.archlint / "archlint", "check", "--hook"],
        PYTHON: [tools.archlint / "python", "-c", "pass"],
        "lint-imports": [tools.peers / "lint-imports", "--no-logo", *no_cache],
        "tach": [tools.peers / "tach", "check"],
        "ruff analyze graph": [tools.peers / "ruff", "analyze", "graph", "--isolated", *roots],
        "grimp": [tools.peers / "python", "-c", graph],
    }
    return commands[name]


def listing(tools: Tools, name: str) -> Command:
    """Return the command of a tool that judges, with all that it finds in a form that can be compared."""
    commands: dict[str, Command] = {
        ARCHLINT: [tools.archlint / "archlint", "check", "--format", "json", "--limit", "0"],
        "lint-imports": [tools.peers / "lint-imports", "--no-logo", "--no-cache"],
        "tach": [tools.peers / "tach", "check", "--output", "json"],
    }
    return commands[name]


def alone(tools: Tools, name: str, corpus: Corpus, names: Sequence[str], folder: Path) -> Command:
    """Return the command for the independence of many, by archlint or by grimp; `folder` takes the list of names."""
    if name == ARCHLINT:
        options = ["--config", f"{ALONE}.toml", "--no-cache", "--limit", "0", "--timings"]
        return [tools.archlint / "archlint", "check", *options]
    listed = folder / "names.json"
    listed.write_text(json.dumps(names), encoding="utf-8")
    return [tools.peers / "python", "-c", _ALONE.format(names=listed, roots=list(corpus.roots))]
