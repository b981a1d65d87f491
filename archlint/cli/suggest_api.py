"""`archlint suggest-api`: what packages should offer, as outsiders take it from their inside already."""

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

__all__ = ["suggest_api"]


@click.command(short_help="List the names that packages should offer, by demand.")
@click.argument("package", default="")
@config_option
@format_option
@limit_option
@after_option
@jobs_option
@no_cache_option
def suggest_api(
    package: str, after: str, config: str | None, format_: str, limit: int, jobs: int, no_cache: bool
) -> int:
    """
    List the names that outsiders take from the inside of packages, those that most modules take first.

    For each it says which line the package would need to offer it, so that `archlint fix` can lead the others there.
    Without PACKAGE it is about those that public-api rules speak of, else about all directly below the top-level ones.
    """
    read = asked_of(config)
    request = question(read, "suggest-api", format_, limit=limit, jobs=jobs, no_cache=no_cache)
    return answered(request._replace(subject=package.strip(), after=after.strip()))[1]
