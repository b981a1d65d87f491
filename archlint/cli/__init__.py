"""Talk to the person: words in, words and an exit code out. Only this room prints, and only it knows click."""

from archlint.cli.main import command, main

__all__ = ["command", "main"]
