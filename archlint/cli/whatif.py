"""`archlint whatif`: the verdict as if modules had moved and imports were gone."""

import click

from archlint.cli import exits
from archlint.cli.answering import answered, question
from archlint.cli.commands import config_option, format_option, jobs_option, limit_option, no_cache_option
from archlint.cli.opening import opened, settings_file

__all__ = ["whatif"]


@click.command(short_help="Judge the code as if modules had moved and imports were gone.")
@click.option(
    "--move", "moves", nargs=2, multiple=True, metavar="OLD NEW", help="A module, or a package and all below."
)
@click.option("--cut", "cuts", multiple=True, metavar='"X -> Y"', help="What X imports of Y.")
@config_option
@format_option
@limit_option
@jobs_option
@no_cache_option
def whatif(
    moves: tuple[tuple[str, str], ...],
    cuts: tuple[str, ...],
    config: str | None,
    format_: str,
    limit: int,
    jobs: int,
    no_cache: bool,
) -> int:
    """
    Say what would be new, fixed and still there if modules had moved and imports were gone. No code is touched.

    Both options can be given several times, and together. Names are those of today. Who imports what moves is taken to
    follow. Exit codes: 0 nothing new comes of it, 1 something does, 2 a name means nothing or a rule fits no more.
    """
    asked = (*(("move", old.strip(), new.strip()) for old, new in moves), *(("cut", *_ends(text)) for text in cuts))
    if not asked:
        raise click.UsageError("nothing is supposed: it takes --move OLD NEW and --cut 'X -> Y', as often as wanted")
    read = opened(settings_file(config))
    request = question(read, "whatif", format_, limit=limit, jobs=jobs, no_cache=no_cache)
    written, code = answered(request._replace(supposing=asked))
    return exits.BROKEN if code == exits.KEPT and written.failed else code


def _ends(text: str) -> tuple[str, str]:
    """Return importer and imported. A shell that meets a bare `>` takes it, and what follows, for itself."""
    importer, arrow, imported = (part.strip() for part in text.partition("->"))
    if arrow and importer and imported and "->" not in imported:
        return importer, imported
    if text.rstrip().endswith("-"):
        words = f"`{text}` has lost its end: the shell has taken `>` for a file. Put it in quotes: --cut 'X -> Y'"
        raise click.UsageError(words)
    raise click.UsageError(f"`{text}` is no import: it is written 'X -> Y', in quotes")
