"""A place where code publishes or subscribes, as plain values."""

from typing import Any

from archlint.graph import Site, spelled

__all__ = ["site_row"]


def site_row(site: Site) -> dict[str, Any]:
    """Return where it stands, what it does there, and how its topic was found out."""
    return {
        "path": site.path,
        "line": site.line,
        "column": site.column,
        "end_line": site.end_line,
        "end_column": site.end_column,
        "module": site.module,
        "channel": site.channel,
        "role": site.role,
        "topics": [spelled(topic) for topic in site.topics],
        "handler": site.handler,
        "how": site.how,
        "written": site.written,
        "declared": site.declared,
        "implied": site.implied,
    }
