"""Read a settings file, and what it extends."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from archlint.settings.document import SHARED, table_of
from archlint.settings.extends import Layer, extended
from archlint.settings.files import Files
from archlint.settings.finding import DISK, OWN, has_table, text_of
from archlint.settings.nouns import Origin, Settings

__all__ = ["load"]


def load(file: Path, files: Files = DISK) -> Settings:
    """
    Read a settings file and what it extends, from the disk or another tree.

    In a pyproject.toml only [tool.archlint] counts; any other file is settings as a whole. What was written for another
    tool is translated. Raises SettingsError where a file cannot be read, is not TOML, or extends what it cannot. What
    the settings say is not judged here.
    """
    file = Path(os.path.abspath(file))
    text = text_of(file, files)
    if foreign := _foreign(file, text, files):
        return foreign
    table, prefix = table_of(file, text)
    layer = extended(Layer.of(file, text, table, prefix), partial(_layer, files))
    origins = {
        where: Origin(Path(os.path.relpath(source, file.parent)).as_posix(), said, there)
        for where, (source, said, there) in layer.origins.items()
        if where
    }
    return Settings(file.parent, file.name, layer.table, prefix, text, origins)


def _foreign(file: Path, text: str, files: Files) -> Settings | None:
    """Return the settings of a file that was written for another tool, and has none of ours."""
    if file.name == OWN or (file.name == SHARED and has_table(file, files)):
        return None
    from archlint.settings.foreign import reads, translated

    return translated(file, text, files) if reads(file, text) else None


def _layer(files: Files, file: Path) -> Layer:
    """Return what one file says, whatever it extends."""
    text = text_of(file, files)
    return Layer.of(file, text, *table_of(file, text))
