"""Folders of pages that are written out of something else: of the rules, and of the packs."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

__all__ = ["settled"]


def settled(folder: Path, wanted: Mapping[str, str], arguments: Sequence[str], by_hand: Collection[str] = ()) -> int:
    """
    Write pages, by file name, and delete the others but those written `by_hand`; return 0.

    With --check nothing is written, and 1 says that they are not up to date.
    """
    found = {file.name: file.read_text(encoding="utf-8") for file in folder.glob("*.md") if file.name not in by_hand}
    if "--check" in arguments:
        return 0 if found == wanted else 1
    for name in found.keys() - wanted.keys():
        (folder / name).unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0
