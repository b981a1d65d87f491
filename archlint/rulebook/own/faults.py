"""What is wrong in the file of a team's rule: told with file and line, because the bug is theirs and no trace helps."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout

from archlint.graph import Disagreement, Misdeclared
from archlint.settings import Problem
from archlint.startup import NamedTuple

__all__ = ["Fault", "Unfit", "problems", "told"]

_LABEL = "this rule runs that file as code"


class Fault(NamedTuple):
    """One thing that is wrong."""

    path: str
    """Relative to the settings' folder, with "/"."""
    line: int
    """1-based; 0 for the whole file."""
    message: str
    help: str = ""


class Unfit(Exception):
    """A team's rule cannot be used. Its one argument are all the faults that were seen, at least one."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong."""
        found: tuple[Fault, ...] = self.args[0]
        return found


def problems(faults: Iterable[Fault], where: tuple[str | int, ...]) -> list[Problem]:
    """Return the faults as problems of that place in the settings: of the rule that uses the file."""
    return [
        Problem(where, f"{path}{f':{line}' if line else ''}: {message}", _LABEL, help=help)
        for path, line, message, help in faults
    ]


@contextmanager
def told(path: str, line: int = 0) -> Iterator[None]:
    """
    Turn whatever the code of the file raises into Unfit; what a rule may raise by its contract goes through.

    `line` is told where the code itself had no say in it, such as a call that its function does not take.

    What the code prints goes to stderr: stdout belongs to the report, which may be JSON.
    """
    try:
        with redirect_stdout(sys.stderr):
            yield
    except (Misdeclared, Disagreement, Unfit):
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever it is, it is theirs
        raise Unfit((_fault(error, path, line),)) from None


def _fault(error: BaseException, path: str, line: int) -> Fault:
    name = type(error).__name__
    first = next(iter(str(error).splitlines()), "")
    if isinstance(error, SyntaxError) and error.filename == path:
        return Fault(path, error.lineno or 0, f"{name}: {error.msg}")
    from traceback import walk_tb  # no rule of ours is awaited for it

    lines = [at for frame, at in walk_tb(error.__traceback__) if frame.f_code.co_filename == path]
    message = f"{name}: {first}" if first else name
    return Fault(path, lines[-1] if lines else line, message, _advice(error))


def _advice(error: BaseException) -> str:
    if isinstance(error, ModuleNotFoundError):
        return (
            "a rule is one file: it can import archlint.graph, archlint.settings and what is installed beside archlint"
        )
    return "mend the file; `archlint rules --test` tries it on its own drawings"
