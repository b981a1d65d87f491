"""How far a change reaches, as `affected` is asked."""

from typing import NamedTuple

__all__ = ["Reach"]


class Reach(NamedTuple):
    """Which files are tests, which imports carry a change on, and what of it is to be told."""

    test_files: tuple[str, ...] = ("test_*.py", "*_test.py")
    """Patterns as pytest has them: of names, and of ends of paths where a "/" is in them. The default is pytest's."""
    kinds: tuple[str, ...] = ("runtime", "deferred", "dynamic", "declared")
    """Kinds of imports."""
    tests: bool = False
    """Only test files are wanted."""
    modules: bool = False
    """Modules are told by their names, and not by their files."""

    def is_test(self, path: str) -> bool:
        """Return whether pytest looks for tests in a file."""
        from fnmatch import fnmatchcase  # only who asks waits for it

        name = path.rpartition("/")[2]
        return any(
            fnmatchcase(f"/{path}", f"*/{pattern}") if "/" in pattern else fnmatchcase(name, pattern)
            for pattern in self.test_files
        )
