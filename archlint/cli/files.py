"""Files that the command line writes: reports, the baseline, and a page that others write as well."""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from archlint.cli.refusals import Refused
from archlint.settings import Disk

__all__ = ["Beside", "append", "write_together", "write_whole"]


class Beside(Disk):
    """The files on disk, with one that is not written yet."""

    def __init__(self, file: Path, text: str) -> None:
        self._file, self._text = file, text

    def read(self, file: Path) -> bytes | None:
        """Return the bytes of a file; None where there is none of that name."""
        return self._text.encode("utf-8") if file == self._file else super().read(file)


def write_whole(file: Path, text: str) -> None:
    """
    Write a file so that others see the old one or the new one, never half of it.

    A device, a pipe or a link is written through. Raises Refused in words where that does not work; the old file
    is then as it was.
    """
    try:
        if _plain(file):
            _replace(file, text)
        else:
            file.write_text(text, encoding="utf-8", errors="surrogateescape", newline="\n")
    except OSError as error:
        raise Refused(f"cannot write {file}: {_reason(file, error)}") from None


def write_together(files: Sequence[tuple[Path, str]]) -> None:
    """
    Write files, all of them or none.

    Raises Refused in words where that does not work; then all of them are as they were.
    """
    before: list[tuple[Path, bytes | None]] = []
    try:
        for file, text in files:
            held = file.read_bytes() if file.exists() else None
            write_whole(file, text)
            before.append((file, held))
    except BaseException:
        for file, held in before:
            with suppress(OSError):
                file.unlink() if held is None else file.write_bytes(held)
        raise


def append(file: Path, text: str, most: int) -> None:
    """
    Add the text to what others have written into a file, as a paragraph of its own; all of it or nothing.

    Raises Refused in words where that does not work, or would make a file of more than `most` bytes.
    """
    data = text.encode("utf-8", "surrogateescape")
    try:
        held = file.stat().st_size if file.exists() else 0
        if held + len(data) >= most:
            raise Refused(f"cannot write {file}: with {held:,} bytes it has no room for {len(data):,} more")
        with file.open("ab") as stream:
            stream.write(b"\n" + data if held else data)
    except OSError as error:
        raise Refused(f"cannot write {file}: {_reason(file, error)}") from None


def _plain(file: Path) -> bool:
    """Return whether the name is free or a regular file's own: to put a new file there changes nothing else."""
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except FileNotFoundError:
        return True


def _replace(file: Path, text: str) -> None:
    import tempfile  # most runs write no file

    # Beside the file: only within one file system is a move all or nothing.
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as stream:
            stream.write(text)
        beside.chmod(_mode(file))
        beside.replace(file)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _mode(file: Path) -> int:
    """Return the mode of the file that is replaced; for a new one what any program would give it."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(file.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _reason(file: Path, error: OSError) -> str:
    if not file.parent.is_dir():
        return f"there is no folder {file.parent}"
    return error.strerror or type(error).__name__
