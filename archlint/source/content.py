"""What one content is called: by its bytes alone, as git calls it, so that disk and git tell of the same."""

from __future__ import annotations

from typing import Final

from archlint.source.naming import is_package

__all__ = ["KEY", "NAMELESS", "key_of", "key_of_blob"]

KEY: Final = 21
"""Length of a key: the id that git has for the bytes, or the beginning of it, and what kind of file they are."""
NAMELESS: Final = bytes(KEY)
"""The key of a file that could not be read."""


def key_of(path: str, content: bytes) -> bytes:
    """Return the key of a file's content."""
    from hashlib import sha1  # where nothing is new, nothing is hashed

    digest = sha1(b"blob %d\0" % len(content), usedforsecurity=False)
    digest.update(content)
    return _key(path, digest.digest())


def key_of_blob(path: str, blob: str) -> bytes:
    """Return the same, by the id of git in hex."""
    return _key(path, bytes.fromhex(blob))


def _key(path: str, blob: bytes) -> bytes:
    # Only of a package is it asked whether others may add to it, and an empty file may be either.
    return blob[: KEY - 1] + (b"p" if is_package(path) else b"m")
