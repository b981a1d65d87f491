"""`archlint channels`, `find-publishers` and `find-subscribers`: who meets whom without an import between them."""

import click

from archlint.cli.answering import answered, question
from archlint.cli.commands import (
    after_option,
    config_option,
    format_option,
    jobs_option,
    limit_option,
    no_cache_option,
)
from archlint.cli.opening import asked_of

__all__ = ["channels", "find_publishers", "find_subscribers"]


@click.command(short_help="List message channels, and who is on either end.")
@click.argument("filter_", default="", metavar="[FILTER]")
@click.option("--unknown", "ask", flag_value="unknown-topics", help="List the places whose topic cannot be told.")
@click.option(
    "--forwarders", "ask", flag_value="forwarders", help="List the functions that hand on their callers' topics."
)
@config_option
@format_option
@limit_option
@after_option
@jobs_option
@no_cache_option
def channels(
    filter_: str, ask: str | None, config: str | None, format_: str, limit: int, after: str, jobs: int, no_cache: bool
) -> int:
    """
    List the topics that code publishes and subscribes to, by framework: signals, buses, hooks, queues.

    FILTER is the name of a framework; else what the topic has to hold, or with `*` what it has to look like.
    Settings are not needed.
    """
    return _told(ask or "channels", filter_, config, format_, limit, after, jobs, no_cache)


@click.command(short_help="Say who publishes to a topic.")
@click.argument("topic", metavar="TOPIC")
@config_option
@format_option
@limit_option
@after_option
@jobs_option
@no_cache_option
def find_publishers(
    topic: str, config: str | None, format_: str, limit: int, after: str, jobs: int, no_cache: bool
) -> int:
    """
    List who publishes to TOPIC, one a line: where, what, and how its topic was found out.

    TOPIC is taken as it stands, without wildcards. Whose topic may be it comes after whose topic is it. Settings are
    not needed.
    """
    return _told("publishers", topic, config, format_, limit, after, jobs, no_cache)


@click.command(short_help="Say who subscribes to a topic.")
@click.argument("topic", metavar="TOPIC")
@config_option
@format_option
@limit_option
@after_option
@jobs_option
@no_cache_option
def find_subscribers(
    topic: str, config: str | None, format_: str, limit: int, after: str, jobs: int, no_cache: bool
) -> int:
    """
    List who subscribes to TOPIC, one a line: where, what is called, and how its topic was found out.

    TOPIC is taken as it stands, without wildcards. Whose topic may be it comes after whose topic is it, and who
    subscribes to all topics comes last. Settings are not needed.
    """
    return _told("subscribers", topic, config, format_, limit, after, jobs, no_cache)


def _told(
    ask: str, subject: str, config: str | None, format_: str, limit: int, after: str, jobs: int, no_cache: bool
) -> int:
    request = question(asked_of(config), ask, format_, limit=limit, jobs=jobs, no_cache=no_cache)
    return answered(request._replace(subject=subject, after=after), always_unread=True)[1]
