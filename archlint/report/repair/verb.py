"""The verb of this part: request -> what can be mended."""

from archlint.report.nouns import Mended, Rewrite
from archlint.report.repair.mending import mended
from archlint.report.repair.render import render, summary
from archlint.report.writing import reported
from archlint.settings import Request, timed

__all__ = ["mend"]


@timed("report")
def mend(request: Request) -> Mended:
    """
    Return what can be mended of the code that the request's settings describe, and is certain to stay what it was.

    The outputs of the request are patch, text, json or rdjson. Nothing is written; where the code could not be read as
    a whole nothing is mended either. Raises SettingsError where nothing can be judged.
    """
    found = mended(request)
    texts = tuple((file, render(found, request, name)) for name, file in request.outputs)
    return Mended(
        report=reported(found.verdict, request, texts),
        rewrites=tuple(Rewrite(path, one.before, one.after) for path, one in sorted(found.files.items())),
        summary=summary(found, written=False),
        written=summary(found, written=True),
    )
