"""Files that spare the next run some work. Losing one costs time; none may ever cost a right answer."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import Final
from zlib import crc32

__all__ = ["Cache"]

_FOLDER: Final = ".archlint/cache"
_ELSEWHERE: Final = "ARCHLINT_CACHE"
"""The environment variable that names another folder, for all projects together."""
_MARK: Final = ".gitignore"
_MAGIC: Final = b"archlint cache 1\n"
_NUMBER: Final = 8
"""Bytes of a number in the header: the length of the key, the length of the payload, the checksum of both."""
_ABANDONED: Final = 3600
"""Seconds after which nobody writes any more to a file that is not yet in its place."""
_TICK: Final = 0.02
"""Seconds in which most clocks of file systems go on."""


class Cache:
    """
    A folder of files, each under a name and for one key; it ignores itself in git.

    A file counts only if it is whole and was kept for the very key that is asked for: one that is torn, cut short, of
    another version or of another program is as good as none. It is replaced in one step, so that runs at the same time
    see the old file or the new one. Where the folder cannot be written, nothing is kept and nobody is told.

    Beside the settings, a file counts only in the very folder that it was kept in, so that nobody can commit one that
    says what they like. A folder that ARCHLINT_CACHE names is trusted, wherever it was carried from.
    """

    def __init__(self, root: Path) -> None:
        """Keep files below the folder of the settings, or where the environment says; nothing is touched yet."""
        elsewhere = os.environ.get(_ELSEWHERE)
        self.root = root
        self.folder = Path(elsewhere).absolute() / _own_name(root) if elsewhere else root / _FOLDER
        self._trusted = bool(elsewhere)

    def recall(self, name: str, key: bytes) -> memoryview | None:
        """Return what was kept under a name for a key; None where there is no such file, or it is not as it was."""
        try:
            key = self._place() + key
            data = (self.folder / name).read_bytes()
        except OSError:
            return None
        start = len(_MAGIC) + 3 * _NUMBER
        numbers = data[len(_MAGIC) : start]
        if not data.startswith(_MAGIC) or len(numbers) < 3 * _NUMBER:
            return None
        keyed, size, checksum = (int.from_bytes(numbers[at : at + _NUMBER]) for at in range(0, 3 * _NUMBER, _NUMBER))
        body = memoryview(data)[start:]
        if len(body) != keyed + size or body[:keyed] != key or crc32(body) != checksum:
            return None
        return body[keyed:]

    def keep(self, name: str, key: bytes, payload: Iterable[bytes]) -> None:
        """Put a file in the place of the one of that name, if there is a way."""
        with suppress(OSError):
            self._ready()
            key = self._place() + key
            parts = [key, *payload]
            size, checksum = sum(map(len, parts)), 0
            for part in parts:
                checksum = crc32(part, checksum)
            header = b"".join(number.to_bytes(_NUMBER) for number in (len(key), size - len(key), checksum))
            self._replace(name, [_MAGIC, header, *parts])
            self._sweep(name)

    def place(self, name: str) -> tuple[Path, bytes] | None:
        """
        Return a file of the folder for who keeps something there by himself, and what only this folder is called.

        None where the folder cannot be written.
        """
        try:
            self._ready()
            return self.folder / name, self._place()
        except OSError:
            return None

    def moment(self) -> tuple[int, int] | None:
        """
        Return the device of the folder and the time in ns, by the file system's own clock; None where it is closed.

        Whatever is changed on that device from now on bears this time or a later one, unless the clock is set back.
        None too where a folder does not bear the time at which something was put into it.
        """
        try:
            if not self.folder.exists():
                self._ready()
                sleep(_TICK)  # the folder around it has just changed, and not since the moment
            beside = self.folder / f"moment.{os.getpid()}.tmp"
            beside.touch()
            about = beside.stat()
            honest = self.folder.stat().st_mtime_ns >= about.st_mtime_ns
            beside.unlink()
        except OSError:
            return None
        return (about.st_dev, about.st_mtime_ns) if honest else None

    def _ready(self) -> None:
        """Make the folder, and have git leave it alone."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), (self.folder / _MARK).open("xb") as mark:
            mark.write(b"*\n")

    def _place(self) -> bytes:
        """Return what no other folder has: nobody can choose the time at which a file is made, as told in ns."""
        if self._trusted:
            return b""
        about = (self.folder / _MARK).stat()
        return f"{about.st_ino} {about.st_ctime_ns}\n".encode()

    def _sweep(self, name: str) -> None:
        """Take away what runs left behind that were killed while they wrote, and long before this one wrote a file."""
        now = (self.folder / name).stat().st_mtime
        with os.scandir(self.folder) as entries:
            for left in entries:
                if left.name.endswith(".tmp") and left.stat().st_mtime < now - _ABANDONED:
                    (self.folder / left.name).unlink()

    def _replace(self, name: str, parts: Iterable[bytes]) -> None:
        beside = self.folder / f"{name}.{os.getpid()}.tmp"
        try:
            with beside.open("wb") as stream:
                stream.writelines(parts)
            beside.replace(self.folder / name)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise


def _own_name(root: Path) -> str:
    """Return the name of the folder for one project where many keep theirs."""
    return f"{root.name}-{crc32(os.fsencode(root)):08x}"
