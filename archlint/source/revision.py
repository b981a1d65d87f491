"""Files as git has them: in the index, or in a revision. Only what is tracked, whatever `.gitignore` says."""

from __future__ import annotations

import os
import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from archlint import git
from archlint.source.content import blob_id
from archlint.source.disk import bytes_of
from archlint.source.ignore import VENV, Exclude, never
from archlint.source.nouns import Unread
from archlint.source.tree import FOLDER, Found, beside, python

__all__ = ["Revision", "Search"]

_MOST_LINKS: Final = 40
"""So many links in a row are a loop; Linux counts the same."""


class Revision:
    """The tracked files under the settings' root. Links count as on disk, as far as they lead to tracked files."""

    def __init__(
        self,
        root: Path,
        tree: str,
        exclude: Exclude,
        identity: bytes = b"",
        listing: Mapping[str, git.Entry] | None = None,
    ) -> None:
        """
        Give the identity of the tree, if it is known, and all that it holds, if somebody knows that.

        Raise git.GitError where there is no such tree.
        """
        self.where = "in git's index" if tree == ":index" else f"in the revision `{tree}`"
        self._top = git.top(root)
        real = root.resolve()
        if not real.is_relative_to(self._top):
            raise git.GitError(f"{real} does not lie in the work tree that git was told to use, {self._top}.")
        self._lead = "".join(f"{part}/" for part in real.relative_to(self._top).parts)
        self._listing = git.listing(self._top, tree, identity) if listing is None else listing
        self._exclude = exclude
        self._targets: dict[str, str] = {}
        """For links that are read: what they lead to, from git's top."""

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        """The tracked files under the root, sorted."""
        tracked = (path for path, entry in self._listing.items() if entry.mode != git.SUBMODULE)
        return tuple(sorted(path[len(self._lead) :] for path in tracked if path.startswith(self._lead)))

    @cached_property
    def shape(self) -> bytes:
        """
        What is the same for all trees with the same files in the same places, whatever they hold; b"" if there is none.

        Where there are links, the content of one file may say what another is.
        """
        modes = [entry.mode for entry in self._listing.values()]
        if git.LINK in modes:
            return b""
        told = "\0".join([*self._listing, *modes])
        return _digest(told)

    def apart_from(self, paths: Iterable[str]) -> bytes:
        """Return what is the same for all trees that differ in what these files hold alone; b"" if nothing is."""
        left = {self._lead + path for path in paths}
        told = "".join(entry.blob for path, entry in self._listing.items() if path not in left)
        return self.shape and self.shape + _digest(told)

    def find(self, folders: Iterable[str]) -> Found:
        """Return what lies in the folders."""
        return self._searched(folders, self._paths)

    def _searched(self, folders: Iterable[str], paths: Sequence[str], around: Iterable[str] = ()) -> Found:
        """Return what of some paths lies in the folders; the folders `around` are looked at in any case."""
        search = Search(frozenset(folders), self._exclude, paths)
        links = []
        for path in paths:
            linked = self._listing[self._lead + path].mode == git.LINK
            if search.takes(path, linked) and linked:
                links.append(path)
        for folder in around:
            search.enters(folder)
        self._follow(links, search)
        return Found(tuple(sorted(search.files)), tuple(sorted(search.beside)), tuple(sorted(search.unread)))

    def _follow(self, links: list[str], search: Search) -> None:
        """Take in the linked files whose targets are not read under a name of their own."""
        if not links:
            return
        entries = [entry.blob for entry in self._listing.values() if entry.mode == git.LINK]
        texts = dict(git.blobs(self._top, entries))
        seen = {self._lead + path for path in search.files}
        for path in links:
            target = self._end(self._lead + path, texts)
            if target in self._listing and python(path) and target not in seen:
                self._targets[path] = target
                search.files.append(path)
            elif target in self._listing or any(name.startswith(f"{target}/") for name in self._listing):
                search.beside.append(path)
            seen.add(target)

    def _end(self, path: str, texts: Mapping[str, bytes]) -> str:
        """Return what the link leads to, from git's top, over any number of links."""
        for _ in range(_MOST_LINKS):
            entry = self._listing.get(path)
            if entry is None or entry.mode != git.LINK:
                return path
            path = posixpath.normpath(posixpath.join(posixpath.dirname(path), os.fsdecode(texts[entry.blob])))
        return ""

    def folders(self, parent: str) -> tuple[str, ...]:
        """Return the paths of the folders directly in the parent."""
        lead = f"{parent}/" if parent else ""
        below = (path[len(lead) :].split("/") for path in self._paths if path.startswith(lead))
        return tuple(sorted({lead + parts[0] for parts in below if len(parts) > 1}))

    def files(self, parent: str) -> tuple[str, ...]:
        """Return the paths of the tracked files directly in the parent."""
        return self._files.get(parent, ())

    @cached_property
    def _files(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._paths:
            if self._listing[self._lead + path].mode != git.LINK:
                found[posixpath.dirname(path)].append(path)
        return {folder: tuple(paths) for folder, paths in found.items()}

    def everything(self) -> Iterator[str]:
        """Yield every tracked file."""
        yield from self._paths

    def ids(self, paths: Iterable[str]) -> dict[str, str]:
        """Return by path the id that git has for the bytes of each file that is in the tree."""
        entries = ((path, self._listing.get(self._targets.get(path, self._lead + path))) for path in paths)
        return {path: entry.blob for path, entry in entries if entry}

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unread]]:
        """Yield each path with its bytes; one that is not in the tree comes as unread."""
        wanted = {}
        for path in paths:
            name = self._targets.get(path, self._lead + path)
            entry = self._listing.get(name)
            if entry is None:
                yield path, Unread(path, 0, 0, "the file is not in git's tree")
            elif (content := self._on_disk(name, entry.blob)) is not None:
                yield path, content
            else:
                wanted[path] = entry.blob
        for path, (_, content) in zip(wanted, git.blobs(self._top, wanted.values()), strict=True):
            yield path, content

    def _on_disk(self, name: str, blob: str) -> bytes | None:
        """Return the bytes of a file in the work tree, if they are those of a blob: git need not be asked for them."""
        try:
            content = bytes_of(f"{self._top}/", name)
        except OSError:
            return None
        return content if isinstance(content, bytes) and blob_id(content, blob) == blob else None


def _digest(told: str) -> bytes:
    from hashlib import blake2b  # only who compares trees asks

    return blake2b(told.encode("utf-8", "surrogateescape"), digest_size=32).digest()


class Search:
    """One look through tracked paths."""

    def __init__(self, starts: frozenset[str], exclude: Exclude, paths: Sequence[str]) -> None:
        self.files: list[str] = []
        self.beside: list[str] = []
        self.unread: list[Unread] = []
        self._exclude = exclude
        self._venvs = {posixpath.dirname(path) for path in paths if posixpath.basename(path) == VENV}
        self._open = {"": False, **dict.fromkeys(starts, True)}

    def takes(self, path: str, linked: bool) -> bool:
        """Return whether a path may be read; unless it is a link, it goes where it belongs."""
        folder, _, name = path.rpartition("/")
        if never(name) or not self.enters(folder):
            return False
        if not linked and not python(name):
            if beside(name):
                self.beside.append(path)
            return False
        if self._exclude.omits(path, False):
            self.beside.append(path)
            return False
        if not linked:
            self.files.append(path)
        return True

    def enters(self, folder: str) -> bool:
        """Return whether what lies in a folder is looked at; asked once for each folder, from the top down."""
        inner = []
        while folder not in self._open:
            inner.append(folder)
            folder = folder.rpartition("/")[0]
        entered = self._open[folder]
        for below in reversed(inner):
            entered = self._open[below] = entered and self._judge(below)
        return entered

    def _judge(self, folder: str) -> bool:
        name = folder.rpartition("/")[2]
        if never(name):
            return False
        if folder in self._venvs or self._exclude.omits(folder, True):
            self.beside.append(folder)
            return False
        if python(name):
            self.unread.append(Unread(folder, 0, 0, FOLDER))
            return False
        return True
