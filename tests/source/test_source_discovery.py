"""Which files are modules, and by which names."""

import os
import random
import socket
import sys

import pytest

from archlint.settings import SettingsError
from archlint.source.disk import Disk
from archlint.source.ignore import Exclude
from tests.source.codebases import edges, reading, write


def modules(imports):
    return dict(zip(imports.modules, imports.paths, strict=True))


def problems(caught):
    found = [(located.problem.where, located.problem.message) for located in caught.value.problems]
    assert len(set(found)) == len(found)
    return sorted(found)


def helps(caught):
    problems = sorted((located.problem for located in caught.value.problems), key=lambda problem: problem.where)
    return [problem.label or problem.help for problem in problems]


def test_a_flat_project_is_read_from_its_own_folder(tmp_path):
    imports = reading(tmp_path, "setup.py shop/__init__.py shop/db.py tests/test_db.py")

    assert modules(imports) == {
        "setup": "setup.py",
        "shop": "shop/__init__.py",
        "shop.db": "shop/db.py",
        "tests.test_db": "tests/test_db.py",
    }
    assert imports.packages == bytes([0, 1, 0, 0])


def test_a_src_folder_is_the_root(tmp_path):
    imports = reading(tmp_path, "setup.py src/shop/__init__.py src/shop/db.py src/tool.py tests/test_db.py")

    assert modules(imports) == {"shop": "src/shop/__init__.py", "shop.db": "src/shop/db.py", "tool": "src/tool.py"}


@pytest.mark.parametrize("files", ["src/__init__.py src/db.py", "src/app.js main.py"])
def test_a_src_folder_that_is_a_package_or_holds_no_python_is_not_the_root(tmp_path, files):
    imports = reading(tmp_path, files)

    assert set(imports.paths) == {path for path in files.split() if path.endswith(".py")}
    assert set(imports.modules) in ({"src", "src.db"}, {"main"})


def test_a_src_folder_that_git_ignores_is_not_the_root(tmp_path):
    imports = reading(tmp_path, {".gitignore": "src/\n", "src/editable/lib.py": "", "shop.py": ""})

    assert imports.modules == ("shop",)


def test_roots_and_packages_are_as_the_settings_say(tmp_path):
    files = "a/src/shop/__init__.py a/src/extra/__init__.py b/regions/fr.py c/unseen.py"

    imports = reading(tmp_path, files, roots=["./a/src/", "b"], packages=["shop", "regions"])

    assert modules(imports) == {"shop": "a/src/shop/__init__.py", "regions.fr": "b/regions/fr.py"}


def test_a_package_that_is_not_listed_is_external(tmp_path):
    files = {"shop.py": "import extra.deep\nfrom extra import thing", "extra/__init__.py": "", "extra/deep.py": ""}

    imports = reading(tmp_path, files, packages=["shop"])

    assert (imports.modules, imports.externals) == (("shop",), ("extra", "extra.deep"))


def test_a_package_is_not_its_neighbour_of_a_longer_name(tmp_path):
    imports = reading(tmp_path, "shop/db.py shopping/cart.py shop_old.py", packages=["shop"])

    assert imports.modules == ("shop.db",)


def test_packages_may_name_a_part_of_a_namespace(tmp_path):
    files = {"google/ours/a.py": "import google.other.b", "google/other/b.py": ""}

    imports = reading(tmp_path, files, packages=["google.ours"])

    assert (imports.modules, imports.externals) == (("google.ours.a",), ("google.other.b",))


def test_a_nested_root_is_not_read_twice(tmp_path):
    imports = reading(tmp_path, "app.py libs/__init__.py libs/pay/src/pay/fr.py", roots=[".", "libs/pay/src"])

    assert modules(imports) == {"app": "app.py", "libs": "libs/__init__.py", "pay.fr": "libs/pay/src/pay/fr.py"}


def test_a_file_under_two_roots_is_found_once(tmp_path):
    write(tmp_path, "app.py libs/pay.py")

    assert Disk(tmp_path, Exclude(())).find(("", "libs")).files == ("app.py", "libs/pay.py")


def test_a_hidden_or_ignored_folder_is_read_where_it_is_named_as_root(tmp_path):
    files = {
        ".gitignore": "gen/\n",
        ".tools/hook.py": "",
        "gen/stubs.py": "",
        "gen/.gitignore": "skip.py",
        "gen/skip.py": "",
    }

    imports = reading(tmp_path, files, roots=[".tools", "gen"])

    assert imports.modules == ("hook", "stubs")


def test_folders_without_init_are_read_wherever_they_lie(tmp_path):
    files = {
        "shop/__init__.py": "",
        "shop/helpers/keyring.py": "import shop.helpers.deep.er",
        "shop/helpers/deep/er.py": "from .. import keyring",
    }

    imports = reading(tmp_path, files)

    assert edges(imports) == {
        ("shop.helpers.keyring", "shop.helpers.deep.er"),
        ("shop.helpers.deep.er", "shop.helpers.keyring"),
    }
    assert imports.unresolved == ()


def test_a_namespace_may_lie_under_several_roots(tmp_path):
    files = {"a/ns/web/page.py": "import ns.db.orm", "b/ns/db/orm.py": "from ns.web import page"}

    imports = reading(tmp_path, files, roots=["a", "b"])

    assert edges(imports) == {("ns.web.page", "ns.db.orm"), ("ns.db.orm", "ns.web.page")}


def test_a_namespace_folder_may_begin_like_its_neighbour(tmp_path):
    files = {"ns/api/__init__.py": "", "ns/api_v2/x.py": "import ns.api", "ns/ap/y.py": "import ns.api_v2.x"}

    imports = reading(tmp_path, files)

    assert imports.modules == ("ns.ap.y", "ns.api", "ns.api_v2.x")
    assert edges(imports) == {("ns.api_v2.x", "ns.api"), ("ns.ap.y", "ns.api_v2.x")}


def test_files_that_nobody_can_import_are_read_under_their_stems(tmp_path):
    files = {
        "shop/low-er.py": "import shop.db",
        "shop/low.v2.py": "import shop.db",
        "my-app/x.py": "import shop.db",
        "shop/db.py": "",
    }

    assert edges(reading(tmp_path, files)) == {
        ("shop.low-er", "shop.db"),
        ("shop.low.v2", "shop.db"),
        ("my-app.x", "shop.db"),
    }


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (b"0001_initial", "0001_initial"),
        (b"class", "class"),
        (b"low-er", "low-er"),
        (b"low.v2", "low.v2"),
        (b"__init__.v2", "__init__.v2"),
        ("würfel".encode(), "würfel"),
        (b'it\'s+"1"', 'it\'s+"1"'),
        (b"a b", r"a\x20b"),
        (b" ", r"\x20"),
        (b"a -> b", r"a\x20->\x20b"),
        (b"a # b", r"a\x20\x23\x20b"),
        (b"{{cookie}}", r"\x7b\x7bcookie\x7d\x7d"),
        (b"back\\slash", r"back\x5cslash"),
        (b"new\nline", r"new\nline"),
        (b"red\x1b[31m", r"red\x1b\x5b31m"),
        ("no\u00a0break".encode(), r"no\xa0break"),
        ("li\u2028ne".encode(), r"li\u2028ne"),
        (b"latin-\xe9", r"latin-\udce9"),
    ],
)
def test_what_is_no_name_in_python_gives_one_that_stands_on_a_line(tmp_path, file, name):
    for folder in (b"shop", b"shop/" + file):
        (tmp_path / os.fsdecode(folder)).mkdir()
        (tmp_path / os.fsdecode(folder + b"/" + file + b".py")).write_text("from . import db\nimport shop.db")
    write(tmp_path, "shop/db.py")

    imports = reading(tmp_path)

    assert set(imports.modules) == {"shop.db", f"shop.{name}", f"shop.{name}.{name}"}
    assert edges(imports) >= {(f"shop.{name}", "shop.db"), (f"shop.{name}.{name}", "shop.db")}
    assert set(map(os.fsencode, imports.paths)) == {
        b"shop/db.py",
        b"shop/" + file + b".py",
        b"shop/" + file + b"/" + file + b".py",
    }


def test_an_init_at_the_top_of_the_root_is_read_as_a_file(tmp_path):
    imports = reading(tmp_path, {"__init__.py": "import shop", "shop.py": ""})

    assert edges(imports) == {("__init__", "shop")}


def test_a_package_wins_over_a_file_of_its_name(tmp_path):
    imports = reading(tmp_path, {"shop.py": "import web", "shop/__init__.py": "import db", "web.py": "", "db.py": ""})

    assert modules(imports)["shop"] == "shop/__init__.py"
    assert edges(imports) == {("shop", "db")}
    told = "this file was not read: the module `shop` is shop/__init__.py"
    assert imports.shadowed == (("shop.py", 0, 0, told),)


NEVER = (
    ".hidden/a.py node_modules/x/a.py shop/__pycache__/a.py shop.egg-info/a.py shop-1.dist-info/a.py .#lock.py "
    "._shop.py env/pyvenv.cfg env/lib/a.py env/lib/site-packages/b.py lib/python3/site-packages/c.py"
)


def test_what_is_never_the_projects_own_code_is_not_read(tmp_path):
    assert reading(tmp_path, f"{NEVER} shop/db.py").modules == ("shop.db",)


def test_a_root_may_be_a_virtual_environment_itself(tmp_path):
    assert reading(tmp_path, "pyvenv.cfg shop.py lib/site-packages/x.py").modules == ("shop",)


def test_gitignore_files_are_honoured_from_the_top_of_the_repository_down(tmp_path):
    files = {
        ".git/HEAD": "",
        ".gitignore": "/team/shop/generated_*.py\n*_pb2.py\nbuild/\n",
        "team/shop/.gitignore": "# comment\n\nlocal.py\n!kept_pb2.py\n/web/anchored.py\n[\n!\n",
        "team/shop/web/.gitignore": "deep.py\n",
    }
    read = "kept_pb2.py web/local_not.py web/a.py anchored.py deep.py"
    unread = "generated_a.py x_pb2.py build/a.py web/build/b.py local.py web/local.py web/anchored.py web/deep.py"
    write(tmp_path, files)

    imports = reading(tmp_path / "team" / "shop", f"{read} {unread}")

    assert sorted(imports.paths) == sorted(read.split())


def test_a_gitignore_above_the_repository_does_not_count(tmp_path):
    write(tmp_path, {".gitignore": "*.py\n", "work/.git": "gitdir: elsewhere"})

    assert reading(tmp_path / "work", "a.py").modules == ("a",)


@pytest.mark.parametrize("pattern", ["fixtures/", "*", "/fixtures/shop"])
def test_a_gitignore_above_that_leaves_out_the_whole_root_does_not_count(tmp_path, pattern):
    write(tmp_path, {".git/HEAD": "", ".gitignore": f"{pattern}\n"})

    assert reading(tmp_path / "fixtures" / "shop", "a.py").modules == ("a",)


def test_excluded_files_and_folders_are_not_read(tmp_path):
    files = {
        "shop/db.py": "import shop.migrations.m1\nfrom shop import old\nfrom shop.old import x",
        "shop/__init__.py": "",
        "shop/migrations/m1.py": "",
        "shop/migrations/keep.py": "",
        "shop/old.py": "",
    }

    imports = reading(tmp_path, files, exclude=["**/migrations/**", "!keep.py", "/shop/old.py"])

    assert imports.modules == ("shop", "shop.db", "shop.migrations.keep")
    assert edges(imports) == {("shop.db", "shop")}
    assert imports.unresolved == ()


@pytest.mark.parametrize(
    ("pattern", "near"),
    [("shop/migratons/**", "shop/migrations"), ("/lib", ""), ("*.pyx", ""), ("# note", ""), ("ol.py", "old.py")],
)
def test_a_pattern_that_excludes_nothing_is_an_error(tmp_path, pattern, near):
    write(tmp_path, "shop/db.py shop/migrations/m1.py old.py")

    with pytest.raises(SettingsError) as caught:
        reading(tmp_path, exclude=["old.py", pattern])

    assert problems(caught) == [(("exclude", 1), f"`{pattern}` matches no file")]
    if near:
        assert helps(caught) == [f"did you mean `{near}`?"]


@pytest.mark.parametrize(
    "pattern", [".venv/", "**/node_modules/**", ".git", "notes.txt", "docs", "shop/web/x.py", "!shop/db.py"]
)
def test_a_pattern_for_what_is_not_read_anyway_is_no_error(tmp_path, pattern):
    files = {
        ".gitignore": "docs/",
        "docs/conf.py": "",
        "notes.txt": "",
        "shop/web/x.py": "",
        "shop/db.py": "",
        "a.py": "",
    }

    assert "a" in reading(tmp_path, files, exclude=["shop/web/", pattern]).modules


def test_all_mistakes_in_the_settings_are_told_at_once(tmp_path):
    write(tmp_path, "source/shop/db.py")

    with pytest.raises(SettingsError) as caught:
        reading(tmp_path, roots=["../elsewhere", "source"], exclude=["gone/", "!"], packages=["shop"])
    with pytest.raises(SettingsError) as again:
        reading(tmp_path, roots=["sorce", "source/shop/db.py", "source"], exclude=["gone/"])
    with pytest.raises(SettingsError) as last:
        reading(tmp_path, roots=["source"], packages=["shop", "shpo", "web"], exclude=["gone/"])

    assert problems(caught) == [
        (("exclude", 0), "`gone/` matches no file"),
        (("exclude", 1), "`!` is no pattern that .gitignore would understand"),
        (("roots", 0), "`../elsewhere` does not lie below the folder of this file"),
    ]
    assert problems(again) == [
        (("exclude", 0), "`gone/` matches no file"),
        (("roots", 0), "there is no folder `sorce`"),
        (("roots", 1), "there is no folder `source/shop/db.py`"),
    ]
    assert helps(again)[1] == "did you mean `source`?"
    assert problems(last) == [
        (("exclude", 0), "`gone/` matches no file"),
        (("packages", 1), "there is no package `shpo` under the roots"),
        (("packages", 2), "there is no package `web` under the roots"),
    ]
    assert helps(last)[1:] == ["did you mean `shop`?", "the roots hold `shop`"]


@pytest.mark.parametrize("other", ["b/shop/db.py", "b/shop/__init__.py b/shop/db.py"])
def test_one_module_under_two_roots_is_an_error(tmp_path, other):
    write(tmp_path, f"a/shop/__init__.py a/shop/db.py a/shop/web.py {other}")

    with pytest.raises(SettingsError) as caught:
        reading(tmp_path, roots=["a", "b"])

    first = "shop" if "__init__" in other else "shop.db"
    file = "__init__" if "__init__" in other else "db"
    message = f"two roots define the module `{first}`: a/shop/{file}.py and b/shop/{file}.py"
    assert problems(caught) == [(("roots", 1), message)]


def test_nothing_to_read_is_an_error_that_says_where_it_looked(tmp_path):
    write(tmp_path / "a", "README.md")
    write(tmp_path / "b", "docs/x.md backend/src/shop/__init__.py")
    write(tmp_path / "c", {".gitignore": "*.py", "x.py": ""})

    with pytest.raises(SettingsError) as empty:
        reading(tmp_path / "a")
    with pytest.raises(SettingsError) as elsewhere:
        reading(tmp_path / "b", roots=["docs"])
    with pytest.raises(SettingsError) as ignored:
        reading(tmp_path / "c")

    assert problems(empty) == [(("roots",), "there is no Python file to read in the folder of this file")]
    assert problems(elsewhere) == [(("roots",), "there is no Python file to read in `docs/`")]
    assert "left out: by .gitignore" in helps(ignored)[0]
    assert 'roots = ["backend/src"]' in helps(elsewhere)[0]


def test_broken_links_and_loops_are_harmless(tmp_path):
    write(tmp_path, "shop/db.py")
    (tmp_path / "shop" / "broken.py").symlink_to("nowhere.py")
    (tmp_path / "shop" / "itself.py").symlink_to("itself.py")
    (tmp_path / "shop" / "loop").symlink_to(".")
    (tmp_path / "up").symlink_to("..")

    imports = reading(tmp_path)

    assert (imports.modules, imports.unread) == (("shop.db",), ())


def test_a_link_to_a_file_is_read_once(tmp_path):
    files = {"shop/db.py": "import web", "web.py": "import alias.db\nfrom alias import other", "alias/own.py": ""}
    root = write(tmp_path / "work", files)
    write(tmp_path, {"outside.py": "import web"})
    (root / "alias" / "db.py").symlink_to("../shop/db.py")
    (root / "alias" / "out1.py").symlink_to(tmp_path / "outside.py")
    (root / "alias" / "out2.py").symlink_to(tmp_path / "outside.py")

    imports = reading(root)

    assert imports.modules == ("alias.out1", "alias.own", "shop.db", "web")
    assert edges(imports) == {("shop.db", "web"), ("alias.out1", "web"), ("web", "alias")}


def test_a_folder_behind_a_link_is_not_entered(tmp_path):
    root = write(tmp_path / "work", {"shop/__init__.py": "import shop.linked.db", "shop/a.py": "import shop.linked.db"})
    write(tmp_path, "far/db.py")
    (root / "shop" / "linked").symlink_to(tmp_path / "far")

    imports = reading(root)

    assert (imports.modules, imports.unresolved) == (("shop", "shop.a"), ())
    assert edges(imports) == {("shop.a", "shop")}


def test_a_folder_called_like_a_file_is_told_once(tmp_path):
    imports = reading(tmp_path, "shop/db.py/inner.py shop/web.py")

    assert imports.modules == ("shop.web",)
    assert [unread.path for unread in imports.unread] == ["shop/db.py"]


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_what_may_not_be_read_is_told_and_the_rest_goes_on(nobodys):
    write(nobodys, "shop/db.py shop/web.py closed/a.py")
    (nobodys / "shop" / "db.py").chmod(0)
    (nobodys / "closed").chmod(0)

    imports = reading(nobodys)
    (nobodys / "closed").chmod(0o755)

    assert [(unread.path, unread.line) for unread in imports.unread] == [("closed", 0), ("shop/db.py", 0)]
    assert imports.modules == ("shop.db", "shop.web")


@pytest.mark.parametrize(
    ("becomes", "words"),
    [("nothing", "No such file or directory"), ("a folder", "no regular file"), ("a pipe", "no regular file")],
)
def test_a_file_that_goes_away_while_reading_is_told(tmp_path, monkeypatch, becomes, words):
    write(tmp_path, "shop/db.py shop/web.py")
    real = Disk.contents

    def late(self, paths):
        file = tmp_path / "shop" / "db.py"
        file.unlink(missing_ok=True)
        {"nothing": lambda _: None, "a folder": os.mkdir, "a pipe": os.mkfifo}[becomes](file)
        yield from real(self, paths)

    monkeypatch.setattr(Disk, "contents", late)
    imports = reading(tmp_path)

    assert [(path, line) for path, line, _, _ in imports.unread] == [("shop/db.py", 0)]
    assert words in imports.unread[0].message
    assert imports.modules == ("shop.db", "shop.web")


def test_what_is_called_like_a_file_and_is_a_pipe_or_a_device_is_told_and_never_opened(tmp_path):
    write(tmp_path, "shop/db.py shop/notes.txt")
    os.mkfifo(tmp_path / "shop" / "pipe.py")
    os.mkfifo(tmp_path / "shop" / "not_ours")
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(tmp_path)
        server.bind("shop/server.py")
    for name, target in {"zero": "/dev/zero", "full": "/dev/full", "link": "pipe.py"}.items():
        (tmp_path / "shop" / f"{name}.py").symlink_to(target)

    imports = reading(tmp_path)

    said = "it is called like a Python file and is a pipe, a socket or a device; it was not opened"
    assert imports.unread == tuple(
        (f"shop/{name}.py", 0, 0, said) for name in ("full", "link", "pipe", "server", "zero")
    )
    assert imports.modules == ("shop.db",)


def test_a_link_to_itself_beside_a_root_hides_nothing(tmp_path):
    write(tmp_path, "lib/db.py")
    (tmp_path / "loop").symlink_to("loop")

    assert reading(tmp_path, roots=["lib"]).modules == ("db",)
    with pytest.raises(SettingsError, match="matches no file"):
        reading(tmp_path, exclude=["gone"])


def test_folders_may_be_nested_deeper_than_python_calls_go(tmp_path):
    parts = ["d"] * 600
    write(tmp_path, {"a.py": f"import {'.'.join(parts)}.deepest", "d/x.py": "import a"})
    write(tmp_path / "/".join(parts), {"deepest.py": "from . import gone\nimport a"})

    # Folders below the usual limit of 1,000 calls would be deeper than pytest can take them away.
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(400)
    try:
        imports = reading(tmp_path)
        with pytest.raises(SettingsError, match="matches no file"):
            reading(tmp_path, exclude=["gone"])
    finally:
        sys.setrecursionlimit(usual)

    name = f"{'.'.join(parts)}.deepest"
    assert imports.modules == ("a", name, "d.x")
    assert edges(imports) == {("a", name), (name, "a"), ("d.x", "a")}
    assert imports.unread == ()


def test_what_lies_deeper_than_a_path_can_say_is_told_and_the_rest_goes_on(tmp_path):
    write(tmp_path, "shop/db.py")
    name = "n" * 250
    folders = [os.open(tmp_path, os.O_RDONLY)]
    for _ in range(20):
        os.mkdir(name, dir_fd=folders[-1])
        folders.append(os.open(name, os.O_RDONLY, dir_fd=folders[-1]))
    os.close(os.open("lost.py", os.O_CREAT, dir_fd=folders[-1]))
    try:
        imports = reading(tmp_path)
    finally:
        os.unlink("lost.py", dir_fd=folders[-1])
        os.close(folders.pop())
        while folders:
            os.rmdir(name, dir_fd=folders[-1])
            os.close(folders.pop())

    assert imports.modules == ("shop.db",)
    assert [one.message for one in imports.unread] == ["the folder cannot be listed: File name too long"]
    assert imports.unread[0].path.endswith(f"{name}/{name}")


def test_the_order_of_directory_listings_changes_nothing(tmp_path, monkeypatch):
    names = [f"{part}/{inner}" for part in ("b", "a", "ns/x", "ns/xy") for inner in ("__init__", "m", "n")]
    body = "import b.m, a.n, os, json\nfrom ns.x import m, n, gone\nfrom ns import xy\nfrom a import *\n__import__(q)\n"
    write(tmp_path, {f"{name}.py": f"from . import n, m\n{body}" for name in names})
    write(tmp_path, {"bad.py": "(", "ab.py": "def"})
    (tmp_path / "link1.py").symlink_to("a/m.py")
    plain = os.scandir
    expected = reading(tmp_path)

    for seed in range(20):
        order = random.Random(seed)

        class Shuffled:
            def __init__(self, path, order=order):
                with plain(path) as entries:
                    self.entries = list(entries)
                order.shuffle(self.entries)

            def __enter__(self):
                return iter(self.entries)

            def __exit__(self, *_):
                return None

        monkeypatch.setattr(os, "scandir", Shuffled)
        found = reading(tmp_path)
        callables = ("lines", "distributions", "projects")
        assert all(getattr(found, name) == getattr(expected, name) for name in found._fields if name not in callables)
        assert found.projects().all == expected.projects().all


@pytest.mark.parametrize("pattern", ["[z", "[[:vowel:]]", "[/]", "!/", "/"])
def test_a_pattern_that_nothing_can_fit_is_skipped_in_gitignore_and_told_in_exclude(tmp_path, pattern):
    write(tmp_path, {".gitignore": f"{pattern}\nlocal.py\n", "shop.py": "", "local.py": ""})

    assert reading(tmp_path).modules == ("shop",)
    with pytest.raises(SettingsError, match="no pattern"):
        reading(tmp_path, exclude=[pattern])
