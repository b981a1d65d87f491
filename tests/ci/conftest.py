"""A shop in a repository, a checkout of it as a job on GitHub has one, and what plays the action there."""

import json
import os
import sysconfig
import venv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.ci.api import GitHub
from tests.ci.composite import Played, play
from tests.cli.shops import SHOP
from tests.git.repositories import Repository

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the Python of an environment that holds this archlint, as the step that installs it leaves one behind."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=False)
    folder = next(home.glob("lib/python*/site-packages"))
    (folder / "these.pth").write_text(f"{ROOT}\n{sysconfig.get_path('purelib')}\n")
    return home / "bin/python"


@pytest.fixture
def github() -> Iterator[GitHub]:
    with GitHub().serving() as server:
        yield server


class Job:
    """A job on GitHub, in a checkout of a shop."""

    def __init__(self, folder: Path, interpreter: Path, github: GitHub) -> None:
        self.workspace = folder / "work"
        self.temporary = folder / "temp"
        self.temporary.mkdir()
        self.repository = Repository(self.workspace)
        self.github = github
        self.event: dict[str, Any] = {}
        self.variables: dict[str, str] = {}
        self.installed = {"python": str(interpreter), "cache": str(self.temporary / "cache"), "key": "archlint-key"}
        self.write(SHOP)
        self.commit()
        self.on("push")

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            file = self.workspace / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def commit(self) -> str:
        self.repository.git("add", "--all")
        self.repository.git("commit", "--quiet", "--allow-empty", "--message", "work")
        return self.repository.git("rev-parse", "HEAD")

    def on(self, name: str, *, fork: bool = False, private: bool = False, base: str = "main") -> None:
        """Let an event start the job."""
        home = {"full_name": "shop/shop", "default_branch": "main", "private": private}
        self.event = {"repository": home}
        self.variables = {"GITHUB_EVENT_NAME": name, "GITHUB_REF_NAME": "main", "GITHUB_BASE_REF": ""}
        if name.startswith("pull_request"):
            head = {"sha": "1234567890abcdef", "repo": {"full_name": "stranger/shop" if fork else "shop/shop"}}
            self.event["pull_request"] = {"number": 7, "head": head}
            self.variables |= {"GITHUB_REF_NAME": "7/merge", "GITHUB_HEAD_REF": "topic", "GITHUB_BASE_REF": base}
        if name == "merge_group":
            self.event["merge_group"] = {"base_sha": self.repository.git("rev-parse", "HEAD^1")}

    def run(self, instead: Mapping[str, Mapping[str, str]] | None = None, **inputs: str) -> Played:
        """Play the action with inputs, `_` for `-` in their names."""
        event = self.temporary / "event.json"
        event.write_text(json.dumps(self.event))
        sha = self.repository.git("rev-parse", "HEAD")
        context = {
            "token": "secret",
            "sha": sha,
            "event_name": self.variables["GITHUB_EVENT_NAME"],
            "ref_name": self.variables["GITHUB_REF_NAME"],
            "event": self.event,
        }
        variables = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.temporary),
            "LANG": "C.UTF-8",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_API_URL": self.github.address,
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REPOSITORY": "shop/shop",
            "GITHUB_RUN_ID": "42",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_SHA": sha,
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_ARCH": "X64",
            "RUNNER_OS": "Linux",
            "RUNNER_TEMP": str(self.temporary),
            **self.variables,
        }
        named = {name.replace("_", "-"): value for name, value in inputs.items()}
        instead = {"install": self.installed} if instead is None else instead
        return play(ROOT / "action.yml", named, context, variables, instead)


@pytest.fixture
def job(tmp_path: Path, interpreter: Path, github: GitHub, outside_of_hooks: Callable[[], None]) -> Job:
    return Job(tmp_path, interpreter, github)
