"""The members of a workspace are found, whoever declares them, and their settings are read with those of the top."""

import pytest

from archlint.settings import SettingsError, find, words, workspace
from tests.settings.test_settings_load import put

PROJECT = '[project]\nname = "{0}"\n'
RULE = "[rules.acyclic]\n"


def found(root, **files: str):
    """Return the members of a workspace of these files, as (folder, label, roots)."""
    for name, text in files.items():
        put(root / name, text)
    settings = workspace(put(root / "archlint.toml", RULE))
    return [(member.folder, member.label, member.roots) for member in settings.members]


def project(folder: str, name: str = "") -> dict[str, str]:
    return {f"{folder}/pyproject.toml": PROJECT.format(name or folder.rpartition("/")[2])}


def folders(members) -> list[str]:
    return [folder for folder, _, _ in members]


THREE = {**project("libs/a"), **project("libs/b"), **project("tools/c"), "libs/no/x.py": ""}


@pytest.mark.parametrize(
    ("top", "members"),
    [
        ('[tool.uv.workspace]\nmembers = ["libs/*"]\n', ["libs/a", "libs/b"]),
        ('[tool.uv.workspace]\nmembers = ["libs/*", "tools/c"]\nexclude = ["libs/b"]\n', ["libs/a", "tools/c"]),
        ('[tool.uv.workspace]\nmembers = ["**"]\n', ["libs/a", "libs/b", "tools/c"]),
        ('[tool.uv.workspace]\nmembers = ["libs/[ab]", "./tools/?", "../x", "/y"]\n', ["libs/a", "libs/b", "tools/c"]),
        ('[tool.rye.workspace]\nmembers = ["tools/*"]\n', ["tools/c"]),
        ('[tool.hatch.envs.default]\nworkspace.members = ["libs/a", {path = "tools/c"}]\n', ["libs/a", "tools/c"]),
        ('[tool.hatch.envs.x.workspace]\nmembers = ["libs/*"]\nexclude = ["libs/a*"]\n', ["libs/b"]),
        ('[tool.poetry.dependencies]\na = {path = "libs/a", develop = true}\npython = "^3.11"\n', ["libs/a"]),
        ('[tool.poetry.group.dev.dependencies]\nb = {path = "./libs/b"}\n', ["libs/b"]),
        ('[tool.uv.sources]\nc = {path = "tools/c", editable = true}\nd = {git = "x"}\n', ["tools/c"]),
        ('[project]\nname = "top"\n', []),
        ('[tool.poetry]\nname = "top"\n', []),
        ("", ["libs/a", "libs/b", "tools/c"]),
        ("[tool.ruff]\n", ["libs/a", "libs/b", "tools/c"]),
        ("what is this", ["libs/a", "libs/b", "tools/c"]),
        ("[tool.uv]\nworkspace = 3\n[tool.hatch]\nenvs = []\n", ["libs/a", "libs/b", "tools/c"]),
    ],
)
def test_the_top_says_who_its_members_are(top, members, tmp_path):
    assert folders(found(tmp_path, **{"pyproject.toml": top, **THREE})) == members


def test_hatch_has_a_file_of_its_own(tmp_path):
    files = {"hatch.toml": '[envs.default]\nworkspace.members = ["libs/*"]\n', **THREE}

    assert folders(found(tmp_path, **files)) == ["libs/a", "libs/b"]


@pytest.mark.parametrize("name", ["setup.py", "setup.cfg"])
def test_a_top_that_is_a_project_has_no_members_unless_it_says_so(name, tmp_path):
    assert found(tmp_path, **{name: "", **THREE}) == []


def test_an_unlisted_project_is_an_outermost_one_that_is_no_trial(tmp_path):
    files = {
        **project("a"), **project("a/inner"), **project("tests/data"), **project("docs/x"), **project(".tox/y"),
        **project("deep/er/b"), **project("node_modules/z"), **project("build/q"), **project("pkg"),
        "pkg/__init__.py": "", **project("lib/sub"), "lib/__init__.py": "", "old/setup.py": "raise SystemExit",
    }  # fmt: skip

    assert folders(found(tmp_path, **files)) == ["a", "deep/er/b", "old"]


@pytest.mark.parametrize(
    ("pants", "members"),
    [
        ("", [("apps/web", ("apps/web/src",)), ("src/python", ("src/python",)), ("src", ("src",))]),
        ('[source]\nroot_patterns = ["/src/*"]\n', [("src/python", ("src/python",))]),
        ('[source]\nroot_patterns = ["src/python"]\nmarker_filenames = ["HERE"]\n',
         [("apps/web", ("apps/web/lib",)), ("src/python", ("src/python",))]),
        ('[source]\nroot_patterns = ["src", "lib", "/"]\n',
         [("apps/web", ("apps/web/lib", "apps/web/src")), ("src", ("src",))]),
    ],
)  # fmt: skip
def test_pants_finds_source_roots_by_patterns_and_markers(pants, members, tmp_path):
    files = {
        "pants.toml": pants, **project("apps/web"), "apps/web/src/x.py": "", "apps/web/lib/HERE": "",
        "src/python/y.py": "",
    }  # fmt: skip

    assert sorted((folder, roots) for folder, _, roots in found(tmp_path, **files)) == sorted(members)


def test_a_label_is_the_project_s_name_or_its_folder_where_two_are_alike(tmp_path):
    files = {
        **project("libs/a", "Acme.Billing_X"), **project("libs/b", "acme-billing-x"), "libs/Some_Thing/setup.cfg": "",
    }  # fmt: skip

    assert [label for _, label, _ in found(tmp_path, **files)] == ["some-thing", "acme-billing-x", "libs-b"]


def test_the_settings_of_members_come_with_the_top(tmp_path):
    put(tmp_path / "archlint.toml", RULE)
    put(tmp_path / "a/pyproject.toml", PROJECT.format("a"))
    put(tmp_path / "a/archlint.toml", '[rules.x]\ntype = "acyclic"\n')
    put(tmp_path / "b/pyproject.toml", PROJECT.format("b") + "[tool.archlint.rules.acyclic]\n")
    put(tmp_path / "c/pyproject.toml", PROJECT.format("c"))

    settings = workspace(tmp_path / "archlint.toml")

    assert settings.inside == ""
    assert list(settings.rules) == ["acyclic", "a:x", "b:acyclic"]
    assert [part.lead for part in settings.parts] == ["", "a:", "b:"]
    assert settings.stands(("members", "a", "rules", "x", "type")) == (
        "a/archlint.toml",
        settings.place(("members", "a", "rules", "x", "type")),
    )
    file, place = settings.stands(("members", "b", "rules", "acyclic"), at_key=True)
    assert (file, place and place.line) == ("b/pyproject.toml", 3)


def test_inside_a_member_the_top_is_found(tmp_path):
    put(tmp_path / "archlint.toml", RULE)
    for name in "ab":
        put(
            tmp_path / name / "pyproject.toml",
            PROJECT.format(name) + f'[tool.archlint.rules.{name}]\ntype = "acyclic"\n',
        )

    settings = workspace(tmp_path / "b/pyproject.toml")

    assert (settings.root, settings.inside) == (tmp_path, "b")
    assert list(settings.rules) == ["acyclic", "b:b"]


@pytest.mark.parametrize("border", [".git", "nothing"])
def test_a_repository_ends_the_search_for_a_top(border, tmp_path):
    put(tmp_path / "archlint.toml", RULE)
    put(tmp_path / "sub/pyproject.toml", PROJECT.format("sub") + "[tool.archlint.rules.acyclic]\n")
    put(tmp_path / "sub" / border)

    assert workspace(tmp_path / "sub/pyproject.toml").inside == ("" if border == ".git" else "sub")


def test_a_project_that_no_top_counts_stands_for_itself(tmp_path):
    put(tmp_path / "pyproject.toml", PROJECT.format("top") + "[tool.archlint.rules.acyclic]\n")
    put(tmp_path / "sub/archlint.toml", RULE)
    put(tmp_path / "sub/pyproject.toml", PROJECT.format("sub"))

    settings = workspace(tmp_path / "sub/archlint.toml")

    assert (settings.root, settings.inside, settings.members) == (tmp_path / "sub", "", ())


def test_a_member_s_broken_file_is_told_by_its_name(tmp_path):
    put(tmp_path / "archlint.toml", RULE)
    put(tmp_path / "a/pyproject.toml", PROJECT.format("a"))
    put(tmp_path / "a/archlint.toml", "x = ")

    with pytest.raises(SettingsError) as caught:
        workspace(tmp_path / "archlint.toml")

    assert "a/archlint.toml:1:5" in words(caught.value)


def test_a_top_without_settings_names_those_of_its_members(tmp_path):
    put(tmp_path / "a/pyproject.toml", PROJECT.format("a") + "[tool.archlint.rules.acyclic]\n")

    with pytest.raises(SettingsError) as caught:
        find(tmp_path)

    told = words(caught.value)
    assert "help: members have settings of their own (" in told
    assert "a/pyproject.toml): run archlint there" in told
    assert "`archlint init` proposes a first rule, or three lines in archlint.toml make one:" in told
