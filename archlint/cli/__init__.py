"""Talk to the person: words in, words and an exit code out. The only room that knows click, and the only one that prints."""

from archlint.cli.main import main

__all__ = ["main"]
