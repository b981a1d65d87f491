"""
git, read-only: trees, blobs and the index. Part of the foundation: any room may import it; it imports none of them.

Every function takes the top of a work tree, as `top` finds it, and raises `GitError` in words where git cannot answer.
Paths are relative to that top, with "/"; bytes that are no UTF-8 come as surrogates, as everywhere in Python.
The environment that git gives its hooks (GIT_INDEX_FILE, GIT_DIR) is honoured.
"""

from typing import TYPE_CHECKING

from archlint.git.run import GitError, questions, remember, top
from archlint.startup import late

if TYPE_CHECKING:
    from archlint.git.comparison import Drift, changed_lines, copied, cut_off, drift, last_change, merge_base
    from archlint.git.contents import blob_at, blobs, in_work_tree
    from archlint.git.files import attribute, first_of, lead, list_folder, read_file
    from archlint.git.history import Commit, Introduction, Lineage, Revision, commits, introduced, revision, writers
    from archlint.git.moments import Change, Moment, changes, commit_of, tagged, timeline
    from archlint.git.selected import present, since, staged, tracked, untracked
    from archlint.git.state import commit_in, settled, standing
    from archlint.git.trees import FILES, INDEX, LINK, SUBMODULE, Entry, identity, listing, show

__all__ = [
    "FILES",
    "INDEX",
    "LINK",
    "SUBMODULE",
    "Change",
    "Commit",
    "Drift",
    "Entry",
    "GitError",
    "Introduction",
    "Lineage",
    "Moment",
    "Revision",
    "attribute",
    "blob_at",
    "blobs",
    "changed_lines",
    "changes",
    "commit_in",
    "commit_of",
    "commits",
    "copied",
    "cut_off",
    "drift",
    "first_of",
    "identity",
    "in_work_tree",
    "introduced",
    "last_change",
    "lead",
    "list_folder",
    "listing",
    "merge_base",
    "present",
    "questions",
    "read_file",
    "remember",
    "revision",
    "settled",
    "show",
    "since",
    "staged",
    "standing",
    "tagged",
    "timeline",
    "top",
    "tracked",
    "untracked",
    "writers",
]

_LATE = {
    ".contents": "blob_at blobs in_work_tree",
    ".selected": "present since staged tracked untracked",
    ".comparison": "Drift changed_lines copied cut_off drift last_change merge_base",
    ".files": "attribute first_of lead list_folder read_file",
    ".history": "Commit Introduction Lineage Revision commits introduced revision writers",
    ".state": "commit_in settled standing",
    ".moments": "Change Moment changes commit_of tagged timeline",
    ".trees": "FILES INDEX LINK SUBMODULE Entry identity listing show",
}
if not TYPE_CHECKING:
    __getattr__ = late(__name__, _LATE)
