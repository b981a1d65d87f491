"""
Settings of other tools, read as they are: each becomes a table of archlint's own, and every value keeps its place.

A format is a module of this package with two functions:

    has_contracts(file: Path, text: str) -> bool
        Whether a file that exists speaks this format and declares something to be judged. Never raises: a file that
        nobody can parse has contracts if it mentions the tool, so that whoever reads it says what is wrong.
    translated(file: Path, text: str, files: Files) -> Settings
        The settings; see `Translation`. Raises SettingsError where nothing at all can be judged.

None of them runs code, and none looks at Python files: `files` answers which folders there are (see `roots`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Protocol

from archlint.settings.files import Files
from archlint.settings.nouns import Settings

__all__ = ["foreign_in", "foreign_places", "passed_over", "reads", "translated"]

_FILES: Final = (
    (".importlinter", "import_linter"),
    ("setup.cfg", "import_linter"),
    ("pyproject.toml", "import_linter"),
    ("tach.toml", "tach"),
    ("pyproject.toml", "tach"),
)
"""Where foreign settings stand, and which module reads them; the first of a folder that has contracts counts."""
_OWN_NAMES: Final = frozenset({".importlinter", "tach.toml"})
"""Those of them that belong to one tool alone."""
_BY_SUFFIX: Final = {".cfg": "import_linter", ".ini": "import_linter", ".toml": "import_linter"}
"""What a file of any other name may be, where somebody names it."""


def foreign_places(tool: str) -> tuple[str, ...]:
    """Return the names of the files in which settings of a tool stand, "import-linter" among them."""
    return tuple(name for name, reader in _FILES if reader == tool.replace("-", "_"))


def foreign_in(folder: Path, files: Files, tool: str = "") -> Path | None:
    """Return the file of a folder that has contracts of another tool, or of a given one; None where there is none."""
    for name, reader in _FILES:
        file = folder / name
        if tool and reader != tool.replace("-", "_"):
            continue
        try:
            data = files.read(file)
        except OSError:
            if name in _OWN_NAMES:
                return file  # whoever loads it says what is wrong with it
            continue  # what cannot be read is no reason to look no further
        # Bytes that are no UTF-8 are told by whoever loads the file.
        if data is not None and _reader(reader).has_contracts(file, data.decode("utf-8", "replace")):
            return file
    return None


def passed_over(folder: Path, files: Files, tool: str) -> tuple[tuple[str, Path], ...]:
    """Return the other tools that have contracts in a folder, each with its file, where those of a tool are judged."""
    others = dict.fromkeys(reader.replace("_", "-") for _, reader in _FILES)
    found = ((other, foreign_in(folder, files, other)) for other in others if other != tool)
    return tuple((other, file) for other, file in found if file)


def reads(file: Path, text: str) -> bool:
    """Return whether a file is settings of another tool, by its name or, in a TOML file, by what stands there."""
    return _format(file, text) is not None


def translated(file: Path, text: str, files: Files) -> Settings:
    """Return the settings that a foreign file comes to. Raises SettingsError where nothing of it can be judged."""
    name = _format(file, text)
    if name is None:
        raise ValueError(f"{file} is no settings of another tool")
    return _reader(name).translated(file, text, files)


def _format(file: Path, text: str) -> str | None:
    """Return the module that reads a file; a TOML file has to have contracts, as it may be settings of ours."""
    names = [reader for name, reader in _FILES if name == file.name]
    if not names and file.suffix in _BY_SUFFIX:
        names = [_BY_SUFFIX[file.suffix]]
    return next((name for name in names if file.suffix != ".toml" or _reader(name).has_contracts(file, text)), None)


class _Reader(Protocol):
    """A module that reads one format."""

    def has_contracts(self, file: Path, text: str) -> bool:
        """Return whether a file speaks this format and declares something to be judged."""

    def translated(self, file: Path, text: str, files: Files) -> Settings:
        """Return the settings that a file comes to."""


def _reader(name: str) -> _Reader:
    if name == "tach":
        from archlint.settings.foreign import tach

        return tach
    from archlint.settings.foreign import import_linter

    return import_linter
