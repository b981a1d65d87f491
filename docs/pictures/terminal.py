"""
Draw the README's picture: what `archlint check shop/web` prints in the little shop, as SVG.

    python docs/pictures/terminal.py            writes docs/pictures/check.svg
    python docs/pictures/terminal.py --check    fails where the picture is not what archlint prints today
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

REPOSITORY = Path(__file__).parents[2]
PICTURE = Path(__file__).with_name("check.svg")
SHOP = "fixtures/shop"

ADVANCE, LEADING, MARGIN, BAR = 8.4, 20, 20, 36
"""Pixels: width of a letter, height of a line, space around the text, height of the title bar."""
COLOURS = {"1": "#f0f3f6", "2": "#8b949e", "31": "#ff7b72", "33": "#e3b341", "36": "#79c0ff"}
"""What the terminal codes look like on a dark ground; 1 is bold."""
_CODE = re.compile(r"\x1b\[([\d;]*)m")


def output() -> str:
    """Return what archlint prints, with its colours."""
    # In the checkout `-m` takes the archlint that lies there, whatever is installed; what is printed is the same.
    check = ["check", f"{SHOP}/shop/web", "--config", f"{SHOP}/archlint.toml", "--color", "always"]
    command = [sys.executable, "-m", "archlint", *check]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 1 or not done.stdout:
        raise SystemExit(f"archlint should have found violations, but exited {done.returncode}:\n{done.stderr}")
    return done.stdout


def svg(text: str) -> str:
    """Return the picture of a terminal that shows the text."""
    lines = ["\x1b[1m$ archlint check shop/web\x1b[0m", "", *text.rstrip("\n").split("\n")]
    width = round(max(len(_CODE.sub("", line)) for line in lines) * ADVANCE + 2 * MARGIN)
    height = len(lines) * LEADING + 2 * MARGIN + BAR
    buttons = enumerate(("#ff5f56", "#ffbd2e", "#27c93f"))
    dots = "".join(f'<circle cx="{22 + 20 * i}" cy="18" r="6" fill="{colour}"/>' for i, colour in buttons)
    rows = "\n".join(_row(line, BAR + MARGIN + LEADING * (i + 0.7)) for i, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" '
        f'aria-label="archlint check shop/web: violations with place, source line, reason and help">\n'
        f'<rect width="{width}" height="{height}" rx="10" fill="#0d1117"/>\n{dots}\n'
        f'<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace" font-size="14" '
        f'fill="#c9d1d9" xml:space="preserve">\n{rows}\n</g>\n</svg>\n'
    )


def _row(line: str, y: float) -> str:
    spans = "".join(_span(*piece) for piece in _pieces(line) if piece[1])
    return f'<text y="{y:.1f}">{spans}</text>'


def _span(start: int, text: str, style: str) -> str:
    place = f'x="{MARGIN + start * ADVANCE:.1f}" textLength="{len(text) * ADVANCE:.1f}"'
    return f"<tspan {place}{style}>{escape(text)}</tspan>"


def _pieces(line: str) -> Iterator[tuple[int, str, str]]:
    """Yield (column, text, attributes) of each stretch of one style; leading blanks are left to the column."""
    column, style = 0, ""
    for i, part in enumerate(_CODE.split(line)):
        if i % 2:
            style = _style(part)
            continue
        blank = len(part) - len(part.lstrip())
        yield column + blank, part.strip(), style
        column += len(part)


def _style(codes: str) -> str:
    known = [code for code in codes.split(";") if code in COLOURS]
    fill = f' fill="{COLOURS[known[-1]]}"' if known else ""
    return fill + (' font-weight="bold"' if "1" in known else "")


def main(arguments: list[str]) -> int:
    """Write the picture, or say by 0 or 1 whether it is up to date."""
    drawn = svg(output())
    if "--check" in arguments:
        return 0 if PICTURE.read_text(encoding="utf-8") == drawn else 1
    PICTURE.write_text(drawn, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
