"""From the tables of tach's settings to nouns; the names of a domain become those of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from archlint.settings.foreign.tach.nouns import (
    ROOT,
    At,
    Config,
    Dependency,
    Interface,
    Layer,
    Module,
    Source,
    Word,
)
from archlint.settings.foreign.tach.roots import written_roots
from archlint.startup import NamedTuple

__all__ = ["Domain", "config"]


class Domain(NamedTuple):
    """The settings that lie beside the code of one module."""

    source: Source
    module: str
    """The module beside which they lie."""

    def path(self, text: str) -> str:
        """Return the path of a module that is written relative to the domain."""
        return f"{self.module}.{text}"

    def name(self, text: str) -> str:
        """Return a name as it is meant from the top: `//` leads there."""
        if text.startswith("//"):
            return text[2:]
        return self.module if text == "<domain_root>" else self.path(text)

    def offering(self, text: str) -> str:
        """Return an expression over modules as it is meant from the top."""
        return self.module if text == "<domain_root>" else self.path(text)


def config(top: Source, domains: Sequence[Domain]) -> Config:
    """Return what the settings and those of their domains say, in the order in which tach reads them."""
    roots = tuple(_words(top.at("source_roots"), written_roots(top)))
    modules = [*_modules(top, str), *(module for domain in domains for module in _of_domain(domain))]
    interfaces = [*_interfaces(top, str, str)]
    for domain in domains:
        interfaces += _interfaces(domain.source, domain.offering, domain.name)
    return Config(top, tuple(modules), tuple(interfaces), tuple(_layers(top)), roots)


def _of_domain(domain: Domain) -> Iterator[Module]:
    root = domain.source.table.get("root")
    if root is not None:
        yield _module(domain.module, domain.source.at("root"), root, domain.name)
    for module in _modules(domain.source, domain.name):
        yield module._replace(path=domain.path(module.path))


def _modules(source: Source, meant: Callable[[str], str]) -> Iterator[Module]:
    for index, table in enumerate(source.table.get("modules", ())):
        at = source.at("modules", index)
        if "paths" in table:
            for i, path in enumerate(table["paths"]):
                one = _module(_path(path), at, {**table, "strict": False}, meant)
                yield one._replace(at=source.at("modules", index, "paths", i))
        else:
            one = _module(_path(table["path"]), at, table, meant)
            yield one._replace(at=source.at("modules", index, "path"))


def _path(text: str) -> str:
    return ROOT if text == "." else text


def _module(path: str, at: At, table: Mapping[str, Any], meant: Callable[[str], str]) -> Module:
    def words(key: str, read: Callable[[str], str]) -> tuple[Word, ...] | None:
        return tuple(_words(_below(at, key), table[key], read)) if key in table else None

    def dependencies(key: str) -> tuple[Dependency, ...] | None:
        return tuple(_dependencies(_below(at, key), table[key], meant)) if key in table else None

    return Module(
        path=path,
        at=at,
        depends_on=dependencies("depends_on"),
        cannot_depend_on=dependencies("cannot_depend_on") or (),
        external=words("depends_on_external", str),
        no_external=words("cannot_depend_on_external", str) or (),
        layer=Word(table["layer"], _below(at, "layer")) if "layer" in table else None,
        visibility=words("visibility", meant),
        utility=table.get("utility", False),
        unchecked=table.get("unchecked", False),
        strict=table.get("strict", False),
    )


def _dependencies(at: At, entries: Sequence[Any], meant: Callable[[str], str]) -> Iterator[Dependency]:
    for index, entry in enumerate(entries):
        table = entry if isinstance(entry, dict) else {"path": entry}
        yield Dependency(meant(table["path"]), _below(at, index), table.get("deprecated", False))


def _interfaces(source: Source, offering: Callable[[str], str], meant: Callable[[str], str]) -> Iterator[Interface]:
    for index, table in enumerate(source.table.get("interfaces", ())):
        at = source.at("interfaces", index)
        visibility = table.get("visibility")
        yield Interface(
            at=at,
            expose=tuple(_words(_below(at, "expose"), table["expose"])),
            offering=tuple(_words(_below(at, "from"), table.get("from", [".*"]), offering)),
            visibility=None if visibility is None else tuple(_words(_below(at, "visibility"), visibility, meant)),
            exclusive=table.get("exclusive", False),
            primitive=table.get("data_types", "all") == "primitive",
        )


def _layers(source: Source) -> Iterator[Layer]:
    for index, entry in enumerate(source.table.get("layers", ())):
        table = entry if isinstance(entry, dict) else {"name": entry}
        yield Layer(table["name"], source.at("layers", index), table.get("closed", False))


def _words(at: At, texts: Sequence[str], read: Callable[[str], str] = str) -> Iterator[Word]:
    for index, text in enumerate(texts):
        yield Word(read(text), _below(at, index))


def _below(at: At, key: str | int) -> At:
    return at._replace(where=(*at.where, key))
