"""
Write docs/rules: a page for each rule type and an index, out of the docstrings and options in the folder `rules`.

    python docs/rules/write.py            writes the pages, and deletes those of rules that are gone
    python docs/rules/write.py --check    fails where a page is not what the rules say today

What a page shows as reported is what archlint says of the rule's own drawing.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

FOLDER = Path(__file__).parent
# Run as a script, archlint is the one that lies in this checkout, whatever is installed.
sys.path.insert(0, str(FOLDER.parents[1]))

from archlint import rulebook  # noqa: E402
from archlint.graph import HIDDEN_KINDS  # noqa: E402
from archlint.rulebook import drawing as drawings  # noqa: E402
from archlint.settings import Request, load  # noqa: E402
from docs.pages import settled  # noqa: E402

INDEX: Final = "README.md"
COMMAND: Final = "make docs"
COMMON: Final = ("type", "name", "because", "help", "severity", "kinds", "confidence", "direction", "ignore")
"""Keys of every rule, which the reference of the settings explains once."""
NOTE: Final = "<!-- Written by `{}` from rules/{}: change it there. -->"

Schema = Mapping[str, Any]


class Line(NamedTuple):
    """One import of a drawing, and what archlint says of it."""

    arrow: drawings.Arrow
    said: tuple[tuple[str, str], ...]
    """(kind, message) of each violation on its line."""


def pages() -> dict[str, str]:
    """Return the text of each page by its name."""
    cards = rulebook.schema()["rules"]["properties"]
    found = {f"{type_}.md": _joined(_page(type_, cards[type_])) for type_ in rulebook.types()}
    return {INDEX: _joined(_index()), **found}


def _joined(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _index() -> Iterator[str]:
    yield NOTE.format(COMMAND, "*.py")
    yield ""
    yield "# The rules"
    yield ""
    yield "A page for each rule type that comes with archlint. `archlint explain TYPE` prints the same in a terminal."
    yield ""
    yield "| type | says |"
    yield "|---|---|"
    for type_ in rulebook.types():
        yield f"| [`{type_}`]({type_}.md) | {_cell(rulebook.page(type_).sentence)} |"
    yield ""
    yield "How names, patterns and captures are written, and which keys every rule has, stands in the"
    yield "[reference of the settings](../settings.md). A rule that is missing here can be written:"
    yield "[for your team](../own-rules.md), or [for archlint](../../CONTRIBUTING.md#add-a-rule)."


def _page(type_: str, card: Schema) -> Iterator[str]:
    page = rulebook.page(type_)
    yield NOTE.format(COMMAND, f"{type_.replace('-', '_')}.py")
    yield ""
    yield f"# {type_}"
    yield ""
    yield f"**{page.sentence[:1].upper()}{page.sentence[1:]}.**"
    examples = page.drawings
    for title, text in page.sections:
        if title not in ("Options", "Drawing"):
            yield from ("", f"## {title}", "", text)
    yield from ("", "## Options", "")
    yield from _options(card)
    for number, text in enumerate(examples, 1):
        yield from ("", "## Example" if len(examples) == 1 else f"## Example {number}", "")
        yield from _example(type_, text)
    yield from ("", "## See also", "")
    yield from _closing(type_)


def _options(card: Schema) -> Iterator[str]:
    own = {key: schema for key, schema in card["properties"].items() if key not in COMMON}
    if own:
        yield "| option | value | default | meaning |"
        yield "|---|---|---|---|"
        for key, schema in own.items():
            default = "**needed**" if key in card["required"] else _default(schema)
            yield f"| `{key}` | {_cell(_value(schema))} | {default} | {_cell(schema['description'])} |"
        yield ""
    else:
        yield "None of its own."
        yield ""
    yield "Besides, it has the [keys of every rule](../settings.md#keys-of-every-rule)"
    yield f"({_codes(COMMON)})."
    yield _kinds(card["properties"]["kinds"])


def _kinds(schema: Schema) -> str:
    imports = [kind for kind in schema["items"]["enum"] if kind not in HIDDEN_KINDS]
    own = schema["default"]
    if not set(own) <= set(imports):
        return f"By default it counts {_codes(own)}, and no imports."
    hidden = f"{_codes(HIDDEN_KINDS)} do where `kinds` names them"
    left_out = [kind for kind in imports if kind not in own]
    if not left_out:
        return f"Imports of all kinds count; {hidden}."
    return f"By default imports of the kind {_codes(own)} count, and {_codes(left_out)} not; {hidden}."


def _codes(words: Sequence[str]) -> str:
    quoted = [f"`{word}`" for word in words]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def _value(schema: Schema) -> str:
    """Return in words what an option takes."""
    if "enum" in schema:
        return " or ".join(f'`"{word}"`' for word in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(_value(one) for one in schema["anyOf"])
    if schema.get("x-noun") == "level":
        return "a level"
    if schema["type"] == "array":
        return "list of names" if schema["items"].get("type") == "string" else "list of levels"
    words = {"string": "name", "boolean": "`true` or `false`", "integer": "whole number"}
    return words.get(schema["type"], "table: name = list of names")


def _default(schema: Schema) -> str:
    """Return the default as it would be written in TOML."""
    return f"`{json.dumps(schema['default'])}`" if "default" in schema else "none"


def _example(type_: str, text: str) -> Iterator[str]:
    options, lines = _judged(type_, text)
    for name, dependencies in drawings.parse(text).projects.items():
        yield f"`{name}/pyproject.toml` declares the distribution `{name}`, which depends on {_codes(dependencies)}."
        yield ""
    yield "```toml"
    yield f"[rules.{type_}]"
    yield from options.splitlines()
    yield "```"
    yield ""
    yield "| import | what archlint says |"
    yield "|---|---|"
    for arrow, said in lines:
        words = "<br>".join(f"**{kind}**: {_plain(_cell(message))}" for kind, message in said)
        yield f"| `{arrow}` | {words} |"


def _judged(type_: str, text: str) -> tuple[str, list[Line]]:
    """Make the drawing come true; return its settings and its imports with what archlint says of each."""
    drawing = drawings.parse(text)
    with TemporaryDirectory() as name:
        folder = Path(name)
        drawings.build(drawing, type_, folder)
        found = rulebook.apply(Request(load(folder / "archlint.toml"))).findings
    said: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for finding in found:
        said.setdefault((finding.importer, finding.line), []).append((finding.kind, finding.message))
    lines = [Line(arrow, tuple(said.get(place, ()))) for place, arrow in drawings.lines(drawing)]
    return drawing.placed(type_).strip("\n"), lines


def _closing(type_: str) -> Iterator[str]:
    source = f"{type_.replace('-', '_')}.py"
    yield f"[All rules]({INDEX}) · [settings](../settings.md) ·"
    yield "[what the report calls a violation](../settings.md#what-the-report-calls-a-violation) ·"
    yield f"[the rule itself](../../rules/{source})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _plain(text: str) -> str:
    """Return what archlint says so that GitHub shows it as it is: `shop.__init__` is not to become bold."""
    parts = text.split("`")
    return "`".join(part if i % 2 else re.sub(r"([*_<])", r"\\\1", part) for i, part in enumerate(parts))


def main(arguments: list[str]) -> int:
    """Write the pages, or say by 0 or 1 whether they are up to date."""
    return settled(FOLDER, pages(), arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
