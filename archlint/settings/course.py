"""How far a request has come."""

__all__ = ["Course"]


class Course:
    """Which rooms are at work, and how long each has been; it changes while they are."""

    def __init__(self) -> None:
        """Start with no room at work."""
        self.rooms: list[str] = []
        """The rooms at work, the innermost last."""
        self.timings: dict[str, float] = {}
        """CPU seconds by room, without the rooms that it asked, filled in on the way up."""
