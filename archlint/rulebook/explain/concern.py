"""Which findings an import takes part in."""

from collections.abc import Collection, Iterator

from archlint.rulebook.nouns import Finding
from archlint.rulebook.roles import Cast

__all__ = ["concerns", "modules"]


def modules(finding: Finding) -> set[str]:
    """Return the modules that a finding speaks of, and the components that it lists."""
    ends = {end for pair in _imports(finding) for end in pair}
    return {finding.importer, finding.imported, *finding.members, *ends}


def concerns(finding: Finding, cast: Cast, tail: int, head: int) -> bool:
    """
    Return whether a finding is about an import: it stands there, or its chain or its cut goes over it.

    A cycle, a branch or a join is about every import between two of the components that it is made of.
    """
    name = cast.graph.name
    return (name(tail), name(head)) in _imports(finding) or _between_members(finding, cast, tail, head)


def _imports(finding: Finding) -> set[tuple[str, str]]:
    """Return the imports that a finding is about: where it stands, those of its chain, those that would mend it."""
    steps = {(step.importer, step.imported) for step in finding.steps} or {(finding.importer, finding.imported)}
    return {*steps, *(finding.cut or ())}


def _between_members(finding: Finding, cast: Cast, tail: int, head: int) -> bool:
    members = set(finding.members)
    if not members or not finding.imported:  # without an import it is about modules by themselves
        return False
    one, other = (_member(cast, node, members | {finding.tail, finding.head}) for node in (tail, head))
    if not one or not other or one == other:
        return False
    if finding.kind == "cycle":
        return {one, other} <= members
    return (one == finding.tail and other in members) or (other == finding.head and one in members)


def _member(cast: Cast, node: int, labels: Collection[str]) -> str:
    """Return the one of the labels that means the module: its component, or it or a package above it by name."""
    roles = cast.roles(node)
    if not roles and not cast.silent:
        return ""
    ways = (*(role.component for role in roles), *_above(cast.graph.name(node)))
    return next((label for label in ways if label in labels), "")


def _above(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition(".")[0]
