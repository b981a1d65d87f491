"""Names in a sentence."""

from collections.abc import Sequence

__all__ = ["listed"]


def listed(labels: Sequence[str], word: str = "and") -> str:
    """Return the labels as an enumeration; of more than four the first three, and how many are left."""
    if len(labels) > 4:
        return f"{', '.join(labels[:3])} {word} {len(labels) - 3} more"
    return f" {word} ".join(filter(None, [", ".join(labels[:-1]), *labels[-1:]]))
