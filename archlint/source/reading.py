"""One reading of the code: as little of it as an earlier one and a look at the files leave to be done."""

from __future__ import annotations

import os
from functools import cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final
from zlib import crc32

from archlint import git
from archlint.settings import FIELDS, Cache, Looks, Request, edition
from archlint.source.nouns import Imports, Sight
from archlint.source.options import Options
from archlint.source.snapshot import Snapshot, recalled
from archlint.source.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from archlint.source.couplings import Wiring
    from archlint.source.look import Look
    from archlint.source.tracked import TrackedSnapshot

__all__ = ["Reading"]

_LOST: Final = Sight("nowhere", "stamp", "", "")
"""What no run will ever see again."""
_TEXTS: Final = "texts"
"""The question after all text of all modules, and not only what they import."""
_FILES: Final = attrgetter("tree", "role", "overlay", "full_parse", "cache", "ask")
"""What else says which files are read."""
_FEW: Final = 100
"""So many files that have changed may be read twice: to see what they say, and again where that is news."""


class Reading:
    """What a request asks for. Only what somebody asks for is loaded, listed and read."""

    def __init__(self, request: Request, options: Options) -> None:
        """Find out the stamp. Raises SettingsError and git.GitError as `read` does."""
        self._request = request
        self._options = options
        self._trees = Trees(request, options)
        self._root = request.settings.root
        self._cache = Cache(self._root) if request.cache else None
        self._waits = request.ask in ("modules", "paths")
        self._all_text = False
        """Whether more was read of the modules than the stamp tells of."""
        self._texts = ""
        """A digest of what changes when any text of a module does; "" where nothing is known to."""
        self._modules: Sequence[str] = ()
        """The files of the modules of a tree of git, where that is known without a look at them."""
        self._stands: Snapshot | None = None
        """What lies on the disk, where that need not be looked for."""
        self._told = b"" if self._waits else self._known()
        if not (self._told or self._waits):
            _ = self._looked
        if request.looks and not (self._waits or request.role):
            request.looks.meant = self.meaning

    def serves(self, request: Request) -> bool:
        """Serve another request from now on, if it is one of the same call and about the same files, and say so."""
        mine = self._request
        same = request.looks is not None and request.looks is mine.looks and request.settings is mine.settings
        if same and _FILES(request) == _FILES(mine):
            self._request = request
            return True
        return False

    @cached_property
    def stamp(self) -> bytes:
        """What names the imports. Where nothing is kept nobody needs it, and all is looked at once more for it."""
        return b"" if self._waits else self._told or self._looked.stamp or self._look(named=True).stamp

    def modules(self) -> dict[str, str]:
        """Return the name of each module by its file."""
        from archlint.source.discover import discover
        from archlint.source.roots import present

        codebase, _ = discover(self._trees.tree, present(self._trees.tree, self._options))
        return {module.path: module.name for module in codebase.modules}

    def paths(self) -> Sequence[str]:
        """Return the file of each module of a tree of git; of one that was read before its snapshot tells."""
        from archlint.source.tracked import TrackedSnapshot

        identity = self._trees.identity
        known = TrackedSnapshot.recalled(self._cache, self._name, self._key) if self._cache and identity else None
        return known.modules if known and known.identity == identity else tuple(self.modules())

    def imports(self) -> Imports:
        """Return what is imported; to be asked once, as the facts are let go of."""
        found = self._looked.pending.pop()()
        return found._replace(wiring=partial(self._wiring, found.wiring)) if self._request.packs else found

    def _wiring(self, told: Callable[[], Wiring]) -> Wiring:
        self._take_all_text()
        return told()

    def _take_all_text(self) -> None:
        self._all_text = True
        if self._request.looks:
            self._request.looks.any_text()

    def _note_text(self, path: str) -> None:
        if self._request.looks:
            self._request.looks.text(f"{self._root}/{path}", self._request.tree)

    def lines(self, path: str) -> tuple[str, ...]:
        """Return the lines of a file; () where it has gone."""
        from archlint.source.text import lines_of

        self._note_text(path)
        return lines_of(self._trees.tree, path)

    def content(self, path: str) -> bytes | None:
        """Return the bytes of a file; None where it cannot be read."""
        self._note_text(path)
        return next((one for _, one in self._trees.tree.contents((path,)) if isinstance(one, bytes)), None)

    def seen(self) -> tuple[Sight, ...]:
        """Return what was looked at beyond the modules."""
        from archlint.source.witness import seen

        texts = [Sight("tree", _TEXTS, "", self._texts) if self._texts else _LOST] if self._all_text else []
        return (*seen(self._trees.witnesses), *texts, *([_LOST] if self._late() else []))

    def still(self, sights: tuple[Sight, ...]) -> bool:
        """Return whether what was seen then would be seen now."""
        if not sights:
            return True
        from archlint.source.witness import still

        whole = [sight for sight in sights if sight.question == _TEXTS]
        _ = self.stamp  # only who knows the files can tell how they are
        if whole:
            self._take_all_text()
        if any(sight.answer != self._texts for sight in whole):
            return False
        return still(self._trees.witnesses, [sight for sight in sights if sight.question != _TEXTS])

    def meaning(self, texts: Collection[str]) -> bytes:
        """
        Return what is the same while all means the same to whoever looks at no more text of modules than that of some.

        These are named by absolute path, and are needed in a tree of git alone: on the disk they are noted. b"" where
        nobody can tell.
        """
        if self._late():
            return b""
        if not self._request.tree:
            return self.stamp
        if not self._modules:
            return b""
        asked = {path.removeprefix(f"{self._root}/") for path in texts}
        rest = self._trees.revision.apart_from(path for path in self._modules if path not in asked)
        return rest and self.stamp + rest

    def _late(self) -> bool:
        """Return whether files have changed between the moment when the stamp was told and that when they were read."""
        return bool(self._told) and "_looked" in vars(self) and self._looked.stamp != self._told

    def _known(self) -> bytes:
        """Return the stamp, where it follows from what an earlier run has kept; else b""."""
        if self._cache is None or self._request.overlay:
            return b""
        if self._request.tree:
            return self._known_in_git(self._cache)
        snapshot = recalled(self._cache, self._name, self._key)
        looks = self._request.looks or Looks(None)
        if snapshot is None or not snapshot.stands(self._root, looks):
            return b""
        changed = snapshot.changed(self._root, looks)
        if changed is None or len(changed) > _FEW:
            return b""
        if changed:
            return self._renewed(snapshot, changed)
        self._stands = snapshot
        self._texts = _texts_on_disk(snapshot)
        self._note(snapshot)
        return snapshot.stamp

    def _known_in_git(self, cache: Cache) -> bytes:
        """Return the same of a tree of git."""
        from archlint.source.tracked import TrackedSnapshot

        snapshot = TrackedSnapshot.recalled(cache, self._name, self._key) if self._trees.identity else None
        if snapshot is None or snapshot.identity == self._trees.identity:
            return self._take(snapshot)
        from archlint.source.renewal import renewed_in_git

        whole = self._request.full_parse
        found = renewed_in_git(snapshot, self._trees.identity, self._trees.revision, _FEW, whole=whole)
        if found and self._trees.unmoved():
            found.keep(cache, self._name, self._key)
        return self._take(found)

    def _take(self, found: TrackedSnapshot | None) -> bytes:
        """Take a tree of git to be as a snapshot says, and return the stamp of that."""
        if found is None:
            return b""
        self._texts, self._modules = _digest("".join(found.blobs).encode()), found.modules
        return found.stamp

    def _renewed(self, snapshot: Snapshot, changed: list[int]) -> bytes:
        """Return the stamp where some files have changed, and keep that for the next run; b"" if it cannot be told."""
        from archlint.source.renewal import renewed

        assert self._cache, "the snapshot was kept there"
        moment = self._cache.moment()  # before anything is looked at that is to be kept
        found = renewed(snapshot, changed, self._root, self._trees.disk, moment, whole=self._request.full_parse)
        if found is None:
            return b""
        found.keep(self._cache, self._name, self._key)
        self._stands = found
        self._texts = _texts_on_disk(found)
        self._note(found)
        return found.stamp

    def _note(self, snapshot: Snapshot | None) -> None:
        """Note what a later run may know the code by; without a snapshot it cannot."""
        looks = self._request.looks
        if looks and snapshot:
            snapshot.note(self._root, looks)
        elif looks:
            looks.doubt()

    def _look(self, *, named: bool) -> Look:
        from archlint.source.look import look
        from archlint.source.store import Store

        if self._stands:
            self._trees.disk.known[frozenset(self._stands.starts)] = self._stands.found()
        store = Store(self._cache, whole=self._request.full_parse)
        return look(self._request, self._options, self._trees, store, named=named, again=bool(self._told))

    @cached_property
    def _looked(self) -> Look:
        found = self._look(named=self._cache is not None)
        if not self._told:  # else they are known by the snapshot of before, and if one has changed since, it will show
            self._texts = _texts_on_disk(found.snapshot)
            self._take(found.tracked)
        if self._cache and found.snapshot:
            found.snapshot.keep(self._cache, self._name, self._key)
        if self._cache and found.tracked and self._trees.unmoved():
            found.tracked._replace(identity=self._trees.identity).keep(self._cache, self._name, self._key)
        if not (self._told or found.tracked):
            self._note(found.snapshot)
        return found

    @property
    def _name(self) -> str:
        tree = self._request.tree
        kind = tree if tree in ("", git.INDEX) else "revision"
        told = self._request.settings.file, kind, self._request.role, self._request.role and self._request.against
        return f"snapshot-{crc32(repr(told).encode('utf-8', 'surrogatepass')):08x}"

    @cached_property
    def _key(self) -> bytes:
        """Return all that the stamp depends on beside the files; who may not list a folder sees other ones."""
        person = os.geteuid() if hasattr(os, "geteuid") else 0
        top = self._trees.top if self._request.tree else ""
        told = self._options, self._request.full_parse, self._request.role, person, str(top), str(self._root)
        return edition() + repr(told).encode("utf-8", "surrogatepass")


def _texts_on_disk(snapshot: Snapshot | None) -> str:
    """Return what changes with any text, by the signatures of the files; "" where one of them does not tell."""
    if snapshot is None or 0 in snapshot.modules_as[1::FIELDS]:
        return ""
    return _digest(snapshot.modules_as.tobytes())


def _digest(told: bytes) -> str:
    from hashlib import blake2b  # only who judges what needs all text asks

    return blake2b(told, digest_size=16).hexdigest()
