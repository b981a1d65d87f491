"""
Ask tach itself about many projects in one process of its own: it crashes on some settings, and takes no test with it.

Run as a script, it reads folders, one a line, and writes for each a line of JSON: what `tach check` finds there.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

__all__ = ["asked"]


def asked(folders: Iterable[Path]) -> list[Mapping[str, Any]]:
    """Return what tach says of each folder."""
    lines = "".join(f"{folder}\n" for folder in folders)
    done = subprocess.run([sys.executable, __file__], input=lines, capture_output=True, text=True, check=True)
    # Beside the answers it says which settings it has written anew.
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def checked(folder: Path) -> dict[str, Any]:
    """Return what `tach check` prints as JSON, and what it says of lists that say too much."""
    from tach import extension
    from tach.parsing import parse_project_config

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
