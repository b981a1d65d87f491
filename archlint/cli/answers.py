"""The commands that explain archlint, its rules and a team's settings: explain, rules, schema, config."""

import json

import click

from archlint import report, settings
from archlint.cli import exits
from archlint.cli.answering import answered, question
from archlint.cli.commands import Commands, config_option, format_option, jobs_option, limit_option, no_cache_option
from archlint.cli.console import complain, say
from archlint.cli.hook import tree_of_hook
from archlint.cli.opening import opened, settings_file
from archlint.cli.outputs import deliver, unread
from archlint.cli.progress import awaited
from archlint.settings import Request, Settings, SettingsError, require_leave

__all__ = ["config", "explain", "rules", "schema"]


@click.command(short_help="Explain a rule, a module, or an import.")
@click.argument("subject", metavar='RULE | MODULE | "A -> B"')
@config_option
@format_option
@limit_option
@jobs_option
@no_cache_option
def explain(subject: str, config: str | None, format_: str, limit: int, jobs: int, no_cache: bool) -> int:
    """
    Say what a rule means, what is known of a module, or what the rules say of an import.

    A rule's ID or type comes first; `module:shop` speaks of the module shop even where a rule is called so.
    """
    name = subject.removeprefix("module:").strip()
    if not all(end.strip() for end in name.split("->")):
        raise click.UsageError(f'`{name}` lacks an end: an import is written "importer -> imported"')
    read = None if name == subject and name in report.types() else _opened(config, name)
    page = _page(name, format_, read) if name == subject else ""
    if read is None:
        say(page)
        return exits.KEPT
    asked = question(read, "explain", format_, limit=limit, jobs=jobs, no_cache=no_cache)
    request = asked._replace(subject=name)
    if page:
        return _paged(page, request)
    return answered(request)[1]


def _paged(page: str, request: Request) -> int:
    """Print the page of a rule, in any case, and the imports between its components, where the code can be read."""
    read, name = request.settings, request.subject
    rules = read.rules
    in_pairs = name in rules and report.ordered(rules[name]["type"], request)
    alone = request.outputs[0][0] == "text" or not in_pairs  # as JSON, one document holds both
    if alone:
        say(page)
    if not in_pairs:
        return exits.KEPT
    request = request._replace(subject=f"rule:{name}")
    try:
        written = awaited(request)
    except SettingsError as error:
        say("" if alone else page)
        complain(f"note: how the code keeps to it is not known: {error.problems[0].problem.message}")
        return exits.KEPT
    whole = deliver(written, read, request)
    if not written.complete:
        complain(unread(written))
    return exits.KEPT if whole else exits.MISUSED


def _opened(config: str | None, name: str) -> Settings:
    """Return the settings; where there are none, a word that is nearly a rule type was meant as one."""
    try:
        return opened(settings_file(config))
    except SettingsError as error:
        near = "" if error.file else settings.nearest(name, report.types())
        if near:
            raise click.UsageError(f"there is no rule type `{name}`; did you mean `{near}`?") from None
        raise


def _page(name: str, format_: str, read: Settings | None) -> str:
    """Return the page of a rule, by its ID or its type; "" where nothing is called so."""
    if read is None:
        return report.page(name, format_)
    request = Request(read)
    rules = read.rules
    if name in rules:
        return report.page(rules[name]["type"], format_, name, rules[name], request)
    return report.page(name, format_, request=request) if name in report.types(request) else ""


@click.command(short_help="List the rule types, and the rules of the settings.")
@config_option
@format_option
@click.option("--test", is_flag=True, help="Try your own rule types on the drawings of their pages.")
def rules(config: str | None, format_: str, test: bool) -> int:
    """
    List the rule types that archlint knows, and the rules of the settings where there are any.

    With --test, those in your `rule-folders` are tried on their own drawings: exit code 1 where one does not come true.
    """
    if test:
        return _tried(settings.load(settings_file(config)))
    declared, request = {}, None
    try:
        request = Request(opened(settings_file(config)))
        declared = request.settings.rules
    except SettingsError as error:
        if config or error.file:
            complain("note: the settings have mistakes, so their rules are not listed; see `archlint config check`")
    say(report.listing(format_, declared, request))
    foreign = request.settings.foreign if request else None
    for one in foreign.unjudged if foreign else ():
        complain(f"note: `{one.id}` is not judged: {one.problems[0].message}")
    return exits.KEPT


def _tried(read: Settings) -> int:
    require_leave(read)
    text, good = report.trials(Request(read))
    if not text:
        raise click.ClickException(f"there is no rule type of your own: {read.file} names no `rule-folders`")
    say(text)
    return exits.KEPT if good else exits.BROKEN


@click.command(short_help="Print the JSON Schema of the settings.")
@config_option
def schema(config: str | None) -> int:
    """
    Print the JSON Schema of the settings, for editors and for checking.

    Rule types of your own are in it where the settings use them.
    """
    try:
        found = report.settings_schema(Request(settings.load(settings_file(config)), ask="schema"))
    except SettingsError as error:
        found = report.settings_schema()
        if config or error.file:
            complain("note: the settings have mistakes, so no rule of your own is in it; see `archlint config check`")
    say(json.dumps(found, indent=2, sort_keys=True) + "\n")
    return exits.KEPT


@click.group(cls=Commands, no_args_is_help=False)
def config() -> None:
    """Look after the settings."""


@config.command("check")
@config_option
@click.option("--hook", is_flag=True, help="Check the settings that git has staged.")
def config_check(config: str | None, hook: bool) -> int:
    """
    Check the settings and the baseline without reading any code.

    Names are held up to the code by `archlint check`.
    """
    tree = tree_of_hook() if hook else ""
    read = opened(settings_file(config), tree)
    written = report.write(Request(read, ask="config", tree=tree, outputs=()))
    if written.errors:
        complain(unread(written))
        return exits.MISUSED
    for remark in written.remarks:
        complain(remark)
    count, files = len(read.rules), len(read.parts)
    others = f" and {files - 1:,} of members" if files > 1 else ""
    say(f"{read.file}{others}: {count:,} rule{'' if count == 1 else 's'}, no mistakes.\n")
    if written.executed:
        say(f"{written.executed}\n")
    return exits.KEPT
