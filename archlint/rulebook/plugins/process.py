"""
The process in which a team's contract type runs: a question on stdin, the answer on stdout, both JSON.

Run as a program, and imported by nothing. It is the one place where `sys.path` grows, as import-linter has it grow.
"""

import io
import json
import os
import re
import sys
from contextlib import redirect_stdout
from importlib import import_module
from typing import Any, Final

__all__: list[str] = []

_COLOURS: Final = re.compile(r"\x1b\[[0-9;]*m")


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Return whether the contract is kept, what it warned of, and what it printed."""
    graph = _graph(asked)
    import_module("importlinter.cli")  # which sets up what contracts print by
    sys.path.insert(0, asked["root"])
    module, _, name = asked["contract"].rpartition(".")
    contract = getattr(import_module(module), name)(
        name=asked["name"], session_options=asked["session"], contract_options=asked["options"]
    )
    found = contract.check(graph, verbose=False)
    printed = io.StringIO()
    with redirect_stdout(printed):
        if not found.kept:
            contract.render_broken_contract(found)
    output = _COLOURS.sub("", printed.getvalue())
    return {"kept": bool(found.kept), "warnings": [str(one) for one in found.warnings], "output": output}


def _graph(asked: dict[str, Any]) -> Any:
    """Return the graph as grimp has it; what comes in is sorted, and grimp's answers depend on the order."""
    import grimp

    graph = grimp.ImportGraph()
    for module in asked["modules"]:
        graph.add_module(module)
    for module in asked["externals"]:
        graph.add_module(module, is_squashed=True)
    for importer, imported, number, line in asked["imports"]:
        graph.add_import(importer=importer, imported=imported, line_number=number, line_contents=line)
    return graph


def _said(asked: dict[str, Any]) -> dict[str, Any]:
    try:
        return _answer(asked)
    except Exception as error:  # noqa: BLE001 - whatever their code does, it is told
        options = getattr(error, "errors", None)
        words = "; ".join(f"{key}: {value}" for key, value in options.items()) if isinstance(options, dict) else error
        return {"error": f"{type(error).__name__}: {words}"}


if __name__ == "__main__":
    os.environ["COLUMNS"] = "100000"  # nobody wraps what is read by a program
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what their code prints besides is no answer
    json.dump(_said(json.load(sys.stdin)), answer)
    answer.close()
