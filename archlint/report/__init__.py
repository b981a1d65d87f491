"""
Render the verdict for people and programs: one pure function per format, a file each in the folder `formats`.

`write` judges and renders, `cases` and `chain` judge for tests, and `opened` reads settings by the schema of them all;
`page` and `listing` show what the rules say of themselves, and need no code to look at.
"""

from typing import TYPE_CHECKING

from archlint.startup import late

if TYPE_CHECKING:
    from archlint.report.history import trend
    from archlint.report.nouns import Baseline, Case, Chain, Contest, Mended, Report, Rewrite
    from archlint.report.opening import opened, settings_schema
    from archlint.report.pages import draft, listing, ordered, page, trials, types
    from archlint.report.repair.verb import mend
    from archlint.report.testing import ALL_JUDGED, case_names, cases, chain
    from archlint.report.writing import format_names, nearest_format, schema, write
    from archlint.verdict import meaning

__all__ = [
    "ALL_JUDGED",
    "Baseline",
    "Case",
    "Chain",
    "Contest",
    "Mended",
    "Report",
    "Rewrite",
    "case_names",
    "cases",
    "chain",
    "draft",
    "format_names",
    "listing",
    "meaning",
    "mend",
    "nearest_format",
    "opened",
    "ordered",
    "page",
    "schema",
    "settings_schema",
    "trend",
    "trials",
    "types",
    "write",
]

_LATE = {
    "archlint.verdict": "meaning",
    ".nouns": "Baseline Case Chain Contest Mended Report Rewrite",
    ".writing": "format_names nearest_format schema write",
    ".history": "trend",
    ".opening": "opened settings_schema",
    ".pages": "draft listing ordered page trials types",
    ".repair.verb": "mend",
    ".testing": "ALL_JUDGED case_names cases chain",
}
if not TYPE_CHECKING:
    __getattr__ = late(__name__, _LATE)
