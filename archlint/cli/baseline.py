"""`archlint baseline`: write down what is known, and take out what is fixed."""

from pathlib import Path
from typing import Any, Final

import click

from archlint import git, settings
from archlint.cli import exits
from archlint.cli.commands import config_option, jobs_option, no_cache_option, plugins_option
from archlint.cli.console import complain, say
from archlint.cli.files import write_whole
from archlint.cli.opening import borrowed, opened, settings_file
from archlint.cli.outputs import deliver, unread
from archlint.cli.progress import awaited
from archlint.report import Baseline, Report
from archlint.settings import Request, Settings, plugins_allowed, today

__all__ = ["baseline", "made_mergeable"]

_LEFT: Final = "The baseline was left alone: what could not be judged must not be written down as fixed."


@click.command(short_help="Write down what is known, so that only new violations fail.")
@config_option
@click.option("--prune", is_flag=True, help="Take out what is fixed.")
@click.option("--accept", metavar="ID", help="Add the new violations of this rule; needs --because.")
@click.option("--because", metavar="TEXT", default="", help="Why they are accepted; stands beside each line.")
@plugins_option
@jobs_option
@no_cache_option
def baseline(config: str | None, prune: bool, accept: str | None, because: str, **how: Any) -> int:
    """
    Write down what is known, so that `check` fails on what is new only.

    The first run writes all violations. After that the file only shrinks (--prune); what is new needs a reason
    (--accept).
    """
    if prune and accept:
        raise click.UsageError("--prune takes lines out and --accept puts lines in: one at a time")
    reason = " ".join(because.split())
    if bool(accept) != bool(reason):
        raise click.UsageError("--accept ID and --because TEXT go together: what is accepted has a reason")
    read = opened(settings_file(config))
    if accept:
        _require_rule(accept, read)
    request = Request(
        read,
        ask="baseline",
        subject=accept or "",
        because=reason,
        today=today(),
        plugins=plugins_allowed(read, how["allow_plugins"]),
        cache=not how["no_cache"],
        jobs=how["jobs"],
        outputs=(),
    )
    written = awaited(request)
    if read.foreign:
        complain(borrowed(read))
    deliver(written, read, request)
    if not written.complete or written.errors:
        complain("\n\n".join(filter(None, [unread(written), _LEFT])))
        return exits.MISUSED
    return _kept(written, read, prune=prune, accept=accept or "")


def _require_rule(id_: str, read: Settings) -> None:
    rules = read.rules
    if id_ not in rules:
        near = settings.nearest(id_, rules)
        guess = f"did you mean `{near}`?" if near else f"{read.file} declares {', '.join(rules)}"
        raise click.ClickException(f"no rule has the ID `{id_}`; {guess}")


def _kept(written: Report, read: Settings, *, prune: bool, accept: str) -> int:
    """Write the files where the command may, and say what became of each."""
    if prune and not any(known.exists for known in written.baselines):
        raise click.ClickException(f"there is no {written.baselines[0].path} to prune; `archlint baseline` writes one")
    if not any(known.exists or known.added for known in written.baselines):
        say(f"Nothing to write down: {f'rule `{accept}`' if accept else 'every rule'} holds.\n")
        return exits.KEPT
    changed, codes = False, [exits.KEPT]
    for known in written.baselines:
        if known.exists and not prune and not accept:
            codes.append(_told(known))
        elif known.added or known.removed or known.followed:
            write_whole(read.root / known.path, known.text)
            renamed = f", {known.followed:,} renamed" if known.followed else ""
            say(f"{known.path}: {_lines(known.added)} added, {_lines(known.removed)} taken out{renamed}.\n")
            changed = True
            if not known.exists:
                made_mergeable(read.root / known.path)
    if not changed and (prune or accept):
        paths = ", ".join(known.path for known in written.baselines if known.exists)
        say(f"{paths}: nothing to {'take out' if prune else 'add'}.\n")
    return max(codes)


def made_mergeable(file: Path) -> None:
    """
    Let git keep the lines of both sides where two branches have pruned the same baseline: what is gone is only told.

    Nothing is written outside of a repository, nor where its attributes say how the file is to be merged.
    """
    try:
        if git.attribute(file.parent, file.name, "merge") != "unspecified":
            return
    except git.GitError:
        return
    attributes = file.with_name(".gitattributes")
    text = attributes.read_text(encoding="utf-8", errors="surrogateescape") if attributes.exists() else ""
    line = f"{file.name} merge=union\n"
    write_whole(attributes, f"{text.rstrip()}\n{line}".lstrip("\n"))
    say(f"{attributes.name}: {line.strip()}, so that branches which both prune it merge without a conflict.\n")


def _told(known: Baseline) -> int:
    """A baseline that exists is not written again without a word of what for."""
    if known.followed:
        go = "goes by another name" if known.followed == 1 else "go by other names"
        say(f"{known.path}: {_lines(known.followed)} {go} now; `archlint baseline --prune` writes them down.\n")
    if known.removed:
        them = "it" if known.removed == 1 else "them"
        say(f"{known.path}: {_lines(known.removed)} fixed; `archlint baseline --prune` takes {them} out.\n")
    if known.new:
        complain(
            f"error: {known.new:,} violation{'s are' if known.new > 1 else ' is'} not in {known.path}, which only "
            "shrinks\n"
            "  = help: mend what is new, or accept that of one rule: `archlint baseline --accept ID --because TEXT`"
        )
    elif not (known.removed or known.followed):
        say(f"{known.path} is up to date: nothing is new, nothing is fixed.\n")
    return exits.BROKEN if known.new else exits.KEPT


def _lines(number: int) -> str:
    return f"{number:,} line{'' if number == 1 else 's'}"
