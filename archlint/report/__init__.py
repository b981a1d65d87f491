"""
Render the verdict for people and programs: one pure function per format, a file each in the folder `formats`.

`write` judges and renders; `page` and `listing` show what the rules say of themselves, and need no code to look at.
"""

from archlint.report.nouns import Baseline, Report
from archlint.report.pages import draft, listing, ordered, page, trials, types
from archlint.report.write import formats, nearest_format, schema, write

__all__ = [
    "Baseline",
    "Report",
    "draft",
    "formats",
    "listing",
    "nearest_format",
    "ordered",
    "page",
    "schema",
    "trials",
    "types",
    "write",
]
