"""`archlint affected --against REV`: what a change can reach, for whoever runs only the tests that it may break."""

import json
import subprocess
import sys
from random import Random

import networkx
import pytest

pytestmark = pytest.mark.git

FILES = {
    "archlint.toml": '[rules.acyclic]\nmodules = ["shop"]\n',
    "shop/__init__.py": "",
    "shop/db.py": "ROWS = 1\n",
    "shop/orders.py": "from shop import db\n",
    "shop/web.py": "from shop import orders\n",
    "shop/types.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import shop.db\n",
    "shop/mail/__init__.py": "",
    "shop/mail/smtp.py": "",
    "tests/test_web.py": "from shop import web\n\ndef test_it():\n    pass\n",
    "tests/test_mail.py": "import shop.mail.smtp\n\ndef test_it():\n    pass\n",
    "tests/conftest.py": "",
    "tests/tools.py": "import shop.web\n",
}


@pytest.fixture
def shop(tree, repository):
    tree(FILES)
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    return repository


def listed(call, *words):
    done = call("affected", "--against", "HEAD", *words)
    assert done.code == 0, done.err
    return done.out.split()


def test_who_imports_what_has_changed_is_listed_by_whatever_way(shop, tree, call):
    tree({"shop/db.py": "ROWS = 2\n"})

    assert listed(call) == ["shop/db.py", "shop/orders.py", "shop/web.py", "tests/test_web.py", "tests/tools.py"]
    assert listed(call, "--tests") == ["tests/test_web.py"]
    assert listed(call, "--tests", "--modules") == ["tests.test_web"]


def test_where_nothing_has_changed_nothing_is_listed(shop, call):
    assert listed(call) == []


def test_a_package_runs_before_what_lies_in_it(shop, tree, call):
    tree({"shop/mail/__init__.py": "import os\n"})

    assert listed(call) == ["shop/mail/__init__.py", "shop/mail/smtp.py", "tests/test_mail.py"]


def test_what_pytest_loads_before_tests_reaches_them(shop, tree, call):
    tree({"tests/conftest.py": "import os\n"})

    assert listed(call, "--tests") == ["tests/test_mail.py", "tests/test_web.py"]


def test_a_deleted_module_reaches_who_imports_it_still(shop, call):
    shop("rm", "--quiet", "shop/db.py")

    assert listed(call, "--tests") == ["tests/test_web.py"]


def test_a_moved_module_reaches_who_imports_the_old_name(shop, call):
    shop("mv", "shop/mail/smtp.py", "shop/mail/post.py")

    assert "tests/test_mail.py" in listed(call)


def test_a_file_that_nobody_has_added_counts(shop, tree, call):
    tree({"tests/test_new.py": ""})

    assert listed(call, "--tests") == ["tests/test_new.py"]


def test_what_is_no_python_is_told_and_not_followed(shop, tree, call):
    tree({"shop/rows.json": "{}"})

    done = call("affected", "--against", "HEAD")

    assert (done.code, done.out) == (0, "")
    assert done.err == "note: who reads shop/rows.json is not known, so nothing is listed for it\n"
    assert json.loads(call("affected", "--against", "HEAD", "--format", "json").out)["unknown"] == ["shop/rows.json"]


def test_json_says_by_which_way(shop, tree, call):
    tree({"shop/db.py": "ROWS = 2\n"})

    told = json.loads(call("affected", "--against", "HEAD", "--tests", "--format", "json").out)

    assert told["changed"] == ["shop/db.py"]
    assert told["affected"] == [
        {
            "path": "tests/test_web.py",
            "module": "tests.test_web",
            "way": ["tests.test_web", "shop.web", "shop.orders", "shop.db"],
            "test": True,
        }
    ]


def test_pytest_takes_the_list(shop, tree, call, tmp_path):
    tree({"shop/db.py": "ROWS = 2\n"})

    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *listed(call, "--tests")]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "1 passed" in done.stdout, done.stdout


def test_without_a_revision_it_says_what_it_takes(shop, call):
    done = call("affected")

    assert done.code == 2
    assert "--against" in done.err


@pytest.mark.parametrize("seed", range(12))
def test_what_is_reached_is_what_networkx_reaches(seed, tree, repository, call):
    """Packages run before what is in them, so an edge leads from each module to its packages."""
    random = Random(seed)
    names = [f"shop.p{package}.m{module}" for package in range(3) for module in range(4)]
    packages = ["shop", *(f"shop.p{package}" for package in range(3))]
    edges = {(one, other) for one in names for other in names if one != other and random.random() < 0.12}
    graph: networkx.DiGraph[str] = networkx.DiGraph(edges)
    graph.add_nodes_from([*names, *packages])
    graph.add_edges_from(
        (name, above) for name in [*names, *packages[1:]] for above in packages if name.startswith(f"{above}.")
    )
    files = {f"{one.replace('.', '/')}/__init__.py": "" for one in packages}
    files |= {
        f"{one.replace('.', '/')}.py": "".join(f"import {b}\n" for a, b in sorted(edges) if a == one) for one in names
    }
    tree({"archlint.toml": FILES["archlint.toml"], **files})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    changed = random.sample([*names, "shop.p1"], 2)
    for name in changed:
        path = next(
            path for path in (f"{name.replace('.', '/')}.py", f"{name.replace('.', '/')}/__init__.py") if path in files
        )
        tree({path: files[path] + "x = 1\n"})

    found = set(listed(call, "--modules"))

    assert found == {*changed}.union(*(networkx.ancestors(graph, name) for name in changed))
