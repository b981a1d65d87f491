"""Put the page together: skeleton, looks, program and data in one text, and what a browser may do with it."""

import gzip
import html
import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from archlint.report.caps import encodable
from archlint.report.html.document import told
from archlint.settings import Request
from archlint.verdict import Verdict

__all__ = ["PROGRAM", "STYLE", "written"]

STYLE: Final = ("frame.css", "views.css", "drawings.css")
PROGRAM: Final = (
    *(
        "columns.js",
        "wires.js",
        "data.js",
        "elements.js",
        "model.js",
        "order.js",
        "words.js",
        "address.js",
        "panel.js",
        "finding.js",
    ),
    *("overview.js", "arcs.js", "stack.js", "layers.js", "walk.js", "grid.js", "matrix.js", "layout.js"),
    *("canvas.js", "graph.js", "neighbours.js", "violations.js", "trend.js", "compare.js", "search.js", "shell.js"),
)
"""In the order in which they are joined: what a file does at once may only need what stands in those before it."""
_FOLDER: Final = Path(__file__).parent


def written(verdict: Verdict, request: Request) -> str:
    """Return the page as one text. Nothing in it depends on when or where it is written."""
    data = told(verdict, request)
    style = _joined(STYLE)
    program = f"(() => {{\n'use strict';\n{_joined(PROGRAM)}}})();\n"
    # What the code is called comes last: it may be called like one of the places.
    places = {
        "STYLE": style,
        "PROGRAM": program,
        "DATA": packed(data),
        "POLICY": _policy(style, program),
        "TITLE": html.escape(encodable(" · ".join([*data["project"][:1], "architecture"]))),
    }
    return _filled(_read("page.html"), places)


def packed(data: Any) -> str:
    """Return data as base64 of gzipped JSON: a tenth of its size, and no character of it means anything in HTML."""
    text = json.dumps(data, separators=(",", ":"))
    return b64encode(gzip.compress(text.encode("ascii"), compresslevel=9, mtime=0)).decode("ascii")


def _policy(style: str, program: str) -> str:
    """Return what a browser may do: run this one program, apply this one sheet, and ask nobody for anything."""
    return (
        f"default-src 'none'; script-src '{_digest(program)}'; style-src '{_digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}"


def _joined(names: Iterable[str]) -> str:
    return "".join(_read(name) for name in names)


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _filled(text: str, places: dict[str, str]) -> str:
    """Return the skeleton with each `{{PLACE}}` of its own filled; what it is filled with is not looked at."""
    first, *rest = text.split("{{")
    return first + "".join(places[name] + after for name, _, after in (part.partition("}}") for part in rest))
