"""Answer who publishes and subscribes to what, by channel and topic, as plain values."""

from archlint.rulebook.channels.answer import answered

__all__ = ["answered"]
