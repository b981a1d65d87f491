"""Settings as a text, for tests that need no file."""

from pathlib import Path

from archlint.settings import Names


class Text:
    """A tree in which every file holds the same text."""

    def __init__(self, text: str | bytes) -> None:
        self.data = text.encode() if isinstance(text, str) else text

    def read(self, file: Path) -> bytes:
        """Return the text."""
        return self.data

    def names(self, folder: Path) -> Names:
        """Return nothing."""
        return Names()

    def is_top(self, folder: Path) -> bool:
        """Return that no repository begins anywhere."""
        return False
