"""
Photograph the page for architects: every view of Django's code, light and dark, in docs/pictures/page.

    python docs/pictures/page.py            needs chromium with its driver, selenium and the package index

Django is a wheel from the index, held up to an order that nobody there has asked for: it shows what the page shows, and
says nothing of Django. What has changed is shown of the little shop of fixtures/shop.
"""

import base64
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
# Run as a script, archlint is the one that lies in this checkout, whatever is installed.
sys.path.insert(0, str(REPOSITORY))

from archlint.cli import main as archlint  # noqa: E402
from tests.corpora.wheels import Wheel, unpacked  # noqa: E402
from tests.page.codebases import change  # noqa: E402
from tests.page.window import VIEWS, Window  # noqa: E402

FOLDER = REPOSITORY / "docs/pictures/page"
ORDER = """\
packages = ["django"]

[components]
apps = "django.contrib"
entry = ["django.views", "django.shortcuts", "django.middleware", "django.test"]
presentation = ["django.forms", "django.template", "django.templatetags"]
http = ["django.http", "django.urls"]
data = "django.db"
core = ["django.core", "django.apps", "django.dispatch"]
base = ["django.utils", "django.conf"]

[rules.order]
type = "linked-list"
layers = ["apps", "entry", "presentation", "http", "data", "core", "base"]
because = "what is two layers away can change without asking us"

[rules.contributed]
type = "independent"
modules = ["django.contrib.{app}"]
because = "an application can be left out"
"""
RELEASES = {
    "3.2": "2021-04-06",
    "4.0": "2021-12-07",
    "4.1": "2022-08-03",
    "4.2": "2023-04-03",
    "5.0": "2023-12-04",
    "5.1": "2024-08-07",
    "5.2": "2025-04-02",
}
"""Versions of Django and their days: a commit each, so that there is a history, and each run has the same commits."""
MORE = {
    "module": "/graph?focus=django.db.models.query",
    "details": "/matrix?at=.&tail=django.core&head=django.db",
}
COLOURS = """
const [png, done] = arguments, image = new Image();
image.onload = () => {
  const canvas = document.createElement('canvas');
  canvas.width = image.width; canvas.height = image.height;
  const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer), counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const parts = pixel => [pixel & 255, pixel >> 8 & 255, pixel >> 16 & 255];
  const apart = (one, other) => one.reduce((sum, value, n) => sum + (value - other[n]) ** 2, 0);
  const ranked = [...counts].sort((a, b) => b[1] - a[1]).map(([pixel]) => pixel), palette = ranked.slice(0, 128);
  const rest = ranked.slice(128).map(pixel => ({pixel, own: parts(pixel), off: Infinity}));
  for (const one of rest) for (const pixel of palette) one.off = Math.min(one.off, apart(one.own, parts(pixel)));
  while (palette.length < 256 && rest.length) {
    const farthest = rest.reduce((a, b) => b.off > a.off ? b : a);
    palette.push(farthest.pixel);
    for (const one of rest) one.off = Math.min(one.off, apart(one.own, farthest.own));
  }
  const known = palette.map(parts);
  const nearest = new Map(palette.map((pixel, at) => [pixel, at]));
  const find = pixel => { const own = parts(pixel); let best = 0, least = Infinity;
    known.forEach((other, at) => { const off = apart(own, other);
      if (off < least) { least = off; best = at; } }); nearest.set(pixel, best); return best; };
  const bytes = Uint8Array.from(pixels, pixel => nearest.get(pixel) ?? find(pixel));
  let text = '';
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.slice(at, at + 32768));
  done([image.width, image.height, known, btoa(text)]);
};
image.src = 'data:image/png;base64,' + png;
"""
"""
Give the size of a picture, 256 of its colours, the most frequent and those that lie farthest from them, and for each
pixel the nearest of these.
"""


def git(folder: Path, day: str, *words: str) -> None:
    """Run git as nobody, on a day."""
    noon = f"{day}T12:00:00Z"
    who = {"GIT_AUTHOR_DATE": noon, "GIT_COMMITTER_DATE": noon, "GIT_CONFIG_GLOBAL": os.devnull}
    named = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"]
    subprocess.run(["git", *named, *words], cwd=folder, check=True, capture_output=True, env={**os.environ, **who})


def committed(folder: Path, day: str, words: str) -> None:
    """Commit all that is in a folder; it becomes a repository where it is none yet."""
    git(folder, day, "init", "--quiet")
    git(folder, day, "add", "--force", "--all", ".")
    git(folder, day, "commit", "--quiet", "-m", words)


def run(folder: Path, *words: str) -> None:
    """Run archlint in a folder; it has to end well."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        if archlint([*words]):
            raise SystemExit(f"archlint {words[0]} fails in {folder.name}")
    finally:
        os.chdir(before)


def page(folder: Path, *words: str) -> Path:
    """Write the page of the code in a folder, beside it."""
    file = folder.with_suffix(".html")
    run(folder, "report", "--output", str(file), *words)
    return file


def django(folder: Path) -> Path:
    """Write the page of Django, with the history of its versions."""
    for release, day in RELEASES.items():
        shutil.rmtree(folder / "django", ignore_errors=True)
        shutil.copytree(unpacked(Wheel("django", release)), folder, dirs_exist_ok=True)
        (folder / "archlint.toml").write_text(ORDER, encoding="utf-8")
        (folder / ".gitignore").write_text(".archlint/\n", encoding="utf-8")
        committed(folder, day, f"Django {release}")
    run(folder, "history")
    return page(folder)


def shop(folder: Path) -> Path:
    """Write the page of the little shop, compared with what it was before it changed."""
    shutil.copytree(REPOSITORY / "fixtures/shop", folder, ignore=shutil.ignore_patterns(".archlint"))
    committed(folder, RELEASES["5.2"], "begin")
    change(folder)
    return page(folder, "--against", "HEAD")


def shots(window: Window, whole: Path, changed: Path) -> Iterator[tuple[str, str]]:
    """Yield each picture as Chromium gives it, with its name."""
    for dark in (False, True):
        for name, address in {**{view: f"/{view}" for view in VIEWS}, **MORE}.items():
            window.open(changed if name == "compare" else whole, address, width=1280, dark=dark)
            yield f"{name}-{'dark' if dark else 'light'}", window.driver.get_screenshot_as_base64()
    for view in ("overview", "layers", "matrix"):
        window.open(whole, f"/{view}", width=400)
        yield f"{view}-phone", window.driver.get_screenshot_as_base64()


def png(width: int, height: int, palette: list[list[int]], pixels: bytes) -> bytes:
    """Return a picture of at most 256 colours."""
    rows = b"".join(b"\0" + pixels[at * width : (at + 1) * width] for at in range(height))
    parts: list[tuple[bytes, bytes]] = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", bytes(value for colour in palette for value in colour)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    ]
    sums = [struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts]
    whole = [struct.pack(">I", len(data)) + kind + data + end for (kind, data), end in zip(parts, sums, strict=True)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole)


def main() -> None:
    """Take all pictures anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as beside:
        folder = Path(beside)
        pages = django(folder / "django"), shop(folder / "shop")
        window = Window(folder / "browser")
        try:
            for name, picture in list(shots(window, *pages)):
                window.driver.get("about:blank")
                width, height, palette, pixels = _few_colours(window, picture)
                (FOLDER / f"{name}.png").write_bytes(png(width, height, palette, pixels))
        finally:
            window.driver.quit()


def _few_colours(window: Window, picture: str) -> tuple[int, int, list[list[int]], bytes]:
    window.driver.set_script_timeout(60)
    width, height, palette, pixels = window.driver.execute_async_script(COLOURS, picture)
    return width, height, palette, base64.b64decode(pixels)


if __name__ == "__main__":
    main()
