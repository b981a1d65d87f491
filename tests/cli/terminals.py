"""A terminal with a person who answers each question when it stands there."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
from collections.abc import Mapping, Sequence
from time import monotonic, sleep

__all__ = ["talk"]

_PATIENCE = 60.0
_BREATH = 2.0


def talk(argv: Sequence[str], answers: Sequence[tuple[str, str]], env: Mapping[str, str]) -> tuple[int, str]:
    """Run archlint in a terminal; of (question, answer) each answer is typed once its question is shown."""
    child, screen = pty.fork()
    if not child:
        # Whoever runs the tests in the background has Ctrl-C ignored, and a child inherits that.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = "import sys; from archlint.cli import main; sys.exit(main())"
        os.execve(sys.executable, [sys.executable, "-c", code, *argv], dict(env))
    shown = ""
    for question, answer in [*answers, ("", "")]:
        start = len(shown)
        shown += _until(screen, question)
        assert question in shown[start:], shown
        if answer:
            # What is typed while the other side sets up its terminal is thrown away by it, as for any quick typist.
            sleep(_BREATH)
            os.write(screen, answer.encode())
    os.close(screen)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), shown.replace("\r\n", "\n")


def _until(screen: int, question: str) -> str:
    """Return what is shown until the question stands there; without one, until the end."""
    shown, end = "", monotonic() + _PATIENCE
    while not (question and question in shown) and monotonic() < end:
        if select.select([screen], [], [], 1)[0]:
            try:
                data = os.read(screen, 65536)
            except OSError:  # Linux says so where the other side has ended
                break
            if not data:
                break
            shown += data.decode("utf-8", "replace")
    return shown
