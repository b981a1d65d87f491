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

    While the verb runs, the room stands among the `rooms` of the request's course; then its CPU seconds are added
    to the `timings`, without those of the rooms that it asked.
    """

    def decorate(verb: Callable[Concatenate[Request, P], T]) -> Callable[Concatenate[Request, P], T]:
        @wraps(verb)
        def measured(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> T:
            course = request.course
            if course is None:
                return verb(request, *args, **kwargs)
            before, started = sum(course.timings.values()), process_time()
            course.rooms.append(room)
            try:
                return verb(request, *args, **kwargs)
            finally:
                course.rooms.pop()
                asked = sum(course.timings.values()) - before
                spent = process_time() - started - asked
                course.timings[room] = course.timings.get(room, 0.0) + spent

        return measured

    return decorate
