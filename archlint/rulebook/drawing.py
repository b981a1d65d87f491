"""
Make the drawing of a rule's page come true: real files, real settings, one import statement an arrow.

    layers = ["shop.web", "shop.db"]         TOML: the rule's own options, and `[components]` where it speaks of them

    shop.web.views -> shop.db.orm            shop/web/views.py imports shop.db.orm
    shop.db.orm -> shop.web:Cart             from shop.web import Cart
    shop.db.orm -> shop.web    # want: back  ... and that line breaks the rule, as a `back`

Where the rule asks for projects, a table says which folders are one, each with its dependencies:

    [projects]                               tram/pyproject.toml, of the distribution `tram`
    tram = ["requests", "water"]

Where the rule looks at channels, a line says who publishes or subscribes to what over a bus:

    shop.web publishes payment.made          bus.publish("payment.made")
    shop.db subscribes to payment.made by shop.topics:PAID
                                             a constant of that module, which holds the topic

A name whose top-level package imports nothing in the drawing stands for a third-party library, and gets no file.
What is taken from a module that does not import it itself is defined there, below its imports.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from archlint.startup import NamedTuple

__all__ = ["Arrow", "Drawing", "build", "lines", "parse"]

_WANT = r"(?:\s+# want: (?P<want>[\w, -]+))?"
_ARROW = re.compile(rf"(?P<chain>[\w.:]+(?: -> [\w.:]+)+){_WANT}")
_CALL = re.compile(
    rf"(?P<module>[\w.]+) (?P<does>publishes|subscribes to) (?P<topic>\S+)(?: by (?P<by>[\w.:]+))?{_WANT}"
)
_BUS = """\
about = "The bus of a drawing."
[[channel]]
name = "bus"
publish = [{ call = "bus.publish", topic = 0 }]
subscribe = [{ call = "bus.subscribe", topic = 0 }]
"""


class Arrow(NamedTuple):
    """One import of the drawing."""

    importer: str
    imported: str
    name: str
    """What is taken from it; "" for the module itself."""
    wants: tuple[str, ...]
    """Kinds of violation that its line must show, sorted."""

    def __str__(self) -> str:
        """Return it as the page shows it."""
        return f"{self.importer} -> {self.imported}{':' if self.name else ''}{self.name}"


class Call(NamedTuple):
    """A call by which a module publishes or subscribes."""

    importer: str
    """The module that it stands in."""
    does: str
    """"publishes" or "subscribes to"."""
    topic: str
    by: str
    """The constant that holds the topic, `shop.topics:PAID`; "" where it is written out."""
    wants: tuple[str, ...]

    def __str__(self) -> str:
        """Return it as the page shows it."""
        return f"{self.importer} {self.does} {self.topic}{' by ' if self.by else ''}{self.by}"

    @property
    def statement(self) -> str:
        """The line of code."""
        module, _, name = self.by.partition(":")
        lead = f"from {module} import {name}; " if self.by else ""
        verb = "publish" if self.does == "publishes" else "subscribe"
        return f"{lead}import bus; bus.{verb}({name or json.dumps(self.topic)})"


class Drawing(NamedTuple):
    """A drawing, read."""

    options: str
    """TOML."""
    arrows: tuple[Arrow | Call, ...]
    projects: Mapping[str, list[str]]
    """The folders that hold a `pyproject.toml`, with the dependencies that it lists."""

    def placed(self, id_: str) -> str:
        """Return the options as they stand below `[rules.ID]`: their tables belong to the rule, but `[components]`."""
        return re.sub(r"^\[(?!components\])(\w[\w-]*)\]$", rf"[rules.{id_}.\1]", self.options, flags=re.MULTILINE)


def parse(text: str) -> Drawing:
    """Return the drawing that a page shows. Raises ValueError in words where it cannot be read."""
    lines = text.splitlines()
    start = next((i for i, line in enumerate(lines) if " -> " in line or _CALL.fullmatch(line.strip())), None)
    if start is None:
        raise ValueError("the drawing shows no import `a -> b`")
    head = "\n".join(lines[:start])
    table = re.search(r"^\[projects\].*\n(?:[^\[].*\n?)*", head, flags=re.MULTILINE)
    projects = tomllib.loads(table.group())["projects"] if table else {}
    options = head.replace(table.group(), "") if table else head
    return Drawing(options, tuple(arrow for line in lines[start:] for arrow in _arrows(line)), projects)


def _arrows(line: str) -> Iterator[Arrow | Call]:
    if not line.strip():
        return
    if call := _CALL.fullmatch(line.strip()):
        yield Call(call["module"], call["does"], call["topic"], call["by"] or "", _wants(call["want"]))
        return
    found = _ARROW.fullmatch(line.strip())
    if not found:
        raise ValueError(
            f"`{line.strip()}` is no line of a drawing: `a -> b`, and `# want: kind` where it breaks the rule"
        )
    stops = found["chain"].split(" -> ")
    for importer, imported in pairwise(stops):
        target, _, name = imported.partition(":")
        yield Arrow(importer.partition(":")[0], target, name, _wants(found["want"]))


def _wants(text: str | None) -> tuple[str, ...]:
    return tuple(sorted(word.strip() for word in (text or "").split(",") if word.strip()))


def lines(drawing: Drawing) -> Iterator[tuple[tuple[str, int], Arrow | Call]]:
    """Yield each arrow with the line that it becomes: (importer, line number)."""
    written: Counter[str] = Counter()
    for arrow in drawing.arrows:
        written[arrow.importer] += 1
        yield (arrow.importer, written[arrow.importer]), arrow


def build(drawing: Drawing, type_: str, folder: Path) -> dict[tuple[str, int], tuple[str, ...]]:
    """Write the code and the settings; return the kinds that lines (module, line number) must show, where any."""
    calls = [one for one in drawing.arrows if isinstance(one, Call)]
    constants = {one.by: one.topic for one in calls if one.by}
    tops = {arrow.importer.partition(".")[0] for arrow in drawing.arrows}
    named = {name for one in drawing.arrows for name in _named(one)}
    modules = {name for name in named if name.partition(".")[0] in tops}
    written: dict[str, list[str]] = {module: [] for module in modules}
    for arrow in drawing.arrows:
        written[arrow.importer].append(_statement(arrow))
    for constant, topic in constants.items():
        module, _, name = constant.partition(":")
        written[module].append(f"{name} = {json.dumps(topic)}")
    for module, name in _defined([one for one in drawing.arrows if isinstance(one, Arrow)], modules):
        written[module].append(f"{name} = ...")
    for module, statements in written.items():
        _write(folder, module, modules, "".join(f"{line}\n" for line in statements))
    for name, dependencies in drawing.projects.items():
        text = f'[project]\nname = "{name}"\ndependencies = {json.dumps(dependencies)}\n'
        (folder / name / "pyproject.toml").write_text(text, encoding="utf-8")
    packs = 'packs = ["bus.toml"]\n' if calls else ""
    if calls:
        (folder / "bus.toml").write_text(_BUS, encoding="utf-8")
    text = f'{packs}[rules.drawn]\ntype = "{type_}"\n{drawing.placed("drawn")}\n'
    (folder / "archlint.toml").write_text(text, encoding="utf-8")
    return {place: arrow.wants for place, arrow in lines(drawing) if arrow.wants}


def _named(one: Arrow | Call) -> tuple[str, ...]:
    """Return the modules that a line speaks of."""
    if isinstance(one, Arrow):
        return one.importer, one.imported
    return (one.importer, one.by.partition(":")[0]) if one.by else (one.importer,)


def _statement(one: Arrow | Call) -> str:
    if isinstance(one, Call):
        return one.statement
    return f"from {one.imported} import {one.name}" if one.name else f"import {one.imported}"


def _defined(arrows: Collection[Arrow], modules: Collection[str]) -> list[tuple[str, str]]:
    """Return (module, name) of all that is taken from modules and is neither imported there nor a module itself."""
    brought = {(arrow.importer, arrow.name) for arrow in arrows}
    taken = {
        (arrow.imported, arrow.name) for arrow in arrows if arrow.imported in modules and arrow.name.isidentifier()
    }
    return sorted((module, name) for module, name in taken - brought if f"{module}.{name}" not in modules)


def _write(folder: Path, module: str, modules: set[str], text: str) -> None:
    file = folder.joinpath(*module.split("."))
    package = any(other.startswith(module + ".") for other in modules)
    file = file / "__init__.py" if package else file.with_suffix(".py")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
