"""What names lead to, with every module known."""

import pytest

from tests.source.codebases import edges, reading, records, write

SHOP = {
    "shop/__init__.py": "",
    "shop/db/__init__.py": "",
    "shop/db/orm.py": "",
    "shop/web.py": "",
}


def of_web(tmp_path, text, **others):
    """Return the (target, name) pairs and the unresolved targets of shop.web with this text."""
    imports = reading(tmp_path, {**SHOP, "shop/web.py": text, **others})
    assert {record[0] for record in records(imports)} <= {"shop.web"}
    return [record[1:3] for record in records(imports)], [one.target for one in imports.unresolved]


@pytest.mark.parametrize(
    ("text", "target", "name"),
    [
        ("import shop.db.orm", "shop.db.orm", ""),
        ("import shop.db.orm as o", "shop.db.orm", ""),
        ("import shop", "shop", ""),
        ("from shop.db import orm", "shop.db.orm", ""),
        ("from shop.db import Thing", "shop.db", "Thing"),
        ("from shop.db.orm import Thing as T", "shop.db.orm", "Thing"),
        ("from shop.db import *", "shop.db", "*"),
        ("from . import db", "shop.db", ""),
        ("from . import Thing", "shop", "Thing"),
        ("from .db import orm", "shop.db.orm", ""),
        ("from .db.orm import Thing", "shop.db.orm", "Thing"),
        ("__import__('shop.db.orm')", "shop.db.orm", ""),
        ("import json.decoder", "json.decoder", ""),
        ("from google.cloud import storage", "google.cloud", "storage"),
        ("import google.cloud.storage", "google.cloud.storage", ""),
        ("from requests import *", "requests", "*"),
        ("from __future__ import annotations", "__future__", "annotations"),
    ],
)
def test_an_import_leads_to_the_module_it_means(tmp_path, text, target, name):
    assert of_web(tmp_path, text) == ([(target, name)], [])


def test_relative_imports_start_from_the_package(tmp_path):
    files = {
        "shop/__init__.py": "from . import db",
        "shop/db/__init__.py": "from . import orm\nfrom .. import web",
        "shop/db/orm.py": "from .. import web\nfrom ..web import page\nfrom . import x",
        "shop/web.py": "",
    }

    assert edges(reading(tmp_path, files)) == {
        ("shop", "shop.db"),
        ("shop.db", "shop.db.orm"),
        ("shop.db", "shop.web"),
        ("shop.db.orm", "shop.web"),
        ("shop.db.orm", "shop.db"),
    }


def test_an_import_of_itself_is_left_out(tmp_path):
    files = {
        "shop/__init__.py": "from . import name\nimport shop\nfrom shop import other",
        "shop/a.py": "import shop.a",
    }

    assert records(reading(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("text", "near", "gone"),
    [
        ("import shop.gone", ("shop", "gone"), "shop.gone"),
        ("import shop.db.gone.deeper", ("shop.db", "gone.deeper"), "shop.db.gone.deeper"),
        ("from shop.gone import a, b", ("shop", "gone"), "shop.gone"),
        ("from .gone import *", ("shop", "gone"), "shop.gone"),
        ("from shop.db.orm.gone import x", ("shop.db.orm", "gone"), "shop.db.orm.gone"),
        ("__import__('shop.gone')", ("shop", "gone"), "shop.gone"),
    ],
)
def test_a_missing_module_is_told_once_and_leads_to_what_is_above_it(tmp_path, text, near, gone):
    assert of_web(tmp_path, text) == ([near], [gone])


def test_a_missing_module_has_its_place(tmp_path):
    imports = reading(tmp_path, {**SHOP, "shop/web.py": "x = 1\nif x: import shop.gone"})

    assert imports.unresolved == (("shop.web", "shop.gone", "shop/web.py", 2, 7),)


@pytest.mark.parametrize(("text", "gone"), [("from .. import x", "..x"), ("from ...a.b import x", "...a.b")])
def test_a_relative_import_beyond_the_top_is_told_and_leads_nowhere(tmp_path, text, gone):
    assert of_web(tmp_path, text) == ([], [gone])


def test_a_name_that_a_package_passes_on_stays_the_package_s(tmp_path):
    """What lies behind the name is asked by who wants to know; an import is what is written."""
    files = {
        **SHOP,
        "shop/db/__init__.py": "from .orm import Query, Query as orm_query\nfrom . import orm as store",
        "shop/__init__.py": "from .db import *\n__all__ = ['Query', 'db', 'nothing']",
        "shop/web.py": "from shop import Query as Q, db\nfrom shop.db import Query, orm_query, store",
    }

    imports = reading(tmp_path, files)

    assert [record[1:3] for record in records(imports) if record[0] == "shop.web"] == [
        ("shop", "Query"),
        ("shop.db", ""),
        ("shop.db", "Query"),
        ("shop.db", "orm_query"),
        ("shop.db", "store"),
    ]
    assert imports.unresolved == ()


@pytest.mark.parametrize(
    ("change", "target", "name"),
    [
        ({}, "shop.db", "orm"),
        ({"shop/db/orm.py": ""}, "shop.db.orm", ""),
        ({"shop/db/orm/__init__.py": ""}, "shop.db.orm", ""),
        ({"shop/db/orm/deep.py": ""}, "shop.db", "orm"),
        ({"shop/db/orm.pyi": ""}, "shop.db", "orm"),
        ({"shop/db/ORM.py": ""}, "shop.db", "orm"),
        ({"shop/db/orm.txt": ""}, "shop.db", "orm"),
        ({"shop/db/orm.v2.py": ""}, "shop.db", "orm"),
        ({"shop/db/orm.py": "", "shop/db/__init__.py": "orm = 1"}, "shop.db.orm", ""),
    ],
)
@pytest.mark.parametrize("text", ["from shop.db import orm", "from .db import orm", "from shop.db import orm as o"])
def test_from_a_package_comes_the_submodule_where_there_is_one(tmp_path, text, change, target, name):
    files = {"shop/__init__.py": "", "shop/db/__init__.py": "", "shop/web.py": text, **change}
    imports = reading(tmp_path, files)

    assert [record[1:3] for record in records(imports) if record[0] == "shop.web"] == [(target, name)]
    assert imports.unresolved == ()


def test_a_module_that_comes_or_goes_changes_what_others_import(tmp_path):
    def now():
        return of_web(tmp_path, "from shop import new\nfrom shop.db import orm")

    before = now()
    (tmp_path / "shop" / "new.py").write_text("")
    (tmp_path / "shop" / "db" / "orm.py").unlink()
    rest = {**SHOP}
    del rest["shop/db/orm.py"]
    after = reading(tmp_path, {**rest, "shop/web.py": "from shop import new\nfrom shop.db import orm"})

    assert before == ([("shop", "new"), ("shop.db.orm", "")], [])
    assert [record[1:3] for record in records(after)] == [("shop.new", ""), ("shop.db", "orm")]


@pytest.mark.parametrize(
    "file", ["_speed.cpython-311-x86_64-linux-gnu.so", "_speed.pyd", "_speed.abi3.so", "_speed.pyi", "_speed.pyx"]
)
@pytest.mark.parametrize("text", ["from shop._speed import fast", "import shop._speed", "from . import _speed"])
def test_a_compiled_module_exists_and_leads_to_its_package(tmp_path, file, text):
    assert of_web(tmp_path, text, **{f"shop/{file}": ""}) == ([("shop", "_speed")], [])


def test_a_folder_is_no_module_and_nothing_is_missing(tmp_path):
    others = {"shop/forms/login.py": "", "shop/forms/deep/er.py": ""}

    assert of_web(tmp_path, "import shop.forms\nfrom shop import forms\nfrom shop.forms import deep", **others) == (
        [("shop", "forms"), ("shop", "forms"), ("shop", "forms.deep")],
        [],
    )
    assert of_web(tmp_path, "from shop.forms import login, gone", **others) == (
        [("shop", "forms.gone"), ("shop.forms.login", "")],
        ["shop.forms.gone"],
    )


def test_of_a_shared_namespace_only_what_was_read_is_first_party(tmp_path):
    text = """\
import google.cloud.ours.api
from google.cloud import ours, storage
from google import cloud, auth
import google.cloud.storage.blob
import google
from google.cloud.ours import gone
from . import api, lost
"""
    imports = reading(tmp_path, {"google/cloud/ours/api.py": "", "google/cloud/ours/web.py": text})

    assert [record[1:3] for record in records(imports)] == [
        ("google.cloud.ours.api", ""),
        ("google.cloud", "storage"),
        ("google", "auth"),
        ("google.cloud.storage.blob", ""),
        ("google", ""),
        ("google.cloud.ours", "gone"),
        ("google.cloud.ours.api", ""),
    ]
    assert [one.target for one in imports.unresolved] == ["google.cloud.ours.lost"]
    assert imports.externals == ("google", "google.cloud", "google.cloud.ours", "google.cloud.storage.blob")


def test_a_bare_folder_does_not_hide_a_library_of_its_name(tmp_path):
    files = {"alembic/env.py": "import alembic\nfrom alembic import op", "platform/x.py": "import platform"}

    imports = reading(tmp_path, files)

    assert imports.externals == ("alembic", "platform")
    assert imports.stdlib == bytes([0, 1])


def test_a_module_of_ours_hides_a_library_of_its_name(tmp_path):
    imports = reading(tmp_path, {"queue.py": "", "types/__init__.py": "", "app.py": "import queue, types.x"})

    assert edges(imports) == {("app", "queue"), ("app", "types")}
    assert [one.target for one in imports.unresolved] == ["types.x"]


def test_a_star_import_of_a_package_loads_the_submodules_in_its_all(tmp_path):
    files = {
        "shop/__init__.py": "__all__ = ['db', 'Thing']",
        "shop/db.py": "",
        "shop/web.py": "",
        "app.py": "if 1: from shop import *",
    }

    assert records(reading(tmp_path, files)) == [
        ("app", "shop", "*", "runtime conditional"),
        ("app", "shop.db", "", "runtime conditional"),
    ]


def test_the_standard_library_is_that_of_every_python(tmp_path):
    text = "import os.path, distutils.core, imp, tomllib, __future__, _thread, requests, osx, compression.zstd"
    imports = reading(tmp_path, {"app.py": text})

    third = [name for name, flag in zip(imports.externals, imports.stdlib, strict=True) if not flag]
    assert third == ["osx", "requests"]


def test_records_are_sorted_and_said_once(tmp_path):
    files = {"b.py": "import z, a, z\nimport a\nfrom a import y, x, y", "a.py": "import b"}

    imports = reading(tmp_path, files)

    assert records(imports) == [
        ("a", "b", "", "runtime"),
        ("b", "a", "", "runtime"),
        ("b", "z", "", "runtime"),
        ("b", "a", "", "runtime"),
        ("b", "a", "x", "runtime"),
        ("b", "a", "y", "runtime"),
    ]
    assert list(imports.line) == [1, 1, 1, 2, 3, 3]
    assert imports.names == ("", "x", "y")


def test_exports_stand_under_the_node_of_their_module(tmp_path):
    imports = reading(tmp_path, {"b.py": "__all__ = ['y', 'x']", "a.py": "", "c.py": "__all__ = []"})

    assert imports.exports == {1: ("x", "y"), 2: ()}


def test_lines_are_given_as_they_were_read(tmp_path):
    files = {
        "a.py": "# coding: latin-1\r\nx = 'é'\r\x0cy = 1\n".encode("latin-1"),
        "b.py": b"x = '\xff'\n",
        "c.py": b"# coding: no\n",
    }
    imports = reading(tmp_path, files)

    assert imports.lines("a.py") == ("# coding: latin-1", "x = 'é'", "\x0cy = 1")
    assert imports.lines("b.py") == ("x = '\ufffd'",)
    assert imports.lines("c.py") == ("# coding: no",)
    (tmp_path / "a.py").unlink()
    assert imports.lines("a.py") == ()


def test_dependencies_named_by_the_project_are_known_without_being_imported(tmp_path):
    files = {
        "app.py": "",
        "pyproject.toml": '[project]\ndependencies = ["PyYAML>=6", "zope.interface", "my-lib[x]"]\n'
        'optional-dependencies = {a = ["python-dateutil"]}\n'
        '[dependency-groups]\ndev = ["pytest", {include-group = "x"}]\n'
        '[tool.poetry.dependencies]\nhttpx = "^1"\n[tool.poetry.group.docs.dependencies]\nsphinx = "*"\n',
        "requirements.txt": "# note\n-r other.txt\ndjango==5 ; python_version > '3'\nhttps://example.org/x.whl\n",
        "uv.lock": '[[package]]\nname = "google-cloud-storage"\n',
        "poetry.lock": "not [ toml",
    }
    known = reading(tmp_path, files).distributions()

    assert {"yaml", "zope", "my_lib", "dateutil", "pytest", "httpx", "sphinx", "django", "google", "json"} <= known
    assert {"r", "note", "other", "requests"} & known == set()


def test_timings_are_filled_in_on_the_way_up(tmp_path):
    from archlint.settings import Course, Request, Settings
    from archlint.source import read

    course = Course()
    read(Request(Settings(write(tmp_path, "a.py"), "archlint.toml", {}), course=course))

    assert course.timings["source"] >= 0
