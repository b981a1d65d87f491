"""The commands beside `check`: explain, rules, schema, baseline, config."""

import json
from pathlib import Path

import click

from archlint import report
from archlint.cli import exits
from archlint.cli.check import config_option, spoken
from archlint.cli.console import colour, complain, say, write_whole
from archlint.cli.hook import tree_to_judge
from archlint.cli.opening import document, opened
from archlint.report import Report
from archlint.settings import Request, Settings, SettingsError, nearest, words

__all__ = ["baseline", "config", "explain", "rules", "schema"]

format_option = click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="text or json. [text]"
)


@click.command()
@click.argument("subject", metavar='RULE | MODULE | "A -> B"')
@config_option
@format_option
def explain(subject: str, config: str | None, format_: str) -> int:
    """
    Say what a rule means, what is known of a module, or what the rules say of an import.

    A rule's ID or type comes first; `module:shop` speaks of the module shop even where a rule is called so.
    """
    name = subject.removeprefix("module:")
    if name == subject and name in report.types():
        say(report.page(name, format_), color=colour("auto"))
        return exits.KEPT
    read = opened(config)
    declared = read.table["rules"]
    if name == subject and name in declared:
        say(report.page(declared[name].get("type", name), format_, name, declared[name]), color=colour("auto"))
        return exits.KEPT
    request = Request(read, ask="explain", subject=name, outputs=((format_, ""),), color=colour("auto"))
    written = report.write(request)
    spoken(written, read, request)
    return exits.KEPT if written.answered and written.complete else exits.MISUSED


@click.command()
@format_option
def rules(format_: str) -> int:
    """List the rule types that archlint knows."""
    say(report.listing(format_), color=colour("auto"))
    return exits.KEPT


@click.command()
def schema() -> int:
    """Print the JSON Schema of the settings, for editors and for checking."""
    say(json.dumps(document(), indent=2, sort_keys=True) + "\n")
    return exits.KEPT


@click.command()
@config_option
@click.option("--prune", is_flag=True, help="Take out what is fixed.")
@click.option("--accept", metavar="ID", help="Add the new violations of this rule; needs --because.")
@click.option("--because", metavar="TEXT", default="", help="Why they are accepted; stands beside each line.")
def baseline(config: str | None, prune: bool, accept: str | None, because: str) -> int:
    """
    Write down what is known, so that `check` fails on what is new only.

    The first run writes all violations. After that the file only shrinks (--prune); what is new needs a reason (--accept).
    """
    if prune and accept:
        raise click.UsageError("--prune takes lines out and --accept puts lines in: one at a time")
    if bool(accept) != bool(because.strip()):
        raise click.UsageError("--accept ID and --because TEXT go together: a known violation has a reason")
    read = opened(config)
    if accept and accept not in read.table["rules"]:
        near = nearest(accept, read.table["rules"])
        raise click.UsageError(f"no rule has the ID `{accept}`" + (f"; did you mean `{near}`?" if near else ""))
    request = Request(read, ask="baseline", subject=accept or "", because=" ".join(because.split()), outputs=())
    written = report.write(request)
    spoken(written, read, request)
    if not written.complete:
        complain("The baseline was left alone: what could not be judged must not be written down as fixed.")
        return exits.MISUSED
    return _kept(written, read, prune=prune, accept=accept or "")


def _kept(written: Report, read: Settings, *, prune: bool, accept: str) -> int:
    """Write the file where the command may, and say what became of it."""
    known = written.baseline
    if known.exists and not prune and not accept:
        return _told(written)
    if known.added or known.removed or not (known.exists or prune):
        write_whole(read.root / known.path, known.text)
    lines = f"{known.path}: {_count(known.added, 'line')} added, {_count(known.removed, 'line')} taken out.\n"
    say(lines if known.added or known.removed else f"{known.path}: nothing to change.\n")
    return exits.KEPT


def _told(written: Report) -> int:
    """A baseline that exists is not written again without a word of what for."""
    known, new = written.baseline, written.new
    if known.removed:
        say(f"{known.path}: {_count(known.removed, 'line')} fixed; `archlint baseline --prune` takes them out.\n")
    if new:
        complain(
            f"error: {_count(new, 'violation')} not in {known.path}, which only shrinks\n"
            "  = help: mend them, or accept those of one rule: `archlint baseline --accept ID --because TEXT`"
        )
        return exits.BROKEN
    if not known.removed:
        say(f"{known.path} lists all that is known, and nothing else.\n")
    return exits.KEPT


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


@click.group()
def config() -> None:
    """Look after the settings."""


@config.command("check")
@config_option
@click.option("--hook", is_flag=True, help="Check the settings that git has staged.")
def config_check(config: str | None, hook: bool) -> int:
    """Check the settings and the baseline without reading any code. Names are held up to the code by `archlint check`."""
    read = opened(config, tree_to_judge(config) or "" if hook else "")
    request = Request(read, ask="config", outputs=())
    written = report.write(request)
    if written.errors:
        lines = "\n".join(f"error: {message}\n --> {path}:{line}" for path, line, message in written.errors)
        complain(lines)
        return exits.MISUSED
    say(f"{read.file}: {_count(len(read.table['rules']), 'rule')}, no mistakes.\n")
    return exits.KEPT
