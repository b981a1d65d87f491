"""Whatever happens to a tree between two runs, the one that remembers says what one that does not says."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from archlint.settings import Request, Settings, SettingsError
from archlint.source import read
from tests.source.codebases import write

FOLDERS = ("a", "b", "a/c", "b/c")
FILES = tuple(f"{folder}/{name}.py" for folder in FOLDERS for name in ("__init__", "x", "y", "c"))
LINES = (
    "import a.x",
    "import b.y",
    "from a import x, c",
    "from . import y",
    "from .c import x",
    "from b import *",
    "import os.path",
    "__all__ = ['x', 'y']",
    "__all__ = ['c']  ",
    "if 1:\n    import b.x",
    "import (",
    "def f(): ...",
)
TEXTS = st.lists(st.sampled_from(LINES), max_size=3).map(lambda lines: "".join(f"{line}\n" for line in lines))
IGNORED = ("", "x.py\n", "a/c\n", "/b\n", "*.py\n!y.py\n", "c/\n", "[z-a]\nb/c\n")
TABLES: tuple[dict[str, list[str]], ...] = (
    {},
    {"roots": ["a", "b"]},
    {"packages": ["a"]},
    {"exclude": ["x.py"]},
    {"exclude": ["/b/**", "!/b/c"]},
)


class Edits(RuleBasedStateMachine):
    """A small tree, and everything that people do to one."""

    def __init__(self) -> None:
        super().__init__()
        self.around = Path(tempfile.mkdtemp())
        self.root = self.around / "tree"
        (self.around / ".git").mkdir()
        self.table: dict[str, list[str]] = {}
        write(self.root, dict.fromkeys(FILES[::3], ""))

    def teardown(self):
        shutil.rmtree(self.around)

    @property
    def files(self):
        found = self.root.glob("[ab]/**/*.py")
        return sorted(file for file in found if file.is_file() and not file.is_symlink())

    def clear(self, path):
        """Take away what is no file."""
        file = self.root / path
        if file.is_dir() and not file.is_symlink():
            shutil.rmtree(file)
        elif os.path.lexists(file) and not (file.is_file() and not file.is_symlink()):
            file.unlink()

    @rule(path=st.sampled_from(FILES), text=TEXTS)
    def put(self, path, text):
        self.clear(path)
        write(self.root, {path: text})

    @precondition(lambda self: self.files)
    @rule(data=st.data(), text=TEXTS)
    def rewrite_and_set_the_time_back(self, data, text):
        file = data.draw(st.sampled_from(self.files))
        before = file.stat()
        file.write_text(text.ljust(before.st_size)[: max(before.st_size, len(text))])
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def delete(self, data):
        data.draw(st.sampled_from(self.files)).unlink()

    @precondition(lambda self: self.files)
    @rule(data=st.data(), path=st.sampled_from(FILES))
    def rename(self, data, path):
        file = data.draw(st.sampled_from(self.files))
        if file != self.root / path:
            self.clear(path)
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        file.rename(self.root / path)

    @precondition(lambda self: self.files)
    @rule(data=st.data(), seconds=st.sampled_from([-1e9, 0, 1e9]))
    def touch(self, data, seconds):
        file = data.draw(st.sampled_from(self.files))
        os.utime(file, (file.stat().st_mtime + seconds,) * 2)

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def make_a_package_of_a_module(self, data):
        file = data.draw(st.sampled_from(self.files))
        folder = file.with_suffix("")
        if file.name != "__init__.py" and not folder.exists():
            folder.mkdir()
            file.rename(folder / "__init__.py")

    @precondition(lambda self: (self.root / "a").is_dir())
    @rule()
    def link(self):
        (self.root / "a/linked.py").unlink(missing_ok=True)
        (self.root / "a/linked.py").symlink_to(min(self.files, default=self.root / "gone.py"))

    @precondition(lambda self: (self.root / "b").is_dir())
    @rule(kind=st.sampled_from(("", "folder", "file")), name=st.sampled_from(("b/away.py", "b/away")))
    def link_to_elsewhere_and_change_what_lies_there(self, kind, name):
        elsewhere = self.around / "elsewhere"
        shutil.rmtree(elsewhere, ignore_errors=True)
        elsewhere.unlink(missing_ok=True)
        if kind == "folder":
            elsewhere.mkdir()
        elif kind == "file":
            elsewhere.write_text("import a.x\n")
        if not os.path.lexists(self.root / name):
            (self.root / name).symlink_to(elsewhere)

    @rule()
    def begin_a_repository_or_none(self):
        for mark in (self.root / ".git", self.around / ".git"):
            if mark.exists():
                mark.rmdir()
            else:
                mark.mkdir()

    @rule(text=st.sampled_from(("", "x.py\n", "tree/b/\n", "/x.py\n", "*\n!tree/\n")))
    def ignore_from_above(self, text):
        (self.around / ".gitignore").write_text(text)

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def put_a_pipe_or_a_folder_in_the_place_of_a_file(self, data):
        file = data.draw(st.sampled_from(self.files))
        file.unlink()
        if data.draw(st.booleans()):
            os.mkfifo(file)
        else:
            file.mkdir()

    @precondition(lambda self: (self.root / "a").is_dir() and (self.root / "b").is_dir())
    @rule()
    def swap_two_folders(self):
        for one, other in (("a", "c"), ("b", "a"), ("c", "b")):
            (self.root / one).rename(self.root / other)

    @rule()
    def set_all_times_back(self):
        for path in (*self.root.glob("[ab]/**/*"), *self.root.glob("[ab]"), self.root):
            os.utime(path, (1e9, 1e9), follow_symlinks=False)

    @rule()
    def wait(self):
        """Let what was written become old enough to be believed."""
        time.sleep(0.02)
        assert self.told(cache=True) == self.told(cache=True)

    @rule(folder=st.sampled_from(("", *FOLDERS)), text=st.sampled_from(IGNORED))
    def ignore(self, folder, text):
        write(self.root, {f"{folder}/.gitignore".lstrip("/"): text})

    @rule(folder=st.sampled_from(FOLDERS))
    def make_an_environment_or_none(self, folder):
        mark = self.root / folder / "pyvenv.cfg"
        if mark.exists():
            mark.unlink()
        else:
            write(self.root, {f"{folder}/pyvenv.cfg": ""})

    @rule(folder=st.sampled_from(FOLDERS))
    def remove_a_folder(self, folder):
        shutil.rmtree(self.root / folder, ignore_errors=True)

    @rule(table=st.sampled_from(TABLES))
    def set(self, table):
        self.table = table

    @rule()
    def look_at_whole_files(self):
        assert self.told(cache=True, whole=True) == self.told(cache=False, whole=True)

    @invariant()
    def same(self):
        assert self.told(cache=True) == self.told(cache=False)

    def told(self, *, cache, whole=False):
        request = Request(Settings(self.root, "archlint.toml", self.table), full_parse=whole, cache=cache)
        try:
            code = read(request)
        except SettingsError as error:
            return [one.problem for one in error.problems]
        imports = code.imports()
        return code.stamp, {name: value for name, value in imports._asdict().items() if not callable(value)}


Edits.TestCase.settings = settings(max_examples=50, stateful_step_count=20, deadline=None)
test_edits = Edits.TestCase
