"""The nouns of reading: columns of imports, and what could not be known."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from archlint.source.couplings import Wiring
from archlint.startup import NamedTuple

__all__ = ["KINDS", "MARKS", "Code", "Imports", "Project", "Projects", "Remark", "Sight", "Unread", "Unresolved"]

KINDS: Final = ("runtime", "deferred", "typing", "dynamic")
"""What `Imports.kind` counts through: exactly one a record."""
MARKS: Final = ("optional", "conditional")
"""Bit 0 and bit 1 of `Imports.marks`: inside try/except ImportError; under an `if` (or loop, or match)."""


class Unread(NamedTuple):
    """A file whose imports cannot be known."""

    path: str
    line: int
    """1-based; 0 when the whole file is meant."""
    column: int
    """1-based; 0 when the whole file is meant."""
    message: str


class Unresolved(NamedTuple):
    """An import of first-party code whose target does not exist, or a dynamic one whose target is not written down."""

    importer: str
    target: str
    """Full dotted name as far as known; for a dynamic import the source text of the argument."""
    path: str
    line: int
    column: int


class Remark(NamedTuple):
    """A comment that waives the imports of its line, or looks as if it should."""

    module: int
    """Node of the module that it stands in."""
    line: int
    column: int
    text: str
    """All of it, from its hash on."""


class Project(NamedTuple):
    """A folder with files that say what the modules in it depend on. Distributions are normalised (PEP 503)."""

    folder: str
    """Relative to the settings' root; "" is that folder itself."""
    file: str
    """Where its dependencies are written down: `packages/water/pyproject.toml`."""
    name: str
    """As a distribution; "" where the files give it none."""
    dependencies: frozenset[str]
    """Direct ones: those of extras and groups too, and the groups of projects around it."""
    carried: frozenset[str]
    """Those of them that come along wherever the project is installed."""
    building: frozenset[str]
    """What its build needs."""
    entry_points: tuple[str, ...]
    """Modules that are started or loaded from outside, sorted."""
    locked: Mapping[str, frozenset[str]]
    """Which distribution depends on which, by the nearest lock file at or above the folder."""
    complete: bool
    """False where its dependencies are computed, and stand in no file."""
    own: frozenset[str] = frozenset()
    """First segments of the names by which its modules can be imported from its folder, or from `src` in it."""


def _nobody(_: str) -> tuple[str, ...]:
    return ()


class Projects(NamedTuple):
    """What the projects of the tree say of themselves."""

    all: tuple[Project, ...] = ()
    """Sorted by folder."""
    owner: tuple[int, ...] = ()
    """For each first-party module the index of the innermost project around it, or -1."""
    unread: tuple[Unread, ...] = ()
    """Project files and lock files that cannot be read, sorted."""
    distributions: frozenset[str] = frozenset()
    """All that some file names."""
    providers: Callable[[str], tuple[str, ...]] = _nobody
    """Give the distributions that provide a module, sorted; () where nothing is known of it."""
    provided: Callable[[str], tuple[str, ...]] = _nobody
    """Give the modules of a distribution; () where only its own name could tell."""
    left_out: frozenset[str] = frozenset()
    """Modules that lie under the roots and are not read, or no packages of those to be judged."""


class Imports(NamedTuple):
    """
    Everything that was read, as columns.

    Nodes are numbered: first the first-party modules, then those of third parties and the stdlib, both sorted by name.
    One record per import statement and name; records are sorted by (importer, line, column), those of one statement by
    the names that stand there.
    An import of itself (a package importing from its own `__init__`) is left out. A star import of a package whose
    literal `__all__` names submodules has one more record for each of them, as Python imports them too.
    """

    modules: tuple[str, ...]
    """First-party modules, sorted. A package stands under its own name."""
    paths: tuple[str, ...]
    """The file of each module, relative to the settings' root, with "/"."""
    packages: bytes
    """1 where the module is a package (an `__init__.py`), else 0."""
    externals: tuple[str, ...]
    """Third-party and stdlib modules as imported (`google.cloud.storage`), sorted. Node: len(modules) + index."""
    stdlib: bytes
    """For each external: 1 where its top-level name belongs to the standard library, else 0."""
    importer: array[int]
    """Node of the importing module."""
    target: array[int]
    """Node of what is imported: for `from a import b` it is a.b where that is a first-party module, else a."""
    name: array[int]
    """
    Index into `names`: what is taken from the target; "" for the module itself, "*" for all. Where the imported module
    has no node (it is missing, compiled, or left out), the rest of the way to it: "gone" or "gone.deeper".
    """
    names: tuple[str, ...]
    line: array[int]
    column: array[int]
    """Of the statement, 1-based, in code points."""
    end_line: array[int]
    end_column: array[int]
    """One past the last code point of the statement, 1-based."""
    kind: bytes
    """Index into KINDS."""
    marks: bytes
    """Bits, see MARKS."""
    exports: Mapping[int, tuple[str, ...]]
    """For each module that assigns a literal `__all__`: its names, sorted."""
    unread: tuple[Unread, ...]
    """Sorted by path. The module of an unread file is among `modules` all the same, without records."""
    unresolved: tuple[Unresolved, ...]
    """
    First-party targets that do not exist, one a statement and target, sorted by (importer, line, column, target). The
    record itself points at the nearest module above that does exist, if any.
    """
    dynamic: tuple[Unresolved, ...]
    """Dynamic imports whose target is not a literal, in the same order."""
    lines: Callable[[str], tuple[str, ...]]
    """Give the lines of a file (by its path) as they were read; () where it has gone since."""
    shadowed: tuple[Unread, ...] = ()
    """Files that were left out because another has their name: `shop.py` beside `shop/__init__.py`."""
    remarks: tuple[Remark, ...] = ()
    """By module and line."""
    distributions: Callable[[], frozenset[str]] = frozenset
    """Give the top-level names that the project's dependencies and the stdlib probably have, imported or not."""
    projects: Callable[[], Projects] = Projects
    """Give what project files and lock files say; read when it is asked for the first time."""
    wiring: Callable[[], Wiring] = Wiring
    """Give what couples modules without an import, by the request's packs; read when it is asked for the first time."""
    renamed: Mapping[str, str] = MappingProxyType({})
    """Where modules have other names here than in their own text: for each module there, what it is called here."""


class Sight(NamedTuple):
    """What a run looked at beyond the modules, and how it was."""

    tree: str
    """"tree" for where the modules are read, "disk" for where an environment lies."""
    question: str
    """What was asked: "files" or "folders" in a folder, "contents" of a file."""
    path: str
    answer: str
    """A digest of it."""


def _nothing() -> tuple[Sight, ...]:
    return ()


def _not_seen(seen: tuple[Sight, ...]) -> bool:
    return not seen


def _no_bytes(_: str) -> None:
    return None


class Code(NamedTuple):
    """What is there to be read, as far as a run has to know before it asks for the imports."""

    named: Callable[[], bytes]
    """Give the `stamp`."""
    imports: Callable[[], Imports]
    """Give what was read; the work is done when it is asked for the first time."""
    lines: Callable[[str], tuple[str, ...]]
    """Give the lines of a file (by its path) as they are read; () where it has gone since."""
    seen: Callable[[], tuple[Sight, ...]] = _nothing
    """
    Give what was looked at so far and is not in the stamp, sorted: project files, lock files, what is installed, the
    text of a module - as far as `projects`, `distributions` and `lines` of the imports were asked.
    """
    still: Callable[[tuple[Sight, ...]], bool] = _not_seen
    """Tell whether what was seen then would be seen now."""
    content: Callable[[str], bytes | None] = _no_bytes
    """Give the bytes of a file (by its path) as they are read; None where it cannot be."""
    modules: Callable[[], Mapping[str, str]] = dict
    """Give the name of each first-party module by its file; no file is opened for it."""
    paths: Callable[[], Sequence[str]] = tuple
    """Give the file of each first-party module; where an earlier run has seen the same files, none is listed for it."""

    @property
    def stamp(self) -> bytes:
        """Names all that `imports` gives: who has seen this stamp has seen these imports. b"" for what has none."""
        return self.named()
