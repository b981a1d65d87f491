"""What a CI system is told besides the text, where nobody asked for any report: never instead of it."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from archlint.cli.console import complain, say
from archlint.cli.files import append, write_whole
from archlint.cli.outputs import Outputs
from archlint.cli.refusals import Refused
from archlint.cli.wishes import Wishes
from archlint.settings import Settings

__all__ = ["besides", "tell"]

_CODE_QUALITY: Final = "gl-code-quality-report.json"
"""As GitLab's own examples call it."""
_LOGS: Final = {"TF_BUILD": "azure", "TEAMCITY_VERSION": "teamcity"}
"""Variables of those who read commands out of the log, and in which format."""
_SUMMARY: Final = 1024 * 1024
"""GitHub takes no summary of more bytes, not even a part of it."""


def besides(read: Settings, wishes: Wishes) -> Outputs:
    """Return what the surroundings can show: (format, file) pairs; none where any report was asked for."""
    if wishes.format_ or wishes.outputs or "output" in read.table.get("report", {}):
        return ()
    if os.environ.get("GITHUB_ACTIONS") == "true":
        summary = os.environ.get("GITHUB_STEP_SUMMARY", "")
        return (("github", ""), *((("markdown", summary),) if summary else ()))
    if os.environ.get("GITLAB_CI") == "true":
        file = Path(os.environ.get("CI_PROJECT_DIR", "")) / _CODE_QUALITY
        if not file.exists():
            return (("gitlab", str(file)),)
        complain(f"note: {file} is there already and was left alone; `--output gitlab=FILE` writes another one")
    return tuple((name, "") for variable, name in _LOGS.items() if os.environ.get(variable))[:1]


def tell(outputs: Outputs, texts: Sequence[str], *, quiet: bool = False) -> None:
    """Hand out what nobody asked for; what cannot be written is told, and changes nothing."""
    for (name, file), text in zip(outputs, texts, strict=True):
        try:
            if not file:
                say(text)
            elif name == "markdown":
                append(Path(file), text, most=_SUMMARY)
            else:
                write_whole(Path(file), text)
                if not quiet:
                    complain(f"note: wrote {file}; GitLab shows what a job has in `artifacts:reports:codequality`")
        except Refused as error:
            complain(error.words().replace("error: ", "note: ", 1))
