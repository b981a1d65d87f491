"""
Write docs/packs: a page for each pack and an index, out of the files in rules/packs.

    python docs/packs/write.py            writes the pages, and deletes those of packs that are gone
    python docs/packs/write.py --check    fails where a page is not what the packs say today
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

FOLDER = Path(__file__).parent
# Run as a script, archlint is the one that lies in this checkout, whatever is installed.
sys.path.insert(0, str(FOLDER.parents[1]))

from archlint.settings import Channel, Pack, StringReference, Usage, read_pack  # noqa: E402
from docs.pages import settled  # noqa: E402

PACKS: Final = FOLDER.parents[1] / "rules" / "packs"
INDEX: Final = "README.md"
NOTE: Final = "<!-- Written by `make docs` from rules/packs/{}: change it there. -->"
UNTRIED: Final = "It was written by the manual of the framework, and has not been held up to code that people wrote."
WELL: Final = """\
## How well they see

[317 sites](../../tests/wiring/README.md) were drawn at random out of eleven packages and labelled by hand, before the
resolver had seen them. Its first run, which had seen neither half, had 143 of 158 of one half as the reader resolves
them, 140 of 159 of the other, and 5 otherwise in each. Mended by the first half alone it had 153, and of the half that
was held out 146 (92 %), with 3 otherwise. Since it was mended by both, 306 of 317 are the reader's (97 %) and none is
otherwise. Of 79 pairs of sites that meet, 77 are found, and no other.
[The whole count](../../tests/wiring/README.md) names what is missing."""
INTRODUCTION: Final = """\
A pack tells archlint of a framework that couples modules without an import: by which calls code publishes and
subscribes, and which strings the framework takes for the names of modules. Packs are data, and nothing in them is run.
[pack.md](pack.md) says how to write one for a framework of your own.

A pack counts where the code imports its framework, and is looked for in the modules that import it, in those that
import one of these (twice removed, too) and in their packages. So a common word such as `send` means nothing where the
framework is not at work. Packs without a framework are looked for everywhere."""


def packs() -> list[Pack]:
    """Return all packs, by name."""
    return [read_pack(file, file.read_text(encoding="utf-8")) for file in sorted(PACKS.glob("*.toml"))]


def pages() -> dict[str, str]:
    """Return the text of each page by its name."""
    every = packs()
    return {INDEX: _joined(_index(every)), **{f"{pack.name}.md": _joined(_page(pack)) for pack in every}}


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _index(every: list[Pack]) -> Iterator[str]:
    yield NOTE.format("*.toml")
    yield from (
        "",
        "# The packs",
        "",
        INTRODUCTION,
        "",
        "| pack | is about | counts with | tried |",
        "|---|---|---|---|",
    )
    for pack in every:
        counts, tried = _codes(pack.frameworks) or "any code", "yes" if pack.tried else "no"
        yield f"| [`{pack.name}`]({pack.name}.md) | {_cell(pack.about)} | {counts} | {tried} |"
    yield ""
    yield from (*WELL.splitlines(), "")
    yield "*Tried* says whether a pack was held up to code that people wrote, and not only to the framework's manual."


def _page(pack: Pack) -> Iterator[str]:
    yield NOTE.format(f"{pack.name}.toml")
    yield from ("", f"# {pack.name}", "", " ".join(pack.about.split()), "")
    yield (
        f"It counts where the code imports {_codes(pack.frameworks, 'or')}." if pack.frameworks else "It always counts."
    )
    if not pack.tried:
        yield from ("", UNTRIED)
    for channel in pack.channels:
        yield from _channel(channel)
    if pack.references:
        yield from ("", "## Strings", "", "| dependency by | where the string stands | is read as |", "|---|---|---|")
        yield from map(_reference, pack.references)
    yield from ("", "## What it cannot see", "", " ".join(pack.blind_spots.split()), "")
    yield f"[All packs]({INDEX}) · [how a pack is written](pack.md) ·"
    yield f"[the pack itself](../../rules/packs/{pack.name}.toml)"


def _channel(channel: Channel) -> Iterator[str]:
    yield from ("", f"## {channel.name}", "")
    if channel.about:
        yield from (" ".join(channel.about.split()), "")
    yield from ("| end | in the code | topic |", "|---|---|---|")
    for role, usages in (("publishes", channel.publish), ("subscribes", channel.subscribe)):
        for usage in usages:
            yield f"| {role} | {_usage(usage)} | {_topic(usage)} |"
    told = {
        "stand for all topics": channel.wildcard,
        "are published by a class that somebody subscribes to by name": channel.implied,
        "may have an end outside the code": channel.external,
    }
    for words, names in told.items():
        if names:
            yield from ("", f"{_codes(names)}: {words}.")


def _usage(usage: Usage) -> str:
    words = {
        "call": "a call of",
        "decorator": "decorated by",
        "method": "a call of",
        "instance": "decorated or called by an instance of",
        "assign": "a value of",
        "literal": "any string that is",
    }[usage.form]
    ends = [f"….{name}" if usage.form == "method" else name for name in usage.names]
    on = f" on {_codes(usage.on, 'or')}" if usage.on and usage.on[0][0] != "<" else ""
    on = on or (" on a function that subscribes" if usage.on else "")
    return f"{words} {_codes(ends, 'or')}{on}"


def _topic(usage: Usage) -> str:
    segments = [" or ".join(f"`{slot}`" for slot in slots) for slots in usage.segments]
    return _cell(", ".join(segments)) + (f", what `{_cell(usage.extract)}` finds in it" if usage.extract else "")


def _reference(one: StringReference) -> str:
    read = {"name": "a dotted name", "django-model": "a model", "entry-point": "a group of entry points"}[one.resolve]
    sure = ", possibly" if one.confidence == "possible" else ""
    return f"| `{one.via}` | {_usage(one.usage) if one.usage else 'a project file'} | {read}{sure} |"


def _codes(words: Iterable[str], last: str = "and") -> str:
    quoted = [f"`{_cell(word)}`" for word in words]
    return f" {last} ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Write the pages, or say by 0 or 1 whether they are up to date."""
    return settled(FOLDER, pages(), arguments, by_hand={"pack.md"})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
