"""The code of one commit after the other: what a commit has not changed is not looked at again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import chain

from archlint import git
from archlint.settings import Cache, Request
from archlint.source.assembled import Numbering, assembled
from archlint.source.discover import Codebase, Module, discover
from archlint.source.disk import Disk
from archlint.source.ignore import Exclude
from archlint.source.learned import Learned
from archlint.source.meant import Meant
from archlint.source.nouns import Imports, Projects
from archlint.source.options import Options
from archlint.source.page import Page, Wordbook, page
from archlint.source.passing import Passing
from archlint.source.roots import present
from archlint.source.text import lines_of
from archlint.source.tree import python
from archlint.source.witness import Witness, seen
from archlint.startup import NamedTuple

__all__ = ["Timeline"]


class _Row(NamedTuple):
    """One module as it is now."""

    page: Page
    content: int
    module: Module
    others: tuple[int, ...]
    """The external modules that it imports, by their numbers in the wordbook."""


class Timeline:
    """
    The code that the settings describe, at one commit after the other.

    First `learn` is told all that is to come; then for each commit `advance`, and where that says that something may be
    another, `imports` gives what is imported.
    """

    def __init__(self, request: Request, entries: Mapping[str, git.Entry]) -> None:
        """Start with what the first commit holds, by path from git's top."""
        root, options, self._request = request.settings.root, Options.of(request.settings), request
        exclude = Exclude(tuple(pattern.text for pattern in options.exclude), options.rule_folders)
        kept = Cache(root) if request.cache else None
        self._options, self._exclude, self._lead = options, exclude, git.lead(root)
        self._learned = Learned(git.top(root), kept, whole=request.full_parse, jobs=request.jobs)
        self._tree, self._disk = Passing(root, exclude, entries), Disk(root, exclude)
        self._witnesses = Witness(self._tree, "tree"), Witness(self._disk, "disk")
        self._meant, self._words = Meant(), Wordbook()
        self._codebase = Codebase((), frozenset(), frozenset(), ())
        self._rows: dict[str, _Row] = {}
        """By path."""
        self._place: dict[str, int] = {}
        self._contents: list[int] = []
        """The content of each module."""
        self._changed: set[str] = set()
        """Files that were changed since the imports were asked for."""
        self._exports: dict[str, tuple[str, ...]] = {}
        self._others: Counter[int] = Counter()
        """How many modules import each external one, by its number in the wordbook."""
        self._numbering: Numbering | None = None
        self._stale = True
        """Whether modules may be there now that were not, or lie elsewhere."""

    @property
    def read(self) -> int:
        """How many contents were read so far that no earlier run had read."""
        return self._learned.read

    def learn(self, changes: Iterable[git.Change], tell: Callable[[int, int], None]) -> None:
        """Read what nobody has read yet of all that is there and will come with some changes; `tell` how far it is."""
        lead = self._lead
        later = ((one.path.removeprefix(lead), one.entry) for one in changes if one.path.startswith(lead))
        files = chain(self._tree.entries(), later)
        reads = self._tree.reads()
        self._learned.learn(
            ((path, entry.blob) for path, entry in files if entry and python(path) and reads(path)), tell
        )

    def advance(self, changes: Sequence[git.Change]) -> bool:
        """Take on what a commit has changed; return whether its imports may be others, or what was asked besides."""
        mine = [(one.path.removeprefix(self._lead), one.entry) for one in changes if one.path.startswith(self._lead)]
        asked = self._asked() if mine else frozenset[str]()
        other = bool(asked) and any(not asked.isdisjoint(self._around(*one)) for one in mine)
        linked = self._tree.linked and any(python(path) for path, _ in mine)
        self._stale |= self._tree.advance(changes) or linked
        self._changed.update(path for path, _ in mine)
        return self._stale or other or not all(self._same(*one) for one in mine)

    def skip(self, changes: Sequence[git.Change]) -> None:
        """Take on what a commit has changed at which nobody asks for the imports."""
        self._stale |= self._tree.advance(changes) or self._tree.linked
        lead = self._lead
        self._changed.update(one.path.removeprefix(lead) for one in changes if one.path.startswith(lead))

    def _asked(self) -> frozenset[str]:
        """Return the files and folders that somebody looked at beside the imports."""
        return frozenset(sight.path for sight in seen(self._witnesses[:1]))

    def _around(self, path: str, entry: git.Entry | None) -> list[str]:
        """Return the file, and where it comes or goes all folders around it, too."""
        there = next(iter(self._tree.ids((path,))), None) is not None
        cuts = [at for at, sign in enumerate(path) if sign == "/"] if there != (entry is not None) else []
        return [path, *(path[:at] for at in cuts), *([""] if there != (entry is not None) else [])]

    def _same(self, path: str, entry: git.Entry | None) -> bool:
        """Return whether a file says of imports what it said."""
        row = self._rows.get(path)
        if row is None or entry is None:
            return row is None
        learned = self._learned
        return learned.said(row.content) == learned.said(learned.content(path, entry.blob))

    def imports(self) -> Imports:
        """Return what is imported at this commit."""
        stale, self._stale = self._stale, False
        if stale:
            self._find()
        modules, stock = self._codebase.modules, self._learned.stock
        for path in self._changed & self._place.keys():
            self._contents[self._place[path]] = self._content(path)
        exporting = ((modules[n].name, content) for n, content in enumerate(self._contents) if content in stock.exports)
        exports = {name: stock.exports[content] for name, content in exporting}
        # What a star import loads depends on what others say of their names, and on what is there.
        stars = stale or exports != self._exports
        self._exports = exports
        doubtful = self._meant.follow(self._codebase, self._sharing())
        every = stale or stars or bool(doubtful)
        for path in self._place if every else self._changed & self._place.keys():
            module, content = modules[self._place[path]], self._contents[self._place[path]]
            row = self._rows.get(path)
            stands = row and row.content == content and row.module == module and not (stars and row.page.stars)
            if not (row and stands and doubtful.isdisjoint(row.page.spoken)):
                self._write(module, content)
        self._changed.clear()
        return self._told()

    def _find(self) -> None:
        """Take in the modules that are there now, and let go of what was known of those that are not."""
        self._codebase, _ = discover(self._tree, present(self._tree, self._options))
        self._place = {module.path: number for number, module in enumerate(self._codebase.modules)}
        self._contents = [self._content(path) for path in self._place]
        for path in self._rows.keys() - self._place.keys():
            self._forget(self._rows.pop(path))
        self._numbering = None

    def _content(self, path: str) -> int:
        return self._learned.content(path, self._tree.ids((path,))[path])

    def _sharing(self) -> list[str]:
        """Return the packages that other distributions add to."""
        shared = self._learned.stock.shared
        pairs = zip(self._codebase.modules, self._contents, strict=True) if shared else ()
        return [module.name for module, content in pairs if content in shared]

    def _write(self, module: Module, content: int) -> None:
        """Write the page of a module anew."""
        learned, meant = self._learned, self._meant
        written = page(module, content, learned.stock, meant, self._loaded, self._words)
        others = tuple({number for number in written.target if self._words.text(number) not in meant.modules})
        if known := self._rows.get(module.path):
            self._forget(known)
        self._rows[module.path] = _Row(written, content, module, others)
        for number in others:
            self._others[number] += 1
            if self._others[number] == 1:
                self._numbering = None

    def _forget(self, row: _Row) -> None:
        for number in row.others:
            self._others[number] -= 1
            if not self._others[number]:
                del self._others[number]
                self._numbering = None

    def _loaded(self, package: str) -> list[str]:
        """Return the submodules that a star import of a package loads."""
        known = (f"{package}.{name}" for name in self._exports.get(package, ()))
        return [name for name in known if name in self._meant.modules]

    def _told(self) -> Imports:
        if self._numbering is None:
            self._numbering = Numbering.of(self._codebase, map(self._words.text, self._others), self._words)
        noted = partial(lines_of, self._witnesses[0])
        projects = cache(partial(self._projects, self._codebase))
        pages = [self._rows[path].page for path in self._numbering.paths]
        names, stock = self._words.texts, self._learned.stock
        found = assembled(self._numbering, self._codebase, pages, names, stock, self._contents, noted, projects)
        return self._wired(found) if self._request.packs else found

    def _wired(self, found: Imports) -> Imports:
        from archlint.source.wiring import wired  # most rules ask for imports alone

        keys = tuple(map(self._learned.stock.key, self._contents))
        return wired(found, self._request, self._tree, keys)

    def _projects(self, codebase: Codebase) -> Projects:
        # Most rules never ask.
        from archlint.source.projects import installed, projects

        tree, disk = self._witnesses
        paths = tuple(module.path for module in codebase.modules)
        found = projects(tree, paths, partial(installed, disk))
        return found._replace(left_out=codebase.others | codebase.beside)
