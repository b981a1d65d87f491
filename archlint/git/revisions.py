"""What the names of revisions mean."""

from __future__ import annotations

from pathlib import Path

from archlint.git.run import GitError, attempt

__all__ = ["id_of", "named", "unknown", "usable"]


def usable(revision: str) -> bool:
    """Return whether git would take a text for the name of a revision at all, and not for an option."""
    return bool(revision) and not revision.startswith("-") and "\0" not in revision


def id_of(top: Path, revision: str, what: str) -> str:
    """Return the id of the "commit" or the "tree" that a name means; "" where it means none."""
    words = ("rev-parse", "--verify", "--quiet", f"{revision}^{{{what}}}")
    said = attempt(top, *words) if usable(revision) else None
    return said.decode().strip() if said else ""


def named(top: Path, revision: str, what: str) -> str:
    """Return the same; raise GitError where it means none."""
    id_ = id_of(top, revision, what)
    if not id_:
        raise GitError(unknown(top, revision))
    return id_


def unknown(top: Path, revision: str) -> str:
    """Return why nothing is called so, in words with the next act."""
    if attempt(top, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return f"there is no commit yet, so `{revision}` names nothing. `git commit` makes the first one."
    if attempt(top, "rev-parse", "--is-shallow-repository") == b"true\n":
        return (
            f"`{revision}` is not in this clone, which is shallow: it holds the newest commits only. "
            "`git fetch --unshallow` brings the others (in GitHub Actions: `fetch-depth: 0` at actions/checkout)."
        )
    remote, slash, branch = revision.partition("/")
    if slash and f"{remote}\n".encode() in (attempt(top, "remote") or b"").splitlines(keepends=True):
        return f"git knows no revision `{revision}`. `git fetch {remote} {branch}` brings it, if it exists there."
    return f"git knows no revision `{revision}`. `git branch --all` and `git tag` list the names that it knows."
