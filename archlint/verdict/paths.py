"""Which files a request asks about, and whose violations it wants."""

from collections.abc import Sequence

from archlint.settings import Request

__all__ = ["asked_about", "under", "wanted_of", "whole"]


def whole(request: Request) -> bool:
    """Return whether a request asks about all files."""
    return not request.settings.inside and not request.paths


def wanted_of(request: Request, rule: str, home: str) -> bool:
    """
    Return whether a violation of a rule is wanted, whose importer is the file `home`.

    Inside a member of the workspace that is what its own rules find, and of the top's what its modules import.
    """
    inside = request.settings.inside
    own = inside and rule.startswith(f"{inside}:")
    return under(home, request.paths) if own else asked_about(request, home)


def asked_about(request: Request, home: str) -> bool:
    """Return whether it is wanted what a file imports, whoever says that it must not."""
    settings = request.settings
    return (not settings.inside or settings.heard[-1].holds(home)) and under(home, request.paths)


def under(path: str, wanted: Sequence[str]) -> bool:
    """Return whether a file is one of those wanted, or lies in one; where none is named, all are wanted."""
    return not wanted or any(w in ("", ".") or path == w or path.startswith(w + "/") for w in wanted)
