"""Which files a request asks about."""

from collections.abc import Sequence

__all__ = ["under"]


def under(path: str, wanted: Sequence[str]) -> bool:
    """Return whether a file is one of those wanted, or lies in one; where none is named, all are wanted."""
    return not wanted or any(w in ("", ".") or path == w or path.startswith(w + "/") for w in wanted)
