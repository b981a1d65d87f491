"""
Ask tach itself about many projects in one process; run as a script, in a process of its own.

Reads folders, one a line, and writes for each a line of JSON: what `tach check` finds there. Tach crashes on some
settings, and a crash must not take the tests with it.
"""

import json
import sys
from pathlib import Path
from typing import Any

from tach import extension
from tach.parsing import parse_project_config


def checked(folder: Path) -> dict[str, Any]:
    """Return what `tach check` prints as JSON, and what it says of lists that say too much."""
    try:
        config = parse_project_config(folder)
        found = extension.check(project_root=folder, project_config=config, dependencies=True, interfaces=True)
        unused = extension.detect_unused_dependencies(folder, config) if config.exact else []
    except BaseException as error:  # noqa: BLE001 - a panic of Rust is no Exception
        return {"refused": f"{type(error).__name__}: {error}"}
    told = json.loads(extension.serialize_diagnostics_json(found, pretty_print=False))
    lists = [[one.path, dependency.path] for one in unused for dependency in one.dependencies]
    return {"failed": bool(lists) or any(one.is_error() for one in found), "told": told, "unused": lists}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(checked(Path(line.strip()))), flush=True)
