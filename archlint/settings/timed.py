"""Which room is at work, and how much CPU time each has taken."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from time import process_time
from typing import Concatenate, ParamSpec, TypeVar

from archlint.settings.nouns import Request

__all__ = ["timed"]

P = ParamSpec("P")
T = TypeVar("T")


def timed(room: str) -> Callable[[Callable[Concatenate[Request, P], T]], Callable[Concatenate[Request, P], T]]:
    """
    Return a decorator for the verb of a room, which takes the request first.

    While the verb runs, the room stands in `request.rooms`; then its CPU seconds are added to `request.timings`,
    without those of the rooms that it asked.
    """

    def decorate(verb: Callable[Concatenate[Request, P], T]) -> Callable[Concatenate[Request, P], T]:
        @wraps(verb)
        def measured(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> T:
            before, started = sum(request.timings.values()), process_time()
            request.rooms.append(room)
            try:
                return verb(request, *args, **kwargs)
            finally:
                request.rooms.pop()
                asked = sum(request.timings.values()) - before
                spent = process_time() - started - asked
                request.timings[room] = request.timings.get(room, 0.0) + spent

        return measured

    return decorate
