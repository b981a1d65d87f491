"""
Draw archlint itself: the flowchart of its components in docs/architecture.md, as `archlint check --format mermaid`.

    python docs/pictures/components.py            writes the flowchart into the page
    python docs/pictures/components.py --check    fails where it has other boxes, levels or arrows than archlint has now

Numbers are left out of the comparison: each change of a file moves some, and a new arrow is a change of the design.
"""

import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
# Run as a script, archlint is the one that lies in this checkout, whatever is installed.
sys.path.insert(0, str(REPOSITORY))

from archlint import report  # noqa: E402
from archlint.settings import Request, load  # noqa: E402

PAGE = REPOSITORY / "docs/architecture.md"
_BLOCK = re.compile(r"(?<=^```mermaid\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_NUMBERS = re.compile(r'(?<=\|")[^"]*|<br>[^"]*')
"""What stands on an arrow, and in a box below its name: only there do numbers stand."""


def flowchart() -> str:
    """Return the picture of archlint as it is."""
    wish = Request(load(REPOSITORY / "archlint.toml"), outputs=(("mermaid", ""),))
    return report.write(wish).texts[0][1]


def shape(chart: str) -> str:
    """Return the flowchart without its numbers; violations still show, as lines of another kind."""
    return _NUMBERS.sub("", chart)


def main(arguments: list[str]) -> int:
    """Write the flowchart, or say by 0 or 1 whether its boxes and arrows are those of today."""
    page, drawn = PAGE.read_text(encoding="utf-8"), flowchart()
    if "--check" in arguments:
        return 0 if [shape(found) for found in _BLOCK.findall(page)] == [shape(drawn)] else 1
    PAGE.write_text(_BLOCK.sub(lambda _: drawn, page), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
