"""A package that other distributions add to: what is not here is theirs, and is neither missing nor an import of it."""

import pytest

from tests.source.codebases import reading, records, write

EXTENDED = "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n"


def of_web(tmp_path, package, text, **others):
    """Return the (target, name) pairs and the unresolved targets of shop.web, in a package with this `__init__.py`."""
    files = {"shop/__init__.py": package, "shop/db/__init__.py": "", "shop/web.py": text, **others}
    imports = reading(tmp_path, files)
    found = [(target, name) for importer, target, name, *_ in records(imports) if importer == "shop.web"]
    return found, [one.target for one in imports.unresolved]


@pytest.mark.parametrize(
    "package",
    [
        EXTENDED,
        "from pkgutil import extend_path\n__path__ = extend_path(__path__, __name__)",
        "import pkg_resources\npkg_resources.declare_namespace(__name__)",
        f"try:\n    __import__('pkg_resources').declare_namespace(__name__)\nexcept ImportError:\n    {EXTENDED}",
    ],
)
def test_what_a_shared_package_does_not_hold_belongs_to_others(tmp_path, package):
    assert of_web(tmp_path, package, "from shop.plugins.eu import Tax") == ([("shop.plugins.eu", "Tax")], [])


@pytest.mark.parametrize(
    ("text", "target", "name"),
    [
        ("import shop.plugins", "shop.plugins", ""),
        ("from .plugins import Tax", "shop.plugins", "Tax"),
        ("from .plugins import *", "shop.plugins", "*"),
        ("import importlib\nimportlib.import_module('shop.plugins')", "shop.plugins", ""),
        ("from shop import Tax", "shop", "Tax"),
        ("from shop import db", "shop.db", ""),
    ],
)
def test_only_whole_names_that_are_not_here_belong_to_others(tmp_path, text, target, name):
    found, unresolved = of_web(tmp_path, EXTENDED, text)

    assert (found[-1], unresolved) == ((target, name), [])


def test_a_package_inside_a_shared_one_is_complete(tmp_path):
    assert of_web(tmp_path, EXTENDED, "import shop.db.gone") == ([("shop.db", "gone")], ["shop.db.gone"])


def test_what_was_left_out_of_a_shared_package_still_belongs_to_it(tmp_path):
    write(tmp_path, {".gitignore": "made.py", "shop/made.py": ""})

    assert of_web(tmp_path, EXTENDED, "import shop.made") == ([("shop", "made")], [])


@pytest.mark.parametrize(
    "package", ["# extend_path(__path__, __name__)", "text = 'declare_namespace'", "def extend_path(): pass"]
)
def test_a_package_that_only_speaks_of_sharing_is_complete(tmp_path, package):
    assert of_web(tmp_path, package, "import shop.gone") == ([("shop", "gone")], ["shop.gone"])
