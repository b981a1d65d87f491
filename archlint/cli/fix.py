"""`archlint fix`: mend violations by rewriting imports, where that is certain to change nothing else."""

import click

from archlint import report
from archlint.cli import exits
from archlint.cli.answering import question
from archlint.cli.commands import config_option, jobs_option, limit_option, no_cache_option
from archlint.cli.console import complain, say
from archlint.cli.opening import opened, settings_file
from archlint.cli.outputs import deliver, unread
from archlint.cli.paths import inside, known, within
from archlint.cli.rewriting import rewrite
from archlint.report import Mended
from archlint.settings import Request

__all__ = ["fix"]


@click.command(short_help="Mend violations by rewriting imports, where nothing else can change.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--diff/--write", "diff", default=True, help="Print a patch, or rewrite the files. [--diff]")
@config_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["patch", "text", "json", "rdjson"]),
    help="patch, text, json or rdjson. [patch; text with --write]",
)
@limit_option
@jobs_option
@no_cache_option
def fix(
    paths: tuple[str, ...], diff: bool, config: str | None, format_: str | None, limit: int, jobs: int, no_cache: bool
) -> int:
    """
    Mend violations by rewriting imports: print a patch that `git apply` takes, or --write the files.

    A name comes from the public package instead of its inside, or from the layer that hands it on; an import that only
    annotations need moves under `if TYPE_CHECKING:`; one that nobody uses goes. Only where that is certain to change
    nothing else, and a second verdict on the rewritten code finds the violation gone and no new one. With PATH only
    what these files import is rewritten. Exit code 0 also where some is left, which is told; 2 where the code cannot be
    read as a whole.
    """
    read = opened(settings_file(config))
    format_ = format_ or ("patch" if diff else "text")
    asked = question(read, "fix", format_, limit=limit, jobs=jobs, no_cache=no_cache)
    wanted = tuple(inside(read, known(path)) for path in paths)
    request = asked._replace(paths=wanted, within=within(read.root))
    found = report.mend(request)
    if not found.report.complete:
        return _unsure(found, request)
    if diff:
        whole = deliver(found.report, read, request)
        complain(found.summary if format_ == "patch" else "")
        return exits.KEPT if whole else exits.MISUSED
    return _written(found, request)


def _unsure(found: Mended, request: Request) -> int:
    """Say what could not be read or judged: what is certain cannot be known without it."""
    deliver(found.report._replace(texts=()), request.settings, request._replace(outputs=()))
    told = "Nothing was rewritten: what cannot be read or judged may have a say in what is safe."
    complain("\n\n".join(filter(None, [unread(found.report), told])))
    return exits.MISUSED


def _written(found: Mended, request: Request) -> int:
    """Write the files, and say which were left as they are and why."""
    left = rewrite(request.settings.root, found.rewrites)
    if request.outputs[0][0] == "text":
        lines = [
            f"{one.path}: {'left alone: ' + left[one.path] if one.path in left else 'rewritten'}\n"
            for one in found.rewrites
        ]
        done, files = len(found.rewrites) - len(left), len(found.rewrites)
        some = f"{done:,} of {files:,} files rewritten; what is to be mended in the others is still to be mended."
        say("".join([*lines, f"{some if left else found.written}\n"]))
    else:
        deliver(found.report, request.settings, request)
        complain("".join(f"{path}: left alone: {why}\n" for path, why in left.items()))
    return exits.KEPT
