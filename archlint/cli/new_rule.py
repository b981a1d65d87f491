"""`archlint new-rule`: the first draft of a rule, put where it belongs, and what comes next."""

import os
import re
from pathlib import Path
from typing import Final

import click

from archlint import report, settings
from archlint.cli import exits
from archlint.cli.commands import config_option
from archlint.cli.console import say
from archlint.cli.files import write_whole
from archlint.cli.opening import settings_file
from archlint.cli.paths import relative
from archlint.settings import Request, Settings, SettingsError

__all__ = ["new_rule"]

_FOLDER: Final = "archlint_rules"
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@click.command("new-rule", short_help="Write the first draft of a rule of your own.")
@click.argument("name")
@config_option
@click.option(
    "--folder", metavar="DIR", type=click.Path(), help=f"Where to put it. [the first of rule-folders, or {_FOLDER}]"
)
def new_rule(name: str, config: str | None, folder: str | None) -> int:
    """
    Write the first draft of a rule type: a file that works, with a page and a drawing, to be changed into your own.

    It is used once the settings name its folder under `rule-folders`, and then runs as code wherever archlint runs. In
    archlint's own checkout it goes to `rules`, and no settings have to name it.
    """
    read = _settings(config)
    _require_name(name, read)
    draft = report.draft(name, read.root)
    place = _folder(read, folder) or ("rules" if draft.house else [*_named_folders(read), _FOLDER][0])
    file = read.root / place / draft.name
    if os.path.lexists(file):
        raise click.ClickException(f"there is a file {place}/{draft.name} already; nothing was written")
    _make(file.parent)
    write_whole(file, draft.text)
    say(f"{place}/{draft.name} works as it stands; its page says what to replace.\n\n")
    say(_house_steps(name) if draft.house and place == "rules" else _steps(name, place, read))
    return exits.KEPT


def _settings(config: str | None) -> Settings:
    """Return the settings, right or wrong; where there are none yet, empty ones of the current folder."""
    try:
        return settings.load(settings_file(config))
    except SettingsError as error:
        if error.file or config:
            raise
        return Settings(Path.cwd(), "archlint.toml", {})


def _require_name(name: str, read: Settings) -> None:
    if not _NAME.fullmatch(name):
        near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        guess = f"; did you mean `{near}`?" if near else ""
        raise click.ClickException(f"`{name}` cannot be a rule type: it is made of a-z, 0-9 and -{guess}")
    try:
        types = report.types(Request(read))
    except SettingsError:
        types = report.types()  # what is wrong with the folders, this command may be about to mend
    if name in types:
        raise click.ClickException(f"there is a rule type `{name}` already; `archlint explain {name}` is its page")


def _named_folders(read: Settings) -> list[str]:
    """Return the folders that the settings name, as far as they can be understood."""
    named = read.table.get("rule-folders")
    return [text.rstrip("/") for text in named if isinstance(text, str)] if isinstance(named, list) else []


def _folder(read: Settings, wish: str | None) -> str:
    """Return the folder that the command line names, relative to the settings'; "" where it names none."""
    if wish is None:
        return ""
    place = relative(Path(os.path.abspath(wish)), read.root)
    if place in (None, "."):
        raise click.ClickException(f"{wish} is no folder below {read.root}, where {read.file} stands or would stand")
    return place or ""


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"cannot make the folder {folder}: {error.strerror}") from None


def _steps(name: str, place: str, read: Settings) -> str:
    lead = "tool.archlint." if read.prefix or read.file == "pyproject.toml" else ""
    lines = [f"[{lead}rules.{name}]", "most = 5"]
    named = _named_folders(read)
    if place not in named:
        above = ["[tool.archlint]"] if lead else []
        texts = ", ".join(f'"{text}"' for text in (*named, place))
        lines = [*above, f"rule-folders = [{texts}]     # above all tables; archlint executes code from there", *lines]
    shown = "".join(f"    {line}\n" for line in lines)
    then = "2. Try it on its own drawing: archlint rules --test\n3. Judge the code: archlint\n"
    return f"1. In {read.file}:\n\n{shown}\n{then}"


def _house_steps(name: str) -> str:
    return (
        'Next, from "Add a rule" in CONTRIBUTING.md:\n'
        f"1. pytest tests/rules -k {name}\n"
        "2. A fixture with every option, broken and kept: pytest tests/fixtures says what is missing\n"
        f"3. An oracle that shares no code with it: tests/rules/test_rules_{name.replace('-', '_')}.py\n"
        "4. make docs; then README.md, CHANGELOG.md and docs/settings.md: pytest tests/test_docs.py\n"
    )
