"""What project files, requirement files and lock files say in every dialect, and what is made of it for each module."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from archlint.source.projects.catalogue import catalogue
from archlint.source.projects.locks import locked
from archlint.source.projects.providers import Providers
from archlint.source.projects.requirements import listed, normalised, required
from tests.source.codebases import reading, write

STANDARD = """
[project]
name = "My.Shop"
dependencies = ["A-lib>=1", "b.lib [x] ; python_version > '3'"]
optional-dependencies = { extra = ["c_lib"] }
scripts = { shop = "shop.cli:main [x]" }
gui-scripts = { shop = "shop.window" }
entry-points = { plugins = { one = "shop.plugin:One" } }
[dependency-groups]
dev = ["d-lib", { include-group = "more" }]
more = ["e-lib"]
"""
POETRY = """
[tool.poetry]
name = "my-shop"
scripts = { shop = "shop.cli:main", other = { callable = "shop.window:main" } }
plugins = { plugins = { one = "shop.plugin:One" } }
[tool.poetry.dependencies]
python = "^3.11"
a-lib = "*"
B_lib = { version = "1", optional = true }
[tool.poetry.dev-dependencies]
c-lib = "*"
[tool.poetry.group.test.dependencies]
d-lib = "*"
e-lib = { path = "../e" }
"""
TOOLS = """
[project]
name = "my-shop"
dependencies = ["a-lib"]
[tool.uv]
dev-dependencies = ["b-lib"]
[tool.pdm.dev-dependencies]
test = ["c-lib", "-e file:///x#egg=d-lib"]
[tool.hatch.envs.test]
dependencies = ["e-lib"]
"""
SETUP_CFG = """
[metadata]
name = my_shop
[options]
install_requires =
    a-lib>=1  # why
    b-lib
[options.extras_require]
extra = c-lib
    d-lib; python_version > "3"
other = e-lib
[options.entry_points]
console_scripts =
    shop = shop.cli:main
    window = shop.window:main
plugins = one = shop.plugin:One
"""
SETUP_PY = """
from setuptools import find_packages, setup
EXTRAS = {"extra": ["c-lib", "d-lib"]}
setup(
    name="My-Shop", packages=find_packages(), install_requires=("a-lib", "b-lib"), extras_require=EXTRAS,
    tests_require=["e-lib"],
    entry_points={"console_scripts": ["shop = shop.cli:main", "w = shop.window:main"], "p": "one = shop.plugin:One"},
)
open("executed", "w")
"""
PIPFILE = '[packages]\na-lib = "*"\n"b.lib" = { git = "x" }\n[dev-packages]\nc-lib = "*"\nd-lib = "*"\ne-lib = "*"\n'
ALL = {"a-lib", "b-lib", "c-lib", "d-lib", "e-lib"}


def project(folder: Path, files: dict[str, str]):
    """Return the one project of a tree with one module."""
    [found] = reading(folder, {"shop.py": "", **files}).projects().all
    return found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", STANDARD),
        ("pyproject.toml", POETRY),
        ("pyproject.toml", TOOLS),
        ("setup.cfg", SETUP_CFG),
        ("setup.py", SETUP_PY),
        ("Pipfile", PIPFILE),
        (
            "requirements.txt",
            "a-lib\nB.lib==1\nc_lib[x]\n-e git+https://example.org/d#egg=d-lib\nhttps://x/e_lib-1.whl\n",
        ),
    ],
)
def test_every_dialect_says_the_same(tmp_path, name, text):
    found = project(tmp_path, {name: text})

    assert found.dependencies == ALL
    assert (found.folder, found.file, found.complete) == ("", name, True)
    if name not in ("Pipfile", "requirements.txt"):
        assert found.name == "my-shop"
    if "plugin" in text:
        assert found.entry_points == ("shop.cli", "shop.plugin", "shop.window")
    assert not (tmp_path / "executed").exists()


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": '[project]\nname = "x"\ndynamic = ["dependencies"]\n', "requirements.txt": "a-lib\n"},
        {
            "pyproject.toml": '[project]\nname = "x"\ndynamic = ["dependencies"]\n'
            '[tool.setuptools.dynamic]\ndependencies = { file = ["needs/all.list"] }\n',
            "needs/all.list": "a-lib\n",
        },
        {
            "pyproject.toml": '[project]\nname = "x"\ndynamic = ["dependencies"]\n'
            '[tool.hatch.metadata.hooks.uv-dynamic-versioning]\ndependencies = ["a-lib=={{ version }}"]\n'
        },
        {
            "pyproject.toml": '[project]\nname = "x"\ndynamic = ["dependencies"]\n',
            "uv.lock": '[[package]]\nname = "x"\nsource = { editable = "." }\ndependencies = [{ name = "a-lib" }]\n'
            '[[package]]\nname = "a-lib"\ndependencies = [{ name = "b-lib" }]\n',
        },
        {"pyproject.toml": "[build-system]\nrequires = []\n", "setup.cfg": "[options]\ninstall_requires = a-lib\n"},
        {"setup.cfg": "[metadata]\nname = x\n[options]\ninstall_requires = file: needs.txt\n", "needs.txt": "a-lib\n"},
        {"setup.py": "import setuptools\nsetuptools.setup(install_requires=read())\n", "requirements.txt": "a-lib\n"},
        {
            "requirements.in": "a-lib\n",
            "requirements.txt": "a-lib==1\n    # via -r requirements.in\nb==1  # via a-lib\n",
        },
        {
            "requirements.txt": "-r more/base.txt\n-c other.txt\n",
            "more/base.txt": "--requirement=../deep.txt\n",
            "deep.txt": "a-lib",
        },
        {"requirements/base.in": "a-lib  # comment, with b-lib\n"},
    ],
)
def test_what_one_file_leaves_to_another_is_found_there(tmp_path, files):
    found = project(tmp_path, files)

    assert (found.dependencies, found.complete) == ({"a-lib"}, True)


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": '[project]\nname = "x"\ndynamic = ["dependencies"]\n'},
        {"setup.py": "from setuptools import setup\nsetup(install_requires=read())\n"},
        {"setup.py": "from setuptools import setup\nsetup(**everything)\n"},
    ],
)
def test_dependencies_that_are_computed_are_not_known(tmp_path, files):
    assert not project(tmp_path, files).complete


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": "[tool.ruff]\n"},
        {"setup.py": "def setup(): ...\nsetup()\n"},
        {"setup.cfg": "[flake8]\nmax = 1\n"},
        {"constraints.txt": "a-lib\n"},
        {"requirements.txt": "# nothing yet\n"},
    ],
)
def test_files_of_tools_make_no_project(tmp_path, files):
    assert reading(tmp_path, {"shop.py": "", **files}).projects().all == ()


def test_beside_a_project_file_only_lists_for_a_purpose_count(tmp_path):
    files = {
        "pyproject.toml": '[project]\nname = "x"\ndependencies = []\n',
        "requirements.txt": "frozen==1\n",
        "requirements-dev.txt": "linter\n",
        "requirements/test.txt": "tester\n",
        "requirements/prod.txt": "server\n",
    }
    imports = reading(tmp_path, {"shop.py": "", **files})

    [found] = imports.projects().all
    assert found.dependencies == {"linter", "tester"}
    assert {"frozen", "server"} <= imports.projects().distributions


def test_a_module_belongs_to_the_innermost_project(tmp_path):
    text = '[project]\nname = "{}"\ndependencies = ["{}"]\n'
    files = {
        "pyproject.toml": text.format("top", "a") + '[dependency-groups]\ndev = ["g"]\n',
        "uv.lock": '[[package]]\nname = "a"\n',
        "members/in/pyproject.toml": text.format("in", "b") + '[dependency-groups]\ndev = ["h"]\n',
        "members/in/src/one/deep/x.py": "",
        "members/in/tests/requirements.txt": "t\n",
        "members/in/tests/y.py": "",
        "members/out/poetry.lock": '[[package]]\nname = "b"\n[package.dependencies]\nc = "*"\n',
        "members/out/z.py": "",
        "w.py": "",
    }
    imports = reading(tmp_path, files)
    found = imports.projects()

    owners = dict(zip(imports.paths, (found.all[i].folder for i in found.owner), strict=True))
    assert owners == {
        "members/in/src/one/deep/x.py": "members/in",
        "members/in/tests/y.py": "members/in/tests",
        "members/out/z.py": "",
        "w.py": "",
    }
    top, inner, tests = found.all
    assert [sorted(one) for one in (top.dependencies, top.carried)] == [["a", "g"], ["a"]]
    assert [sorted(one) for one in (inner.dependencies, inner.carried)] == [["b", "g", "h"], ["b"]]
    assert (tests.name, tests.file) == ("in", "members/in/tests/requirements.txt")
    assert tests.dependencies == {"b", "g", "h", "t"}
    assert top.locked == inner.locked == {"a": frozenset()}
    assert {"one"} <= inner.own


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("pyproject.toml", "[project]\nname = ", (2, 8)),
        ("poetry.lock", '[[package]]\nname = "a\n', (2, 10)),
        ("Pipfile", "[packages\n", (1, 10)),
        ("setup.cfg", "no section\n", (0, 0)),
        ("uv.lock", b"name = '\xff'", (0, 0)),
        ("uv.lock", "a = " + "[" * 20000, (0, 0)),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_place(tmp_path, name, text, place):
    [unread] = reading(tmp_path, {"shop.py": "", name: text}).projects().unread

    assert (unread.path, unread.line) == (name, place[0])
    assert abs(unread.column - place[1]) <= 1  # Pythons differ in what the end of a line is
    assert unread.message
    assert "at line" not in unread.message


@pytest.mark.parametrize("shape", ["1", "[]", '"x"', "{ x = 1 }", "[1, {}, []]"])
@pytest.mark.parametrize(
    "key",
    [
        *("project", "project.dependencies", "project.optional-dependencies", "project.dynamic", "project.scripts"),
        *("project.entry-points", "project.name", "dependency-groups", "build-system.requires", "tool", "tool.poetry"),
        *(
            "tool.poetry.dependencies",
            "tool.poetry.group",
            "tool.poetry.scripts",
            "tool.uv",
            "tool.pdm.dev-dependencies",
        ),
        *("tool.hatch.envs", "tool.setuptools.dynamic.dependencies", "tool.hatch.metadata.hooks.requirements_txt"),
        *("tool.setuptools.dynamic.optional-dependencies", "package", "packages"),
    ],
)
def test_tables_of_another_shape_harm_nobody(tmp_path, key, shape):
    text = f"{key} = {shape}\n"

    reading(tmp_path, {"shop.py": "", "pyproject.toml": text, "uv.lock": text, "Pipfile": text}).projects()


@pytest.mark.parametrize(
    "text",
    [
        '[[package]]\nname = "A.b"\ndependencies = [{name = "c"}]\noptional-dependencies = { x = [{ name = "D" }] }\n',
        '[[package]]\nname = "a-b"\n[package.dependencies]\nc = "*"\nD = { version = "1", optional = true }\n',
        '[[package]]\nname = "a-b"\ndependencies = ["c>=1", "d; x"]\n',
        '[[packages]]\nname = "a-b"\ndependencies = [{ name = "c" }, { name = "d" }]\n',
        '[[package]]\nname = "a-b"\ndependencies = ["c"]\n[[package]]\nname = "a-b"\ndependencies = ["d"]\n',
    ],
)
def test_every_lock_says_the_same(text):
    assert locked(text) == {"a-b": {"c", "d"}}


def test_a_compiled_list_says_what_was_asked_for_and_what_came_along():
    text = "#\n# by a tool\n#\nanyio==4 \\\n    --hash=sha256:1\n    # via\n    #   httpx\n    #   starlette\n"
    text += "httpx==1\n    # via -r requirements.in\nidna==3  # via anyio, httpx\nshop==1 # via shop (pyproject.toml)\n"

    found = listed(["requirements.txt"], lambda path: text)

    assert found.wanted == {"httpx", "shop"}
    assert found.locked == {"httpx": {"anyio", "idna"}, "starlette": {"anyio"}, "anyio": {"idna"}}


def test_what_lies_above_the_settings_is_no_part_of_the_tree(tmp_path):
    write(tmp_path, {"above.txt": "a-lib\n"})
    text = f"-r ../above.txt\n-r {tmp_path}/above.txt\n-r nul\0.txt\nb-lib\n"

    assert project(tmp_path / "tree", {"requirements.txt": text}).dependencies == {"b-lib"}


def test_a_folder_that_a_list_asks_for_is_the_project_in_it(tmp_path):
    lists = (
        "-e ../water[x] ; python_version > '3'\n--editable=./inner\n-e .\nfile:../gone\ndjango-redis\n../air # why\n"
    )
    files = {
        f"packages/{name}/setup.cfg": f"[metadata]\nname = The_{name.replace('/', '_')}\n"
        for name in ("water", "air", "fire/inner")
    }
    files |= {f"packages/{name}/x.py": "" for name in ("water", "air", "fire", "fire/inner")}

    found = reading(tmp_path, {**files, "packages/fire/requirements.txt": lists}).projects()

    fire = next(one for one in found.all if one.folder == "packages/fire")
    assert fire.dependencies == {"the-water", "the-air", "the-fire-inner", "django-redis"}
    assert "the-water" in found.distributions


def test_a_byte_order_mark_harms_nobody(tmp_path):
    assert project(tmp_path, {"pyproject.toml": "\ufeff" + STANDARD.strip()}).name == "my-shop"


def test_lists_that_include_each_other_are_read_once():
    texts = {"a.txt": "-r b.txt\none", "b.txt": "-r a.txt\n-r gone.txt\ntwo"}

    assert listed(["a.txt"], lambda path: texts.get(path, "")).wanted == {"one", "two"}


names = st.from_regex(re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,6}[A-Za-z0-9])?", re.ASCII), fullmatch=True)
tails = st.lists(
    st.sampled_from(
        [
            " ",
            "[x]",
            "[x,y]",
            ">=1",
            "==1.*",
            "~=2.0,<3",
            "(>1)",
            "; python_version < '3'",
            "@ https://a/b",
            "!",
            "/",
            "#",
        ]
    ),
    max_size=3,
).map("".join)


@given(name=names, tail=tails)
def test_a_requirement_has_the_name_that_packaging_reads(name, tail):
    try:
        expected = canonicalize_name(Requirement(name + tail).name)
    except InvalidRequirement:
        return
    assert required(name + tail) == expected == normalised(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("./local", ""),
        ("-e .", ""),
        (".", ""),
        ("local/path", ""),
        ("--index-url https://example.org/simple", ""),
        ("https://example.org/x.zip", ""),
        ("https://example.org/dir/My_Lib-1.0-py3-none-any.whl#sha256=1", "my-lib"),
        ("git+https://example.org/x.git@main#egg=My.Lib&subdirectory=y", "my-lib"),
        ("my-lib @ git+https://example.org/x.git", "my-lib"),
        ("", ""),
        (None, ""),
        ({"include-group": "x"}, ""),
        ("${NAME}", ""),
        ("{{ cookiecutter.name }}", ""),
    ],
)
def test_odd_requirements(text, name):
    assert required(text) == name


def test_modules_find_their_distributions():
    named = [
        "google-cloud-secret-manager",
        "google-cloud-pubsub",
        "python-foo",
        "Apache-Airflow-Providers-Amazon".lower(),
    ]
    providers = Providers([*named, "zope-event", "flask-cors", "snowflake-connector-python"], dict)

    found = {
        "cv2": ("opencv-contrib-python", "opencv-contrib-python-headless", "opencv-python", "opencv-python-headless"),
        "yaml.nodes": ("pyyaml",),
        "google.cloud.secretmanager_v1beta1.types": ("google-cloud-secret-manager",),
        "google.cloud.pubsub_v1": ("google-cloud-pubsub",),
        "google.protobuf.message": ("protobuf",),
        "foo.bar": ("python-foo",),
        "airflow.providers.amazon.aws": ("apache-airflow", "apache-airflow-core", "apache-airflow-providers-amazon"),
        "zope": ("zope-event",),
        "snowflake": ("snowflake-connector-python",),
        "zope.event": ("zope-event",),
        "flask_cors": ("flask-cors",),
        "flask": (),
        "requests": (),
        "google.unheard": (),
    }
    assert {module: providers.of(module) for module in found} == found


def test_what_is_installed_beside_the_settings_is_known_also_where_the_index_is_judged(tmp_path):
    site = ".venv/lib/python3.13/site-packages"
    files = {
        "shop.py": "",
        f"{site}/Old_Ropes-1.0.dist-info/RECORD": "rigging/__init__.py,,\nrigging/a.py,,\nsail.abi3.so,,\n../x.py,,\n",
        f"{site}/cloud_x-1.dist-info/RECORD": "google/cloud/x/__init__.py,,\ngoogle/cloud/x/y/__init__.py,,\n",
        f"{site}/edited-1.dist-info/RECORD": "__editable___edited.py,,\nedited-1.dist-info/METADATA,,\n",
        f"{site}/edited-1.dist-info/top_level.txt": "edits\n",
    }
    found = reading(tmp_path, files).projects()

    assert found.provided("old-ropes") == ("rigging", "sail")
    assert found.providers("rigging.knots") == ("old-ropes",)
    assert found.providers("google.cloud.x.y.z") == ("cloud-x",)
    assert found.providers("edits") == ("edited",)
    assert found.providers("google.cloud") == ()


def test_no_other_environment_is_asked(tmp_path, monkeypatch):
    other = write(tmp_path / "other", {"lib/python3.13/site-packages/ropes-1.dist-info/RECORD": "rigging.py,,\n"})
    monkeypatch.setenv("VIRTUAL_ENV", str(other))

    assert reading(tmp_path / "tree", "shop.py").projects().providers("rigging") == ()


def test_nothing_of_it_is_read_before_it_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "archlint.source.projects")
    imports = reading(tmp_path, {"shop.py": "", "pyproject.toml": STANDARD})

    assert "archlint.source.projects" not in sys.modules
    assert imports.projects() is imports.projects()


def test_the_table_of_names_is_in_order_and_says_nothing_in_vain():
    table = catalogue()
    provided = [module for modules in table.values() for module in modules]

    assert list(table) == sorted(table)
    assert all(name == normalised(name) and modules for name, modules in table.items())
    assert all(re.fullmatch(r"[^\W\d]\w*(\.[^\W\d]\w*)*", module) for module in provided)
    vain = [name for name, modules in table.items() if modules == (name.replace("-", "_"),)]
    assert [name for name in vain if provided.count(name) < 2] == []
