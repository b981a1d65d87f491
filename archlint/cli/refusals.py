"""What the command line cannot do for a person, as an exception that ends in words."""

__all__ = ["Misused", "Refused"]


class Refused(Exception):
    """What was asked for cannot be done. Its one argument says why, for whoever asked."""

    def words(self) -> str:
        """Return what to put before that person."""
        return f"error: {self}"


class Misused(Refused):
    """The words of `archlint check` make no sense together."""

    def words(self) -> str:
        """Return what to put before that person."""
        return f"{super().words()}\n  = help: `archlint check --help` shows what it takes"
