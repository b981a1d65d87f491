"""How far a request has come."""

from time import monotonic

__all__ = ["Course"]


class Course:
    """Which rooms are at work, and how long each has been; it changes while they are."""

    def __init__(self) -> None:
        """Start with no room at work."""
        self.rooms: list[str] = []
        """The rooms at work, the innermost last."""
        self.timings: dict[str, float] = {}
        """CPU seconds by room, without the rooms that it asked, filled in on the way up."""
        self.task: tuple[str, int, int, float] | None = None
        """What is counted, how many are done, of how many, and when that began; None where nothing is."""

    def count(self, what: str, done: int, of: int) -> None:
        """Take note of how many things are done."""
        began = self.task[3] if self.task and self.task[0] == what and done else monotonic()
        self.task = what, done, of, began
