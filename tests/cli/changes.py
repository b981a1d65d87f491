"""A shop in a repository, of which something is changed, and what `archlint affected` and pytest say of that."""

import json
import os
import subprocess
import sys

from tests.git.repositories import Repository

__all__ = ["FILES", "SETTINGS", "lay", "lines", "pytest_in", "told", "work"]

SETTINGS = '[rules.acyclic]\nmodules = ["shop"]\n'
FILES = {
    "archlint.toml": SETTINGS,
    "shop/__init__.py": "",
    "shop/db/__init__.py": "",
    "shop/db/orm.py": "TABLES = 2\n",
    "shop/money.py": "from shop.db import orm\n\n\ndef total():\n    return orm.TABLES\n",
    "shop/web.py": "def page():\n    from shop.money import total\n\n    return total()\n",
    "shop/plugin.py": "NAME = 1\n",
    "shop/loading.py": "import importlib\n\n\ndef load():\n    return importlib.import_module('shop.plugin').NAME\n",
    "shop/hints.py": "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from shop.db.orm import TABLES\n",
    "shop/prices.py": "PRICE = 7\n",
    "tests/__init__.py": "",
    "tests/conftest.py": "import pytest\nfrom shop import prices\n\n\n@pytest.fixture\n"
    "def price():\n    return prices.PRICE\n",
    "tests/test_hints.py": "import shop.hints\n\n\ndef test_it():\n    assert shop.hints\n",
    "tests/test_prices.py": "def test_it(price):\n    assert price == 7\n",
    "tests/db/__init__.py": "",
    "tests/db/conftest.py": "import shop.money\n",
    "tests/db/test_orm.py": "from shop.db.orm import TABLES\n\n\ndef test_it():\n    assert TABLES\n",
    "tests/test_web.py": "from shop import web\n\n\ndef test_it():\n    assert web.page() == 2\n",
    "tests/loading_test.py": "from shop.loading import load\n\n\ndef test_it():\n    assert load()\n",
    "tests/tools.py": "HELP = 1\n",
    "tests/test_tools.py": "from .tools import HELP\n\n\ndef test_it():\n    assert HELP\n",
}


def lay(folder, files):
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def work(tmp_path, files=FILES):
    repository = Repository(tmp_path)
    lay(tmp_path, files)
    return repository, repository.commit()


def lines(done):
    assert done.err == ""
    return done.out.splitlines()


def told(ask, *words):
    return json.loads(ask("--against", "HEAD", "--format", "json", *words).out)


def pytest_in(folder, *words):
    """Run pytest there, without the plugins that are installed: to load them takes five times as long as to run it."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    return subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, check=False)
