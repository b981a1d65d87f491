"""The command line, as its own tests call it."""

from tests.cli.conftest import Done, alone, call, environment, repository, spawn, tree

__all__ = ["Done", "alone", "call", "environment", "repository", "spawn", "tree"]
