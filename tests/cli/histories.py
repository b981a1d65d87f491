"""
Histories of a small codebase, drawn at random and committed to a repository, with a model that knows what is in them.

The model shares nothing with archlint: it knows who imports whom, by numbers that stay when modules move, and says by
the definition of the rule which imports are illegal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from tests.git.repositories import Repository

__all__ = ["History", "State"]

LINES = 12
Pair = tuple[int, int]


@dataclass(frozen=True)
class State:
    """The codebase at one commit."""

    modules: dict[int, str] = field(default_factory=dict)
    """Dotted name by number."""
    imports: frozenset[Pair] = frozenset()
    layers: tuple[str, ...] = ("web", "orders", "stock", "db")
    strict: bool = True

    def level(self, name: str) -> int:
        return self.layers.index(name.split(".")[1])

    def illegal(self, names: dict[int, str], imports: frozenset[Pair]) -> set[tuple[str, str]]:
        """The imports that this state's rule forbids among modules of these names."""
        found = set()
        for tail, head in imports:
            one, other = self.level(names[tail]), self.level(names[head])
            if one == other:
                bad = False  # siblings in one package: one component
            else:
                bad = other < one or (self.strict and other > one + 1)
            if bad:
                found.add((names[tail], names[head]))
        return found

    def settings(self) -> str:
        layers = json.dumps([f"shop.{layer}" for layer in self.layers])
        return f'[rules.shop]\ntype = "{"linked-list" if self.strict else "layers"}"\nlayers = {layers}\n'

    def files(self) -> dict[str, str]:
        files = {"archlint.toml": self.settings(), "shop/__init__.py": ""}
        for layer in self.layers:
            files[f"shop/{layer}/__init__.py"] = ""
            # Something that stays in each package, by which git sees that it has moved.
            files[f"shop/{layer}/base.py"] = f'"""What {layer.rstrip("0123456789")} is."""\n'
        for number, name in self.modules.items():
            body = "".join(f"value_{number}_{line} = {number * 7919 + line}\n" for line in range(LINES))
            heads = sorted(self.modules[head] for tail, head in self.imports if tail == number)
            files[f"{name.replace('.', '/')}.py"] = "".join(f"import {head}\n" for head in heads) + body
        return files


class History:
    """A repository that grows by random steps."""

    def __init__(self, repository: Repository, seed: int) -> None:
        self.repository = repository
        self.random = Random(seed)
        self.states: dict[str, State] = {}
        self.count = 0
        state = State()
        for _ in range(8):
            state = self.added(state)
        self.commit(state)

    @property
    def head(self) -> str:
        return self.repository.git("rev-parse", "HEAD")

    def commit(self, state: State) -> str:
        self.lay(state)
        self.repository.git("add", "--all")
        self.repository.git("commit", "--quiet", "--allow-empty", "--message", "a step")
        self.states[self.head] = state
        return self.head

    def lay(self, state: State) -> None:
        for path in self.repository.git("ls-files").splitlines():
            (self.repository.top / path).unlink()
        for path, text in state.files().items():
            file = self.repository.top / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)

    def grow(self, steps: int) -> Iterator[str]:
        """Commit so many steps, and yield what each was."""
        kinds = [self.added, self.added, self.imported, self.imported, self.dropped, self.deleted, self.moved]
        kinds += [self.package_moved, self.settled, self.merged]
        for _ in range(steps):
            kind = self.random.choice(kinds)
            state = kind(self.states[self.head])
            self.commit(state)
            yield kind.__name__

    def added(self, state: State) -> State:
        self.count += 1
        modules = {**state.modules, self.count: f"shop.{self.random.choice(state.layers)}.m{self.count}"}
        return self.imported(State(modules, state.imports, state.layers, state.strict))

    def imported(self, state: State) -> State:
        if len(state.modules) < 2:
            return state
        pair = tuple(self.random.sample(sorted(state.modules), 2))
        return State(state.modules, state.imports | {(pair[0], pair[1])}, state.layers, state.strict)

    def dropped(self, state: State) -> State:
        gone = self.random.choice(sorted(state.imports)) if state.imports else None
        return State(state.modules, state.imports - {gone}, state.layers, state.strict)

    def deleted(self, state: State) -> State:
        gone = self.random.choice(sorted(state.modules))
        modules = {number: name for number, name in state.modules.items() if number != gone}
        imports = frozenset(pair for pair in state.imports if gone not in pair)
        return State(modules, imports, state.layers, state.strict)

    def moved(self, state: State) -> State:
        number = self.random.choice(sorted(state.modules))
        self.count += 1
        name = f"shop.{self.random.choice(state.layers)}.renamed{self.count}"
        return State({**state.modules, number: name}, state.imports, state.layers, state.strict)

    def package_moved(self, state: State) -> State:
        old = self.random.choice(state.layers)
        self.count += 1
        new = f"{old.rstrip('0123456789')}{self.count}"
        layers = tuple(new if layer == old else layer for layer in state.layers)
        modules = {n: name.replace(f"shop.{old}.", f"shop.{new}.") for n, name in state.modules.items()}
        return State(modules, state.imports, layers, state.strict)

    def settled(self, state: State) -> State:
        return State(state.modules, state.imports, state.layers, not state.strict)

    def merged(self, state: State) -> State:
        """Let another branch add a module, and merge it."""
        git = self.repository.git
        before = self.head
        git("checkout", "--quiet", "-b", f"side{self.count}")
        side = self.added(state)
        self.commit(side)
        branch = git("rev-parse", "--abbrev-ref", "HEAD")
        git("checkout", "--quiet", "main")
        assert self.head == before
        git("merge", "--quiet", "--no-ff", "--no-edit", branch)
        self.states[self.head] = side
        return self.imported(side)
